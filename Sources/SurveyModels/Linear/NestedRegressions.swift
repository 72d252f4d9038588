import SurveyInference
import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// What further predictors add to a linear regression: the change of R² with its F test.
///
/// Both regressions have the same outcome, cases and weights, and the columns of the second lie in the
/// space of the first. The test assumes equal variances, as R² does; for robust standard errors use
/// ``JointTest`` of the added coefficients.
///
/// Reference: Cohen, Cohen, West & Aiken (2003), Applied Multiple Regression, chapter 5.
public struct NestedRegressions: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "nested-regressions/1"

  /// R² of the larger regression minus that of the smaller one.
  public let rSquaredChange: Double
  /// The share of what the smaller one leaves unexplained that the larger one explains: partial R².
  public let partialRSquared: Estimate
  /// Cohen's f² of the added predictors: the change of R² over what the larger regression leaves.
  public let fSquared: Double
  /// R² of the smaller and of the larger regression.
  public let rSquared: [Double]
  /// The change of the mean square over the residual mean square of the larger one.
  public let statistic: TestStatistic
  /// The probability of a statistic at least as large where the added coefficients are zero.
  public let pValue: Double
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Compares two regressions.
  ///
  /// - Parameters:
  ///   - full: The regression with more coefficients.
  ///   - reduced: The regression with fewer.
  ///   - confidence: The level of the interval of partial R², which is that of the noncentral F distribution.
  /// - Throws: `InputError` if outcome, cases or weights differ, if the smaller one is not part of the
  ///   larger one, or if the larger one fits exactly.
  public init(
    _ full: LinearRegression, against reduced: LinearRegression, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard full.fit.outcome == reduced.fit.outcome, full.fit.roots == reduced.fit.roots else {
      throw InputError(
        .definition, "regressions", "they have different outcomes, cases or weights",
        remedy: "fit both to the cases that have all predictors")
    }
    let added = full.coefficients.count - reduced.coefficients.count
    guard added > 0 else {
      throw InputError(
        .definition, "regressions", "the first has no more coefficients than the second",
        remedy: "name the larger regression first")
    }
    guard full.residualSumOfSquares > 0 else {
      throw InputError(.constant, "outcome", "the larger regression fits it exactly")
    }
    let change = try Self.explained(by: full, beyond: reduced)
    let freedom = Double(full.residualDegreesOfFreedom)
    let f = change / Double(added) / (full.residualSumOfSquares / freedom)
    guard f.isFinite else {
      throw InputError(
        .outOfRange, "regressions", "F exceeds the range of Double", remedy: "rescale the data")
    }
    let total = reduced.explainedSumOfSquares + reduced.residualSumOfSquares
    statistic = TestStatistic(
      "F", f, reference: .f(numerator: Double(added), denominator: freedom))
    pValue = statistic.pValue(.greater)
    rSquared = [reduced.rSquared, full.rSquared]
    rSquaredChange = change / total
    fSquared = change / full.residualSumOfSquares
    partialRSquared = Estimate(
      change / (change + full.residualSumOfSquares),
      interval: try ExplainedShare.interval(
        f: f, numerator: Double(added), denominator: freedom, cases: full.fit.caseCount,
        confidence: confidence))
    context = full.context
  }

  /// What the larger regression explains of the residuals of the smaller one.
  ///
  /// No difference of two sums of squares, so that a small change keeps its digits. Where the smaller one is
  /// not part of the larger one, what is left is not what the larger one leaves of the outcome.
  private static func explained(
    by full: LinearRegression, beyond reduced: LinearRegression
  ) throws(InputError) -> Double {
    let intercept = full.hasIntercept && reduced.hasIntercept
    guard full.hasIntercept == reduced.hasIntercept else {
      throw InputError(
        .definition, "regressions", "only one of them has an intercept",
        remedy: "compare regressions with the same intercept")
    }
    let weights = full.fit.roots.map { $0.map { $0 * $0 } }
    let rest = try LeastSquares(
      full.design, outcome: reduced.residuals, interceptColumn: intercept ? 0 : nil, weights: weights)
    let gap = (rest.residualSumOfSquares - full.residualSumOfSquares).magnitude
    guard gap <= 1e-8 * reduced.residualSumOfSquares else {
      throw InputError(
        .definition, "regressions", "the second is not part of the first",
        remedy: "compare models by AIC where neither is part of the other")
    }
    return rest.explainedSumOfSquares
  }
}

extension NestedRegressions {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Nested regressions"),
      method: .init(
        Self.methodID,
        citation: Citation(
          "Cohen, Cohen, West & Aiken", 2003, "Applied Multiple Regression, 3rd ed., Erlbaum")),
      rows: [
        .init("partial R²", partialRSquared, style: .bounded(3), statistic: statistic, pValue: pValue)
      ],
      facts: [
        .init("change of R²", .number(rSquaredChange, .bounded(3))),
        .init("R²", .list(rSquared.map { .number($0, .bounded(3)) })), .init("f²", .number(fSquared)),
      ], cases: context.cases)
  }
}
