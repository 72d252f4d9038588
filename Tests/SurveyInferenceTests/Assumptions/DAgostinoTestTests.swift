import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct DAgostinoTestTests {
  static let ages = [23.0, 25, 31, 34, 34, 38, 41, 44, 47, 52, 60, 75]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("DAgostinoTest"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let values = try reference.data().numbers(reference.options["column"].string()).compactMap { $0 }
    let expected = reference.expected
    #expect(values.count == (try expected["n"].integer()))
    let found = try DAgostinoTest(values)
    try expectAgreement(found.skewnessStatistic.value, expected["z_skewness"], digits: 9, "skewness")
    try expectAgreement(found.kurtosisStatistic.value, expected["z_kurtosis"], digits: 9, "kurtosis")
    try expectAgreement(found.statistic.value, expected["K2"], digits: 9, "K²")
    try expectAgreement(found.pValue, expected["p"], digits: 9, "p")
  }

  // MARK: Laws

  @Test func unitsAndOrderChangeNothing() throws {
    let plain = try DAgostinoTest(Self.ages)
    for factor in [0x1p600, 0x1p-600, -3] {
      let moved = try DAgostinoTest(Self.ages.reversed().map { $0 * factor })
      expectAgreement(moved.statistic.value, plain.statistic.value, digits: 12)
    }
    let shifted = try DAgostinoTest(Self.ages.map { $0 + 1_000 })
    expectAgreement(shifted.statistic.value, plain.statistic.value, digits: 11)
    // The largest doubles differ from each other by more than a double holds.
    let far = try DAgostinoTest(Self.ages.map { ($0 - 40) * 4e306 })
    expectAgreement(far.statistic.value, plain.statistic.value, digits: 11)
  }

  @Test func turningTheValuesTurnsTheSkewness() throws {
    let plain = try DAgostinoTest(Self.ages)
    let turned = try DAgostinoTest(Self.ages.map { -$0 })
    expectAgreement(turned.skewnessStatistic.value, -plain.skewnessStatistic.value, digits: 12)
    expectAgreement(turned.kurtosisStatistic.value, plain.kurtosisStatistic.value, digits: 12)
  }

  // MARK: Edges and refusals

  @Test func refusesWhatHasNoShape() {
    expectRefusal(.tooFew) { try DAgostinoTest([Double]()) }
    expectRefusal(.tooFew) { try DAgostinoTest(Self.ages.prefix(7)) }
    expectRefusal(.constant) { try DAgostinoTest([Double](repeating: 4, count: 12)) }
    expectRefusal(.notFinite) { try DAgostinoTest(Self.ages + [.nan]) }
    expectRefusal(.notFinite) { try DAgostinoTest(Self.ages + [-.infinity]) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try DAgostinoTest(Self.ages) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("DAgostinoTest") { print in
      // page
      let ages = [23.0, 25, 31, 34, 34, 38, 41, 44, 47, 52, 60, 75]
      print(try DAgostinoTest(ages).named("age"))
      // end
    }
  }
}
