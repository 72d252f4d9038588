import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct RousseeuwCrouxQnTests {
  private typealias Laws = RousseeuwCrouxLaws<RousseeuwCrouxQn>

  // MARK: Reference

  @Test(arguments: try Fixture.cases("RousseeuwCrouxQn"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let found = try RousseeuwCrouxQn(reference.columnValues())
    try expectAgreement(found.raw, reference.expected["raw"], digits: 14, "raw")
  }

  @Test func factorsAreThoseOfThePaper() throws {
    try Laws.checkFactors(
      [0.399, 0.994, 0.512, 0.844, 0.611, 0.857, 0.669, 0.872], ten: 10 / 13.8, eleven: 11 / 12.4)
  }

  // MARK: Laws

  /// From all distances, one by one.
  @Test func itIsWhatAllDistancesSay() throws {
    try Laws.checkAgainst { x in
      let distances = x.indices.flatMap { place in x[..<place].map { ($0 - x[place]).magnitude } }
      let half = x.count / 2 + 1
      return distances.sorted()[half * (half - 1) / 2 - 1]
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
    try checkPage("RousseeuwCrouxQn") { print in
      // page
      let hours = [3.0, 1, 4, 1.5, 9, 2, 6, 2, 5, 40]
      print(try RousseeuwCrouxQn(hours).named("hours of help"))
      // end
    }
  }
}
