import SurveyInference
import SurveyModels
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// The standard errors of quantile regression by kernels and by residuals.
@Suite struct QuantileErrorsTests {
  @Test(arguments: try Fixture.cases("QuantileStandardErrors"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let tau = try reference.options["tau"].number()
    for (bandwidth, name) in [
      (QuantileBandwidth.hallSheather, "hall_sheather"), (.bofinger, "bofinger"),
    ] {
      let found = try QuantileRegression(
        problem.outcome, on: problem.design, tau: tau, standardErrors: .kernel(bandwidth: bandwidth))
      try expectAgreement(
        found.coefficients.compactMap(\.estimate.standardError), reference.expected["ker_" + name],
        digits: 11, "kernel")
      #expect(found.sparsity == nil && found.sparsityRange == nil)
      try expectMedianSlope(problem, tau: tau, bandwidth, reference.expected["iid_" + name])
    }
  }

  /// R quantreg 5.94::bandwidth.rq; statsmodels 0.15.0 for Chamberlain's, and for Hall and Sheather's again.
  @Test func bandwidthsAgreeWithOtherPrograms() throws {
    for (tau, cases, hallSheather, bofinger, chamberlain) in [
      (0.5, 20, 0.35792540553282576, 0.35576609452710312, 0.21913063514414538),
      (0.25, 100, 0.14496914586992257, 0.16593508513159358, 0.08486893005571287),
      (0.9, 1_000, 0.03459946254739369, 0.047129273980292992, 0.018593850969136842),
      (0.05, 37, 0.063692827758976014, 0.050693993855911952, 0.07022536963292038),
    ] {
      try expectAgreement(
        QuantileBandwidth.hallSheather.width(tau: tau, cases: cases), hallSheather, digits: 13)
      try expectAgreement(QuantileBandwidth.bofinger.width(tau: tau, cases: cases), bofinger, digits: 13)
      try expectAgreement(
        QuantileBandwidth.chamberlain.width(tau: tau, cases: cases), chamberlain, digits: 13)
    }
    for bandwidth in QuantileBandwidth.allCases {
      for tau in [0, 1, -1, .nan, Double.infinity] {
        expectRefusal(.outOfRange) { try bandwidth.width(tau: tau, cases: 10) }
      }
      for cases in [0, -1, .min] { expectRefusal(.tooFew) { try bandwidth.width(tau: 0.5, cases: cases) } }
      #expect(try bandwidth.width(tau: 0.5, cases: .max) > 0)
    }
  }

  // Laws

  /// The difference quotient by hand: an intercept alone, the median of 1, 2, 4, 8, 16 is 4, four residuals remain.
  @Test func takesTheDifferenceOfTheResidualsQuantiles() throws {
    let values = [16.0, 1, 4, 8, 2]
    let found = try QuantileRegression(
      values, on: Design(interceptFor: values), standardErrors: .residuals(bandwidth: .chamberlain))
    let width = 1.959963984540054 * (0.25 / 5).squareRoot()
    // 0.5 ± 0.438: the places ⌊4 · 0.062⌋ + 1 = 1 and ⌊4 · 0.938⌋ + 1 = 4 of the residuals -3, -2, 4, 12.
    let sparsity = (12 - -3) / (2 * width)
    try expectAgreement(#require(found.sparsity), sparsity, digits: 13)
    try expectAgreement(
      #require(found.coefficients[0].estimate.standardError), sparsity * (0.25 / 5).squareRoot(), digits: 13)
  }

  @Test(arguments: [0.2, 0.5, 0.8])
  func residualQuantilesByANaiveTwin(_ tau: Double) throws {
    let (x, z, y) = RobustData.sample(80, seed: 8)
    for bandwidth in QuantileBandwidth.allCases {
      let found = try fit(y, x, z, tau, .residuals(bandwidth: bandwidth))
      let rest = found.residuals.filter { $0.magnitude > 1e-9 }
      var width = try bandwidth.width(tau: tau, cases: 80)
      while tau - width <= 0 || tau + width >= 1 { width /= 2 }
      // The smallest residual with more than p·m at or below it.
      let quantile = { (p: Double) in
        rest.filter { value in Double(rest.count { $0 <= value }) > p * Double(rest.count) }.min() ?? .nan
      }
      let expected = (quantile(tau + width) - quantile(tau - width)) / (2 * width)
      try expectAgreement(#require(found.sparsity), expected, digits: 12)
    }
  }

  /// All choices follow the units of the outcome and of the columns, and mirror with the outcome.
  @Test(arguments: [
    QuantileStandardErrors.kernel(), .kernel(bandwidth: .bofinger), .residuals(), .residuals(.medianSlope),
    .residuals(.medianSlope, bandwidth: .chamberlain),
  ])
  func movesWithTheOutcomeAndTheColumns(_ errors: QuantileStandardErrors) throws {
    let (x, z, y) = RobustData.sample(60, seed: 5)
    let plain = try fit(y, x, z, 0.3, errors)
    let moved = try fit(
      zip(y, x).map { 3 * $0 + 0.5 * $1 + 7 }, x.map { 100 * $0 }, z.map { $0 + 5 }, 0.3, errors)
    try expectAgreement(error(moved, 1), error(plain, 1) * 0.03, digits: 10)
    try expectAgreement(error(moved, 2), error(plain, 2) * 3, digits: 10)
    let turned = try fit(y.reversed(), x.reversed(), z.reversed(), 0.3, errors)
    let far = try fit(y.map { $0 * 1e120 }, x, z, 0.3, errors)
    let mirrored = try fit(y.map { -$0 }, x, z, 0.7, errors)
    for index in 0..<3 {
      try expectAgreement(error(turned, index), error(plain, index), digits: 10)
      try expectAgreement(error(far, index), error(plain, index) * 1e120, digits: 10)
      try expectAgreement(error(mirrored, index), error(plain, index), digits: 10)
    }
  }

  /// With many cases of equal errors all choices come near √(τ(1 - τ)/n) divided by the normal density.
  @Test func allComeToTheSameWithManyCases() throws {
    let (x, z, y) = RobustData.sample(1_500, seed: 12)
    let expected = (0.25 / 1_500).squareRoot() / NormalDistribution.standard.density(0)
    for errors in [
      QuantileStandardErrors.sandwich, .equalErrors, .kernel(), .residuals(), .residuals(.medianSlope),
    ] {
      let ratio = try error(fit(y, x, z, 0.5, errors), 1) / expected
      #expect(ratio > 0.8 && ratio < 1.25, "\(errors)")
    }
  }

  // Refusals

  @Test func refusesResidualsWithoutSpread() throws {
    let line = [1.0, 2, 3, 4, 5, 6]
    let design = try Design(columns: [("x", line)])
    for errors in [QuantileStandardErrors.kernel(), .residuals(), .residuals(.medianSlope)] {
      expectRefusal(.infeasible) { try QuantileRegression(line, on: design, standardErrors: errors) }
      expectRefusal(.infeasible) {
        try QuantileRegression(
          [3, 3, 3, 3], on: Design(interceptFor: [3, 3, 3, 3]), standardErrors: errors)
      }
      expectRefusal(.outOfRange) {
        try QuantileRegression(
          RobustData.outcome.map { $0 * 1e200 }, on: RobustData.design(), standardErrors: errors)
      }
    }
    // Three cases with two coefficients leave one residual.
    expectRefusal(.infeasible) {
      try QuantileRegression(
        [1, 2, 4], on: Design(columns: [("x", [1, 2, 3])]), standardErrors: .residuals(.medianSlope))
    }
  }

  private func fit(
    _ y: [Double], _ x: [Double], _ z: [Double], _ tau: Double, _ errors: QuantileStandardErrors
  ) throws -> QuantileRegression {
    try QuantileRegression(
      y, on: Design(columns: [("x", x), ("z", z)]), tau: tau, standardErrors: errors)
  }

  private func error(_ regression: QuantileRegression, _ index: Int) throws -> Double {
    try #require(regression.coefficients[index].estimate.standardError)
  }

  // Print

  @Test func printsItsChoices() throws {
    let found = try QuantileRegression(
      RobustData.outcome, on: RobustData.design(), standardErrors: .residuals(.medianSlope))
    #expect(
      found.named("outcome").description == """
        Quantile regression: outcome
          intercept    1.64  95% CI [-0.30, 3.58]    t(9) = 1.92, p = .087
          motivation   0.41  95% CI [0.00, 0.81]     t(9) = 2.28, p = .048
          age         0.014  95% CI [-0.029, 0.058]  t(9) = 0.74, p = .481
          n = 12   residual df = 9   sum of losses = 4.65   R1 = .218   sparsity = 1.42
          all 12 cases used
          quantile: 0.500; standard errors: one density by the median slope of residuals; bandwidth:
          Hall-Sheather
        """)
    let kernel = try QuantileRegression(
      RobustData.outcome, on: RobustData.design(), standardErrors: .kernel(bandwidth: .bofinger))
    #expect(
      kernel.named("outcome").description == """
        Quantile regression: outcome
          intercept    1.64  95% CI [-1.24, 4.52]    t(9) = 1.29, p = .229
          motivation   0.41  95% CI [-0.13, 0.94]    t(9) = 1.71, p = .121
          age         0.014  95% CI [-0.048, 0.077]  t(9) = 0.51, p = .621
          n = 12   residual df = 9   sum of losses = 4.65   R1 = .218
          all 12 cases used
          quantile: 0.500; standard errors: sandwich by a Gaussian kernel, Powell; bandwidth: Bofinger
        """)
    let quotient = try QuantileRegression(
      RobustData.outcome, on: RobustData.design(), standardErrors: .residuals())
    #expect(
      quotient.named("outcome").description == """
        Quantile regression: outcome
          intercept   1.64  95% CI [-10.13, 13.41]  t(9) = 0.32, p = .760
          motivation  0.41  95% CI [-2.04, 2.85]    t(9) = 0.38, p = .716
          age         0.01  95% CI [-0.25, 0.28]    t(9) = 0.12, p = .906
          n = 12   residual df = 9   sum of losses = 4.65   R1 = .218   sparsity = 8.62
          all 12 cases used
          quantile: 0.500; standard errors: one density by the difference quotient of residuals, Siddiqui;
          bandwidth: Hall-Sheather
        """)
  }

  @Test func printsSeveralSlopes() throws {
    let reference = try #require(
      Fixture.cases("QuantileStandardErrors").first { $0.id == "mtcars.3.tau0.25" })
    let problem = try FormulaDesign(reference)
    let found = try QuantileRegression(
      problem.outcome, on: problem.design, tau: 0.25, standardErrors: .residuals(.medianSlope))
    let range = try #require(found.sparsityRange)
    #expect(range.upperBound > range.lowerBound * 1.1)
    let text = found.description
    #expect(text.contains("equally good sparsities") && text.contains("Several median slopes"))
  }

  @Test func formulasTakeAllChoices() throws {
    let data = try ModelData([
      "y": .numbers(RobustData.outcome.map { $0 }), "motivation": .numbers(RobustData.motivation.map { $0 }),
      "age": .numbers(RobustData.age.map { $0 }),
    ])
    for errors in [QuantileStandardErrors.kernel(), .residuals(), .residuals(.medianSlope)] {
      let read = try QuantileRegression("y ~ motivation + age", in: data, standardErrors: errors)
      let plain = try QuantileRegression(
        RobustData.outcome, on: RobustData.design(), standardErrors: errors)
      #expect(read.coefficients.map(\.estimate) == plain.coefficients.map(\.estimate))
    }
  }

  // Conformance

  @Test(arguments: [QuantileStandardErrors.kernel(), .residuals(), .residuals(.medianSlope)])
  func keepsTheContract(_ errors: QuantileStandardErrors) throws {
    let (x, z, y) = RobustData.sample(50, seed: 3)
    try checkFinding { try fit(y, x, z, 0.4, errors) }
  }
}
