import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct TrimmedMeanTests {
  static let values = [3.0, 1, 4, 1.5, 9, 2, 6, 2, 5, 40]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("TrimmedMean"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let found = try TrimmedMean(reference.columnValues(), share: reference.options["share"].number())
    let expected = reference.expected
    #expect(found.cut == (try expected["cut"].integer()))
    #expect(found.kept == (try expected["kept"].integer()))
    try expectAgreement(found.mean.value, expected["mean"], digits: 12, "mean")
    try expectAgreement(found.mean.standardError, expected["se"], digits: 12, "SE")
    try expectAgreement(limits(of: found.mean), expected["ci95"], digits: 11, "limits")
    try expectAgreement(found.winsorizedVariance, expected["winsorized_variance"], digits: 12, "variance")
  }

  @Test(arguments: try Fixture.cases("Descriptives"))
  func agreesWithTheTrimmedMeansOfR(_ reference: Fixture.Case) throws {
    let values = try reference.columnValues()
    for (share, key) in [(0.1, "trimmed_mean_10"), (0.2, "trimmed_mean_20")] {
      let found = try TrimmedMean(values, share: share)
      try expectAgreement(found.mean.value, reference.expected[key], digits: 12, key)
    }
    guard reference.expected["winsorized_var_20"] != .null else { return }
    try expectAgreement(
      try TrimmedMean(values).winsorizedVariance, reference.expected["winsorized_var_20"], digits: 12,
      "winsorized variance")
  }

  // MARK: Laws

  @Test func withoutTrimmingItIsTheMean() throws {
    let found = try TrimmedMean(Self.values, share: 0)
    let plain = try Descriptives(Self.values).mean
    expectAgreement(found.mean.value, plain.value, digits: 15)
    expectAgreement(found.mean.standardError ?? .nan, plain.standardError ?? .nan, digits: 14)
  }

  @Test func halfOfAllButTheMiddleIsTheMedian() throws {
    for count in 1...20 {
      let values = Array(Self.values.prefix(count))
      expectAgreement(
        try TrimmedMean(values, share: 0.499).mean.value, try Descriptives(values).median, digits: 14)
    }
  }

  @Test func shiftScaleOrderAndReversal() throws {
    let plain = try TrimmedMean(Self.values)
    let moved = try TrimmedMean(Self.values.reversed().map { 3 - 2 * $0 })
    expectAgreement(moved.mean.value, 3 - 2 * plain.mean.value, digits: 14)
    expectAgreement(moved.mean.standardError ?? .nan, 2 * (plain.mean.standardError ?? .nan), digits: 14)
  }

  @Test func whatIsCutOffDoesNotMatter() throws {
    let far = Self.values.map { $0 == 40 ? 1e100 : $0 }
    #expect(try TrimmedMean(far).mean == TrimmedMean(Self.values).mean)
  }

  // MARK: Edges and refusals

  @Test func edges() throws {
    #expect(try TrimmedMean([3]).mean == Estimate(3))
    #expect(try TrimmedMean([3, 5, 9], share: 0.4).mean == Estimate(5))
    #expect(try TrimmedMean([3, 5], share: 0.4).kept == 2)
    #expect(try TrimmedMean([Double](repeating: 1, count: 100), share: 0.29).cut == 29)
    let constant = try TrimmedMean([0.1, 0.1, 0.1, 0.1])
    #expect(constant.mean.value == 0.1 && constant.mean.interval?.width == 0)
    for values in [[3.0], [3, 5], [0.1, 0.1, 0.1]] {
      try checkFinding { try TrimmedMean(values, share: 0.4) }
    }
  }

  @Test func refuses() {
    expectRefusal(.tooFew) { try TrimmedMean([]) }
    expectRefusal(.notFinite) { try TrimmedMean([1, .nan]) }
    for share in [-0.1, 0.5, 1, .nan, .infinity] {
      expectRefusal(.outOfRange) { try TrimmedMean([1, 2], share: share) }
    }
    expectRefusal(.outOfRange) { try TrimmedMean([1e200, -1e200], share: 0) }
    expectRefusal(.outOfRange) { try TrimmedMean([1, 2], confidence: 0) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try TrimmedMean(Self.values) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("TrimmedMean") { print in
      // page
      let hours = [3.0, 1, 4, 1.5, 9, 2, 6, 2, 5, 40]
      print(try TrimmedMean(hours, share: 0.2).named("hours of help"))
      // end
    }
  }
}
