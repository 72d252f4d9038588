import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MinimumAveragePartialTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("MinimumAveragePartial"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let map = try MinimumAveragePartial(FactorData.columns(reference))
    let expected = reference.expected
    let count = try expected["squares"].array().count
    try expectAgreement(Array(map.averageSquares.prefix(count)), expected["squares"], digits: 9, "squares")
    try expectAgreement(
      Array(map.averageFourthPowers.prefix(count)), expected["fourths"], digits: 9, "fourths")
    #expect(map.retainedBySquares == (try expected["retained_squares"].integer()))
    #expect(map.retainedByFourthPowers == (try expected["retained_fourths"].integer()))
  }

  // MARK: Laws

  @Test func nothingRemovedGivesTheMeansOfTheCorrelations() throws {
    let map = try MinimumAveragePartial(
      ItemCorrelations(matrix: [[1, 0.5, 0.1], [0.5, 1, -0.3], [0.1, -0.3, 1]]))
    expectAgreement(map.averageSquares[0], (0.25 + 0.01 + 0.09) / 3, digits: 14)
    expectAgreement(map.averageFourthPowers[0], (0.0625 + 0.0001 + 0.0081) / 3, digits: 14)
  }

  @Test func oneComponentLeftIsPerfectPartialCorrelation() throws {
    let map = try MinimumAveragePartial(FactorData.holzinger())
    #expect(map.averageSquares.count == 9)
    expectAgreement(map.averageSquares[8], 1, digits: 10)
    expectAgreement(map.averageFourthPowers[8], 1, digits: 10)
  }

  @Test func unitsSignsAndOrderDoNotMatter() throws {
    let items = try FactorData.holzinger()
    let plain = try MinimumAveragePartial(items)
    let turned = try MinimumAveragePartial(
      items.reversed().enumerated().map { index, item in item.map { index == 4 ? -$0 : 1e200 * $0 } })
    for (one, other) in zip(turned.averageSquares, plain.averageSquares) {
      expectAgreement(one, other, digits: 10)
    }
    #expect(try MinimumAveragePartial(ItemCovariances(items)).retainedBySquares == plain.retainedBySquares)
  }

  @Test func findsTheFactorsOfAPerfectStructure() throws {
    let loadings = (0..<12).map { item in (0..<3).map { item / 4 == $0 ? 0.7 : 0 } }
    let map = try MinimumAveragePartial(ItemCorrelations(matrix: FactorData.implied(loadings)))
    #expect(map.retainedBySquares == 3 && map.retainedByFourthPowers == 3)
  }

  // MARK: Edges and refusals

  @Test func unrelatedItemsRetainNothing() throws {
    let map = try MinimumAveragePartial(ItemCorrelations(matrix: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]))
    #expect(map.averageSquares == [0] && map.retainedBySquares == 0)
  }

  @Test func dependentItemsEndTheListEarly() throws {
    let map = try MinimumAveragePartial([[1, 2, 4, 3], [2, 4, 8, 6], [1, 1, 0, 3]])
    #expect(map.averageSquares.count < 3 && map.averageSquares.allSatisfy { $0.isFinite })
    try checkFinding { try MinimumAveragePartial([[1, 2, 4, 3], [2, 4, 8, 6], [1, 1, 0, 3]]) }
  }

  @Test func refusesWhatHasNoCriterion() throws {
    expectRefusal(.tooFew) { try MinimumAveragePartial([]) }
    expectRefusal(.tooFew) { try MinimumAveragePartial([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try MinimumAveragePartial([[1], [2]]) }
    expectRefusal(.constant) { try MinimumAveragePartial([[1, 2, 3], [2, 2, 2]]) }
    expectRefusal(.notFinite) { try MinimumAveragePartial([[1, 2, .nan], [2, 1, 2]]) }
    expectRefusal(.lengthMismatch) { try MinimumAveragePartial([[1, 2, 3], [2, 1]]) }
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try MinimumAveragePartial(FactorData.holzinger()) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MinimumAveragePartial") { print in
      // page
      let correlations = try ItemCorrelations(
        matrix: [
          [1, 0.55, 0.48, 0.22, 0.18, 0.25],
          [0.55, 1, 0.51, 0.26, 0.20, 0.21],
          [0.48, 0.51, 1, 0.17, 0.24, 0.19],
          [0.22, 0.26, 0.17, 1, 0.61, 0.50],
          [0.18, 0.20, 0.24, 0.61, 1, 0.47],
          [0.25, 0.21, 0.19, 0.50, 0.47, 1],
        ],
        count: 200, names: ["calm", "steady", "relaxed", "warm", "kind", "helpful"])
      print(try MinimumAveragePartial(correlations))
      // end
    }
  }
}
