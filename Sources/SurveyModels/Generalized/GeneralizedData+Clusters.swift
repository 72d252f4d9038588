import SurveyLinearAlgebra
import SurveyVocabulary

extension GeneralizedData {
  /// The covariance matrix of the coefficients for cases that come in clusters: A·(Σ gg′)·A with g the sum of
  /// the scores of a cluster and A the inverse of the information (Liang & Zeger 1986), times the factor of the
  /// estimator.
  ///
  /// - Parameters:
  ///   - fit: The fit.
  ///   - codes: The cluster of every case of the outcome, from 0, those without a weight included.
  ///   - estimator: ``ClusteredRegression/Estimator/cr0`` or one of its multiples.
  /// - Returns: The matrix and the number of clusters with a case.
  /// - Throws: `InputError` if there are fewer than two clusters, or for an estimator that divides by leverages.
  func clusterCovariance(
    _ fit: GeneralizedFit, codes: [Int], _ estimator: ClusteredRegression.Estimator
  ) throws(InputError) -> (covariance: Matrix, clusterCount: Int) {
    var places: [Int: Int] = [:]
    let own = rows.map { row in
      let place = places[codes[row]] ?? places.count
      places[codes[row]] = place
      return place
    }
    let count = places.count
    guard count > 1 else {
      throw InputError(
        .tooFew, "clusters", "\(count) found, at least 2 needed", remedy: "a single cluster has no variance")
    }
    let (g, n, k) = (Double(count), caseCount, Double(problem.names.count))
    let factor: Double
    switch estimator {
    case .cr0: factor = 1
    case .cr1: factor = g / (g - 1)
    case .cr1s: factor = g / (g - 1) * (n - 1) / (n - k)
    case .cr2, .cr3:
      throw InputError(
        .definition, "estimator", "\(estimator.rawValue) is not offered here",
        remedy: "use .cr0, .cr1 or .cr1s, or EstimatingEquations")
    }
    var sums = Matrix(zeros: count, problem.names.count)
    for column in problem.names.indices {
      for (row, value) in problem.columns[columnView: column].enumerated() {
        sums[own[row], column] += value * fit.state.scores[row]
      }
    }
    let inverse = try problem.weightedSquares(fit.state).inverse
    let plain = try sums.times(inverse.times(inverse.transposed)).gram()
    return (Matrix(plain.rowCount, plain.columnCount, plain.elements.map { $0 * factor }), count)
  }
}
