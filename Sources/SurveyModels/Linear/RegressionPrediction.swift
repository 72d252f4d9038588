import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// What a linear regression predicts for other cases: the mean outcome with its confidence interval, and the
/// interval for a single new outcome.
///
/// The confidence interval uses the standard errors of the regression, classical or robust. The prediction
/// interval adds the residual variance, which is taken to be normal and the same for every case: a robust
/// estimator does not change that.
///
/// Reference: Seber & Lee (2003), Linear Regression Analysis, section 5.3.
public struct RegressionPrediction: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "regression-prediction/1"

  /// What is predicted for one case.
  public struct Case: Hashable, Sendable {
    /// The mean outcome of such cases with its standard error and its confidence interval.
    public let mean: Estimate
    /// Where a single new outcome of such a case lies at the level of confidence.
    public let outcome: ConfidenceInterval
  }

  /// The predictions in the order of the cases.
  public let predictions: [Case]
  /// How the standard errors of the regression were found.
  public let standardErrors: StandardErrors
  /// The level of the intervals.
  public let confidence: Double
  /// The names and cases of the regression, for print.
  public var context: DataContext

  /// Predicts for other cases.
  ///
  /// - Parameters:
  ///   - regression: The fit.
  ///   - data: The predictors of the other cases, under the names that the regression knows.
  ///   - weights: For a weighted regression the weights of the new outcomes, 1 where there are none; their
  ///     variance is the residual variance over the weight.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a variable is not there or does not fit, there is no case, or a weight is not
  ///   above zero.
  public init(
    of regression: LinearRegression, for data: ModelData, weights: [Double]? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard data.count > 0 else { throw .tooFew("cases", found: 0, needed: 1) }
    let rows = try regression.design.matrix(for: data)
    if let weights {
      try checkEqualLength(weights.count, "weights", data.count, "cases")
      if let index = weights.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
        throw .outOfRange("weights", value: weights[index], allowed: "numbers above 0")
      }
    }
    let kept = regression.fit.kept
    let variance = regression.residualSumOfSquares / Double(regression.residualDegreesOfFreedom)
    let quantile = try StudentTDistribution(
      degreesOfFreedom: regression.coefficients[0].degreesOfFreedom
    ).quantile(upperTail: (1 - confidence) / 2)
    // Every row weighs the intercept, where there is one.
    let spread = regression.spread
    let coordinates = CoefficientCoordinates(of: regression.fit, isCentred: regression.hasIntercept)
    var predictions: [Case] = []
    for row in 0..<data.count {
      let values = kept.map { rows[row, $0] }
      let mean = coordinates.value(values)
      let error = max(spread.root(along: coordinates.direction(values)), 0)
      let reach = (error * error + variance / (weights?[row] ?? 1)).squareRoot()
      guard mean.isFinite, reach.isFinite else {
        throw InputError(
          .outOfRange, "cases", "the prediction at index \(row) leaves the range of Double",
          remedy: "rescale the predictors")
      }
      func interval(_ reach: Double) -> ConfidenceInterval {
        ConfidenceInterval(
          lower: mean - quantile * reach, upper: mean + quantile * reach, level: confidence, method: "t")
      }
      predictions.append(
        Case(
          mean: Estimate(
            mean, standardError: error, interval: interval(error)),
          outcome: interval(reach)))
    }
    self.predictions = predictions
    standardErrors = regression.standardErrors
    self.confidence = confidence
    context = regression.context
  }
}

extension RegressionPrediction {
  /// The finding as a table for any renderer.
  public var report: Report {
    let level = DecimalText.level(confidence)
    return Report(
      context.title("Prediction by a linear regression"),
      method: .init(
        Self.methodID, options: [.init("standard errors", .text(standardErrors.rawValue))],
        citation: Citation(
          "Seber & Lee", 2003, "Linear Regression Analysis, 2nd ed., Wiley", doi: "10.1002/9780471722199")),
      grids: [
        Report.Grid(
          columns: ["case", "mean", "SE", "\(level) CI of the mean", "\(level) interval of an outcome"],
          lines: predictions.enumerated().map { index, prediction in
            [
              .count(index + 1), .number(prediction.mean.value),
              prediction.mean.standardError.map { .number($0) } ?? .empty,
              prediction.mean.interval.map { .interval($0, .decimals(2)) } ?? .empty,
              .interval(prediction.outcome, .decimals(2)),
            ]
          })
      ], cases: context.cases)
  }
}
