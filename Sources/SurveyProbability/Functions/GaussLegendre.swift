/// Gauss-Legendre quadrature with 20 points.
package enum GaussLegendre {
  /// The positive abscissae on [-1, 1] with their weights.
  package static let points: [(node: Double, weight: Double)] = [
    (0.9931285991850949, 0.017614007139152118),
    (0.9639719272779138, 0.04060142980038694),
    (0.912234428251326, 0.06267204833410907),
    (0.8391169718222188, 0.08327674157670475),
    (0.7463319064601508, 0.10193011981724044),
    (0.636053680726515, 0.11819453196151841),
    (0.5108670019508271, 0.13168863844917664),
    (0.37370608871541955, 0.14209610931838204),
    (0.22778585114164507, 0.14917298647260374),
    (0.07652652113349734, 0.15275338713072584),
  ]

  /// The integral over one interval.
  @inline(__always)
  static func panel(from start: Double, to end: Double, _ function: (Double) -> Double) -> Double {
    let half = 0.5 * (end - start)
    let middle = start + half
    var sum = 0.0
    for (node, weight) in points {
      sum += weight * (function(middle - half * node) + function(middle + half * node))
    }
    return sum * half
  }

  /// The integral of exp(-φ) from 0 outwards, for a convex φ that soon increases.
  ///
  /// - Parameters:
  ///   - limit: The end of the range, perhaps infinite.
  ///   - width: The distance over which φ grows by about 1.
  ///   - exponent: φ.
  /// - Returns: The integral, by panels until they no longer count.
  static func decaying(limit: Double, width: Double, exponent: (Double) -> Double) -> Double {
    var sum = 0.0
    var start = 0.0
    var length = 2 * width
    for _ in 0..<60 {
      let end = min(start + length, limit)
      let part = panel(from: start, to: end) { libmExp(-exponent($0)) }
      sum += part
      if end >= limit || !(part > sum * 1e-18) { break }
      start = end
      length = min(length * 1.3, 6 * width)
    }
    return sum
  }
}
