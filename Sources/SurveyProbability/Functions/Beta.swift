extension SpecialFunctions {
  /// log B(a, b) for a, b > 0, right to the last digits where B is near 1 too.
  public static func logBeta(_ a: Double, _ b: Double) -> Double {
    guard a > 0, b > 0, a < .infinity, b < .infinity else {
      if a.isNaN || b.isNaN || a < 0 || b < 0 { return .nan }
      return a == 0 || b == 0 ? .infinity : -.infinity
    }
    let (small, large) = a < b ? (a, b) : (b, a)
    if small < 1e-9 {
      // B(a, b) = Γ(1 + a)/a · Γ(b)/Γ(a + b)
      return (logGamma1p(small) - logGammaGrowth(large, small) - DoubleDouble(small).log()).value
    }
    if large > 1e15 {
      let mode = betaExponentScale(small, large)
      return (mode - libmLog(betaLeading(small, large))).value
    }
    let (one, other) = (DoubleDouble(small), DoubleDouble(large))
    return
      (logGammaDoubled(one) + logGammaDoubled(other)
      - logGammaDoubled(DoubleDouble.sum(large, small))).value
  }

  /// a log(a/n) + b log(b/n) with n = a + b.
  private static func betaExponentScale(_ a: Double, _ b: Double) -> DoubleDouble {
    let n = DoubleDouble.sum(b, a)
    return (DoubleDouble(a) / n).log() * a + (DoubleDouble(b) / n).log() * b
  }

  /// The logarithm of the binomial coefficient "n choose k", for whole and for real n ≥ k ≥ 0.
  public static func logBinomial(_ n: Double, _ k: Double) -> Double {
    guard n >= k, k >= 0, n < .infinity else { return n.isNaN || k.isNaN || n.isInfinite ? .nan : -.infinity }
    let few = min(k, n - k)
    if few == 0 { return 0 }
    if few == 1 { return libmLog(n) }
    let one = logGammaDoubled(DoubleDouble.sum(n, 1))
    return
      (one - logGammaDoubled(DoubleDouble.sum(few, 1))
      - logGammaDoubled(DoubleDouble.sum(n, -few) + 1)).value
  }

  /// The binomial coefficient "n choose k": exact below 2^53, then the nearest double to within
  /// rounding; zero where k < 0 or k > n; infinite beyond the range.
  public static func binomialCoefficient(_ n: Int, _ k: Int) -> Double {
    guard n >= 0, k >= 0, k <= n else { return 0 }
    let few = min(k, n - k)
    // The exact product in whole numbers while it fits.
    var exact: UInt64 = 1
    var step: UInt64 = 0
    while step < UInt64(few) {
      let (high, low) = exact.multipliedFullWidth(by: UInt64(n - few) + step + 1)
      guard high < step + 1 else { return logBinomialDoubled(n, few).exponential }
      exact = (step + 1).dividingFullWidth((high, low)).quotient
      step += 1
    }
    return Double(exact)
  }

  private static func logBinomialDoubled(_ n: Int, _ k: Int) -> DoubleDouble {
    let top = Double(n)
    return logGammaDoubled(DoubleDouble.sum(top, 1)) - logGammaDoubled(DoubleDouble.sum(Double(k), 1))
      - logGammaDoubled(DoubleDouble.sum(Double(n - k), 1))
  }
}
