import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// The receiver operating characteristic of a score: which shares of the cases with and without an event lie on
/// its far side, at every threshold, and the area under that curve.
///
/// The area is the probability that a case with the event has the higher score, equal scores counted half: Mann
/// and Whitney's U over the number of pairs.
///
/// References: DeLong, DeLong & Clarke-Pearson (1988), doi:10.2307/2531595, with the midranks of Sun & Xu
/// (2014), doi:10.1109/LSP.2014.2337313; Hanley & McNeil (1982), doi:10.1148/radiology.143.1.7063747. Agrees
/// with R's `pROC`.
public struct ROCCurve: Finding {
  /// The method and the version of its definition.
  public static let methodID = "roc-curve/1"

  /// How the limits of the area are found.
  public enum Interval: Hashable, Sendable {
    /// The area plus and minus its standard error by DeLong times the normal quantile, cut off at 0 and 1.
    case delong
    /// The same for the logarithm of the odds of the area, turned back.
    case delongLogit
    /// The area plus and minus the standard error of Hanley and McNeil, cut off at 0 and 1.
    case hanleyMcNeil
    /// Resampling of the cases with and of those without the event, each by themselves.
    case bootstrap(BootstrapPlan)
  }

  /// A threshold with what it separates.
  public struct Point: Hashable, Sendable, Codable {
    /// The score from which on a case is called positive; infinite where none is.
    public let threshold: Double
    /// The cases with the event that are called positive.
    public let truePositives: Int
    /// The cases without the event that are called positive.
    public let falsePositives: Int
    /// The share of the events that is called positive.
    public let sensitivity: Double
    /// The share of the others that is called negative.
    public let specificity: Double
    /// Sensitivity plus specificity minus one (Youden 1950).
    public var youden: Double { sensitivity + specificity - 1 }
  }

  /// The curve, from the threshold at which no case is called positive to that at which all are: one point for
  /// each distinct score, and one before them.
  public let points: [Point]
  /// The area under the curve with its standard error and interval. At an area of 0 or 1 the data give no
  /// variance: there is no standard error, and the interval is that of the largest variance (see the page).
  public let area: Estimate
  /// The pairs in which the case with the event has the higher score, equal ones counted half.
  public let u: Double
  /// The variance of the area by DeLong; zero where the scores separate the outcome.
  public let delongVariance: Double
  /// Which scores mean the event.
  public let direction: ScoreDirection
  /// How the limits were found.
  public let interval: Interval
  /// What resampling found, where it was asked for.
  public let bootstrap: BootstrapFinding?
  /// The numbers of cases with and without the event.
  public let sizes: [Int]
  /// Whether the scores were fitted to the same outcome, which makes the area too large.
  public internal(set) var isApparent = false
  /// The names and the cases.
  public var context: DataContext

  let placements: Placements
  let confidence: Double

  /// The curve of the scores of two groups.
  ///
  /// - Parameters:
  ///   - events: The scores of the cases with the event.
  ///   - others: The scores of the cases without it.
  ///   - direction: Which scores mean the event; it is never read from the data.
  ///   - interval: How the limits of the area are found.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if a group has fewer than two cases or a score that is not finite, if all scores are
  ///   equal, or as resampling does.
  public init(
    _ events: some Collection<Double>, against others: some Collection<Double>, direction: ScoreDirection,
    interval: Interval = .delongLogit, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(ClassifiedScores(events, others, direction), interval, confidence)
  }

  /// The curve of scores by an outcome: `true` is the event.
  ///
  /// - Throws: `InputError` as for two groups, and if the lists differ in length.
  public init(
    _ scores: some Collection<Double>, by outcome: some Collection<Bool>, direction: ScoreDirection,
    interval: Interval = .delongLogit, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(ClassifiedScores(scores, by: outcome, direction), interval, confidence)
  }

  /// The curve of the fitted probabilities of a binomial regression of single cases.
  ///
  /// - Throws: `InputError` as for two groups, and if the model is not binomial or a row is not one case.
  public init(
    of model: GeneralizedRegression, interval: Interval = .delongLogit, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(FittedEvents(model), interval, confidence, model.context)
  }

  /// The curve of the fitted probabilities of Firth's regression of single cases.
  ///
  /// - Throws: `InputError` as for two groups, and if a row is not one case.
  public init(
    of model: FirthRegression, interval: Interval = .delongLogit, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(FittedEvents(model), interval, confidence, model.context)
  }

  private init(
    _ fitted: FittedEvents, _ interval: Interval, _ confidence: Double, _ context: DataContext
  ) throws(InputError) {
    try self.init(
      fitted.probabilities, by: fitted.outcome, direction: .higherMeansEvent, interval: interval,
      confidence: confidence)
    isApparent = true
    self.context.subject = context.subject
    self.context.cases = context.cases
  }

  private init(
    _ scores: ClassifiedScores, _ interval: Interval, _ confidence: Double
  ) throws(InputError) {
    try checkConfidence(confidence)
    let placements = Placements(scores)
    let levels = scores.levels
    sizes = [scores.events.count, scores.others.count]
    points = Self.points(levels, sizes, scores.threshold)
    u = placements.u
    delongVariance = placements.covariance(with: placements)
    (area, bootstrap) = try AreaLimits(
      area: placements.area, variance: delongVariance, sizes: sizes, levels: levels
    ).estimate(interval, confidence)
    self.placements = placements
    direction = scores.direction
    self.interval = interval
    self.confidence = confidence
    context = DataContext(parts: ["score"], cases: CaseLedger(all: sizes[0] + sizes[1]))
  }

  private static func points(
    _ levels: [(score: Double, events: Int, others: Int)], _ sizes: [Int], _ threshold: (Double) -> Double
  ) -> [Point] {
    var (positive, negative) = (0, 0)
    func point(_ score: Double) -> Point {
      Point(
        threshold: threshold(score), truePositives: positive, falsePositives: negative,
        sensitivity: Double(positive) / Double(sizes[0]),
        specificity: Double(sizes[1] - negative) / Double(sizes[1]))
    }
    var points = [point(.infinity)]
    for level in levels {
      positive += level.events
      negative += level.others
      points.append(point(level.score))
    }
    return points
  }
}

extension ROCCurve {
  /// The standard error of the area by Hanley and McNeil, which takes both groups of scores for exponential.
  public var hanleyMcNeilStandardError: Double { AreaLimits.hanleyMcNeil(area.value, sizes).squareRoot() }

  /// The points at which Youden's J is largest: more than one where thresholds are equally good.
  public var bestByYouden: [Point] {
    // In whole pairs of cases, so that equal thresholds are found to be equal.
    let gains = points.map { $0.truePositives * sizes[1] - $0.falsePositives * sizes[0] }
    let largest = gains.max() ?? 0
    return zip(points, gains).compactMap { $1 == largest ? $0 : nil }
  }
}
