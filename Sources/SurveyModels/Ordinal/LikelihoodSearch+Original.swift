import SurveyLinearAlgebra
import SurveyVocabulary

extension LevelProblem {
  /// Constants and coefficients of the columns themselves, with their covariances and standard errors.
  ///
  /// The constants take up what the columns have in common with the column of ones, which comes first.
  ///
  /// - Parameters:
  ///   - found: The maximum over the orthonormal columns: constants, then coefficients.
  ///   - constants: The number of constants.
  ///   - sign: The sign with which the columns stand beside a constant in the linear predictor.
  /// - Returns: Values, covariances and standard errors in the same order.
  /// - Throws: `InputError` if they leave the range of `Double`.
  func original(
    _ found: LikelihoodSearch, constants: Int, sign: Double
  ) throws(InputError) -> (values: [Double], covariance: Matrix, errors: [Double]) {
    let (map, scales) = try originalMap(constants: constants, order: found.parameters.count, sign: sign)
    return try found.transformed(by: map, scales: scales, weightMean: weightMean)
  }

  /// The map from constants and coefficients of the orthonormal columns to those of the columns themselves, which
  /// are then divided by the scales.
  func originalMap(
    constants: Int, order: Int, sign: Double
  ) throws(InputError) -> (map: Matrix, scales: [Double]) {
    let inverse = try columns.inverse()
    var back = Matrix(zeros: order, order)
    for row in 0..<order {
      if row < constants { back[row, row] = 1 }
      for column in constants..<order {
        let place = column - constants + 1
        back[row, column] = row < constants ? sign * inverse[0, place] : inverse[row - constants + 1, place]
      }
    }
    return (back, [Double](repeating: 1, count: constants) + columns.scales.dropFirst())
  }
}

extension LikelihoodSearch {
  /// The parameters and their covariances after a linear map and a division by scales.
  func transformed(
    by map: Matrix, scales: [Double], weightMean: Double
  ) throws(InputError) -> (values: [Double], covariance: Matrix, errors: [Double]) {
    var covariance = try map.times(self.covariance).times(map.transposed)
    let values = zip(try map.times(parameters), scales).map { $0 / $1 }
    let errors = scales.indices.map { (covariance[$0, $0] / weightMean).squareRoot() / scales[$0] }
    for column in scales.indices {
      for row in scales.indices { covariance[row, column] /= weightMean * scales[row] * scales[column] }
    }
    guard values.allSatisfy(\.isFinite), errors.allSatisfy({ $0 > 0 && $0.isFinite }),
      covariance.elements.allSatisfy(\.isFinite)
    else {
      throw InputError(
        .outOfRange, "design", "coefficients or standard errors leave the range of Double",
        remedy: "rescale the columns")
    }
    return (values, covariance, errors)
  }

  /// What makes the numbers doubtful: a standard error above 100 for a standardised predictor.
  var warnings: [String] {
    guard covariance.diagonal.contains(where: { $0 > 1e4 }) else { return [] }
    return [
      "the likelihood is nearly flat in one direction: levels are nearly separated, or a single case decides"
    ]
  }
}
