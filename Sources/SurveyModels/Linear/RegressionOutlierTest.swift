import SurveyProbability
import SurveyVocabulary

/// The test of the case that lies farthest from a linear regression: its studentized residual, with
/// Bonferroni's correction for having looked at every case.
///
/// A studentized residual follows Student's t with one degree of freedom less than the regression where the
/// case has the same normal error as the others.
///
/// Reference: Cook & Weisberg (1982), Residuals and Influence in Regression, section 2.2.2.
public struct RegressionOutlierTest: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "regression-outlier-test/1"

  /// The place of the case in the outcome, counted from zero; the first of several.
  public let index: Int
  /// The studentized residual of the case.
  public let statistic: TestStatistic
  /// The two-sided probability times the number of cases, at most 1.
  public let pValue: Double
  /// The two-sided probability as if only this case had been looked at.
  public let unadjustedPValue: Double
  /// The number of cases that have a studentized residual.
  public let tests: Int
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Tests the case with the largest studentized residual.
  ///
  /// - Parameter regression: The fit; its standard errors play no part.
  /// - Throws: `InputError` if the outcome is fitted exactly, with or without one case, or if there are not
  ///   two cases more than coefficients.
  public init(of regression: LinearRegression) throws(InputError) {
    let freedom = regression.residualDegreesOfFreedom
    guard freedom > 1 else {
      throw .tooFew("outcome", found: freedom + regression.coefficients.count, needed: freedom + 2)
    }
    let deletion = try CaseDeletion(of: regression)
    var (place, size, value, tests) = (0, -1.0, 0.0, 0)
    for candidate in deletion.cases.indices.indices {
      guard let t = try deletion.studentized(candidate) else { continue }
      tests += 1
      if t.magnitude > size { (place, size, value) = (candidate, t.magnitude, t) }
    }
    index = deletion.cases.indices[place]
    guard tests > 0, size.isFinite else {
      throw InputError(
        .constant, "outcome",
        "without the case at index \(index) it is fitted exactly, so that no residual is left to judge by",
        remedy: "look at the case")
    }
    statistic = TestStatistic("t", value, reference: .t(degreesOfFreedom: Double(freedom - 1)))
    unadjustedPValue = statistic.pValue(.twoSided)
    self.tests = tests
    pValue = min(1, Double(tests) * unadjustedPValue)
    context = regression.context
  }
}

extension RegressionOutlierTest {
  /// The most extreme case with its test.
  public var report: Report {
    Report(
      context.title("Test of one outlier of a regression"),
      method: .init(
        Self.methodID, options: [.init("adjustment", .text("Bonferroni"))],
        citation: Citation("Cook & Weisberg", 1982, "Residuals and Influence in Regression, Chapman & Hall")),
      rows: [.init("case \(index + 1)", statistic: statistic, pValue: pValue)],
      facts: [
        .init("cases looked at", .count(tests)), .init("p of the case alone", .pValue(unadjustedPValue)),
      ], cases: context.cases,
      notes: ["An extreme residual is a reason to look at the case, not to leave it out."])
  }
}
