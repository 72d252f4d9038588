import SurveyProbability
import SurveyVocabulary

/// One coefficient of a robust or a quantile regression with its test against zero.
public struct RobustCoefficient: Hashable, Sendable {
  /// The name of the column.
  public let name: String
  /// The coefficient, in units of the outcome per unit of the column, with its standard error and interval.
  public let estimate: Estimate
  /// The coefficient divided by its standard error, judged by Student's t with n - k degrees of freedom;
  /// `nil` where the standard error is zero.
  public let statistic: TestStatistic?
  /// The two-sided probability of the statistic; `nil` where there is none.
  public let pValue: Double?

  /// The coefficient itself.
  public var value: Double { estimate.value }

  /// A coefficient with an interval by Student's t.
  init(
    _ name: String, _ value: Double, standardError: Double, degreesOfFreedom: Double, confidence: Double
  ) throws(InputError) {
    let quantile = try StudentTDistribution(degreesOfFreedom: degreesOfFreedom)
      .quantile(upperTail: (1 - confidence) / 2)
    let reach = quantile * standardError
    guard reach.isFinite, (value.magnitude + reach).isFinite else { throw .robustRange }
    self.init(
      name,
      Estimate(
        value, standardError: standardError,
        interval: ConfidenceInterval(
          lower: value - reach, upper: value + reach, level: confidence, method: "t")),
      degreesOfFreedom: degreesOfFreedom)
  }

  /// A coefficient with an interval of its own.
  init(_ name: String, _ estimate: Estimate, degreesOfFreedom: Double) {
    self.name = name
    self.estimate = estimate
    let error = estimate.standardError ?? 0
    let ratio = estimate.value / error
    statistic =
      error > 0 && ratio.isFinite
      ? TestStatistic("t", ratio, reference: .t(degreesOfFreedom: degreesOfFreedom)) : nil
    pValue = statistic.map { $0.pValue(.twoSided) }
  }

  var row: Report.Row { Report.Row(name, estimate, statistic: statistic, pValue: pValue) }
}

extension InputError {
  static var robustRange: InputError {
    InputError(
      .outOfRange, "design", "the fit leaves the range of Double",
      remedy: "rescale the outcome or the columns")
  }
}
