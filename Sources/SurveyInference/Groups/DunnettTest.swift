import SurveyProbability
import SurveyVocabulary

/// Dunnett's comparisons of several groups with one control group, with simultaneous intervals.
///
/// The groups are assumed to have the same variance.
///
/// Reference: Dunnett (1955), doi:10.1080/01621459.1955.10501294.
public struct DunnettTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "dunnett-test/1"

  /// Size, mean and variance of the groups, in their order, the control among them.
  public let groups: [Moments]
  /// The place of the control.
  public let control: Int
  /// Each other group minus the control, with simultaneous intervals and adjusted probabilities.
  public let comparisons: [GroupComparison]
  /// The side on which differences were looked for.
  public let alternative: Alternative
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares every other group with the control.
  ///
  /// - Parameters:
  ///   - groups: The scores of each group, the control among them; a group may have a single score as long as
  ///     another has two.
  ///   - control: The name of the control; the first group where none is given.
  ///   - alternative: The side on which differences from the control are looked for.
  ///   - confidence: The level at which all intervals hold together.
  /// - Throws: `InputError` if there are fewer than two groups, a group is empty, a score is not finite, no
  ///   group varies, no group has the control's name, or there are more than 200 groups.
  public init(
    _ groups: ScoreGroups, against control: String? = nil, alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let spread = try GroupSpread(groups.checked())
    try spread.checkError()
    let place = control.map { groups.names.firstIndex(of: $0) } ?? 0
    guard let place else {
      throw .unknownName(control ?? "", among: groups.names, subject: "control")
    }
    let others = groups.names.indices.filter { $0 != place }
    let df = spread.withinDegreesOfFreedom
    let integral = try DunnettIntegral(
      control: spread.groups[place].count, others: others.map { spread.groups[$0].count },
      degreesOfFreedom: df,
      twoSided: alternative == .twoSided)
    let reach = try integral.quantile(upperTail: 1 - confidence)
    let found = try spread.comparisons(others.map { ($0, place) }) {
      (spread.pooledError($0, $1), df)
    } judge: { t, _ throws(InputError) in
      let size = alternative == .twoSided ? t.magnitude : alternative == .greater ? t : -t
      return (reach, "multivariate t", confidence, nil, integral.upperTail(size))
    }
    comparisons = found.map { comparison in
      guard let both = comparison.difference.interval else { return comparison }
      return GroupComparison(
        first: comparison.first, second: comparison.second,
        difference: Estimate(
          comparison.difference.value, standardError: comparison.difference.standardError,
          interval: alternative.interval(both.lower, both.upper, level: both.level, method: both.method)),
        statistic: comparison.statistic, degreesOfFreedom: df, pValue: nil,
        adjustedPValue: comparison.adjustedPValue)
    }
    self.groups = spread.groups
    self.control = place
    self.alternative = alternative
    context = groups.context
  }
}

extension DunnettTest {
  /// The comparisons as a table for any renderer.
  public var report: Report {
    Report(
      context.title("Dunnett's test", "against \(context.part(control))"),
      method: .init(
        Self.methodID, options: [.init("alternative", .text(alternative.rawValue))],
        citation: Citation(
          "Dunnett", 1955, "Journal of the American Statistical Association 50, 1096-1121",
          doi: "10.1080/01621459.1955.10501294")),
      grids: [context.grid(of: groups), context.grid(of: comparisons)], cases: context.cases,
      notes: [
        "The intervals hold together at their level, and p is adjusted for all comparisons with the control. One "
          + "variance is assumed for all groups."
      ])
  }
}
