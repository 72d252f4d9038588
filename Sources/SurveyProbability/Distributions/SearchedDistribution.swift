import SurveyVocabulary

/// A distribution whose quantiles are found by search.
protocol SearchedDistribution: ContinuousDistribution {
  /// A rough quantile to begin the search at, for the probability on one side.
  func roughQuantile(_ p: Double, isLower: Bool) -> Double
  /// Whether that tail is like a power of x, so that the search steps in log x.
  func isPowerTail(isLower: Bool) -> Bool
}

extension SearchedDistribution {
  /// The x with P(X ≤ x) = p; the ends of the support for 0 and 1.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(lowerTail p: Double) throws(InputError) -> Double {
    try checkProbability(p)
    // 1 - p is exact from one half on; the smaller tail is the finer measure.
    return p > 0.5 ? search(1 - p, isLower: false) : search(p, isLower: true)
  }

  /// The x with P(X > x) = p; the ends of the support for 1 and 0.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(upperTail p: Double) throws(InputError) -> Double {
    try checkProbability(p)
    return p >= 0.5 ? search(1 - p, isLower: true) : search(p, isLower: false)
  }

  private func search(_ p: Double, isLower: Bool) -> Double {
    if p == 0 { return isLower ? support.lowerBound : support.upperBound }
    return NewtonSearch.solve(
      support: support, start: roughQuantile(p, isLower: isLower), goal: libmLog(p), isLower: isLower,
      isPower: isPowerTail(isLower: isLower), logTail: isLower ? logLowerTail : logUpperTail,
      logDensity: logDensity)
  }
}
