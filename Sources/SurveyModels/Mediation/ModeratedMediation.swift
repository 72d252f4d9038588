import SurveyInference
import SurveyVocabulary

/// How the indirect effect of a predictor on an outcome through a mediator changes with a moderator.
///
/// ```swift
/// try ModeratedMediation(contact, through: trust, on: cooperation, by: age, moderating: .firstStage)
/// ```
///
/// With a(w) the slope of the mediator on the predictor and b(w) that of the outcome on the mediator where the
/// moderator is w, the conditional indirect effect is a(w)·b(w). Where one stage is moderated it is a straight
/// line in w, whose slope is the index of moderated mediation. The order of the variables and the absence of
/// unmeasured common causes are assumed, not tested.
///
/// References: Hayes (2015), doi:10.1080/00273171.2014.962683; Preacher, Rucker & Hayes (2007),
/// doi:10.1080/00273170701341316.
public struct ModeratedMediation: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "moderated-mediation/1"

  /// The stages whose slopes change with the moderator.
  public enum Stages: String, Hashable, Sendable, Codable, CaseIterable {
    /// From the predictor to the mediator.
    case firstStage = "first stage"
    /// From the mediator to the outcome.
    case secondStage = "second stage"
    /// Both: the indirect effect is quadratic in the moderator, and has no index.
    case bothStages = "both stages"
  }

  /// The indirect effect at one value of the moderator.
  public struct Effect: Sendable {
    /// The value of the moderator.
    public let point: Moderation.Point
    /// The effect with its interval, in units of the outcome per unit of the predictor.
    public let indirect: Estimate
  }

  /// The difference of the indirect effects at two values of the moderator.
  public struct Contrast: Sendable {
    /// The value whose effect the other is taken from.
    public let first: Moderation.Point
    /// The other value.
    public let second: Moderation.Point
    /// The effect at the first value minus that at the second.
    public let difference: Estimate
  }

  /// The change of the indirect effect per unit of the moderator; `nil` where both stages are moderated.
  public let index: Estimate?
  /// The indirect effects at the chosen values of the moderator.
  public let effects: [Effect]
  /// The differences of all pairs of them.
  public let contrasts: [Contrast]
  /// The stages that the moderator changes.
  public let stages: Stages
  /// Whether the direct effect changes with the moderator too.
  public let moderatesDirect: Bool
  /// The regression of the mediator; where it has the moderator, that is taken from its mean.
  public let mediatorRegression: LinearRegression
  /// The regression of the outcome; where it has the moderator, that is taken from its mean.
  public let outcomeRegression: LinearRegression
  /// The mean of the moderator, which both regressions take it from.
  public let moderatorMean: Double
  /// How the intervals were found.
  public let interval: MediationInterval
  /// The names and cases of the data, for print: predictor, mediator, outcome, moderator.
  public var context: DataContext

  let options: [Report.Fact]
  let warnings: [String]
  let controlCount: Int

  /// Estimates the effects, cases in the same order in all variables.
  ///
  /// - Parameters:
  ///   - predictor: One number per case; 0 and 1 for two groups.
  ///   - mediator: One number per case.
  ///   - outcome: One number per case.
  ///   - moderator: One number per case; 0 and 1 for two groups.
  ///   - stages: The stages whose slopes change with the moderator.
  ///   - moderatesDirect: Whether the direct effect changes with it too.
  ///   - controls: Variables held in both regressions, one array to a variable.
  ///   - points: The values of the moderator at which effects are found; `nil` takes both values of a moderator
  ///     that has two, else the mean and one standard deviation on both sides of it.
  ///   - interval: How the intervals are found; ``MediationInterval/sobel`` is the delta method.
  ///   - standardErrors: How the standard errors of the slopes are found.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if lengths differ, a value is not finite, a variable does not vary, there are not
  ///   more cases than coefficients, columns depend on each other, there is no value of the moderator or more
  ///   than 20, or the intervals cannot be found.
  public init(
    _ predictor: some Collection<Double>, through mediator: some Collection<Double>,
    on outcome: some Collection<Double>, by moderator: some Collection<Double>, moderating stages: Stages,
    moderatesDirect: Bool = false, given controls: [[Double]] = [], at points: Moderation.Points? = nil,
    interval: MediationInterval = .bootstrap(.percentile(resamples: 5_000)),
    standardErrors: StandardErrors = .classical, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let most = 4 + controls.count + (stages == .firstStage ? 0 : 1) + (moderatesDirect ? 1 : 0)
    let data = try MediationData(
      predictors: [("predictor", Array(predictor)), ("moderator", Array(moderator))],
      mediators: [("mediator", Array(mediator))], outcome: Array(outcome), controls: controls,
      coefficients: most)
    let moments = try Moments(finite: data.predictors[1].values)
    let chosen = try Moderation.values(
      points ?? Self.natural(data.predictors[1].values), moments)
    guard chosen.count <= 20 else {
      throw .infeasible("values of the moderator", "\(chosen.count) are given", remedy: "at most 20")
    }
    if let place = chosen.firstIndex(where: { !$0.value.isFinite }) {
      throw .notFinite("values of the moderator", value: chosen[place].value, at: place)
    }
    let work = try ModeratedPaths(
      data, center: moments.mean, stages, moderatesDirect, interval, standardErrors,
      confidence: confidence)
    try work.check(estimates: 1 + chosen.count * (chosen.count + 1) / 2)
    var warnings: [String] = []
    var found: [BootstrapFinding] = []
    func estimate(
      _ value: (ModeratedSlopes) -> ModeratedSlopes.Value
    ) throws(InputError) -> Estimate {
      let (estimate, bootstrap) = try work.estimate(value)
      if let bootstrap { found.append(bootstrap) }
      for warning in bootstrap?.warnings ?? [] where !warnings.contains(warning) { warnings.append(warning) }
      return estimate
    }
    let distances = chosen.map { $0.value - moments.mean }
    index = stages == .bothStages ? nil : try estimate { $0.index }
    var effects: [Effect] = []
    for (point, distance) in zip(chosen, distances) {
      effects.append(Effect(point: point, indirect: try estimate { $0.indirect(distance) }))
    }
    var contrasts: [Contrast] = []
    for first in chosen.indices {
      for second in chosen.indices where second > first {
        let (one, other) = (distances[first], distances[second])
        contrasts.append(
          Contrast(
            first: chosen[first], second: chosen[second],
            difference: try estimate { $0.indirect(one).minus($0.indirect(other)) }))
      }
    }
    (self.effects, self.contrasts) = (effects, contrasts)
    (self.stages, self.moderatesDirect) = (stages, moderatesDirect)
    (mediatorRegression, outcomeRegression) = (work.mediator, work.outcome)
    moderatorMean = moments.mean
    self.interval = interval
    self.warnings = warnings
    options = interval.options(effects.first?.indirect.interval, found.first)
    controlCount = controls.count
    context = DataContext(
      parts: ["predictor", "mediator", "outcome", "moderator"], cases: CaseLedger(all: data.count))
  }

  /// Both values of a moderator that has two, else its mean and standard deviation.
  private static func natural(_ values: [Double]) -> Moderation.Points {
    guard let low = values.min(), let high = values.max(), values.allSatisfy({ $0 == low || $0 == high })
    else {
      return .meanAndDeviations
    }
    return .values([low, high])
  }
}
