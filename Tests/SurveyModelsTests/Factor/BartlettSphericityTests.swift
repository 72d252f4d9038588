import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct BartlettSphericityTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("BartlettSphericity"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let test = try BartlettSphericity(FactorData.columns(reference))
    let expected = reference.expected
    #expect(test.count == (try expected["n"].integer()))
    try expectAgreement(test.statistic.value, expected["bartlett_chi2"], digits: 11, "chi-square")
    try expectAgreement(test.determinant, expected["determinant"], digits: 11, "determinant")
    try expectAgreement(test.pValue, expected["bartlett_p"], digits: 10, "p")
    #expect(
      test.statistic.reference
        == .chiSquare(degreesOfFreedom: try expected["bartlett_df"].number()))
  }

  // MARK: Laws

  @Test func twoItemsGiveTheLogarithmOfTheirOwnVariance() throws {
    let test = try BartlettSphericity(ItemCorrelations(matrix: [[1, 0.6], [0.6, 1]], count: 50))
    // ln(1 - .36), and 49 - 9/6.
    expectAgreement(test.statistic.value, 47.5 * 0.4462871026284194, digits: 14)
    expectAgreement(test.determinant, 0.64, digits: 15)
  }

  @Test func unitsAndSignsDoNotMatter() throws {
    let items = try FactorData.holzinger()
    let plain = try BartlettSphericity(items)
    let turned = try BartlettSphericity(
      items.enumerated().map { index, item in
        item.map { index.isMultiple(of: 2) ? -$0 : $0 * 1e-200 + 1e-201 }
      })
    expectAgreement(turned.statistic.value, plain.statistic.value, digits: 12)
    expectAgreement(
      try BartlettSphericity(ItemCovariances(items)).statistic.value, plain.statistic.value, digits: 13)
  }

  @Test func unrelatedItemsGiveZero() throws {
    let test = try BartlettSphericity(ItemCorrelations(matrix: [[1, 0], [0, 1]], count: 9))
    #expect(test.statistic.value == 0 && test.pValue == 1 && test.determinant == 1)
  }

  @Test func aDeterminantBelowTheRangeOfDoubleKeepsItsLogarithm() throws {
    let order = 400
    let matrix = (0..<order).map { row in (0..<order).map { row == $0 ? 1 : 0.99 } }
    let test = try BartlettSphericity(ItemCorrelations(matrix: matrix, count: 1_000))
    #expect(test.determinant == 0 && test.statistic.value.isFinite && test.pValue >= 0)
    // 0.01^399 · (1 + 399 · 0.99)
    expectAgreement(test.logDeterminant, 399 * -4.605170185988091 + 5.981439463460894, digits: 12)
  }

  // MARK: Refusals

  @Test func refusesWhatHasNoTest() throws {
    expectRefusal(.tooFew) { try BartlettSphericity([]) }
    expectRefusal(.tooFew) { try BartlettSphericity([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try BartlettSphericity([[1, 2], [2, 1]]) }
    expectRefusal(.tooFew) { try BartlettSphericity([[1, 2, 4], [2, 1, 2], [2, 1, 3]]) }
    expectRefusal(.tooFew) { try BartlettSphericity(ItemCorrelations(matrix: [[1, 0.5], [0.5, 1]])) }
    expectRefusal(.rankDeficient) { try BartlettSphericity([[1, 2, 4, 3], [2, 4, 8, 6]]) }
    expectRefusal(.constant) { try BartlettSphericity([[1, 2, 3], [2, 2, 2]]) }
    expectRefusal(.notFinite) { try BartlettSphericity([[1, 2, .nan], [2, 1, 2]]) }
    expectRefusal(.lengthMismatch) { try BartlettSphericity([[1, 2, 3], [2, 1]]) }
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try BartlettSphericity(FactorData.holzinger()) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("BartlettSphericity") { print in
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
      print(try BartlettSphericity(correlations))
      // end
    }
  }
}
