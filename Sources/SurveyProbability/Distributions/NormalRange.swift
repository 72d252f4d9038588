/// The range of independent standard normal numbers: the studentized range with known variance.
///
/// Both tails are integrals of positive terms, P(W > w) = k ∫ φ(z) {Φ(z)^(k-1) - [Φ(z) - Φ(z-w)]^(k-1)} dz
/// and P(W ≤ w) = k ∫ φ(z) [Φ(z) - Φ(z-w)]^(k-1) dz (Hartley 1942, doi:10.1093/biomet/32.3-4.334), with
/// the difference of powers expanded so that nothing is subtracted. The integrands are entire and fall off
/// as a normal density, so that the trapezoidal rule converges faster than any power of its step.
struct NormalRange {
  let count: Int
  /// The step of the rule: large samples have a narrower peak.
  private let step: Double

  init(count: Int) {
    self.count = count
    step = count <= 12 ? 0.25 : (count <= 120 ? 0.16 : 0.1)
  }

  /// log P(W > w) for w ≥ 0.
  func logUpper(_ w: Double) -> Double {
    if w > 50 { return farLogUpper(w) }
    let k = Double(count)
    let half = 0.5 * w
    // z = w/2 + t: Φ(z - w) at t is the upper tail at -t, so that one tail per node serves both.
    let size = Int((9 / step).rounded(.up))
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * size + 1) { tails in
      for i in -size...size {
        tails[i + size] = 0.5 * libmErfc((half + Double(i) * step) * 0.7071067811865476)
      }
      var sum = 0.0
      for i in -size...size {
        let t = Double(i) * step
        let below = 1 - tails[i + size]
        let difference = tails[size - i]
        // exp(w²/4) φ(z) as one exponential: the leading decay is put back at the end.
        let weight = libmExp(0.25 * w * w - 0.5 * (half + t) * (half + t))
        sum += weight * difference * powerSum(below, max(0, below - difference))
      }
      return min(0, libmLog(k * step * 0.3989422804014327 * sum) - 0.25 * w * w)
    }
  }

  /// The sum of p^(m-1-i) s^i over 0 ≤ i < m = k - 1: what p^m - s^m leaves over p - s.
  private func powerSum(_ p: Double, _ s: Double) -> Double {
    let m = count - 1
    if m <= 16 {
      var sum = 1.0
      var power = 1.0
      for _ in 1..<max(m, 1) {
        power *= s
        sum = sum * p + power
      }
      return sum
    }
    guard p > 0 else { return 0 }
    let ratio = (p - s) / p
    if ratio <= 0 { return Double(m) * libmPow(p, Double(m - 1)) }
    let share = ratio < 1 ? -libmExpm1(Double(m) * libmLog1p(-ratio)) : 1
    return libmPow(p, Double(m - 1)) * share / ratio
  }

  /// Beyond 50 the least and the largest number alone decide: k (k - 1) ∫ φ(z) Φ(z - w) dz.
  private func farLogUpper(_ w: Double) -> Double {
    if w == .infinity { return -.infinity }
    let size = Int((7 / step).rounded(.up))
    var sum = 0.0
    for i in -size...size {
      let t = Double(i) * step
      sum += libmExp(-t * t) * 0.5 * SpecialFunctions.erfcx((0.5 * w - t) * 0.7071067811865476)
    }
    let k = Double(count)
    return libmLog(k * (k - 1) * step * 0.3989422804014327 * sum) - 0.25 * w * w
  }

  /// log P(W ≤ w) for w > 0.
  func logLower(_ w: Double) -> Double {
    // There the upper tail is below 1e-15 even for a thousand numbers.
    if w > 14 { return libmLog1p(-libmExp(logUpper(w))) }
    let m = Double(count - 1)
    // Below any density's resolution the tail is a power of w.
    if w < 1e-300 { return logLower(1e-300) + m * (libmLog(w) + 690.7755278982137) }
    let center = Self.probability(w, around: 0)
    let (first, last) = (((-9 - 0.5 * w) / step).rounded(.down), ((9 - 0.5 * w) / step).rounded(.up))
    var sum = 0.0
    for i in Int(first)...Int(last) {
      let t = Double(i) * step
      let share = Self.probability(w, around: t) / center
      sum += libmExp(-0.5 * (0.5 * w + t) * (0.5 * w + t)) * power(share)
    }
    return min(0, m * libmLog(center) + libmLog(Double(count) * step * 0.3989422804014327 * sum))
  }

  private func power(_ share: Double) -> Double {
    if count > 17 { return share > 0 ? libmExp(Double(count - 1) * libmLog(share)) : 0 }
    var product = share
    for _ in 2..<max(count, 2) { product *= share }
    return product
  }

  /// The log density of the range at w > 0: k (k - 1) ∫ φ(z) φ(z-w) [Φ(z) - Φ(z-w)]^(k-2) dz.
  func logDensity(_ w: Double) -> Double {
    let k = Double(count)
    if w < 1e-300 {
      let power = k - 2
      return logDensity(1e-300) + (power == 0 ? 0 : power * (libmLog(w) + 690.7755278982137))
    }
    let center = Self.probability(w, around: 0)
    let size = Int((9 / step).rounded(.up))
    var sum = 0.0
    for i in -size...size {
      let t = Double(i) * step
      let share = Self.probability(w, around: t) / center
      let powered =
        count == 2 ? 1 : (share > 0 ? libmExp((k - 2) * libmLog(share)) : 0)
      // φ(w/2 + t) φ(w/2 - t) = exp(-w²/4 - t²) / 2π
      sum += libmExp(-t * t) * powered
    }
    return libmLog(k * (k - 1) * step * 0.15915494309189535 * sum) + (k - 2) * libmLog(center) - 0.25 * w * w
  }

  /// The probability of a normal number between t - w/2 and t + w/2, right relative to itself.
  private static func probability(_ w: Double, around t: Double) -> Double {
    let half = 0.5 * w
    let place = t.magnitude
    if w >= 0.5 {
      let outer = libmErfc((place + half) * 0.7071067811865476)
      let inner = libmErfc((place - half).magnitude * 0.7071067811865476)
      return place > half ? 0.5 * (inner - outer) : 0.5 * (2 - inner - outer)
    }
    // By quadrature over the short interval, the central density taken out.
    var sum = 0.0
    for (node, weight) in shortInterval {
      let s = half * node
      sum += weight * (libmExp(-place * s - 0.5 * s * s) + libmExp(place * s - 0.5 * s * s))
    }
    return 0.3989422804014327 * libmExp(-0.5 * place * place) * half * sum
  }

  /// Gauss-Legendre quadrature with 10 points.
  private static let shortInterval: [(Double, Double)] = [
    (0.9739065285171717, 0.06667134430868814), (0.8650633666889845, 0.1494513491505806),
    (0.6794095682990244, 0.21908636251598204), (0.4333953941292472, 0.26926671930999635),
    (0.14887433898163122, 0.29552422471475287),
  ]
}
