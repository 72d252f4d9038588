import SurveyProbability
import SurveyVocabulary

extension LinearRegression {
  /// One coefficient with its test against zero.
  ///
  /// Interval and probability are found when they are asked for, so that a thousand fits pay for none.
  public struct Coefficient: Hashable, Sendable {
    /// The name of the column.
    public let name: String
    /// The coefficient, in units of the outcome per unit of the column.
    public let value: Double
    /// The standard error, in the same units; zero where the outcome is fitted exactly.
    public let standardError: Double
    /// The degrees of freedom of the test and of the interval.
    public let degreesOfFreedom: Double
    /// The level of the interval.
    public let confidence: Double
  }
}

extension LinearRegression.Coefficient {
  /// The coefficient with its standard error and its interval, by Student's t.
  public var estimate: Estimate {
    // A level between 0 and 1 and degrees of freedom of at least 1 always have a quantile.
    let quantile =
      (try? StudentTDistribution(degreesOfFreedom: degreesOfFreedom).quantile(upperTail: (1 - confidence) / 2))
      ?? 0
    let interval = ConfidenceInterval(
      lower: value - quantile * standardError, upper: value + quantile * standardError, level: confidence,
      method: "t")
    return Estimate(value, standardError: standardError, interval: interval)
  }

  /// The coefficient divided by its standard error; `nil` where the outcome is fitted exactly.
  public var statistic: TestStatistic? {
    guard standardError > 0 else { return nil }
    return TestStatistic("t", value / standardError, reference: .t(degreesOfFreedom: degreesOfFreedom))
  }

  /// The two-sided probability of the statistic; `nil` where there is none.
  public var pValue: Double? { statistic.map { $0.pValue(.twoSided) } }
}
