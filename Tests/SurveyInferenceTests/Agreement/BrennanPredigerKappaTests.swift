import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct BrennanPredigerKappaTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("BrennanPredigerKappa"))
  func agreesWithIrrCAC(_ reference: Fixture.Case) throws {
    let found = try BrennanPredigerKappa(
      AgreementCases.table(reference), weights: AgreementCases.weights(reference),
      population: AgreementCases.population(reference))
    try AgreementCases.check(
      found.kappa, observed: found.observedAgreement, chance: found.chanceAgreement, against: reference)
  }

  // MARK: Laws

  @Test func twoCategoriesGiveTheAdjustedKappa() throws {
    let table = try RatingTable(units: [[1, 1], [2, 1], [1, 1], [1, 1], [2, 2]], categories: 1...2)
    expectAgreement(try BrennanPredigerKappa(table).kappa.value, 2 * 0.8 - 1, digits: 14)
  }

  @Test func declaredCategoriesMatterUsedOrNot() throws {
    let three = try RatingTable(units: AgreementCases.units, categories: 1...3)
    let (p3, p4) = (try BrennanPredigerKappa(three), try BrennanPredigerKappa(AgreementCases.table))
    expectAgreement(p3.chanceAgreement, 1.0 / 3, digits: 14)
    expectAgreement(p4.chanceAgreement, 0.25, digits: 14)
    #expect(p3.kappa.value < p4.kappa.value)
  }

  @Test func theErrorIsThatOfThePercentAgreementOverTheChanceOfDisagreement() throws {
    let agreement = try PercentAgreement(AgreementCases.table).agreement
    let kappa = try BrennanPredigerKappa(AgreementCases.table).kappa
    expectAgreement(kappa.standardError ?? 0, (agreement.standardError ?? 1) / 0.75, digits: 13)
  }

  // MARK: Edges and refusals

  @Test func perfectAgreementHasAStandardErrorOfZero() throws {
    let found = try BrennanPredigerKappa(AgreementCases.perfect)
    #expect(found.kappa.value == 1 && found.kappa.standardError == 0)
  }

  @Test func oneCategoryUsedIsPerfectAgreement() throws {
    #expect(try BrennanPredigerKappa(AgreementCases.uniform).kappa.value == 1)
  }

  @Test func refusesWhatHasNoKappa() throws {
    expectRefusal(.constant) {
      try BrennanPredigerKappa(
        AgreementCases.perfect, weights: .custom([[1, 1, 1], [1, 1, 1], [1, 1, 1]]))
    }
    expectRefusal(.tooFew) { try BrennanPredigerKappa(RatingTable(units: [[1], [2]], categories: 1...2)) }
    expectRefusal(.outOfRange) { try BrennanPredigerKappa(AgreementCases.table, population: 3) }
    expectRefusal(.outOfRange) { try BrennanPredigerKappa(AgreementCases.table, confidence: .nan) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try BrennanPredigerKappa(AgreementCases.table, weights: .ordinal) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("BrennanPredigerKappa") { print in
      // page
      let codings = try RatingTable(
        units: [
          ["no", "no"], ["no", "no"], ["no", "no"], ["no", "yes"], ["no", "no"], ["yes", "no"],
          ["no", "no"], ["no", "no"], ["yes", "yes"], ["no", "no"],
        ], categories: ["no", "yes"])
      print(try BrennanPredigerKappa(codings))
      // end
    }
  }
}
