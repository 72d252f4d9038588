import SurveyVocabulary

/// The test of equivalence by two one-sided tests (TOST): whether a difference lies between two bounds.
///
/// The difference is the first argument minus the second. The first test asks whether it is greater than
/// the lower bound, the second whether it is less than the upper bound; both must be rejected, so that the
/// probability of equivalence is the larger of the two. At a level α it is at most α where the interval of
/// level 1 - 2α lies inside the bounds.
///
/// Reference: Schuirmann (1987), doi:10.1007/BF01068419; Lakens (2017), doi:10.1177/1948550617697177.
public struct EquivalenceTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "equivalence-test/1"

  /// The difference, in units of the data, with the interval of level 1 - 2·level.
  ///
  /// A difference in means; for the rank tests the Hodges-Lehmann shift or the pseudomedian. The interval
  /// is `nil` where the sizes allow none.
  public let estimate: Estimate
  /// The test of a difference greater than the lower bound.
  public let aboveLower: BoundTest
  /// The test of a difference less than the upper bound.
  public let belowUpper: BoundTest
  /// The larger of the two one-sided probabilities.
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

  /// Tests whether the difference of two independent groups lies between bounds.
  ///
  /// - Parameters:
  ///   - group: The first group.
  ///   - baseline: The group that is subtracted.
  ///   - bounds: The differences that count as equivalent, in the unit.
  ///   - unit: The unit of the bounds.
  ///   - test: How the difference is judged.
  ///   - level: The level of each one-sided test, above 0 and below 0.5.
  /// - Throws: `InputError` if a group has fewer than two observations or a value that is not finite; if
  ///   the bounds are equal or not finite; if neither group varies, except for the exact rank test; or if
  ///   the test is not feasible.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    within bounds: ClosedRange<Double>, unit: GroupBoundUnit = .data, test: GroupShiftMethod = .welch,
    level: Double = 0.05
  ) throws(InputError) {
    let samples = try TwoSamples(group, baseline)
    let resolved = try ShiftBounds(bounds, try unit.unit(samples.moments))
    try self.init(ShiftTest(samples, test, level: level), resolved)
  }

  /// Tests whether the mean or central difference of pairs lies between bounds.
  ///
  /// - Parameters:
  ///   - values: The later or first-named values.
  ///   - baseline: The values that are subtracted, in the same order of cases.
  ///   - bounds: The differences that count as equivalent, in the unit.
  ///   - unit: The unit of the bounds.
  ///   - test: How the differences are judged.
  ///   - level: The level of each one-sided test, above 0 and below 0.5.
  /// - Throws: `InputError` as for two groups, or if the lengths differ.
  public init(
    _ values: some Collection<Double>, pairedWith baseline: some Collection<Double>,
    within bounds: ClosedRange<Double>, unit: PairedBoundUnit = .data, test: PairedShiftMethod = .t,
    level: Double = 0.05
  ) throws(InputError) {
    let differences = try pairedDifferences(values, baseline, atLeast: 2)
    let resolved = try ShiftBounds(
      bounds, try unit.unit(Array(values), Array(baseline), differences))
    try self.init(ShiftTest(differences, reference: nil, test, level: level), resolved)
  }

  /// Tests whether the mean or centre of one sample, less a number, lies between bounds in units of the data.
  ///
  /// - Throws: `InputError` as for two groups, or if the number is not finite.
  public init(
    _ values: some Collection<Double>, against reference: Double, within bounds: ClosedRange<Double>,
    test: PairedShiftMethod = .t, level: Double = 0.05
  ) throws(InputError) {
    let differences = try differencesFrom(reference, values)
    try self.init(
      ShiftTest(differences, reference: reference, test, level: level), ShiftBounds(bounds, nil))
  }

  /// Tests by t whether the difference of two groups known by size, mean and variance lies between bounds.
  ///
  /// - Throws: `InputError` as for their values.
  public init(
    _ group: Moments, against baseline: Moments, within bounds: ClosedRange<Double>,
    unit: GroupBoundUnit = .data, variances: GroupVariances = .separate,
    level: Double = 0.05
  ) throws(InputError) {
    let moments = try GroupMoments(group, baseline)
    let resolved = try ShiftBounds(bounds, try unit.unit(moments))
    try self.init(ShiftTest(t: moments, pools: variances == .pooled, level: level), resolved)
  }

  private init(_ shift: ShiftTest, _ resolved: ShiftBounds) throws(InputError) {
    let lower = try shift.test(resolved.values[0], .greater)
    let upper = try shift.test(resolved.values[1], .less)
    (aboveLower, belowUpper) = (lower.test, upper.test)
    pValue = max(aboveLower.pValue, belowUpper.pValue)
    bounds = resolved.values[0]...resolved.values[1]
    unit = resolved.unit
    estimate = shift.estimate
    level = shift.level
    context = shift.context
    details = shift.details.adding(nearTies: max(lower.nearTies, upper.nearTies))
  }
}

/// The values of one sample less a number, checked.
func differencesFrom(
  _ reference: Double, _ values: some Collection<Double>
) throws(InputError) -> [Double] {
  guard reference.isFinite else { throw .notFinite("reference", value: reference, at: 0) }
  let differences = try finiteValues(values, "values", atLeast: 2).map { $0 - reference }
  guard differences.allSatisfy(\.isFinite) else {
    throw InputError(
      .outOfRange, "differences", "a difference exceeds the range of Double", remedy: "rescale the values")
  }
  return differences
}

extension EquivalenceTest {
  /// The estimate with its interval, both one-sided tests, and the larger probability.
  public var report: Report {
    Report(
      context.title("Equivalence test", details.pairing(context)),
      method: .init(
        Self.methodID,
        options: details.options("bounds", [bounds.lowerBound, bounds.upperBound], unit, level: level),
        seed: aboveLower.statistic.seed,
        citation: Citation(
          "Schuirmann", 1987, "Journal of Pharmacokinetics and Biopharmaceutics 15, 657-680",
          doi: "10.1007/BF01068419")),
      rows: [
        .init(details.label, estimate), aboveLower.row, belowUpper.row,
        .init("equivalence, the larger p", pValue: pValue),
      ],
      facts: details.facts, cases: context.cases, notes: details.notes(unit), warnings: details.warnings)
  }
}
