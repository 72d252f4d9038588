// No fixture: counts and shares of counts are checked against sums by hand.

import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct FrequencyTableTests {
  static let answers = ["agree", "neutral", "agree", "disagree", "agree"]
  static let levels = ["disagree", "neutral", "agree", "strongly agree"]

  // MARK: Laws

  @Test func countsAndSharesAreThoseByHand() throws {
    let table = try FrequencyTable(
      Self.answers, levels: Self.levels, missing: ["refused", "skipped", "refused"])
    #expect(table.valid.map(\.label) == Self.levels)
    #expect(table.valid.map(\.count) == [1, 1, 3, 0])
    #expect(table.valid.map(\.shareOfAll) == [0.125, 0.125, 0.375, 0])
    #expect(table.valid.map(\.shareOfValid) == [0.2, 0.2, 0.6, 0])
    #expect(table.valid.map(\.cumulative) == [0.2, 0.4, 1, 1])
    #expect(table.missing.map(\.label) == ["refused", "skipped"] && table.missing.map(\.count) == [2, 1])
    #expect(table.missing.allSatisfy { $0.shareOfValid == nil && $0.cumulative == nil })
    #expect(table.validCount == 5 && table.count == 8)
    #expect(table.cases.used == 5 && table.cases.entered == 8)
  }

  @Test func withoutLevelsTheFirstToAppearComesFirst() throws {
    #expect(try FrequencyTable(Self.answers).valid.map(\.label) == ["agree", "neutral", "disagree"])
  }

  @Test func numbersComeInOrder() throws {
    let table = try FrequencyTable([3, 1, 2.5, 3, -2])
    #expect(table.valid.map(\.label) == ["-2", "1", "2.5", "3"])
    #expect(table.valid.map(\.count) == [1, 1, 1, 2])
    let declared = try FrequencyTable([3, 1], levels: [5, 4, 3, 2, 1])
    #expect(declared.valid.map(\.count) == [0, 0, 1, 0, 1])
  }

  @Test func sharesAddUp() throws {
    var numbers = FixedNumbers(seed: 3)
    let values = numbers.integers(200, from: 0, below: 9)
    let table = try FrequencyTable(values, missing: [String](repeating: "refused", count: 17))
    #expect(table.valid.reduce(0) { $0 + $1.count } == 200)
    expectAgreement((table.valid + table.missing).reduce(0) { $0 + $1.shareOfAll }, 1, digits: 14)
    #expect(table.valid.last?.cumulative == 1)
    for line in table.valid {
      #expect(line.count == values.filter { "\(Int($0))" == line.label }.count)
    }
  }

  // MARK: Edges and refusals

  @Test func allMissingIsATableWithoutValidAnswers() throws {
    let table = try FrequencyTable([String](), levels: ["yes", "no"], missing: ["refused"])
    #expect(table.validCount == 0 && table.valid.allSatisfy { $0.shareOfValid == nil })
    try checkFinding { try FrequencyTable([String](), levels: ["yes", "no"], missing: ["refused"]) }
  }

  @Test func refusesWhatCannotBeCounted() {
    expectRefusal(.tooFew) { try FrequencyTable([String]()) }
    expectRefusal(.tooFew) { try FrequencyTable([Double]()) }
    expectRefusal(.unknownName) { try FrequencyTable(["maybe"], levels: ["yes", "no"]) }
    expectRefusal(.unknownName) { try FrequencyTable([1.5], levels: [1, 2]) }
    expectRefusal(.definition) { try FrequencyTable(["yes"], levels: ["yes", "yes"]) }
    expectRefusal(.notFinite) { try FrequencyTable([1, .nan]) }
    expectRefusal(.notFinite) { try FrequencyTable([1], levels: [1, .infinity]) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try FrequencyTable(Self.answers, levels: Self.levels, missing: ["refused"]) }
    try checkFinding { try FrequencyTable([1e300, 0.1, 2]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("FrequencyTable") { print in
      // page
      let answers = ["agree", "neutral", "agree", "disagree", "agree"]
      let table = try FrequencyTable(
        answers, levels: ["disagree", "neutral", "agree", "strongly agree"],
        missing: ["refused", "skipped", "refused"])
      print(table.named("most people can be trusted"))
      // end
    }
  }
}
