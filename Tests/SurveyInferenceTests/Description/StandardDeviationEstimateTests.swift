import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct StandardDeviationEstimateTests {
  static let values = [3.0, 1, 4, 1.5, 9, 2, 6, 2, 5, 12]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("StandardDeviationEstimate"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let values = try reference.columnValues()
    let expected = reference.expected
    let normal = try StandardDeviationEstimate(values, method: .normal).standardDeviation
    try expectAgreement(normal.value, expected["sd"], digits: 12, "SD")
    try expectAgreement(normal.standardError, expected["se_normal"], digits: 12, "SE")
    try expectAgreement(limits(of: normal), expected["chi_square"], digits: 11, "chi-square")
    let free = try StandardDeviationEstimate(values).standardDeviation
    try expectAgreement(free.standardError, expected["se_free"], digits: 11, "SE")
    try expectAgreement(limits(of: free), expected["bonett"], digits: 11, "Bonett")
  }

  // MARK: Laws

  @Test(arguments: StandardDeviationEstimate.Method.allCases)
  func shiftScaleOrderAndReversal(_ method: StandardDeviationEstimate.Method) throws {
    let plain = try StandardDeviationEstimate(Self.values, method: method)
    for factor in [-2.0, 1e-100, 1e100] {
      let moved = try StandardDeviationEstimate(Self.values.reversed().map { $0 * factor }, method: method)
      for (one, other, size) in [
        (moved.standardDeviation, plain.standardDeviation, factor.magnitude),
        (moved.variance, plain.variance, factor * factor),
      ] {
        expectAgreement(one.value, other.value * size, digits: 13)
        expectAgreement(one.standardError ?? .nan, (other.standardError ?? .nan) * size, digits: 12)
        expectAgreement(one.interval?.upper ?? .nan, (other.interval?.upper ?? .nan) * size, digits: 12)
      }
    }
  }

  @Test func theVarianceHasTheSquaresOfTheLimits() throws {
    let found = try StandardDeviationEstimate(Self.values)
    let (deviation, variance) = (limits(of: found.standardDeviation), limits(of: found.variance))
    #expect(zip(deviation, variance).allSatisfy { $0 * $0 == $1 })
    #expect(found.standardDeviation.interval?.contains(found.standardDeviation.value) == true)
  }

  // MARK: Edges and refusals

  @Test func edges() throws {
    try checkFinding { try StandardDeviationEstimate([1, 4], method: .normal) }
    try checkFinding { try StandardDeviationEstimate([1, 4, 1, 4, 1]) }
    try checkFinding { try StandardDeviationEstimate([1, 4, 1, 4, 1, 4]) }
    try checkFinding { try StandardDeviationEstimate(Self.values, confidence: 1e-9) }
  }

  @Test func refuses() {
    expectRefusal(.tooFew) { try StandardDeviationEstimate([1], method: .normal) }
    expectRefusal(.tooFew) { try StandardDeviationEstimate([1, 2, 3, 4]) }
    expectRefusal(.tooFew) { try StandardDeviationEstimate([1, 2, 3, 4, 5], confidence: 1 - 1e-9) }
    expectRefusal(.constant) { try StandardDeviationEstimate([2, 2, 2, 2, 2]) }
    expectRefusal(.notFinite) { try StandardDeviationEstimate([1, 2, 3, 4, .nan]) }
    expectRefusal(.outOfRange) { try StandardDeviationEstimate([1e200, -1e200, 0, 0, 0]) }
    expectRefusal(.outOfRange) { try StandardDeviationEstimate(Self.values, confidence: 0) }
  }

  // MARK: Conformance and page

  @Test(arguments: StandardDeviationEstimate.Method.allCases)
  func keepsTheContract(_ method: StandardDeviationEstimate.Method) throws {
    try checkFinding { try StandardDeviationEstimate(Self.values, method: method) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("StandardDeviationEstimate") { print in
      // page
      let hours = [3.0, 1, 4, 1.5, 9, 2, 6, 2, 5, 12]
      print(try StandardDeviationEstimate(hours).named("hours of help"))
      // end
    }
  }
}
