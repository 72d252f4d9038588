import SurveyLinearAlgebra
import SurveyVocabulary

/// The regression of an outcome on predictors by least squares, ordinary or weighted.
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

  /// The coefficients in the order of the design's columns.
  public let coefficients: [Coefficient]
  /// The columns that were left out because earlier columns determine them.
  public let aliased: [String]
  /// The covariance matrix of the coefficients. Of columns so large that variances leave the range of `Double`,
  /// though standard errors do not, its elements are zero or short of digits.
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
  /// The condition number of the design in the 1-norm, its columns scaled to length one.
  public let conditionNumber: Double
  /// The arithmetic that the fit was computed in.
  public let arithmetic: LeastSquaresArithmetic
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// What the caller asked for.
  let choice: ArithmeticChoice
  let fit: LeastSquares
  let design: Design
  let hasIntercept: Bool
  /// The covariance matrix in coordinates in which the design is orthonormal.
  let middle: CoefficientSpread.Middle

  /// Regresses an outcome on a design.
  ///
  /// Weights are inverse variances up to a common factor: classical standard errors take the variance of a
  /// case to be the residual variance divided by its weight. A case with the weight zero takes no part and
  /// counts as left out.
  ///
  /// - Parameters:
  ///   - outcome: One number per case.
  ///   - design: The predictors of the same cases.
  ///   - standardErrors: How the standard errors are found.
  ///   - weights: One weight per case, none negative; `nil` weighs all alike.
  ///   - aliased: What happens to columns that earlier columns determine to 12 digits.
  ///   - arithmetic: In how many digits the fit is computed; the estimator is the same.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a number is not finite, if a weight is negative, if the outcome does not vary, if there are
  ///   not more cases than coefficients, if columns are aliased and not to be dropped, or if an
  ///   estimator that divides by 1 - h meets a case with leverage 1.
  public init(
    _ outcome: some Collection<Double>, on design: Design, standardErrors: StandardErrors = .classical,
    weights: [Double]? = nil, aliased: AliasedColumns = .refuse, arithmetic: ArithmeticChoice = .automatic,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let outcome = Array(outcome)
    try Self.check(outcome, design, weights)
    let fit = try LeastSquares(
      design, outcome: outcome, interceptColumn: design.hasIntercept ? 0 : nil, weights: weights,
      arithmetic: arithmetic)
    let dropped =
      fit.kept.count == design.columnCount
      ? [] : design.columnNames.indices.filter { !fit.kept.contains($0) }.map { design.columnNames[$0] }
    guard dropped.isEmpty || aliased == .drop else { throw .aliased(dropped) }
    let isExact = fit.isExact
    let rss = isExact ? 0 : fit.residualSumOfSquares
    // One case may outweigh all others by more than the digits of a double.
    guard rss + fit.explainedSumOfSquares > 0, !fit.isConstant || fit.roots == nil else {
      throw .constant("outcome", remedy: "bring the weights closer together")
    }
    let middle =
      isExact
      ? .alike(0) : try Self.middle(fit, standardErrors, residualSumOfSquares: rss, cases: fit.caseCount)
    let covariance = try Self.covariance(fit, middle)
    guard covariance.diagonal.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw InputError(
        .outOfRange, "design", "the standard errors exceed the range of Double", remedy: "rescale the columns"
      )
    }
    self.fit = fit
    self.design = design
    choice = arithmetic
    self.aliased = dropped
    self.covariance = covariance
    self.middle = middle
    self.standardErrors = standardErrors
    self.confidence = confidence
    hasIntercept = design.hasIntercept
    residualDegreesOfFreedom = fit.caseCount - fit.kept.count
    residualSumOfSquares = rss
    explainedSumOfSquares = fit.explainedSumOfSquares
    conditionNumber = fit.conditionNumber
    self.arithmetic = fit.arithmetic
    context = DataContext(
      parts: [],
      cases: CaseLedger(
        used: fit.caseCount,
        exclusions: [.init("with weight zero", count: outcome.count - fit.caseCount)]))
    let spread = CoefficientSpread(fit: fit, hasIntercept: design.hasIntercept, middle: middle)
    coefficients = spread.rootsOfCoefficients.enumerated().map { index, error in
      Coefficient(
        name: design.columnNames[fit.kept[index]], value: fit.coefficients[index],
        standardError: max(error, 0),
        degreesOfFreedom: Double(fit.caseCount - fit.kept.count), confidence: confidence)
    }
  }

  private static func check(
    _ outcome: [Double], _ design: Design, _ weights: [Double]?
  ) throws(InputError) {
    try checkEqualLength(outcome.count, "outcome", design.rowCount, "design")
    if let weights { try checkEqualLength(weights.count, "weights", outcome.count, "outcome") }
    let used = weights.map { zip(outcome, $0).filter { $0.1 != 0 }.map(\.0) } ?? outcome
    guard used.count > design.columnCount, let first = used.first else {
      throw .tooFew("outcome", found: used.count, needed: design.columnCount + 1)
    }
    guard used.contains(where: { $0 != (design.hasIntercept ? first : 0) }) else {
      throw .constant("outcome")
    }
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
