extension DoubleDouble {
  /// The natural logarithm with an absolute error of about 1e-31 for arguments near 1.
  ///
  /// The argument is split into 2^e c (1 + z) with c = i/64, and log(1 + z) is the series of the inverse
  /// hyperbolic tangent. Only additions, multiplications and divisions are used, so the bits are the
  /// same on every platform. The argument must be positive and finite.
  func log() -> DoubleDouble {
    guard high > 0, high < .infinity else { return DoubleDouble(libmLog(high)) }
    // A subnormal is brought into the normal range first.
    if high < 0x1p-1000 { return DoubleDouble(high * 0x1p600, low * 0x1p600).log() - Self.log2 * 600 }
    var exponent = Int(truncatingIfNeeded: high.bitPattern >> 52) - 1023
    let half = Double(bitPattern: UInt64(bitPattern: Int64(1023 - exponent / 2)) << 52)
    let rest = Double(bitPattern: UInt64(bitPattern: Int64(1023 - (exponent - exponent / 2))) << 52)
    var mantissa = DoubleDouble(high * half * rest, low * half * rest)
    if mantissa.high > 1.4140625 {
      mantissa = DoubleDouble(mantissa.high * 0.5, mantissa.low * 0.5)
      exponent += 1
    }
    let index = Int((mantissa.high * 64).rounded())
    let center = Double(index) * 0.015625
    let s = (mantissa - center) / (mantissa + center)
    let square = s * s
    let z = square.high
    // 1/7 + z/9 + z^2/11 + …: far enough below the leading terms for plain arithmetic.
    let last = 1.0 / 7 + z * (1.0 / 9 + z * (1.0 / 11 + z * (1.0 / 13 + z * (1.0 / 15 + z / 17))))
    var series = square * last + Self.oneFifth
    series = series * square + Self.oneThird
    series = series * square * s + s
    let entry = Self.logarithms[min(max(index - 45, 0), Self.logarithms.count - 1)]
    let scale = Self.log2 * Double(exponent)
    return scale + entry + DoubleDouble(series.high * 2, series.low * 2)
  }

  private static let oneThird = DoubleDouble(0.3333333333333333, 1.850371707708594e-17)
  private static let oneFifth = DoubleDouble(0.2, -1.1102230246251566e-17)
  /// log 2.
  static let log2 = DoubleDouble(0.6931471805599453, 2.3190468138462996e-17)
  /// log(2π)/2.
  static let halfLog2Pi = DoubleDouble(0.9189385332046728, -3.8782941580672414e-17)

  /// log(i/64) for i from 45 to 91, high and low part.
  private static let logarithms: [DoubleDouble] = [
    DoubleDouble(-0.3522205935893521, -5.7233316949182485e-18),
    DoubleDouble(-0.33024168687057687, 1.0828321637483858e-17),
    DoubleDouble(-0.3087354816496133, 1.6199186085148102e-17),
    DoubleDouble(-0.2876820724517809, -2.607160616442564e-17),
    DoubleDouble(-0.26706278524904525, 7.32891532732017e-18),
    DoubleDouble(-0.24686007793152578, -1.361743371748368e-17),
    DoubleDouble(-0.22705745063534608, -9.551415762738488e-18),
    DoubleDouble(-0.2076393647782445, -1.2053243216686129e-17),
    DoubleDouble(-0.18859116980755003, 7.432164219196925e-18),
    DoubleDouble(-0.16989903679539747, 4.868008764439071e-19),
    DoubleDouble(-0.15154989812720093, -5.1669593684615594e-18),
    DoubleDouble(-0.13353139262452263, 3.664457663660085e-18),
    DoubleDouble(-0.1158318155251217, -4.338484369808096e-18),
    DoubleDouble(-0.09844007281325252, 4.439009633675136e-18),
    DoubleDouble(-0.0813456394539524, -5.07707635593117e-18),
    DoubleDouble(-0.06453852113757118, 6.470486661692933e-18),
    DoubleDouble(-0.048009219186360606, -1.4390903347292205e-18),
    DoubleDouble(-0.0317486983145803, -3.0382263084680858e-18),
    DoubleDouble(-0.015748356968139168, -1.0021578630528974e-18),
    DoubleDouble(0.0, 0.0),
    DoubleDouble(0.015504186535965254, -3.278321022892429e-19),
    DoubleDouble(0.030771658666753687, 1.0431732029005968e-18),
    DoubleDouble(0.0458095360312942, 1.902959866474257e-18),
    DoubleDouble(0.06062462181643484, 2.6424025938726934e-18),
    DoubleDouble(0.07522342123758753, -5.930604196293241e-18),
    DoubleDouble(0.08961215868968714, -5.4268129336647135e-18),
    DoubleDouble(0.10379679368164356, 5.47772415726659e-18),
    DoubleDouble(0.11778303565638346, -1.1971685747593677e-18),
    DoubleDouble(0.13157635778871926, 1.1123000879729588e-17),
    DoubleDouble(0.1451820098444979, 8.242418783022475e-18),
    DoubleDouble(0.15860503017663857, 1.1257003872182592e-17),
    DoubleDouble(0.17185025692665923, -6.0224538210113705e-18),
    DoubleDouble(0.184922338494012, 3.0236614153574064e-18),
    DoubleDouble(0.19782574332991987, 1.2821194372980142e-17),
    DoubleDouble(0.21056476910734964, -4.249405314729895e-18),
    DoubleDouble(0.22314355131420976, -9.091270597324799e-18),
    DoubleDouble(0.2355660713127669, -2.3943371495187355e-18),
    DoubleDouble(0.24783616390458127, -1.2432209578702523e-17),
    DoubleDouble(0.25995752443692605, 2.069806938978935e-17),
    DoubleDouble(0.27193371548364176, 7.83319637697442e-19),
    DoubleDouble(0.2837681731306446, -2.032665581126656e-17),
    DoubleDouble(0.2954642128938359, -2.16461086040599e-17),
    DoubleDouble(0.3070250352949119, -1.2319916200101964e-17),
    DoubleDouble(0.3184537311185346, 2.7114779367326236e-17),
    DoubleDouble(0.329753286372468, 2.122020616196946e-18),
    DoubleDouble(0.3409265869705932, 1.7467136443544747e-17),
    DoubleDouble(0.3519764231571782, -1.2953893030191963e-17),
  ]
}

extension SpecialFunctions {
  /// log(1 + x) for x ≥ 0 in doubled precision, relative to its own size.
  static func log1pDoubled(_ x: DoubleDouble) -> DoubleDouble {
    if x.high > 1e-6 { return (x + 1).log() }
    // x - x²/2 + x³/3 - x⁴/4
    let square = x * x
    return x - DoubleDouble(square.high * 0.5, square.low * 0.5) + square * x * (1.0 / 3)
      - square * square * 0.25
  }
}
