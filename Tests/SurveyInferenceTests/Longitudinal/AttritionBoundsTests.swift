// No fixture: the bounds are checked against every possible set of answers of the leavers.

import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct AttritionBoundsTests {
  static let before = [3.0, 4, 2, 5, 4, 3]
  static let after = [2.0, 4, 3, 4, 3, 2]
  static let leavers = [4.0, 2, 5]

  static func bounds() throws -> AttritionBounds {
    try AttritionBounds(after, against: before, leavers: leavers, range: 1...5)
  }

  // MARK: Laws

  /// All 5³ sets of answers that the three leavers could have given.
  @Test func theBoundsAreTheExtremesOfAllPossibleAnswers() throws {
    var means: [Double] = []
    for code in 0..<125 {
      let answers = [code % 5, code / 5 % 5, code / 25].map { Double($0 + 1) }
      let changes =
        zip(Self.after, Self.before).map { $0 - $1 } + zip(answers, Self.leavers).map { $0 - $1 }
      means.append(changes.reduce(0, +) / 9)
    }
    let found = try Self.bounds()
    expectAgreement(found.worst, means.min() ?? .nan, digits: 14)
    expectAgreement(found.best, means.max() ?? .nan, digits: 14)
  }

  @Test func theirDistanceIsTheShareOfLeaversTimesTheRange() throws {
    let found = try Self.bounds()
    expectAgreement(found.best - found.worst, 3.0 / 9 * 4, digits: 14)
  }

  @Test func atTheTippingMeanNothingChanges() throws {
    let found = try Self.bounds()
    let tipping = try #require(found.tippingMean)
    let stayers = zip(Self.after, Self.before).reduce(0) { $0 + $1.0 - $1.1 }
    expectAgreement(stayers + 3 * tipping - Self.leavers.reduce(0, +), 0, digits: 13)
  }

  @Test func withoutLeaversTheBoundsMeet() throws {
    let found = try AttritionBounds(Self.after, against: Self.before, leavers: [], range: 1...5)
    let test = try PairedTTest(Self.after, against: Self.before)
    #expect(found.worst == found.best && found.leaversBefore == nil && found.tippingMean == nil)
    expectAgreement(found.worst, test.difference.value, digits: 14)
    expectAgreement(found.interval?.lower ?? .nan, test.difference.interval?.lower ?? .nan, digits: 13)
    try checkFinding { try AttritionBounds(Self.after, against: Self.before, leavers: [], range: 1...5) }
  }

  @Test func turningTheScaleSwapsTheBounds() throws {
    let turn = { (values: [Double]) in values.map { 6 - $0 } }
    let plain = try Self.bounds()
    let turned = try AttritionBounds(
      turn(Self.after), against: turn(Self.before), leavers: turn(Self.leavers), range: 1...5)
    expectAgreement(turned.worst, -plain.best, digits: 14)
    expectAgreement(turned.best, -plain.worst, digits: 14)
  }

  /// Those who fell most leave; the change of the stayers is biased, the bounds are not.
  @Test func theIntervalCoversTheChangeOfAllWhoeverLeaves() throws {
    var numbers = FixedNumbers(seed: 41)
    var (covered, misled) = (0, 0)
    for _ in 0..<400 {
      var (before, after, gone) = ([Double](), [Double](), [Double]())
      for _ in 0..<60 {
        let first = Double(2 + numbers.next(below: 3))
        let second = first - Double(numbers.next(below: 3)) + Double(numbers.next(below: 2))
        if second < first, numbers.uniform() < 0.4 {
          gone.append(first)
        } else {
          before.append(first)
          after.append(second)
        }
      }
      let found = try AttritionBounds(after, against: before, leavers: gone, range: 0...5)
      if found.interval?.contains(-0.5) == true { covered += 1 }
      if found.changeOfStayers.interval?.contains(-0.5) == false { misled += 1 }
    }
    #expect(covered >= 380, "\(covered) of 400")
    #expect(misled > 100, "\(misled) of 400")
  }

  // MARK: Edges and refusals

  @Test func oneStayerHasBoundsWithoutAnInterval() throws {
    let found = try AttritionBounds([3], against: [2], leavers: [], range: 1...5)
    #expect(found.worst == 1 && found.interval == nil)
    try checkFinding { try AttritionBounds([3], against: [2], leavers: [4], range: 1...5) }
  }

  @Test func leaversThatCannotTurnTheSignAreSaidNotTo() throws {
    let found = try AttritionBounds(
      [4, 5, 4, 5, 5, 4, 5, 4], against: [1, 2, 1, 1, 2, 1, 1, 2], leavers: [3], range: 1...5)
    #expect(found.worst > 0)
    #expect(found.report.notes.contains { $0.contains("turn the sign") })
  }

  @Test func refusesWhatHasNoBounds() {
    func make(
      _ after: [Double], _ before: [Double], _ leavers: [Double] = [], _ range: ClosedRange<Double> = 1...5
    ) throws -> AttritionBounds {
      try AttritionBounds(after, against: before, leavers: leavers, range: range)
    }
    expectRefusal(.tooFew) { try make([], [], [3]) }
    expectRefusal(.lengthMismatch) { try make([1, 2], [1]) }
    expectRefusal(.outOfRange) { try make([6], [1]) }
    expectRefusal(.outOfRange) { try make([1], [0]) }
    expectRefusal(.outOfRange) { try make([1], [1], [5.5]) }
    expectRefusal(.notFinite) { try make([.nan], [1]) }
    expectRefusal(.notFinite) { try make([1], [1], [.nan]) }
    expectRefusal(.definition) { try make([1], [1], [], 1...1) }
    expectRefusal(.definition) { try make([1], [1], [], 1 ... .infinity) }
    expectRefusal(.outOfRange) {
      try AttritionBounds([1], against: [2], leavers: [], range: 1...5, confidence: 1)
    }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try Self.bounds() }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("AttritionBounds") { print in
      // page
      let before = [3.0, 4, 2, 5, 4, 3]
      let after = [2.0, 4, 3, 4, 3, 2]
      let bounds = try AttritionBounds(after, against: before, leavers: [4, 2, 5], range: 1...5)
      print(bounds.named("trust in the provider"))
      // end
    }
  }
}
