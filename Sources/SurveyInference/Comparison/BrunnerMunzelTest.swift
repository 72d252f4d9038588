import SurveyProbability
import SurveyVocabulary

/// Brunner and Munzel's test that neither of two groups tends to greater values.
///
/// The null hypothesis is that the probability of superiority is one half. Unlike the Mann-Whitney
/// test it lets the groups differ in spread and shape.
///
/// Reference: Brunner & Munzel (2000), doi:10.1002/(SICI)1521-4036(200001)42:1<17::AID-BIMJ17>3.0.CO;2-U.
/// Agrees with scipy's `brunnermunzel` to 9 digits; the sign is that of first against second. The studentized
/// permutation test: Neubert & Brunner (2007), Computational Statistics & Data Analysis 51, 5192-5204.
public struct BrunnerMunzelTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "brunner-munzel-test/1"

  /// The distribution that the statistic is judged by.
  public enum Approximation: String, Hashable, Sendable, Codable, CaseIterable {
    /// Student's t with Satterthwaite's degrees of freedom.
    case t
    /// The normal distribution, for large groups.
    case normal
  }

  /// The divisions of the pooled values whose statistics the observed one is set against.
  ///
  /// Each division has a standard error of its own. A division into groups that do not overlap has an
  /// infinite statistic; if all values are equal it is zero.
  public enum Permutation: Hashable, Sendable {
    /// All divisions, as far as there are at most 5,000,000 different ones: those that give each group as
    /// many of each value are one.
    case exact(twoSided: TwoSidedDefinition = .distance)
    /// Random divisions, at most 5,000,000, from a seed.
    case monteCarlo(permutations: Int, seed: UInt64, twoSided: TwoSidedDefinition = .distance)
  }

  /// P(first > second) + ½ P(first = second), with the interval that inverts the test, cut at 0 and 1; without
  /// interval and standard error where the data give no variance, as the permutation test allows.
  public let effect: Estimate
  /// The effect's distance from one half over its standard error; positive where the first group tends
  /// to greater values.
  public let statistic: TestStatistic
  /// The side on which a difference was looked for.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme under the null hypothesis.
  public let pValue: Double
  /// Where the probability of all divisions lies, given the random ones (Clopper & Pearson); `nil` for
  /// other methods.
  public let pValueInterval: ConfidenceInterval?
  /// Satterthwaite's degrees of freedom; `nil` for a permutation test.
  public let degreesOfFreedom: Double?
  /// The divisions that were gone through; `nil` for an approximation.
  public let permutation: Permutation?
  /// The sizes of the two groups.
  public let sizes: [Int]
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares the values of two groups.
  ///
  /// - Parameters:
  ///   - group: The values whose superiority is tested.
  ///   - baseline: The values they are compared with.
  ///   - alternative: The side on which a difference is looked for.
  ///   - approximation: The distribution of the statistic.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if a group has fewer than two observations or a value that is not finite, or
  ///   if the data give no variance: all values equal, or groups that do not overlap.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    alternative: Alternative = .twoSided, approximation: Approximation = .t, confidence: Double = 0.95
  ) throws(InputError) {
    let first = try finiteValues(group, "group", atLeast: 2)
    let second = try finiteValues(baseline, "baseline", atLeast: 2)
    try checkConfidence(confidence)
    let placements = Placements(first, second)
    let (dominance, variance) = (placements.dominance, placements.variance)
    guard variance > 0 else { throw Self.noVariance(dominance) }
    let df = placements.degreesOfFreedom
    let error = variance.squareRoot()
    let value = dominance.superiority
    let area = alternative.tailArea(confidence: confidence)
    let isT = approximation == .t
    let quantile =
      isT
      ? try StudentTDistribution(degreesOfFreedom: df).quantile(upperTail: area)
      : try NormalDistribution.standard.quantile(upperTail: area)
    effect = Estimate(
      value, standardError: error,
      interval: alternative.interval(
        value - quantile * error, value + quantile * error, level: confidence, method: "Brunner-Munzel",
        bounds: (0, 1)))
    statistic = TestStatistic(
      isT ? "t" : "z", (value - 0.5) / error, reference: isT ? .t(degreesOfFreedom: df) : .normal)
    self.alternative = alternative
    pValue = statistic.pValue(alternative)
    pValueInterval = nil
    degreesOfFreedom = df
    permutation = nil
    sizes = [first.count, second.count]
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: first.count + second.count))
  }

  /// Compares the values of two groups by the studentized permutation test.
  ///
  /// The interval holds the probabilities θ for which the distance of the estimate from θ, over its standard
  /// error, is not beyond the values that the divisions have.
  ///
  /// - Parameters:
  ///   - group: The values whose superiority is tested.
  ///   - baseline: The values they are compared with.
  ///   - alternative: The side on which a difference is looked for.
  ///   - permutation: All divisions or random ones.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a group has fewer than two observations or a value that is not finite, if the
  ///   divisions are too many, or if random ones are to be judged by minimum likelihood or mid-p.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    alternative: Alternative = .twoSided, permutation: Permutation, confidence: Double = 0.95
  ) throws(InputError) {
    let first = try finiteValues(group, "group", atLeast: 2)
    let second = try finiteValues(baseline, "baseline", atLeast: 2)
    try checkConfidence(confidence)
    let divisions = try StudentizedDivisions(first, second)
    let outcomes: CountedOutcomes
    switch permutation {
    case .exact(let definition):
      outcomes = try divisions.enumerated()
      statistic = TestStatistic(
        "t", divisions.observed, reference: .exact(try outcomes.tails(of: divisions.observed, definition)))
      pValueInterval = nil
    case .monteCarlo(let permutations, let seed, let definition):
      try definition.checkForDraws()
      let drawn = try divisions.sampled(permutations, seed: seed)
      outcomes = drawn.outcomes
      statistic = TestStatistic(
        "t", divisions.observed,
        reference: .monteCarlo(
          try drawn.counts.tails(definition, adding: 1), draws: permutations, seed: seed))
      pValueInterval = try drawn.counts.interval(alternative, definition, confidence: confidence)
    }
    let placements = Placements(first, second)
    let value = placements.dominance.superiority
    let error = placements.variance.squareRoot()
    let bounds = outcomes.bounds(tail: alternative.tailArea(confidence: confidence))
    effect =
      error > 0
      ? Estimate(
        value, standardError: error,
        interval: alternative.interval(
          min(value - bounds.upper * error, 1), max(value - bounds.lower * error, 0), level: confidence,
          method: "Brunner-Munzel, permutation", bounds: (0, 1))) : Estimate(value)
    self.alternative = alternative
    pValue = statistic.pValue(alternative)
    degreesOfFreedom = nil
    self.permutation = permutation
    sizes = [first.count, second.count]
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: first.count + second.count))
  }

  private static func noVariance(_ dominance: Dominance) -> InputError {
    guard dominance.equal == dominance.pairs else {
      return InputError(
        .constant, "group and baseline", "the groups do not overlap, so that the variance is zero",
        remedy: "use permutation: .exact(), or MannWhitneyTest, or ProbabilityOfSuperiority for an interval")
    }
    return .constant(
      "group and baseline", remedy: "use permutation: .exact(), which gives a probability of 1")
  }
}

/// The probability of superiority with the variance that the placements of both groups give it.
private struct Placements {
  let dominance: Dominance
  /// The squared standard error of the probability; zero where neither group's placements vary.
  let variance: Double
  let degreesOfFreedom: Double

  init(_ first: [Double], _ second: [Double]) {
    dominance = Dominance(first, over: second)
    let (n, m) = (Double(first.count), Double(second.count))
    // Placements are (1 + dominance)/2, so that their squares are a quarter of those of dominance.
    let squares = dominance.deviations
    let shares = (squares.first / 4 / (n - 1) / n, squares.second / 4 / (m - 1) / m)
    variance = shares.0 + shares.1
    degreesOfFreedom =
      variance * variance / (shares.0 * shares.0 / (n - 1) + shares.1 * shares.1 / (m - 1))
  }
}
