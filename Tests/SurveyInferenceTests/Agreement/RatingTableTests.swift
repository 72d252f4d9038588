import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct RatingTableTests {
  @Test func unitsAndRatersGiveTheSameTable() throws {
    let byRater = (0..<5).map { rater in AgreementCases.units.map { $0[rater] } }
    let one = try AgreementCases.table
    #expect(try RatingTable(raters: byRater, categories: 1...4) == one)
    #expect(one.raters == ["rater 1", "rater 2", "rater 3", "rater 4", "rater 5"])
    #expect(one.ratingCount == 38 && one.unitCount == 8)
    #expect(one.countsOfUnits[0] == [4, 1, 0, 0])
    #expect(one.place(unit: 0, rater: 2) == 1 && one.place(unit: 1, rater: 3) == nil)
    #expect(one.place(unit: -1, rater: 0) == nil && one.place(unit: 0, rater: 5) == nil)
    #expect(one.place(unit: 8, rater: 0) == nil)
  }

  @Test func wordsNumbersAndScoresGiveTheSameCounts() throws {
    let words = ["a", "b", "c", "d"]
    let texts = AgreementCases.units.map { $0.map { $0.map { words[$0 - 1] } } }
    let numbers = AgreementCases.units.map { $0.map { $0.map(Double.init) } }
    let counts = try AgreementCases.table.countsOfUnits
    #expect(try RatingTable(units: texts, categories: words).countsOfUnits == counts)
    #expect(try RatingTable(units: numbers, categories: [1, 2, 3, 4]).countsOfUnits == counts)
    #expect(try RatingTable(counts: counts, categories: words).countsOfUnits == counts)
    #expect(try RatingTable(counts: counts, categories: 1...4).place(unit: 0, rater: 0) == nil)
    let measured = try RatingTable(measurements: numbers)
    #expect(measured.categories.map(\.label) == ["1", "2", "3"])
    let byRater = (0..<5).map { rater in texts.map { $0[rater] } }
    #expect(try RatingTable(raters: byRater, categories: words).countsOfUnits == counts)
  }

  @Test func categoriesKeepTheirDeclaredOrderAndValues() throws {
    let table = try RatingTable(units: [[0.5, 2]], categories: [2, 0.5, 7], names: ["x", "y"])
    #expect(table.categories == [.init("2", value: 2), .init("0.5", value: 0.5), .init("7", value: 7)])
    #expect(table.raters == ["x", "y"])
    let words = try RatingTable(units: [["no", "yes"]], categories: ["no", "yes"])
    #expect(words.categories.map(\.value) == [1, 2])
  }

  @Test func refusesTablesThatAreNone() {
    expectRefusal(.tooFew) { try RatingTable(units: [[Int?]](), categories: 1...3) }
    expectRefusal(.tooFew) { try RatingTable(units: [[Int?]](repeating: [], count: 2), categories: 1...3) }
    expectRefusal(.tooFew) { try RatingTable(raters: [[Int?]](), categories: 1...3) }
    expectRefusal(.tooFew) { try RatingTable(raters: [[], []] as [[Int?]], categories: 1...3) }
    expectRefusal(.tooFew) { try RatingTable(units: [[1, 1]], categories: 1...1) }
    expectRefusal(.tooFew) { try RatingTable(counts: [], categories: 1...3) }
    expectRefusal(.tooFew) { try RatingTable(measurements: [[nil, nil]]) }
    expectRefusal(.constant) { try RatingTable(measurements: [[2, 2]]) }
    expectRefusal(.lengthMismatch) { try RatingTable(units: [[1, 2], [1]], categories: 1...3) }
    expectRefusal(.lengthMismatch) { try RatingTable(units: [[1, 2]], categories: 1...3, names: ["one"]) }
    expectRefusal(.lengthMismatch) { try RatingTable(counts: [[1, 2]], categories: 1...3) }
    expectRefusal(.unknownName) { try RatingTable(units: [[1, 4]], categories: 1...3) }
    expectRefusal(.unknownName) { try RatingTable(units: [["a", "z"]], categories: ["a", "b"]) }
    expectRefusal(.definition) { try RatingTable(units: [["a", "a"]], categories: ["a", "a"]) }
    expectRefusal(.definition) { try RatingTable(units: [[1, 1]], categories: [1, 2, 1]) }
    expectRefusal(.notFinite) { try RatingTable(units: [[1, .nan]], categories: [1.0, 2.0]) }
    expectRefusal(.notFinite) { try RatingTable(units: [[1, 1]], categories: [1.0, .infinity]) }
    expectRefusal(.notFinite) { try RatingTable(measurements: [[1, .infinity]]) }
    expectRefusal(.outOfRange) { try RatingTable(counts: [[1, -1]], categories: 1...2) }
  }

  @Test func refusesWhatWouldNotFit() {
    expectRefusal(.infeasible) { try RatingTable(units: [[1, 1]], categories: 1...Int.max) }
    expectRefusal(.infeasible) { try RatingTable(counts: [[1, 1]], categories: Int.min...Int.max) }
    expectRefusal(.infeasible) { try RatingTable(counts: [[1, .max]], categories: 1...2) }
    expectRefusal(.infeasible) { try RatingTable(counts: [[.max, .max]], categories: 1...2) }
    expectRefusal(.infeasible) {
      try RatingTable(measurements: [(0...1_000).map { Double($0) }])
    }
    expectRefusal(.infeasible) {
      try RatingTable(units: [[Int?](repeating: 1, count: 100_001)], categories: 1...2)
    }
    expectRefusal(.infeasible) {
      try RatingTable(counts: [[Int]](repeating: [], count: 50_001), categories: 1...1_000)
    }
  }
}
