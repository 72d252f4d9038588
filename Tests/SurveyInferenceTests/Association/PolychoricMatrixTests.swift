import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyInference

@Suite struct PolychoricMatrixTests {
  // Twelve persons' answers to three five-point items.
  static let items: [[Double]] = [
    [4, 3, 5, 2, 4, 1, 5, 3, 2, 4, 3, 5], [5, 3, 4, 2, 4, 2, 5, 2, 1, 4, 4, 3],
    [4, 4, 5, 1, 3, 2, 4, 3, 2, 5, 2, 4],
  ]

  // MARK: Reference

  /// psych's search stops at four digits, and lavaan's at seven: `PolychoricCorrelation.json` has more of one of these. lavaan's standard errors take
  /// cross-products of scores for the bend of the likelihood, which differ from it where the normal
  /// distribution does not fit: here resampling decides, see the next test.
  @Test(arguments: try Fixture.cases("PolychoricMatrix"))
  func agreesWithLavaanAndPsych(_ reference: Fixture.Case) throws {
    let names = try reference.options["items"].strings()
    let matrix = try PolychoricMatrix(try reference.data().complete(names), names: names)
    let expected = reference.expected
    #expect(matrix.count == (try expected["n"].integer()))
    let (first, second) = (try expected["first"].strings(), try expected["second"].strings())
    let values = try expected["estimate"].numbers()
    #expect(values.count == names.count * (names.count - 1) / 2)
    for index in values.indices {
      let row = try #require(names.firstIndex(of: first[index]))
      let column = try #require(names.firstIndex(of: second[index]))
      expectAgreement(
        matrix[row, column], values[index], digits: 7, "\(first[index]) with \(second[index])")
    }
    try expectAgreement(
      names.indices.map { matrix[$0, 0] }, expected["psych_first_column"], digits: 3.9)
    try expectAgreement(matrix.thresholds[0], expected["thresholds_A1"], digits: 12)
  }

  /// lavaan has .049 for these two items, 600 resamples .063.
  @Test func theStandardErrorAgreesWithResampling() throws {
    let reference = try #require(try Fixture.cases("PolychoricMatrix").first)
    let data = try reference.data().complete(["A1", "A2"])
    let values = try Bootstrap(cases: data[0].count, plan: .percentile(resamples: 600)).values { rows in
      (try? PolychoricMatrix(data.map { item in rows.map { item[$0] } }))?[0, 1]
    }
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    let found = try PolychoricMatrix(data).standardErrors[0][1] ?? .nan
    // The standard error of a standard deviation of 600 draws is about 3%.
    #expect((found / variance.squareRoot() - 1).magnitude < 0.1)
  }

  // MARK: Laws

  @Test func everyPairIsThePolychoricCorrelationOfTheTwo() throws {
    let matrix = try PolychoricMatrix(Self.items)
    for row in 0..<3 {
      #expect(matrix[row, row] == 1 && matrix.standardErrors[row][row] == nil)
      for column in 0..<row {
        let pair = try PolychoricCorrelation(Self.items[row], with: Self.items[column])
        expectAgreement(matrix[row, column], pair.correlation.value, digits: 12)
        #expect(matrix[row, column] == matrix[column, row])
        expectAgreement(
          matrix.standardErrors[row][column] ?? .nan, pair.correlation.standardError ?? .nan, digits: 10)
        #expect(matrix.thresholds[row] == pair.thresholds[0])
      }
    }
  }

  @Test func onlyTheOrderOfTheValuesCounts() throws {
    let plain = try PolychoricMatrix(Self.items)
    let bent = try PolychoricMatrix(Self.items.map { $0.map { $0 * $0 * $0 - 900 } })
    #expect(bent.correlations == plain.correlations && bent.thresholds == plain.thresholds)
    #expect(plain.isPositiveDefinite)
  }

  // MARK: Edges and refusals

  @Test func aMatrixThatNoDataHaveIsPointedOut() throws {
    // An item twice: a correlation of one, and a singular matrix.
    let matrix = try PolychoricMatrix(Self.items + [Self.items[0]], names: ["a", "b", "c", "a again"])
    #expect(matrix[0, 3] == 1 && matrix.standardErrors[0][3] == nil && !matrix.isPositiveDefinite)
    #expect(matrix.pairsAtBound == [.init(first: 0, second: 3)])
    #expect(
      matrix.report.warnings == [
        "a with a again is most likely at a correlation of ±1: too few cells hold cases.",
        "The matrix is not positive definite: no data have all of these correlations.",
      ])
  }

  @Test func addingToEmptyCellsKeepsCorrelationsFromTheBound() throws {
    let matrix = try PolychoricMatrix([[1, 1, 2, 2], [1, 1, 2, 2]], addingToEmptyCells: 0.5)
    let pair = try PolychoricCorrelation(
      [1, 1, 2, 2], with: [1, 1, 2, 2], addingToEmptyCells: 0.5)
    #expect(matrix[0, 1] == pair.correlation.value && matrix[0, 1] < 1)
  }

  @Test func refusesWhatHasNoMatrix() {
    expectRefusal(.tooFew) { try PolychoricMatrix([]) }
    expectRefusal(.tooFew) { try PolychoricMatrix([[1, 2]]) }
    expectRefusal(.tooFew) { try PolychoricMatrix([[], []]) }
    expectRefusal(.tooFew) { try PolychoricMatrix([[1], [2]]) }
    expectRefusal(.lengthMismatch) { try PolychoricMatrix([[1, 2], [1, 2, 3]]) }
    expectRefusal(.lengthMismatch) { try PolychoricMatrix(Self.items, names: ["one"]) }
    expectRefusal(.constant) { try PolychoricMatrix([[1, 2], [3, 3]]) }
    expectRefusal(.notFinite) { try PolychoricMatrix([[1, 2], [3, .infinity]]) }
    expectRefusal(.infeasible) { try PolychoricMatrix([[Double]](repeating: [1, 2], count: 501)) }
    expectRefusal(.infeasible) {
      try PolychoricMatrix([(0..<200).map(Double.init), (0..<200).map { Double($0 % 3) }])
    }
    expectRefusal(.outOfRange) { try PolychoricMatrix(Self.items, addingToEmptyCells: .nan) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try PolychoricMatrix(Self.items, names: ["a", "b", "c"]) }
    try checkFinding { try PolychoricMatrix(Self.items + [Self.items[0]]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("PolychoricMatrix") { print in
      // page
      let answers: [[Double]] = [
        [4, 3, 5, 2, 4, 1, 5, 3, 2, 4, 3, 5],
        [5, 3, 4, 2, 4, 2, 5, 2, 1, 4, 4, 3],
        [4, 4, 5, 1, 3, 2, 4, 3, 2, 5, 2, 4],
      ]
      print(try PolychoricMatrix(answers, names: ["trust1", "trust2", "trust3"]))
      // end
    }
  }
}
