import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct PointBiserialCorrelationTests {
  static let trained = [12.0, 15, 11, 17, 14, 16]
  static let others = [9.0, 13, 8, 12, 10]

  // MARK: Reference

  /// The values and the noncentral limits of 40-digit arithmetic, and R's cor.test with 1 and 0.
  @Test(arguments: try Fixture.cases("PointBiserialCorrelation"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (x, labels) = try labelled(reference)
    let expected = reference.expected
    for alternative in Alternative.allCases {
      let found = try PointBiserialCorrelation(x, with: labels, alternative: alternative)
      try expectAgreement(found.correlation.value, expected["r"], digits: 12, "r")
      try expectAgreement(found.statistic.value, expected["t"], digits: 12, "t")
      let interval = try #require(found.correlation.interval)
      let limits = expected["noncentral"][alternative == .twoSided ? "two.sided" : "one.sided"]
      if alternative != .less { try expectAgreement(interval.lower, limits[0], digits: 11, "lower") }
      if alternative != .greater { try expectAgreement(interval.upper, limits[1], digits: 11, "upper") }
      let fisher = try PointBiserialCorrelation(
        x, with: labels, interval: .fisherZ, alternative: alternative)
      let theirs = expected["r_cor_test"][alternative == .twoSided ? "two.sided" : alternative.rawValue]
      try expectAgreement(fisher.pValue, theirs["p"], digits: 11, "p")
      try expectAgreement(fisher.correlation.interval?.lower, theirs["low"], digits: 11, "Fisher's lower")
      try expectAgreement(fisher.correlation.interval?.upper, theirs["high"], digits: 11, "Fisher's upper")
    }
  }

  // MARK: Laws

  @Test func itIsPearsonsCorrelationWithOneAndZero() throws {
    let found = try PointBiserialCorrelation(Self.trained, against: Self.others, interval: .fisherZ)
    let coded = try PearsonCorrelation(
      Self.trained + Self.others, with: Self.trained.map { _ in 1 } + Self.others.map { _ in 0 })
    expectAgreement(found.correlation.value, coded.correlation.value, digits: 14)
    expectAgreement(found.pValue, coded.pValue, digits: 13)
    expectAgreement(
      found.correlation.interval?.lower ?? .nan, coded.correlation.interval?.lower ?? .nan, digits: 13)
  }

  @Test func itsSquareIsThatOfStudentsTOverItselfAndTheDegreesOfFreedom() throws {
    let found = try PointBiserialCorrelation(Self.trained, against: Self.others)
    let student = try StudentTest(Self.trained, against: Self.others)
    let square = student.statistic.value * student.statistic.value
    expectAgreement(found.statistic.value, student.statistic.value, digits: 14)
    expectAgreement(found.pValue, student.pValue, digits: 13)
    expectAgreement(found.correlation.value * found.correlation.value, square / (square + 9), digits: 14)
  }

  /// The limits are those of Cohen's d in another unit: r = d/√(d² + n²/(n₁n₂)).
  @Test func theIntervalIsThatOfCohensD() throws {
    let found = try PointBiserialCorrelation(Self.trained, against: Self.others)
    let d = try #require(try CohensD(Self.trained, against: Self.others).d.interval)
    let interval = try #require(found.correlation.interval)
    let r = { (d: Double) in d / (d * d + 121.0 / 30).squareRoot() }
    expectAgreement(interval.lower, r(d.lower), digits: 12)
    expectAgreement(interval.upper, r(d.upper), digits: 12)
  }

  @Test func theIntervalLeavesOutZeroJustWhereTheTestRejects() throws {
    var numbers = FixedNumbers(seed: 5)
    for _ in 0..<40 {
      let a = numbers.integers(6, from: 2, below: 12)
      let b = numbers.integers(5, from: 0, below: 9)
      for alternative in Alternative.allCases {
        let found = try PointBiserialCorrelation(a, against: b, alternative: alternative)
        #expect((found.pValue < 0.05) == !(found.correlation.interval?.contains(0) ?? true))
      }
    }
  }

  @Test(arguments: PointBiserialCorrelation.Interval.allCases)
  func oneSidedLimitsAreTwoSidedOnesOfTwiceTheArea(_ kind: PointBiserialCorrelation.Interval) throws {
    func interval(_ alternative: Alternative, _ level: Double) throws -> ConfidenceInterval {
      try #require(
        try PointBiserialCorrelation(
          Self.trained, against: Self.others, interval: kind, alternative: alternative, confidence: level
        ).correlation.interval)
    }
    let both = try interval(.twoSided, 0.9)
    let (greater, less) = (try interval(.greater, 0.95), try interval(.less, 0.95))
    expectAgreement(greater.lower, both.lower, digits: 13)
    expectAgreement(less.upper, both.upper, digits: 13)
    #expect(greater.upper == 1 && less.lower == -1)
  }

  @Test func swappingTheGroupsTurnsTheSign() throws {
    for kind in PointBiserialCorrelation.Interval.allCases {
      let plain = try PointBiserialCorrelation(
        Self.trained, against: Self.others, interval: kind, alternative: .greater)
      let turned = try PointBiserialCorrelation(
        Self.others, against: Self.trained, interval: kind, alternative: .less)
      expectAgreement(turned.correlation.value, -plain.correlation.value, digits: 14)
      expectAgreement(turned.pValue, plain.pValue, digits: 13)
      expectAgreement(
        turned.correlation.interval?.upper ?? .nan, -(plain.correlation.interval?.lower ?? .nan), digits: 12)
    }
  }

  @Test func shiftScaleAndTheOrderOfCasesChangeNothing() throws {
    let plain = try PointBiserialCorrelation(Self.trained, against: Self.others)
    for (factor, shift) in [(1e-140, 0.0), (1e140, 0), (3, 1e6), (1e-5, -2)] {
      let moved = try PointBiserialCorrelation(
        Self.trained.reversed().map { $0 * factor + shift }, against: Self.others.map { $0 * factor + shift })
      expectAgreement(moved.correlation.value, plain.correlation.value, digits: 9)
    }
    let labels = (0..<11).map { $0 < 6 }
    let data = try PointBiserialCorrelation(
      (Self.trained + Self.others).reversed(), with: labels.reversed())
    expectAgreement(data.correlation.value, plain.correlation.value, digits: 14)
  }

  // MARK: Edges and refusals

  @Test func groupsWithoutSpreadCorrelateFully() throws {
    let found = try PointBiserialCorrelation([2, 2], against: [1, 1])
    #expect(found.correlation.value == 1 && found.pValue == 0 && found.correlation.interval == nil)
    #expect(found.report.notes == ["Neither group varies: there is no interval."])
    let fisher = try PointBiserialCorrelation([0.1, 0.1], against: [0.3, 0.3, 0.3], interval: .fisherZ)
    #expect(fisher.correlation.value == -1 && fisher.correlation.interval?.lower == -1)
    try checkFinding { try PointBiserialCorrelation([2, 2], against: [1, 1]) }
  }

  @Test func oneCaseMakesAGroupAndThreeCasesATest() throws {
    let found = try PointBiserialCorrelation([4], against: [1, 3])
    expectAgreement(found.statistic.value, 2 * (2.0 / 3).squareRoot() / 2.0.squareRoot(), digits: 14)
    #expect(found.correlation.interval != nil)
    let fisher = try PointBiserialCorrelation([4], against: [1, 3], interval: .fisherZ)
    #expect(fisher.correlation.interval == nil && fisher.report.notes.count == 1)
    try checkFinding { try PointBiserialCorrelation([4], against: [1, 3], interval: .fisherZ) }
  }

  @Test func refusesWhatHasNoCorrelation() {
    expectRefusal(.tooFew) { try PointBiserialCorrelation([], against: [1, 2, 3]) }
    expectRefusal(.tooFew) { try PointBiserialCorrelation([1], against: [2]) }
    expectRefusal(.tooFew) { try PointBiserialCorrelation([1, 2], with: [true, false]) }
    expectRefusal(.constant) { try PointBiserialCorrelation([1, 1], against: [1]) }
    expectRefusal(.constant) { try PointBiserialCorrelation([1, 2, 3], with: [true, true, true]) }
    expectRefusal(.lengthMismatch) { try PointBiserialCorrelation([1, 2, 3], with: [true, false]) }
    expectRefusal(.notFinite) { try PointBiserialCorrelation([1, .nan], against: [2, 3]) }
    expectRefusal(.notFinite) { try PointBiserialCorrelation([1, .infinity, 2], with: [true, false, true]) }
    expectRefusal(.outOfRange) { try PointBiserialCorrelation([1e200, -1e200], against: [2, 3]) }
    expectRefusal(.outOfRange) { try PointBiserialCorrelation([1, 1 + 1e-9], against: [2, 2 + 1e-9]) }
    for level in [0, 1, .nan] {
      expectRefusal(.outOfRange) { try PointBiserialCorrelation([1, 2], against: [3], confidence: level) }
    }
  }

  // MARK: Conformance and page

  @Test(arguments: Alternative.allCases) func keepsTheContract(_ alternative: Alternative) throws {
    for kind in PointBiserialCorrelation.Interval.allCases {
      try checkFinding {
        try PointBiserialCorrelation(
          Self.trained, against: Self.others, interval: kind, alternative: alternative)
      }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("PointBiserialCorrelation") { print in
      // page
      let points = [12.0, 15, 11, 17, 14, 16, 9, 13, 8, 12, 10]
      let hasHelped = [true, true, true, true, true, true, false, false, false, false, false]
      let correlation = try PointBiserialCorrelation(points, with: hasHelped)
      print(correlation.named("trust", "has helped", "has not"))
      // end
    }
  }
}

/// The values of a reference and whether each case belongs to its level.
func labelled(_ reference: Fixture.Case) throws -> (values: [Double], labels: [Bool]) {
  let table = try reference.data()
  let level = try reference.options["level"].string()
  let values = try table.numbers(reference.options["y"].string()).compactMap { $0 }
  return (values, try table.column(reference.options["group"].string()).map { $0 == level })
}
