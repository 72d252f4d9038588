import SurveyInference
import SurveyLinearAlgebra
import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ClusteredRegressionTests {
  private let clusters = [1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5, 6]

  // Reference

  @Test(arguments: try Fixture.cases("ClusteredRegression"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let fit = try LinearRegression(problem.outcome, on: problem.design, weights: problem.weights)
    let expected = reference.expected
    let name = try (reference.options["cluster"] == .null ? expected : reference.options)["cluster"].string()
    let column = try reference.data().column(name)
    let clusters = problem.rows.compactMap { column[$0] }
    let keys: [ClusteredRegression.Estimator: String] =
      reference.options["cluster"] == .null
      ? [.cr0: "CR0", .cr1: "CR0_cadjust", .cr1s: "CR1S_HC1_cadjust", .cr2: "CR2_se"]
      : [.cr0: "CR0", .cr1: "CR1", .cr1s: "CR1S", .cr2: "CR2_se", .cr3: "CR3"]
    for (estimator, key) in keys {
      let found = try ClusteredRegression(of: fit, clusters: clusters, estimator: estimator)
      try expectAgreement(found.coefficients.map(\.standardError), expected[key], digits: 9, key)
    }
    let found = try ClusteredRegression(of: fit, clusters: clusters)
    #expect(try found.clusterCount == expected["n_clusters"].integer())
    try expectAgreement(
      found.coefficients.map(\.degreesOfFreedom), expected["CR2_satterthwaite_df"], digits: 9, "df")
    try expectAgreement(found.coefficients.compactMap(\.pValue), expected["CR2_p"], digits: 9, "p")
    guard expected["CR1_p"] != .null else { return }
    let plain = try ClusteredRegression(of: fit, clusters: clusters, estimator: .cr1)
    try expectAgreement(plain.coefficients.compactMap(\.pValue), expected["CR1_p"], digits: 9, "p of CR1")
  }

  // Laws

  @Test func clustersOfOneCaseAreTheRobustErrors() throws {
    let each = Array(0..<12)
    for (estimator, errors) in [
      (ClusteredRegression.Estimator.cr0, StandardErrors.hc0), (.cr2, .hc2), (.cr3, .hc3),
    ] {
      let robust = try RegressionData.fit("trust ~ age + site", errors)
      let found = try ClusteredRegression(of: robust, clusters: each, estimator: estimator)
      for (left, right) in zip(found.covariance.elements, robust.covariance.elements) {
        expectAgreement(left, right, digits: 10, floor: 1e-15)
      }
    }
  }

  @Test(arguments: [nil, RegressionData.motivation])
  func thirdIsTheSumOfChangesWithoutEachCluster(weights: [Double]?) throws {
    func fit(_ rows: [Int]) throws -> LinearRegression {
      try LinearRegression(
        rows.map { RegressionData.trust[$0] },
        on: Design(columns: [("age", rows.map { RegressionData.age[$0] })]),
        weights: weights.map { all in rows.map { all[$0] } })
    }
    let whole = try fit(Array(0..<12))
    var (squares, product) = ([0.0, 0.0], 0.0)
    for cluster in Set(clusters) {
      let other = try fit((0..<12).filter { clusters[$0] != cluster })
      let changes = zip(whole.coefficients, other.coefficients).map { $0.value - $1.value }
      for place in 0..<2 { squares[place] += changes[place] * changes[place] }
      product += changes[0] * changes[1]
    }
    let found = try ClusteredRegression(of: whole, clusters: clusters, estimator: .cr3)
    expectAgreement(found.covariance[0, 0], squares[0], digits: 10)
    expectAgreement(found.covariance[1, 1], squares[1], digits: 10)
    expectAgreement(found.covariance[0, 1], product, digits: 10)
  }

  @Test func twoGroupsAreTheClusteredWelchTest() throws {
    let isIn = RegressionData.status.map { $0 == "in" }
    func part(_ chosen: Bool) -> (values: [Double], clusters: [Int]) {
      let rows = isIn.indices.filter { isIn[$0] == chosen }
      return (rows.map { RegressionData.trust[$0] }, rows.map { clusters[$0] })
    }
    let (first, second) = (part(true), part(false))
    let welch = try ClusteredWelchTest(
      first.values, clusters: first.clusters, against: second.values, clusters: second.clusters,
      workingVariances: .equal)
    let found = try ClusteredRegression(of: RegressionData.fit("trust ~ status"), clusters: clusters)
    let own = try #require(found["status: in"])
    expectAgreement(own.value, welch.difference.value, digits: 12)
    try expectAgreement(own.standardError, #require(welch.difference.standardError), digits: 11)
    try expectAgreement(#require(own.pValue), welch.pValue, digits: 10)
  }

  @Test func theFactorsOfTheFirst() throws {
    let fit = try RegressionData.fit("trust ~ age + motivation")
    func error(_ estimator: ClusteredRegression.Estimator) throws -> Double {
      try #require(ClusteredRegression(of: fit, clusters: clusters, estimator: estimator)["age"])
        .standardError
    }
    let zero = try error(.cr0)
    try expectAgreement(error(.cr1) / zero, (6.0 / 5).squareRoot(), digits: 12)
    try expectAgreement(error(.cr1s) / zero, (6.0 / 5 * 11 / 9).squareRoot(), digits: 12)
  }

  @Test func orderScaleAndLabelsDoNotMatter() throws {
    let order = [5, 0, 11, 3, 8, 1, 10, 2, 9, 4, 7, 6]
    let plain = try ClusteredRegression(of: RegressionData.fit("trust ~ age", .hc3), clusters: clusters)
    let other = try ClusteredRegression(
      of: LinearRegression(
        order.map { 10 * RegressionData.trust[$0] },
        on: Design(columns: [("age", order.map { 5 + 2 * RegressionData.age[$0] })])),
      clusters: order.map { "cluster \(clusters[$0])" })
    let (one, two) = try (#require(plain["age"]), #require(other["age"]))
    expectAgreement(two.standardError, 5 * one.standardError, digits: 11)
    expectAgreement(two.degreesOfFreedom, one.degreesOfFreedom, digits: 10)
  }

  @Test func aFormulaTakesTheCasesThatHaveACluster() throws {
    let trust = RegressionData.trust.enumerated().map { $0.offset == 3 ? nil : $0.element }
    let labels = clusters.enumerated().map { $0.offset == 7 ? nil : "w\($0.element)" }
    let data = try ModelData([
      "trust": .numbers(trust), "age": .numbers(RegressionData.age), "workplace": .labels(labels),
      "number": .numbers(clusters.enumerated().map { $0.offset == 7 ? nil : Double($0.element) }),
    ])
    let rows = (0..<12).filter { $0 != 3 && $0 != 7 }
    let plain = try ClusteredRegression(
      of: LinearRegression(
        rows.map { RegressionData.trust[$0] },
        on: Design(columns: [("age", rows.map { RegressionData.age[$0] })])),
      clusters: rows.map { clusters[$0] }, estimator: .cr1s)
    for name in ["workplace", "number"] {
      let found = try ClusteredRegression("trust ~ age", in: data, clusters: name, estimator: .cr1s)
      #expect(found.coefficients == plain.coefficients)
      #expect(found.cases.used == 10 && found.cases.entered == 12)
      #expect(found.report.text.contains("1 missing (\(name)), 1 missing (trust)"))
    }
    expectRefusal(.unknownName) { try ClusteredRegression("trust ~ age", in: data, clusters: "site") }
  }

  // Edges

  @Test func aClusterThatDeterminesAColumnTakesNoPartInTheOthers() throws {
    let last = clusters.map { $0 == 6 ? 1.0 : 0 }
    let fit = try LinearRegression(
      RegressionData.trust, on: Design(columns: [("age", RegressionData.age), ("last", last)]))
    let found = try ClusteredRegression(of: fit, clusters: clusters)
    let without = try ClusteredRegression(
      of: LinearRegression(
        Array(RegressionData.trust.dropLast()),
        on: Design(columns: [("age", Array(RegressionData.age.dropLast()))])),
      clusters: clusters.dropLast())
    for name in ["intercept", "age"] {
      let (one, other) = try (#require(found[name]), #require(without[name]))
      expectAgreement(one.standardError, other.standardError, digits: 10)
      expectAgreement(one.degreesOfFreedom, other.degreesOfFreedom, digits: 9)
    }
    expectRefusal(.infeasible) { try ClusteredRegression(of: fit, clusters: clusters, estimator: .cr3) }
  }

  @Test func aClusterWithoutWeightDoesNotCount() throws {
    let weights = clusters.map { $0 == 4 ? 0.0 : 1 }
    let design = try Design(columns: [("age", RegressionData.age)])
    let found = try ClusteredRegression(
      of: LinearRegression(RegressionData.trust, on: design, weights: weights), clusters: clusters)
    #expect(found.clusterCount == 5 && found.clusterSizes == [2, 3, 2, 1, 1])
    let rows = clusters.indices.filter { clusters[$0] != 4 }
    let without = try ClusteredRegression(
      of: LinearRegression(
        rows.map { RegressionData.trust[$0] },
        on: Design(columns: [("age", rows.map { RegressionData.age[$0] })])),
      clusters: rows.map { clusters[$0] })
    try expectAgreement(
      #require(found["age"]).standardError, #require(without["age"]).standardError, digits: 11)
  }

  @Test func refusesWhatHasNoClusters() throws {
    let fit = try RegressionData.fit("trust ~ age")
    expectRefusal(.lengthMismatch) { try ClusteredRegression(of: fit, clusters: [1, 2]) }
    expectRefusal(.tooFew) { try ClusteredRegression(of: fit, clusters: clusters.map { _ in 1 }) }
    expectRefusal(.outOfRange) { try ClusteredRegression(of: fit, clusters: clusters, confidence: 0) }
    expectRefusal(.notFinite) { try ClusteredRegression(of: fit, clusters: clusters.map { _ in Double.nan }) }
    let exact = try LinearRegression([1, 2, 3, 4], on: Design(columns: [("x", [1, 2, 3, 4])]))
    expectRefusal(.constant) { try ClusteredRegression(of: exact, clusters: [1, 1, 2, 2]) }
    // Two clusters and two means, one for each: no variance between clusters is left.
    let two = try RegressionData.fit("trust ~ status")
    for estimator in ClusteredRegression.Estimator.allCases {
      expectRefusal(.infeasible) {
        try ClusteredRegression(of: two, clusters: RegressionData.status, estimator: estimator)
      }
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try ClusteredRegression(of: RegressionData.fit("trust ~ age + status"), clusters: clusters).description
        == """
        Linear regression of clustered cases: trust
          intercept    2.12  95% CI [-2.56, 6.80]    t(2.5) = 1.61, p = .223
          age         0.020  95% CI [-0.052, 0.091]  t(3.4) = 0.82, p = .467
          status: in   0.50  95% CI [-1.87, 2.86]    t(2.3) = 0.79, p = .501
          clusters = 6   cases in a cluster = 1 to 3
          all 12 cases used
          standard errors: CR2
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding {
      try ClusteredRegression(
        of: RegressionData.fit("trust ~ motivation"), clusters: clusters, estimator: .cr1s)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ClusteredRegression") { print in
      // page
      let data = try ModelData([
        "trust": .numbers([2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5]),
        "motivation": .numbers([1, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]),
        "workplace": .labels(["a", "a", "b", "b", "b", "c", "c", "d", "d", "d", "e", "f"]),
      ])
      print(try ClusteredRegression("trust ~ motivation", in: data, clusters: "workplace"))
      // end
    }
  }
}
