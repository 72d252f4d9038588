import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// How the interval of a coefficient that comes from a fitted model is found.
public enum ModelInterval: Hashable, Sendable {
  /// The delta method on the scale of the logarithm of the odds, from the expected information: limits
  /// that stay between 0 and 1. Takes the items to be multivariate normal and the model to hold.
  case logit
  /// The delta method on the scale of the coefficient itself, from the expected information: limits that
  /// lie symmetrically, and can leave the range from 0 to 1. Takes the same for granted.
  case wald
  /// Resampling of cases, with a new fit each time: takes only independent cases for granted.
  case bootstrap(BootstrapPlan)
}

/// A coefficient of a fitted model with the variance that the delta method gives it.
struct DeltaValue {
  let value: Double
  let variance: Double

  /// The interval at a level; `nil` where the scale does not hold the value.
  func estimate(_ scale: ModelInterval, confidence: Double) throws(InputError) -> Estimate {
    let error = max(variance, 0).squareRoot()
    let reach = try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2) * error
    switch scale {
    case .wald:
      return Estimate(
        value, standardError: error,
        interval: ConfidenceInterval(
          lower: value - reach, upper: value + reach, level: confidence, method: "delta method"))
    case .logit:
      guard value > 0, value < 1 else { return Estimate(value, standardError: error) }
      let ratio = reach / (value * (1 - value))
      // The odds move by a factor; limits are the shares that belong to the moved odds.
      let factor = exponential(ratio)
      let (lower, upper) = (value / (value + (1 - value) * factor), value / (value + (1 - value) / factor))
      return Estimate(
        value, standardError: error,
        interval: ConfidenceInterval(
          lower: lower, upper: upper, level: confidence, method: "delta method, logit"))
    case .bootstrap:
      throw InputError(
        .definition, "bootstrap interval", "it needs the answers, and only a summary of them is known",
        remedy: "give the items themselves, or use .logit or .wald")
    }
  }
}

extension ModelInterval {
  /// The choice in words, for a report; a bootstrap's own words come from what it found.
  var facts: [Report.Fact] {
    switch self {
    case .logit: return [Report.Fact("interval", .text("delta method, logit"))]
    case .wald: return [Report.Fact("interval", .text("delta method"))]
    case .bootstrap: return []
    }
  }
}
