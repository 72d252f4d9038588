import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct GwetAC1Tests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("GwetAC1"))
  func agreesWithIrrCAC(_ reference: Fixture.Case) throws {
    let found = try GwetAC1(
      AgreementCases.table(reference),
      population: AgreementCases.population(reference))
    try AgreementCases.check(
      found.coefficient, observed: found.observedAgreement, chance: found.chanceAgreement, against: reference)
  }

  // MARK: Laws

  @Test func evenlyUsedCategoriesGiveBrennanAndPrediger() throws {
    let table = try RatingTable(units: [[1, 1], [2, 1], [2, 2], [1, 2]], categories: 1...2)
    expectAgreement(
      try GwetAC1(table).coefficient.value, try BrennanPredigerKappa(table).kappa.value, digits: 14,
      floor: 1e-15)
  }

  /// The paradox that AC1 was made for: much agreement, one prevailing category.
  @Test func staysHighWhereOneCategoryPrevails() throws {
    var units = [[Int?]](repeating: [1, 1], count: 118)
    units += [[Int?]](repeating: [1, 2], count: 5) + [[2, 1], [2, 1]]
    let table = try RatingTable(units: units, categories: 1...2)
    // Gwet's worked form for two raters: chance is 2p(1 - p).
    let share = (118.0 * 2 + 7) / 250
    let chance = 2 * share * (1 - share)
    expectAgreement(
      try GwetAC1(table).coefficient.value, (118.0 / 125 - chance) / (1 - chance), digits: 13)
    #expect(try CohensKappa(table).kappa.value < 0)
  }

  // MARK: Edges and refusals

  @Test func perfectAgreementHasAStandardErrorOfZero() throws {
    let found = try GwetAC1(AgreementCases.perfect)
    #expect(found.coefficient.value == 1 && found.coefficient.standardError == 0)
  }

  @Test func oneCategoryUsedIsPerfectAgreement() throws {
    let found = try GwetAC1(AgreementCases.uniform)
    #expect(found.coefficient.value == 1 && found.chanceAgreement == 0)
  }

  @Test func refusesWhatHasNoPairs() throws {
    expectRefusal(.tooFew) { try GwetAC1(RatingTable(units: [[1], [2]], categories: 1...2)) }
    expectRefusal(.outOfRange) { try GwetAC1(AgreementCases.table, population: 3) }
    expectRefusal(.outOfRange) { try GwetAC1(AgreementCases.table, confidence: .nan) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try GwetAC1(AgreementCases.table) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("GwetAC1") { print in
      // page
      let codings = try RatingTable(
        units: [
          ["no", "no"], ["no", "no"], ["no", "no"], ["no", "yes"], ["no", "no"], ["yes", "no"],
          ["no", "no"], ["no", "no"], ["no", "no"], ["no", "no"],
        ], categories: ["no", "yes"])
      print(try GwetAC1(codings))
      // end
    }
  }
}
