import SurveyProbability
import SurveyVocabulary

/// How the logits of probabilities would have to be moved and stretched to fit what happened (Cox 1958).
public struct Recalibration: Hashable, Sendable {
  /// The intercept with the slope held at one: calibration in the large, zero where right.
  public let inTheLarge: Estimate
  /// Its test against zero.
  public let inTheLargeStatistic: TestStatistic
  /// The likelihood ratio of the intercept alone, against no recalibration.
  public let interceptRatio: TestStatistic
  /// What the slope adds; `nil` where it does not exist.
  public let slope: Slope?

  /// The slope of the logits.
  public struct Slope: Hashable, Sendable {
    /// The intercept beside the slope.
    public let intercept: Estimate
    /// The slope, one where right, less than one where the probabilities are too extreme.
    public let slope: Estimate
    /// Wald's test of the slope against one.
    public let statistic: TestStatistic
    /// The likelihood ratio of the slope, the intercept free in both.
    public let slopeRatio: TestStatistic
    /// The likelihood ratio of intercept and slope together, against no recalibration.
    public let bothRatio: TestStatistic
  }
}

extension Recalibration {
  /// Fits both regressions; without a slope, `reason` says why.
  ///
  /// - Throws: `InputError` if the intercept does not exist.
  static func fit(
    _ judged: JudgedProbabilities, _ confidence: Double
  ) throws(InputError) -> (Recalibration, reason: String?) {
    let outcome = judged.numbers
    if let certain = judged.probabilities.first(where: { $0 == 0 || $0 == 1 }) {
      throw .outOfRange(
        "probabilities", value: certain, allowed: "a probability above 0 and below 1, which has a logit")
    }
    let logits = judged.probabilities.map { naturalLog($0) - logOfOneMore(-$0) }
    var lost = 0.0
    for (p, happened) in zip(judged.probabilities, judged.outcome) {
      lost -= 2 * (happened ? naturalLog(p) : logOfOneMore(-p))
    }
    let large = try GeneralizedRegression(
      outcome, on: Design(interceptFor: outcome), family: .binomial(), offset: logits, confidence: confidence)
    guard let intercept = large.coefficients.first else {
      throw InputError(.definition, "outcome", "has no intercept")
    }
    func ratio(_ difference: Double, _ freedom: Double) -> TestStatistic {
      TestStatistic("χ²", max(0, difference), reference: .chiSquare(degreesOfFreedom: freedom))
    }
    var (slope, reason): (Slope?, String?) = (nil, nil)
    do throws(InputError) {
      let design = try Design(columns: [("logit", logits)])
      let fit = try GeneralizedRegression(outcome, on: design, family: .binomial(), confidence: confidence)
      if fit.coefficients.count == 2, let error = fit.coefficients[1].estimate.standardError {
        let estimate = fit.coefficients[1].estimate
        slope = Slope(
          intercept: fit.coefficients[0].estimate, slope: estimate,
          statistic: TestStatistic("z", (estimate.value - 1) / error, reference: .normal),
          slopeRatio: ratio(large.deviance - fit.deviance, 1), bothRatio: ratio(lost - fit.deviance, 2))
      }
    } catch {
      reason = error.problem
    }
    return (
      Recalibration(
        inTheLarge: intercept.estimate, inTheLargeStatistic: intercept.statistic,
        interceptRatio: ratio(lost - large.deviance, 1), slope: slope), reason
    )
  }
}
