import SurveyLinearAlgebra
import SurveyVocabulary

extension LinearRegression {
  /// The coefficient of a column; `nil` where the design has no such column or it was aliased.
  public subscript(name: String) -> Coefficient? { coefficients.first { $0.name == name } }

  /// The estimated standard deviation of the outcome around the fitted values.
  public var residualStandardDeviation: Double {
    (residualSumOfSquares / Double(residualDegreesOfFreedom)).squareRoot()
  }

  /// The explained share of the sum of squares: around the mean with an intercept, else around zero.
  public var rSquared: Double {
    explainedSumOfSquares / (explainedSumOfSquares + residualSumOfSquares)
  }

  /// The share of variance explained, corrected for the number of coefficients.
  public var adjustedRSquared: Double {
    let total = Double(fit.caseCount - (hasIntercept ? 1 : 0))
    return 1 - (1 - rSquared) * total / Double(residualDegreesOfFreedom)
  }
}

extension LinearRegression {
  /// The logarithm of the likelihood under normal errors, at its maximum; `nil` where the outcome is
  /// fitted exactly.
  public var logLikelihood: Double? {
    guard residualSumOfSquares > 0 else { return nil }
    let n = Double(fit.caseCount)
    // A weight w divides the variance of its case, which adds the logarithm of its root.
    let weights = (fit.roots ?? []).reduce(0) { $1 > 0 ? $0 + naturalLog($1) : $0 }
    return weights - n / 2 * (naturalLog(2 * Double.pi) + naturalLog(residualSumOfSquares / n) + 1)
  }

  /// Akaike's criterion, the residual variance counted as a parameter; `nil` for an exact fit.
  public var aic: Double? {
    logLikelihood.map { -2 * $0 + 2 * Double(coefficients.count + 1) }
  }

  /// Akaike's criterion corrected for small samples (Hurvich & Tsai 1989, doi:10.1093/biomet/76.2.297), with p
  /// parameters, the residual variance among them: AIC + 2p(p + 1)/(n - p - 1); `nil` for an exact fit, and
  /// where n is not above p + 1.
  public var aicc: Double? {
    let p = Double(coefficients.count + 1)
    let rest = Double(fit.caseCount) - p - 1
    guard rest > 0 else { return nil }
    return aic.map { $0 + 2 * p * (p + 1) / rest }
  }

  /// Schwarz's criterion, the residual variance counted as a parameter; `nil` for an exact fit.
  public var bic: Double? {
    logLikelihood.map { -2 * $0 + naturalLog(Double(fit.caseCount)) * Double(coefficients.count + 1) }
  }
}

extension LinearRegression {
  /// The outcome minus the fitted values, one per case; computed on request for large data.
  public var residuals: [Double] { (try? fit.plainResiduals()) ?? [] }

  /// The fitted values, one per case; computed on request.
  public var fitted: [Double] { zip(fit.outcome, residuals).map { $0 - $1 } }

  /// The leverages, one per case: the diagonal of the hat matrix; computed on request.
  public var leverages: [Double] { (try? fit.leverages()) ?? [] }
}
