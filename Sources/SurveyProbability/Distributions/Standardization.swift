/// The distance of a number from a location in units of a scale, in doubled precision.
enum Standardization {
  static func distance(_ x: Double, from location: Double, in scale: Double) -> DoubleDouble {
    if x.isNaN || x.isInfinite { return DoubleDouble(x) }
    let difference = DoubleDouble.sum(x, -location)
    return quotient(difference.high.isFinite ? difference : DoubleDouble(difference.high), scale)
  }

  /// A quotient in doubled precision where the products in it stay within range, else a plain one.
  static func quotient(_ x: DoubleDouble, _ scale: Double) -> DoubleDouble {
    let range = 1e-200...1e200
    guard range.contains(x.high.magnitude), range.contains(scale) else { return DoubleDouble(x.high / scale) }
    return x / scale
  }

  /// The logarithm of x / scale for positive x, times a power.
  static func logRatio(_ x: Double, to scale: Double, power: Double = 1) -> DoubleDouble {
    if x == .infinity { return DoubleDouble(.infinity) }
    let range = 1e-140...1e140
    let logarithm =
      range.contains(x) && range.contains(scale)
      ? (DoubleDouble(x) / scale).log() : DoubleDouble(x).log() - DoubleDouble(scale).log()
    guard power < 1e200 else { return DoubleDouble(logarithm.high * power) }
    return logarithm * power
  }

  /// A log density that has left the range of doubles on its way is that of nothing.
  static func bounded(_ logDensity: Double) -> Double { logDensity.isNaN ? -.infinity : logDensity }

  /// Both tails of the standard logistic distribution.
  static func logisticTails(_ z: DoubleDouble) -> TailPair {
    if z.high.isNaN { return .invalid }
    if z.high.isInfinite { return z.high < 0 ? .none : .all }
    let isLower = z.high < 0
    let exponent = isLower ? z : -z
    return TailPair(isLowerDirect: isLower, exponent: exponent, factor: 1 / (1 + exponent.exponential))
  }

  /// The logit of a probability given as p, from the finer side.
  static func logit(_ p: Double) -> Double { libmLog(p) - libmLog1p(-p) }

  /// The logit of a probability given as its logarithm.
  static func logit(logarithm: Double) -> Double {
    logarithm == 0 ? .infinity : logarithm - SpecialFunctions.log1mExp(logarithm)
  }
}
