import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// Hosmer and Lemeshow's test that events happen as often as their probabilities say, in groups of cases with
/// similar probabilities.
///
/// References: Hosmer & Lemeshow (1980), doi:10.1080/03610928008827941; Hosmer, Lemeshow & Sturdivant (2013),
/// doi:10.1002/9781118548387.
public struct HosmerLemeshowTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "hosmer-lemeshow-test/1"

  /// Where the probabilities come from, which decides the degrees of freedom.
  public enum Source: String, Hashable, Sendable, Codable, CaseIterable {
    /// A model that was fitted to these cases: two degrees of freedom less than groups.
    case fittedToTheseCases = "fitted to these cases"
    /// A model or a judge that knew nothing of these cases: as many degrees of freedom as groups.
    case fixedBeforehand = "fixed beforehand"
  }

  /// The groups by ascending probability, with observed and expected events.
  public let groups: [ProbabilityGroup]
  /// The sum of (observed - expected)²/expected over events and other cases of all groups, as chi-square.
  public let statistic: TestStatistic
  /// The probability of a statistic at least as large where the probabilities are right.
  public let pValue: Double
  /// How the groups were formed.
  public let grouping: ProbabilityGrouping
  /// Where the probabilities come from.
  public let source: Source
  /// The names and the cases.
  public var context: DataContext

  /// Tests probabilities of events.
  ///
  /// - Parameters:
  ///   - probabilities: The probability of the event, one per case.
  ///   - outcome: Whether it happened.
  ///   - source: Where the probabilities come from.
  ///   - grouping: How the groups are formed.
  /// - Throws: `InputError` if there is no case, the lists differ in length, a number is no probability, there are
  ///   fewer than three groups (two for probabilities fixed beforehand), or a group expects no event or nothing
  ///   but events.
  public init(
    _ probabilities: some Collection<Double>, by outcome: some Collection<Bool>, source: Source,
    grouping: ProbabilityGrouping = .quantiles(10)
  ) throws(InputError) {
    let judged = try JudgedProbabilities(probabilities, by: outcome)
    let groups = try judged.places(grouping).map(judged.group)
    let lost = source == .fittedToTheseCases ? 2 : 0
    guard groups.count >= max(lost + 1, 2) else {
      throw InputError(
        .tooFew, "groups", "\(groups.count) formed, at least \(max(lost + 1, 2)) needed",
        remedy: "the probabilities have too few distinct values for this test")
    }
    var sum = 0.0
    for group in groups {
      let others = Double(group.count) - group.expected
      guard group.expected > 0, others > 0 else {
        throw InputError(
          .outOfRange, "probabilities", "a group of \(group.count) cases expects \(group.expected) events",
          remedy: "ask for fewer groups, or leave out probabilities of 0 and 1")
      }
      let distance = Double(group.observed) - group.expected
      sum += distance * distance / group.expected + distance * distance / others
    }
    guard sum.isFinite else {
      throw InputError(
        .outOfRange, "probabilities", "the statistic exceeds the range of Double",
        remedy: "ask for fewer groups, or look for probabilities next to 0 and 1")
    }
    self.groups = groups
    statistic = TestStatistic(
      "χ²", sum, reference: .chiSquare(degreesOfFreedom: Double(groups.count - lost)))
    pValue = statistic.pValue(.greater)
    self.grouping = grouping
    self.source = source
    context = DataContext(parts: [], cases: CaseLedger(all: judged.probabilities.count))
  }

  /// Tests the fitted probabilities of a binomial regression of single cases.
  ///
  /// - Throws: `InputError` as for probabilities, and if the model is not binomial or a row is not one case.
  public init(
    of model: GeneralizedRegression, grouping: ProbabilityGrouping = .quantiles(10)
  ) throws(InputError) {
    try self.init(FittedEvents(model), grouping, model.context)
  }

  /// Tests the fitted probabilities of Firth's regression of single cases.
  ///
  /// - Throws: `InputError` as for probabilities, and if a row is not one case.
  public init(
    of model: FirthRegression, grouping: ProbabilityGrouping = .quantiles(10)
  ) throws(InputError) {
    try self.init(FittedEvents(model), grouping, model.context)
  }

  private init(
    _ fitted: FittedEvents, _ grouping: ProbabilityGrouping, _ context: DataContext
  ) throws(InputError) {
    try self.init(
      fitted.probabilities, by: fitted.outcome, source: .fittedToTheseCases, grouping: grouping)
    self.context.subject = context.subject
    self.context.cases = context.cases
  }
}

extension HosmerLemeshowTest {
  /// The test and the table of observed and expected events.
  public var report: Report {
    let small = groups.count { min($0.expected, Double($0.count) - $0.expected) < 5 }
    return Report(
      context.title("Hosmer-Lemeshow test"),
      method: .init(
        Self.methodID,
        options: [
          .init("groups", .text(grouping.name)), .init("probabilities", .text(source.rawValue)),
        ],
        citation: Citation(
          "Hosmer & Lemeshow", 1980, "Communications in Statistics 9, 1043-1069",
          doi: "10.1080/03610928008827941")),
      rows: [.init("observed against expected", statistic: statistic, pValue: pValue)],
      grids: [
        Report.Grid(
          columns: ["probabilities from", "to", "n", "events", "expected", "others", "expected"],
          lines: groups.map {
            [
              .number($0.probabilities.lowerBound, .bounded(3)),
              .number($0.probabilities.upperBound, .bounded(3)), .count($0.count), .count($0.observed),
              .number($0.expected, .decimals(2)), .count($0.count - $0.observed),
              .number(Double($0.count) - $0.expected, .decimals(2)),
            ]
          })
      ],
      cases: context.cases, notes: grouping.note(formed: groups.count),
      warnings: small == 0
        ? []
        : [
          "\(small) of \(groups.count) groups expect fewer than 5 events or fewer than 5 others: chi-square is rough."
        ])
  }
}
