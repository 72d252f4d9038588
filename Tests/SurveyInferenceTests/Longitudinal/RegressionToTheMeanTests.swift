// No fixture: a product of two numbers, checked against a simulated selection.

import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct RegressionToTheMeanTests {
  // MARK: Laws

  @Test func itIsTheProductByHand() throws {
    let found = try RegressionToTheMean(distance: 0.5, reliability: 0.7)
    expectAgreement(found.expectedFall, 0.15, digits: 14)
    expectAgreement(found.expectedDistance, 0.35, digits: 14)
    #expect(found.expectedFallInUnits == nil)
  }

  @Test func unitsAreThoseOfTheScore() throws {
    let found = try RegressionToTheMean(4.2, against: 3.8, standardDeviation: 0.8, reliability: 0.7)
    expectAgreement(found.distance, 0.5, digits: 14)
    expectAgreement(found.expectedFallInUnits ?? .nan, 0.12, digits: 14)
  }

  @Test func aGroupBelowThePopulationRises() throws {
    let low = try RegressionToTheMean(distance: -0.5, reliability: 0.7)
    let high = try RegressionToTheMean(distance: 0.5, reliability: 0.7)
    #expect(low.expectedFall == -high.expectedFall)
    #expect(try RegressionToTheMean(distance: 2, reliability: 1).expectedFall == 0)
    #expect(try RegressionToTheMean(distance: 2, reliability: 0).expectedFall == 2)
  }

  /// Entry to those whose observed score exceeds half a standard deviation; nobody changes.
  @Test func aSelectedGroupFallsAsExpected() throws {
    var numbers = FixedNumbers(seed: 77)
    var (first, second) = ([Double](), [Double]())
    for _ in 0..<40_000 {
      let truth = 0.7.squareRoot() * numbers.bell()
      let observed = truth + 0.3.squareRoot() * numbers.bell()
      guard observed > 0.5 else { continue }
      first.append(observed)
      second.append(truth + 0.3.squareRoot() * numbers.bell())
    }
    let (before, after) = (try Moments(first), try Moments(second))
    let expected = try RegressionToTheMean(distance: before.mean, reliability: 0.7).expectedFall
    // Four standard errors of the mean change at 12,000 cases are about .03.
    #expect((before.mean - after.mean - expected).magnitude < 0.03)
  }

  // MARK: Refusals

  @Test func refusesWhatMakesNoSense() {
    for reliability in [-0.1, 1.1, .nan] {
      expectRefusal(.outOfRange) { try RegressionToTheMean(distance: 1, reliability: reliability) }
    }
    expectRefusal(.notFinite) { try RegressionToTheMean(distance: .infinity, reliability: 0.5) }
    expectRefusal(.notFinite) {
      try RegressionToTheMean(.nan, against: 0, standardDeviation: 1, reliability: 0.5)
    }
    expectRefusal(.notFinite) {
      try RegressionToTheMean(1, against: .infinity, standardDeviation: 1, reliability: 0.5)
    }
    for deviation in [0, -1, .nan, .infinity] {
      expectRefusal(.outOfRange) {
        try RegressionToTheMean(1, against: 0, standardDeviation: deviation, reliability: 0.5)
      }
    }
    expectRefusal(.notFinite) {
      try RegressionToTheMean(1e300, against: -1e300, standardDeviation: 1e-300, reliability: 0.5)
    }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try RegressionToTheMean(distance: 0.5, reliability: 0.7) }
    try checkFinding {
      try RegressionToTheMean(4.2, against: 3.8, standardDeviation: 0.8, reliability: 0.7)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("RegressionToTheMean") { print in
      // page
      let fall = try RegressionToTheMean(4.2, against: 3.8, standardDeviation: 0.8, reliability: 0.7)
      print(fall.named("motivation at entry"))
      // end
    }
  }
}
