import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct PercentAgreementTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("PercentAgreement"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let found = try PercentAgreement(
      AgreementCases.table(reference), weights: AgreementCases.weights(reference))
    let expected = reference.expected
    try expectAgreement(found.agreement.value, expected["value"], digits: 12, "value")
    try expectAgreement(found.agreement.value, expected["irrcac_pa"], digits: 12, floor: 1e-14, "irrCAC")
    try expectAgreement(found.agreement.standardError, expected["se"], digits: 12, "standard error")
  }

  // MARK: Laws

  /// Every pair of ratings of every unit, one by one.
  @Test func equalsTheMeanOverPairsCountedOneByOne() throws {
    let means = AgreementCases.units.map { unit -> Double in
      let given = unit.compactMap { $0 }
      var (agreeing, pairs) = (0.0, 0.0)
      for (index, one) in given.enumerated() {
        for other in given.dropFirst(index + 1) {
          agreeing += one == other ? 1 : 0
          pairs += 1
        }
      }
      return agreeing / pairs
    }
    let found = try PercentAgreement(AgreementCases.table)
    expectAgreement(found.agreement.value, means.reduce(0, +) / Double(means.count), digits: 14)
    #expect(found.unanimousUnits == 3)
  }

  @Test func theOrderOfUnitsRatersAndCategoriesDoesNotMatter() throws {
    let plain = try PercentAgreement(AgreementCases.table).agreement
    let turned = try PercentAgreement(
      RatingTable(
        units: AgreementCases.units.reversed().map { $0.reversed() }, categories: [4, 2, 3, 1])
    ).agreement
    expectAgreement(turned.value, plain.value, digits: 14)
    expectAgreement(turned.standardError ?? .nan, plain.standardError ?? .nan, digits: 13)
  }

  @Test func countsGiveWhatRatingsGive() throws {
    let table = try AgreementCases.table
    let counts = try RatingTable(counts: table.countsOfUnits, categories: 1...4)
    #expect(try PercentAgreement(counts).agreement == PercentAgreement(table).agreement)
  }

  @Test func aWholePopulationHasNoSamplingError() throws {
    let all = try PercentAgreement(AgreementCases.table, population: 8).agreement
    let many = try PercentAgreement(AgreementCases.table).agreement
    let half = try PercentAgreement(AgreementCases.table, population: 16).agreement
    #expect(all.standardError == 0 && all.interval?.width == 0)
    expectAgreement(
      half.standardError ?? .nan, (many.standardError ?? .nan) * 0.5.squareRoot(), digits: 14)
  }

  // MARK: Edges and refusals

  @Test func perfectAgreementHasAStandardErrorOfZero() throws {
    for table in [try AgreementCases.perfect, try AgreementCases.uniform] {
      let found = try PercentAgreement(table)
      #expect(found.agreement.value == 1 && found.agreement.standardError == 0)
      #expect(found.report.notes.contains { $0.contains("the interval is a point") })
      #expect(found.unanimousUnits == found.sizes.units)
    }
  }

  @Test func oneUnitHasNoStandardError() throws {
    let found = try PercentAgreement(RatingTable(units: [[1, 1, 2]], categories: 1...2))
    expectAgreement(found.agreement.value, 1.0 / 3, digits: 15)
    #expect(found.agreement.standardError == nil && found.agreement.interval == nil)
    #expect(found.report.notes == ["A standard error needs at least two units."])
  }

  @Test func unitsWithoutRatingsAreInTheLedger() throws {
    let table = try RatingTable(
      units: AgreementCases.units + [[nil, nil, nil, nil, nil], [nil, 2, nil, nil, nil]], categories: 1...4)
    let found = try PercentAgreement(table)
    #expect(found.cases.entered == 10 && found.cases.used == 9)
    #expect(found.cases.exclusions == [.init("without a rating", count: 1)])
    #expect(found.sizes.pairableUnits == 8 && found.sizes.ratingsPerUnit == nil)
    #expect(
      found.report.notes[0]
        == "1 unit with a single rating counts as a unit of the standard error only.")
    let without = try PercentAgreement(AgreementCases.table).agreement.value
    expectAgreement(found.agreement.value, without, digits: 14)
  }

  @Test func refusesWhatHasNoPairs() throws {
    expectRefusal(.tooFew) { try PercentAgreement(RatingTable(units: [[1], [2]], categories: 1...2)) }
    expectRefusal(.tooFew) {
      try PercentAgreement(RatingTable(units: [[1, nil], [nil, 2]], categories: 1...2))
    }
    expectRefusal(.outOfRange) { try PercentAgreement(AgreementCases.table, population: 7) }
    expectRefusal(.outOfRange) { try PercentAgreement(AgreementCases.table, population: -1) }
    for confidence in [0, 1, .nan] {
      expectRefusal(.outOfRange) { try PercentAgreement(AgreementCases.table, confidence: confidence) }
    }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try PercentAgreement(AgreementCases.table, weights: .linear, population: 100) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("PercentAgreement") { print in
      // page
      let codings = try RatingTable(
        units: [
          ["work", "work", "work"], ["work", "money", "work"], ["money", "money", nil],
          ["health", "health", "health"], ["health", "money", "money"], ["work", "work", "work"],
          ["money", "money", "money"], ["health", nil, nil],
        ], categories: ["work", "money", "health", "other"], names: ["Ann", "Bo", "Cem"])
      print(try PercentAgreement(codings))
      // end
    }
  }
}
