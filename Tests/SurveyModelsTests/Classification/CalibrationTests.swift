import Foundation
import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

@Suite struct CalibrationTests {
  private let probabilities = [0.1, 0.2, 0.2, 0.3, 0.4, 0.4, 0.5, 0.6, 0.7, 0.7, 0.8, 0.9]
  private let outcome = [false, false, true, false, true, false, false, true, true, false, true, true]

  // Reference

  @Test(arguments: try Fixture.cases("Calibration"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let options = reference.options
    let names = try options["scores"].strings()
    let columns = try reference.data().complete([options["outcome"].string()] + names)
    let weights = try options["weights"].numbers()
    let shift = try options["shift"].number()
    let scores = columns[0].indices.map { row in
      names.indices.reduce(shift) { $0 + weights[$1] * columns[$1 + 1][row] }
    }
    let outcome = columns[0].map { $0 == 1 }
    let probabilities = scores.map { 1 / (1 + exp(-$0)) }
    let found = try Calibration(probabilities, by: outcome)
    let expected = reference.expected
    let recalibration = try #require(found.recalibration)
    let slope = try #require(recalibration.slope)
    try expectAgreement(recalibration.inTheLarge.value, expected["large"], digits: 9, "large")
    try expectAgreement(recalibration.inTheLarge.standardError, expected["large_se"], digits: 9, "error")
    try expectAgreement(slope.intercept.value, expected["intercept"], digits: 9, "intercept")
    try expectAgreement(slope.slope.value, expected["slope"], digits: 9, "slope")
    try expectAgreement(slope.slope.standardError, expected["slope_se"], digits: 9, "slope's error")
    try expectAgreement(slope.statistic.value, expected["slope_z"], digits: 9, "slope's z")
    try expectAgreement(recalibration.interceptRatio.value, expected["lr_large"], digits: 9, "intercept")
    try expectAgreement(slope.slopeRatio.value, expected["lr_slope"], digits: 9, "ratio of the slope")
    try expectAgreement(slope.bothRatio.value, expected["lr_both"], digits: 9, "ratio of both")
    try expectAgreement(found.brierScore, expected["brier"], digits: 11, "Brier")
    try expectAgreement(found.spiegelhalter?.value, expected["spiegelhalter_z"], digits: 9, "Spiegelhalter")
    try expectAgreement(found.spiegelhalterPValue, expected["spiegelhalter_p"], digits: 9, "p")
    let curve = try ROCCurve(probabilities, by: outcome, direction: .higherMeansEvent)
    try expectAgreement(curve.area.value, expected["auc"], digits: 11, "area")
  }

  // Laws

  @Test(arguments: [ProbabilityGrouping.distinctValues, .quantiles(3), .quantiles(10)])
  func partsOfTheBrierScoreSumToIt(_ grouping: ProbabilityGrouping) throws {
    let found = try Calibration(probabilities, by: outcome, grouping: grouping)
    let parts = found.brierParts
    expectAgreement(
      parts.reliability - parts.resolution + parts.uncertainty + parts.withinGroups, found.brierScore,
      digits: 14)
    if grouping == .distinctValues { #expect(parts.withinGroups.magnitude < 1e-16) }
  }

  @Test func fittedProbabilitiesNeedNoRecalibration() throws {
    let columns = try Fixture.table("infert").complete(["case", "spontaneous", "age"])
    let design = try Design(columns: [("spontaneous", columns[1]), ("age", columns[2])])
    let model = try GeneralizedRegression(columns[0], on: design, family: .binomial())
    let found = try Calibration(of: model)
    let recalibration = try #require(found.recalibration)
    let slope = try #require(recalibration.slope)
    expectAgreement(recalibration.inTheLarge.value, 0, digits: 9)
    expectAgreement(slope.slope.value, 1, digits: 9)
    #expect(slope.bothRatio.value < 1e-9 && found.isApparent)
    #expect(found.description.contains("fitted to the same outcome"))
    let firth = try Calibration(of: FirthRegression(columns[0], on: design, inference: .wald))
    // The penalty draws coefficients towards zero, so that their logits are not extreme enough.
    #expect(try #require(firth.recalibration?.slope).slope.value > 1)
  }

  @Test func theOtherOutcomeTurnsTheInterceptAndKeepsTheRest() throws {
    let found = try Calibration(probabilities, by: outcome, grouping: .distinctValues)
    let other = try Calibration(
      probabilities.map { 1 - $0 }, by: outcome.map { !$0 }, grouping: .distinctValues)
    let (one, two) = (try #require(found.recalibration), try #require(other.recalibration))
    expectAgreement(one.inTheLarge.value, -two.inTheLarge.value, digits: 10)
    expectAgreement(try #require(one.slope).slope.value, try #require(two.slope).slope.value, digits: 10)
    expectAgreement(found.brierScore, other.brierScore, digits: 14)
    expectAgreement(
      try #require(found.spiegelhalter).value, try #require(other.spiegelhalter).value, digits: 12)
    expectAgreement(found.expectedCalibrationError, other.expectedCalibrationError, digits: 13)
  }

  @Test func theTableIsThatOfProportions() throws {
    let found = try Calibration(probabilities, by: outcome, grouping: .quantiles(3), confidence: 0.9)
    for (group, share) in zip(found.groups, found.shares) {
      #expect(share == (try Proportion(group.observed, of: group.count, confidence: 0.9)).proportion)
    }
    let error = found.groups.reduce(0) {
      $0 + Double($1.count) / 12 * ($1.observedShare - $1.expectedShare).magnitude
    }
    expectAgreement(found.expectedCalibrationError, error, digits: 13)
  }

  // Edges and refusals

  @Test func whatDoesNotExistIsNil() throws {
    let certain = try Calibration([0, 1, 0.5, 0.4], by: [false, true, true, false])
    #expect(certain.recalibration == nil && certain.description.contains("no recalibration"))
    let one = try Calibration([0.3], by: [true])
    #expect(one.recalibration == nil && one.scaledBrierScore == nil && one.brierScore.isFinite)
    let constant = try Calibration([0.3, 0.3, 0.3], by: [true, false, true])
    #expect(constant.recalibration != nil && constant.recalibration?.slope == nil)
    let halves = try Calibration([0.5, 0.5, 0.5], by: [true, false, true])
    #expect(halves.spiegelhalter == nil && halves.spiegelhalterPValue == nil)
    let separated = try Calibration([0.1, 0.2, 0.8, 0.9], by: [false, false, true, true])
    #expect(separated.recalibration != nil && separated.recalibration?.slope == nil)
    #expect(separated.description.contains("no calibration slope"))
    let perfect = try Calibration([0.0, 1, 0], by: [false, true, false])
    #expect(perfect.brierScore == 0 && perfect.scaledBrierScore == 1 && perfect.spiegelhalter == nil)
    let none = try Calibration([0.0, 0], by: [false, true])
    #expect(none.observedToExpected == nil)
    for finding in [certain, one, constant, halves, separated, perfect, none] {
      try checkFinding { finding }
    }
  }

  @Test func refusesWhatIsNoForecast() {
    let none: [Double] = []
    expectRefusal(.tooFew) { try Calibration(none, by: []) }
    expectRefusal(.lengthMismatch) { try Calibration([0.5], by: [true, false]) }
    expectRefusal(.outOfRange) { try Calibration([-0.1], by: [true]) }
    expectRefusal(.notFinite) { try Calibration([.infinity], by: [true]) }
    expectRefusal(.outOfRange) { try Calibration([0.5], by: [true], grouping: .quantiles(.max)) }
    expectRefusal(.outOfRange) { try Calibration([0.5], by: [true], confidence: 0) }
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try Calibration(probabilities, by: outcome) }
    try checkFinding { try Calibration(probabilities, by: outcome, grouping: .distinctValues) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("Calibration") { print in
      // page
      let forecast = [
        0.08, 0.12, 0.15, 0.18, 0.22, 0.25, 0.25, 0.31, 0.34, 0.38, 0.42, 0.45,
        0.45, 0.52, 0.55, 0.61, 0.64, 0.70, 0.75, 0.75, 0.82, 0.86, 0.91, 0.94,
      ]
      let relapsed = [
        false, false, true, false, false, false, true, false, true, false, true, false,
        false, true, false, true, true, false, true, true, true, false, true, true,
      ]
      let calibration = try Calibration(forecast, by: relapsed, grouping: .quantiles(4))
      print(calibration.named("relapse"))
      // end
    }
  }
}
