import SurveyStatistics
import SurveyTestSupport
import Testing

private enum Coaching: String, Factor { case waiting, coached }

private struct Diary: Respondent {
  var id = ""
  var person: String?
  var arm: Coaching?
  var day: Double?
  var mood: Double?

  static let questionnaire = Questionnaire<Diary>(missing: ["", "NA"]) {
    Field("id", \.id)
    Field("person", \.person)
    Field("arm", \.arm)
    Field("day", \.day)
    Field("mood", \.mood)
  }
}

@Suite struct MixedBridgeTests {
  private static let mood: [Double?] = [
    2.1, 2.9, 3.2, 4.0, 4.1, 4.9, 1.2, 1.9, 2.2, 3.3, nil, 4.4, 2.6, 3.8, 4.1, 3.0, 2.9, 3.1,
  ]
  private let rows: [Diary]

  init() {
    rows = Self.mood.enumerated().map { index, mood in
      Diary(
        id: "r\(index)", person: index == 1 ? nil : "p\(index / 3)",
        arm: index / 3 % 2 == 0 ? .waiting : .coached, day: Double(index % 3), mood: mood)
    }
  }

  /// What the bridges should take: records with a person and a mood.
  private var used: [Diary] { rows.filter { $0.person != nil && $0.mood != nil } }
  private var outcome: [Double] { used.compactMap(\.mood) }
  private var days: [Double] { used.compactMap(\.day) }
  private var people: [String] { used.compactMap(\.person) }
  private var arms: Term {
    .factor("arm", used.compactMap { $0.arm?.rawValue }, levels: ["waiting", "coached"])
  }

  @Test func aSampleOfRecordsIsALongTable() throws {
    let sample = try Sample(rows)
    let direct = try LinearMixedModel(
      outcome, on: Design([.numeric("day", days), arms]),
      random: [RandomTerm([.numeric("day", days)], by: people, named: "person", correlated: false)],
      degreesOfFreedom: .kenwardRoger, confidence: 0.9)
    let found = try LinearMixedModel(
      of: Variable(\Diary.mood), in: sample,
      random: [RandomPredictor(by: \.person, correlated: false) { Predictor(\.day) }],
      degreesOfFreedom: .kenwardRoger, confidence: 0.9
    ) {
      Predictor(\.day)
      Predictor(\.arm)
    }
    #expect(found.coefficients == direct.coefficients)
    #expect(found.randomEffects == direct.randomEffects)
    #expect(found.context.subject == "mood" && found.cases.entered == 18 && found.cases.used == 16)
    #expect(found.cases.exclusionText == "1 without person, 1 missing (mood)")
    // A prediction finds the variables under the names of the sample.
    let next = try ModelData([
      "day": .numbers([3]), "arm": .labels(["coached"]), "person": .labels(["p3"]),
    ])
    let prediction = try MixedPrediction(of: found, for: next, level: .groups).predictions[0]
    #expect(
      try prediction
        == MixedPrediction(of: direct, for: next, level: .groups, confidence: 0.95).predictions[0])
  }

  @Test func groupsCanBeLevelsAndTheDesignEmpty() throws {
    let found = try LinearMixedModel(
      of: Variable(\Diary.mood), in: Sample(rows),
      random: [RandomPredictor(by: \.arm), RandomPredictor(by: \.person)]
    ) {}
    #expect(found.coefficients.map(\.name) == ["intercept"])
    #expect(found.randomEffects.map(\.grouping) == ["arm", "person"])
    expectRefusal(.definition) {
      try LinearMixedModel(of: Variable(\Diary.mood), in: Sample(rows), random: []) { Predictor(\.day) }
    }
  }

  @Test func estimatingEquationsTakeASample() throws {
    let direct = try EstimatingEquations(
      outcome, on: Design([.numeric("day", days), arms]), clusters: people, occasions: days.map { Int($0) },
      family: .gaussian, correlation: .autoregressive)
    let found = try EstimatingEquations(
      of: Variable(\Diary.mood), in: Sample(rows), clusters: \.person, occasions: Variable(\Diary.day),
      family: .gaussian, correlation: .autoregressive
    ) {
      Predictor(\.day)
      Predictor(\.arm)
    }
    #expect(found.coefficients == direct.coefficients)
    #expect(found.cases.exclusionText == "1 without person, 1 missing (mood)")
    var halves = rows
    halves[4].day = 0.5
    expectRefusal(.outOfRange) {
      try EstimatingEquations(
        of: Variable(\Diary.mood), in: Sample(halves), clusters: \.arm, occasions: Variable(\Diary.day),
        family: .gaussian, correlation: .exchangeable
      ) {}
    }
  }

  private func panel() throws -> Panel<Diary> {
    let waves = (0..<3).map { wave in
      rows.enumerated().filter { $0.offset % 3 == wave }.map { index, row in
        var row = row
        row.id = "p\(index / 3)"
        return row
      }
    }
    return try Panel(["before": Sample(waves[0]), "after": Sample(waves[1]), "later": Sample(waves[2])])
  }

  @Test func aPanelIsALongTableOfItsWaves() throws {
    // Here the person is the id, which every record has; wave comes before wave.
    let used = (0..<3).flatMap { wave in
      rows.enumerated().filter { $0.offset % 3 == wave && $0.element.mood != nil }
    }
    let outcome = used.compactMap(\.element.mood)
    let months = used.map { [0.0, 6, 24][$0.offset % 3] }
    let people = used.map { "p\($0.offset / 3)" }
    let arm = Term.factor(
      "arm", used.compactMap { $0.element.arm?.rawValue }, levels: ["waiting", "coached"])
    let time = Term.numeric("time", months)
    let direct = try LinearMixedModel(
      outcome, on: Design([time, arm, .product([time, arm])]),
      random: [RandomTerm([time], by: people, named: "person")])
    let found = try LinearMixedModel(
      of: Variable(\Diary.mood), in: panel(), time: .times([0, 6, 24]), slope: true, interactions: true
    ) { Predictor(\.arm) }
    #expect(found.coefficients == direct.coefficients)
    #expect(found.randomEffects == direct.randomEffects)
    #expect(found.cases.used == 17 && found.cases.exclusionText == "1 missing (mood)")
    let equations = try EstimatingEquations(
      of: Variable(\Diary.mood), in: panel(), time: .factor, family: .gaussian, correlation: .exchangeable)
    #expect(equations.coefficients.map(\.name) == ["intercept", "wave: after", "wave: later"])
    #expect(equations.clusterCount == 6 && equations.occasions == [0, 1, 2])
    let plain = try LinearMixedModel(of: Variable(\Diary.mood), in: panel())
    #expect(plain.coefficients.map(\.name) == ["intercept", "wave"])
    expectRefusal(.lengthMismatch) {
      try LinearMixedModel(of: Variable(\Diary.mood), in: panel(), time: .times([0, 1]))
    }
    expectRefusal(.definition) {
      try LinearMixedModel(of: Variable(\Diary.mood), in: panel(), time: .factor, slope: true)
    }
  }
}
