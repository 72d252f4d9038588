import SurveyStatistics
import SurveyTestSupport
import Testing

private enum Status: String, Factor, CaseIterable {
  case left, stayed
}

private enum Branch: String, Factor, CaseIterable {
  case north, south, east, west
}

private struct Person: Respondent {
  var id = ""
  var age: Double?
  var stays: Double?
  var status: Status?
  var site: Branch?
  var office: String?
  static let questionnaire = Questionnaire<Person> {
    Field("id", \.id)
    Field("age", \.age)
    Field("office", \.office)
  }
}

@Suite struct LogisticMixedModelBridgeTests {
  private static let ages: [Double?] = [25, 31, 47, 52, nil, 44, 29, 60, 35, 41, 58, 33, 39, 28, 50, 46]
  private static let stays: [Double] = [0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0, 1, 0, 0]
  private let sample: Sample<Person>

  init() throws {
    sample = try Sample(
      Self.ages.indices.map { row in
        Person(
          id: "\(row)", age: Self.ages[row], stays: Self.stays[row],
          status: Self.stays[row] == 1 ? .stayed : .left, site: row == 15 ? nil : Branch.allCases[row / 4],
          office: row == 15 ? nil : Branch.allCases[row / 4].rawValue)
      })
  }

  @Test func theSampleGivesOutcomeDesignAndGroups() throws {
    let rows = Self.ages.indices.filter { $0 != 4 && $0 != 15 }
    let plain = try LogisticMixedModel(
      rows.map { Self.stays[$0] }, on: Design(columns: [("age", rows.compactMap { Self.ages[$0] })]),
      random: RandomTerm(by: rows.map { Branch.allCases[$0 / 4].rawValue }))
    let found = try [
      LogisticMixedModel(of: Variable(\Person.stays), in: sample, groups: \.office) { Predictor(\.age) },
      LogisticMixedModel(of: Variable(\Person.stays), in: sample, groups: \.site) { Predictor(\.age) },
      LogisticMixedModel(of: \.status, event: .stayed, in: sample, groups: \.office) { Predictor(\.age) },
      LogisticMixedModel(of: \.status, event: .stayed, in: sample, groups: \.site) { Predictor(\.age) },
    ]
    for model in found {
      #expect(model.coefficients.map(\.value) == plain.coefficients.map(\.value))
      #expect(model.standardDeviation == plain.standardDeviation)
      #expect(model.cases.used == 14 && model.cases.entered == 16)
    }
    #expect(found[0].grouping == "office" && found[0].groupCount == 4)
    #expect(found[2].description.contains("stayed"))
  }

  @Test func refusesTooFewGroups() throws {
    let first = sample.excluding("elsewhere") { $0.site != .north }
    expectRefusal(.tooFew) {
      try LogisticMixedModel(of: Variable(\Person.stays), in: first, groups: \.office) {}
    }
  }
}
