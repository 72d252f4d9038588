import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// Whether events happen as often as their probabilities say: calibration in the large and its slope, the Brier
/// score and its parts, Spiegelhalter's test, and a table by groups.
///
/// References: Cox (1958), doi:10.1093/biomet/45.3-4.562; Brier (1950); Murphy (1973); Spiegelhalter (1986),
/// doi:10.1002/sim.4780050506. Agrees with R's `rms::val.prob`.
public struct Calibration: Finding {
  /// The method and the version of its definition.
  public static let methodID = "calibration/1"

  /// The parts of the Brier score by groups: reliability - resolution + uncertainty + within groups.
  public struct BrierParts: Hashable, Sendable {
    /// The mean squared distance of the mean probability of a case's group from its share of events.
    public let reliability: Double
    /// The mean squared distance of the share of events of a case's group from that of all.
    public let resolution: Double
    /// The share of events times the share of others.
    public let uncertainty: Double
    /// What differences of probabilities within groups add or take away: zero for groups of equal ones.
    public let withinGroups: Double
  }

  /// The share of events.
  public let observedShare: Double
  /// The mean probability.
  public let expectedShare: Double
  /// The events over the sum of the probabilities; `nil` where that is zero.
  public let observedToExpected: Double?
  /// Intercept and slope of the logits with their tests; `nil` where there is no intercept.
  public let recalibration: Recalibration?
  /// The mean squared difference of probability and outcome, zero at best.
  public let brierScore: Double
  /// One minus the Brier score over that of the share of events; `nil` where all outcomes are equal.
  public let scaledBrierScore: Double?
  /// The parts of the Brier score by ``groups``.
  public let brierParts: BrierParts
  /// Spiegelhalter's z of the Brier score; `nil` where every probability is 0, ½ or 1.
  public let spiegelhalter: TestStatistic?
  /// Its two-sided probability.
  public let spiegelhalterPValue: Double?
  /// The mean distance of the share of events from the mean probability of a case's group.
  public let expectedCalibrationError: Double
  /// The groups by ascending probability.
  public let groups: [ProbabilityGroup]
  /// The share of events of each group with Wilson's interval.
  public let shares: [Estimate]
  /// How the groups were formed.
  public let grouping: ProbabilityGrouping
  /// Whether the probabilities were fitted to the same outcome.
  public internal(set) var isApparent = false
  /// The names and the cases.
  public var context: DataContext

  let missing: [String]

  /// Judges probabilities of events.
  ///
  /// - Parameters:
  ///   - probabilities: The probability of the event, one per case.
  ///   - outcome: Whether it happened.
  ///   - grouping: How the groups of the table are formed.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there is no case, the lists differ in length, a number is no probability, or the
  ///   number of groups is not from 2 to 1,000.
  public init(
    _ probabilities: some Collection<Double>, by outcome: some Collection<Bool>,
    grouping: ProbabilityGrouping = .quantiles(10), confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let judged = try JudgedProbabilities(probabilities, by: outcome)
    let places = try judged.places(grouping)
    let size = Double(judged.probabilities.count)
    let events = judged.outcome.count { $0 }
    let total = judged.probabilities.reduce(0, +)
    observedShare = Double(events) / size
    expectedShare = total / size
    observedToExpected = total > 0 && (Double(events) / total).isFinite ? Double(events) / total : nil
    brierScore =
      zip(judged.probabilities, judged.numbers).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / size
    let uncertainty = observedShare * (Double(judged.outcome.count - events) / size)
    scaledBrierScore = uncertainty > 0 ? 1 - brierScore / uncertainty : nil
    groups = places.map(judged.group)
    brierParts = Self.parts(judged, places, groups, observedShare, uncertainty)
    expectedCalibrationError =
      groups.reduce(0) { $0 + (Double($1.observed) - $1.expected).magnitude } / size
    var shares: [Estimate] = []
    for group in groups {
      shares.append(try Proportion(group.observed, of: group.count, confidence: confidence).proportion)
    }
    self.shares = shares
    spiegelhalter = Self.spiegelhalter(judged)
    spiegelhalterPValue = spiegelhalter?.pValue()
    do throws(InputError) {
      let (found, reason) = try Recalibration.fit(judged, confidence)
      recalibration = found
      missing = reason.map { ["There is no calibration slope: \($0)."] } ?? []
    } catch {
      recalibration = nil
      missing = ["There is no recalibration: \(error)."]
    }
    self.grouping = grouping
    context = DataContext(parts: [], cases: CaseLedger(all: judged.probabilities.count))
  }

  /// Judges the fitted probabilities of a binomial regression of single cases.
  ///
  /// - Throws: `InputError` as for probabilities, and if the model is not binomial or a row is not one case.
  public init(
    of model: GeneralizedRegression, grouping: ProbabilityGrouping = .quantiles(10), confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(FittedEvents(model), grouping, confidence, model.context)
  }

  /// Judges the fitted probabilities of Firth's regression of single cases.
  ///
  /// - Throws: `InputError` as for probabilities, and if a row is not one case.
  public init(
    of model: FirthRegression, grouping: ProbabilityGrouping = .quantiles(10), confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(FittedEvents(model), grouping, confidence, model.context)
  }

  private init(
    _ fitted: FittedEvents, _ grouping: ProbabilityGrouping, _ confidence: Double, _ context: DataContext
  ) throws(InputError) {
    try self.init(fitted.probabilities, by: fitted.outcome, grouping: grouping, confidence: confidence)
    isApparent = true
    self.context.subject = context.subject
    self.context.cases = context.cases
  }

  private static func parts(
    _ judged: JudgedProbabilities, _ places: [[Int]], _ groups: [ProbabilityGroup], _ share: Double,
    _ uncertainty: Double
  ) -> BrierParts {
    let (size, numbers) = (Double(judged.outcome.count), judged.numbers)
    var (reliability, resolution, within) = (0.0, 0.0, 0.0)
    for (places, group) in zip(places, groups) {
      let (expected, observed) = (group.expectedShare, group.observedShare)
      reliability += Double(group.count) * (expected - observed) * (expected - observed)
      resolution += Double(group.count) * (observed - share) * (observed - share)
      for place in places {
        let distance = judged.probabilities[place] - expected
        within += distance * distance - 2 * distance * (numbers[place] - observed)
      }
    }
    return BrierParts(
      reliability: reliability / size, resolution: resolution / size, uncertainty: uncertainty,
      withinGroups: within / size)
  }

  /// Σ (y - p)(1 - 2p) over the root of Σ (1 - 2p)² p(1 - p).
  private static func spiegelhalter(_ judged: JudgedProbabilities) -> TestStatistic? {
    var (sum, variance) = (0.0, 0.0)
    for (p, y) in zip(judged.probabilities, judged.numbers) {
      let weight = 1 - 2 * p
      sum += (y - p) * weight
      variance += weight * weight * p * (1 - p)
    }
    let z = sum / variance.squareRoot()
    return variance > 0 && z.isFinite ? TestStatistic("z", z, reference: .normal) : nil
  }
}
