import SurveyProbability
import SurveyVocabulary

/// The test of non-inferiority, or of superiority by a margin: whether a difference lies on one side of a
/// bound.
///
/// The difference is the first argument minus the second. Where greater is better, `.above(-0.5)` asks
/// whether the first is not inferior by as much as 0.5, and `.above(0.5)` whether it is superior by more
/// than 0.5; where less is better, `.below` asks the same.
///
/// Reference: Schuirmann (1987), doi:10.1007/BF01068419, of whose two tests this is one.
public struct MarginTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "margin-test/1"

  /// The side of a margin on which a difference is looked for.
  public enum Margin: Hashable, Sendable {
    /// The difference is greater than this number.
    case above(Double)
    /// The difference is less than this number.
    case below(Double)

    /// The number, in the unit of the bounds.
    public var bound: Double {
      switch self {
      case .above(let bound), .below(let bound): bound
      }
    }

    /// The side as an alternative.
    public var alternative: Alternative {
      if case .above = self { return .greater }
      return .less
    }
  }

  /// The difference, in units of the data, with the interval of level 1 - level, open on the side that is
  /// tested for.
  public let estimate: Estimate
  /// The one-sided test against the bound.
  public let test: BoundTest
  /// Its probability.
  public let pValue: Double
  /// The bound, in units of the data.
  public let bound: Double
  /// The standard deviation that the bound was given in; `nil` for units of the data.
  public let unit: BoundUnit?
  /// The level of the test, which fixes that of the interval.
  public let level: Double
  /// The names of the data and the cases behind them.
  public var context: DataContext
  private let details: ShiftDetails

  /// Tests the difference of two independent groups against a margin.
  ///
  /// - Parameters:
  ///   - group: The first group.
  ///   - baseline: The group that is subtracted.
  ///   - margin: The bound, in the unit, and the side on which the difference is looked for.
  ///   - unit: The unit of the bound.
  ///   - test: How the difference is judged.
  ///   - level: The level of the test, above 0 and below 0.5.
  /// - Throws: `InputError` if a group has fewer than two observations or a value that is not finite; if
  ///   the bound is not finite; if neither group varies, except for the exact rank test; or if the test is
  ///   not feasible.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    difference margin: Margin, unit: GroupBoundUnit = .data, test: GroupShiftMethod = .welch,
    level: Double = 0.05
  ) throws(InputError) {
    let samples = try TwoSamples(group, baseline)
    let unit = try unit.unit(samples.moments)
    try self.init(ShiftTest(samples, test, level: level), margin, unit)
  }

  /// Tests the mean or central difference of pairs against a margin.
  ///
  /// - Parameters:
  ///   - values: The later or first-named values.
  ///   - baseline: The values that are subtracted, in the same order of cases.
  ///   - margin: The bound, in the unit, and the side on which the difference is looked for.
  ///   - unit: The unit of the bound.
  ///   - test: How the differences are judged.
  ///   - level: The level of the test, above 0 and below 0.5.
  /// - Throws: `InputError` as for two groups, or if the lengths differ.
  public init(
    _ values: some Collection<Double>, pairedWith baseline: some Collection<Double>,
    difference margin: Margin, unit: PairedBoundUnit = .data, test: PairedShiftMethod = .t,
    level: Double = 0.05
  ) throws(InputError) {
    let differences = try pairedDifferences(values, baseline, atLeast: 2)
    let unit = try unit.unit(Array(values), Array(baseline), differences)
    try self.init(ShiftTest(differences, reference: nil, test, level: level), margin, unit)
  }

  /// Tests the mean or centre of one sample, less a number, against a margin in units of the data.
  ///
  /// - Throws: `InputError` as for two groups, or if the number is not finite.
  public init(
    _ values: some Collection<Double>, against reference: Double, difference margin: Margin,
    test: PairedShiftMethod = .t, level: Double = 0.05
  ) throws(InputError) {
    let differences = try differencesFrom(reference, values)
    try self.init(ShiftTest(differences, reference: reference, test, level: level), margin, nil)
  }

  /// Tests by t whether the difference of two groups known by size, mean and variance lies on one side of a margin.
  ///
  /// - Throws: `InputError` as for their values.
  public init(
    _ group: Moments, against baseline: Moments, difference margin: Margin,
    unit: GroupBoundUnit = .data, variances: GroupVariances = .separate,
    level: Double = 0.05
  ) throws(InputError) {
    let moments = try GroupMoments(group, baseline)
    let unit = try unit.unit(moments)
    try self.init(ShiftTest(t: moments, pools: variances == .pooled, level: level), margin, unit)
  }

  private init(_ shift: ShiftTest, _ margin: Margin, _ unit: BoundUnit?) throws(InputError) {
    guard margin.bound.isFinite else { throw .notFinite("margin", value: margin.bound, at: 0) }
    let resolved = try ShiftBounds([margin.bound], unit)
    let found = try shift.test(resolved.values[0], margin.alternative)
    test = found.test
    pValue = found.test.pValue
    bound = resolved.values[0]
    self.unit = unit
    level = shift.level
    estimate = Estimate(
      shift.estimate.value, standardError: shift.estimate.standardError,
      interval: shift.estimate.interval.map {
        margin.alternative.interval($0.lower, $0.upper, level: 1 - shift.level, method: $0.method)
      })
    context = shift.context
    details = shift.details.adding(nearTies: found.nearTies)
  }
}

extension MarginTest {
  /// The estimate with its one-sided interval, and the test.
  public var report: Report {
    Report(
      context.title("Test against a margin", details.pairing(context)),
      method: .init(
        Self.methodID, options: details.options("bound", [bound], unit, level: level),
        seed: test.statistic.seed,
        citation: Citation(
          "Schuirmann", 1987, "Journal of Pharmacokinetics and Biopharmaceutics 15, 657-680",
          doi: "10.1007/BF01068419")),
      rows: [.init(details.label, estimate), test.row],
      facts: details.facts, cases: context.cases, notes: details.notes(unit), warnings: details.warnings)
  }
}
