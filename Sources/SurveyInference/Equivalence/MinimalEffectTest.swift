import SurveyVocabulary

/// The test of a minimal effect: whether a difference lies outside two bounds.
///
/// The difference is the first argument minus the second. The null hypothesis is that it is too small to
/// matter: it lies between the bounds. One test asks whether it is less than the lower bound, the other
/// whether it is greater than the upper one; the probability is the smaller of the two.
///
/// Reference: Murphy & Myors (1999), doi:10.1037/0021-9010.84.2.234; Lakens, Scheel & Isager (2018),
/// doi:10.1177/2515245918770963.
public struct MinimalEffectTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "minimal-effect-test/1"

  /// The difference, in units of the data, with the interval of level 1 - 2·level; without one where the
  /// sizes allow none.
  public let estimate: Estimate
  /// The test of a difference less than the lower bound.
  public let belowLower: BoundTest
  /// The test of a difference greater than the upper bound.
  public let aboveUpper: BoundTest
  /// The smaller of the two one-sided probabilities.
  public let pValue: Double
  /// The bounds, in units of the data.
  public let bounds: ClosedRange<Double>
  /// The standard deviation that the bounds were given in; `nil` for units of the data.
  public let unit: BoundUnit?
  /// The level of each one-sided test, which fixes that of the interval.
  public let level: Double
  /// The names of the data and the cases behind them.
  public var context: DataContext
  private let details: ShiftDetails

  /// Tests whether the difference of two independent groups lies outside bounds.
  ///
  /// - Parameters:
  ///   - group: The first group.
  ///   - baseline: The group that is subtracted.
  ///   - bounds: The differences that are too small to matter, in the unit.
  ///   - unit: The unit of the bounds.
  ///   - test: How the difference is judged.
  ///   - level: The level of each one-sided test, above 0 and below 0.5.
  /// - Throws: `InputError` if a group has fewer than two observations or a value that is not finite; if
  ///   the bounds are equal or not finite; if neither group varies, except for the exact rank test; or if
  ///   the test is not feasible.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    outside bounds: ClosedRange<Double>, unit: GroupBoundUnit = .data, test: GroupShiftMethod = .welch,
    level: Double = 0.05
  ) throws(InputError) {
    let samples = try TwoSamples(group, baseline)
    let resolved = try ShiftBounds(bounds, try unit.unit(samples.moments))
    try self.init(ShiftTest(samples, test, level: level), resolved)
  }

  /// Tests whether the mean or central difference of pairs lies outside bounds.
  ///
  /// - Parameters:
  ///   - values: The later or first-named values.
  ///   - baseline: The values that are subtracted, in the same order of cases.
  ///   - bounds: The differences that are too small to matter, in the unit.
  ///   - unit: The unit of the bounds.
  ///   - test: How the differences are judged.
  ///   - level: The level of each one-sided test, above 0 and below 0.5.
  /// - Throws: `InputError` as for two groups, or if the lengths differ.
  public init(
    _ values: some Collection<Double>, pairedWith baseline: some Collection<Double>,
    outside bounds: ClosedRange<Double>, unit: PairedBoundUnit = .data, test: PairedShiftMethod = .t,
    level: Double = 0.05
  ) throws(InputError) {
    let differences = try pairedDifferences(values, baseline, atLeast: 2)
    let resolved = try ShiftBounds(
      bounds, try unit.unit(Array(values), Array(baseline), differences))
    try self.init(ShiftTest(differences, reference: nil, test, level: level), resolved)
  }

  /// Tests whether the mean or centre of one sample, less a number, lies outside bounds in units of the data.
  ///
  /// - Throws: `InputError` as for two groups, or if the number is not finite.
  public init(
    _ values: some Collection<Double>, against reference: Double, outside bounds: ClosedRange<Double>,
    test: PairedShiftMethod = .t, level: Double = 0.05
  ) throws(InputError) {
    let differences = try differencesFrom(reference, values)
    try self.init(
      ShiftTest(differences, reference: reference, test, level: level), ShiftBounds(bounds, nil))
  }

  /// Tests by t whether the difference of two groups known by size, mean and variance lies outside bounds.
  ///
  /// - Throws: `InputError` as for their values.
  public init(
    _ group: Moments, against baseline: Moments, outside bounds: ClosedRange<Double>,
    unit: GroupBoundUnit = .data, variances: GroupVariances = .separate,
    level: Double = 0.05
  ) throws(InputError) {
    let moments = try GroupMoments(group, baseline)
    let resolved = try ShiftBounds(bounds, try unit.unit(moments))
    try self.init(ShiftTest(t: moments, pools: variances == .pooled, level: level), resolved)
  }

  private init(_ shift: ShiftTest, _ resolved: ShiftBounds) throws(InputError) {
    let lower = try shift.test(resolved.values[0], .less)
    let upper = try shift.test(resolved.values[1], .greater)
    (belowLower, aboveUpper) = (lower.test, upper.test)
    pValue = min(belowLower.pValue, aboveUpper.pValue)
    bounds = resolved.values[0]...resolved.values[1]
    unit = resolved.unit
    estimate = shift.estimate
    level = shift.level
    context = shift.context
    details = shift.details.adding(nearTies: max(lower.nearTies, upper.nearTies))
  }
}

extension MinimalEffectTest {
  /// The estimate with its interval, both one-sided tests, and the smaller probability.
  public var report: Report {
    Report(
      context.title("Minimal-effect test", details.pairing(context)),
      method: .init(
        Self.methodID,
        options: details.options("bounds", [bounds.lowerBound, bounds.upperBound], unit, level: level),
        seed: belowLower.statistic.seed,
        citation: Citation(
          "Murphy & Myors", 1999, "Journal of Applied Psychology 84, 234-248",
          doi: "10.1037/0021-9010.84.2.234")),
      rows: [
        .init(details.label, estimate), belowLower.row, aboveUpper.row,
        .init("minimal effect, the smaller p", pValue: pValue),
      ],
      facts: details.facts, cases: context.cases,
      notes: details.notes(unit) + [
        "The error rate of the smaller p is its level where the bounds lie many standard errors apart, and up "
          + "to twice that where they are close."
      ],
      warnings: details.warnings)
  }
}
