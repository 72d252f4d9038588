import SurveyProbability
import SurveyVocabulary

/// The probabilities that a weighted sum of independent squared standard normals lies below and above zero.
///
/// By Imhof's inversion of the characteristic function, along the line through the saddle point of the
/// integrand instead of the imaginary axis (Rice 1980): each tail is an integral of its own without
/// cancellation, so that a small one keeps its digits.
///
/// References: Imhof (1961), doi:10.1093/biomet/48.3-4.419; Rice (1980), SIAM Journal on Scientific and
/// Statistical Computing 1, 438-448.
struct QuadraticFormTails {
  let lower: Double
  let upper: Double

  /// - Throws: `InputError` if every weight is zero or not finite, or an integral does not converge.
  init(weights: [Double]) throws(InputError) {
    let largest = weights.reduce(0) { max($0, $1.magnitude) }
    guard largest > 0, largest.isFinite, weights.allSatisfy(\.isFinite) else {
      throw InputError(.constant, "quadratic form", "it is always zero")
    }
    let scaled = weights.map { $0 / largest }.filter { $0.magnitude > 1e-14 }
    upper = try Self.upperTail(scaled)
    lower = try Self.upperTail(scaled.map { -$0 })
  }

  /// The probability of a sum above zero.
  private static func upperTail(_ weights: [Double]) throws(InputError) -> Double {
    guard let most = weights.max(), most > 0 else { return 0 }
    guard let least = weights.min(), least < 0 else { return 1 }
    // With K(s) = -½ Σ log(1 - 2λs) the logarithm of the moment generating function, the tail is the integral
    // of exp(K(s))/s along a line to the right of zero over 2πi; K(s) - log s is convex on the real axis.
    let end = 1 / (2 * most)
    var (low, high) = (0.0, end)
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { break }
      let slope = weights.reduce(-1 / middle) { $0 + $1 / (1 - 2 * $1 * middle) }
      if slope < 0 { low = middle } else { high = middle }
    }
    let point = low + (high - low) / 2
    let height = weights.reduce(0) { $0 - naturalLog(1 - 2 * $1 * point) / 2 }
    let factors = weights.map { 2 * $0 / (1 - 2 * $0 * point) }
    let curvature = factors.reduce(1 / (point * point)) { $0 + $1 * $1 / 2 }
    let width = 1 / curvature.squareRoot()
    let integral = try Quadrature.adaptive(over: 0...(.infinity), tolerance: 1e-12) { step in
      let y = step * width
      var (size, angle) = (-logOfOneMore((y / point) * (y / point)) / 2, -arcTangent(y / point))
      for factor in factors {
        let x = factor * y
        size -= logOfOneMore(x * x) / 4
        angle += arcTangent(x) / 2
      }
      return exponential(size) * cosine(angle)
    }.orNotConverged("tail of a quadratic form")
    return min(1, max(0, exponential(height) / point * width * integral.value / .pi))
  }
}
