/// Both tails of a distribution, of which one is computed and the other is its complement.
///
/// The computed tail is factor · exp(exponent), so that its logarithm outlives its underflow. It is
/// chosen so that it is not close to 1: its complement then keeps its digits.
struct TailPair {
  var isLowerDirect: Bool
  var exponent: DoubleDouble
  var factor: Double

  /// A pair whose lower tail is known exactly.
  static func lower(_ probability: Double) -> TailPair {
    TailPair(isLowerDirect: true, exponent: .zero, factor: probability)
  }

  static let none = TailPair(isLowerDirect: true, exponent: .zero, factor: 0)
  static let all = TailPair(isLowerDirect: false, exponent: .zero, factor: 0)
  static let invalid = TailPair(isLowerDirect: true, exponent: .zero, factor: .nan)

  private var direct: Double {
    let product = Self.product(factor, exponent)
    return product > 1 ? 1 : product
  }

  /// factor · exp(exponent); underflow sets in only after the factor has been applied.
  static func product(_ factor: Double, _ exponent: DoubleDouble) -> Double {
    if factor == 0 { return 0 }
    if exponent.high > -690 { return factor * exponent.exponential }
    return factor * (exponent + 60).exponential * 8.75651076269652e-27
  }

  private var logDirect: Double {
    if factor == 0 { return -.infinity }
    let logarithm = (exponent + libmLog(factor)).value
    return logarithm > 0 ? 0 : logarithm
  }

  var lower: Double { isLowerDirect ? direct : 1 - direct }
  var upper: Double { isLowerDirect ? 1 - direct : direct }
  var logLower: Double { isLowerDirect ? logDirect : libmLog1p(-direct) }
  var logUpper: Double { isLowerDirect ? libmLog1p(-direct) : logDirect }

  /// The pair with lower and upper exchanged.
  var mirrored: TailPair { TailPair(isLowerDirect: !isLowerDirect, exponent: exponent, factor: factor) }
}
