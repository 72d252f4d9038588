import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct GeometricMeanTests {
  static let values = [3.0, 1, 4, 1.5, 9, 2, 6]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("GeometricMean"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let found = try GeometricMean(reference.columnValues())
    try expectAgreement(found.mean.value, reference.expected["mean"], digits: 12, "mean")
    try expectAgreement(found.mean.standardError, reference.expected["se"], digits: 12, "SE")
    try expectAgreement(limits(of: found.mean), reference.expected["ci95"], digits: 11, "limits")
    try expectAgreement(
      found.geometricStandardDeviation, reference.expected["gsd"], digits: 12, "geometric SD")
  }

  @Test(arguments: try Fixture.cases("Descriptives"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let expected = reference.expected["geometric_mean"]
    let values = try reference.columnValues()
    guard expected != .null, values.allSatisfy({ $0 > 0 }) else {
      expectRefusal(.outOfRange) { try GeometricMean(values) }
      return
    }
    try expectAgreement(try GeometricMean(values).mean.value, expected, digits: 12, "mean")
  }

  // MARK: Laws

  @Test func scaleOrderAndDuplication() throws {
    let plain = try GeometricMean(Self.values)
    for factor in [1e-300, 0.3, 1e300] {
      let scaled = try GeometricMean(Self.values.reversed().map { $0 * factor })
      expectAgreement(scaled.mean.value, factor * plain.mean.value, digits: 12)
      expectAgreement(
        scaled.mean.standardError ?? .nan, factor * (plain.mean.standardError ?? .nan), digits: 12)
    }
    expectAgreement(try GeometricMean(Self.values + Self.values).mean.value, plain.mean.value, digits: 14)
  }

  @Test func meansAreOrdered() throws {
    let (harmonic, geometric) = try (HarmonicMean(Self.values), GeometricMean(Self.values))
    #expect(harmonic.mean.value < geometric.mean.value)
    #expect(try geometric.mean.value < Descriptives(Self.values).mean.value)
  }

  @Test func inversion() throws {
    let plain = try GeometricMean(Self.values)
    let turned = try GeometricMean(Self.values.map { 1 / $0 })
    expectAgreement(turned.mean.value, 1 / plain.mean.value, digits: 14)
    expectAgreement(turned.mean.interval?.upper ?? .nan, 1 / (plain.mean.interval?.lower ?? .nan), digits: 13)
    let logs = try Descriptives(Self.values.map { SpecialFunctions.log1p($0 - 1) })
    expectAgreement(SpecialFunctions.log1p(plain.mean.value - 1), logs.mean.value, digits: 13)
  }

  // MARK: Edges and refusals

  @Test func edges() throws {
    #expect(try GeometricMean([3]).mean == Estimate(3))
    let constant = try GeometricMean([0.1, 0.1, 0.1])
    #expect(constant.mean.value == 0.1 && constant.mean.interval?.width == 0)
    for values in [[3.0], [3, 5], [0.1, 0.1], [1e200, 1e201], [1e-300, 2e-300]] {
      try checkFinding { try GeometricMean(values) }
    }
  }

  @Test func refuses() {
    expectRefusal(.tooFew) { try GeometricMean([]) }
    expectRefusal(.notFinite) { try GeometricMean([1, .nan]) }
    expectRefusal(.outOfRange) { try GeometricMean([1, 0]) }
    expectRefusal(.outOfRange) { try GeometricMean([1, -2]) }
    expectRefusal(.outOfRange) { try GeometricMean([1e-300, 1e300]) }
    expectRefusal(.outOfRange) { try GeometricMean([1, 2], confidence: 1) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try GeometricMean(Self.values) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("GeometricMean") { print in
      // page
      let income = [900.0, 1_200, 1_500, 2_000, 2_600, 4_800, 11_000]
      print(try GeometricMean(income).named("income"))
      // end
    }
  }
}
