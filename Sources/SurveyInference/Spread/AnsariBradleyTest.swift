import SurveyProbability
import SurveyVocabulary

/// Ansari and Bradley's rank test of the spread of two independent groups with the same median.
///
/// The values are ranked together and counted from both ends: the outermost have score 1, those in the middle
/// the largest. The statistic AB is the sum of the scores of the first group: small where its values lie at
/// the ends. The exact probabilities are conditional on the ties that were observed.
///
/// Reference: Ansari & Bradley (1960), doi:10.1214/aoms/1177705688. The interval of the effect is that of
/// Bonett & Seier (2003), doi:10.1198/0003130032323.
public struct AnsariBradleyTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "ansari-bradley-test/1"

  /// How the probability is found.
  public enum Method: Hashable, Sendable {
    /// By counting all divisions of the observed scores into groups of these sizes.
    case exact(twoSided: TwoSidedDefinition = .distance)
    /// By the normal approximation with the mean and variance of the observed scores, ties as they are.
    case asymptotic
    /// By random divisions, at most 10,000,000, from a seed.
    case monteCarlo(draws: Int, seed: UInt64, twoSided: TwoSidedDefinition = .distance)
  }

  /// The sum of the scores of the first group.
  public let ab: Double
  /// The sum that the first group has on average if both groups have the same distribution.
  public let expectedAB: Double
  /// The first mean absolute deviation from the own median over the second, both with n - 1 in the
  /// denominator; `nil` where a group does not vary.
  public let ratioOfDeviations: Estimate?
  /// AB with its counted or sampled null distribution, or z with the normal one.
  public let statistic: TestStatistic
  /// The side on which a difference was looked for: `.greater` is a larger spread of the first group.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme under the null hypothesis.
  public let pValue: Double
  /// How the probability was found.
  public let method: Method
  /// Where the probability of all divisions lies, given the random ones; `nil` for other methods.
  public let pValueInterval: ConfidenceInterval?
  /// The sizes of the two groups.
  public let sizes: [Int]
  /// The medians of the two groups, in the units of the data.
  public let medians: [Double]
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares the spread of two groups.
  ///
  /// Where all scores are equal the exact probability is 1.
  ///
  /// - Parameters:
  ///   - group: The values whose spread is tested.
  ///   - baseline: The values they are compared with.
  ///   - alternative: The side on which a difference is looked for; `.greater` is a larger spread of `group`.
  ///   - method: Exact, the normal approximation, or random divisions.
  ///   - confidence: The level of the interval of the effect.
  /// - Throws: `InputError` if a group has fewer than two observations or a value that is not finite; if the
  ///   exact distribution is not feasible at this size; or if all scores are equal and the normal
  ///   approximation was asked for.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    alternative: Alternative = .twoSided, method: Method = .exact(), confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let first = try finiteValues(group, "group", atLeast: 2)
    let second = try finiteValues(baseline, "baseline", atLeast: 2)
    let (one, other) = (
      try CenteredScores(first, from: .median, "group"), try CenteredScores(second, from: .median, "baseline")
    )
    if let a = MeanAbsoluteDeviation(one), let b = MeanAbsoluteDeviation(other) {
      ratioOfDeviations = try MeanAbsoluteDeviation.ratio(a, b, alternative, confidence: confidence)
    } else {
      ratioOfDeviations = nil
    }
    let scores = OuterScores(first + second, first: first.count)
    ab = scores.observed / 2
    expectedAB = scores.expected / 2
    var interval: ConfidenceInterval?
    switch method {
    case .exact(let definition):
      statistic = TestStatistic("AB", ab, reference: .exact(try scores.exactTails(definition)))
    case .asymptotic:
      statistic = TestStatistic("z", try scores.z(), reference: .normal)
    case .monteCarlo(let draws, let seed, let definition):
      try definition.checkForDraws()
      let counts = try scores.sampled(draws, seed: seed)
      statistic = TestStatistic(
        "AB", ab, reference: .monteCarlo(try counts.tails(definition, adding: 1), draws: draws, seed: seed))
      interval = try counts.interval(alternative.mirrored, definition, confidence: 0.95)
    }
    self.alternative = alternative
    // The outer scores are the small ones: a larger spread is a smaller sum.
    pValue = statistic.pValue(alternative.mirrored)
    self.method = method
    pValueInterval = interval
    sizes = [first.count, second.count]
    medians = [one.center, other.center]
    context = DataContext(
      parts: ["first", "second"], cases: CaseLedger(all: first.count + second.count))
  }
}

extension Alternative {
  /// The side of a statistic that falls where the estimate rises.
  fileprivate var mirrored: Alternative {
    switch self {
    case .twoSided: .twoSided
    case .greater: .less
    case .less: .greater
    }
  }
}

extension AnsariBradleyTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    var notes = [
      "The test assumes equal medians: a difference in location can look like one in spread, or hide it.",
      "Do not choose between Student's and Welch's test by this test.",
    ]
    if ratioOfDeviations == nil { notes.append("A group does not vary, so that no ratio exists.") }
    return Report(
      context.title("Ansari-Bradley test of spread", "\(context.part(0)) against \(context.part(1))"),
      method: .init(
        Self.methodID, options: options, seed: seed,
        citation: Citation(
          "Ansari & Bradley", 1960, "Annals of Mathematical Statistics 31, 1174-1189",
          doi: "10.1214/aoms/1177705688")),
      rows: [
        .init(
          "ratio of mean absolute deviations", ratioOfDeviations, statistic: statistic, pValue: pValue,
          alternative: alternative)
      ],
      facts: [
        .init("n", .counts(sizes)), .init("medians", .list(medians.map { .number($0) })),
        .init("AB", .number(ab, .decimals(1))), .init("expected", .number(expectedAB, .decimals(1))),
      ] + (pValueInterval.map { [$0.factOfP] } ?? []),
      cases: context.cases, notes: notes)
  }

  private var seed: UInt64? {
    guard case .monteCarlo(_, let seed, _) = method else { return nil }
    return seed
  }

  private var options: [Report.Fact] {
    let side = Report.Fact("alternative", .text(alternative.rawValue))
    switch method {
    case .exact(let definition):
      return [
        .init("method", .text("exact given the ties")), side,
        .init("two-sided p", .text(definition.rawValue)),
      ]
    case .asymptotic: return [.init("method", .text("normal approximation")), side]
    case .monteCarlo(let draws, _, let definition):
      return [
        .init("method", .text("\(DecimalText.grouped(draws)) random divisions")), side,
        .init("two-sided p", .text(definition.rawValue)),
      ]
    }
  }
}
