import SurveyVocabulary

/// The Poisson distribution: the number of events that come independently at a constant rate.
public struct PoissonDistribution: DiscreteDistribution, Hashable {
  /// The mean.
  public let mean: Double

  /// Makes a Poisson distribution.
  ///
  /// - Throws: `InputError` if the mean is not between 0 and 2^52.
  public init(mean: Double) throws(InputError) {
    guard mean >= 0, mean <= 0x1p52 else {
      throw .outOfRange("mean", value: mean, allowed: "a number from 0 to 2^52")
    }
    self.mean = mean
  }

  /// The variance.
  public var variance: Double { mean }
  /// The whole numbers from 0.
  public var support: ClosedRange<Int> { 0...Int.max }

  /// P(X = k).
  public func mass(_ k: Int) -> Double {
    guard k >= 0, mean > 0 else { return k == 0 ? 1 : 0 }
    let (factor, exponent) = CountMasses.poisson(Double(k), mean: mean)
    return TailPair.product(factor, exponent)
  }

  /// log P(X = k).
  public func logMass(_ k: Int) -> Double {
    guard k >= 0, mean > 0 else { return k == 0 ? 0 : -.infinity }
    let (factor, exponent) = CountMasses.poisson(Double(k), mean: mean)
    return (exponent + DoubleDouble(factor).log()).value
  }

  /// P(X ≤ k) is the upper tail of a gamma distribution with shape k + 1.
  private func tails(_ k: Int) -> TailPair {
    if k < 0 { return .none }
    if mean == 0 { return .all }
    return SpecialFunctions.incompleteGamma(Double(k) + 1, DoubleDouble(mean)).mirrored
  }

  /// P(X ≤ k).
  public func lowerTail(_ k: Int) -> Double { tails(k).lower }
  /// P(X > k).
  public func upperTail(_ k: Int) -> Double { tails(k).upper }
  /// log P(X ≤ k).
  public func logLowerTail(_ k: Int) -> Double { tails(k).logLower }
  /// log P(X > k).
  public func logUpperTail(_ k: Int) -> Double { tails(k).logUpper }

  /// A random number of this distribution (Hörmann's transformed rejection).
  public func sample(using stream: inout RandomStream) -> Int { stream.poisson(mean: mean) }
}

extension BinomialDistribution {
  /// A random number of this distribution (Hörmann's transformed rejection).
  public func sample(using stream: inout RandomStream) -> Int {
    stream.binomial(trials: trials, probability: probability)
  }
}
