extension ContinuousDistribution {
  /// A random number of this distribution, by inversion of the smaller tail.
  public func sample(using stream: inout RandomStream) -> Double {
    let isLower = stream.next() >> 63 == 0
    let p = 0.5 * stream.openUniform()
    let drawn = isLower ? try? quantile(lowerTail: p) : try? quantile(upperTail: p)
    return drawn ?? support.lowerBound
  }
}

extension DiscreteDistribution {
  /// A random number of this distribution, by inversion of the smaller tail.
  public func sample(using stream: inout RandomStream) -> Int {
    let isLower = stream.next() >> 63 == 0
    let p = 0.5 * stream.openUniform()
    let drawn = isLower ? try? quantile(lowerTail: p) : try? quantile(upperTail: p)
    return drawn ?? support.lowerBound
  }
}

extension NormalDistribution {
  /// A random number of this distribution (Marsaglia's polar method).
  public func sample(using stream: inout RandomStream) -> Double {
    (mean ?? 0) + standardDeviation * stream.normal()
  }
}

extension StudentTDistribution {
  /// A random number of this distribution, from a normal and a chi-square number.
  public func sample(using stream: inout RandomStream) -> Double {
    let scale = stream.chiSquare(degreesOfFreedom: degreesOfFreedom) / degreesOfFreedom
    return stream.normal() / scale.squareRoot()
  }
}

extension NoncentralTDistribution {
  /// A random number of this distribution, from a normal and a chi-square number.
  public func sample(using stream: inout RandomStream) -> Double {
    let scale = stream.chiSquare(degreesOfFreedom: degreesOfFreedom) / degreesOfFreedom
    return (stream.normal() + noncentrality) / scale.squareRoot()
  }
}

extension ChiSquareDistribution {
  /// A random number of this distribution (Marsaglia & Tsang).
  public func sample(using stream: inout RandomStream) -> Double {
    stream.chiSquare(degreesOfFreedom: degreesOfFreedom)
  }
}

extension GammaDistribution {
  /// A random number of this distribution (Marsaglia & Tsang).
  public func sample(using stream: inout RandomStream) -> Double { stream.gamma(shape: shape) / rate }
}

extension BetaDistribution {
  /// A random number of this distribution, as the share of one gamma number in two.
  public func sample(using stream: inout RandomStream) -> Double { stream.beta(alpha: alpha, beta: beta) }
}

extension FDistribution {
  /// A random number of this distribution, as the ratio of two chi-square numbers.
  public func sample(using stream: inout RandomStream) -> Double {
    let one = stream.logGamma(shape: 0.5 * numerator)
    let other = stream.logGamma(shape: 0.5 * denominator)
    return PortableFunctions.exp(one - other) * (denominator / numerator)
  }
}
