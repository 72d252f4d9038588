import SurveyVocabulary

/// The binomial distribution: the number of successes in independent trials.
public struct BinomialDistribution: DiscreteDistribution, Hashable {
  /// The number of trials.
  public let trials: Int
  /// The probability of success in each trial.
  public let probability: Double

  /// Makes a binomial distribution.
  ///
  /// - Throws: `InputError` if the number of trials is negative or above 2^53, or the probability not
  ///   between 0 and 1.
  public init(trials: Int, probability: Double) throws(InputError) {
    guard trials >= 0, trials <= 1 << 53 else {
      throw .outOfRange("trials", value: Double(trials), allowed: "a whole number from 0 to 2^53")
    }
    try checkProbability(probability)
    self.trials = trials
    self.probability = probability
  }

  /// The mean.
  public var mean: Double { Double(trials) * probability }
  /// The variance.
  public var variance: Double { Double(trials) * probability * (1 - probability) }
  /// From 0 to the number of trials.
  public var support: ClosedRange<Int> { 0...trials }

  /// P(X = k).
  public func mass(_ k: Int) -> Double {
    let (factor, exponent) = massParts(k)
    return TailPair.product(factor, exponent)
  }

  /// log P(X = k).
  public func logMass(_ k: Int) -> Double {
    let (factor, exponent) = massParts(k)
    return factor == 0 ? -.infinity : min(0, (exponent + libmLog(factor)).value)
  }

  private func massParts(_ k: Int) -> (Double, DoubleDouble) {
    guard k >= 0, k <= trials else { return (0, .zero) }
    if probability == 0 { return (k == 0 ? 1 : 0, .zero) }
    if probability == 1 { return (k == trials ? 1 : 0, .zero) }
    let (success, failure) = (DoubleDouble(probability), DoubleDouble.sum(1, -probability))
    let (n, one, other) = (Double(trials), Double(k), Double(trials - k))
    if k == 0 { return (1, failure.log() * n) }
    if k == trials { return (1, success.log() * n) }
    let leading = SpecialFunctions.betaLeading(one, other) * (n / one) / other
    return (leading, SpecialFunctions.betaExponent(one, other, success, failure))
  }

  private func tails(_ k: Int) -> TailPair {
    if k < 0 { return .none }
    if k >= trials { return .all }
    if probability == 0 { return .all }
    if probability == 1 { return .none }
    return SpecialFunctions.incompleteBeta(
      Double(trials - k), Double(k) + 1, DoubleDouble.sum(1, -probability), DoubleDouble(probability))
  }

  /// P(X ≤ k).
  public func lowerTail(_ k: Int) -> Double { tails(k).lower }
  /// P(X > k).
  public func upperTail(_ k: Int) -> Double { tails(k).upper }
  /// log P(X ≤ k).
  public func logLowerTail(_ k: Int) -> Double { tails(k).logLower }
  /// log P(X > k).
  public func logUpperTail(_ k: Int) -> Double { tails(k).logUpper }

  /// The smallest k with P(X ≤ k) ≥ p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(lowerTail p: Double) throws(InputError) -> Int {
    try checkProbability(p)
    return OrderedSearch.first(in: support) { lowerTail($0) >= p }
  }

  /// The smallest k with P(X > k) ≤ p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(upperTail p: Double) throws(InputError) -> Int {
    try checkProbability(p)
    return OrderedSearch.first(in: support) { upperTail($0) <= p }
  }
}
