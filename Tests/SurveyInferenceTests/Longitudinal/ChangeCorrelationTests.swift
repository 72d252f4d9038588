// No fixture: the correlation is PearsonCorrelation's, which has one; the sensitivity curve is checked
// against its own algebra and against simulated occasions.

import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ChangeCorrelationTests {
  static let trustBefore = [3.2, 4.1, 2.8, 3.9, 4.5, 3.3, 2.9, 4.0]
  static let trustAfter = [2.9, 3.6, 2.9, 3.1, 4.2, 3.0, 2.1, 3.8]
  static let fellowsBefore = [4.0, 3.5, 3.0, 4.5, 4.0, 3.5, 3.5, 4.0]
  static let fellowsAfter = [3.5, 4.0, 3.5, 4.0, 3.5, 3.0, 3.0, 4.5]

  static func change() throws -> ChangeCorrelation {
    try ChangeCorrelation(trustAfter, since: trustBefore, with: fellowsAfter, since: fellowsBefore)
  }

  // MARK: Laws

  @Test func itIsThePearsonCorrelationOfTheChanges() throws {
    let changes = { (after: [Double], before: [Double]) in zip(after, before).map { $0 - $1 } }
    let pearson = try PearsonCorrelation(
      changes(Self.trustAfter, Self.trustBefore), with: changes(Self.fellowsAfter, Self.fellowsBefore))
    let found = try Self.change()
    #expect(found.observed.correlation == pearson.correlation && found.observed.pValue == pearson.pValue)
    expectAgreement(found.changes[1].mean, -0.125, digits: 14)
  }

  @Test func swappingTheVariablesOrTheOccasionsChangesNothing() throws {
    let plain = try Self.change().observed.correlation.value
    let swapped = try ChangeCorrelation(
      Self.fellowsAfter, since: Self.fellowsBefore, with: Self.trustAfter, since: Self.trustBefore)
    let backwards = try ChangeCorrelation(
      Self.trustBefore, since: Self.trustAfter, with: Self.fellowsBefore, since: Self.fellowsAfter)
    expectAgreement(swapped.observed.correlation.value, plain, digits: 14)
    expectAgreement(backwards.observed.correlation.value, plain, digits: 14)
  }

  /// Two scales without any true change whose occasion errors share half of their variance.
  @Test func sharedErrorsAloneMakeChangesCorrelate() throws {
    var numbers = FixedNumbers(seed: 4)
    var columns = [[Double]](repeating: [], count: 4)
    for _ in 0..<4_000 {
      let (trust, fellows) = (numbers.bell(), numbers.bell())
      for occasion in [0, 1] {
        let shared = numbers.bell()
        columns[occasion].append(trust + 0.5.squareRoot() * (shared + numbers.bell()))
        columns[2 + occasion].append(fellows + 0.5.squareRoot() * (shared + numbers.bell()))
      }
    }
    let found = try ChangeCorrelation(columns[1], since: columns[0], with: columns[3], since: columns[2])
    // Three standard errors of r at n = 4,000 and .50 are .036.
    expectAgreement(found.observed.correlation.value, 0.5, digits: 0, floor: 0.036)
    #expect((found.observed.correlation.value - 0.5).magnitude < 0.036)
    let point = try #require(try found.sensitivity(reliabilities: (0, 0), shares: [0.5]).points.first)
    #expect(point.fromErrors == 0.5 && point.ofTrueChange == nil)
  }

  /// True changes that correlate .4, errors that share .3, reliabilities of change .6 and .5.
  @Test func theCurveFindsTheTrueCorrelationAtTheTrueShare() throws {
    var numbers = FixedNumbers(seed: 12)
    var columns = [[Double]](repeating: [], count: 4)
    // Error variance of a change is 2 on each scale; true variances give the reliabilities.
    let (first, second) = ((2 * 0.6 / 0.4).squareRoot(), 2.squareRoot())
    for _ in 0..<20_000 {
      let common = numbers.bell()
      let changes = [
        first * (0.4.squareRoot() * common + 0.6.squareRoot() * numbers.bell()),
        second * (0.4.squareRoot() * common + 0.6.squareRoot() * numbers.bell()),
      ]
      for occasion in [0, 1] {
        let shared = 0.3.squareRoot() * numbers.bell()
        for scale in [0, 1] {
          columns[2 * scale + occasion].append(
            Double(occasion) * changes[scale] + shared + 0.7.squareRoot() * numbers.bell())
        }
      }
    }
    let found = try ChangeCorrelation(columns[1], since: columns[0], with: columns[3], since: columns[2])
    let curve = try found.sensitivity(reliabilities: (0.6, 0.5), shares: [0.3])
    let estimate = try #require(curve.points[0].ofTrueChange?.value)
    #expect((estimate - 0.4).magnitude < 0.04, "\(estimate)")
  }

  @Test func theCurvePutTogetherAgainGivesTheObservedCorrelation() throws {
    let curve = try Self.change().sensitivity(reliabilities: (0.7, 0.4))
    #expect(curve.points.count == 11)
    for point in curve.points {
      let truth = try #require(point.ofTrueChange?.value)
      let error = (0.3 * 0.6).squareRoot()
      expectAgreement(
        truth * (0.7 * 0.4).squareRoot() + point.share * error, curve.observed, digits: 13)
      expectAgreement(point.fromErrors, point.share * error, digits: 14)
    }
    let values = curve.points.compactMap(\.ofTrueChange?.value)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 > $1 }, "more shared error, less left to explain")
  }

  @Test func withoutSharedErrorItIsSpearmansCorrectionForAttenuation() throws {
    let found = try Self.change()
    let point = try found.sensitivity(reliabilities: (0.81, 0.64), shares: [0]).points[0]
    expectAgreement(
      point.ofTrueChange?.value ?? .nan, found.observed.correlation.value / (0.9 * 0.8), digits: 14)
  }

  @Test func perfectReliabilityLeavesTheCorrelationAsItIs() throws {
    let found = try Self.change()
    for point in try found.sensitivity(reliabilities: (1, 1)).points {
      #expect(point.ofTrueChange?.value == found.observed.correlation.value && point.fromErrors == 0)
    }
  }

  @Test func impossibleSharesAreSaidToBe() throws {
    let curve = try Self.change().sensitivity(reliabilities: (0.2, 0.2), shares: [0, 1])
    #expect(!curve.points[0].isPossible, "the observed r needs more than two reliabilities of .2")
    #expect(curve.report.text.contains("impossible"))
    for point in curve.points {
      guard let interval = point.ofTrueChange?.interval else { continue }
      #expect(interval.lower >= -1 && interval.upper <= 1 && interval.lower <= interval.upper)
    }
  }

  // MARK: Refusals

  @Test func refusesWhatHasNoCorrelation() throws {
    func make(_ values: [Double], _ other: [Double]) throws -> ChangeCorrelation {
      let zeros = [Double](repeating: 0, count: values.count)
      return try ChangeCorrelation(
        values, since: zeros, with: other, since: [Double](repeating: 0, count: other.count))
    }
    expectRefusal(.tooFew) { try make([], []) }
    expectRefusal(.tooFew) { try make([1, 2], [1, 2]) }
    expectRefusal(.lengthMismatch) { try make([1, 2, 3], [1, 2, 3, 4]) }
    expectRefusal(.constant) { try make([1, 1, 1], [1, 2, 3]) }
    expectRefusal(.notFinite) { try make([1, .nan, 1], [1, 2, 3]) }
    let found = try Self.change()
    for value in [-0.1, 1.1, .nan] {
      expectRefusal(.outOfRange) { try found.sensitivity(reliabilities: (value, 0.5)) }
      expectRefusal(.outOfRange) { try found.sensitivity(reliabilities: (0.5, value)) }
      expectRefusal(.outOfRange) { try found.sensitivity(reliabilities: (0.5, 0.5), shares: [value]) }
    }
    expectRefusal(.tooFew) { try found.sensitivity(reliabilities: (0.5, 0.5), shares: []) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try Self.change() }
    for reliabilities in [(0.7, 0.4), (0.0, 0.0), (1.0, 1.0)] {
      try checkFinding { try Self.change().sensitivity(reliabilities: reliabilities) }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ChangeCorrelation") { print in
      // page
      let trustBefore = [3.2, 4.1, 2.8, 3.9, 4.5, 3.3, 2.9, 4.0]
      let trustAfter = [2.9, 3.6, 2.9, 3.1, 4.2, 3.0, 2.1, 3.8]
      let fellowsBefore = [4.0, 3.5, 3.0, 4.5, 4.0, 3.5, 3.5, 4.0]
      let fellowsAfter = [3.5, 4.0, 3.5, 4.0, 3.5, 3.0, 3.0, 4.5]
      let change = try ChangeCorrelation(
        trustAfter, since: trustBefore, with: fellowsAfter, since: fellowsBefore
      ).named("half a year", "provider", "fellows")
      print(change)
      print(try change.sensitivity(reliabilities: (0.6, 0.5), shares: [0, 0.25, 0.5, 0.75]))
      // end
    }
  }
}
