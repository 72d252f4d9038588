import SurveyInference
import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// Comparisons of marginal means, within the levels of the variables that the means were asked by.
///
/// ```swift
/// let means = try MarginalMeans(of: regression, over: ["arm"])
/// try MarginalContrasts(of: means, .pairwise, adjustment: .tukey)
/// ```
///
/// Contrasts are of sums of coefficients. Where these are logarithms, a difference is also a ratio of means, odds or
/// hazards, which is reported for means on the scale of the response. Each family, the contrasts within one level of
/// the means' `by`, is adjusted by itself.
///
/// References: Dunnett (1955), doi:10.1080/01621459.1955.10501294; Hothorn, Bretz & Westfall (2008),
/// doi:10.1002/bimj.200810425. Agrees with R's `emmeans::contrast`.
public struct MarginalContrasts: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "marginal-contrasts/1"

  /// One comparison.
  public struct Contrast: Hashable, Sendable {
    /// What is compared.
    public let name: String
    /// The levels of the variables within which it is.
    public let group: [String]
    /// The weighted sum of the means on the scale of the link, its interval adjusted where the method has one;
    /// `nil` where a mean with a weight is not estimable.
    public let estimate: Estimate?
    /// The same as a ratio; `nil` without a logarithm.
    public let ratio: Estimate?
    /// The estimate over its standard error.
    public let statistic: TestStatistic?
    /// The two-sided probability of this contrast alone.
    public let pValue: Double?
    /// The probability adjusted for the family.
    public let adjustedPValue: Double?
  }

  /// The contrasts, group after group.
  public let contrasts: [Contrast]
  /// Which means are compared.
  public let kind: ContrastKind
  /// How the family is allowed for.
  public let adjustment: ContrastAdjustment
  /// The largest error of the adjusted probabilities, which is exceeded once in 500; zero where they are exact.
  public let error: Double
  /// The level of the intervals.
  public let confidence: Double
  /// The names of the data, for print.
  public var context: DataContext

  let means: MarginalMeans

  /// Compares means.
  ///
  /// - Parameters:
  ///   - means: The marginal means.
  ///   - kind: Which are compared with which.
  ///   - adjustment: How the family is allowed for.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there are fewer than two means in a group, a control is unknown, weights do not fit, or
  ///   there are too many contrasts for the adjustment.
  public init(
    of means: MarginalMeans, _ kind: ContrastKind = .pairwise, adjustment: ContrastAdjustment = .holm,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let length = means.variables.count
    var (found, error): ([Contrast], Double) = ([], 0)
    for (group, own) in means.means.grouped(by: { Array($0.levels.dropFirst(length)) }) {
      let family = ContrastFamily(
        try kind.contrasts(own.map { $0.levels.prefix(length).joined(separator: ", ") }), of: own, means.part)
      let judged = try family.judged(adjustment, meanCount: own.count, confidence)
      error = max(error, judged.error)
      for own in judged.contrasts {
        let contrast = own.contrast(group, means, adjustment, confidence)
        try contrast.ratio?.checkRange(contrast.name)
        found.append(contrast)
      }
    }
    contrasts = found
    self.kind = kind
    self.adjustment = adjustment
    self.error = error
    self.confidence = confidence
    self.means = means
    context = means.context
  }
}

extension JudgedContrast {
  /// The finding of a contrast.
  fileprivate func contrast(
    _ group: [String], _ means: MarginalMeans, _ adjustment: ContrastAdjustment, _ confidence: Double
  ) -> MarginalContrasts.Contrast {
    guard let value, let error, let reach else {
      return .init(
        name: name, group: group, estimate: nil, ratio: nil, statistic: nil, pValue: nil, adjustedPValue: nil)
    }
    let method = adjustment.intervalName(isNormal: freedom == nil)
    let interval = ConfidenceInterval(
      lower: value - reach, upper: value + reach, level: confidence, method: method)
    var ratio: Estimate?
    if means.scale == .response, means.link.ratio != nil {
      let power = exponential(value)
      ratio = Estimate(
        power, standardError: power * error,
        interval: ConfidenceInterval(
          lower: exponential(interval.lower), upper: exponential(interval.upper), level: confidence,
          method: method))
    }
    return .init(
      name: name, group: group, estimate: Estimate(value, standardError: error, interval: interval),
      ratio: ratio, statistic: statistic, pValue: pValue, adjustedPValue: adjusted)
  }
}

extension ContrastAdjustment {
  /// The method of an interval.
  func intervalName(isNormal: Bool) -> String {
    switch self {
    case .family(.bonferroni), .family(.sidak), .tukey, .scheffe, .singleStep: name
    case .none, .family: isNormal ? "normal" : "t"
    }
  }
}
