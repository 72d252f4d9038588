import SurveyProbability

/// The density of t at a standardized effect δ over that at 0.
///
/// With y = t/√(ν + t²), μ = δ√N and b = yμ it is exp(-μ²/2) ∫uᵛ exp(-u²/2 + bu) du / ∫uᵛ exp(-u²/2) du: the
/// noncentral t, with its integral over the standard deviation. The integrals, over log u, have their peak
/// at log u₀ with u₀ - (ν + 1)/u₀ = b; what does not depend on the deviation from it is taken out in closed
/// form, so that nothing large is left to cancel.
struct EffectLikelihood {
  private let freedom: Double
  private let root: Double
  private let total: Double
  /// t/√(ν + t²).
  private let share: Double
  /// The logarithm of the integral at δ = 0 without its height.
  private let logBulkAtZero: Double

  init(_ evidence: JZSIntegral) {
    freedom = evidence.degreesOfFreedom
    root = evidence.effectiveSize.squareRoot()
    total = freedom + evidence.t * evidence.t
    share = evidence.t / total.squareRoot()
    let count = freedom + 1
    logBulkAtZero = libmLog(Self.bulk(count.squareRoot(), 0, count))
  }

  /// The logarithm at an effect.
  func logarithm(_ delta: Double) -> Double {
    let mu = delta * root
    let b = share * mu
    let count = freedom + 1
    let reach = (b * b + 4 * count).squareRoot()
    let k = Hyperbolic.inverseSine(b / (2 * count.squareRoot()))
    // For b > 0 the growth b²/2 of the integral and the fall μ²/2 leave μ²ν/(2(ν + t²)).
    let fall = b > 0 ? mu * mu * (freedom / total) / 2 : mu * mu / 2
    let peak = b >= 0 ? (b + reach) / 2 : 2 * count / (reach - b)
    return count * (k + b / (b.magnitude + reach)) - fall + libmLog(Self.bulk(peak, b, count))
      - logBulkAtZero
  }

  /// ∫ exp(φ(x₀ + z) - φ(x₀)) dz with φ(x) = (ν + 1)x - e²ˣ/2 + b eˣ and e^x₀ the peak, by the trapezoidal
  /// rule: the integrand is analytic and falls off exponentially on both sides, so that the rule has all
  /// digits.
  private static func bulk(_ peak: Double, _ b: Double, _ count: Double) -> Double {
    let step = 1 / (peak * peak + count).squareRoot() / 4
    var sum = 1.0
    for side in [1.0, -1.0] {
      for index in 1..<4_000 {
        let z = side * step * Double(index)
        let bend = peak * SpecialFunctions.expm1Excess(2 * z) / 2 - b * SpecialFunctions.expm1Excess(z)
        let term = libmExp(-peak * bend)
        sum += term
        if term < 1e-18 * sum { break }
      }
    }
    return sum * step
  }
}
