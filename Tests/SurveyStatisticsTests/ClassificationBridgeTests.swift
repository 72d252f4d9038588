import SurveyStatistics
import SurveyTestSupport
import Testing

private enum Outcome: String, Factor, CaseIterable {
  case well, relapsed, unclear
}

private struct Person: Respondent {
  var id = ""
  var distress: Double?
  var worry: Double?
  var risk: Double?
  var outcome: Outcome?
  static let questionnaire = Questionnaire<Person> {
    Field("id", \.id)
    Field("distress", \.distress)
    Field("worry", \.worry)
    Field("risk", \.risk)
  }
}

@Suite struct ClassificationBridgeTests {
  private static let distress: [Double?] = [4, 7, nil, 2, 9, 5, 5, 8, 1, 6, 3, 7]
  private static let worry: [Double?] = [3, 3, 5, 1, 8, 2, 7, 6, 2, nil, 4, 3]
  private static let outcomes: [Outcome?] = [
    .well, .relapsed, .relapsed, .well, .relapsed, .unclear, .relapsed, .well, .well, .relapsed, nil, .well,
  ]
  private let sample: Sample<Person>

  init() throws {
    sample = try Sample(
      Self.distress.indices.map { row in
        Person(
          id: "\(row)", distress: Self.distress[row], worry: Self.worry[row],
          risk: Self.distress[row].map { $0 / 10 }, outcome: Self.outcomes[row])
      })
  }

  /// Scores and outcomes of those who have everything.
  private func complete(_ needsWorry: Bool) -> (scores: [[Double]], outcome: [Bool]) {
    let rows = Self.distress.indices.filter {
      Self.distress[$0] != nil && Self.outcomes[$0] != nil && (!needsWorry || Self.worry[$0] != nil)
    }
    return (
      [rows.compactMap { Self.distress[$0] }, rows.compactMap { Self.worry[$0] }],
      rows.map { Self.outcomes[$0] == .relapsed }
    )
  }

  @Test func aLevelOfAFactorIsTheEvent() throws {
    let (scores, outcome) = complete(false)
    let found = try ROCCurve(
      of: Variable(\Person.distress), by: \.outcome, event: .relapsed, in: sample,
      direction: .higherMeansEvent)
    let direct = try ROCCurve(scores[0], by: outcome, direction: .higherMeansEvent)
    #expect(found.area == direct.area && found.points == direct.points)
    #expect(found.cases.used == 10 && found.cases.excluded == 2)
    #expect(found.context.subject == "distress for relapsed")
  }

  @Test func scoresOfTheSameRespondentsAreCompared() throws {
    let (scores, outcome) = complete(true)
    let found = try ROCComparison(
      of: [Variable(\Person.distress), Variable(\Person.worry)], by: \.outcome, event: .relapsed, in: sample,
      direction: .higherMeansEvent)
    let direct = try ROCComparison(scores, by: outcome, direction: .higherMeansEvent)
    #expect(found.statistic == direct.statistic && found.context.parts == ["distress", "worry"])
    #expect(found.cases.used == 9 && found.cases.excluded == 3)
  }

  @Test func probabilitiesAreJudged() throws {
    let (scores, outcome) = complete(false)
    let risks = scores[0].map { $0 / 10 }
    let risk = Variable(\Person.risk)
    let test = try HosmerLemeshowTest(
      of: risk, by: \.outcome, event: .relapsed, in: sample, source: .fixedBeforehand,
      grouping: .quantiles(3))
    let direct = try HosmerLemeshowTest(
      risks, by: outcome, source: .fixedBeforehand, grouping: .quantiles(3))
    #expect(test.statistic == direct.statistic && test.cases.excluded == 2)
    let calibration = try Calibration(of: risk, by: \.outcome, event: .relapsed, in: sample)
    #expect(calibration.brierScore == (try Calibration(risks, by: outcome)).brierScore)
    #expect(calibration.context.subject == "risk for relapsed")
  }

  @Test func refusesWithTheNameOfTheVariable() throws {
    expectRefusal(.tooFew) {
      try ROCCurve(
        of: Variable(\Person.distress), by: \.outcome, event: .unclear, in: sample,
        direction: .higherMeansEvent)
    }
    do {
      _ = try Calibration(of: Variable(\Person.distress), by: \.outcome, event: .relapsed, in: sample)
      Issue.record("distress is no probability")
    } catch {
      #expect(error.subject == "distress for relapsed, probabilities")
    }
  }
}
