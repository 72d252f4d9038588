import SurveyProbability
import SurveyVocabulary

extension PlannedTest {
  /// The exact test of one proportion against a value; the effect is the true proportion minus that value.
  ///
  /// The power is the probability of the counts whose exact p-value is at most the level. Sizes are whole,
  /// and the power goes up and down as they grow.
  ///
  /// - Parameters:
  ///   - null: The proportion of the null hypothesis, above 0 and below 1.
  ///   - twoSided: How a two-sided probability is defined.
  ///   - oneSided: Whether only a larger proportion is looked for.
  /// - Returns: The test, for a plan.
  /// - Throws: `InputError` if the proportion is outside its range.
  public static func binomial(
    null: Double, twoSided: ExactTwoSided = .minimumLikelihood, oneSided: Bool = false
  ) throws(InputError) -> PlannedTest {
    guard null > 0, null < 1 else {
      throw .outOfRange("null proportion", value: null, allowed: "a number above 0 and below 1")
    }
    return exactBinomial(
      "exact test of one proportion", effect: "difference in shares", "cases", null, twoSided, oneSided)
  }

  /// The sign test of pairs that differ; the effect is the share that is positive less one half.
  ///
  /// - Parameter oneSided: Whether only a majority of positive differences is looked for.
  /// - Returns: The test, for a plan.
  public static func sign(oneSided: Bool = false) -> PlannedTest {
    exactBinomial(
      "sign test", effect: "share of positive differences - .50", "pairs that differ", 0.5, .doubled, oneSided
    )
  }

  private static func exactBinomial(
    _ name: String, effect: String, _ size: String, _ null: Double, _ twoSided: ExactTwoSided,
    _ oneSided: Bool
  ) -> PlannedTest {
    let definition = oneSided ? [] : [Report.Fact("two-sided p", .text(twoSided.rawValue))]
    let hypothesis = null == 0.5 ? [] : [Report.Fact("against", .number(null, .level(null)))]
    return PlannedTest(
      name, effect: effect, sizes: [size], least: 1, largestEffect: 1 - null, lowestEffect: -null,
      largestSought: 20_000, oneSided: oneSided, computation: "binomial distribution",
      options: hypothesis + definition,
      criticalRule: { (sizes, level) throws(InputError) in
        let n = Int(sizes[0])
        let distribution = try BinomialDistribution(trials: n, probability: null)
        return CountRejection(distribution, level, twoSided, oneSided: oneSided).upper
          .map { Double($0) / sizes[0] - null }
      },
      powerRule: { (effect, sizes, level) throws(InputError) in
        let n = Int(sizes[0])
        let region = CountRejection(
          try BinomialDistribution(trials: n, probability: null), level, twoSided, oneSided: oneSided)
        return region.probability(
          try BinomialDistribution(trials: n, probability: min(max(null + effect, 0), 1)))
      })
  }

  /// McNemar's exact test of pairs of answers; the effect is the share of the changes that go one way, less
  /// one half.
  ///
  /// The number of pairs that change is binomial; given it the test is a sign test. Reference: Duffy
  /// (1984), for the unconditional power.
  ///
  /// - Parameters:
  ///   - discordance: The share of all pairs that change, above 0 and up to 1.
  ///   - oneSided: Whether only a majority in one direction is looked for.
  /// - Returns: The test, for a plan.
  /// - Throws: `InputError` if the discordance is outside its range.
  public static func mcNemar(
    discordance: Double, oneSided: Bool = false
  ) throws(InputError) -> PlannedTest {
    guard discordance > 0, discordance <= 1 else {
      throw .outOfRange("discordance", value: discordance, allowed: "a share above 0 and up to 1")
    }
    @Sendable func region(_ changes: Int, _ level: Double) throws(InputError) -> CountRejection {
      CountRejection(
        try BinomialDistribution(trials: changes, probability: 0.5), level, .doubled, oneSided: oneSided)
    }
    return PlannedTest(
      "McNemar's exact test", effect: "share of the changes - .50", sizes: ["pairs"], least: 1,
      largestEffect: 0.5, largestSought: 2_000, oneSided: oneSided,
      computation: "binomial distributions of the changes",
      options: [Report.Fact("discordance", .number(discordance, .level(discordance)))],
      critical: "smallest observed share of the changes - .50 that reaches the level, at the expected number",
      criticalRule: { (sizes, level) throws(InputError) in
        let changes = (sizes[0] * discordance).rounded()
        guard changes >= 1 else { return nil }
        return try region(Int(changes), level).upper.map { Double($0) / changes - 0.5 }
      },
      powerRule: { (effect, sizes, level) throws(InputError) in
        guard sizes[0] <= 100_000 else {
          throw .infeasible(
            "sizes", "more than 100,000 pairs", remedy: "plan with .sign() and the expected number of changes"
          )
        }
        let all = try BinomialDistribution(trials: Int(sizes[0]), probability: discordance)
        var power = 0.0
        for changes in 1...Int(sizes[0]) {
          let weight = all.mass(changes)
          guard weight > 1e-20 else { continue }
          let truth = try BinomialDistribution(trials: changes, probability: 0.5 + effect)
          power += weight * (try region(changes, level).probability(truth))
        }
        return power
      })
  }
}

/// The counts that an exact test rejects: all up to one number and all from another on.
struct CountRejection {
  private(set) var lower: Int?
  private(set) var upper: Int?

  /// Finds both ends by halving: the p-value falls on either side of its peak.
  init(
    _ null: BinomialDistribution, _ level: Double, _ definition: ExactTwoSided, oneSided: Bool
  ) {
    let n = null.support.upperBound
    let peak = Int(min(Double(n), ((Double(n) + 1) * null.probability).rounded(.down)))
    func rejects(_ count: Int) -> Bool {
      if oneSided { return null.upperTail(count - 1) <= level }
      return definition.tails(of: count, in: null, midP: false).twoSided <= level
    }
    if rejects(n) {
      var (low, high) = (oneSided ? -1 : peak - 1, n)
      while high - low > 1 {
        let middle = low + (high - low) / 2
        if rejects(middle) { high = middle } else { low = middle }
      }
      upper = high
    }
    if !oneSided, rejects(0) {
      var (low, high) = (0, peak + 1)
      while high - low > 1 {
        let middle = low + (high - low) / 2
        if rejects(middle) { low = middle } else { high = middle }
      }
      lower = low
    }
  }

  /// The probability of a rejection when the counts have this distribution.
  func probability(_ truth: BinomialDistribution) -> Double {
    // At a level near 1 both ends can meet: every count is rejected once.
    if let lower, let upper, lower >= upper - 1 { return 1 }
    return (upper.map { truth.upperTail($0 - 1) } ?? 0) + (lower.map { truth.lowerTail($0) } ?? 0)
  }
}
