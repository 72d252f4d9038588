/// The masses of counts as a factor and an exponent in doubled precision.
enum CountMasses {
  /// The Poisson mass of k ≥ 0 at a mean above zero.
  static func poisson(_ k: Double, mean: Double) -> (factor: Double, exponent: DoubleDouble) {
    if k == 0 { return (1, DoubleDouble(-mean)) }
    return (SpecialFunctions.inverseGammaRatio(k) / k, SpecialFunctions.gammaExponent(k, DoubleDouble(mean)))
  }

  /// The binomial mass of 0 ≤ k ≤ n, for p strictly between 0 and 1 and q = 1 - p.
  static func binomial(
    _ k: Double, of n: Double, _ p: DoubleDouble, _ q: DoubleDouble
  ) -> (factor: Double, exponent: DoubleDouble) {
    if k == 0 { return (1, logarithm(q, complement: p) * n) }
    if k == n { return (1, logarithm(p, complement: q) * n) }
    let leading = SpecialFunctions.betaLeading(k, n - k) * (n / k) / (n - k)
    return (leading, SpecialFunctions.betaExponent(k, n - k, p, q))
  }

  /// The logarithm of a share, from its complement where that is small.
  private static func logarithm(_ share: DoubleDouble, complement: DoubleDouble) -> DoubleDouble {
    guard complement.high < 1e-6 else { return share.log() }
    let square = complement * complement
    return
      -(complement + DoubleDouble(0.5 * square.high, 0.5 * square.low) + square * complement * (1.0 / 3)
      + square * square * 0.25)
  }

  /// What Stirling's formula lacks of log k!, for k ≥ 1; the same bits on every platform.
  static func factorialError(_ k: Double) -> Double {
    k >= 16 ? SpecialFunctions.stirlingError(k) : smallFactorialErrors[min(max(Int(k), 1), 15)]
  }

  private static let smallFactorialErrors: [Double] = {
    var errors = [0.0]
    var factorial = DoubleDouble.one
    for n in 1...15 {
      let k = Double(n)
      factorial = factorial * k
      let stirling = DoubleDouble(k).log() * (k + 0.5) - k + DoubleDouble.halfLog2Pi
      errors.append((factorial.log() - stirling).value)
    }
    return errors
  }()

  /// The logarithm of the Poisson mass, the same bits on every platform.
  static func portableLogPoisson(_ k: Double, mean: Double) -> Double {
    if k == 0 { return -mean }
    return SpecialFunctions.gammaExponent(k, DoubleDouble(mean)).value
      - 0.5 * PortableFunctions.log(6.283185307179586 * k) - factorialError(k)
  }

  /// The logarithm of the binomial mass, the same bits on every platform.
  static func portableLogBinomial(_ k: Double, of n: Double, _ p: DoubleDouble, _ q: DoubleDouble) -> Double {
    if k == 0 { return (logarithm(q, complement: p) * n).value }
    if k == n { return (logarithm(p, complement: q) * n).value }
    let width = PortableFunctions.log(6.283185307179586 * k * ((n - k) / n))
    return SpecialFunctions.betaExponent(k, n - k, p, q).value - 0.5 * width
      + (factorialError(n) - factorialError(k) - factorialError(n - k))
  }
}
