// The inverses rest on the functions themselves: a start by an approximation, then Newton's or Halley's
// steps on the measure that keeps the digits (the error function near zero, logarithms in the tails).

extension SpecialFunctions {
  /// The x with erf(x) = y, for y from -1 to 1; infinite at the ends.
  public static func inverseErf(_ y: Double) -> Double {
    guard y >= -1, y <= 1 else { return .nan }
    // 1 - |y| is exact from one half on.
    if y > 0.5 { return inverseErfcBelowHalf(1 - y) }
    if y < -0.5 { return -inverseErfcBelowHalf(1 + y) }
    return inverseErfNearZero(y)
  }

  /// The x with erfc(x) = y, for y from 0 to 2; infinite at the ends.
  public static func inverseErfc(_ y: Double) -> Double {
    guard y >= 0, y <= 2 else { return .nan }
    if y < 0.5 { return inverseErfcBelowHalf(y) }
    if y > 1.5 { return -inverseErfcBelowHalf(2 - y) }
    return inverseErfNearZero(1 - y)
  }

  /// Halley's steps on erf(x) - y from the first terms of its series, for |y| ≤ 1/2.
  private static func inverseErfNearZero(_ y: Double) -> Double {
    let square = y * y
    var x = 0.886226925452758 * y * (1 + square * (0.2617993877991494 + square * 0.1439317308492))
    // erf is linear to the last digit here, and its quotient would lose the digits of subnormals.
    if y.magnitude < 1e-10 { return x }
    for _ in 0..<4 {
      let step = (libmErf(x) - y) * 0.886226925452758 * libmExp(x * x)
      x -= step / (1 + x * step)
      if step.magnitude <= 1e-12 * x.magnitude { break }
    }
    return x
  }

  /// Newton's steps on log erfc(x) - log y, for 0 ≤ y ≤ 1/2: as good far out as near.
  private static func inverseErfcBelowHalf(_ y: Double) -> Double {
    if y == 0 { return .infinity }
    let goal = libmLog(y)
    // Abramowitz & Stegun 26.2.23, for the normal tail y/2.
    let r = (2 * (0.6931471805599453 - goal)).squareRoot()
    let z =
      r - (2.515517 + r * (0.802853 + r * 0.010328)) / (1 + r * (1.432788 + r * (0.189269 + r * 0.001308)))
    var x = z * 0.7071067811865476
    for _ in 0..<8 {
      let scaled = erfcx(x)
      let step = (libmLog(scaled) - x * x - goal) * 0.886226925452758 * scaled
      x += step
      if step.magnitude <= 1e-16 * x.magnitude { break }
    }
    return x
  }

  /// The x with P(a, x) = p, for a from 1e-100 to 1e100 and p from 0 to 1.
  public static func inverseRegularizedGammaLower(_ a: Double, _ p: Double) -> Double {
    guard shapeRange.contains(a) else { return .nan }
    return (try? GammaDistribution.unchecked(shape: a, rate: 1).quantile(lowerTail: p)) ?? .nan
  }

  /// The x with Q(a, x) = q, for a from 1e-100 to 1e100 and q from 0 to 1.
  public static func inverseRegularizedGammaUpper(_ a: Double, _ q: Double) -> Double {
    guard shapeRange.contains(a) else { return .nan }
    return (try? GammaDistribution.unchecked(shape: a, rate: 1).quantile(upperTail: q)) ?? .nan
  }

  /// The x with I_x(a, b) = p, for a and b from 1e-100 to 1e100 and p from 0 to 1.
  public static func inverseRegularizedBetaLower(_ a: Double, _ b: Double, _ p: Double) -> Double {
    (try? BetaDistribution(alpha: a, beta: b).quantile(lowerTail: p)) ?? .nan
  }

  /// The x with 1 - I_x(a, b) = q, for a and b from 1e-100 to 1e100 and q from 0 to 1.
  public static func inverseRegularizedBetaUpper(_ a: Double, _ b: Double, _ q: Double) -> Double {
    (try? BetaDistribution(alpha: a, beta: b).quantile(upperTail: q)) ?? .nan
  }
}
