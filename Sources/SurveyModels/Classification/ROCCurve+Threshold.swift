import SurveyInference
import SurveyVocabulary

extension ROCCurve {
  /// What a threshold separates, with intervals for a threshold that was chosen before the data were seen.
  public struct Classification: Hashable, Sendable {
    /// The threshold, in the units of the scores.
    public let threshold: Double
    /// The cases with the event that are called positive.
    public let truePositives: Int
    /// The cases without the event that are called positive.
    public let falsePositives: Int
    /// The cases with the event that are called negative.
    public let falseNegatives: Int
    /// The cases without the event that are called negative.
    public let trueNegatives: Int
    /// The share of the events that is called positive.
    public let sensitivity: Estimate
    /// The share of the others that is called negative.
    public let specificity: Estimate
    /// The share of events among the positive cases, at the share of events of these data; `nil` without any.
    public let positivePredictiveValue: Estimate?
    /// The share of others among the negative cases, at the share of events of these data; `nil` without any.
    public let negativePredictiveValue: Estimate?
    /// Sensitivity over one minus specificity; `nil` where no other case is called positive.
    public let positiveLikelihoodRatio: Estimate?
    /// One minus sensitivity over specificity; `nil` where no other case is called negative.
    public let negativeLikelihoodRatio: Estimate?

    /// The predictive values where another share of the population has the event, by Bayes' theorem.
    ///
    /// - Parameter prevalence: The share of the population that has the event.
    /// - Returns: The probability of the event for a positive case and of no event for a negative one; `nil` where
    ///   no case is ever called so.
    /// - Throws: `InputError` if the prevalence is not a share.
    public func predictiveValues(
      prevalence: Double
    ) throws(InputError) -> (positive: Double?, negative: Double?) {
      guard prevalence >= 0, prevalence <= 1 else {
        throw .outOfRange("prevalence", value: prevalence, allowed: "a share from 0 to 1")
      }
      let (hit, pass) = (sensitivity.value * prevalence, specificity.value * (1 - prevalence))
      let (miss, alarm) = ((1 - sensitivity.value) * prevalence, (1 - specificity.value) * (1 - prevalence))
      return (hit + alarm > 0 ? hit / (hit + alarm) : nil, pass + miss > 0 ? pass / (pass + miss) : nil)
    }
  }

  /// What a threshold separates: cases at it count as positive.
  ///
  /// - Parameters:
  ///   - threshold: The score from which on, in the direction of the curve, a case is called positive; any number,
  ///     infinite ones too.
  ///   - interval: How the limits of the shares are found.
  ///   - ratioInterval: How the limits of the likelihood ratios are found.
  ///   - confidence: The level of the intervals.
  /// - Returns: The counts of right and wrong calls, and the shares and ratios that they give.
  /// - Throws: `InputError` if the threshold is not a number or the level is not between 0 and 1.
  public func classification(
    at threshold: Double, interval: ProportionInterval = .wilson,
    ratioInterval: RiskRatio.Interval = .koopman,
    confidence: Double = 0.95
  ) throws(InputError) -> Classification {
    try checkConfidence(confidence)
    guard !threshold.isNaN else {
      throw .outOfRange("threshold", value: threshold, allowed: "any number")
    }
    // The last point whose threshold is still on the positive side: points run from none to all positive.
    let reached = points.last {
      direction == .higherMeansEvent ? $0.threshold >= threshold : $0.threshold <= threshold
    }
    let (positive, alarms) = (reached?.truePositives ?? 0, reached?.falsePositives ?? 0)
    let (missed, passed) = (sizes[0] - positive, sizes[1] - alarms)
    func share(_ count: Int, _ total: Int) throws(InputError) -> Estimate? {
      guard total > 0 else { return nil }
      return try Proportion(count, of: total, interval: interval, confidence: confidence).proportion
    }
    func ratio(_ first: Int, _ second: Int) throws(InputError) -> Estimate? {
      let table = try ContingencyTable([[first, sizes[0] - first], [second, sizes[1] - second]])
      return try RiskRatio(table, interval: ratioInterval, confidence: confidence).ratio
    }
    return Classification(
      threshold: threshold, truePositives: positive, falsePositives: alarms, falseNegatives: missed,
      trueNegatives: passed,
      sensitivity: try Proportion(positive, of: sizes[0], interval: interval, confidence: confidence)
        .proportion,
      specificity: try Proportion(passed, of: sizes[1], interval: interval, confidence: confidence)
        .proportion,
      positivePredictiveValue: try share(positive, positive + alarms),
      negativePredictiveValue: try share(passed, passed + missed),
      positiveLikelihoodRatio: try ratio(positive, alarms), negativeLikelihoodRatio: try ratio(missed, passed)
    )
  }
}
