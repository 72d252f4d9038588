import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct RousseeuwCrouxSnTests {
  private typealias Laws = RousseeuwCrouxLaws<RousseeuwCrouxSn>

  // MARK: Reference

  @Test(arguments: try Fixture.cases("RousseeuwCrouxSn"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let found = try RousseeuwCrouxSn(reference.columnValues())
    try expectAgreement(found.raw, reference.expected["raw"], digits: 14, "raw")
    try expectAgreement(found.scale.value, reference.expected["corrected"], digits: 12, "corrected")
  }

  @Test func factorsAreThoseOfThePaper() throws {
    try Laws.checkFactors(
      [0.743, 1.851, 0.954, 1.351, 0.993, 1.198, 1.005, 1.131], ten: 1, eleven: 11 / (11 - 0.9))
  }

  // MARK: Laws

  /// From all distances, one by one.
  @Test func itIsWhatAllDistancesSay() throws {
    try Laws.checkAgainst { x in
      let medians = x.map { value in x.map { ($0 - value).magnitude }.sorted()[x.count / 2] }
      return medians.sorted()[(x.count + 1) / 2 - 1]
    }
  }

  @Test func shiftScaleOrderAndReversal() throws { try Laws.checkShiftScaleOrderAndReversal() }

  @Test func itEstimatesTheStandardDeviationOfNormalData() throws { try Laws.checkNormalData() }

  // MARK: Edges and refusals

  @Test func edges() throws { try Laws.checkEdges() }

  @Test func refuses() { Laws.checkRefusals() }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws { try Laws.checkContract() }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("RousseeuwCrouxSn") { print in
      // page
      let hours = [3.0, 1, 4, 1.5, 9, 2, 6, 2, 5, 40]
      print(try RousseeuwCrouxSn(hours).named("hours of help"))
      // end
    }
  }
}
