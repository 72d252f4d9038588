import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct BiserialCorrelationTests {
  static let passed = [12.0, 15, 11, 17, 14, 16]
  static let failed = [9.0, 13, 8, 12, 10]

  // MARK: Reference

  /// 40-digit arithmetic, and psych's moments.
  @Test(arguments: try Fixture.cases("BiserialCorrelation"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (x, labels) = try labelled(reference)
    let expected = reference.expected
    let moments = try BiserialCorrelation(x, with: labels)
    try expectAgreement(moments.correlation.value, expected["moments"], digits: 12, "moments")
    // psych divides by the standard deviation with n - 1.
    let shrunk = (Double(x.count - 1) / Double(x.count)).squareRoot()
    try expectAgreement(moments.correlation.value * shrunk, expected["psych"], digits: 11, "psych")
    try expectAgreement(moments.correlation.standardError, expected["soper_se"], digits: 12, "Soper")
    let interval = try #require(moments.correlation.interval)
    try expectAgreement([interval.lower, interval.upper], expected["moments_limits"], digits: 11, "limits")
    let likely = try BiserialCorrelation(x, with: labels, method: .maximumLikelihood)
    try expectAgreement(likely.correlation.value, expected["ml"], digits: 12, "maximum likelihood")
    try expectAgreement(likely.correlation.standardError, expected["ml_se"], digits: 10, "its error")
    try expectAgreement(likely.threshold, expected["ml_threshold"], digits: 11, floor: 1e-13, "threshold")
  }

  // MARK: Laws

  /// With as many cases in both groups the factor is √(π/2).
  @Test func itIsThePointBiserialCorrelationOverWhatTheCutLeaves() throws {
    let found = try BiserialCorrelation([3, 6, 5, 7], against: [1, 4, 2, 5])
    let point = try PointBiserialCorrelation([3, 6, 5, 7], against: [1, 4, 2, 5])
    #expect(found.pointBiserial == point.correlation.value && found.threshold == 0)
    expectAgreement(
      found.correlation.value, point.correlation.value * (Double.pi / 2).squareRoot(), digits: 14)
    #expect(found.pValue == point.pValue && found.statistic == point.statistic)
  }

  @Test func bothMethodsArePolyserialWithTwoAnswers() throws {
    let values = Self.passed + Self.failed
    let answers = Self.passed.map { _ in 1.0 } + Self.failed.map { _ in 0.0 }
    let moments = try PolyserialCorrelation(values, with: answers, method: .moments)
    let found = try BiserialCorrelation(Self.passed, against: Self.failed)
    expectAgreement(found.correlation.value, moments.correlation.value, digits: 14)
    expectAgreement(found.threshold, moments.thresholds[0], digits: 14)
    let likely = try PolyserialCorrelation(values, with: answers, method: .maximumLikelihood)
    let mine = try BiserialCorrelation(Self.passed, against: Self.failed, method: .maximumLikelihood)
    expectAgreement(mine.correlation.value, likely.correlation.value, digits: 13)
    expectAgreement(
      mine.correlation.standardError ?? .nan, likely.correlation.standardError ?? .nan, digits: 12)
  }

  @Test func swappingTheGroupsTurnsTheSign() throws {
    for method in BiserialCorrelation.Method.allCases {
      let plain = try BiserialCorrelation(
        Self.passed, against: Self.failed, method: method, alternative: .greater)
      let turned = try BiserialCorrelation(
        Self.failed, against: Self.passed, method: method, alternative: .less)
      expectAgreement(turned.correlation.value, -plain.correlation.value, digits: 12)
      expectAgreement(turned.threshold, -plain.threshold, digits: 12)
      expectAgreement(turned.pValue, plain.pValue, digits: 13)
      expectAgreement(
        turned.correlation.standardError ?? .nan, plain.correlation.standardError ?? .nan, digits: 11)
    }
  }

  @Test func shiftScaleAndTheOrderOfCasesChangeNothing() throws {
    for method in BiserialCorrelation.Method.allCases {
      let plain = try BiserialCorrelation(Self.passed, against: Self.failed, method: method)
      for (factor, shift) in [(1e-140, 0.0), (1e140, 0), (3, 1e6)] {
        let moved = try BiserialCorrelation(
          Self.passed.reversed().map { $0 * factor + shift },
          against: Self.failed.map { $0 * factor + shift },
          method: method)
        expectAgreement(moved.correlation.value, plain.correlation.value, digits: 9)
      }
    }
  }

  @Test func oneSidedLimitsAreTwoSidedOnesOfTwiceTheArea() throws {
    for method in BiserialCorrelation.Method.allCases {
      func interval(_ alternative: Alternative, _ level: Double) throws -> ConfidenceInterval {
        try #require(
          try BiserialCorrelation(
            Self.passed, against: Self.failed, method: method, alternative: alternative, confidence: level
          ).correlation.interval)
      }
      let both = try interval(.twoSided, 0.9)
      let (greater, less) = (try interval(.greater, 0.95), try interval(.less, 0.95))
      expectAgreement(greater.lower, both.lower, digits: 13)
      expectAgreement(less.upper, both.upper, digits: 13)
      #expect(greater.upper == 1 && less.lower == -1)
    }
  }

  // MARK: Edges and refusals

  @Test func momentsCanLeadBeyondOneAndSaySo() throws {
    let found = try BiserialCorrelation([10, 11, 12], against: [1, 2, 0])
    #expect(found.correlation.value > 1 && found.correlation.interval == nil)
    #expect(found.correlation.standardError == nil && found.report.warnings.count == 1)
    let likely = try BiserialCorrelation([10, 11, 12], against: [1, 2, 0], method: .maximumLikelihood)
    #expect(likely.correlation == Estimate(1) && likely.isAtBound && likely.report.warnings.count == 1)
    try checkFinding { try BiserialCorrelation([10, 11, 12], against: [1, 2, 0]) }
    try checkFinding { try BiserialCorrelation([10, 11], against: [1, 2], method: .maximumLikelihood) }
  }

  /// A value that both groups share at the border of one another does not keep the slope finite.
  @Test func groupsThatOnlyTouchAreAtTheBoundToo() throws {
    let touching = try BiserialCorrelation([5, 6, 7], against: [5, 4, 3], method: .maximumLikelihood)
    #expect(touching.isAtBound && touching.correlation.value == 1)
    let overlapping = try BiserialCorrelation([4.9, 6, 7], against: [5, 4, 3], method: .maximumLikelihood)
    #expect(!overlapping.isAtBound && overlapping.correlation.interval != nil)
  }

  @Test func refusesWhatHasNoCorrelation() {
    expectRefusal(.tooFew) { try BiserialCorrelation([], against: [1, 2, 3]) }
    expectRefusal(.tooFew) { try BiserialCorrelation([1], against: [2]) }
    expectRefusal(.constant) { try BiserialCorrelation([1, 1], against: [1]) }
    expectRefusal(.constant) { try BiserialCorrelation([1, 2, 3], with: [false, false, false]) }
    expectRefusal(.lengthMismatch) { try BiserialCorrelation([1, 2, 3], with: [true, false]) }
    expectRefusal(.notFinite) { try BiserialCorrelation([1, .nan], against: [2, 3]) }
    expectRefusal(.outOfRange) { try BiserialCorrelation([1e200, -1e200], against: [2, 3]) }
    for level in [0, 1, .nan] {
      expectRefusal(.outOfRange) { try BiserialCorrelation([1, 2], against: [3], confidence: level) }
    }
  }

  // MARK: Conformance and page

  @Test(arguments: Alternative.allCases) func keepsTheContract(_ alternative: Alternative) throws {
    for method in BiserialCorrelation.Method.allCases {
      try checkFinding {
        try BiserialCorrelation(
          Self.passed, against: Self.failed, method: method, alternative: alternative)
      }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("BiserialCorrelation") { print in
      // page
      let hours = [12.0, 15, 11, 17, 14, 16, 9, 13, 8, 12, 10]
      let hasPassed = [true, true, true, true, true, true, false, false, false, false, false]
      let correlation = try BiserialCorrelation(hours, with: hasPassed)
      print(correlation.named("a language course", "passed", "failed"))
      // end
    }
  }
}
