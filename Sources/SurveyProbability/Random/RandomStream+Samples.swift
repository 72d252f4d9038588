extension RandomStream {
  /// A number above 0 and below 1: an odd multiple of 2^-54, which keeps both ends out.
  public mutating func openUniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

  /// An exponential number with mean 1, by inversion.
  public mutating func exponential() -> Double { -PortableFunctions.log(openUniform()) }

  /// A gamma number with rate 1 (Marsaglia & Tsang 2000, doi:10.1145/358407.358414); NaN for a shape
  /// that is not positive and finite.
  public mutating func gamma(shape: Double) -> Double {
    guard shape > 0, shape < .infinity else { return .nan }
    return shape < 1 ? PortableFunctions.exp(logGamma(shape: shape)) : largeGamma(shape)
  }

  /// The logarithm of a gamma number with rate 1: of a small shape it outlives the underflow of the number.
  mutating func logGamma(shape: Double) -> Double {
    if shape >= 1 { return PortableFunctions.log(largeGamma(shape)) }
    // The power of a uniform number takes the shape down by one.
    let larger = PortableFunctions.log(largeGamma(shape + 1))
    return larger - exponential() / shape
  }

  private mutating func largeGamma(_ shape: Double) -> Double {
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    // A proposal is accepted with a probability above 0.95: one hundred refusals in a row come in less
    // than one of 10^130 calls.
    for _ in 0..<100 {
      let x = normal()
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      let bound = 0.5 * x * x + d - d * v + d * PortableFunctions.log(v)
      if PortableFunctions.log(openUniform()) < bound { return d * v }
    }
    return d
  }

  /// A beta number, as the share of one gamma number in two; NaN for parameters that are not positive and
  /// finite.
  public mutating func beta(alpha: Double, beta: Double) -> Double {
    guard alpha > 0, alpha < .infinity, beta > 0, beta < .infinity else { return .nan }
    if alpha >= 1, beta >= 1 {
      let (one, other) = (largeGamma(alpha), largeGamma(beta))
      return one / (one + other)
    }
    let one = logGamma(shape: alpha)
    let other = logGamma(shape: beta)
    return 1 / (1 + PortableFunctions.exp(other - one))
  }

  /// A chi-square number; NaN for degrees of freedom that are not positive and finite.
  public mutating func chiSquare(degreesOfFreedom: Double) -> Double {
    2 * gamma(shape: 0.5 * degreesOfFreedom)
  }
}
