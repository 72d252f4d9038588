import SurveyLinearAlgebra
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

@Suite struct QuasiInformationTests {
  // Reference

  @Test(arguments: try Fixture.cases("EstimatingEquations", method: "QIC by geepack"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let (fit, found) = try quasi(reference)
    try expectAgreement(found.qic, reference.expected["QIC"], digits: 6, "QIC")
    try expectAgreement(found.qicu, reference.expected["QICu"], digits: 6, "QICu")
    try expectAgreement(found.trace, reference.expected["trace"], digits: 6, "trace")
    #expect(fit.family == .gaussian ? fit.qic == nil && fit.qicu == nil : fit.qic == found.qic)
    #expect(fit.family == .gaussian || fit.qicu == found.qicu)
  }

  @Test(arguments: try Fixture.cases("EstimatingEquations", method: "QIC by statsmodels"))
  func agreesWithStatsmodels(_ reference: Fixture.Case) throws {
    let (_, found) = try quasi(reference)
    try expectAgreement(found.qic, reference.expected["QIC"], digits: 8, "QIC")
    try expectAgreement(found.qicu, reference.expected["QICu"], digits: 8, "QICu")
  }

  private func quasi(
    _ reference: Fixture.Case
  ) throws -> (EstimatingEquations, EstimatingEquations.QuasiInformation) {
    let labels = try reference.data().column(reference.options["id"].string())
    let fit = try GEEData.fit(reference, clusters: labels)
    return (fit, try fit.quasiInformation(dispersion: reference.options["dispersion"].number()))
  }

  // Laws

  private func fit(
    _ family: EstimatingEquations.Family, _ correlation: EstimatingEquations.WorkingCorrelation,
    _ errors: EstimatingEquations.Errors = .robust, times factor: Double = 1
  ) throws -> EstimatingEquations {
    let outcome =
      family == .gaussian
      ? GEEData.mood.map { factor * $0 } : family == .binomial ? GEEData.event : GEEData.count
    return try EstimatingEquations(
      outcome, on: GEEData.design(), clusters: GEEData.person, occasions: GEEData.wave, family: family,
      correlation: correlation, errors: errors)
  }

  @Test(arguments: EstimatingEquations.Family.allCases)
  func isTheSumOverCasesAndTheProductOfMatrices(_ family: EstimatingEquations.Family) throws {
    for correlation in [EstimatingEquations.WorkingCorrelation.independence, .autoregressive] {
      let found = try fit(family, correlation)
      let own = try found.quasiInformation(dispersion: 0.7)
      let outcome = [.gaussian: GEEData.mood, .binomial: GEEData.event][family] ?? GEEData.count
      var sum = 0.0
      var information = Matrix(zeros: 3, 3)
      for (row, (y, mean)) in zip(outcome, found.fitted).enumerated() {
        let x = [1, Double(GEEData.wave[row]), GEEData.load[row]]
        let (value, weight): (Double, Double) =
          switch family {
          case .gaussian: (-(y - mean) * (y - mean) / 2, 1)
          case .binomial: (naturalLog(y == 1 ? mean : 1 - mean), mean * (1 - mean))
          case .poisson: (y * naturalLog(mean) - mean, mean)
          }
        sum += value
        for column in 0..<3 { for row in 0..<3 { information[row, column] += weight * x[row] * x[column] } }
      }
      let trace = try information.times(found.covariance).diagonal.reduce(0, +)
      expectAgreement(own.quasiLogLikelihood, sum / 0.7, digits: 11)
      expectAgreement(own.trace, trace / 0.7, digits: 11)
      expectAgreement(own.qic, -2 * sum / 0.7 + 2 * trace / 0.7, digits: 11)
      expectAgreement(own.qicu, -2 * sum / 0.7 + 6, digits: 11)
      #expect(own.dispersion == 0.7 && own.coefficientCount == 3)
    }
  }

  @Test func ofIndependentEventsQICuIsTheAICOfTheRegression() throws {
    let plain = try GeneralizedRegression(GEEData.event, on: GEEData.design(), family: .binomial())
    try expectAgreement(
      #require(fit(.binomial, .independence).qicu), #require(plain.aic), digits: 10)
    // Counts have terms of the outcome alone beside: the difference of two models is the same.
    let small = try Design(columns: [("load", GEEData.load)])
    let (wide, narrow) = try (
      GeneralizedRegression(GEEData.count, on: GEEData.design(), family: .poisson),
      GeneralizedRegression(GEEData.count, on: small, family: .poisson)
    )
    let narrowEquations = try EstimatingEquations(
      GEEData.count, on: small, clusters: GEEData.person, family: .poisson, correlation: .independence)
    try expectAgreement(
      #require(fit(.poisson, .independence).qicu) - #require(narrowEquations.qicu),
      #require(wide.aic) - #require(narrow.aic), digits: 8)
  }

  @Test func unitsAndErrorsDoNotMatter() throws {
    let one = try fit(.gaussian, .exchangeable).quasiInformation(dispersion: 0.5)
    let ten = try fit(.gaussian, .exchangeable, times: 10).quasiInformation(dispersion: 50)
    expectAgreement(ten.qic, one.qic, digits: 9)
    expectAgreement(ten.trace, one.trace, digits: 9)
    for errors in EstimatingEquations.Errors.allCases {
      let found = try fit(.poisson, .exchangeable, errors)
      expectAgreement(
        try #require(found.qic), try #require(fit(.poisson, .exchangeable).qic), digits: 12)
    }
    // With its own dispersion a gaussian fit under independence has -2Q = n, which compares no means.
    let plain = try fit(.gaussian, .independence)
    let own = try plain.quasiInformation(dispersion: plain.dispersion)
    expectAgreement(-2 * own.quasiLogLikelihood, 24, digits: 11)
  }

  // Refusals

  @Test func refusesADispersionThatIsNone() throws {
    let found = try fit(.gaussian, .independence)
    for dispersion in [0, -1, .nan, .infinity, .leastNonzeroMagnitude] {
      expectRefusal(.outOfRange) { try found.quasiInformation(dispersion: dispersion) }
    }
    let huge = try fit(.gaussian, .independence, times: 1e153)
    expectRefusal(.outOfRange) { try huge.quasiInformation(dispersion: 1e-10) }
    #expect(huge.qic == nil)
  }
}
