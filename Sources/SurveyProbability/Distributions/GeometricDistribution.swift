import SurveyVocabulary

/// The geometric distribution: the number of failures before the first success.
public struct GeometricDistribution: DiscreteDistribution, Hashable {
  /// The probability of success in each trial.
  public let probability: Double

  /// Makes a geometric distribution.
  ///
  /// - Throws: `InputError` if the probability is not above 0 and at most 1.
  public init(probability: Double) throws(InputError) {
    guard probability > 0, probability <= 1 else {
      throw .outOfRange("probability", value: probability, allowed: "a number above 0 and up to 1")
    }
    self.probability = probability
  }

  /// The mean.
  public var mean: Double { (1 - probability) / probability }
  /// The variance.
  public var variance: Double { mean / probability }
  /// The whole numbers from 0.
  public var support: ClosedRange<Int> { 0...Int.max }

  /// log(1 - p), per failure.
  private var logFailure: DoubleDouble {
    probability < 1e-6
      ? -SpecialFunctions.log1pDoubled(DoubleDouble(probability) / DoubleDouble.sum(1, -probability))
      : DoubleDouble.sum(1, -probability).log()
  }

  /// P(X = k).
  public func mass(_ k: Int) -> Double {
    guard k >= 0 else { return 0 }
    if probability == 1 { return k == 0 ? 1 : 0 }
    return TailPair.product(probability, logFailure * Double(k))
  }

  /// log P(X = k).
  public func logMass(_ k: Int) -> Double {
    guard k >= 0 else { return -.infinity }
    if probability == 1 { return k == 0 ? 0 : -.infinity }
    return (logFailure * Double(k) + DoubleDouble(probability).log()).value
  }

  /// P(X ≤ k).
  public func lowerTail(_ k: Int) -> Double { k < 0 ? 0 : -libmExpm1(logUpperTail(k)) }
  /// P(X > k).
  public func upperTail(_ k: Int) -> Double {
    if k < 0 { return 1 }
    return probability == 1 ? 0 : TailPair.product(1, logUpper(k))
  }
  /// log P(X ≤ k).
  public func logLowerTail(_ k: Int) -> Double {
    k < 0 ? -.infinity : SpecialFunctions.log1mExp(logUpperTail(k))
  }
  /// log P(X > k).
  public func logUpperTail(_ k: Int) -> Double { k < 0 ? 0 : logUpper(k).value }

  private func logUpper(_ k: Int) -> DoubleDouble {
    probability == 1 ? DoubleDouble(-.infinity) : logFailure * (Double(k) + 1)
  }

  /// A random number of this distribution, by inversion.
  public func sample(using stream: inout RandomStream) -> Int {
    if probability == 1 { return 0 }
    let failures = (-stream.exponential() / logFailure.value).rounded(.down)
    return failures < 0x1p62 ? Int(failures) : 1 << 62
  }
}
