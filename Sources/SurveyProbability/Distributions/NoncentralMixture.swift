/// The noncentral t distribution at one point as a mixture of normal distributions over s = √(V/ν):
/// P(T > x) is the mean of P(Z > x s - δ).
///
/// In u = log s the integrand is analytic and falls off on both sides, so that the trapezoidal rule
/// converges faster than any power of its step (Trefethen & Weideman 2014, doi:10.1137/130932132). The
/// step is chosen from the widths of what the integrand is made of. All terms are positive: no digits
/// cancel in either tail.
struct NoncentralMixture {
  private let n: Double
  private let delta: Double
  private let x: Double

  init(_ degreesOfFreedom: Double, _ noncentrality: Double, _ x: Double) {
    n = degreesOfFreedom
    delta = noncentrality
    self.x = x
  }

  var logUpperTail: Double {
    if n > 1e12 {
      return NormalDistribution.logUpperTail(normalDeviate)
    }
    return logMean(leftSlope: n, kernel: { NormalDistribution.logUpperTail(x * libmExp($0) - delta) }) { u in
      // h = x s · hazard(z): the derivative of the kernel is -h, the second -h (1 + x s (hazard - z)).
      let argument = x * libmExp(u)
      let z = argument - delta
      let hazard = z < -38 ? 0 : 0.7978845608028654 / SpecialFunctions.erfcx(z * 0.7071067811865476)
      let h = argument * hazard
      return (-h, -h * (1 + argument * (hazard - z)))
    }
  }

  var logDensity: Double {
    if n > 1e12 {
      // The derivative of the deviate by x is (1 + x δ/(2ν)) / spread³.
      let z = normalDeviate
      let change = max(1 + 0.5 * x * delta / n, .leastNonzeroMagnitude)
      return -0.5 * z * z - 0.9189385332046728 + libmLog(change) - 3 * libmLog(normalSpread)
    }
    let value = logMean(
      leftSlope: n + 1,
      kernel: { u in
        let z = x * libmExp(u) - delta
        return u - 0.5 * z * z
      }
    ) { u in
      let argument = x * libmExp(u)
      let z = argument - delta
      return (1 - argument * z, -argument * (z + argument))
    }
    return value - 0.9189385332046728
  }

  /// Beyond 1e12 degrees of freedom s is normal with mean 1 - 1/(4ν) and variance 1/(2ν).
  private var normalDeviate: Double {
    let spread = normalSpread
    return x * (1 - 0.25 / n) / spread - delta / spread
  }

  /// √(1 + x²/(2ν)), the standard deviation of Z - x s.
  private var normalSpread: Double {
    let ratio = x.magnitude / (2 * n).squareRoot()
    return ratio > 1e8 ? ratio : (1 + ratio * ratio).squareRoot()
  }

  /// The logarithm of the mean of exp(kernel(u)).
  ///
  /// - Parameters:
  ///   - leftSlope: What the logarithm of the integrand grows by per unit of u far to the left.
  ///   - kernel: The logarithm of the function.
  ///   - derivatives: Its first and second derivative.
  /// - Returns: The logarithm.
  private func logMean(
    leftSlope: Double, kernel: (Double) -> Double, derivatives: (Double) -> (Double, Double)
  ) -> Double {
    // The density of u in units of its leading behaviour is exp(-ν/2 (exp(2u) - 1 - 2u)).
    func height(_ u: Double) -> Double { -0.5 * n * SpecialFunctions.expm1Excess(2 * u) + kernel(u) }
    let (peak, curvature) = self.peak(derivatives)
    let top = height(peak)
    var step = min(
      0.09, 0.6 / max(curvature, 1e-6).squareRoot(), 0.6 / (2 * n).squareRoot() * max(1, libmExp(-peak)))
    // A cliff of the kernel at s = δ/x has the width 1/δ in u.
    if x * delta > 0 { step = min(step, 0.6 / delta.magnitude) }
    var sum = 1.0
    for k in 1..<1_000_000 {
      let term = libmExp(height(peak + Double(k) * step) - top)
      sum += term
      if !(term > 1e-18 * sum) { break }
    }
    // Far to the left the integrand is exp(leftSlope · u) and nothing else: a geometric series.
    let flat = -42 - libmLog(max(1, x.magnitude * (1 + delta.magnitude)))
    for k in 1..<1_000_000 {
      let u = peak - Double(k) * step
      let term = libmExp(height(u) - top)
      if u < flat {
        sum += term / -libmExpm1(-leftSlope * step)
        break
      }
      sum += term
      if !(term > 1e-18 * sum) { break }
    }
    return top + libmLog(sum * step * 2 * SpecialFunctions.inverseGammaRatio(0.5 * n))
  }

  /// The place of the integrand's maximum and minus the second derivative of its logarithm there.
  private func peak(_ derivatives: (Double) -> (Double, Double)) -> (Double, Double) {
    var (low, high) = (-2000.0, 10.0)
    // Where the maximum is without the noncentrality.
    let size = x.magnitude / n.squareRoot()
    var u = size > 1e100 ? -libmLog(size) : -0.5 * libmLog1p(size * size)
    var curvature = 2 * n
    for _ in 0..<200 {
      let (first, second) = derivatives(u)
      let slope = first - n * libmExpm1(2 * u)
      let bend = second - 2 * n * libmExp(2 * u)
      curvature = -bend
      let step = slope == 0 ? 0 : -slope / bend
      // A small part of the width is near enough: the sum runs over both sides anyway.
      if bend < 0, step * step * -bend < 1e-4 { break }
      if slope > 0 { low = u } else { high = u }
      let next = u + step
      u = bend < 0 && next > low && next < high ? next : 0.5 * (low + high)
      if high - low < 1e-12 { break }
    }
    return (u, curvature)
  }
}
