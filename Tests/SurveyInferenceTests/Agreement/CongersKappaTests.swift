import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct CongersKappaTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("CongersKappa"))
  func agreesWithIrrCAC(_ reference: Fixture.Case) throws {
    let found = try CongersKappa(
      AgreementCases.table(reference), weights: AgreementCases.weights(reference),
      population: AgreementCases.population(reference))
    try AgreementCases.check(
      found.kappa, observed: found.observedAgreement, chance: found.chanceAgreement, against: reference)
  }

  // MARK: Laws

  @Test func twoRatersHaveCohensKappa() throws {
    let units: [[Int?]] = [[1, 1], [2, 1], [2, 2], [3, 3], [1, 3], [2, 2], [3, 2]]
    let table = try RatingTable(units: units, categories: 1...3)
    for weights in [AgreementWeights.identity, .linear, .quadratic] {
      let cohen = try CohensKappa(table, weights: weights)
      let conger = try CongersKappa(table, weights: weights)
      expectAgreement(conger.kappa.value, cohen.kappa.value, digits: 13)
      expectAgreement(conger.chanceAgreement, cohen.chanceAgreement, digits: 13)
      // The linearization divides by n - 1 where Fleiss, Cohen & Everitt divide by n.
      let scale = (7.0 / 6).squareRoot()
      expectAgreement(
        conger.kappa.standardError ?? 0, scale * (cohen.kappa.standardError ?? 1), digits: 13)
    }
  }

  /// The mean over pairs of raters of observed and of chance agreement.
  @Test func isTheRatioOfMeansOverPairsOfRaters() throws {
    let units = AgreementCases.units.filter { !$0.contains(nil) }
    var (observed, chance) = (0.0, 0.0)
    for first in 0..<5 {
      for second in (first + 1)..<5 {
        let pair = try CohensKappa(
          RatingTable(units: units.map { [$0[first], $0[second]] }, categories: 1...4), weights: .quadratic)
        observed += pair.observedAgreement / 10
        chance += pair.chanceAgreement / 10
      }
    }
    let found = try CongersKappa(AgreementCases.complete, weights: .quadratic)
    expectAgreement(found.kappa.value, (observed - chance) / (1 - chance), digits: 13)
  }

  // MARK: Edges and refusals

  @Test func perfectAgreementHasAStandardErrorOfZero() throws {
    let found = try CongersKappa(AgreementCases.perfect)
    #expect(found.kappa.value == 1 && found.kappa.standardError == 0)
  }

  @Test func unitsThatLackARatingAreInTheLedger() throws {
    let found = try CongersKappa(AgreementCases.table)
    #expect(found.cases.exclusions == [.init("without a rating by every rater", count: 2)])
    #expect(try found.kappa == CongersKappa(AgreementCases.complete).kappa)
  }

  @Test func oneUnitHasAKappaAndNoStandardError() throws {
    let found = try CongersKappa(RatingTable(units: [[1, 1, 2]], categories: 1...2))
    expectAgreement(found.kappa.value, 0, digits: 14)
    #expect(found.kappa.standardError == nil)
  }

  @Test func refusesWhatHasNoKappa() throws {
    expectRefusal(.constant) { try CongersKappa(AgreementCases.uniform) }
    expectRefusal(.tooFew) { try CongersKappa(RatingTable(units: [[1], [2]], categories: 1...2)) }
    expectRefusal(.tooFew) { try CongersKappa(RatingTable(units: [[1, nil]], categories: 1...2)) }
    expectRefusal(.definition) { try CongersKappa(RatingTable(counts: [[1, 1]], categories: 1...2)) }
    expectRefusal(.outOfRange) { try CongersKappa(AgreementCases.complete, population: 5) }
    expectRefusal(.outOfRange) { try CongersKappa(AgreementCases.complete, confidence: 0) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try CongersKappa(AgreementCases.table, weights: .linear) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("CongersKappa") { print in
      // page
      let codings = try RatingTable(
        raters: [
          [1, 2, 2, 3, 1, 4, 2, 3, 1, 2], [1, 2, 3, 3, 1, 4, 2, 4, 1, 2], [2, 2, 2, 3, 2, 4, 3, 4, 1, 3],
        ], categories: 1...4, names: ["Ann", "Bo", "Cem"])
      print(try CongersKappa(codings, weights: .linear))
      // end
    }
  }
}
