/// A number as the unevaluated sum of two doubles: about 31 significant digits.
///
/// It is used where a difference of large numbers becomes an exponent, so that no digit of a
/// probability is lost. Dekker (1971), doi:10.1007/BF01397083; without fused multiplication, which is
/// a slow library call on baseline x86-64.
struct DoubleDouble: Sendable {
  var high: Double
  var low: Double

  /// The sum of two numbers, the second within the rounding of the first.
  @inline(__always) init(_ high: Double, _ low: Double = 0) {
    self.high = high
    self.low = low
  }

  static let zero = DoubleDouble(0)
  static let one = DoubleDouble(1)

  /// The exact sum of two doubles.
  @inline(__always) static func sum(_ a: Double, _ b: Double) -> DoubleDouble {
    let s = a + b
    let t = s - a
    return DoubleDouble(s, (a - (s - t)) + (b - t))
  }

  /// The exact sum where the first is not smaller in magnitude.
  @inline(__always) private static func quickSum(_ a: Double, _ b: Double) -> DoubleDouble {
    let s = a + b
    return DoubleDouble(s, b - (s - a))
  }

  /// The exact product of two doubles.
  @inline(__always) static func product(_ a: Double, _ b: Double) -> DoubleDouble {
    let p = a * b
    let (x, y) = (134_217_729 * a, 134_217_729 * b)
    let (a1, b1) = (x - (x - a), y - (y - b))
    let (a2, b2) = (a - a1, b - b1)
    let error = ((a1 * b1 - p) + a1 * b2 + a2 * b1) + a2 * b2
    // Near the ends of the range splitting overflows; the plain product is all there is then.
    return DoubleDouble(p, error.isFinite ? error : 0)
  }

  @inline(__always) static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let s = sum(a.high, b.high)
    let t = sum(a.low, b.low)
    let u = quickSum(s.high, s.low + t.high)
    return quickSum(u.high, u.low + t.low)
  }

  @inline(__always) static func + (a: DoubleDouble, b: Double) -> DoubleDouble {
    let s = sum(a.high, b)
    return quickSum(s.high, s.low + a.low)
  }

  @inline(__always) static prefix func - (a: DoubleDouble) -> DoubleDouble { DoubleDouble(-a.high, -a.low) }
  @inline(__always) static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble { a + (-b) }
  @inline(__always) static func - (a: DoubleDouble, b: Double) -> DoubleDouble { a + (-b) }

  @inline(__always) static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let p = product(a.high, b.high)
    return quickSum(p.high, p.low + (a.high * b.low + a.low * b.high))
  }

  @inline(__always) static func * (a: DoubleDouble, b: Double) -> DoubleDouble {
    let p = product(a.high, b)
    return quickSum(p.high, p.low + a.low * b)
  }

  @inline(__always) static func / (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let q = a.high / b.high
    guard q.isFinite else { return DoubleDouble(q) }
    let r = a - b * q
    let q2 = r.high / b.high
    let r2 = r - b * q2
    return quickSum(q, q2) + r2.high / b.high
  }

  @inline(__always) static func / (a: DoubleDouble, b: Double) -> DoubleDouble { a / DoubleDouble(b) }

  /// The nearest double.
  @inline(__always) var value: Double { high + low }

  /// The exponential, to the full precision of a double.
  var exponential: Double {
    let leading = libmExp(high)
    return leading.isFinite && leading > 0 ? leading + leading * low : leading
  }
}
