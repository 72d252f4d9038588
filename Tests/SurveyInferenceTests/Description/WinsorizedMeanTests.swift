import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct WinsorizedMeanTests {
  static let values = [3.0, 1, 4, 1.5, 9, 2, 6, 2, 5, 40]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("WinsorizedMean"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let found = try WinsorizedMean(reference.columnValues(), share: reference.options["share"].number())
    let expected = reference.expected
    try expectAgreement(found.mean.value, expected["mean"], digits: 12, "mean")
    try expectAgreement(found.variance, expected["variance"], digits: 12, "variance")
    try expectAgreement(found.mean.standardError, expected["se"], digits: 12, "SE")
    try expectAgreement(limits(of: found.mean), expected["ci95"], digits: 11, "limits")
  }

  // MARK: Laws

  @Test func itIsTheMeanOfClampedValues() throws {
    let found = try WinsorizedMean(Self.values)
    let clamped = try Descriptives(Self.values.map { min(max($0, found.lowest), found.highest) })
    expectAgreement(found.mean.value, clamped.mean.value, digits: 15)
    expectAgreement(found.variance ?? .nan, clamped.moments.variance ?? .nan, digits: 14)
    #expect(try found.variance == TrimmedMean(Self.values).winsorizedVariance)
    let plain = try Descriptives(Self.values).mean
    expectAgreement(
      try WinsorizedMean(Self.values, share: 0).mean.standardError ?? .nan, plain.standardError ?? .nan,
      digits: 14)
  }

  @Test func shiftScaleAndReversal() throws {
    let plain = try WinsorizedMean(Self.values)
    let moved = try WinsorizedMean(Self.values.reversed().map { 3 - 2 * $0 })
    expectAgreement(moved.mean.value, 3 - 2 * plain.mean.value, digits: 14)
    expectAgreement(moved.mean.standardError ?? .nan, 2 * (plain.mean.standardError ?? .nan), digits: 14)
    #expect(moved.lowest == 3 - 2 * plain.highest && moved.drawn == plain.drawn)
    let far = Self.values.map { $0 == 40 ? 1e100 : $0 }
    #expect(try WinsorizedMean(far).mean == plain.mean)
  }

  // MARK: Edges and refusals

  @Test func edges() throws {
    let one = try WinsorizedMean([3])
    #expect(one.mean == Estimate(3) && one.variance == nil && one.lowest == 3 && one.highest == 3)
    let middle = try WinsorizedMean([3, 5, 9], share: 0.4)
    #expect(middle.mean == Estimate(5) && middle.variance == 0)
    for values in [[3.0], [3, 5], [0.1, 0.1, 0.1]] {
      try checkFinding { try WinsorizedMean(values, share: 0.4) }
    }
  }

  @Test func refuses() {
    expectRefusal(.tooFew) { try WinsorizedMean([]) }
    expectRefusal(.notFinite) { try WinsorizedMean([1, .infinity]) }
    for share in [-0.1, 0.5, .nan] {
      expectRefusal(.outOfRange) { try WinsorizedMean([1, 2], share: share) }
    }
    expectRefusal(.outOfRange) { try WinsorizedMean([1e200, -1e200], share: 0) }
    expectRefusal(.outOfRange) { try WinsorizedMean([1, 2], confidence: 1) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try WinsorizedMean(Self.values) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("WinsorizedMean") { print in
      // page
      let hours = [3.0, 1, 4, 1.5, 9, 2, 6, 2, 5, 40]
      print(try WinsorizedMean(hours, share: 0.2).named("hours of help"))
      // end
    }
  }
}
