import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

// No fixture: the formulas are single roots and products; the entries alpha.* of CronbachAlpha.json hold two.
@Suite struct StandardErrorOfMeasurementTests {
  @Test(arguments: try Fixture.cases("CronbachAlpha").filter { $0.id.hasPrefix("alpha.") })
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    let alpha = try expected["alpha"].number()
    let sum = try StandardErrorOfMeasurement(
      standardDeviation: expected["sd_sum"].number(), reliability: alpha)
    try expectAgreement(sum.value, expected["sem_sum_score"], digits: 13)
    let mean = try StandardErrorOfMeasurement(
      standardDeviation: expected["sd_sum"].number() / expected["k"].number(), reliability: alpha)
    try expectAgreement(mean.value, expected["sem_mean_score"], digits: 13)
  }

  /// A standard deviation of 15 and a reliability of .91: SEM 4.5, and what follows by hand.
  @Test func followsItsFormulas() throws {
    let error = try StandardErrorOfMeasurement(standardDeviation: 15, reliability: 0.91)
    expectAgreement(error.value, 4.5, digits: 13)
    expectAgreement(error.ofDifference, 4.5 * 2.0.squareRoot(), digits: 13)
    expectAgreement(error.ofEstimation, 15 * (0.91 * 0.09).squareRoot(), digits: 13)
    let z = 1.959963984540054
    expectAgreement(error.smallestDetectableChange, z * 4.5 * 2.0.squareRoot(), digits: 13)
    let around = try error.interval(around: 110)
    expectAgreement(around.lower, 110 - z * 4.5, digits: 13)
    expectAgreement(around.upper, 110 + z * 4.5, digits: 13)
    let difference = try error.interval(ofDifference: 110, from: 100)
    expectAgreement(difference.upper - 10, error.smallestDetectableChange, digits: 13)
    let trueScore = try error.trueScore(of: 130, mean: 100)
    expectAgreement(trueScore.value, 127.3, digits: 13)
    expectAgreement(trueScore.interval?.width ?? 0, 2 * z * error.ofEstimation, digits: 13)
  }

  @Test func theLimitsOfTheReliabilityBecomeThoseOfTheStandardError() throws {
    let interval = ConfidenceInterval(lower: 0.75, upper: 0.96, level: 0.9, method: "Feldt")
    let error = try StandardErrorOfMeasurement(
      standardDeviation: 10, reliability: Estimate(0.91, interval: interval))
    expectAgreement(error.valueInterval?.lower ?? .nan, 2, digits: 13)
    expectAgreement(error.valueInterval?.upper ?? .nan, 5, digits: 13)
    #expect(error.valueInterval?.level == 0.9 && error.valueInterval?.method == "Feldt, SD as known")
    #expect(error.value == (try StandardErrorOfMeasurement(standardDeviation: 10, reliability: 0.91)).value)
    // Limits of a coefficient can leave its range: those of the error do not.
    let wide = ConfidenceInterval(lower: -0.5, upper: 1.2, level: 0.95, method: "Wald")
    let edge = try StandardErrorOfMeasurement(
      standardDeviation: 10, reliability: Estimate(0.5, interval: wide))
    #expect(edge.valueInterval?.lower == 0 && edge.valueInterval?.upper == 10)
    try checkFinding {
      try StandardErrorOfMeasurement(standardDeviation: 10, reliability: Estimate(0.91, interval: interval))
    }
  }

  @Test func decidesTheEdges() throws {
    #expect(try StandardErrorOfMeasurement(standardDeviation: 3, reliability: 1).value == 0)
    #expect(try StandardErrorOfMeasurement(standardDeviation: 3, reliability: 0).value == 3)
    #expect(try StandardErrorOfMeasurement(standardDeviation: 0, reliability: 0.5).value == 0)
    for reliability in [-0.1, 1.1, .nan] {
      expectRefusal(.outOfRange) {
        try StandardErrorOfMeasurement(standardDeviation: 3, reliability: reliability)
      }
    }
    for deviation in [-1, .nan, .infinity, 1e301] {
      expectRefusal(.outOfRange) {
        try StandardErrorOfMeasurement(standardDeviation: deviation, reliability: 0.8)
      }
    }
    expectRefusal(.outOfRange) {
      try StandardErrorOfMeasurement(standardDeviation: 3, reliability: 0.8, confidence: 1)
    }
    let error = try StandardErrorOfMeasurement(standardDeviation: 3, reliability: 0.8)
    expectRefusal(.outOfRange) { try error.interval(around: .nan) }
    expectRefusal(.outOfRange) { try error.interval(ofDifference: 1, from: .infinity) }
    expectRefusal(.outOfRange) { try error.trueScore(of: 1, mean: .nan) }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try StandardErrorOfMeasurement(standardDeviation: 15, reliability: 0.91) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("StandardErrorOfMeasurement") { print in
      // page
      let error = try StandardErrorOfMeasurement(standardDeviation: 4.2, reliability: 0.83)
      print(error.named("sum of five items"))
      let limits = try error.interval(around: 17)
      print("\(limits.lower.rounded()) to \(limits.upper.rounded())")
      // end
    }
  }
}
