import SurveyVocabulary

extension TestStatistic {
  /// The probability of a statistic at least as extreme as the observed one: the only door to tails.
  ///
  /// For normal and t the two-sided probability is twice the tail beyond |value|. For chi-square and F
  /// it is the upper tail whatever the alternative. For counted and sampled distributions it is what
  /// their tails say.
  ///
  /// - Parameter alternative: The side on which the test looks.
  /// - Returns: A probability; NaN where the value is NaN or the degrees of freedom are not between
  ///   1e-100 and 1e100, except that more of t, and infinitely many, mean the normal distribution.
  public func pValue(_ alternative: Alternative = .twoSided) -> Double {
    switch reference {
    case .normal: return Self.tail(NormalDistribution.standard, value, alternative)
    case .t(let degreesOfFreedom) where degreesOfFreedom > 1e100:
      return Self.tail(NormalDistribution.standard, value, alternative)
    case .t(let degreesOfFreedom):
      return Self.tail(StudentTDistribution.unchecked(degreesOfFreedom), value, alternative)
    case .chiSquare(let degreesOfFreedom):
      return ChiSquareDistribution.unchecked(degreesOfFreedom).upperTail(value)
    case .f(let numerator, let denominator):
      return FDistribution.unchecked(numerator, denominator).upperTail(value)
    case .exact(let tails), .monteCarlo(let tails, _, _):
      switch alternative {
      case .twoSided: return tails.twoSided
      case .greater: return tails.upper
      case .less: return tails.lower
      }
    }
  }

  private static func tail(
    _ distribution: some ContinuousDistribution, _ value: Double, _ alternative: Alternative
  ) -> Double {
    switch alternative {
    case .twoSided: return 2 * distribution.upperTail(value.magnitude)
    case .greater: return distribution.upperTail(value)
    case .less: return distribution.lowerTail(value)
    }
  }
}
