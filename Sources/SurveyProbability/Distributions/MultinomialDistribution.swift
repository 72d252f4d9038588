import SurveyVocabulary

/// The multinomial distribution: the counts of independent trials with several outcomes.
public struct MultinomialDistribution: Sendable, Hashable {
  /// The number of trials.
  public let trials: Int
  /// The probabilities of the outcomes; they sum to 1.
  public let probabilities: [Double]

  /// Makes a multinomial distribution from weights of the outcomes, which are divided by their sum.
  ///
  /// - Throws: `InputError` if the number of trials is negative or above 2^52, if there is no weight, or if
  ///   a weight is negative or not finite, or all are zero.
  public init(trials: Int, weights: some Collection<Double>) throws(InputError) {
    guard trials >= 0, trials <= 1 << 52 else {
      throw .outOfRange("trials", value: Double(trials), allowed: "a whole number from 0 to 2^52")
    }
    self.trials = trials
    probabilities = try AliasTable.shares(weights)
  }

  /// The means of the counts.
  public var means: [Double] { probabilities.map { Double(trials) * $0 } }

  /// The covariance of two counts, given by their places; zero for a place that is none.
  public func covariance(_ first: Int, _ second: Int) -> Double {
    guard probabilities.indices.contains(first), probabilities.indices.contains(second) else { return 0 }
    let (p, q) = (probabilities[first], probabilities[second])
    return Double(trials) * (first == second ? p * (1 - p) : -p * q)
  }

  /// The probability of the counts.
  public func mass(_ counts: some Collection<Int>) -> Double { libmExp(logMass(counts)) }

  /// The logarithm of the probability of the counts; -∞ for counts that are too few or too many, negative,
  /// or do not sum to the number of trials.
  public func logMass(_ counts: some Collection<Int>) -> Double {
    guard counts.count == probabilities.count else { return -.infinity }
    var rest = trials
    var sum = DoubleDouble.zero
    for (count, p) in zip(counts, probabilities) {
      guard count >= 0, count <= rest else { return -.infinity }
      rest -= count
      if count == 0 { continue }
      guard p > 0 else { return -.infinity }
      let k = DoubleDouble(Double(count))
      sum = sum + DoubleDouble(p).log() * Double(count) - SpecialFunctions.logGammaDoubled(k + 1)
    }
    guard rest == 0 else { return -.infinity }
    return min(0, (sum + SpecialFunctions.logGammaDoubled(DoubleDouble(Double(trials)) + 1)).value)
  }

  /// Random counts: each outcome binomial given those before it.
  public func sample(using stream: inout RandomStream) -> [Int] {
    var counts = [Int](repeating: 0, count: probabilities.count)
    // The share of an outcome among those that are left, from sums taken from the end.
    var tails = probabilities
    for index in tails.indices.dropLast().reversed() { tails[index] += tails[index + 1] }
    var rest = trials
    for index in counts.indices where rest > 0 && tails[index] > 0 {
      let drawn = stream.binomial(trials: rest, probability: min(1, probabilities[index] / tails[index]))
      counts[index] = drawn
      rest -= drawn
    }
    return counts
  }
}
