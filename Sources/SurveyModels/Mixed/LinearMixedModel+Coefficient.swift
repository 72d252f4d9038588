import SurveyProbability
import SurveyVocabulary

extension LinearMixedModel {
  /// One coefficient of the fixed terms with its test against zero.
  public struct Coefficient: Hashable, Sendable {
    /// The name of the column.
    public let name: String
    /// The coefficient, in units of the outcome per unit of the column.
    public let value: Double
    /// The standard error, in the same units.
    public let standardError: Double
    /// The degrees of freedom of Student's t; `nil` where the normal distribution was asked for.
    public let degreesOfFreedom: Double?
    /// The level of the interval.
    public let confidence: Double
  }

  /// The coefficient of a column; `nil` where the design has no such column.
  public subscript(name: String) -> Coefficient? { coefficients.first { $0.name == name } }
}

extension LinearMixedModel.Coefficient {
  /// The coefficient with its standard error and its interval.
  public var estimate: Estimate {
    let half = quantile(upperTail: (1 - confidence) / 2) * standardError
    let interval = ConfidenceInterval(
      lower: value - half, upper: value + half, level: confidence,
      method: degreesOfFreedom == nil ? "normal" : "t")
    return Estimate(value, standardError: standardError, interval: interval)
  }

  /// The coefficient divided by its standard error.
  public var statistic: TestStatistic {
    let ratio = value / standardError
    guard let degreesOfFreedom else { return TestStatistic("z", ratio, reference: .normal) }
    return TestStatistic("t", ratio, reference: .t(degreesOfFreedom: degreesOfFreedom))
  }

  /// The two-sided probability of the statistic.
  public var pValue: Double { statistic.pValue(.twoSided) }

  private func quantile(upperTail: Double) -> Double {
    // A level between 0 and 1 and positive degrees of freedom always have a quantile.
    guard let degreesOfFreedom else {
      return (try? NormalDistribution.standard.quantile(upperTail: upperTail)) ?? 0
    }
    return (try? StudentTDistribution(degreesOfFreedom: degreesOfFreedom).quantile(upperTail: upperTail)) ?? 0
  }
}
