import SurveyVocabulary

/// The negative binomial distribution: the number of failures before a number of successes, which need not
/// be whole; a Poisson distribution whose mean varies as a gamma distribution.
public struct NegativeBinomialDistribution: DiscreteDistribution, Hashable {
  /// The number of successes that end the count, also called the size or the inverse dispersion.
  public let successes: Double
  /// The probability of success in each trial.
  public let probability: Double

  /// Makes a negative binomial distribution from the probability of success.
  ///
  /// - Throws: `InputError` if the number of successes is not a positive number up to 2^52, or the
  ///   probability not above 0 and at most 1.
  public init(successes: Double, probability: Double) throws(InputError) {
    guard successes > 0, successes <= 0x1p52 else {
      throw .outOfRange("successes", value: successes, allowed: "a number above 0 and up to 2^52")
    }
    guard probability > 0, probability <= 1 else {
      throw .outOfRange("probability", value: probability, allowed: "a number above 0 and up to 1")
    }
    self.successes = successes
    self.probability = probability
  }

  /// The mean.
  public var mean: Double { successes * (1 - probability) / probability }
  /// The variance.
  public var variance: Double { mean / probability }
  /// The whole numbers from 0.
  public var support: ClosedRange<Int> { 0...Int.max }

  private var failure: DoubleDouble { DoubleDouble.sum(1, -probability) }

  private func massParts(_ k: Int) -> (factor: Double, exponent: DoubleDouble) {
    guard k >= 0 else { return (0, .zero) }
    if probability == 1 { return (k == 0 ? 1 : 0, .zero) }
    let x = Double(k)
    if k == 0 { return (1, DoubleDouble(probability).log() * successes) }
    // Γ(r + k) / (Γ(r) k!) p^r q^k = (p^r q^k / B(r, k)) / k
    let leading = SpecialFunctions.betaLeading(successes, x) / x
    return (leading, SpecialFunctions.betaExponent(successes, x, DoubleDouble(probability), failure))
  }

  /// P(X = k).
  public func mass(_ k: Int) -> Double {
    let (factor, exponent) = massParts(k)
    return TailPair.product(factor, exponent)
  }

  /// log P(X = k).
  public func logMass(_ k: Int) -> Double {
    let (factor, exponent) = massParts(k)
    return factor == 0 ? -.infinity : min(0, (exponent + DoubleDouble(factor).log()).value)
  }

  private func tails(_ k: Int) -> TailPair {
    if k < 0 { return .none }
    if probability == 1 { return .all }
    return SpecialFunctions.incompleteBeta(successes, Double(k) + 1, DoubleDouble(probability), failure)
  }

  /// P(X ≤ k).
  public func lowerTail(_ k: Int) -> Double { tails(k).lower }
  /// P(X > k).
  public func upperTail(_ k: Int) -> Double { tails(k).upper }
  /// log P(X ≤ k).
  public func logLowerTail(_ k: Int) -> Double { tails(k).logLower }
  /// log P(X > k).
  public func logUpperTail(_ k: Int) -> Double { tails(k).logUpper }

  /// A random number of this distribution: Poisson with a gamma number as its mean.
  public func sample(using stream: inout RandomStream) -> Int {
    if probability == 1 { return 0 }
    return stream.poisson(mean: stream.gamma(shape: successes) * ((1 - probability) / probability))
  }
}
