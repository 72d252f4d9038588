import SurveyProbability
import SurveyVocabulary

/// Two checked groups of a permutation test, and the null distributions of statistics of them.
struct PermutedGroups {
  let first: [Double]
  let second: [Double]
  let moments: GroupMoments
  let method: PermutationTest.Method
  let twoSided: TwoSidedDefinition
  let tolerance: Double
  let confidence: Double

  /// The observed statistic with its null distribution, and what it was counted from.
  struct Null {
    var statistic: TestStatistic
    /// The random divisions; `nil` where all were counted.
    var counts: GroupDivisions.Counts?
    var undefined = 0
  }

  init(
    _ group: some Collection<Double>, _ baseline: some Collection<Double>, _ method: PermutationTest.Method,
    _ twoSided: TwoSidedDefinition, _ tolerance: Double, _ confidence: Double
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard tolerance >= 0, tolerance < 1 else {
      throw .outOfRange("tie tolerance", value: tolerance, allowed: "a number from 0 to below 1")
    }
    first = try finiteValues(group, "group", atLeast: 2)
    second = try finiteValues(baseline, "baseline", atLeast: 2)
    if case .monteCarlo = method { try twoSided.checkForDraws() }
    moments = try GroupMoments(Moments(finite: first), Moments(finite: second))
    self.method = method
    self.twoSided = twoSided
    self.tolerance = tolerance
    self.confidence = confidence
  }

  /// The null distribution of Welch's t or of the difference in means.
  func null(isT: Bool) throws(InputError) -> Null {
    let divisions = GroupDivisions(
      first, second, isT ? .welchT : .meanDifference, tolerance: tolerance)
    let (symbol, observed) = isT ? ("t", divisions.observed) : ("difference", moments.difference)
    switch method {
    case .exact:
      let tails = try divisions.enumerated(twoSided).tails(twoSided, adding: 0)
      return Null(statistic: TestStatistic(symbol, observed, reference: .exact(tails)))
    case .grid(let unit):
      guard !isT else { throw Self.noGrid("Welch's t") }
      let tails = try GridDivisions(first, second, unit: unit).tails(twoSided)
      return Null(statistic: TestStatistic(symbol, observed, reference: .exact(tails)))
    case .monteCarlo(let permutations, let seed):
      let drawn = try divisions.sampled(permutations, seed: seed)
      // The observed division is one of them, which keeps the probability from being zero.
      let tails = try drawn.tails(twoSided, adding: 1)
      return Null(
        statistic: TestStatistic(
          symbol, observed, reference: .monteCarlo(tails, draws: permutations, seed: seed)),
        counts: drawn)
    }
  }

  /// The null distribution of the difference in medians.
  func nullOfMedians(_ name: String) throws(InputError) -> Null {
    // In units of the largest deviation, so that the tolerance suits any unit of the data.
    let values = GroupDivisions.standardized(first + second)
    var null = try null(
      named: name, Array(values[..<first.count]), Array(values[first.count...]), Self.medianDifference)
    let observed = Self.medianDifference(first, second)
    null.statistic = TestStatistic("difference", observed, reference: null.statistic.reference)
    return null
  }

  private static func medianDifference(_ first: [Double], _ second: [Double]) -> Double {
    func median(_ values: [Double]) -> Double {
      let sorted = values.sorted()
      let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
      return low == high ? low : low / 2 + high / 2
    }
    return median(first) - median(second)
  }

  /// The null distribution of a statistic given as a function of both groups.
  func null(
    named name: String, _ statistic: StatisticDivisions.Statistic
  ) throws(InputError) -> Null {
    try null(named: name, first, second, statistic)
  }

  private func null(
    named name: String, _ first: [Double], _ second: [Double], _ statistic: StatisticDivisions.Statistic
  ) throws(InputError) -> Null {
    let divisions = StatisticDivisions(first: first, second: second, tolerance: tolerance)
    let observed = try divisions.observed(name, statistic)
    switch method {
    case .exact:
      let found = try divisions.enumerated(observed, twoSided, statistic)
      return Null(
        statistic: TestStatistic(
          "statistic", observed, reference: .exact(try found.counts.tails(twoSided, adding: 0))),
        undefined: found.undefined)
    case .grid: throw Self.noGrid("the \(name)")
    case .monteCarlo(let permutations, let seed):
      let found = try divisions.sampled(observed, permutations, seed: seed, statistic)
      let tails = try found.counts.tails(twoSided, adding: 1)
      return Null(
        statistic: TestStatistic(
          "statistic", observed, reference: .monteCarlo(tails, draws: permutations, seed: seed)),
        counts: found.counts, undefined: found.undefined)
    }
  }

  private static func noGrid(_ name: String) -> InputError {
    InputError(
      .definition, "method", "a grid counts sums, and \(name) is not a function of the sum",
      remedy: "use .exact or .monteCarlo, or permute .meanDifference")
  }
}
