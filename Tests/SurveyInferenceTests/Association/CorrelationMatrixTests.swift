import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct CorrelationMatrixTests {
  static let answers: [[Double?]] = [
    [1, 2, 2, 4, 5, 3, nil, 4], [2, 1, 3, 4, 4, 3, 5, nil], [5, 4, 4, 2, 1, 2, 3, nil],
  ]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("CorrelationMatrix"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let table = try reference.data()
    let columns = try reference.options["columns"].strings().map { try table.numbers($0) }
    let rule = try #require(CorrelationMatrix.CaseRule(rawValue: reference.options["use"].string()))
    let found = try CorrelationMatrix(columns, rule: rule)
    let ranked = try CorrelationMatrix(columns, kind: .spearman, rule: rule)
    let expected = reference.expected
    for pair in found.pairs {
      let (i, j) = (pair.first, pair.second)
      try expectAgreement(pair.correlation.value, expected["r"][i][j], digits: 10, "r")
      try expectAgreement(pair.pValue, expected["p"][i][j], digits: 10, "p")
      try expectAgreement(pair.covariance, expected["cov"][i][j], digits: 10, "cov")
      #expect(pair.count == (try expected["n"][i][j].integer()))
      try expectAgreement(ranked.pair(i, j)?.correlation.value, expected["spearman"][i][j], digits: 10, "rho")
    }
    try expectAgreement(found.pairs.map(\.adjusted), expected["p_holm_upper"], digits: 10, "Holm")
  }

  // MARK: Laws

  @Test func everyPairIsItsOwnCorrelation() throws {
    let found = try CorrelationMatrix(Self.answers, rule: .pairwise, confidence: 0.9)
    let both = zip(Self.answers[0], Self.answers[2]).filter { $0 != nil && $1 != nil }
    let alone = try PearsonCorrelation(both.compactMap(\.0), with: both.compactMap(\.1), confidence: 0.9)
    let pair = try #require(found.pair(2, 0))
    #expect(pair.correlation == alone.correlation && pair.pValue == alone.pValue && pair.count == 6)
    #expect(found.pair(0, 0) == nil && found.pair(-1, 1) == nil && found.pair(0, 3) == nil)
    #expect(found.cases.used == 8 && found.pairs.count == 3)
    let listwise = try CorrelationMatrix(Self.answers)
    #expect(listwise.cases.used == 6 && listwise.cases.excluded == 2)
  }

  @Test(arguments: PAdjustment.allCases) func adjustmentsAreThoseOfTheFamily(_ adjustment: PAdjustment) throws
  {
    let found = try CorrelationMatrix(Self.answers, adjustment: adjustment)
    #expect(found.pairs.map(\.adjusted) == (try adjustment.adjusted(found.pairs.map(\.pValue))))
    if adjustment == .none { #expect(found.pairs.allSatisfy { $0.adjusted == $0.pValue }) }
    expectRefusal(.tooFew) { try adjustment.adjusted([]) }
    expectRefusal(.outOfRange) { try adjustment.adjusted([0.1, .nan]) }
  }

  // MARK: Edges and refusals

  @Test func refusesWhatHasNoCorrelations() {
    expectRefusal(.tooFew) { try CorrelationMatrix([]) }
    expectRefusal(.tooFew) { try CorrelationMatrix([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try CorrelationMatrix([[], []]) }
    expectRefusal(.tooFew) { try CorrelationMatrix([[1, 2, nil], [nil, 2, 3]]) }
    expectRefusal(.lengthMismatch) { try CorrelationMatrix([[1, 2, 3], [1, 2]]) }
    expectRefusal(.lengthMismatch) { try CorrelationMatrix([[1, 2, 3], [1, 3, 2]], names: ["a"]) }
    expectRefusal(.constant) { try CorrelationMatrix([[1, 1, 1], [1, 2, 3]]) }
    expectRefusal(.notFinite) { try CorrelationMatrix([[1, .nan, 3], [1, 3, 2]]) }
    expectRefusal(.outOfRange) { try CorrelationMatrix([[1, 5, 3], [1, 3, 2]], confidence: 2) }
    expectRefusal(.infeasible) {
      try CorrelationMatrix([[Double?]](repeating: [1, 2, 3], count: 201))
    }
    expectRefusal(.outOfRange) { try CorrelationMatrix([[-1e154, 1e155, 3], [1e155, 3e155, 2]]) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    for kind in CorrelationMatrix.Kind.allCases {
      for rule in CorrelationMatrix.CaseRule.allCases {
        try checkFinding { try CorrelationMatrix(Self.answers, kind: kind, rule: rule) }
      }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("CorrelationMatrix") { print in
      // page
      let answers: [[Double?]] = [
        [1, 2, 2, 4, 5, 3, nil, 4], [2, 1, 3, 4, 4, 3, 5, nil], [5, 4, 4, 2, 1, 2, 3, nil],
      ]
      let matrix = try CorrelationMatrix(answers, names: ["mood", "sleep", "stress"], rule: .pairwise)
      print(matrix.named("a diary week"))
      // end
    }
  }
}
