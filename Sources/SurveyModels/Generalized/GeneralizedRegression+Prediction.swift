import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

extension GeneralizedRegression {
  /// What a regression expects of one other case.
  public struct Prediction: Hashable, Sendable {
    /// The linear predictor with its standard error and Wald's interval.
    public let linearPredictor: Estimate
    /// The mean, a probability, count or amount, with the limits of the linear predictor on its scale.
    public let mean: Estimate
  }

  /// The expected outcomes of other cases.
  ///
  /// - Parameters:
  ///   - data: The variables of the other cases, without a missing value.
  ///   - offset: Their offsets; needed where the regression has some.
  /// - Returns: One prediction for each case.
  /// - Throws: `InputError` if the design was made of a matrix, a variable is not there or has a missing value
  ///   or an unknown level, if the offset does not fit, or if a mean is not one of the family.
  public func predictions(for data: ModelData, offset: [Double]? = nil) throws(InputError) -> [Prediction] {
    let matrix = try design.matrix(for: data)
    guard (offset != nil) == hasOffset else {
      throw InputError(
        .definition, "offset",
        hasOffset ? "the regression has an offset, but these cases have none" : "the regression has no offset"
      )
    }
    if let offset {
      try checkEqualLength(offset.count, "offset", data.count, "data")
      _ = try finiteValues(offset, "offset")
    }
    let tail = (1 - confidence) / 2
    let quantile =
      family.hasDispersion
      ? try StudentTDistribution(degreesOfFreedom: residualDegreesOfFreedom).quantile(upperTail: tail)
      : try NormalDistribution.standard.quantile(upperTail: tail)
    let values = try matrix.times(coefficients.map(\.value))
    let spread = try matrix.times(covariance)
    var found: [Prediction] = []
    for row in 0..<data.count {
      var variance = 0.0
      for column in coefficients.indices { variance += spread[row, column] * matrix[row, column] }
      found.append(
        try prediction(values[row] + (offset?[row] ?? 0), max(0, variance).squareRoot(), quantile))
    }
    return found
  }

  private func prediction(
    _ value: Double, _ error: Double, _ quantile: Double
  ) throws(InputError) -> Prediction {
    let model = family.model
    let (low, high) = (value - quantile * error, value + quantile * error)
    let mean = model.mean(at: value)
    guard value.isFinite, error.isFinite, mean.isFinite else {
      throw InputError(.outOfRange, "data", "a case has a linear predictor of \(value), which has no mean")
    }
    // The inverse link turns the order round, and its upper limit is open where the predictor reaches zero.
    let ends =
      model == .gammaInverse
      ? (model.mean(at: high), low > 0 ? model.mean(at: low) : .infinity)
      : (model.mean(at: low), model.mean(at: high))
    return Prediction(
      linearPredictor: Estimate(
        value, standardError: error,
        interval: ConfidenceInterval(lower: low, upper: high, level: confidence, method: "Wald")),
      mean: Estimate(
        mean,
        interval: ConfidenceInterval(
          lower: ends.0, upper: ends.1, level: confidence, method: "Wald on the link")))
  }
}

extension ResponseModel {
  /// The mean at a linear predictor; NaN where there is none.
  func mean(at eta: Double) -> Double { point(1, weight: 1, at: eta).mean }
}
