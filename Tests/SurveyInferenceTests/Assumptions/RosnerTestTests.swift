import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct RosnerTestTests {
  static let ages = [23.0, 25, 31, 34, 34, 38, 41, 44, 47, 52, 180, 190]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("RosnerTest"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let options = reference.options
    let found = try RosnerTest(
      options["values"].numbers(), upTo: options["most"].integer(), level: options["level"].number())
    let expected = reference.expected
    try expectAgreement(found.steps.map(\.distance), expected["distances"], digits: 10, "distances")
    try expectAgreement(found.steps.map(\.critical), expected["criticals"], digits: 10, "critical")
    #expect(found.steps.map { Double($0.index) } == (try expected["indices"].numbers()))
    #expect(found.outlierCount == (try expected["outliers"].integer()))
  }

  // MARK: Laws

  @Test func twoOutliersDoNotHideEachOther() throws {
    let found = try RosnerTest(Self.ages, upTo: 3)
    #expect(found.outlierCount == 2 && found.steps.prefix(2).map(\.index) == [11, 10])
    // Each hides the other from a test of one outlier.
    #expect(try GrubbsTest(Self.ages).pValue > 0.05)
  }

  @Test func theFirstStepIsGrubbs() throws {
    let grubbs = try GrubbsTest(Self.ages)
    let found = try RosnerTest(Self.ages, upTo: 1, level: grubbs.pValue)
    expectAgreement(found.steps[0].distance, grubbs.g, digits: 14)
    expectAgreement(found.steps[0].critical, grubbs.g, digits: 10)
  }

  // MARK: Edges and refusals

  @Test func refusesWhatHasNoSteps() {
    expectRefusal(.tooFew) { try RosnerTest([1, 2, 3], upTo: 1) }
    for most in [0, -1, 7, .min, .max] {
      expectRefusal(.outOfRange) { try RosnerTest(Self.ages, upTo: most) }
    }
    for level in [0, 1, -1, .nan] {
      expectRefusal(.outOfRange) { try RosnerTest(Self.ages, upTo: 1, level: level) }
    }
    expectRefusal(.constant) { try RosnerTest([5, 5, 5, 5, 5, 9], upTo: 2) }
    expectRefusal(.notFinite) { try RosnerTest(Self.ages + [.infinity], upTo: 2) }
    expectRefusal(.infeasible) { try RosnerTest((0..<20_000).map(Double.init), upTo: 9_000) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try RosnerTest(Self.ages, upTo: 4) }
    try checkFinding { try RosnerTest([5, 5, 5, 5, 5, 9], upTo: 1) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("RosnerTest") { print in
      // page
      let ages = [23.0, 25, 31, 34, 34, 38, 41, 44, 47, 52, 180, 190]
      print(try RosnerTest(ages, upTo: 3).named("age"))
      // end
    }
  }
}
