import SurveyLinearAlgebra
import SurveyVocabulary

/// The covariance matrix of the coefficients of a linear regression in coordinates in which the design is orthonormal.
///
/// Distance of columns from zero and their units cost no digits here: see ``CoefficientCoordinates``.
struct CoefficientSpread: Sendable {
  /// The covariance matrix in these coordinates.
  enum Middle: Sendable {
    /// A multiple of the identity.
    case alike(Double)
    case matrix(Matrix)
  }

  let fit: LeastSquares
  let hasIntercept: Bool
  let middle: Middle

  /// The coordinates of weighted sums of the coefficients.
  func coordinates(for contrasts: [[Double]]) -> CoefficientCoordinates {
    CoefficientCoordinates(of: fit, isCentred: hasIntercept && contrasts.contains { $0.first != 0 })
  }

  /// The covariance of two sums by their directions.
  func covariance(_ left: [Double], _ right: [Double]) -> Double {
    switch middle {
    case .alike(let variance):
      return variance * zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
    case .matrix(let matrix):
      var sum = 0.0
      for (row, own) in left.enumerated() {
        for (column, other) in right.enumerated() { sum += own * matrix[row, column] * other }
      }
      return sum
    }
  }

  /// The root of the variance along a direction; negative, that of the variance's size, where the variance is.
  func root(along direction: [Double]) -> Double {
    // In units of the largest component, since squares of small numbers lose digits.
    let largest = direction.reduce(0) { max($0, $1.magnitude) }
    guard largest > 0 else { return 0 }
    let unit = direction.map { $0 / largest }
    let variance = covariance(unit, unit)
    return variance < 0 ? -largest * (-variance).squareRoot() : largest * variance.squareRoot()
  }

  /// The roots of the variances of the coefficients.
  var rootsOfCoefficients: [Double] { fit.kept.indices.map { root(along: fit.inverse[row: $0]) } }
}

extension LinearRegression {
  /// The covariance matrix of the coefficients in orthonormal coordinates.
  var spread: CoefficientSpread { CoefficientSpread(fit: fit, hasIntercept: hasIntercept, middle: middle) }
}
