import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct HarmonicMeanTests {
  static let values = [3.0, 1, 4, 1.5, 9, 2, 6]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("HarmonicMean"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let found = try HarmonicMean(reference.columnValues())
    try expectAgreement(found.mean.value, reference.expected["mean"], digits: 12, "mean")
    try expectAgreement(found.mean.standardError, reference.expected["se"], digits: 12, "SE")
    try expectAgreement(limits(of: found.mean), reference.expected["ci95"], digits: 11, "limits")
  }

  @Test(arguments: try Fixture.cases("Descriptives"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let expected = reference.expected["harmonic_mean"]
    let values = try reference.columnValues()
    guard expected != .null, values.allSatisfy({ $0 > 0 }) else {
      expectRefusal(.outOfRange) { try HarmonicMean(values) }
      return
    }
    try expectAgreement(try HarmonicMean(values).mean.value, expected, digits: 12, "mean")
  }

  // MARK: Laws

  @Test func scaleOrderAndDuplication() throws {
    let plain = try HarmonicMean(Self.values)
    for factor in [1e-300, 0.3, 1e300] {
      let scaled = try HarmonicMean(Self.values.reversed().map { $0 * factor })
      expectAgreement(scaled.mean.value, factor * plain.mean.value, digits: 12)
      expectAgreement(
        scaled.mean.standardError ?? .nan, factor * (plain.mean.standardError ?? .nan), digits: 12)
    }
    expectAgreement(try HarmonicMean(Self.values + Self.values).mean.value, plain.mean.value, digits: 14)
  }

  @Test func meansAreOrdered() throws {
    let (harmonic, geometric) = try (HarmonicMean(Self.values), GeometricMean(Self.values))
    #expect(harmonic.mean.value < geometric.mean.value)
    #expect(try geometric.mean.value < Descriptives(Self.values).mean.value)
  }

  @Test func inversion() throws {
    let plain = try HarmonicMean(Self.values)
    let inverse = try Descriptives(Self.values.map { 1 / $0 })
    expectAgreement(plain.mean.value, 1 / inverse.mean.value, digits: 14)
    let relative = (plain.mean.standardError ?? .nan) / plain.mean.value
    expectAgreement(relative, (inverse.mean.standardError ?? .nan) / inverse.mean.value, digits: 14)
  }

  // MARK: Edges and refusals

  @Test func edges() throws {
    #expect(try HarmonicMean([3]).mean == Estimate(3))
    let constant = try HarmonicMean([0.1, 0.1, 0.1])
    #expect(constant.mean.value == 0.1 && constant.mean.interval?.width == 0)
    for values in [[3.0], [3, 5], [0.1, 0.1], [1e200, 1e201], [1e-300, 2e-300]] {
      try checkFinding { try HarmonicMean(values) }
    }
  }

  @Test func refuses() {
    expectRefusal(.tooFew) { try HarmonicMean([]) }
    expectRefusal(.notFinite) { try HarmonicMean([1, .nan]) }
    expectRefusal(.outOfRange) { try HarmonicMean([1, 0]) }
    expectRefusal(.outOfRange) { try HarmonicMean([1, -2]) }
    expectRefusal(.outOfRange) { try HarmonicMean([1.7e308, 1.7e308, 1.7e307]) }
    expectRefusal(.outOfRange) { try HarmonicMean([1, 2], confidence: 1) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try HarmonicMean(Self.values) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("HarmonicMean") { print in
      // page
      let minutesPerPage = [2.0, 3, 2.5, 6, 4]
      print(try HarmonicMean(minutesPerPage).named("minutes per page"))
      // end
    }
  }
}
