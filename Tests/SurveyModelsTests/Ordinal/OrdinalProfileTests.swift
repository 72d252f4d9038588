import SurveyLinearAlgebra
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

/// Profile likelihood intervals of cumulative link models.
@Suite struct OrdinalProfileTests {
  // Reference

  @Test(arguments: try Fixture.cases("OrdinalProfiles"))
  func agreesWithFitsThatHoldACoefficient(_ reference: Fixture.Case) throws {
    let (model, expected) = (try OrdinalRegressionTests.fit(reference), reference.expected)
    let level = try reference.options["level"].number()
    let found = try model.coefficients.map { try model.profileInterval(of: $0.name, confidence: level) }
    try expectAgreement(found.map(\.lower), expected["lower"], digits: 7, "lower")
    try expectAgreement(found.map(\.upper), expected["upper"], digits: 7, "upper")
    #expect(found.allSatisfy { $0.level == level && $0.method == "profile likelihood" })
    // confint.clm interpolates its profile by a spline.
    for (place, coefficient) in model.coefficients.enumerated() {
      for (limit, key) in [(found[place].lower, "confint_lower"), (found[place].upper, "confint_upper")] {
        let peer = try expected[key][place].number()
        #expect((limit - peer).magnitude < 1e-3 * coefficient.standardError, "\(coefficient.name): \(peer)")
      }
    }
  }

  // Laws

  private func fit(
    on design: Design? = nil, link: OrdinalLink = .logit, levels: [String] = OrdinalData.levels,
    weights: [Double]? = nil
  ) throws -> OrdinalRegression {
    try OrdinalRegression(
      OrdinalData.satisfaction, levels: levels, on: design ?? OrdinalData.design(), link: link,
      weights: weights)
  }

  /// At the level of one minus the probability of the likelihood ratio test, a limit is zero.
  @Test(arguments: OrdinalLink.allCases) func aLimitIsZeroAtTheLevelOfTheLikelihoodRatio(_ link: OrdinalLink)
    throws
  {
    let model = try fit(link: link)
    for (name, other, values) in [
      ("age", "support", OrdinalData.support), ("support", "age", OrdinalData.age),
    ] {
      let reduced = try fit(on: Design(columns: [(other, values)]), link: link)
      let test = TestStatistic(
        "χ²", 2 * (model.logLikelihood - reduced.logLikelihood), reference: .chiSquare(degreesOfFreedom: 1))
      let coefficient = try #require(model[name])
      let interval = try model.profileInterval(of: name, confidence: 1 - test.pValue(.greater))
      let limit = coefficient.value > 0 ? interval.lower : interval.upper
      #expect(limit.magnitude < 1e-9 * coefficient.standardError, "\(name): \(limit)")
    }
  }

  @Test func twoLevelsHaveTheIntervalsOfLogisticRegression() throws {
    let labels = OrdinalData.satisfaction.map { $0 == "high" ? "yes" : "no" }
    let model = try OrdinalRegression(labels, levels: ["no", "yes"], on: OrdinalData.design())
    let twin = try GeneralizedRegression(
      labels.map { $0 == "yes" ? 1 : 0 }, on: OrdinalData.design(), family: .binomial())
    for name in ["support", "age"] {
      let (one, other) = (try model.profileInterval(of: name), try twin.profileInterval(of: name))
      expectAgreement(one.lower, other.lower, digits: 9)
      expectAgreement(one.upper, other.upper, digits: 9)
    }
  }

  @Test(arguments: OrdinalLink.allCases) func unitsAndOrderDoNotMatter(_ link: OrdinalLink) throws {
    let one = try fit(link: link)
    for factor in [1e-150, 1e150] {
      let other = try fit(
        on: Design(columns: [
          ("age", OrdinalData.age.map { 40 + $0 }), ("support", OrdinalData.support.map { factor * $0 }),
        ]), link: link)
      for (name, unit) in [("support", factor), ("age", 1)] {
        let (a, b) = (try one.profileInterval(of: name), try other.profileInterval(of: name))
        expectAgreement(a.lower, b.lower * unit, digits: 9)
        expectAgreement(a.upper, b.upper * unit, digits: 9)
      }
    }
    guard link != .cloglog else { return }
    let reversed = try fit(link: link, levels: OrdinalData.levels.reversed())
    let (a, b) = (try one.profileInterval(of: "age"), try reversed.profileInterval(of: "age"))
    expectAgreement(a.lower, -b.upper, digits: 9)
    expectAgreement(a.upper, -b.lower, digits: 9)
  }

  @Test func weightsAreReplications() throws {
    let weights = (0..<20).map { Double([1, 3, 0, 2, 1][$0 % 5]) }
    let rows = (0..<20).flatMap { Array(repeating: $0, count: Int(weights[$0])) }
    let weighted = try fit(weights: weights).profileInterval(of: "support")
    let repeated = try OrdinalRegression(
      rows.map { OrdinalData.satisfaction[$0] }, levels: OrdinalData.levels, on: OrdinalData.design(rows)
    ).profileInterval(of: "support")
    expectAgreement(weighted.lower, repeated.lower, digits: 9)
    expectAgreement(weighted.upper, repeated.upper, digits: 9)
  }

  /// With many cases the profile is a parabola, and the interval Wald's.
  @Test func inLargeSamplesItIsWaldsInterval() throws {
    let model = try fit(weights: [Double](repeating: 1e8, count: 20))
    let (profile, wald) = (
      try model.profileInterval(of: "age"), try #require(model["age"]?.estimate.interval)
    )
    expectAgreement(profile.upper - profile.lower, wald.upper - wald.lower, digits: 4)
  }

  @Test func derivativesAreThoseOfTheLikelihood() throws {
    let likelihood = OrdinalLikelihood(try fit().problem, link: .probit)
    for form in [[0.3, -2], [0, 1.5], [1, 1e-9]] {
      let held = ProfiledOrdinalLikelihood(likelihood, form: form, held: 0.4)
      let point = [-1.0, 0.7, 0.2]
      try expectDerivatives(of: held, at: point)
    }
  }

  // Refusals

  @Test func refusesWhatHasNoProfile() throws {
    let model = try fit()
    expectRefusal(.unknownName) { try model.profileInterval(of: "weight") }
    expectRefusal(.unknownName) { try model.profileInterval(of: "low | middle") }
    expectRefusal(.outOfRange) { try model.profileInterval(of: "age", confidence: 1) }
    expectRefusal(.outOfRange) { try model.profileInterval(of: "age", confidence: .nan) }
    let narrow = try model.profileInterval(of: "age", confidence: 1e-9)
    #expect(narrow.lower <= narrow.upper && narrow.upper - narrow.lower < 1e-6)
    let wide = try model.profileInterval(of: "age", confidence: 1 - 1e-15)
    #expect(wide.lower < narrow.lower && wide.upper > narrow.upper)
  }
}
