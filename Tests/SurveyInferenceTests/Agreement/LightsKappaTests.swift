import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct LightsKappaTests {
  static let plan = BootstrapPlan.percentile(resamples: 200, seed: 3)

  // MARK: Reference

  @Test(arguments: try Fixture.cases("LightsKappa"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let found = try LightsKappa(
      AgreementCases.table(reference), weights: AgreementCases.weights(reference), bootstrap: nil)
    try expectAgreement(found.kappa.value, reference.expected["value"], digits: 12)
    try expectAgreement(found.pairs.map(\.kappa), reference.expected["pairs"], digits: 12, floor: 1e-15)
    #expect(found.kappa.interval == nil && found.bootstrap == nil)
  }

  // MARK: Laws

  @Test func twoRatersHaveCohensKappa() throws {
    let units: [[Int?]] = [[1, 1], [2, 1], [2, 2], [3, 3], [1, 3], [2, 2], [3, 2]]
    let table = try RatingTable(units: units, categories: 1...3)
    let light = try LightsKappa(table, weights: .linear, bootstrap: nil)
    #expect(light.kappa.value == (try CohensKappa(table, weights: .linear).kappa.value))
    #expect(light.pairs.count == 1)
  }

  @Test func theOrderOfRatersDoesNotMatter() throws {
    let turned = try RatingTable(units: AgreementCases.units.map { $0.reversed() }, categories: 1...4)
    expectAgreement(
      try LightsKappa(turned, bootstrap: nil).kappa.value,
      try LightsKappa(AgreementCases.table, bootstrap: nil).kappa.value, digits: 14)
  }

  /// Resampling two raters' units spreads kappa about as the standard error at this kappa says.
  @Test func theBootstrapSpreadsAsTheFormulaSays() throws {
    var units: [[Int?]] = []
    for (row, counts) in CohensKappaTests.counts.enumerated() {
      for (column, count) in counts.enumerated() {
        units += [[Int?]](repeating: [row, column], count: 4 * count)
      }
    }
    let table = try RatingTable(units: units, categories: 0...2)
    let light = try LightsKappa(table, bootstrap: .percentile(resamples: 1_000, seed: 1)).kappa
    let cohen = try CohensKappa(table).kappa
    expectAgreement(light.standardError ?? 0, cohen.standardError ?? 1, digits: 1)
    expectAgreement(light.interval?.lower ?? 0, cohen.interval?.lower ?? 1, digits: 1)
    expectAgreement(light.interval?.upper ?? 0, cohen.interval?.upper ?? 1, digits: 1)
  }

  // MARK: Edges and refusals

  @Test func unitsThatLackARatingAreInTheLedger() throws {
    let found = try LightsKappa(AgreementCases.table, bootstrap: Self.plan)
    #expect(found.cases.exclusions == [.init("without a rating by every rater", count: 2)])
    #expect(found.pairs.count == 10)
  }

  @Test func oneUnitHasNoInterval() throws {
    let found = try LightsKappa(RatingTable(units: [[1, 2]], categories: 1...2))
    #expect(found.kappa == Estimate(0) && found.report.notes == ["An interval needs at least two units."])
  }

  @Test func resamplesWithoutAKappaAreCounted() throws {
    let table = try RatingTable(units: [[1, 1], [1, 1], [2, 2], [1, 2]], categories: 1...2)
    let found = try LightsKappa(table, bootstrap: Self.plan)
    #expect((found.bootstrap?.undefinedCount ?? 0) > 0)
    #expect(found.report.warnings.contains { $0.contains("have no value") })
  }

  @Test func refusesWhatHasNoKappa() throws {
    expectRefusal(.constant) { try LightsKappa(AgreementCases.uniform) }
    expectRefusal(.constant) {
      try LightsKappa(RatingTable(units: [[1, 1, 1], [1, 1, 2]], categories: 1...2))
    }
    expectRefusal(.tooFew) { try LightsKappa(RatingTable(units: [[1], [2]], categories: 1...2)) }
    expectRefusal(.tooFew) { try LightsKappa(RatingTable(units: [[1, nil]], categories: 1...2)) }
    expectRefusal(.definition) { try LightsKappa(RatingTable(counts: [[1, 1]], categories: 1...2)) }
    expectRefusal(.infeasible) {
      try LightsKappa(AgreementCases.table, bootstrap: .bca(resamples: .max))
    }
    expectRefusal(.tooFew) { try LightsKappa(AgreementCases.table, bootstrap: .bca(resamples: -1)) }
    expectRefusal(.outOfRange) { try LightsKappa(AgreementCases.table, bootstrap: nil, confidence: 1) }
    expectRefusal(.infeasible) {
      try LightsKappa(
        RatingTable(
          units: [[Int?]](repeating: Array(repeating: 1, count: 50_000), count: 2), categories: 1...2))
    }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try LightsKappa(AgreementCases.table, weights: .linear, bootstrap: Self.plan) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("LightsKappa") { print in
      // page
      let codings = try RatingTable(
        raters: [
          [1, 2, 2, 3, 1, 3, 2, 3, 1, 2, 3, 1], [1, 2, 3, 3, 1, 3, 2, 3, 1, 2, 3, 2],
          [2, 2, 2, 3, 1, 3, 3, 3, 1, 2, 3, 1],
        ], categories: 1...3, names: ["Ann", "Bo", "Cem"])
      print(try LightsKappa(codings, bootstrap: .bca(resamples: 2_000, seed: 1)))
      // end
    }
  }
}
