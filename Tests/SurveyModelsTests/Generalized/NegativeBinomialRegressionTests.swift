import Foundation
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

@Suite struct NegativeBinomialRegressionTests {
  private let counts = [1.0, 0, 3, 15, 2, 2, 0, 27, 1, 9, 3, 12]

  // Reference

  /// The counts of `mtcars_carb` vary less than Poisson's: `glm.nb` stops at a θ of 2·10⁹ that its iteration
  /// limit decides, where here there is none. Its standard error of θ is that before the last step; the next
  /// test holds it to 40 digits.
  @Test(
    arguments: try Fixture.cases("NegativeBinomialRegression").filter {
      !$0.method.hasSuffix("40 digits") && $0.expected["aic"] != .null
    })
  func agreesWithR(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let found = try NegativeBinomialRegression(problem.outcome, on: problem.design)
    let (coefficients, expected) = (found.coefficients, reference.expected)
    try expectAgreement(coefficients.map(\.value), expected["coef"], digits: 6, "coefficient")
    try expectAgreement(coefficients.map(\.standardError), expected["se"], digits: 6, "standard error")
    try expectAgreement(coefficients.map(\.statistic.value), expected["z"], digits: 6, "z")
    try expectAgreement(coefficients.map(\.pValue), expected["p"], digits: 6, "p")
    try expectAgreement(2 * found.logLikelihood, expected["twologlik"], digits: 6, "log-likelihood")
    try expectAgreement(found.deviance, expected["deviance"], digits: 6, "deviance")
    try expectAgreement(found.aic, expected["aic"], digits: 6, "AIC")
    if reference.id == "negbin.quine" {
      try expectAgreement(found.theta, expected["theta"], digits: 6, "theta")
      try expectAgreement(found.thetaStandardError, expected["se_theta"], digits: 5.5, "its error")
    } else {
      #expect(found.theta == nil && found.thetaStandardError == nil)
      #expect(found.overdispersion.value == 0 && found.overdispersionPValue == 1)
    }
  }

  @Test func agreesWithFortyDigits() throws {
    let found = try Fixture.cases("NegativeBinomialRegression").filter { $0.method.hasSuffix("40 digits") }
    #expect(found.count == 1)
    for reference in found {
      let problem = try FormulaDesign(reference)
      let regression = try NegativeBinomialRegression(problem.outcome, on: problem.design)
      let expected = reference.expected
      try expectAgreement(regression.coefficients.map(\.value), expected["coef"], digits: 10)
      try expectAgreement(regression.coefficients.map(\.standardError), expected["se"], digits: 10)
      try expectAgreement(regression.theta, expected["theta"], digits: 10)
      try expectAgreement(regression.thetaStandardError, expected["se_theta"], digits: 10)
      try expectAgreement(2 * regression.logLikelihood, expected["twologlik"], digits: 12)
    }
  }

