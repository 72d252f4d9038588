import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct CoefficientOfVariationTests {
  static let values = [3.0, 1, 4, 1.5, 9, 2, 6]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("CoefficientOfVariation"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let found = try CoefficientOfVariation(reference.columnValues())
    try expectAgreement(found.coefficient.value, reference.expected["cv"], digits: 12, "coefficient")
    try expectAgreement(found.coefficient.standardError, reference.expected["se"], digits: 12, "SE")
    try expectAgreement(found.corrected, reference.expected["corrected"], digits: 12, "corrected")
    try expectAgreement(limits(of: found.coefficient), reference.expected["ci95"], digits: 10, "limits")
  }

  @Test(arguments: try Fixture.cases("Descriptives"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let found = try CoefficientOfVariation(
      reference.columnValues(), bootstrap: .percentile(resamples: 40, seed: 1))
    try expectAgreement(found.coefficient.value, reference.expected["cv"], digits: 12, "coefficient")
  }

  // MARK: Laws

  @Test func scaleAndOrderDoNotMatter() throws {
    let plain = try CoefficientOfVariation(Self.values).coefficient
    for factor in [1e-100, 0.3, 1e100] {
      let scaled = try CoefficientOfVariation(Self.values.reversed().map { $0 * factor }).coefficient
      expectAgreement(scaled.value, plain.value, digits: 14)
      expectAgreement(scaled.interval?.upper ?? .nan, plain.interval?.upper ?? .nan, digits: 11)
    }
  }

  /// The limits are those of the standardized mean, turned.
  @Test func aMeanThatMayBeZeroHasNoUpperLimit() throws {
    let found = try CoefficientOfVariation([-3, 1, 4, -1, 2]).coefficient
    #expect(found.interval?.upper == .infinity)
    #expect((found.interval?.lower ?? .nan) < found.value)
    try checkFinding { try CoefficientOfVariation([-3, 1, 4, -1, 2]) }
  }

  // MARK: Edges and refusals

  @Test func edges() throws {
    let constant = try CoefficientOfVariation([0.1, 0.1, 0.1])
    #expect(constant.coefficient.value == 0 && constant.coefficient.interval == nil)
    for values in [[1.0, 3], [0.1, 0.1], [0, 5]] { try checkFinding { try CoefficientOfVariation(values) } }
  }

  @Test func refuses() {
    expectRefusal(.tooFew) { try CoefficientOfVariation([]) }
    expectRefusal(.tooFew) { try CoefficientOfVariation([1]) }
    expectRefusal(.notFinite) { try CoefficientOfVariation([1, .nan]) }
    expectRefusal(.outOfRange) { try CoefficientOfVariation([-1, -2]) }
    expectRefusal(.outOfRange) { try CoefficientOfVariation([0, 0]) }
    expectRefusal(.outOfRange) { try CoefficientOfVariation([1e200, 1]) }
    expectRefusal(.outOfRange) { try CoefficientOfVariation([1, 1 + 1e-9]) }
    expectRefusal(.outOfRange) { try CoefficientOfVariation([1, 2], confidence: 1) }
    expectRefusal(.tooFew) {
      try CoefficientOfVariation([1, 2], bootstrap: .percentile(resamples: 9, seed: 1))
    }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try CoefficientOfVariation(Self.values) }
    try checkFinding { try CoefficientOfVariation(Self.values, bootstrap: .bca(resamples: 400, seed: 3)) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("CoefficientOfVariation") { print in
      // page
      let hours = [3.0, 1, 4, 1.5, 9, 2, 6]
      print(try CoefficientOfVariation(hours).named("hours of help"))
      // end
    }
  }
}
