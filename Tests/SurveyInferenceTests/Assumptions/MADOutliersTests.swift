import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MADOutliersTests {
  static let ages = [23.0, 25, 31, 34, 34, 38, 41, 44, 47, 52, 180, 190]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("MADOutliers"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let values = try reference.data().numbers(reference.options["column"].string()).compactMap { $0 }
    let found = try MADOutliers(values, threshold: reference.options["threshold"].number())
    let expected = reference.expected
    try expectAgreement(found.median, expected["median"], digits: 12, "median")
    try expectAgreement(found.deviation, expected["deviation"], digits: 12, "MAD")
    try expectAgreement(found.distances, expected["distances"], digits: 12, "distances")
    #expect(found.outliers.map(Double.init) == (try expected["outliers"].numbers()))
  }

  // MARK: Laws

  @Test func outliersDoNotHideEachOther() throws {
    let found = try MADOutliers(Self.ages)
    #expect(found.outliers == [10, 11] && found.outlyingValues == [180, 190])
    // However far they go, the rest is judged as before.
    let farther = try MADOutliers(Self.ages.map { $0 > 100 ? $0 * 1e290 : $0 })
    #expect(farther.outliers == [10, 11] && farther.distances[0] == found.distances[0])
  }

  @Test func unitsChangeNothing() throws {
    let plain = try MADOutliers(Self.ages)
    for factor in [0x1p1000, 0x1p-900, -1] {
      let moved = try MADOutliers(Self.ages.map { $0 * factor })
      for (one, other) in zip(moved.distances, plain.distances) {
        expectAgreement(one.magnitude, other.magnitude, digits: 13)
      }
      #expect(moved.outliers == plain.outliers)
    }
  }

  // MARK: Edges and refusals

  @Test func refusesWhatHasNoDeviation() {
    expectRefusal(.tooFew) { try MADOutliers([1, 2]) }
    expectRefusal(.constant) { try MADOutliers([3, 3, 3]) }
    expectRefusal(.constant) { try MADOutliers([3, 3, 3, 9]) }
    expectRefusal(.notFinite) { try MADOutliers([1, .nan, 3]) }
    for threshold in [0, -1, .nan, .infinity] {
      expectRefusal(.outOfRange) { try MADOutliers(Self.ages, threshold: threshold) }
    }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try MADOutliers(Self.ages) }
    try checkFinding { try MADOutliers([1, 2, 3]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MADOutliers") { print in
      // page
      let ages = [23.0, 25, 31, 34, 34, 38, 41, 44, 47, 52, 180, 190]
      print(try MADOutliers(ages, threshold: 3).named("age"))
      // end
    }
  }
}
