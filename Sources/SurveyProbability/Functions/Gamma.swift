extension SpecialFunctions {
  /// log|Γ(x)|, right to the last digits near its zeros at 1 and 2 too.
  ///
  /// Infinite at zero and the negative integers; for other negative x by reflection, where the error is
  /// absolute, not relative, near the zeros.
  public static func logGamma(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x <= 0 {
      guard x > -.infinity, x != x.rounded() else { return .infinity }
      return libmLog(.pi / sinPi(x).magnitude) - logGamma(1 - x)
    }
    if x == 1 || x == 2 { return 0 }
    if x < 1e-17 { return -libmLog(x) }
    if x > 1e300 { return x * (libmLog(x) - 1) }
    return logGammaDoubled(DoubleDouble(x)).value
  }

  /// Γ(x); NaN at the negative integers, infinite at zero with the sign of the zero.
  public static func gamma(_ x: Double) -> Double {
    if x > -160, x < 20 { return libmTgamma(x) }
    if x.isNaN || x == -.infinity { return .nan }
    if x < 0 {
      guard x != x.rounded() else { return .nan }
      return .pi / (sinPi(x) * gamma(1 - x))
    }
    return x < 172 ? logGammaDoubled(DoubleDouble(x)).exponential : .infinity
  }

  /// sin(πx) with the argument reduced exactly.
  private static func sinPi(_ x: Double) -> Double {
    let rest = x - 2 * (x / 2).rounded()
    return libmSin(.pi * (rest.magnitude <= 0.5 ? rest : (rest > 0 ? 1 - rest : -1 - rest)))
  }

  /// log Γ(z) in doubled precision for z > 0: Stirling's series beyond 32, the recurrence below.
  static func logGammaDoubled(_ z: DoubleDouble) -> DoubleDouble {
    var product = DoubleDouble.one
    var shifted = z
    while shifted.high < 32 {
      product = product * shifted
      shifted = shifted + 1
    }
    let main = (shifted - 0.5) * shifted.log() - shifted + DoubleDouble.halfLog2Pi
    let stirling = main + stirlingSeries(shifted)
    return z.high < 32 ? stirling - product.log() : stirling
  }

  /// 1/(12 z) - 1/(360 z³) + … in doubled precision for z ≥ 32.
  private static func stirlingSeries(_ z: DoubleDouble) -> DoubleDouble {
    let inverse = DoubleDouble.one / z
    if z.high > 1e20 { return inverse / 12 }
    let square = inverse * inverse
    // The far terms weigh so little that plain arithmetic does for them.
    let terms = bernoulliTerms
    var far = 0.0
    for index in stride(from: terms.count - 1, to: 5, by: -1) { far = far * square.high + terms[index].high }
    var sum = DoubleDouble(far)
    for index in stride(from: 5, through: 0, by: -1) { sum = sum * square + terms[index] }
    return sum * inverse
  }

  /// B(2k) / (2k (2k - 1)).
  private static let bernoulliTerms: [DoubleDouble] = [
    DoubleDouble(0.08333333333333333, 4.625929269271485e-18),
    DoubleDouble(-0.002777777777777778, 1.0601087908747154e-19),
    DoubleDouble(0.0007936507936507937, 6.883823317368282e-22),
    DoubleDouble(-0.0005952380952380953, 5.36938218754726e-20),
    DoubleDouble(0.0008417508417508417, 3.6870174889237694e-20),
    DoubleDouble(-0.0019175269175269176, 1.0675702776872475e-19),
    DoubleDouble(0.00641025641025641, 2.2240044563805217e-19),
    DoubleDouble(-0.029550653594771242, 4.861760957508855e-19),
    DoubleDouble(0.17964437236883057, -6.401600482710946e-19),
    DoubleDouble(-1.3924322169059011, 1.5837056989230303e-17),
    DoubleDouble(13.402864044168393, -6.154114101993966e-16),
    DoubleDouble(-156.84828462600203, 9.391823141715389e-15),
    DoubleDouble(2193.1033333333335, -1.3339255626002948e-13),
  ]

  /// Γ(z) in units of its leading behaviour, inverted: z^z exp(-z) / Γ(z), for z > 0.
  ///
  /// Close to √(z/2π) for large z and to z for small z, it carries no large exponent.
  static func inverseGammaRatio(_ z: Double) -> Double {
    if z < 1e-17 { return z }
    if z < 10 { return z * libmExp(z * libmLog(z) - z) / libmTgamma(1 + z) }
    return (z / (2 * .pi)).squareRoot() * libmExp(-stirlingError(z))
  }

  /// log Γ(z) - ((z - 1/2) log z - z + log(2π)/2) for z ≥ 10.
  static func stirlingError(_ z: Double) -> Double {
    let w = 1 / (z * z)
    let series =
      1.0 / 12 - w
      * (1.0 / 360 - w * (1.0 / 1260 - w * (1.0 / 1680 - w * (1.0 / 1188 - w * (691.0 / 360_360 - w / 156)))))
    return series / z
  }

  /// The digamma function, the derivative of log Γ; NaN at zero and the negative integers.
  public static func digamma(_ x: Double) -> Double {
    if x.isNaN || x == -.infinity { return .nan }
    if x <= 0 {
      guard x != x.rounded() else { return .nan }
      let rest = x - x.rounded()
      return digamma(1 - x) - .pi / libmTan(.pi * rest)
    }
    if x < 1e-9 { return -1 / x - 0.5772156649015329 }
    var z = x
    var shift = 0.0
    if z.magnitude < 10 {
      // The recurrence is summed from its smallest terms.
      let steps = Int((10 - z).rounded(.up))
      z += Double(steps)
      for step in stride(from: steps - 1, through: 0, by: -1) { shift += 1 / (x + Double(step)) }
    }
    let w = 1 / (z * z)
    let series =
      w
      * (1.0 / 12 - w
        * (1.0 / 120 - w * (1.0 / 252 - w * (1.0 / 240 - w * (1.0 / 132 - w * (691.0 / 32760 - w / 12))))))
    return libmLog(z) - 0.5 / z - series - shift
  }

  /// The trigamma function, the derivative of digamma; infinite at zero and the negative integers.
  public static func trigamma(_ x: Double) -> Double {
    if x.isNaN || x == -.infinity { return .nan }
    if x <= 0 {
      guard x != x.rounded() else { return .infinity }
      let sine = libmSin(.pi * (x - x.rounded()))
      return (.pi / sine) * (.pi / sine) - trigamma(1 - x)
    }
    var z = x
    var shift = 0.0
    if z < 10 {
      let steps = Int((10 - z).rounded(.up))
      z += Double(steps)
      for step in stride(from: steps - 1, through: 0, by: -1) {
        let term = 1 / (x + Double(step))
        shift += term * term
      }
    }
    let w = 1 / (z * z)
    let series =
      1.0 / 6 - w
      * (1.0 / 30 - w * (1.0 / 42 - w * (1.0 / 30 - w * (5.0 / 66 - w * (691.0 / 2730 - w * 7.0 / 6)))))
    return shift + 1 / z + 0.5 * w + series * w / z
  }
}
