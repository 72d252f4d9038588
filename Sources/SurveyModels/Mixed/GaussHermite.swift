import SurveyLinearAlgebra
import SurveyVocabulary

/// Gauss-Hermite quadrature of functions that are near a normal density.
///
/// ∫f(t)·dt ≈ Σ wₖ·f(tₖ), exact where f is exp(-t²/2) times a polynomial of a degree below twice the number of points.
/// The nodes are eigenvalues of the Jacobi matrix (Golub & Welsch 1969, doi:10.1090/S0025-5718-69-99647-1), then
/// improved by Newton's method on Hermite functions, which neither overflow nor lose digits.
struct GaussHermite: Sendable {
  /// The nodes in order.
  let nodes: [Double]
  /// The logarithms of the weights.
  let logWeights: [Double]

  /// The rule of a number of points, at least one.
  init(points: Int) throws(InputError) {
    var jacobi = Matrix(zeros: points, points)
    for index in 0..<max(points - 1, 0) {
      jacobi[index, index + 1] = (Double(index + 1) / 2).squareRoot()
      jacobi[index + 1, index] = jacobi[index, index + 1]
    }
    var (nodes, logs): ([Double], [Double]) = ([], [])
    for start in try SymmetricEigen(jacobi).values.reversed() {
      var z = start
      for _ in 0..<3 {
        let (value, before) = Self.functions(points, at: z)
        z -= value / ((2 * Double(points)).squareRoot() * before - z * value)
      }
      if points % 2 == 1, nodes.count == points / 2 { z = 0 }
      let (_, before) = Self.functions(points, at: z)
      nodes.append(z * 2.0.squareRoot())
      logs.append(naturalLog(2.0.squareRoot() / (Double(points) * before * before)))
    }
    self.nodes = nodes
    logWeights = logs
  }

  /// The orthonormal Hermite function of a degree, and the one below it.
  private static func functions(_ degree: Int, at z: Double) -> (Double, Double) {
    var (before, value) = (0.0, exponential(-z * z / 2) / Double.pi.squareRoot().squareRoot())
    for index in 0..<degree {
      let count = Double(index)
      let next =
        (2 / (count + 1)).squareRoot() * z * value - (count / (count + 1)).squareRoot() * before
      (before, value) = (value, next)
    }
    return (value, before)
  }
}
