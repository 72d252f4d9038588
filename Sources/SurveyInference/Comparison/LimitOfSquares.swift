import SurveyProbability
import SurveyVocabulary

/// The distribution of Σ Xⱼ/λⱼ, each Xⱼ chi-square with ν degrees of freedom: the limit of statistics that
/// add up squared distances of distribution functions.
///
/// The upper tail is 1/(2πi) ∫ M(s) e^(-sx)/s ds along a parabola that opens to the right, s = c + μu² +
/// 2iμu, where M is the moment generating function: e^(-sx) falls along it, and equal steps of u converge
/// exponentially (as for the inversion of Laplace transforms, Weideman & Trefethen 2007,
/// doi:10.1090/S0025-5718-07-01945-X). Above the mean the parabola starts at the saddle point, so that small
/// tails keep their relative accuracy.
package struct LimitOfSquares {
  /// A complex number.
  struct Complex {
    var re: Double
    var im: Double
  }

  /// The weights of the squares.
  package enum Weights {
    /// λⱼ = π²j²: Cramér and von Mises.
    case cramerVonMises
    /// λⱼ = j(j + 1): Anderson and Darling.
    case andersonDarling
  }

  let weights: Weights
  let degreesOfFreedom: Double

  package init(_ weights: Weights, degreesOfFreedom: Double) {
    self.weights = weights
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The probability of a value above `x`.
  package func upperTail(_ x: Double) -> Double {
    // Below this the lower tail is under 1e-17.
    guard x > (weights == .cramerVonMises ? 0.003 : 0.02) * degreesOfFreedom else { return 1 }
    let first = firstSingularity
    // Left of the mean the path stays near the pole at 0, so that nothing large cancels.
    let path = max(saddle(x), min(first / 2, 1 / (deviation + max(0, mean - x))))
    let bend = first - path
    // In the plane of u the first singularity lies at i and the pole at 0 at -i(√(1 + c/μ) - 1). The
    // trapezoidal rule errs by exp(-2π·distance/step), as long as a step is short beside the width of the
    // peak at u = 0.
    let width = 1 / (2 * bend * curvature(path).squareRoot())
    let step = min(2 * Double.pi * min(1, (1 + path / bend).squareRoot() - 1) / 45, width / 4)
    let height = logModulus(path)
    let scale = height - path * x
    guard scale > -745 else { return 0 }
    let half = degreesOfFreedom / 2
    var (phase, previous) = (0.0, 0.0)
    var sum = bend / path
    for index in 1...100_000 {
      let u = Double(index) * step
      let s = Complex(re: path + bend * u * u, im: 2 * bend * u)
      let logarithm = logDeterminant(s)
      // The argument of the determinant goes on without jumps along the path.
      phase += (logarithm.im - previous) - 2 * .pi * ((logarithm.im - previous) / (2 * .pi)).rounded()
      previous = logarithm.im
      let size = -half * logarithm.re - height - x * (s.re - path)
      let angle = -half * phase - x * s.im
      // Im[e^(i·angle) ds/du / s], with ds/du = 2μ(u + i).
      let (re, im) = (2 * bend * (u * s.re + s.im), 2 * bend * (s.re - u * s.im))
      sum +=
        libmExp(size) * (libmCos(angle) * im + libmSin(angle) * re) / (s.re * s.re + s.im * s.im)
      if size < -45 { break }
    }
    return min(max(libmExp(scale) * sum * step / .pi, 0), 1)
  }

  /// The mean: ν Σ 1/λⱼ.
  var mean: Double { weights == .cramerVonMises ? degreesOfFreedom / 6 : degreesOfFreedom }

  /// The standard deviation: the root of 2ν Σ 1/λⱼ².
  var deviation: Double {
    let variance = weights == .cramerVonMises ? 1 / 45.0 : 2 * (.pi * .pi / 3 - 3)
    return (degreesOfFreedom * variance).squareRoot()
  }

  /// Where the moment generating function ceases to exist: half the smallest λ.
  private var firstSingularity: Double { weights == .cramerVonMises ? .pi * .pi / 2 : 1 }

  /// The logarithm of the moment generating function on the real axis, below the first singularity.
  private func logModulus(_ c: Double) -> Double {
    -degreesOfFreedom / 2 * logDeterminant(Complex(re: c, im: 0)).re
  }

  /// Where the derivative of log M is x, by halving; 0 where it lies on the left.
  private func saddle(_ x: Double) -> Double {
    var (low, high) = (0.0, firstSingularity)
    for _ in 0..<60 {
      let middle = low + (high - low) / 2
      if slope(middle) < x { low = middle } else { high = middle }
    }
    return min(low, firstSingularity * (1 - 1e-9))
  }

  /// The derivative of log M: ν Σ 1/(λⱼ - 2c), from the first thousand squares and the integral of the rest.
  private func slope(_ c: Double) -> Double {
    let rest = weights == .cramerVonMises ? 1 / (.pi * .pi * 1_000.5) : 1 / 1_001.0
    return degreesOfFreedom * ((1...1_000).reduce(rest) { $0 + 1 / (weight($1) - 2 * c) })
  }

  /// The second derivative of log M: 2ν Σ 1/(λⱼ - 2c)², for the length of a step.
  private func curvature(_ c: Double) -> Double {
    2 * degreesOfFreedom
      * (1...1_000).reduce(0.0) { sum, index in
        let distance = weight(index) - 2 * c
        return sum + 1 / (distance * distance)
      }
  }

  /// λⱼ.
  private func weight(_ index: Int) -> Double {
    let j = Double(index)
    return weights == .cramerVonMises ? .pi * .pi * j * j : j * (j + 1)
  }

  /// log Π (1 - 2s/λⱼ), its imaginary part up to multiples of 2π.
  ///
  /// sin(√(2s))/√(2s) for Cramér and von Mises, -cos(π/2·√(1 + 8s))/(2πs) for Anderson and Darling.
  private func logDeterminant(_ s: Complex) -> Complex {
    switch weights {
    case .cramerVonMises:
      let root = Self.root(Complex(re: 2 * s.re, im: 2 * s.im))
      return Self.minus(Self.logSine(root), Self.logarithm(root))
    case .andersonDarling:
      let root = Self.root(Complex(re: 1 + 8 * s.re, im: 8 * s.im))
      // -cos(z) = sin(z - π/2).
      let turned = Complex(re: .pi / 2 * (root.re - 1), im: .pi / 2 * root.im)
      return Self.minus(
        Self.logSine(turned), Self.logarithm(Complex(re: 2 * .pi * s.re, im: 2 * .pi * s.im)))
    }
  }

  private static func minus(_ a: Complex, _ b: Complex) -> Complex {
    Complex(re: a.re - b.re, im: a.im - b.im)
  }

  private static func logarithm(_ z: Complex) -> Complex {
    Complex(re: libmLog((z.re * z.re + z.im * z.im).squareRoot()), im: libmAtan2(z.im, z.re))
  }

  /// The root with a real part that is not negative, of a number with a positive real part.
  private static func root(_ z: Complex) -> Complex {
    let size = (z.re * z.re + z.im * z.im).squareRoot()
    let re = ((size + z.re) / 2).squareRoot()
    return Complex(re: re, im: z.im / (2 * re))
  }

  /// log sin(a + ib) for b ≥ 0, where e^b may be beyond the range: sin z = e^(-iz) (1 - e^(2iz)) i / 2.
  private static func logSine(_ z: Complex) -> Complex {
    let shrink = libmExp(-2 * z.im)
    let rest = Complex(re: 1 - shrink * libmCos(2 * z.re), im: -shrink * libmSin(2 * z.re))
    let tail = z.im == 0 ? libmLog(2 * libmSin(z.re).magnitude) : logarithm(rest).re
    let argument = z.im == 0 ? 0 : libmAtan2(rest.im, rest.re) - z.re + .pi / 2
    return Complex(re: z.im - libmLog(2) + tail, im: argument)
  }
}
