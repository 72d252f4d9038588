import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// The regression of an outcome on predictors by ordinary least squares.
///
/// Coefficients by Householder QR, never by normal equations; ``arithmetic`` says how they were
/// rounded. Standard errors are classical by default, which takes the variance of the outcome around
/// the line to be the same for every case; ``StandardErrors/hc3`` does not.
///
/// References: Seber & Lee (2003), Linear Regression Analysis; MacKinnon & White (1985),
/// doi:10.1016/0304-4076(85)90158-7. Agrees with R's `lm` and with `sandwich::vcovHC`.
public struct LinearRegression: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "linear-regression/1"

  /// One coefficient with its test against zero.
  public struct Coefficient: Hashable, Sendable {
    /// The name of the column.
    public let name: String
    /// The coefficient, in units of the outcome per unit of the column, with its standard error and
    /// interval.
    public let estimate: Estimate
    /// The coefficient divided by its standard error; `nil` where the outcome is fitted exactly.
    public let statistic: TestStatistic?
    /// The two-sided probability of the statistic; `nil` where there is none.
    public let pValue: Double?
  }

  /// The coefficients in the order of the design's columns.
  public let coefficients: [Coefficient]
  /// The columns that were left out because earlier columns determine them.
  public let aliased: [String]
  /// The covariance matrix of the coefficients.
  public let covariance: Matrix
  /// How the standard errors were found.
  public let standardErrors: StandardErrors
  /// The level of the intervals.
  public let confidence: Double
  /// Cases minus coefficients.
  public let residualDegreesOfFreedom: Int
  /// The sum of the squared residuals, in squared units of the outcome.
  public let residualSumOfSquares: Double
  /// The sum of squares that the predictors explain: around the mean with an intercept, else around zero.
  public let explainedSumOfSquares: Double
  /// The test that all coefficients but the intercept are zero: the classical F, or Wald's with the
  /// robust covariance matrix; `nil` where there are none, where the outcome is fitted exactly, or
  /// where the robust covariance matrix is not of full rank.
  public let overall: TestStatistic?
  /// The probability of ``overall``.
  public let overallPValue: Double?
  /// The condition number of the design in the 1-norm, its columns scaled to length one.
  public let conditionNumber: Double
  /// The arithmetic of the fit.
  public let arithmetic: LeastSquaresArithmetic
  /// The names and cases of the data, for print.
  public var context: DataContext

  let fit: LeastSquares
  let hasIntercept: Bool

  /// Regresses an outcome on a design.
  ///
  /// - Parameters:
  ///   - outcome: One number per case.
  ///   - design: The predictors of the same cases.
  ///   - standardErrors: How the standard errors are found.
  ///   - aliased: What happens to columns that earlier columns determine to 12 digits.
  ///   - confidence: The level of the intervals.
  /// - Throws: ``InputError`` if a number is not finite, if the outcome does not vary, if there are
  ///   not more cases than coefficients, if columns are aliased and not to be dropped, or if an
  ///   estimator that divides by 1 - h meets a case with leverage 1.
  public init(
    _ outcome: some Collection<Double>, on design: Design, standardErrors: StandardErrors = .classical,
    aliased: AliasedColumns = .refuse, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let outcome = Array(outcome)
    try Self.check(outcome, design)
    let fit = try LeastSquares(design, outcome: outcome, interceptColumn: design.hasIntercept ? 0 : nil)
    let dropped = Set(design.columnNames.indices).subtracting(fit.kept).sorted().map {
      design.columnNames[$0]
    }
    guard dropped.isEmpty || aliased == .drop else { throw .aliased(dropped) }
    let isExact = fit.isExact
    let rss = isExact ? 0 : fit.residualSumOfSquares
    let covariance =
      isExact
      ? Matrix(zeros: fit.kept.count, fit.kept.count)
      : try Self.covariance(fit, standardErrors, residualSumOfSquares: rss, cases: outcome.count)
    guard covariance.diagonal.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw InputError(
        .outOfRange, "design", "the standard errors exceed the range of Double", remedy: "rescale the columns"
      )
    }
    self.fit = fit
    self.aliased = dropped
    self.covariance = covariance
    self.standardErrors = standardErrors
    self.confidence = confidence
    hasIntercept = design.hasIntercept
    residualDegreesOfFreedom = outcome.count - fit.kept.count
    residualSumOfSquares = rss
    explainedSumOfSquares = fit.explainedSumOfSquares
    conditionNumber = fit.conditionNumber
    arithmetic = fit.arithmetic
    context = DataContext(parts: [], cases: CaseLedger(all: outcome.count))
    coefficients = try Self.coefficients(
      fit, names: fit.kept.map { design.columnNames[$0] }, covariance, confidence, isExact: isExact)
    overall = try Self.overall(fit, covariance, standardErrors, hasIntercept: hasIntercept, isExact: isExact)
    overallPValue = overall.map { $0.pValue(.greater) }
  }

  private static func check(_ outcome: [Double], _ design: Design) throws(InputError) {
    try checkEqualLength(outcome.count, "outcome", design.rowCount, "design")
    guard let first = outcome.first else {
      throw .tooFew("outcome", found: 0, needed: design.columnCount + 1)
    }
    guard outcome.contains(where: { $0 != (design.hasIntercept ? first : 0) }) else {
      throw .constant("outcome")
    }
  }

  private static func coefficients(
    _ fit: LeastSquares, names: [String], _ covariance: Matrix, _ confidence: Double, isExact: Bool
  ) throws(InputError) -> [Coefficient] {
    let df = Double(fit.caseCount - fit.kept.count)
    let quantile = try StudentTDistribution(degreesOfFreedom: df).quantile(upperTail: (1 - confidence) / 2)
    return names.indices.map { index in
      let value = fit.coefficients[index]
      let error = covariance[index, index].squareRoot()
      let statistic =
        error > 0 ? TestStatistic("t", value / error, reference: .t(degreesOfFreedom: df)) : nil
      let interval = ConfidenceInterval(
        lower: value - quantile * error, upper: value + quantile * error, level: confidence, method: "t")
      return Coefficient(
        name: names[index], estimate: Estimate(value, standardError: error, interval: interval),
        statistic: statistic, pValue: statistic.map { $0.pValue(.twoSided) })
    }
  }

  private static func overall(
    _ fit: LeastSquares, _ covariance: Matrix, _ estimator: StandardErrors, hasIntercept: Bool, isExact: Bool
  ) throws(InputError) -> TestStatistic? {
    let intercept = hasIntercept ? fit.kept.firstIndex(of: 0) : nil
    let numerator = Double(fit.kept.count - (intercept == nil ? 0 : 1))
    let denominator = Double(fit.caseCount - fit.kept.count)
    guard numerator > 0, !isExact else { return nil }
    let value =
      estimator == .classical
      ? (fit.explainedSumOfSquares / numerator) / (fit.residualSumOfSquares / denominator)
      : waldF(fit.coefficients, covariance, without: intercept)
    guard let value, value.isFinite else { return nil }
    return TestStatistic("F", value, reference: .f(numerator: numerator, denominator: denominator))
  }
}

extension InputError {
  fileprivate static func aliased(_ names: [String]) -> InputError {
    let list = names.map { "\"\($0)\"" }.joined(separator: ", ")
    return InputError(
      .rankDeficient, "design", "the columns before them determine \(list)",
      remedy: "leave them out, or ask for aliased: .drop")
  }
}
