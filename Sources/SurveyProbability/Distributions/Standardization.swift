/// The distance of a number from a location in units of a scale, in doubled precision.
enum Standardization {
  static func distance(_ x: Double, from location: Double, in scale: Double) -> DoubleDouble {
    if x.isNaN || x.isInfinite { return DoubleDouble(x) }
    let difference = DoubleDouble.sum(x, -location)
    guard difference.high.isFinite else { return DoubleDouble(difference.high) }
    return difference / scale
  }

  /// The logarithm of x / scale for positive x, times a power.
  static func logRatio(_ x: Double, to scale: Double, power: Double = 1) -> DoubleDouble {
    if x == .infinity { return DoubleDouble(.infinity) }
    let ratio = DoubleDouble(x) / scale
    // A quotient near the end of the range has lost its low part.
    let logarithm =
      ratio.high > 1e-280 && ratio.high < 1e280
      ? ratio.log() : DoubleDouble(x).log() - DoubleDouble(scale).log()
    return logarithm * power
  }

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
