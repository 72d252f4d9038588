/// Logarithm and exponential by additions, multiplications and divisions alone.
///
/// The C libraries differ in the last bit from platform to platform; what becomes of a random stream must
/// not.
enum PortableFunctions {
  /// The natural logarithm of a number of zero or more.
  @inline(__always) static func log(_ x: Double) -> Double {
    x > 0 && x < .infinity ? DoubleDouble(x).log().value : (x == 0 ? -.infinity : x)
  }

  /// The exponential, to about one unit in the last place.
  static func exp(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x < -745.2 { return 0 }
    if x > 709.8 { return .infinity }
    let power = (x * 1.4426950408889634).rounded()
    // log 2 in two parts, the first short enough that its product with the power is exact.
    let rest = (x - power * 0.693147180369123816490) - power * 1.90821492927058770002e-10
    var series = 1.0
    for n in stride(from: 14.0, through: 1, by: -1) { series = 1 + series * rest / n }
    // In two steps, so that a subnormal result is rounded once.
    let half = Int(power) / 2
    return Double(sign: .plus, exponent: half, significand: series)
      * Double(sign: .plus, exponent: Int(power) - half, significand: 1)
  }
}
