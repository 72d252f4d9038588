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
  var exposure: Double?
  var status: Status?
  static let questionnaire = Questionnaire<Person> {
    Field("id", \.id)
    Field("age", \.age)
  }
}

@Suite struct GeneralizedBridgeTests {
  private static let ages: [Double?] = [25, 31, 47, 52, nil, 44, 29, 60, 35, 41, 58, 33, 39]
  private static let visits: [Double?] = [1, 0, 3, 15, 2, 2, 0, nil, 1, 9, 3, 12, 4]
  private static let stays = [0, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0, 1]
  private let sample: Sample<Person>

  init() throws {
    sample = try Sample(
      Self.ages.indices.map { row in
        Person(
          id: "\(row)", age: Self.ages[row], visits: Self.visits[row], exposure: Double(row % 3),
          status: Self.stays[row] == 1 ? .stayed : .left)
      })
  }

  private func complete(_ needsVisits: Bool) -> [Int] {
    Self.ages.indices.filter { Self.ages[$0] != nil && (!needsVisits || Self.visits[$0] != nil) }
  }

  @Test func aLevelOfAFactorIsTheEvent() throws {
    let rows = complete(false)
    let design = try Design(columns: [("age", rows.compactMap { Self.ages[$0] })])
    let direct = try GeneralizedRegression(rows.map { Self.stays[$0] == 1 }, on: design)
    let found = try GeneralizedRegression(of: \.status, event: .stayed, in: sample) { Predictor(\.age) }
    #expect(found.coefficients.map(\.value) == direct.coefficients.map(\.value))
    #expect(found.cases.used == 12 && found.cases.excluded == 1)
    let firth = try FirthRegression(of: \.status, event: .stayed, in: sample) { Predictor(\.age) }
    #expect(
      try firth.coefficients.map(\.estimate)
        == FirthRegression(rows.map { Self.stays[$0] == 1 }, on: design).coefficients.map(\.estimate))
    // No term at all: the intercept alone.
    let mean = try GeneralizedRegression(of: \.status, event: .left, in: sample) {}
    #expect(mean.coefficients.count == 1 && mean.cases.used == 13)
  }

  @Test func countsTakeOffsetsFromTheSample() throws {
    let rows = complete(true)
    let design = try Design(columns: [("age", rows.compactMap { Self.ages[$0] })])
    let outcome = rows.compactMap { Self.visits[$0] }
    let offset = rows.map { Double($0 % 3) }
    let (visits, exposure) = (Variable<Person>(\.visits), Variable<Person>(\.exposure))
    let found = try GeneralizedRegression(of: visits, in: sample, family: .poisson, offset: exposure) {
      Predictor(\.age)
    }
    let direct = try GeneralizedRegression(outcome, on: design, family: .poisson, offset: offset)
    #expect(found.coefficients.map(\.value) == direct.coefficients.map(\.value))
    #expect(found.cases.used == 11 && found.cases.excluded == 2)
    let binomial = try NegativeBinomialRegression(of: visits, in: sample, offset: exposure) {
      Predictor(\.age)
    }
    #expect(try binomial.theta == NegativeBinomialRegression(outcome, on: design, offset: offset).theta)
    let counted = try GeneralizedRegression(of: visits, in: sample, family: .poisson, frequencies: exposure) {
      Predictor(\.age)
    }
    let weighted = try GeneralizedRegression(
      outcome, on: design, family: .poisson, weights: .frequencies(offset))
    #expect(counted.bic == weighted.bic)
    expectRefusal(.outOfRange) { try FirthRegression(of: visits, in: sample) { Predictor(\.age) } }
  }

  @Test func anEmptySampleIsRefused() {
    let nobody = sample.excluding("everyone") { _ in true }
    expectRefusal(.tooFew) {
      try GeneralizedRegression(of: \.status, event: .stayed, in: nobody) { Predictor(\.age) }
    }
    expectRefusal(.tooFew) {
      try NegativeBinomialRegression(of: Variable(\.visits), in: nobody) { Predictor(\.age) }
    }
  }
}
