import SurveyLinearAlgebra
import SurveyTestSupport
import Testing

@testable import SurveyModels

@Suite struct LinearMixedModelLawTests {
  let groups = ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d"]
  let scores = [3.1, 4.0, 3.6, 5.2, 5.9, 5.0, 2.2, 3.3, 2.9, 4.4, 4.9, 4.1]

  @Test func restrictedLikelihoodOfABalancedDesignIsItsAnalysisOfVariance() throws {
    let model = try LinearMixedModel(
      scores, on: Design(interceptFor: scores), random: [RandomTerm(by: groups)])
    let means = stride(from: 0, to: 12, by: 3).map { start in scores[start..<start + 3].reduce(0, +) / 3 }
    let mean = scores.reduce(0, +) / 12
    let between = means.reduce(0) { $0 + 3 * ($1 - mean) * ($1 - mean) } / 3
    let within =
      scores.indices.reduce(0.0) { $0 + (scores[$1] - means[$1 / 3]) * (scores[$1] - means[$1 / 3]) } / 8
    expectAgreement(model.residualStandardDeviation * model.residualStandardDeviation, within, digits: 9)
    expectAgreement(model.randomEffects[0].covariance[0, 0], (between - within) / 3, digits: 9)
    expectAgreement(model.coefficients[0].value, mean, digits: 13)
    expectAgreement(model.coefficients[0].standardError, (between / 12).squareRoot(), digits: 10)
    expectAgreement(try #require(model.coefficients[0].degreesOfFreedom), 3, digits: 8)
    let adjusted = try LinearMixedModel(
      scores, on: Design(interceptFor: scores), random: [RandomTerm(by: groups)],
      degreesOfFreedom: .kenwardRoger)
    expectAgreement(adjusted.coefficients[0].standardError, (between / 12).squareRoot(), digits: 10)
    expectAgreement(try #require(adjusted.coefficients[0].degreesOfFreedom), 3, digits: 9)
  }

  /// Groups that differ some hundred thousand times more than cases within them keep the digits of the variance within.
  @Test func largeVarianceRatiosKeepTheirDigits() throws {
    let levels = ["a": 0.0, "b": 1e5, "c": -2e5, "d": 5e4]
    let spread = zip(scores, groups).map { $0 + (levels[$1] ?? 0) }
    let model = try LinearMixedModel(
      spread, on: Design(interceptFor: spread), random: [RandomTerm(by: groups)])
    let means = stride(from: 0, to: 12, by: 3).map { start in spread[start..<start + 3].reduce(0, +) / 3 }
    let within =
      spread.indices.reduce(0.0) { $0 + (spread[$1] - means[$1 / 3]) * (spread[$1] - means[$1 / 3]) } / 8
    #expect(model.converged)
    expectAgreement(model.residualStandardDeviation * model.residualStandardDeviation, within, digits: 7)
    expectAgreement(try #require(model.coefficients[0].degreesOfFreedom), 3, digits: 6)
  }

  /// Generalized least squares with the whole covariance matrix of the cases, without any shortcut: the same
  /// coefficients, standard errors and likelihood.
  @Test(arguments: MixedEstimation.allCases)
  func generalizedLeastSquaresGivesTheSameNumbers(_ estimation: MixedEstimation) throws {
    for reference in try Fixture.cases("LinearMixedModel", method: "linear mixed model") {
      let data = try MixedData(reference)
      guard data.estimation == estimation, ["mixed_ratings", "sleepstudy"].contains(reference.dataset) else {
        continue
      }
      let model = try data.model()
      let twin = try NaiveMixedModel(data.formula, in: data.data, model, restricted: estimation == .reml)
      for (index, coefficient) in model.coefficients.enumerated() {
        expectAgreement(
          coefficient.value, twin.coefficients[index], digits: 9, floor: 1e-9 * coefficient.standardError,
          reference.id)
        expectAgreement(coefficient.standardError, twin.standardErrors[index], digits: 9, reference.id)
      }
      expectAgreement(model.criterion, twin.criterion, digits: 11, reference.id)
    }
  }

  @Test func unitsDoNotMatter() throws {
    let (y, days, subject) = try sleepStudy()
    let model = try fit(y, days, subject)
    for (unit, scale) in [(1e-6, 1e3), (1e8, 1e-5), (-3.0, 1e120)] {
      let other = try fit(y.map { $0 * unit }, days.map { $0 * scale }, subject)
      let sign = unit < 0 ? -1.0 : 1
      for (one, two) in zip(model.coefficients, other.coefficients) {
        expectAgreement(two.statistic.value, sign * one.statistic.value, digits: 9)
        expectAgreement(two.degreesOfFreedom ?? 0, one.degreesOfFreedom ?? 0, digits: 7)
      }
      expectAgreement(
        other.randomEffects[0].standardDeviations[1],
        model.randomEffects[0].standardDeviations[1] * unit.magnitude / scale, digits: 8)
    }
  }

  @Test func theOrderOfCasesAndTheNamesOfGroupsDoNotMatter() throws {
    let (y, days, subject) = try sleepStudy()
    let model = try fit(y, days, subject)
    let order = y.indices.sorted { ($0 * 77) % 181 < ($1 * 77) % 181 }
    let other = try fit(order.map { y[$0] }, order.map { days[$0] }, order.map { "z" + subject[$0] })
    for (one, two) in zip(model.coefficients, other.coefficients) {
      expectAgreement(two.value, one.value, digits: 11)
      expectAgreement(two.standardError, one.standardError, digits: 9)
    }
    expectAgreement(other.criterion, model.criterion, digits: 12)
  }

  @Test func aVarianceOfZeroLeavesLeastSquares() throws {
    let reference = try #require(
      try Fixture.cases("LinearMixedModel").first { $0.id == "lmer.flat.singular.REML" })
    let data = try MixedData(reference)
    let model = try data.model()
    #expect(model.randomEffects[0].covariance[0, 0] == 0)
    #expect(model.warnings == [.zeroVariance(effect: "intercept", grouping: "group")])
    let plain = try LinearRegression("y ~ x", in: data.data)
    for (one, two) in zip(model.coefficients, plain.coefficients) {
      expectAgreement(one.value, two.value, digits: 12)
      expectAgreement(one.standardError, two.standardError, digits: 12)
      expectAgreement(one.degreesOfFreedom ?? 0, two.degreesOfFreedom, digits: 8)
    }
    expectAgreement(model.residualStandardDeviation, plain.residualStandardDeviation, digits: 12)
    #expect(model.groupEffects.allSatisfy { $0.value == 0 })
    let likelihood = try LinearMixedModel("y ~ x + (1 | group)", in: data.data, estimation: .ml)
    expectAgreement(likelihood.logLikelihood, try #require(plain.logLikelihood), digits: 12)
  }

  @Test func fittedValuesAndResidualsAddUpAndEffectsOfGroupsSumToZero() throws {
    let (y, days, subject) = try sleepStudy()
    let model = try fit(y, days, subject)
    for (index, sum) in zip(model.fitted, model.residuals).map({ $0 + $1 }).enumerated() {
      expectAgreement(sum, y[index], digits: 13)
    }
    for effect in ["intercept", "days"] {
      let values = model.groupEffects.filter { $0.effect == effect }.map(\.value)
      #expect(values.reduce(0, +).magnitude < 1e-8)
    }
    #expect(model.groupEffects.allSatisfy { $0.conditionalStandardDeviation > 0 })
    #expect(model.marginalRSquared < model.conditionalRSquared)
  }

  /// Slopes against differences of the criterion, second derivatives against differences of slopes.
  @Test(arguments: [true, false])
  func derivativesAgreeWithDifferences(restricted: Bool) throws {
    let reference = try #require(
      try Fixture.cases("LinearMixedModel").first { $0.id == "lmer.ratings.crossed.REML" })
    let data = try MixedData(reference)
    let read = try Formula(data.formula).model(in: data.data)
    let design = try MixedDesign(read.outcome(), on: read.design, random: read.randomTerms)
    let theta = [1.2, 0.3, 0.7, 0.4]
    let slopes = { (theta: [Double]) throws -> (Double, MixedCurvature) in
      let state = try #require(MixedState(design, theta, derivatives: true))
      let moments = MixedMoments(design, state, pairs: true)
      return (
        state.criterion(design, restricted: restricted),
        MixedCurvature(design, state, moments, restricted: restricted)
      )
    }
    let (_, curvature) = try slopes(theta)
    for index in theta.indices {
      var (up, down) = (theta, theta)
      up[index] += 1e-5
      down[index] -= 1e-5
      let (above, below) = (try slopes(up), try slopes(down))
      expectAgreement(curvature.slopes[index], (above.0 - below.0) / 2e-5, digits: 6)
      for other in theta.indices {
        expectAgreement(
          curvature.profiled[index, other], (above.1.slopes[other] - below.1.slopes[other]) / 2e-5, digits: 6,
          floor: 1e-5)
      }
    }
  }

  private func sleepStudy() throws -> (y: [Double], days: [Double], subject: [String]) {
    let table = try Fixture.table("sleepstudy")
    return (
      try table.numbers("Reaction").compactMap { $0 }, try table.numbers("Days").compactMap { $0 },
      try table.column("Subject").compactMap { $0 }
    )
  }

  private func fit(_ y: [Double], _ days: [Double], _ subject: [String]) throws -> LinearMixedModel {
    try LinearMixedModel(
      y, on: Design([.numeric("days", days)]), random: [RandomTerm([.numeric("days", days)], by: subject)])
  }
}
