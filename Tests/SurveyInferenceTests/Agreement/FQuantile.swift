import SurveyProbability

/// Quantiles of F for formulas that a test writes out.
enum FQuantile {
  static func upper(_ tail: Double, _ numerator: Double, _ denominator: Double) throws -> Double {
    try FDistribution(numerator: numerator, denominator: denominator).quantile(upperTail: tail)
  }
}
