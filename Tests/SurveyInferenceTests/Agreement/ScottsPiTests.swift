import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ScottsPiTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("ScottsPi"))
  func agreesWithIrrCAC(_ reference: Fixture.Case) throws {
    let found = try ScottsPi(
      AgreementCases.table(reference), weights: AgreementCases.weights(reference),
      population: AgreementCases.population(reference))
    try AgreementCases.check(
      found.coefficient, observed: found.observedAgreement, chance: found.chanceAgreement, against: reference)
  }

  // MARK: Laws

  @Test func isFleissKappaOfTwoRatings() throws {
    let units: [[Int?]] = [[1, 1], [2, 1], [2, 2], [3, 3], [1, 3], [2, 2]]
    let table = try RatingTable(units: units, categories: 1...3)
    let (pi, kappa) = (try ScottsPi(table), try FleissKappa(table))
    #expect(pi.coefficient == kappa.kappa && pi.statistic == kappa.statistic)
    #expect(pi.pValue == kappa.pValue && pi.nullStandardError == kappa.nullStandardError)
  }

  /// Scott's own formula from the pooled shares of both raters.
  @Test func isScottsFormula() throws {
    let units: [[Int?]] = [
      [1, 1], [2, 1], [2, 2], [1, 1], [1, 2], [2, 2], [2, 2], [2, 2], [1, 1], [1, 2],
    ]
    let shares = [1, 2].map { value in
      Double(units.joined().count { $0 == value }) / Double(2 * units.count)
    }
    let chance = shares.reduce(0) { $0 + $1 * $1 }
    let found = try ScottsPi(RatingTable(units: units, categories: 1...2))
    expectAgreement(found.coefficient.value, (0.7 - chance) / (1 - chance), digits: 13)
  }

  @Test func equalFrequenciesGiveCohensKappa() throws {
    let units: [[Int?]] = [[1, 1], [2, 1], [1, 2], [2, 2], [1, 1], [2, 2]]
    let table = try RatingTable(units: units, categories: 1...2)
    expectAgreement(
      try ScottsPi(table).coefficient.value, try CohensKappa(table).kappa.value, digits: 14)
  }

  // MARK: Edges and refusals

  @Test func perfectAgreementHasAStandardErrorOfZero() throws {
    let found = try ScottsPi(AgreementCases.perfect)
    #expect(found.coefficient.value == 1 && found.coefficient.standardError == 0)
  }

  @Test func unitsWithoutTwoRatingsAreInTheLedger() throws {
    let table = try RatingTable(units: [[1, 1], [2, nil], [2, 2], [nil, nil]], categories: 1...2)
    let found = try ScottsPi(table)
    #expect(found.cases.exclusions == [.init("with fewer than two ratings", count: 2)])
    #expect(found.sizes.units == 2)
  }

  @Test func weightsHaveNoNullStandardError() throws {
    let found = try ScottsPi(AgreementCases.perfect, weights: .linear)
    #expect(found.nullStandardError == nil && found.pValue == nil)
    #expect(found.report.notes.contains("The test of Fleiss, Nee & Landis is defined without weights."))
  }

  @Test func refusesWhatHasNoPi() throws {
    expectRefusal(.constant) { try ScottsPi(AgreementCases.uniform) }
    expectRefusal(.definition) { try ScottsPi(AgreementCases.table) }
    expectRefusal(.definition) { try ScottsPi(RatingTable(counts: [[2, 1], [1, 1]], categories: 1...2)) }
    expectRefusal(.definition) { try ScottsPi(RatingTable(units: [[1]], categories: 1...2)) }
    expectRefusal(.tooFew) { try ScottsPi(RatingTable(units: [[1, nil]], categories: 1...2)) }
    expectRefusal(.outOfRange) { try ScottsPi(AgreementCases.perfect, population: 0) }
    expectRefusal(.outOfRange) { try ScottsPi(AgreementCases.perfect, confidence: 2) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try ScottsPi(AgreementCases.perfect) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ScottsPi") { print in
      // page
      let codings = try RatingTable(
        units: [
          ["yes", "yes"], ["yes", "no"], ["no", "no"], ["no", "no"], ["yes", "yes"], ["no", "no"],
          ["no", "yes"], ["no", "no"], ["yes", "yes"], ["no", "no"],
        ], categories: ["no", "yes"], names: ["Ann", "Bo"])
      print(try ScottsPi(codings))
      // end
    }
  }
}
