import SurveyLinearAlgebra
import SurveyVocabulary

/// The stages of a model of an outcome in levels: a likelihood over orthonormal columns, and the map from its
/// parameters to those of the columns as they are.
struct LevelStages<Likelihood: LikelihoodObjective & Sendable>: Sendable {
  let problem: LevelProblem
  let likelihood: Likelihood
  /// The names of the parameters as they are reported.
  let names: [String]
  /// Where a search begins, in the likelihood's parameters.
  let start: [Double]
  /// The reported parameters times ``scales`` are this times the likelihood's.
  let map: Matrix
  let scales: [Double]
  /// The changes of the columns' working coefficients in a direction, one array per equation.
  let changes: @Sendable ([Double]) -> [[Double]]

  /// The negative log likelihood with its slopes by the reported parameters.
  func objective(at parameters: [Double]) throws(InputError) -> FitObjective {
    let point = try point(at: working(parameters))
    let slopes = try LUFactorization(map.transposed).solve(point.gradient)
    return FitObjective(
      value: -point.value * problem.weightMean,
      gradient: zip(slopes, scales).map { -$0 * $1 * problem.weightMean })
  }

  /// The end of the search for the largest likelihood.
  func maximum(from parameters: [Double]?) throws(InputError) -> LikelihoodSearch {
    try problem.maximum(of: likelihood, from: place(parameters), changes: changes)
  }

  /// Where a search begins: at parameters, where there are some.
  func place(_ parameters: [Double]?) throws(InputError) -> [Double] {
    guard let parameters else { return start }
    let place = try working(parameters)
    _ = try point(at: place)
    return place
  }

  /// The third stage as it is reported.
  func minimum(from parameters: [Double]?) throws(InputError) -> FitMinimum {
    try minimum(maximum(from: parameters))
  }

  /// The end of a search as the third stage reports it.
  func minimum(_ found: LikelihoodSearch) throws(InputError) -> FitMinimum {
    let reported = try found.transformed(by: map, scales: scales, weightMean: problem.weightMean)
    return FitMinimum(
      parameters: reported.values, value: -found.value * problem.weightMean, iterations: found.iterations,
      converged: true)
  }

  /// The end of a search that found a minimum.
  func maximum(at minimum: FitMinimum) throws(InputError) -> LikelihoodSearch {
    let place = try working(minimum.parameters)
    let point = try point(at: place)
    guard let covariance = ScaledInformation(point.information)?.inverse() else {
      throw InputError(.rankDeficient, "parameters", "the information there has no inverse")
    }
    return LikelihoodSearch(
      parameters: place, value: point.value, covariance: covariance, iterations: minimum.iterations)
  }

  /// The reported parameters at the end of a search with their intervals, and their covariance matrix.
  func estimates(
    _ found: LikelihoodSearch, confidence: Double
  ) throws(InputError) -> (parameters: [WaldCoefficient], covariance: Matrix) {
    let (values, covariance, errors) = try found.transformed(
      by: map, scales: scales, weightMean: problem.weightMean)
    let parameters = names.indices.map {
      WaldCoefficient(
        name: names[$0], value: values[$0], standardError: errors[$0], confidence: confidence)
    }
    return (parameters, covariance)
  }

  func working(_ parameters: [Double]) throws(InputError) -> [Double] {
    try checkParameters(parameters, names)
    return try LUFactorization(map).solve(zip(parameters, scales).map { $0 * $1 })
  }

  private func point(at place: [Double]) throws(InputError) -> LikelihoodPoint {
    guard let point = likelihood.evaluate(place) else {
      throw InputError(
        .outOfRange, "parameters", "a case has no probability there, or thresholds are out of order",
        remedy: "begin nearer to the shares of the levels")
    }
    return point
  }
}
