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
    var sum = DoubleDouble.zero
    for (numerator, denominator) in bernoulliTerms.reversed() {
      sum = sum * square + DoubleDouble(numerator) / denominator
    }
    return sum * inverse
  }

  /// B(2k) / (2k (2k - 1)) as fractions.
  private static let bernoulliTerms: [(Double, Double)] = [
    (1, 12), (-1, 360), (1, 1260), (-1, 1680), (1, 1188), (-691, 360_360), (1, 156), (-3617, 122_400),
    (43867, 244_188), (-174_611, 125_400), (77683, 5796), (-236_364_091, 1_506_960), (657_931, 300),
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