  /// The profile with θ held is that of `MASS::confint`, which interpolates to 5 digits; ratios are those of
  /// `anova`, robust errors those of `sandwich::vcovHC`.
  @Test func profilesRatiosAndRobustErrorsAgreeWithThirtyDigits() throws {
    let reference = try #require(
      try Fixture.cases("NegativeBinomialRegression").first { $0.id == "negbin.quine.inference" })
    let problem = try FormulaDesign(reference)
    let found = try NegativeBinomialRegression(problem.outcome, on: problem.design)
    for (key, theta) in [
      ("profile", NegativeBinomialRegression.ProfiledTheta.estimated), ("profile_held", .held),
    ] {
      for name in reference.expected[key].keys {
        let interval = try found.profileInterval(of: name, theta: theta)
        try expectAgreement(
          [interval.lower, interval.upper], reference.expected[key][name], digits: 9, "\(key), \(name)")
      }
    }
    for term in reference.expected["lr"].keys {
      let test = try found.likelihoodRatioTest(of: term)
      try expectAgreement(test.statistic.value, reference.expected["lr"][term], digits: 9, term)
      #expect(test.statistic.reference == .chiSquare(degreesOfFreedom: term == "Age" ? 3 : 1))
    }
    for estimator in [StandardErrors.hc0, .hc1, .hc2, .hc3] {
      let robust = try NegativeBinomialRegression(
        problem.outcome, on: problem.design, standardErrors: estimator)
      try expectAgreement(
        robust.coefficients.map(\.standardError), reference.expected[estimator.rawValue], digits: 9,
        estimator.rawValue)
    }
  }

  // Laws

  @Test func limitsLoseHalfTheQuantileOfTheLikelihood() throws {
    let found = try NegativeBinomialRegression(counts, on: GeneralizedCases.design())
    let interval = try found.profileInterval(of: "age", confidence: 0.9)
    for limit in [interval.lower, interval.upper] {
      let shifted = try NegativeBinomialRegression(
        counts, on: Design(interceptFor: counts), offset: GeneralizedCases.age.map { limit * $0 })
      expectAgreement(2 * (found.logLikelihood - shifted.logLikelihood), 2.705_543_454_095_404, digits: 9)
    }
    let held = try found.profileInterval(of: "age", theta: .held, confidence: 0.9)
    #expect(held.lower > interval.lower && held.upper < interval.upper)
    expectAgreement(
      try found.likelihoodRatioTest(of: "age").statistic.value, try #require(found.overall).value, digits: 9)
    // Counts without a θ are Poisson's everywhere.
    let even = try NegativeBinomialRegression(
      GeneralizedCases.visits.map { $0 + 3 }, on: GeneralizedCases.design())
    let poisson = try GeneralizedRegression(
      GeneralizedCases.visits.map { $0 + 3 }, on: GeneralizedCases.design(), family: .poisson)
    #expect(even.theta == nil)
    expectAgreement(
      try even.profileInterval(of: "age", theta: .held).lower, try poisson.profileInterval(of: "age").lower,
      digits: 9)
    expectRefusal(.unknownName) { try found.profileInterval(of: "weight") }
    expectRefusal(.unknownName) { try found.likelihoodRatioTest(of: "weight") }
    expectRefusal(.outOfRange) { try found.profileInterval(of: "age", confidence: 2) }
    let mean = try NegativeBinomialRegression(counts, on: Design(interceptFor: counts))
    expectRefusal(.definition) { try mean.profileInterval(of: "intercept") }
    expectRefusal(.definition) { try mean.likelihoodRatioTest(of: "intercept") }
    #expect(try mean.profileInterval(of: "intercept", theta: .held).contains(mean.coefficients[0].value))
  }

  /// At the maximum no small change of θ or of a coefficient raises the likelihood, by gamma functions.
  @Test func theMaximumIsOne() throws {
    let found = try NegativeBinomialRegression(counts, on: GeneralizedCases.design())
    let theta = try #require(found.theta)
    func likelihood(_ theta: Double, _ intercept: Double, _ slope: Double) -> Double {
      var sum = 0.0
      for (y, age) in zip(counts, GeneralizedCases.age) {
        let mean = exp(intercept + slope * age)
        sum += lgamma(y + theta) - lgamma(theta) - lgamma(y + 1)
        sum += theta * log(theta) + y * log(mean) - (y + theta) * log(theta + mean)
      }
      return sum
    }
    let (intercept, slope) = (found.coefficients[0].value, found.coefficients[1].value)
    let best = likelihood(theta, intercept, slope)
    expectAgreement(best, found.logLikelihood, digits: 12)
    for step in [-1e-4, 1e-4] {
      #expect(likelihood(theta * (1 + step), intercept, slope) < best)
      #expect(likelihood(theta, intercept + step, slope) < best)
      #expect(likelihood(theta, intercept, slope * (1 + step)) < best)
    }
    let h = 1e-3
    let second =
      (likelihood(theta + h, intercept, slope) - 2 * best + likelihood(theta - h, intercept, slope)) / (h * h)
    expectAgreement(try #require(found.thetaStandardError), 1 / (-second).squareRoot(), digits: 5)
  }

  @Test func derivativesByThetaAgreeWithDifferences() {
    for y in [0.0, 1, 7, 1500] {
      let (mean, theta, step) = (6.5, 2.3, 1e-4)
      let value = { (theta: Double) in NegativeBinomialLikelihood.value(y, mean: mean, theta: theta) }
      let slope = { (theta: Double) in NegativeBinomialLikelihood.slope(y, mean: mean, theta: theta) }
      expectAgreement(slope(theta), (value(theta + step) - value(theta - step)) / (2 * step), digits: 6)
      expectAgreement(
        NegativeBinomialLikelihood.information(y, mean: mean, theta: theta),
        (slope(theta - step) - slope(theta + step)) / (2 * step), digits: 6)
      expectAgreement(
        NegativeBinomialLikelihood.value(y, mean: mean, theta: 1e12),
        NegativeBinomialLikelihood.limit(y, mean: mean), digits: 5)
    }
    // Sums and gamma functions are one number on both sides of the bound.
    for y in [1000.0, 1001] {
      let orders = lgamma(y + 2.3) - lgamma(2.3) - lgamma(y + 1)
      let direct = orders + 2.3 * log(2.3 / 8.8) + y * log(6.5 / 8.8)
      expectAgreement(NegativeBinomialLikelihood.value(y, mean: 6.5, theta: 2.3), direct, digits: 11)
    }
  }

  @Test func twoGroupsGiveTheLogarithmOfTheirRatioOfMeans() throws {
    let group = counts.indices.map { Double($0 % 2) }
    let found = try NegativeBinomialRegression(counts, on: Design(columns: [("group", group)]))
    var sums = [0.0, 0]
    for (place, count) in counts.enumerated() { sums[place % 2] += count }
    expectAgreement(found.coefficients[1].value, log(sums[1] / sums[0]), digits: 11)
  }

  @Test func frequenciesActAsReplicationsAndScalesDoNotMatter() throws {
    let frequencies = [2.0, 1, 3, 1, 2, 1, 1, 1, 2, 1, 1, 3]
    let rows = frequencies.indices.flatMap { [Int](repeating: $0, count: Int(frequencies[$0])) }
    let age = GeneralizedCases.age
    let weighted = try NegativeBinomialRegression(
      counts, on: Design(columns: [("age", age.map { $0 * 100 + 7 })]), weights: .frequencies(frequencies))
    let replicated = try NegativeBinomialRegression(
      rows.map { counts[$0] }, on: Design(columns: [("age", rows.map { age[$0] })]))
    expectAgreement(try #require(weighted.theta), try #require(replicated.theta), digits: 9)
    expectAgreement(weighted.coefficients[1].value * 100, replicated.coefficients[1].value, digits: 9)
    expectAgreement(weighted.bic, replicated.bic, digits: 11)
    let shifted = try NegativeBinomialRegression(
      counts, on: GeneralizedCases.design(), offset: [Double](repeating: 2, count: 12))
    let plain = try NegativeBinomialRegression(counts, on: GeneralizedCases.design())
    expectAgreement(shifted.coefficients[0].value + 2, plain.coefficients[0].value, digits: 9)
    expectAgreement(try #require(shifted.theta), try #require(plain.theta), digits: 9)
  }

  // Edges

  @Test func refusesWhatHasNoAnswer() throws {
    func fit(_ outcome: [Double], _ x: [Double]) throws -> NegativeBinomialRegression {
      try NegativeBinomialRegression(outcome, on: Design(columns: [("x", x)]))
    }
    expectRefusal(.outOfRange) { try fit([0, -1, 2, 1], [1, 2, 3, 4]) }
    expectRefusal(.outOfRange) { try fit([0, 1.5, 2, 1], [1, 2, 3, 4]) }
    expectRefusal(.constant) { try fit([0, 0, 0, 0], [1, 2, 3, 4]) }
    expectRefusal(.tooFew) { try fit([1, 0], [1, 2]) }
    expectRefusal(.rankDeficient) { try fit([1, 0, 1, 0], [2, 2, 2, 2]) }
    expectRefusal(.infeasible) { try fit([1, 0, 0, 9, 4, 0], [0, 1, 1, 0, 0, 1]) }
    expectRefusal(.notFinite) { try fit([1, 0, .infinity, 0], [1, 2, 3, 4]) }
    expectRefusal(.outOfRange) {
      try NegativeBinomialRegression(counts, on: GeneralizedCases.design(), confidence: 1)
    }
    let equal = try fit([3, 3, 3, 3], [1, 2, 3, 5])
    #expect(equal.theta == nil)
    let large = try fit([1e6, 3e7, 2e6, 5e5, 9e6, 4e7], [1, 2, 3, 4, 5, 6])
    #expect(large.theta.map { $0.isFinite } == true)
  }

  // Print, conformance and page

  @Test func printsItsFinding() throws {
    let found = try NegativeBinomialRegression(counts, on: GeneralizedCases.design())
    #expect(
      found.description == """
        Negative binomial regression
          intercept       -1.29  95% CI [-3.70, 1.13]  z = -1.04, p = .296
          age              0.07  95% CI [0.01, 0.12]   z = 2.46, p = .014
          all predictors                               χ²(1) = 5.12, p = .024
          overdispersion                               χ²(1) = 29.28, p < .001
               rate ratio  95% CI
          age        1.07  [1.01, 1.13]
          n = 12   theta = 1.15   SE of theta = 0.62   deviance = 13.27   residual df = 10
          log-likelihood = -31.96   AIC = 69.9   BIC = 71.4   iterations = 13
          all 12 cases used
        """)
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try NegativeBinomialRegression(counts, on: GeneralizedCases.design()) }
    try checkFinding {
      try NegativeBinomialRegression(counts, on: GeneralizedCases.design(), standardErrors: .hc3)
    }
    try checkFinding { try NegativeBinomialRegression("visits ~ age", in: GeneralizedCases.table()) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("NegativeBinomialRegression") { print in
      // page
      let data = try ModelData([
        "absences": .numbers([1, 0, 3, 15, 2, 2, 0, 27, 1, 9, 3, 12, 6, 0, 4, 18]),
        "age": .numbers([25, 31, 47, 52, 38, 44, 29, 60, 35, 41, 58, 33, 50, 27, 39, 55]),
        "years": .numbers([1, 2, 1, 3, 1, 2, 1, 2, 1, 2, 1, 2, 2, 1, 1, 3]),
      ])
      let regression = try NegativeBinomialRegression("absences ~ age + offset(log(years))", in: data)
      print(regression)
      // end
    }
  }
}
