import SurveyModels
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Profile intervals of families whose dispersion is estimated; those of a likelihood are in
/// `GeneralizedRegressionTests`.
@Suite struct GeneralizedProfileTests {
  // Reference

  @Test(arguments: try Fixture.cases("GeneralizedProfiles"))
  func agreesWithRootsOfRsDeviance(_ reference: Fixture.Case) throws {
    let found = try GeneralizedCases.fit(reference)
    let (expected, level) = (reference.expected, try reference.options["level"].number())
    func intervals(_ level: Double) throws -> [ConfidenceInterval] {
      try found.coefficients.map { try found.profileInterval(of: $0.name, confidence: level) }
    }
    let profiles = try intervals(level)
    try expectAgreement(profiles.map(\.lower), expected["lower"], digits: 8, "lower limit")
    try expectAgreement(profiles.map(\.upper), expected["upper"], digits: 8, "upper limit")
    #expect(profiles.allSatisfy { $0.method == "profile deviance" && $0.level == level })
    // R's confint has the normal quantile where Student's belongs: the level of which that is the quantile.
    let z = try NormalDistribution.standard.quantile(upperTail: (1 - level) / 2)
    let student = try StudentTDistribution(degreesOfFreedom: found.residualDegreesOfFreedom)
    let normal = try intervals(1 - 2 * student.upperTail(z))
    try expectAgreement(normal.map(\.lower), expected["normal_lower"], digits: 8, "normal lower limit")
    try expectAgreement(normal.map(\.upper), expected["normal_upper"], digits: 8, "normal upper limit")
    for (place, error) in found.coefficients.map(\.standardError).enumerated() {
      let near = 1e-3 * error
      try expectAgreement(
        normal[place].lower, expected["confint_lower"][place], digits: 16, floor: near, "confint")
      try expectAgreement(
        normal[place].upper, expected["confint_upper"][place], digits: 16, floor: near, "confint")
    }
  }

  // Laws

  /// The limits are the values that the test with the coefficient held just refuses.
  @Test func theLimitsAreThoseOfTheTest() throws {
    let (age, years) = (GeneralizedCases.age, GeneralizedCases.years)
    let outcomes: [(ResponseFamily, [Double])] = [
      (.quasiPoisson, GeneralizedCases.visits), (.gamma(), GeneralizedCases.cost),
      (.quasiBinomial(.probit), GeneralizedCases.event),
    ]
    for (family, outcome) in outcomes {
      let found = try GeneralizedRegression(
        outcome, on: Design(columns: [("age", age), ("years", years)]), family: family)
      let interval = try found.profileInterval(of: "age", confidence: 0.9)
      #expect(interval.contains(try #require(found["age"]).value))
      for limit in [interval.lower, interval.upper] {
        let held = try GeneralizedRegression(
          outcome, on: Design(columns: [("years", years)]), family: family, offset: age.map { limit * $0 })
        let f = TestStatistic(
          "F", (held.deviance - found.deviance) / found.dispersion,
          reference: .f(numerator: 1, denominator: found.residualDegreesOfFreedom))
        expectAgreement(f.pValue(.greater), 0.1, digits: 9, "\(family)")
      }
    }
  }

  /// Only the quantile and the dispersion tell them from the profile of the likelihood.
  @Test func withoutOverdispersionTheyAreThoseOfTheLikelihood() throws {
    let design = try GeneralizedCases.design()
    let poisson = try GeneralizedRegression(GeneralizedCases.visits, on: design, family: .poisson)
    let quasi = try GeneralizedRegression(GeneralizedCases.visits, on: design, family: .quasiPoisson)
    let student = try StudentTDistribution(degreesOfFreedom: quasi.residualDegreesOfFreedom)
    let z = try NormalDistribution.standard.quantile(upperTail: 0.025) / quasi.dispersion.squareRoot()
    let one = try poisson.profileInterval(of: "age")
    let other = try quasi.profileInterval(of: "age", confidence: 1 - 2 * student.upperTail(z))
    expectAgreement(one.lower, other.lower, digits: 10)
    expectAgreement(one.upper, other.upper, digits: 10)
  }

  // Edges

  @Test func unitsOfTheOutcomeDoNotMatter() throws {
    let design = try GeneralizedCases.design()
    let plain = try GeneralizedRegression(GeneralizedCases.cost, on: design, family: .gamma())
    for unit in [1e-100, 1e100] {
      let scaled = try GeneralizedRegression(
        GeneralizedCases.cost.map { $0 * unit }, on: design, family: .gamma())
      let (one, other) = (try plain.profileInterval(of: "age"), try scaled.profileInterval(of: "age"))
      expectAgreement(one.lower, other.lower, digits: 8)
      expectAgreement(one.upper, other.upper, digits: 8)
    }
  }

  @Test func refusesADispersionOfZero() throws {
    let design = try Design(columns: [("x", [0, 0, 1, 1])])
    #expect(throws: InputError.self) {
      try GeneralizedRegression([2, 2, 6, 6], on: design, family: .gamma()).profileInterval(of: "x")
    }
    let found = try GeneralizedRegression(
      GeneralizedCases.cost, on: GeneralizedCases.design(), family: .gamma())
    expectRefusal(.unknownName) { try found.profileInterval(of: "weight") }
    for level in [0, 1, Double.nan] {
      expectRefusal(.outOfRange) { try found.profileInterval(of: "age", confidence: level) }
    }
  }
}
