import Foundation
import SurveyLinearAlgebra
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

/// The means of each fit against the weighted sums of its own coefficients.
@Suite struct MarginalModelsTests {
  private static let cases = Array(0..<60)
  private static let arm = cases.map { ["a", "b", "c"][$0 % 3] }
  private static let site = cases.map { ["x", "y"][$0 / 3 % 2] }
  private static let instrument = cases.map { Double($0 * 53 % 47) }
  private static let age = cases.map { 20 + 0.5 * Double($0 * 53 % 47) + Double($0 * 37 % 11) }
  private static let event = cases.map { ($0 * 29 + $0 / 3 * 17) % 10 < 3 + $0 % 3 ? 1.0 : 0 }
  private static let count = cases.map { Double($0 * 13 % 7 * ($0 % 4) + $0 % 3) }
  private static let group = cases.map { "g\($0 / 6)" }
  private static let month = cases.map { "m\($0 * 7 % 5)" }

  private static func data() throws -> ModelData {
    try ModelData([
      "arm": .labels(arm), "site": .labels(site), "age": .numbers(age), "event": .numbers(event),
      "count": .numbers(count), "group": .labels(group), "instrument": .numbers(instrument),
    ])
  }

  private static func design() throws -> Design {
    try Formula("event ~ arm + site + age").model(in: data()).design
  }

  /// The sums for an arm at half of each site and the mean age, in the order constant, b, c, y, age.
  private func check(
    _ model: some MarginalModel, _ coefficients: [Double], _ covariance: Matrix, freedom: Double? = nil,
    _ mean: (Double) -> Double = { $0 }, slope: (Double) -> Double = { _ in 1 }
  ) throws {
    let found = try MarginalMeans(of: model, over: ["arm"], scale: .response)
    let age = Self.age.reduce(0, +) / 60
    for (place, own) in found.means.enumerated() {
      let row = [1, place == 1 ? 1 : 0, place == 2 ? 1 : 0, 0.5, age]
      let eta = zip(row, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
      var variance = 0.0
      for one in 0..<5 { for two in 0..<5 { variance += row[one] * row[two] * covariance[one, two] } }
      expectAgreement(own.estimate?.value ?? .nan, mean(eta), digits: 10)
      expectAgreement(own.estimate?.standardError ?? .nan, slope(eta) * variance.squareRoot(), digits: 9)
      #expect(own.degreesOfFreedom == freedom)
    }
    let contrasts = try MarginalContrasts(of: found, .againstControl("a"), adjustment: .none).contrasts
    for (place, contrast) in contrasts.enumerated() {
      expectAgreement(contrast.estimate?.value ?? .nan, coefficients[place + 1], digits: 9)
      expectAgreement(
        contrast.estimate?.standardError ?? .nan, covariance[place + 1, place + 1].squareRoot(), digits: 9)
      #expect((contrast.ratio == nil) == (found.link.ratio == nil))
    }
  }

  private func logistic(_ eta: Double) -> Double { 1 / (1 + exp(-eta)) }
  private func logisticSlope(_ eta: Double) -> Double { logistic(eta) * logistic(-eta) }

  @Test func riskRatios() throws {
    let fit = try RiskRatioRegression(Self.event, on: Self.design())
    try check(fit, fit.coefficients.map(\.value), fit.covariance, exp, slope: exp)
    let clustered = try RiskRatioRegression(Self.event, on: Self.design(), clusters: Self.group)
    try check(clustered, clustered.coefficients.map(\.value), clustered.covariance, exp, slope: exp)
  }

  @Test func penalizedLikelihood() throws {
    let fit = try FirthRegression(Self.event, on: Self.design(), inference: .wald)
    try check(
      fit, fit.coefficients.map(\.estimate.value), fit.covariance, logistic, slope: logisticSlope)
  }

  @Test func negativeBinomialCounts() throws {
    let fit = try NegativeBinomialRegression(Self.count, on: Self.design())
    try check(fit, fit.coefficients.map(\.value), fit.covariance, exp, slope: exp)
  }

  @Test func clusteredCases() throws {
    let design = try Self.design()
    let binary = try ClusteredGeneralizedRegression(
      of: GeneralizedRegression(Self.event, on: design, family: .binomial()), clusters: Self.group)
    try check(
      binary, binary.coefficients.map(\.value), binary.covariance, logistic, slope: logisticSlope)
    // A name that the fit was given goes along.
    let named = binary.named("return")
    #expect(try AverageMarginalEffects(of: named).report.title.contains("return"))
    #expect(try MarginalMeans(of: named, over: ["arm"]).report.title.contains("return"))
    let counts = try ClusteredGeneralizedRegression(
      of: NegativeBinomialRegression(Self.count, on: design), clusters: Self.group)
    try check(counts, counts.coefficients.map(\.value), counts.covariance, exp, slope: exp)
  }

  @Test func estimatingEquations() throws {
    let design = try Self.design()
    let binary = try EstimatingEquations(
      Self.event, on: design, clusters: Self.group, family: .binomial, correlation: .exchangeable)
    try check(
      binary, binary.coefficients.map(\.value), binary.covariance, logistic, slope: logisticSlope)
    let counts = try EstimatingEquations(
      Self.count, on: design, clusters: Self.group, family: .poisson, correlation: .independence)
    try check(counts, counts.coefficients.map(\.value), counts.covariance, exp, slope: exp)
    let numbers = try EstimatingEquations(
      Self.count, on: design, clusters: Self.group, family: .gaussian, correlation: .exchangeable)
    try check(numbers, numbers.coefficients.map(\.value), numbers.covariance)
  }

  @Test func groupsOfALogisticMixedModel() throws {
    let fit = try LogisticMixedModel("event ~ arm + site + age + (1 | group)", in: Self.data())
    try check(fit, fit.coefficients.map(\.value), fit.covariance, logistic, slope: logisticSlope)
  }

  @Test func instruments() throws {
    let formula = "count ~ arm + site + age | arm + site + instrument"
    for errors in [StandardErrors.classical, .hc1] {
      let fit = try InstrumentalRegression(formula, in: Self.data(), standardErrors: errors)
      #expect(fit.coefficients.map(\.name) == ["intercept", "arm: b", "arm: c", "site: y", "age"])
      try check(
        fit, fit.coefficients.map(\.value), fit.covariance, freedom: fit.coefficients[0].degreesOfFreedom)
    }
  }

  @Test func clustersOfSeveralKinds() throws {
    let regression = try LinearRegression(Self.count, on: Self.design())
    let fit = try MultiwayClusteredRegression(
      of: regression, clusters: [("group", Self.group), ("month", Self.month)], repair: .eigenvalues)
    try check(fit, fit.coefficients.map(\.value), fit.covariance, freedom: 4)
  }

  @Test func refusesANegativeVariance() throws {
    let (regression, kinds) = try MultiwayCases.negative()
    let fit = try MultiwayClusteredRegression(of: regression, clusters: kinds, estimator: .cr0)
    expectRefusal(.infeasible) { try MarginalMeans(of: fit, over: [], at: ["hp": [1e6]]) }
    let repaired = try MultiwayClusteredRegression(
      of: regression, clusters: kinds, estimator: .cr0, repair: .eigenvalues)
    #expect(try MarginalMeans(of: repaired, over: [], at: ["hp": [1e6]]).means.count == 1)
  }
}
