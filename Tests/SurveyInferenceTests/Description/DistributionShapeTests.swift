import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct DistributionShapeTests {
  static let values = [3.0, 1, 4, 1.5, 9, 2, 6]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("DistributionShape"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let forms = try DistributionShape(reference.columnValues()).forms
    let expected = reference.expected
    try expectAgreement(forms.compactMap { $0.skewness?.value }, expected["skewness"], digits: 11, "skewness")
    try expectAgreement(
      forms.compactMap { $0.skewness?.standardError }, expected["skewness_se"], digits: 13, "SE")
    try expectAgreement(forms.compactMap { $0.kurtosis?.value }, expected["kurtosis"], digits: 11, "kurtosis")
    try expectAgreement(
      forms.compactMap { $0.kurtosis?.standardError }, expected["kurtosis_se"], digits: 13, "SE")
  }

  // MARK: Laws

  @Test func itIsTheShapeOfTheDescriptives() throws {
    let found = try DistributionShape(Self.values)
    for definition in ShapeDefinition.allCases {
      let plain = try Descriptives(Self.values, shape: definition)
      #expect(found[definition].skewness?.value == plain.skewness)
      #expect(found[definition].kurtosis?.value == plain.kurtosis)
    }
  }

  @Test func shiftScaleOrderAndReversal() throws {
    let plain = try DistributionShape(Self.values)
    for factor in [-4.0, 1e140, 1e-140] {
      let moved = try DistributionShape(Self.values.reversed().map { $0 * factor })
      for (one, other) in zip(moved.forms, plain.forms) {
        let sign = factor < 0 ? -1.0 : 1
        expectAgreement(one.skewness?.value ?? .nan, sign * (other.skewness?.value ?? .nan), digits: 13)
        expectAgreement(one.kurtosis?.value ?? .nan, other.kurtosis?.value ?? .nan, digits: 13)
        #expect(one.skewness?.standardError == other.skewness?.standardError)
      }
    }
  }

  /// The spread over normal samples of eight is the error, but for chance.
  @Test func theErrorsAreThoseOfNormalSamples() throws {
    var stream = FixedNumbers(seed: 12)
    var (skews, kurtoses): ([Double], [Double]) = ([], [])
    for _ in 0..<6_000 {
      let form = try DistributionShape((0..<8).map { _ in stream.bell() })[.two]
      skews.append(form.skewness?.value ?? .nan)
      kurtoses.append(form.kurtosis?.value ?? .nan)
    }
    let form = try DistributionShape((0..<8).map(Double.init))[.two]
    let skew = try #require(Moments(skews).standardDeviation)
    let kurtosis = try #require(Moments(kurtoses).standardDeviation)
    #expect((0.96...1.04).contains(skew / (form.skewness?.standardError ?? .nan)), "\(skew)")
    #expect((0.92...1.08).contains(kurtosis / (form.kurtosis?.standardError ?? .nan)), "\(kurtosis)")
  }

  // MARK: Edges and refusals

  @Test func fewValuesHaveWhatTheyCanHave() throws {
    let two = try DistributionShape([3, 5])
    #expect(two[.one].skewness == Estimate(0) && two[.two].skewness == nil && two[.two].kurtosis == nil)
    let three = try DistributionShape([3, 5, 6])
    #expect(three[.two].skewness?.standardError != nil && three[.two].kurtosis == nil)
    #expect(three[.one].kurtosis?.standardError == nil)
    for values in [[3.0, 5], [3, 5, 6], [3, 5, 6, 9]] { try checkFinding { try DistributionShape(values) } }
  }

  @Test func refuses() {
    expectRefusal(.tooFew) { try DistributionShape([]) }
    expectRefusal(.tooFew) { try DistributionShape([1]) }
    expectRefusal(.constant) { try DistributionShape([0.1, 0.1, 0.1]) }
    expectRefusal(.constant) { try DistributionShape([0, 1e-200]) }
    expectRefusal(.notFinite) { try DistributionShape([1, .nan]) }
    expectRefusal(.outOfRange) { try DistributionShape([1e200, -1e200]) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try DistributionShape(Self.values) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("DistributionShape") { print in
      // page
      let hours = [3.0, 1, 4, 1.5, 9, 2, 6]
      print(try DistributionShape(hours).named("hours of help"))
      // end
    }
  }
}
