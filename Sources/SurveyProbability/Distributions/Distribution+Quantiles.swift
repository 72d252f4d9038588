import SurveyVocabulary

/// Refuses the logarithm of a probability that is above zero or NaN.
func checkLogProbability(_ logarithm: Double) throws(InputError) {
  guard logarithm <= 0 else {
    throw .outOfRange("log probability", value: logarithm, allowed: "a number not above 0")
  }
}

// The logarithm of the smaller tail is the finer measure: of a probability above one half it is taken
// from the complement.

extension ContinuousDistribution {
  /// The x with log P(X ≤ x) as given, for probabilities beyond the underflow too.
  ///
  /// - Throws: `InputError` if the logarithm is above zero or NaN.
  public func quantile(logLowerTail logarithm: Double) throws(InputError) -> Double {
    try checkLogProbability(logarithm)
    return searched(logLower: logarithm, near: mean ?? 1)
  }

  /// The x with log P(X > x) as given, for probabilities beyond the underflow too.
  ///
  /// - Throws: `InputError` if the logarithm is above zero or NaN.
  public func quantile(logUpperTail logarithm: Double) throws(InputError) -> Double {
    try checkLogProbability(logarithm)
    return searched(logUpper: logarithm, near: mean ?? 1)
  }

  /// The quantile by a root of the logarithm of the tail: few evaluations, for tails that are dear.
  func searched(lowerTail p: Double, near guess: Double) throws(InputError) -> Double {
    try checkProbability(p)
    // 1 - p is exact from one half on.
    return p > 0.5
      ? searched(logUpper: libmLog1p(-p), near: guess) : searched(logLower: libmLog(p), near: guess)
  }

  /// The same from the upper tail.
  func searched(upperTail p: Double, near guess: Double) throws(InputError) -> Double {
    try checkProbability(p)
    return p > 0.5
      ? searched(logLower: libmLog1p(-p), near: guess) : searched(logUpper: libmLog(p), near: guess)
  }

  /// The x with log P(X ≤ x) as given, by a search from a guess.
  func searched(logLower logarithm: Double, near guess: Double) -> Double {
    if logarithm == -.infinity { return support.lowerBound }
    if logarithm == 0 { return support.upperBound }
    if logarithm > -0.6931471805599453 {
      return searched(logUpper: SpecialFunctions.log1mExp(logarithm), near: guess)
    }
    return QuantileSearch.root(in: support, near: guess) { logLowerTail($0) - logarithm }
  }

  /// The x with log P(X > x) as given, by a search from a guess.
  func searched(logUpper logarithm: Double, near guess: Double) -> Double {
    if logarithm == -.infinity { return support.upperBound }
    if logarithm == 0 { return support.lowerBound }
    if logarithm > -0.6931471805599453 {
      return searched(logLower: SpecialFunctions.log1mExp(logarithm), near: guess)
    }
    return QuantileSearch.root(in: support, near: guess) { logarithm - logUpperTail($0) }
  }
}

extension DiscreteDistribution {
  /// The smallest k with P(X ≤ k) ≥ p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(lowerTail p: Double) throws(InputError) -> Int {
    try checkProbability(p)
    return QuantileSearch.first(in: support, near: mean) { lowerTail($0) >= p }
  }

  /// The smallest k with P(X > k) ≤ p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(upperTail p: Double) throws(InputError) -> Int {
    try checkProbability(p)
    return QuantileSearch.first(in: support, near: mean) { upperTail($0) <= p }
  }

  /// The smallest k with log P(X ≤ k) at least as given, for probabilities beyond the underflow too.
  ///
  /// - Throws: `InputError` if the logarithm is above zero or NaN.
  public func quantile(logLowerTail logarithm: Double) throws(InputError) -> Int {
    try checkLogProbability(logarithm)
    return QuantileSearch.first(in: support, near: mean) { logLowerTail($0) >= logarithm }
  }

  /// The smallest k with log P(X > k) at most as given, for probabilities beyond the underflow too.
  ///
  /// - Throws: `InputError` if the logarithm is above zero or NaN.
  public func quantile(logUpperTail logarithm: Double) throws(InputError) -> Int {
    try checkLogProbability(logarithm)
    return QuantileSearch.first(in: support, near: mean) { logUpperTail($0) <= logarithm }
  }
}
