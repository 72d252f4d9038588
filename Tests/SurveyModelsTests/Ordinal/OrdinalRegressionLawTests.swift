import Foundation
import SurveyLinearAlgebra
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

/// Laws of cumulative link models; the reference values are in OrdinalRegressionTests.
@Suite struct OrdinalRegressionLawTests {
  private func fit(
    _ labels: [String] = OrdinalData.satisfaction, levels: [String] = OrdinalData.levels,
    on design: Design? = nil, link: OrdinalLink = .logit, weights: [Double]? = nil
  ) throws -> OrdinalRegression {
    try OrdinalRegression(
      labels, levels: levels, on: design ?? OrdinalData.design(), link: link, weights: weights)
  }

  @Test func twoLevelsAreBinaryLogisticRegression() throws {
    let labels = OrdinalData.satisfaction.map { $0 == "high" ? "yes" : "no" }
    let model = try fit(labels, levels: ["no", "yes"])
    let rows = (0..<20).map { [1, OrdinalData.support[$0], OrdinalData.age[$0]] }
    let naive = NaiveLogistic(labels.map { $0 == "yes" }, rows)
    expectAgreement(model.thresholds[0].value, -naive.coefficients[0], digits: 11)
    for place in 0..<2 {
      expectAgreement(model.coefficients[place].value, naive.coefficients[place + 1], digits: 11)
      expectAgreement(
        model.coefficients[place].standardError, naive.covariance[place + 1][place + 1].squareRoot(),
        digits: 11)
    }
    expectAgreement(model.logLikelihood, naive.logLikelihood, digits: 12)
    expectAgreement(model.covariance[0, 1], -naive.covariance[0][1], digits: 10)
  }

  @Test(arguments: [OrdinalLink.logit, .probit]) func reversingTheOrderNegates(_ link: OrdinalLink) throws {
    let (one, other) = (try fit(link: link), try fit(levels: OrdinalData.levels.reversed(), link: link))
    for (a, b) in zip(one.coefficients, other.coefficients) {
      expectAgreement(a.value, -b.value, digits: 11)
      expectAgreement(a.standardError, b.standardError, digits: 11)
    }
    expectAgreement(one.thresholds[0].value, -other.thresholds[1].value, digits: 11)
    expectAgreement(one.logLikelihood, other.logLikelihood, digits: 13)
  }

  @Test func theComplementaryLogLogHasADirection() throws {
    let (one, other) = (
      try fit(link: .cloglog), try fit(levels: OrdinalData.levels.reversed(), link: .cloglog)
    )
    #expect((one.logLikelihood - other.logLikelihood).magnitude > 0.01)
  }

  @Test(arguments: OrdinalLink.allCases, [1e-150, 1e-3, 1, 1e6, 1e150])
  func unitsOfPredictorsDoNotMatter(_ link: OrdinalLink, _ factor: Double) throws {
    let shift = factor == 1 ? 1e6 : 0
    let scaled = try Design(columns: [
      ("support", OrdinalData.support.map { factor * $0 }),
      ("age", OrdinalData.age.map { ($0 - OrdinalData.support[0] + shift) / factor }),
    ])
    let (one, other) = (try fit(link: link), try fit(on: scaled, link: link))
    let digits = shift > 0 ? 9.0 : 11
    expectAgreement(other.coefficients[0].value * factor, one.coefficients[0].value, digits: digits)
    expectAgreement(other.coefficients[1].value / factor, one.coefficients[1].value, digits: digits)
    expectAgreement(
      other.coefficients[1].standardError / factor, one.coefficients[1].standardError, digits: digits)
    expectAgreement(one.logLikelihood, other.logLikelihood, digits: 12)
    expectAgreement(other.coefficients[0].pValue, one.coefficients[0].pValue, digits: 8)
  }

