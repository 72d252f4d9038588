import SurveyStatistics
import SurveyTestSupport
import Testing

@Suite struct InstrumentalBridgeTests {
  private static let rows: [(y: Double, x: Double?, z: Double, w: Double)] = [
    (5.1, 3, 4, 34), (4.2, 2, 7, 51), (6.3, 6, 2, 28), (5.8, 4, 3, 47), (3.9, nil, 9, 39), (4.9, 3, 5, 60),
    (6.6, 7, 1, 33), (5.2, 3, 6, 45), (4.1, 2, 6, 29), (6.0, 5, 2, 52), (5.5, 4, 3, 41), (4.4, 3, 4, 36),
  ]

  struct Case: Respondent {
    var id = ""
    var trust = 0.0
    var contact: Double?
    var distance = 0.0
    var age = 0.0

    static let questionnaire = Questionnaire<Case>(missing: [""]) {
      Field("id", \.id)
      Field("trust", \.trust)
      Field("contact", \.contact)
      Field("distance", \.distance)
      Field("age", \.age)
    }
  }

  @Test func aSampleIsItsCompleteCases() throws {
    let sample = try Sample(
      Self.rows.enumerated().map { place, row in
        var one = Case()
        one.id = "c\(place)"
        (one.trust, one.contact, one.distance, one.age) = (row.y, row.x, row.z, row.w)
        return one
      })
    let known = Self.rows.filter { $0.x != nil }
    let plain = try InstrumentalRegression(
      known.map(\.y), endogenous: [.numeric("contact", known.compactMap(\.x))],
      exogenous: [.numeric("age", known.map(\.w))], instruments: [.numeric("distance", known.map(\.z))],
      standardErrors: .hc1)
    let found = try InstrumentalRegression(of: Variable(\.trust), in: sample, standardErrors: .hc1) {
      Predictor(\.contact)
    } exogenous: {
      Predictor(\.age)
    } instruments: {
      Predictor(\.distance)
    }
    #expect(found.coefficients == plain.coefficients)
    #expect(found.cases.used == 11 && found.cases.entered == 12 && found.context.subject == "trust")
    let weighted = try InstrumentalRegression(
      of: Variable(\.trust), in: sample, weights: Variable(\.age)
    ) {
      Predictor(\.contact)
    } instruments: {
      Predictor(\.distance)
    }
    let plainWeighted = try InstrumentalRegression(
      known.map(\.y), endogenous: [.numeric("contact", known.compactMap(\.x))],
      instruments: [.numeric("distance", known.map(\.z))], weights: known.map(\.w))
    #expect(weighted.coefficients == plainWeighted.coefficients)
  }
}
