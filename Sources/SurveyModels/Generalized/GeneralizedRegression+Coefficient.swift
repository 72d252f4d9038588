import SurveyProbability
import SurveyVocabulary

extension GeneralizedRegression {
  /// One coefficient on the scale of the link with Wald's test against zero.
  public struct Coefficient: Hashable, Sendable {
    /// The name of the column.
    public let name: String
    /// The coefficient, in units of the link per unit of the column.
    public let value: Double
    /// The standard error, in the same units.
    public let standardError: Double
    /// The degrees of freedom of t where the dispersion was estimated; `nil` for z.
    public let degreesOfFreedom: Double?
    /// The level of the interval.
    public let confidence: Double
  }

  /// The coefficient of a column; `nil` where the design has no such column.
  public subscript(name: String) -> Coefficient? { coefficients.first { $0.name == name } }
}

extension GeneralizedRegression.Coefficient {
  /// The coefficient with its standard error and Wald's interval.
  public var estimate: Estimate {
    let interval = ConfidenceInterval(
      lower: value - quantile * standardError, upper: value + quantile * standardError, level: confidence,
      method: "Wald")
    return Estimate(value, standardError: standardError, interval: interval)
  }

  /// The exponential of the coefficient with that of its interval: an odds ratio with the logit link, a
  /// rate ratio or ratio of means with the logarithm. `nil` where it exceeds the range of `Double`.
  public var exponentiated: Estimate? {
    let ratio = exponential(value)
    guard ratio.isFinite, ratio > 0, let interval = estimate.interval else { return nil }
    return Estimate(
      ratio,
      interval: ConfidenceInterval(
        lower: exponential(interval.lower), upper: exponential(interval.upper), level: confidence,
        method: "Wald, exponentiated"))
  }

  /// The coefficient divided by its standard error.
  public var statistic: TestStatistic {
    let ratio = value / standardError
    guard let degreesOfFreedom else { return TestStatistic("z", ratio, reference: .normal) }
    return TestStatistic("t", ratio, reference: .t(degreesOfFreedom: degreesOfFreedom))
  }

  /// The two-sided probability of the statistic.
  public var pValue: Double { statistic.pValue(.twoSided) }

  private var quantile: Double {
    // A level between 0 and 1 and degrees of freedom of at least 1 always have a quantile.
    let tail = (1 - confidence) / 2
    guard let degreesOfFreedom else {
      return (try? NormalDistribution.standard.quantile(upperTail: tail)) ?? 0
    }
    return (try? StudentTDistribution(degreesOfFreedom: degreesOfFreedom).quantile(upperTail: tail)) ?? 0
  }
}
