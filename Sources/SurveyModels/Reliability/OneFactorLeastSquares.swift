/// Loadings of one factor by least squares: the sum of the squared residual correlations of all pairs is as
/// small as it can be (unweighted least squares, minimum residuals).
///
/// It needs no positive definite matrix, which polychoric correlations need not form. Newton's steps on
/// F = Σ (rᵢⱼ - λᵢλⱼ)² over i < j; where the second derivatives are not positive definite, Gauss's and
/// Newton's, which leave the residuals out.
enum OneFactorLeastSquares {
  static let mostIterations = 200
  /// A loading of this size is on its way to infinity.
  static let divergence = 50.0

  /// The loadings for correlations given row after row, their sum not negative.
  ///
  /// - Returns: `nil` where the loadings are not determined, or the steps do not settle.
  static func loadings(_ correlations: [Double], order k: Int) -> [Double]? {
    guard k >= 3 else { return nil }
    var loadings = OneFactorSearch.axis(correlations, order: k)
    var value = misfit(correlations, loadings)
    for _ in 0..<mostIterations {
      guard let step = step(correlations, loadings) else { return nil }
      // In units of correlations the square of a step is compared with its rounding.
      let size = step.reduce(0) { $0 + $1 * $1 }
      var length = 1.0
      var next = loadings
      var isLower = false
      for _ in 0..<50 {
        next = zip(loadings, step).map { $0 - length * $1 }
        let found = misfit(correlations, next)
        if found <= value + (size < 1e-12 ? 1e-15 : 0) {
          value = found
          isLower = true
          break
        }
        length *= 0.5
      }
      guard isLower else { return nil }
      loadings = next
      guard loadings.allSatisfy({ $0.magnitude < divergence }) else { return nil }
      if size < 1e-24 {
        let sign = loadings.reduce(0, +) < 0 ? -1.0 : 1
        return loadings.map { sign * $0 }
      }
    }
    return nil
  }

  private static func misfit(_ correlations: [Double], _ loadings: [Double]) -> Double {
    let k = loadings.count
    var sum = 0.0
    for row in 0..<k {
      for column in 0..<row {
        let rest = correlations[row * k + column] - loadings[row] * loadings[column]
        sum += rest * rest
      }
    }
    return sum
  }

  private static func step(_ correlations: [Double], _ loadings: [Double]) -> [Double]? {
    let k = loadings.count
    let squares = loadings.reduce(0) { $0 + $1 * $1 }
    // Where hardly anything is shared, loadings are not determined.
    guard squares > 1e-8, squares.isFinite else { return nil }
    var gradient = [Double](repeating: 0, count: k)
    func hessian(_ share: Double) -> [Double] {
      var matrix = [Double](repeating: 0, count: k * k)
      for row in 0..<k {
        matrix[row * k + row] = squares - loadings[row] * loadings[row]
        for column in 0..<k where column != row {
          let product = loadings[row] * loadings[column]
          matrix[row * k + column] = product - share * (correlations[row * k + column] - product)
        }
      }
      return matrix
    }
    for row in 0..<k {
      for column in 0..<k where column != row {
        gradient[row] -=
          (correlations[row * k + column] - loadings[row] * loadings[column]) * loadings[column]
      }
    }
    for share in [1.0, 0] {
      var matrix = hessian(share)
      if TriangularRoot.factor(&matrix, order: k, tolerance: 1e-9) == nil {
        TriangularRoot.solve(matrix, order: k, &gradient)
        return gradient.allSatisfy(\.isFinite) ? gradient : nil
      }
    }
    return nil
  }
}
