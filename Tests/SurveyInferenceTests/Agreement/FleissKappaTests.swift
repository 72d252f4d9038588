import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct FleissKappaTests {
  static var diagnoses: RatingTable {
    get throws {
      let reference = try #require(try Fixture.cases("FleissKappa").first { $0.id.hasPrefix("published") })
      let counts = try reference.options["counts"].array().map { try $0.numbers().map { Int($0) } }
      return try RatingTable(
        counts: counts, categories: ["depression", "personality", "schizophrenia", "neurosis", "other"])
    }
  }

  // MARK: Reference

  @Test func agreesWithTheSharedReference() throws {
    let reference = try #require(try Fixture.cases("FleissKappa").first { $0.id == "fleiss.raters5" })
    let found = try FleissKappa(AgreementCases.table(reference))
    let expected = reference.expected
    #expect(found.sizes.units == (try expected["n"].integer()))
    #expect(found.sizes.ratingsPerUnit == (try expected["m"].integer()))
    try expectAgreement(found.kappa.value, expected["kappa"], digits: 11)
    try expectAgreement(found.observedAgreement, expected["po"], digits: 11)
    try expectAgreement(found.chanceAgreement, expected["pe"], digits: 11)
    try expectAgreement(found.nullStandardError, expected["se0"], digits: 11)
    try expectAgreement(found.statistic?.value, expected["z"], digits: 11)
    try expectAgreement(found.pValue, expected["p"], digits: 11)
    try expectAgreement(found.categories.map(\.share), expected["category_p"], digits: 11)
    try expectAgreement(found.categories.map { $0.kappa ?? .nan }, expected["category_kappa"], digits: 11)
    try expectAgreement(found.categoryNullStandardError, expected["category_se0"], digits: 11)
  }

  @Test func agreesWithFleissOnThePsychiatricDiagnoses() throws {
    let reference = try #require(try Fixture.cases("FleissKappa").first { $0.id.hasPrefix("published") })
    let found = try FleissKappa(Self.diagnoses)
    try expectAgreement(found.kappa.value, reference.expected["kappa"], digits: 14)
    for (category, published) in zip(
      found.categories, try reference.expected["category_kappa"].numbers())
    {
      #expect(((category.kappa ?? .nan) - published).magnitude <= 0.0005, "\(category.label)")
    }
  }

  @Test(arguments: try Fixture.cases("FleissKappa").filter { $0.id.hasPrefix("irrcac.") })
  func agreesWithIrrCAC(_ reference: Fixture.Case) throws {
    let found = try FleissKappa(
      AgreementCases.table(reference), weights: AgreementCases.weights(reference),
      population: AgreementCases.population(reference))
    try AgreementCases.check(
      found.kappa, observed: found.observedAgreement, chance: found.chanceAgreement, against: reference)
  }

  // MARK: Laws

  @Test func kappaIsTheMeanOfItsCategoriesWeightedByTheirVariance() throws {
    let found = try FleissKappa(Self.diagnoses)
    let weights = found.categories.map { $0.share * (1 - $0.share) }
    let sum = zip(found.categories, weights).reduce(0) { $0 + ($1.0.kappa ?? .nan) * $1.1 }
    expectAgreement(found.kappa.value, sum / weights.reduce(0, +), digits: 13)
  }

  @Test func twoCategoriesHaveTheKappaOfTheWhole() throws {
    let table = try RatingTable(counts: [[3, 0], [2, 1], [0, 3], [1, 2], [3, 0]], categories: 0...1)
    let found = try FleissKappa(table)
    for category in found.categories { expectAgreement(category.kappa ?? 0, found.kappa.value, digits: 13) }
    expectAgreement(found.nullStandardError ?? 0, found.categoryNullStandardError ?? 1, digits: 13)
  }

  @Test func theOrderOfRatingsWithinAUnitDoesNotMatter() throws {
    let shuffled = AgreementCases.units.enumerated().map { index, unit in
      Array(unit[(index % 5)...] + unit[..<(index % 5)])
    }
    let one = try FleissKappa(AgreementCases.table)
    let other = try FleissKappa(RatingTable(units: shuffled, categories: 1...4))
    #expect(one.kappa == other.kappa && one.categories == other.categories)
  }

  /// The spread of kappa over units left out one by one, which the linearization approximates.
  @Test func theLinearizedErrorIsNearThatOfTheJackknife() throws {
    let counts = try Self.diagnoses.countsOfUnits
    let values = try counts.indices.map { left in
      var others = counts
      others.remove(at: left)
      return try FleissKappa(RatingTable(counts: others, categories: 1...5)).kappa.value
    }
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let jackknife = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } * (n - 1) / n).squareRoot()
    expectAgreement(try FleissKappa(Self.diagnoses).kappa.standardError ?? 0, jackknife, digits: 1.3)
  }

  // MARK: Edges and refusals

  @Test func anUnusedCategoryHasNoKappaOfItsOwn() throws {
    let found = try FleissKappa(AgreementCases.table)
    #expect(found.categories[3].kappa == nil && found.categories[3].share == 0)
    #expect(found.categories[0].kappa != nil && found.categories[0].statistic == nil)
    #expect(found.nullStandardError == nil && found.statistic == nil)
    #expect(found.report.notes.count == 1)
  }

  @Test func perfectAgreementHasAStandardErrorOfZero() throws {
    let found = try FleissKappa(AgreementCases.perfect)
    #expect(found.kappa.value == 1 && found.kappa.standardError == 0)
    #expect((found.nullStandardError ?? 0) > 0)
  }

  @Test func oneUnitHasAKappaAndNoStandardError() throws {
    let found = try FleissKappa(RatingTable(units: [[1, 1, 2]], categories: 1...2))
    expectAgreement(found.kappa.value, -0.5, digits: 14)
    #expect(found.kappa.standardError == nil)
    try checkFinding { try FleissKappa(RatingTable(units: [[1, 1, 2]], categories: 1...2)) }
  }

  @Test func refusesWhatHasNoKappa() throws {
    expectRefusal(.constant) { try FleissKappa(AgreementCases.uniform) }
    expectRefusal(.tooFew) { try FleissKappa(RatingTable(units: [[1], [2]], categories: 1...2)) }
    expectRefusal(.outOfRange) { try FleissKappa(Self.diagnoses, population: 29) }
    expectRefusal(.outOfRange) { try FleissKappa(Self.diagnoses, confidence: 1) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try FleissKappa(Self.diagnoses) }
    try checkFinding { try FleissKappa(AgreementCases.table, weights: .quadratic) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("FleissKappa") { print in
      // page
      let counts = [
        [5, 0, 0], [0, 5, 0], [1, 4, 0], [0, 1, 4], [3, 2, 0], [0, 0, 5], [4, 1, 0], [0, 2, 3],
      ]
      let table = try RatingTable(counts: counts, categories: ["work", "money", "health"])
      print(try FleissKappa(table))
      // end
    }
  }
}