  @Test func theBaselineOfAFactorDoesNotMatter() throws {
    func model(_ baseline: String) throws -> OrdinalRegression {
      try fit(on: Design([.factor("site", OrdinalData.site, baseline: baseline)]))
    }
    let (a, b) = (try model("a"), try model("b"))
    expectAgreement(a.logLikelihood, b.logLikelihood, digits: 13)
    try expectAgreement(
      #require(a["site: c"]).value - #require(a["site: b"]).value, #require(b["site: c"]).value, digits: 10)
    let plain = try fit(on: Design([.factor("site", OrdinalData.site)], intercept: true))
    expectAgreement(plain.logLikelihood, a.logLikelihood, digits: 13)
  }

  @Test(arguments: OrdinalLink.allCases) func weightsAreReplications(_ link: OrdinalLink) throws {
    let weights = (0..<20).map { Double([1, 3, 0, 2, 1][$0 % 5]) }
    let rows = (0..<20).flatMap { Array(repeating: $0, count: Int(weights[$0])) }
    let weighted = try fit(link: link, weights: weights)
    let repeated = try fit(
      rows.map { OrdinalData.satisfaction[$0] }, on: OrdinalData.design(rows), link: link)
    for (a, b) in zip(
      weighted.thresholds + weighted.coefficients, repeated.thresholds + repeated.coefficients)
    {
      expectAgreement(a.value, b.value, digits: 11)
      expectAgreement(a.standardError, b.standardError, digits: 11)
    }
    expectAgreement(weighted.logLikelihood, repeated.logLikelihood, digits: 12)
    expectAgreement(weighted.bic, repeated.bic, digits: 12)
    #expect(weighted.cases.excluded == 4 && weighted.report.text.contains("with weight zero"))
    let tiny = try fit(link: link, weights: weights.map { $0 * 1e-200 })
    expectAgreement(tiny.coefficients[0].value, weighted.coefficients[0].value, digits: 11)
    expectAgreement(
      tiny.coefficients[0].standardError, weighted.coefficients[0].standardError * 1e100, digits: 11)
  }

  @Test(arguments: OrdinalLink.allCases) func withoutPredictorsItGivesTheShares(_ link: OrdinalLink) throws {
    let model = try OrdinalRegression("satisfaction ~ 1", in: OrdinalData.data(), link: link)
    let shares = OrdinalData.levels.map { level in
      Double(OrdinalData.satisfaction.count { $0 == level }) / 20
    }
    for (found, share) in zip(try model.fittedProbabilities()[3], shares) {
      expectAgreement(found, share, digits: 14)
    }
    expectAgreement(model.logLikelihood, model.nullLogLikelihood, digits: 14)
    #expect(model.likelihoodRatio == nil && model.coefficients.isEmpty)
  }

  @Test(arguments: OrdinalLink.allCases) func probabilitiesAreThoseOfTheLikelihood(_ link: OrdinalLink) throws
  {
    let model = try fit(link: link)
    var sum = 0.0
    for (probabilities, label) in zip(try model.fittedProbabilities(), OrdinalData.satisfaction) {
      expectAgreement(probabilities.reduce(0, +), 1, digits: 14)
      sum += log(probabilities[OrdinalData.levels.firstIndex(of: label) ?? 0])
    }
    expectAgreement(sum, model.logLikelihood, digits: 13)
    let again = try model.probabilities(for: OrdinalData.data())
    #expect(again == (try model.fittedProbabilities()))
    // Whole numbers are levels by their order.
    let codes = OrdinalData.satisfaction.map { ["low": -3, "middle": 0, "high": 40][$0] ?? 0 }
    let numbers = try OrdinalRegression(codes, on: OrdinalData.design(), link: link)
    #expect(numbers.levels == ["-3", "0", "40"])
    expectAgreement(numbers.coefficients[1].value, model.coefficients[1].value, digits: 15)
  }

  /// The stages by themselves: the gradient and the information against differences of the likelihood.
  @Test(arguments: OrdinalLink.allCases) func derivativesAreThoseOfTheLikelihood(_ link: OrdinalLink) throws {
    let problem = try LevelProblem(
      OrdinalData.satisfaction, levels: OrdinalData.levels, design: OrdinalData.design(), weights: nil,
      intercept: true)
    let likelihood = OrdinalLikelihood(problem, link: link)
    for point in [likelihood.start, [-1.3, 0.4, 0.7, -0.2], [-6, 5, 2, 1]] {
      try expectDerivatives(of: likelihood, at: point)
    }
    #expect(likelihood.evaluate([1, 0.5, 0, 0]) == nil)
  }

  @Test(arguments: OrdinalLink.allCases) func farLevelsKeepTheirDigits(_ link: OrdinalLink) {
    // The probability of a narrow level far out, against its density times its width.
    for place in [-30.0, -5, -0.3, 0, 0.4, 2.5] {
      let found = link.logProbability(from: place, to: place + 1e-7)
      let middle = link.logDensity(place + 0.5e-7) + log((place + 1e-7) - place)
      expectAgreement(found, middle, digits: 8, floor: 1e-8, "\(place)")
      let (up, down) = (link.logDensity(place + 1e-6), link.logDensity(place - 1e-6))
      expectAgreement((up - down) / 2e-6, link.logDensitySlope(place), digits: 6, floor: 1e-7)
    }
    for share in [1e-12, 0.2, 0.5, 0.9] {
      let place = link.threshold(share, complement: 1 - share)
      expectAgreement(exp(link.logProbability(from: -.infinity, to: place)), share, digits: 10)
    }
  }

  @Test func theSearchFindsAMaximumFromFarAway() throws {
    let problem = try LevelProblem(
      OrdinalData.satisfaction, levels: OrdinalData.levels, design: OrdinalData.design(), weights: nil,
      intercept: true)
    let likelihood = OrdinalLikelihood(problem, link: .probit)
    let near = try LikelihoodSearch(likelihood, from: likelihood.start)
    let far = try LikelihoodSearch(likelihood, from: [-9, 8, 5, -4])
    for (a, b) in zip(near.parameters, far.parameters) { expectAgreement(a, b, digits: 11) }
    expectAgreement(near.value, far.value, digits: 14)
  }
}
