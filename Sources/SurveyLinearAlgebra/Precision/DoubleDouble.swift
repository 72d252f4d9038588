/// A number of about 32 significant digits: the unevaluated sum of two doubles.
///
/// Sums by Knuth's two-sum, products by Dekker's splitting, which is exact without a fused
/// multiply-add (a call into the mathematical library on processors that the build does not assume to
/// have one). References: Dekker (1971), doi:10.1007/BF01397083; Hida, Li & Bailey (2001),
/// doi:10.1109/ARITH.2001.930115. Holds for numbers below 1e290 in size.
package struct DoubleDouble: Hashable, Sendable {
  /// The number rounded to a double.
  package var high: Double
  /// What the rounding left over.
  package var low: Double

  /// A number from its two parts, the second at most half a unit in the last place of the first.
  @inline(__always)
  package init(_ high: Double, _ low: Double = 0) {
    self.high = high
    self.low = low
  }

  /// The exact sum of two doubles.
  @inline(__always)
  package static func sum(_ a: Double, _ b: Double) -> DoubleDouble {
    let sum = a + b
    let part = sum - a
    return DoubleDouble(sum, (a - (sum - part)) + (b - part))
  }

  /// The exact sum of two doubles, the first not smaller in size than the second.
  @inline(__always)
  static func quickSum(_ a: Double, _ b: Double) -> DoubleDouble {
    let sum = a + b
    return DoubleDouble(sum, b - (sum - a))
  }

  /// The exact product of two doubles.
  @inline(__always)
  package static func product(_ a: Double, _ b: Double) -> DoubleDouble {
    let product = a * b
    let (a1, a2) = split(a)
    let (b1, b2) = split(b)
    return DoubleDouble(product, ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2)
  }

  @inline(__always)
  private static func split(_ a: Double) -> (Double, Double) {
    let scaled = 134_217_729 * a
    let high = scaled - (scaled - a)
    return (high, a - high)
  }

  /// The sum.
  @inline(__always)
  package static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let high = sum(a.high, b.high)
    let low = sum(a.low, b.low)
    let first = quickSum(high.high, high.low + low.high)
    return quickSum(first.high, first.low + low.low)
  }

  /// The number with its sign changed.
  @inline(__always)
  package static prefix func - (a: DoubleDouble) -> DoubleDouble { DoubleDouble(-a.high, -a.low) }

  /// The difference.
  @inline(__always)
  package static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble { a + (-b) }

  /// The product.
  @inline(__always)
  package static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let exact = product(a.high, b.high)
    return quickSum(exact.high, exact.low + (a.high * b.low + a.low * b.high))
  }

  /// The quotient.
  package static func / (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let first = a.high / b.high
    let rest = a - b * DoubleDouble(first)
    let second = rest.high / b.high
    let last = (rest - b * DoubleDouble(second)).high / b.high
    return quickSum(first, second) + DoubleDouble(last)
  }

  /// The square root; zero of a number that is not positive.
  package var squareRoot: DoubleDouble {
    guard high > 0 else { return DoubleDouble(0) }
    let root = high.squareRoot()
    let rest = self - DoubleDouble.product(root, root)
    return DoubleDouble.quickSum(root, rest.high / (2 * root))
  }

  /// The number rounded to a double.
  package var value: Double { high + low }
}
