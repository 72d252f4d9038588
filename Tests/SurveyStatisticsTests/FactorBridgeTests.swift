import SurveyStatistics
import SurveyTestSupport
import Testing

private enum Accuracy: Int, ResponseFormat { case veryInaccurate = 1, two, three, four, five, veryAccurate }

/// Five items on agreeableness and five on conscientiousness.
private struct Volunteer: Respondent {
  var id = ""
  var a1: Accuracy?
  var a2: Accuracy?
  var a3: Accuracy?
  var a4: Accuracy?
  var a5: Accuracy?
  var c1: Accuracy?
  var c2: Accuracy?
  var c3: Accuracy?
  var c4: Accuracy?
  var c5: Accuracy?

  static let questionnaire = Questionnaire<Volunteer>(missing: ["", "NA"]) {
    Field("id", \.id)
    Field("A1", \.a1)
    Field("A2", \.a2)
    Field("A3", \.a3)
    Field("A4", \.a4)
    Field("A5", \.a5)
    Field("C1", \.c1)
    Field("C2", \.c2)
    Field("C3", \.c3)
    Field("C4", \.c4)
    Field("C5", \.c5)
  }

  static let character = Scale<Volunteer>("Character", missing: .atLeast(8)) {
    Item(\.a1, keyed: .negative)
    Item(\.a2)
    Item(\.a3)
    Item(\.a4)
    Item(\.a5)
    Item(\.c1)
    Item(\.c2)
    Item(\.c3)
    Item(\.c4, keyed: .negative)
    Item(\.c5, keyed: .negative)
  }

  static func sample() throws -> Sample<Volunteer> {
    let paths: [WritableKeyPath<Volunteer, Accuracy?>] = [
      \.a1, \.a2, \.a3, \.a4, \.a5, \.c1, \.c2, \.c3, \.c4, \.c5,
    ]
    let table = try Fixture.table("bfi240")
    let columns = try paths.indices.map { try table.numbers(($0 < 5 ? "A" : "C") + "\($0 % 5 + 1)") }
    return try Sample(
      table.rows.indices.map { row in
        var volunteer = Volunteer()
        volunteer.id = "v\(row)"
        for (path, column) in zip(paths, columns) {
          volunteer[keyPath: path] = column[row].flatMap { Accuracy(rawValue: Int($0)) }
        }
        return volunteer
      })
  }
}

@Suite struct FactorBridgeTests {
  @Test func findingsOfAScaleAreThoseOfItsKeyedItems() throws {
    let sample = try Volunteer.sample()
    let items = try Volunteer.character.itemMatrix(in: sample)
    #expect(items.cases.entered == 240 && items.cases.used == 230)
    func check<F: Finding>(_ finding: F, _ plain: F, _ name: String) {
      #expect(finding.cases == items.cases && finding.context.parts == items.items, "\(name)")
      #expect(finding.description.hasPrefix("\(name): Character"))
      // The same numbers: what differs is the names and the cases.
      var twin = plain
      twin.context = finding.context
      #expect(twin.report.json == finding.report.json, "\(name)")
    }
    let scale = Volunteer.character
    let columns = items.columns
    check(
      try FactorAnalysis(of: scale, in: sample, factors: 2), try FactorAnalysis(columns, factors: 2),
      "Factor analysis")
    check(
      try SchmidLeiman(of: scale, in: sample, factors: 2), try SchmidLeiman(columns, factors: 2),
      "Schmid-Leiman solution")
    check(try OmegaHierarchical(of: scale, in: sample), try OmegaHierarchical(columns), "Omega hierarchical")
    check(
      try KaiserMeyerOlkin(of: scale, in: sample), try KaiserMeyerOlkin(columns), "Kaiser-Meyer-Olkin measure"
    )
    check(
      try BartlettSphericity(of: scale, in: sample), try BartlettSphericity(columns),
      "Bartlett's test of sphericity")
    check(
      try MinimumAveragePartial(of: scale, in: sample), try MinimumAveragePartial(columns),
      "Minimum average partial")
    check(
      try ParallelAnalysis(of: scale, in: sample, reference: .permutation, draws: 20),
      try ParallelAnalysis(columns, reference: .permutation, draws: 20), "Parallel analysis")
  }

  @Test func errorsNameTheScale() throws {
    let sample = try Volunteer.sample()
    let error = #expect(throws: InputError.self) {
      try FactorAnalysis(of: Volunteer.character, in: sample, factors: 9)
    }
    #expect(error?.subject == "Character, factors" && error?.code == .outOfRange)
  }
}
