/// The special functions that the distributions rest on.
///
/// All are pure functions. A NaN argument gives NaN, and so does an argument outside the stated domain;
/// nothing traps.
public enum SpecialFunctions {}

extension SpecialFunctions {
  /// The error function.
  public static func erf(_ x: Double) -> Double { libmErf(x) }

  /// The complementary error function, 1 - erf(x), right in its tail.
  public static func erfc(_ x: Double) -> Double {
    // exp(-x²) takes the rounding of x² into account.
    guard x > 1, x < 27 else { return libmErfc(x) }
    return erfcx(x) * (-DoubleDouble.product(x, x)).exponential
  }

  /// The scaled complementary error function exp(x²) erfc(x).
  public static func erfcx(_ x: Double) -> Double {
    guard x > 1 else {
      if x < -26.7 { return .infinity }
      return DoubleDouble.product(x, x).exponential * libmErfc(x)
    }
    if x > 1e8 { return 0.5641895835477563 / x }
    // Lentz's evaluation of the Laplace continued fraction in its even part, which converges for all x > 0.
    let z = x * x
    var b = z + 0.5
    var d = 1 / b
    var h = d
    var c = 1e300
    for n in 1..<500 {
      let m = Double(n)
      let a = -m * (m - 0.5)
      b += 2
      d = 1 / (a * d + b)
      c = b + a / c
      let step = c * d
      h *= step
      if (step - 1).magnitude < 1e-16 { break }
    }
    return 0.5641895835477563 * x * h
  }

  /// log(1 + exp(x)) without overflow and without loss for very negative x.
  public static func log1pExp(_ x: Double) -> Double {
    if x > 33.3 { return x + libmExp(-x) }
    return libmLog1p(libmExp(x))
  }

  /// log(1 - exp(x)) for x ≤ 0, by the form that keeps its digits.
  public static func log1mExp(_ x: Double) -> Double {
    x > -0.6931471805599453 ? libmLog(-libmExpm1(x)) : libmLog1p(-libmExp(x))
  }

  /// log(exp(a) + exp(b)) without overflow.
  public static func logSumExp(_ a: Double, _ b: Double) -> Double {
    if a.isNaN || b.isNaN { return .nan }
    let (larger, smaller) = a > b ? (a, b) : (b, a)
    guard larger.isFinite, smaller > -.infinity else { return larger }
    return larger + libmLog1p(libmExp(smaller - larger))
  }

  /// exp(x) - 1 without loss for small x.
  public static func expm1(_ x: Double) -> Double { libmExpm1(x) }

  /// log(1 + x) without loss for small x.
  public static func log1p(_ x: Double) -> Double { libmLog1p(x) }

  /// x - log(1 + x) without loss for small x; the domain is x > -1.
  package static func log1pDeficit(_ x: Double) -> Double {
    guard x.magnitude < 0.4 else { return x - libmLog1p(x) }
    // With s = x/(2 + x): log(1 + x) = 2 (s + s³/3 + s⁵/5 + …), and x - 2 s = x s.
    let s = x / (2 + x)
    let z = s * s
    var power = z
    var series = 0.0
    var odd = 3.0
    while true {
      let term = power / odd
      series += term
      if term <= series * 1e-17 || odd > 60 { break }
      power *= z
      odd += 2
    }
    return s * (x - 2 * series)
  }
}

extension SpecialFunctions {
  /// exp(x) - 1 - x without loss for small x.
  package static func expm1Excess(_ x: Double) -> Double {
    guard x.magnitude < 0.5 else { return libmExpm1(x) - x }
    var term = 0.5 * x * x
    var sum = term
    for n in 3..<30 {
      term *= x / Double(n)
      sum += term
      if term.magnitude <= sum * 1e-17 { break }
    }
    return sum
  }
}
