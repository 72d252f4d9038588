// No fixture: a quotient of two differences, checked against simulated scores.

import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct DifferenceReliabilityTests {
  // MARK: Laws

  @Test func itIsTheQuotientByHand() throws {
    expectAgreement(try DifferenceReliability(reliability: 0.8, correlation: 0.6).value, 0.5, digits: 14)
    expectAgreement(try DifferenceReliability(reliability: 0.8, correlation: 0).value, 0.8, digits: 15)
    expectAgreement(
      try DifferenceReliability(reliability: 0.8, correlation: -0.5).value, 1.3 / 1.5, digits: 14)
    #expect(try DifferenceReliability(reliability: 1, correlation: 0.6).value == 1)
  }

  /// The share of true variance in simulated differences, and their correlation with a second measurement.
  @Test func itIsTheTrueShareOfSimulatedDifferences() throws {
    var numbers = FixedNumbers(seed: 31)
    var (differences, repeated) = ([Double](), [Double]())
    for _ in 0..<20_000 {
      // True scores of variance .8 that correlate .75, so that observed scores correlate .6.
      let common = 0.6.squareRoot() * numbers.bell()
      let first = common + 0.2.squareRoot() * numbers.bell()
      let second = common + 0.2.squareRoot() * numbers.bell()
      let error = 0.2.squareRoot()
      differences.append(second + error * numbers.bell() - first - error * numbers.bell())
      repeated.append(second + error * numbers.bell() - first - error * numbers.bell())
    }
    let retest = try PearsonCorrelation(differences, with: repeated).correlation.value
    let formula = try DifferenceReliability(reliability: 0.8, correlation: 0.6).value
    // Three standard errors of r at n = 20,000 and .5 are .016.
    #expect((retest - formula).magnitude < 0.016, "\(retest) against \(formula)")
  }

  @Test func itFallsAsTheCorrelationRises() throws {
    let values = try [-0.4, 0, 0.3, 0.6, 0.79].map {
      try DifferenceReliability(reliability: 0.8, correlation: $0).value
    }
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 > $1 })
    #expect(values.allSatisfy { $0 > 0 && $0 < 1 })
  }

  // MARK: Refusals

  @Test func refusesACorrelationThatReachesTheReliability() {
    for correlation in [0.7, 0.71, 0.99, -0.71] {
      expectRefusal(.outOfRange) { try DifferenceReliability(reliability: 0.7, correlation: correlation) }
    }
    for correlation in [1, -1, 1.5, .nan] {
      expectRefusal(.outOfRange) { try DifferenceReliability(reliability: 1, correlation: correlation) }
    }
    for reliability in [0, -0.5, 1.1, .nan] {
      expectRefusal(.outOfRange) { try DifferenceReliability(reliability: reliability, correlation: 0.2) }
    }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try DifferenceReliability(reliability: 0.8, correlation: 0.6) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("DifferenceReliability") { print in
      // page
      print(try DifferenceReliability(reliability: 0.80, correlation: 0.60).named("trust, half a year apart"))
      // end
    }
  }
}
