import SurveyProbability
import SurveyVocabulary

/// A coefficient of a model fitted by maximum likelihood, with Wald's test against zero.
///
/// Its standard error is from the observed information, its interval and its probability from the normal
/// distribution: right in large samples.
public struct WaldCoefficient: Hashable, Sendable {
  /// The name of the column, or of the threshold.
  public let name: String
  /// The coefficient, on the scale of the linear predictor per unit of the column.
  public let value: Double
  /// The standard error, in the same units.
  public let standardError: Double
  /// The level of the interval.
  public let confidence: Double
}

extension WaldCoefficient {
  /// The coefficient with its standard error and Wald's interval.
  public var estimate: Estimate {
    Estimate(value, standardError: standardError, interval: interval)
  }

  private var interval: ConfidenceInterval {
    // A level between 0 and 1 has a quantile.
    let reach =
      ((try? NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2)) ?? 0) * standardError
    return ConfidenceInterval(lower: value - reach, upper: value + reach, level: confidence, method: "Wald")
  }

  /// The coefficient divided by its standard error.
  public var statistic: TestStatistic { TestStatistic("z", value / standardError, reference: .normal) }

  /// The two-sided probability of the statistic.
  public var pValue: Double { statistic.pValue(.twoSided) }

  /// exp of the coefficient with the exponentials of its limits: a ratio of odds with a logit link.
  ///
  /// `nil` where it leaves the range of `Double`.
  public var ratio: Estimate? {
    let ratio = exponential(value)
    let limits = interval
    let upper = exponential(limits.upper)
    guard upper.isFinite, ratio > 0 else { return nil }
    return Estimate(
      ratio,
      interval: ConfidenceInterval(
        lower: exponential(limits.lower), upper: upper, level: confidence, method: "Wald"))
  }
}

extension [WaldCoefficient] {
  /// The coefficients as rows of a report.
  var rows: [Report.Row] {
    map { Report.Row($0.name, $0.estimate, statistic: $0.statistic, pValue: $0.pValue) }
  }

  /// The exponentials of the coefficients with their limits as a table; empty cells where one leaves the range
  /// of `Double`.
  func ratios(_ name: String, confidence: Double) -> Report.Grid {
    Report.Grid(
      columns: ["", name, "\(DecimalText.level(confidence)) CI"],
      lines: map { coefficient in
        let ratio = coefficient.ratio
        return [
          .text(coefficient.name), ratio.map { .number($0.value) } ?? .empty,
          ratio?.interval.map { .interval($0, .automatic) } ?? .empty,
        ]
      })
  }
}
