/// A number as the unevaluated sum of two doubles, about 31 digits, for sums that are taken apart again.
///
/// Dekker (1971), doi:10.1007/BF01397083. Concrete code of this module, because its loops need it inlined.
struct DoubledSum: Sendable, Hashable {
  var high: Double
  var low: Double

  @inline(__always) init(_ high: Double, _ low: Double = 0) {
    self.high = high
    self.low = low
  }

  /// The exact sum of two doubles.
  @inline(__always) static func sum(_ a: Double, _ b: Double) -> DoubledSum {
    let s = a + b
    let t = s - a
    return DoubledSum(s, (a - (s - t)) + (b - t))
  }

  /// The exact product of two doubles below 1e290 that is not below 1e-290.
  @inline(__always) static func product(_ a: Double, _ b: Double) -> DoubledSum {
    let p = a * b
    let (x, y) = (134_217_729 * a, 134_217_729 * b)
    let (a1, b1) = (x - (x - a), y - (y - b))
    let (a2, b2) = (a - a1, b - b1)
    return DoubledSum(p, ((a1 * b1 - p) + a1 * b2 + a2 * b1) + a2 * b2)
  }

  /// The same number with the low part below half a unit of the high one.
  @inline(__always) private static func normalized(_ a: Double, _ b: Double) -> DoubledSum {
    let s = a + b
    return DoubledSum(s, b - (s - a))
  }

  @inline(__always) static func + (a: DoubledSum, b: DoubledSum) -> DoubledSum {
    let s = sum(a.high, b.high)
    let t = sum(a.low, b.low)
    let u = normalized(s.high, s.low + t.high)
    return normalized(u.high, u.low + t.low)
  }

  @inline(__always) static func - (a: DoubledSum, b: DoubledSum) -> DoubledSum {
    a + DoubledSum(-b.high, -b.low)
  }

  @inline(__always) static func * (a: DoubledSum, b: DoubledSum) -> DoubledSum {
    let p = product(a.high, b.high)
    return normalized(p.high, p.low + (a.high * b.low + a.low * b.high))
  }

  @inline(__always) static func * (a: DoubledSum, b: Double) -> DoubledSum { a * DoubledSum(b) }

  /// The quotient by a double that is not zero.
  @inline(__always) static func / (a: DoubledSum, b: Double) -> DoubledSum {
    let q = a.high / b
    let rest = a - product(q, b)
    return normalized(q, rest.high / b)
  }

  @inline(__always) static func += (a: inout DoubledSum, b: DoubledSum) { a = a + b }

  /// The nearest double.
  @inline(__always) var value: Double { high + low }

  /// Whether the two parts are what arithmetic leaves: finite, the low part within the rounding of the high.
  var isValid: Bool { high.isFinite && low.isFinite && high + low == high }
}

extension [DoubledSum] {
  /// High and low parts in turn, for writing.
  var parts: [Double] { flatMap { [$0.high, $0.low] } }

  /// Reads high and low parts in turn; `nil` if one is alone or a pair is not what arithmetic leaves.
  init?(parts: [Double]) {
    guard parts.count % 2 == 0 else { return nil }
    self = stride(from: 0, to: parts.count, by: 2).map { DoubledSum(parts[$0], parts[$0 + 1]) }
    guard allSatisfy(\.isValid) else { return nil }
  }
}
