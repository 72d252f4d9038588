import SurveyInference
import SurveyLinearAlgebra
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

@Suite struct EstimatingEquationsTests {
  // Reference

  /// R's geepack takes runs of equal labels as clusters: in the unsorted cases of `infert` each row is one.
  @Test(arguments: try Fixture.cases("EstimatingEquations", method: "GEE with robust (sandwich) SE"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let labels = try reference.data().column(reference.options["id"].string()).map { $0 ?? "" }
    var runs: [Int] = []
    for (index, label) in labels.enumerated() {
      let before = runs.last ?? 0
      runs.append(index > 0 && labels[index - 1] == label ? before : before + 1)
    }
    let found = try GEEData.fit(reference, clusters: runs)
    let expected = reference.expected
    #expect(found.converged && found.warnings.isEmpty)
    #expect(try found.cases.used == expected["n"].integer())
    #expect(try Set(labels).count == expected["n_clusters"].integer())
    try expectAgreement(found.coefficients.map(\.value), expected["coef"], digits: 6, "coefficient")
    try expectAgreement(
      found.coefficients.map(\.standardError), expected["robust_se"], digits: 6, "standard error")
    let wald = found.coefficients.map { $0.statistic.value * $0.statistic.value }
    try expectAgreement(wald, expected["wald"], digits: 6, "Wald")
    // R's probabilities are one minus a cumulative one: whole multiples of half an ulp of one.
    for (own, wanted) in zip(found.coefficients, try expected["p"].numbers()) {
      expectAgreement(own.pValue, wanted, digits: 6, floor: 3e-16, "p")
    }
    try expectAgreement(found.dispersion, expected["scale"], digits: 6, "dispersion")
    try expectAgreement(found.alpha.map { [$0] } ?? [], expected["alpha"], digits: 6, "alpha")
  }

  @Test(arguments: try Fixture.cases("EstimatingEquations", method: "GEE by dense formulas"))
  func agreesWithTheDenseFormulas(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    let labels = try reference.data().column(reference.options["id"].string())
    for (errors, key) in [
      (EstimatingEquations.Errors.robust, "robust_se"), (.kauermannCarroll, "kc_se"),
      (.manclDeRouen, "md_se"),
    ] {
      let found = try GEEData.fit(reference, clusters: labels, errors)
      try expectAgreement(found.coefficients.map(\.standardError), expected[key], digits: 7, key)
      try expectAgreement(found.coefficients.map(\.value), expected["coef"], digits: 7, "coefficient")
      try expectAgreement(found.naiveStandardErrors, expected["naive_se"], digits: 7, "naive")
      try expectAgreement(found.dispersion, expected["scale"], digits: 7, "dispersion")
      try expectAgreement(found.alpha.map { [$0] } ?? [], expected["alpha"], digits: 7, "alpha")
      #expect(try found.clusterCount == expected["n_clusters"].integer())
      let table = try expected["correlations"].array()
      let matrix = try #require(found.workingCorrelation)
      for (row, values) in table.enumerated() {
        try expectAgreement(matrix[row: row], values, digits: 7, "correlations of occasion \(row)")
      }
    }
  }

  // Laws

  @Test func independenceIsTheClusteredRegression() throws {
    let found = try GEEData.gaussian(.independence)
    let regression = try LinearRegression(GEEData.mood, on: GEEData.design())
    let clustered = try ClusteredRegression(of: regression, clusters: GEEData.person, estimator: .cr0)
    for (one, other) in zip(found.coefficients, clustered.coefficients) {
      expectAgreement(one.value, other.value, digits: 11)
      expectAgreement(one.standardError, other.standardError, digits: 11)
    }
    let pairs: [(EstimatingEquations.Errors, ClusteredRegression.Estimator)] = [
      (.kauermannCarroll, .cr2), (.manclDeRouen, .cr3),
    ]
    for (errors, estimator) in pairs {
      let one = try GEEData.gaussian(.independence, errors)
      let other = try ClusteredRegression(of: regression, clusters: GEEData.person, estimator: estimator)
      for (left, right) in zip(one.covariance.elements, other.covariance.elements) {
        expectAgreement(left, right, digits: 9)
      }
    }
  }

  @Test func clustersOfOneCaseAreTheRobustErrors() throws {
    let each = Array(0..<GEEData.mood.count)
    for (errors, robust) in [
      (EstimatingEquations.Errors.robust, StandardErrors.hc0), (.kauermannCarroll, .hc2),
      (.manclDeRouen, .hc3),
    ] {
      let found = try EstimatingEquations(
        GEEData.mood, on: GEEData.design(), clusters: each, family: .gaussian, correlation: .independence,
        errors: errors)
      let plain = try LinearRegression(GEEData.mood, on: GEEData.design(), standardErrors: robust)
      for (one, other) in zip(found.coefficients, plain.coefficients) {
        expectAgreement(one.standardError, other.standardError, digits: 10)
      }
    }
    let events = try EstimatingEquations(
      GEEData.event, on: GEEData.design(), clusters: each, family: .binomial, correlation: .independence)
    let plain = try GeneralizedRegression(
      GEEData.event, on: GEEData.design(), family: .binomial(), standardErrors: .hc0)
    for (one, other) in zip(events.coefficients, plain.coefficients) {
      expectAgreement(one.value, other.value, digits: 9)
      expectAgreement(one.standardError, other.standardError, digits: 8)
    }
  }

  @Test func aBalancedDesignHasTheCoefficientsOfLeastSquares() throws {
    let design = try Design(columns: [("wave", GEEData.wave.map(Double.init))])
    let plain = try LinearRegression(GEEData.mood, on: design)
    let found = try EstimatingEquations(
      GEEData.mood, on: design, clusters: GEEData.person, family: .gaussian, correlation: .exchangeable)
    for (one, other) in zip(found.coefficients, plain.coefficients) {
      expectAgreement(one.value, other.value, digits: 10)
    }
    #expect(try #require(found.alpha) > 0)
  }

  @Test(arguments: EstimatingEquations.WorkingCorrelation.allCases)
  func orderScaleAndLabelsDoNotMatter(_ correlation: EstimatingEquations.WorkingCorrelation) throws {
    let order = [17, 3, 8, 0, 12, 5, 20, 1, 14, 9, 22, 6, 2, 19, 11, 4, 23, 16, 7, 13, 21, 10, 18, 15]
    let plain = try GEEData.gaussian(correlation)
    let other = try EstimatingEquations(
      order.map { 3 + 10 * GEEData.mood[$0] },
      on: Design(columns: [
        ("wave", order.map { Double(GEEData.wave[$0]) }), ("load", order.map { 5 - 2 * GEEData.load[$0] }),
      ]), clusters: order.map { "person \(GEEData.person[$0])" }, occasions: order.map { GEEData.wave[$0] },
      family: .gaussian, correlation: correlation)
    let (one, two) = try (#require(plain["load"]), #require(other["load"]))
    expectAgreement(two.value, -5 * one.value, digits: 9)
    expectAgreement(two.standardError, 5 * one.standardError, digits: 9)
    expectAgreement(other.dispersion, 100 * plain.dispersion, digits: 9)
    let (left, right) = try (#require(plain.workingCorrelation), #require(other.workingCorrelation))
    for (one, two) in zip(left.elements, right.elements) { expectAgreement(one, two, digits: 8) }
  }

  @Test func twoOccasionsHaveOneCorrelation() throws {
    let rows = GEEData.wave.indices.filter { GEEData.wave[$0] < 2 }
    func alpha(_ correlation: EstimatingEquations.WorkingCorrelation) throws -> EstimatingEquations {
      try EstimatingEquations(
        rows.map { GEEData.count[$0] }, on: Design(columns: [("load", rows.map { GEEData.load[$0] })]),
        clusters: rows.map { GEEData.person[$0] }, family: .poisson, correlation: correlation)
    }
    let all = try [alpha(.exchangeable), alpha(.autoregressive), alpha(.unstructured)]
    for found in all.dropFirst() {
      let (one, two) = try (#require(all[0].workingCorrelation), #require(found.workingCorrelation))
      expectAgreement(one[0, 1], two[0, 1], digits: 8)
      for (left, right) in zip(all[0].coefficients, found.coefficients) {
        expectAgreement(left.value, right.value, digits: 8)
        expectAgreement(left.standardError, right.standardError, digits: 8)
      }
    }
  }

  @Test func anOffsetIsATermOfCoefficientOne() throws {
    let offset = GEEData.load.map { 0.25 * $0 }
    let plain = try GEEData.gaussian(.exchangeable)
    let found = try EstimatingEquations(
      GEEData.mood, on: GEEData.design(), clusters: GEEData.person, family: .gaussian,
      correlation: .exchangeable, offset: offset)
    try expectAgreement(#require(found["load"]).value, #require(plain["load"]).value - 0.25, digits: 9)
    try expectAgreement(
      #require(found["load"]).standardError, #require(plain["load"]).standardError, digits: 9)
    #expect(found.report.text.contains("offset: one per case"))
  }

  @Test func theSolutionSolvesTheEquations() throws {
    for (family, outcome) in [
      (EstimatingEquations.Family.gaussian, GEEData.mood), (.binomial, GEEData.event),
      (.poisson, GEEData.count),
    ] {
      let problem = try MarginalProblem(
        outcome, on: GEEData.design(), cases: RepeatedCases(codes: GEEData.person, occasions: GEEData.wave),
        family: family, offset: nil)
      for correlation in [EstimatingEquations.WorkingCorrelation.independence, .autoregressive] {
        let state = try problem.solution(correlation).state
        let scores = try state.rows.transposed.times(state.residuals)
        for (index, score) in scores.enumerated() {
          let column = state.rows[column: index].reduce(0) { $0 + $1 * $1 }
          expectAgreement(score, 0, digits: 9, floor: 1e-9 * (column * state.dispersion).squareRoot())
        }
        // The mean square of the residuals is the dispersion, whatever the working correlation.
        let plain = zip(outcome, state.means).map { (y: Double, mean: Double) -> Double in
          let variance = family == .gaussian ? 1 : family == .binomial ? mean * (1 - mean) : mean
          return (y - mean) * (y - mean) / variance
        }
        expectAgreement(plain.reduce(0, +) / 24, state.dispersion, digits: 12)
      }
    }
  }

  // Print

  @Test func conforms() throws {
    try checkFinding { try GEEData.gaussian(.unstructured, .manclDeRouen) }
    try checkFinding {
      try EstimatingEquations(
        GEEData.count, on: GEEData.design(), clusters: GEEData.person, family: .poisson,
        correlation: .independence, errors: .kauermannCarroll)
    }
  }

  @Test func printsItsFinding() throws {
    let found = try EstimatingEquations(
      GEEData.count, on: GEEData.design(), clusters: GEEData.person, occasions: GEEData.wave,
      family: .poisson, correlation: .unstructured)
    #expect(
      found.description == """
        Generalized estimating equations
          intercept  -1.38  95% CI [-1.95, -0.81]  z = -4.75, p < .001
          wave        0.10  95% CI [-0.05, 0.25]   z = 1.27, p = .204
          load        0.55  95% CI [0.44, 0.65]    z = 10.30, p < .001
                       SE  naive SE
          intercept  0.29      0.37
          wave       0.08      0.11
          load       0.05      0.09
                rate ratio  95% CI
          wave        1.10  [0.95, 1.28]
          load        1.73  [1.56, 1.92]
          working correlation
          occasion    0     1
          1         .29
          2         .11  -.09
          clusters = 8   cases in a cluster = 3   dispersion = 0.35   QIC = 26.4   QICu = 31.1
          all 24 cases used
          family: Poisson; link: log; working correlation: unstructured; standard errors: robust
        """)
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("EstimatingEquations") { print in
      // page
      let data = try ModelData([
        "mood": .numbers([
          3.1, 3.4, 4.0, 2.2, 2.9, 2.4, 4.1, 4.0, 4.6, 3.0, 2.7, 3.9, 1.9, 2.5, 2.6, 3.6, 3.1, 3.8, 2.8, 3.9,
          3.3, 4.4, 4.1, 4.9,
        ]),
        "load": .numbers([4, 3, 3, 2, 4, 1, 5, 4, 4, 2, 1, 3, 3, 2, 4, 1, 3, 2, 2, 5, 3, 3, 2, 1]),
        "wave": .numbers((0..<24).map { Double($0 % 3) }),
        "person": .numbers((0..<24).map { Double($0 / 3) }),
      ])
      print(
        try EstimatingEquations(
          "mood ~ load + wave", in: data, clusters: "person", occasions: "wave", family: .gaussian,
          correlation: .autoregressive, errors: .manclDeRouen))
      // end
    }
  }
}
