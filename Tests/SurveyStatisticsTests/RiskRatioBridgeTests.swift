import SurveyStatistics
import SurveyTestSupport
import Testing

private enum Status: String, Factor, CaseIterable {
  case left, stayed
}

private struct Person: Respondent {
  var id = ""
  var age: Double?
  var visits: Double?
  var status: Status?
  static let questionnaire = Questionnaire<Person> { Field("id", \.id) }
}

@Suite struct RiskRatioBridgeTests {
  private static let ages: [Double?] = [25, 31, 47, 52, nil, 44, 29, 60, 35, 41, 58, 33, 39]
  private static let stays = [0.0, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0, 1]
  private let sample: Sample<Person>

  init() throws {
    sample = try Sample(
      Self.ages.indices.map { row in
        Person(
          id: "\(row)", age: Self.ages[row], visits: Self.stays[row],
          status: Self.stays[row] == 1 ? .stayed : .left)
      })
  }

  @Test func aSampleGivesTheRiskRatiosOfItsCompleteCases() throws {
    let rows = Self.ages.indices.filter { Self.ages[$0] != nil }
    let design = try Design(columns: [("age", rows.compactMap { Self.ages[$0] })])
    let direct = try RiskRatioRegression(rows.map { Self.stays[$0] }, on: design, standardErrors: .hc3)
    let level = try RiskRatioRegression(of: \.status, event: .stayed, in: sample, standardErrors: .hc3) {
      Predictor(\.age)
    }
    #expect(level.coefficients.map(\.estimate) == direct.coefficients.map(\.estimate))
    #expect(level.cases.used == 12 && level.cases.excluded == 1 && level.context.subject == "stayed")
    let number = try RiskRatioRegression(of: Variable<Person>(\.visits), in: sample, standardErrors: .hc3) {
      Predictor(\.age)
    }
    #expect(number.coefficients.map(\.value) == direct.coefficients.map(\.value))
    // Marginal effects find the predictors of a sample by their names.
    let effects = try AverageMarginalEffects(of: level).effects
    #expect(effects.count == 1)
    expectRefusal(.outOfRange) {
      try RiskRatioRegression(of: Variable<Person>(\.age), in: sample) { Predictor(\.age) }
    }
  }
}
