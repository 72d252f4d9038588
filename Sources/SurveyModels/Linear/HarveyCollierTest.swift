import SurveyProbability
import SurveyVocabulary

/// Harvey and Collier's test that a linear regression is linear in the order of its cases: Student's t test
/// that the mean of the recursive residuals is zero.
///
/// A recursive residual is how far an outcome lies from what the cases before it predict, over the factor of
/// that prediction's error; for a right model they are independent normals of one variance. Where the cases
/// are ordered by a predictor and the outcome bends, they lean to one side.
///
/// References: Harvey & Collier (1977), Journal of Econometrics 6, 103-119; Brown, Durbin & Evans (1975),
/// Journal of the Royal Statistical Society B 37, 149-192. Agrees with R's `lmtest::harvtest`.
public struct HarveyCollierTest: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "harvey-collier-test/1"

  /// The mean of the recursive residuals, in units of the outcome: above zero where the outcome bends upwards.
  public let estimate: Estimate
  /// The mean over its standard error.
  public let statistic: TestStatistic
  /// The side on which a bend was looked for.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme for a right model.
  public let pValue: Double
  /// The recursive residuals in the order of the cases; those that first determine a coefficient have none.
  public let recursiveResiduals: [Double]
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Tests the linearity of a regression.
  ///
  /// The outcomes and rows of a weighted regression are times the root of the weight.
  ///
  /// - Parameters:
  ///   - regression: The fit; its standard errors play no part.
  ///   - order: Values that put the cases in order, such as a predictor; the order of the data where there are
  ///     none and among equal values.
  ///   - alternative: The side on which a bend is looked for.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if the outcome is fitted exactly, there are not two cases more than coefficients,
  ///   the order does not fit, or all recursive residuals are equal.
  public init(
    of regression: LinearRegression, orderedBy order: [Double]? = nil, alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let cases = try WorkingCases(of: regression, orderedBy: order)
    guard regression.residualDegreesOfFreedom > 1 else {
      throw .tooFew("outcome", found: cases.count, needed: regression.coefficients.count + 2)
    }
    let recursion = try RecursiveResiduals(regression, cases)
    let residuals = recursion.all()
    guard residuals.count > 1, residuals.count == regression.residualDegreesOfFreedom else {
      throw InputError(
        .rankDeficient, "design", "its columns are too close to one another to be told apart case by case",
        remedy: "centre the columns, or give the cases another order")
    }
    let moments = try Moments(finite: residuals)
    let n = Double(residuals.count)
    let error = (moments.standardDeviation ?? 0) / n.squareRoot()
    guard error > 1e-13 * moments.mean.magnitude, error.isFinite, error > 0 else {
      throw .constant("recursive residuals")
    }
    statistic = TestStatistic("t", moments.mean / error, reference: .t(degreesOfFreedom: n - 1))
    pValue = statistic.pValue(alternative)
    let tail = (1 - confidence) / (alternative == .twoSided ? 2 : 1)
    let reach = try StudentTDistribution(degreesOfFreedom: n - 1).quantile(upperTail: tail) * error
    estimate = Estimate(
      moments.mean, standardError: error,
      interval: ConfidenceInterval(
        lower: alternative == .less ? -.infinity : moments.mean - reach,
        upper: alternative == .greater ? .infinity : moments.mean + reach, level: confidence, method: "t"))
    self.alternative = alternative
    recursiveResiduals = residuals
    context = regression.context
  }
}

extension HarveyCollierTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Harvey-Collier test of linearity"),
      method: .init(
        Self.methodID, options: [.init("alternative", .text(alternative.rawValue))],
        citation: Citation("Harvey & Collier", 1977, "Journal of Econometrics 6, 103-119")),
      rows: [
        .init(
          "mean recursive residual", estimate, statistic: statistic, pValue: pValue, alternative: alternative)
      ],
      facts: [.init("recursive residuals", .count(recursiveResiduals.count))], cases: context.cases)
  }
}
