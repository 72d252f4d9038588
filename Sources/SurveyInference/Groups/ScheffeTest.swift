import SurveyProbability
import SurveyVocabulary

/// Scheffé's comparisons: intervals that hold together for all contrasts of the means, shown for all pairs or
/// for contrasts of one's own, which may be chosen after seeing the data.
///
/// Reference: Scheffé (1953), doi:10.1093/biomet/40.1-2.87.
public struct ScheffeTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "scheffe-test/1"

  /// Size, mean and variance of the groups, in their order.
  public let groups: [Moments]
  /// The contrasts, with simultaneous intervals and adjusted probabilities.
  public let contrasts: [ContrastFinding]
  /// Whether the contrasts are all pairs of groups, whose names the print takes from the groups.
  public let areAllPairs: Bool
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Judges contrasts of the means.
  ///
  /// - Parameters:
  ///   - groups: The scores of each group; a group may have a single score as long as another has two.
  ///   - contrasts: What is compared; all pairs, the later group minus the earlier, where none are given.
  ///   - confidence: The level at which the intervals of all contrasts hold together.
  /// - Throws: `InputError` if there are fewer than two groups, a group is empty, a score is not finite, no
  ///   group varies, or a contrast does not fit the groups.
  public init(
    _ groups: ScoreGroups, contrasts: [GroupContrast] = [], confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let spread = try GroupSpread(groups.checked())
    try spread.checkError()
    let names = groups.names
    let judged =
      contrasts.isEmpty
      ? GroupSpread.pairs(names.count).map { GroupContrast(first: $0, second: $1, of: names) } : contrasts
    let (between, within) = (spread.betweenDegreesOfFreedom, spread.withinDegreesOfFreedom)
    let critical = try FDistribution(numerator: between, denominator: within).quantile(
      upperTail: 1 - confidence)
    let reach = (between * critical).squareRoot()
    var found: [ContrastFinding] = []
    for contrast in judged {
      let weights = try contrast.checked(names)
      let (value, error) = try spread.contrast(weights)
      let t = value / error
      let p = TestStatistic("F", t * t / between, reference: .f(numerator: between, denominator: within))
        .pValue()
      found.append(
        ContrastFinding(
          contrast: contrast,
          estimate: Estimate(
            value, standardError: error,
            interval: ConfidenceInterval(
              lower: value - reach * error, upper: value + reach * error, level: confidence, method: "Scheffé"
            )),
          statistic: TestStatistic("t", t, reference: .t(degreesOfFreedom: within)), pValue: nil,
          adjustedPValue: p, effect: nil))
    }
    self.groups = spread.groups
    self.contrasts = found
    areAllPairs = contrasts.isEmpty
    context = groups.context
  }
}

extension ScheffeTest {
  /// The contrasts as a table for any renderer.
  public var report: Report {
    let pairs = GroupSpread.pairs(groups.count).map {
      "\(context.part($0.first)) - \(context.part($0.second))"
    }
    return Report(
      context.title("Scheffé's test"),
      method: .init(
        Self.methodID,
        citation: Citation("Scheffé", 1953, "Biometrika 40, 87-104", doi: "10.1093/biomet/40.1-2.87")),
      grids: [
        context.grid(of: groups),
        ContrastFinding.grid(contrasts, names: areAllPairs ? pairs : nil, adjustedName: "adjusted p"),
      ],
      cases: context.cases,
      notes: [
        "The intervals of all possible contrasts hold together at their level. One variance is assumed for all "
          + "groups."
      ])
  }
}
