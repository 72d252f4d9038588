import SurveyProbability
import SurveyVocabulary

/// Levene's test of equal spread in two or more groups, and with deviations from medians Brown and Forsythe's.
///
/// It is the one-way analysis of variance of the absolute deviations of the scores from the centre of their
/// group. ``BrownForsytheANOVA`` is another method, for means.
///
/// Reference: Levene (1960); Brown & Forsythe (1974), doi:10.1080/01621459.1974.10482955. Agrees with R's
/// `car::leveneTest` to 10 digits.
public struct LeveneTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "levene-test/1"

  /// What the deviations are taken from.
  public enum Center: Hashable, Sendable {
    /// The mean of the group, as Levene did.
    case mean
    /// The median of the group: the test of Brown and Forsythe.
    case median
    /// The mean of the group without a share of the scores at each end, from 0 to below one half; the share
    /// of the number of scores is rounded down. All scores have a deviation.
    case trimmedMean(share: Double = 0.1)
  }

  /// The sizes of the groups, in their order.
  public let sizes: [Int]
  /// The centres of the groups, in the units of the data.
  public let centers: [Double]
  /// The means of the absolute deviations of the groups, in the units of the data.
  public let meanDeviations: [Double]
  /// F with k - 1 and N - k degrees of freedom.
  public let statistic: TestStatistic
  /// The probability of an F at least as large if all groups have the same spread.
  public let pValue: Double
  /// η² of the absolute deviations: the share of their sum of squares that lies between the groups.
  ///
  /// The interval is that of λ/(λ + N), where λ is the noncentrality of F.
  public let etaSquared: Estimate
  /// Of two groups and ``Center/median``: the first mean absolute deviation over the second, both with n - 1
  /// in the denominator, and Bonett and Seier's interval; `nil` otherwise, and where a group does not vary.
  public let ratioOfDeviations: Estimate?
  /// What the deviations are taken from.
  public let center: Center
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares the spread of groups.
  ///
  /// - Parameters:
  ///   - groups: The scores of each group, at least two in each.
  ///   - center: What the deviations are taken from.
  ///   - confidence: The level of the intervals. At 0.90 the lower limit of η² is above zero exactly where p
  ///     is below .05.
  /// - Throws: `InputError` if there are fewer than two groups, a group has fewer than two scores, a score is
  ///   not finite, the trimmed share is not from 0 to below one half, the deviations do not vary within any
  ///   group, or F is so large that the interval is out of reach.
  public init(
    _ groups: ScoreGroups, center: Center = .median, confidence: Double = 0.90
  ) throws(InputError) {
    try checkConfidence(confidence)
    if case .trimmedMean(let share) = center {
      guard share >= 0, share < 0.5 else {
        throw .outOfRange("trimmed share", value: share, allowed: "a share from 0 to below 0.5")
      }
    }
    var centered: [CenteredScores] = []
    for (name, scores) in zip(groups.names, try groups.checked(atLeast: 2)) {
      centered.append(try CenteredScores(scores, from: center, name))
    }
    guard let deviations = CenteredScores.inCommonUnit(centered) else {
      throw InputError(
        .constant, "groups", "no group varies", remedy: "there is no spread to compare")
    }
    let spread = try GroupSpread(deviations)
    // The largest deviation is between 1 and 2 here; less than this is rounding.
    guard spread.within > 1e-26 * Double(spread.cases) else {
      throw InputError(
        .constant, "groups", "the absolute deviations are equal within every group",
        remedy: "use VarianceRatioTest or BartlettTest, or larger groups")
    }
    let (between, within) = (spread.betweenDegreesOfFreedom, spread.withinDegreesOfFreedom)
    let f = spread.between / between / spread.withinMeanSquare
    sizes = centered.map(\.deviations.count)
    centers = centered.map(\.center)
    meanDeviations = centered.map { group in
      group.deviations.reduce(0) { $0 + $1 / Double(group.deviations.count) }
    }
    statistic = TestStatistic("F", f, reference: .f(numerator: between, denominator: within))
    pValue = statistic.pValue()
    etaSquared = Estimate(
      spread.between / (spread.between + spread.within),
      interval: try ExplainedShare.interval(
        f: f, numerator: between, denominator: within, cases: spread.cases, confidence: confidence))
    var ratio: Estimate?
    if center == .median, centered.count == 2, let first = MeanAbsoluteDeviation(centered[0]),
      let second = MeanAbsoluteDeviation(centered[1])
    {
      ratio = try MeanAbsoluteDeviation.ratio(first, second, confidence: confidence)
    }
    ratioOfDeviations = ratio
    self.center = center
    context = groups.context
  }

  /// Compares the spread of two groups.
  ///
  /// - Throws: `InputError` as for several groups.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>, center: Center = .median,
    confidence: Double = 0.90
  ) throws(InputError) {
    let groups = ScoreGroups([Array(group), Array(baseline)], names: ["group", "baseline"])
    try self.init(groups, center: center, confidence: confidence)
    context.parts = ["first", "second"]
  }
}

extension LeveneTest {
  /// The finding as rows, tables and choices for any renderer.
  public var report: Report {
    var rows = [
      Report.Row(
        "η² of absolute deviations", etaSquared, style: .bounded(3), statistic: statistic, pValue: pValue)
    ]
    if let ratioOfDeviations { rows.append(.init("ratio of mean absolute deviations", ratioOfDeviations)) }
    var notes = ["Do not choose between Student's and Welch's test by this test."]
    if ratioOfDeviations == nil, sizes.count == 2, center == .median {
      notes.append("A group does not vary, so that no ratio exists.")
    }
    let lines = sizes.indices.map { index -> [Report.Cell] in
      [
        .text(context.part(index)), .count(sizes[index]), .number(centers[index]),
        .number(meanDeviations[index]),
      ]
    }
    return Report(
      context.title(center == .median ? "Brown-Forsythe test of spread" : "Levene's test of spread"),
      method: .init(
        Self.methodID, options: [.init("deviations from", .text("the \(centerText)"))], citation: citation),
      rows: rows,
      grids: [Report.Grid(columns: ["group", "n", centerText, "mean deviation"], lines: lines)],
      cases: context.cases, notes: notes)
  }

  private var centerText: String {
    switch center {
    case .mean: "mean"
    case .median: "median"
    case .trimmedMean(let share):
      "mean without \(NumberStyle.percent(share * 100 == (share * 100).rounded() ? 0 : 1).text(share)) at each end"
    }
  }

  private var citation: Citation {
    center == .mean
      ? Citation("Levene", 1960, "in Olkin et al., Contributions to Probability and Statistics, 278-292")
      : Citation(
        "Brown & Forsythe", 1974, "Journal of the American Statistical Association 69, 364-367",
        doi: "10.1080/01621459.1974.10482955")
  }
}
