import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct GwetAC2Tests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("GwetAC2"))
  func agreesWithIrrCAC(_ reference: Fixture.Case) throws {
    let found = try GwetAC2(
      AgreementCases.table(reference), weights: AgreementCases.weights(reference),
      population: AgreementCases.population(reference))
    try AgreementCases.check(
      found.coefficient, observed: found.observedAgreement, chance: found.chanceAgreement, against: reference)
  }

  // MARK: Laws

  @Test func identityWeightsGiveAC1() throws {
    let (one, two) = (
      try GwetAC1(AgreementCases.table), try GwetAC2(AgreementCases.table, weights: .identity)
    )
    #expect(one.coefficient == two.coefficient && one.chanceAgreement == two.chanceAgreement)
  }

  @Test func aCustomMatrixGivesWhatItsNameGives() throws {
    let table = try AgreementCases.table
    let matrix = try AgreementWeights.quadratic.matrix(for: table.categories)
    let custom = try GwetAC2(table, weights: .custom(matrix)).coefficient
    let named = try GwetAC2(table, weights: .quadratic).coefficient
    expectAgreement(custom.value, named.value, digits: 14)
    expectAgreement(custom.standardError ?? 0, named.standardError ?? 1, digits: 13)
  }

  @Test func mirroredCategoriesChangeNothing() throws {
    let mirrored = try RatingTable(
      units: AgreementCases.units.map { $0.map { $0.map { 5 - $0 } } }, categories: 1...4)
    for weights in [AgreementWeights.linear, .quadratic, .ordinal, .radical, .circular] {
      let one = try GwetAC2(AgreementCases.table, weights: weights).coefficient.value
      expectAgreement(try GwetAC2(mirrored, weights: weights).coefficient.value, one, digits: 13)
    }
  }

  // MARK: Edges and refusals

  @Test func perfectAgreementHasAStandardErrorOfZero() throws {
    let found = try GwetAC2(AgreementCases.perfect, weights: .linear)
    #expect(found.coefficient.value == 1 && found.coefficient.standardError == 0)
  }

  @Test func refusesWhatHasNoCoefficient() throws {
    expectRefusal(.constant) {
      try GwetAC2(
        RatingTable(units: [[1, 2], [2, 1]], categories: 1...2), weights: .custom([[1, 1], [1, 1]]))
    }
    expectRefusal(.tooFew) {
      try GwetAC2(RatingTable(units: [[1], [2]], categories: 1...2), weights: .linear)
    }
    expectRefusal(.outOfRange) {
      try GwetAC2(RatingTable(units: [[-1, 2]], categories: -1...2), weights: .ratio)
    }
    expectRefusal(.outOfRange) { try GwetAC2(AgreementCases.table, weights: .linear, population: 3) }
    expectRefusal(.outOfRange) { try GwetAC2(AgreementCases.table, weights: .linear, confidence: .nan) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try GwetAC2(AgreementCases.table, weights: .quadratic) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("GwetAC2") { print in
      // page
      let codings = try RatingTable(
        units: [
          [1, 1, 2], [2, 2, 2], [4, 4, nil], [3, 4, 3], [1, 1, 1], [5, 5, 4], [2, 3, 2], [4, 4, 4],
          [3, nil, nil], [2, 2, 1],
        ], categories: 1...5, names: ["Ann", "Bo", "Cem"])
      print(try GwetAC2(codings, weights: .quadratic))
      // end
    }
  }
}
