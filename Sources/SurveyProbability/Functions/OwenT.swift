#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@inline(__always) func libmAtan(_ x: Double) -> Double { atan(x) }
@inline(__always) func libmAtan2(_ y: Double, _ x: Double) -> Double { atan2(y, x) }

extension SpecialFunctions {
  /// Owen's T function: the probability that X > h and 0 < Y < aX for independent standard normal X and Y.
  ///
  /// T(h, a) = ∫ exp(-h² (1 + x²)/2) / (1 + x²) dx / 2π over x from 0 to a, an integral of a positive
  /// function over the angle of the wedge; relative error about 1e-15 for moderate h, and some units in the
  /// last place of h² beyond.
  ///
  /// Reference: Owen (1956), doi:10.1214/aoms/1177728074.
  public static func owenT(_ h: Double, _ a: Double) -> Double {
    if h.isNaN || a.isNaN { return .nan }
    let h = h.magnitude
    if a < 0 { return -owenT(h, -a) }
    if a == 0 || h > 40 { return 0 }
    if a > 1 {
      // The complement of the wedge: Owen's equation 2.3, its terms at most twice the result.
      let (one, other) = (
        NormalDistribution.standard.upperTail(h), NormalDistribution.standard.upperTail(a * h)
      )
      if a == .infinity { return h == 0 ? 0.25 : 0.5 * one }
      return 0.5 * (one + other) - one * other - owenT(a * h, 1 / a)
    }
    let angle = libmAtan(a)
    let leading = (DoubleDouble.product(h, h) * -0.5).exponential
    // exp(-h² tan²/2) has the width 1/h; the angle is at most π/4.
    var sum = 0.0
    var start = 0.0
    let length = min(0.4, 1.5 / max(h, 1))
    for _ in 0..<64 {
      let end = min(angle, start + length)
      let panel = GaussLegendre.panel(from: start, to: end) { t in
        let slope = h * libmTan(t)
        return libmExp(-0.5 * slope * slope)
      }
      sum += panel
      if end >= angle || panel < 1e-18 * sum { break }
      start = end
    }
    return 0.15915494309189535 * leading * sum
  }
}
