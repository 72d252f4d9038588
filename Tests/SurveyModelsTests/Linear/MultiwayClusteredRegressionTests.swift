import SurveyLinearAlgebra
import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MultiwayClusteredRegressionTests {
  private let workplaces = [1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5, 6]
  private let months = [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3]
  private var kinds: [(name: String, labels: [Int])] { [("workplace", workplaces), ("month", months)] }

  // Reference

  @Test(arguments: try Fixture.cases("MultiwayClusteredRegression"))
  func agreesWithSandwich(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let fit = try LinearRegression(problem.outcome, on: problem.design)
    let table = try reference.data()
    let kinds = try reference.options["clusters"].strings().map { name in
      (name: name, labels: try table.column(name).compactMap { $0 })
    }
    func variances(
      _ estimator: MultiwayClusteredRegression.Estimator,
      _ intersection: MultiwayClusteredRegression.Intersection = .clusters,
      _ repair: MultiwayClusteredRegression.Repair = .none
    ) throws -> [Double] {
      try MultiwayClusteredRegression(
        of: fit, clusters: kinds, estimator: estimator, intersection: intersection, repair: repair
      ).coefficients.map(\.variance)
    }
    let expected = reference.expected
    try expectAgreement(variances(.cr0), expected["CR0"], digits: 9, "CR0")
    try expectAgreement(variances(.cr1), expected["CR1"], digits: 9, "CR1")
    try expectAgreement(variances(.cr1s), expected["CR1S"], digits: 9, "CR1S")
    try expectAgreement(variances(.cr0, .cases), expected["CR0_cases"], digits: 9, "CR0 of cases")
    try expectAgreement(variances(.cr1s, .cases), expected["CR1S_cases"], digits: 9, "CR1S of cases")
    try expectAgreement(
      variances(.cr1s, .clusters, .eigenvalues), expected["repaired"], digits: 9, "repaired")
    let found = try MultiwayClusteredRegression(of: fit, clusters: kinds)
    try expectAgreement(found.eigenvalues, expected["eigenvalues"], digits: 9, floor: 1e-13, "eigenvalues")
    #expect(try found.isPositiveSemidefinite == expected["eigenvalues"].numbers().allSatisfy { $0 > 0 })
  }

  // Laws

  @Test func theSameKindTwiceIsThatKind() throws {
    let fit = try RegressionData.fit("trust ~ age + motivation")
    let plain = try ClusteredRegression(of: fit, clusters: workplaces, estimator: .cr1s)
    let found = try MultiwayClusteredRegression(
      of: fit, clusters: [("workplace", workplaces), ("again", workplaces)])
    for (left, right) in zip(found.covariance.elements, plain.covariance.elements) {
      expectAgreement(left, right, digits: 10, floor: 1e-14)
    }
    #expect(found.isPositiveSemidefinite && !found.isRepaired && found.degreesOfFreedom == 5)
    try expectAgreement(
      #require(found["age"]?.pValue), #require(plain["age"]?.pValue), digits: 10)
  }

  @Test func itIsTheSumOverAllPairsThatShareACluster() throws {
    let fit = try RegressionData.fit("trust ~ age")
    let mean = RegressionData.age.reduce(0, +) / 12
    let centered = RegressionData.age.map { $0 - mean }
    let scores = zip(centered, fit.residuals).map { $0 * $1 }
    let halves = (0..<12).map { $0 / 6 }
    for extra in [[], [(name: "half", labels: halves)]] {
      let kinds = self.kinds + extra
      var middle = 0.0
      for one in 0..<12 {
        for other in 0..<12 where kinds.contains(where: { $0.labels[one] == $0.labels[other] }) {
          middle += scores[one] * scores[other]
        }
      }
      let square = centered.reduce(0) { $0 + $1 * $1 }
      let found = try MultiwayClusteredRegression(of: fit, clusters: kinds, estimator: .cr0)
      try expectAgreement(#require(found["age"]).variance, middle / square / square, digits: 10)
    }
  }

  @Test func theFewestClustersGiveOneFactor() throws {
    let fit = try RegressionData.fit("trust ~ age")
    func variance(
      _ estimator: MultiwayClusteredRegression.Estimator, _ factor: MultiwayClusteredRegression.Factor
    ) throws -> Double {
      try #require(
        MultiwayClusteredRegression(of: fit, clusters: kinds, estimator: estimator, factor: factor)["age"]
      ).variance
    }
    let plain = try variance(.cr0, .ofFewestClusters)
    try expectAgreement(variance(.cr1, .ofFewestClusters), plain * 4 / 3, digits: 12)
    try expectAgreement(variance(.cr1s, .ofFewestClusters), plain * 4 / 3 * 11 / 10, digits: 12)
  }

  @Test func aFormulaTakesTheCasesThatHaveEveryCluster() throws {
    let labels = workplaces.enumerated().map { $0.offset == 7 ? nil : "w\($0.element)" }
    let data = try ModelData([
      "trust": .numbers(RegressionData.trust), "age": .numbers(RegressionData.age),
      "workplace": .labels(labels), "month": .numbers(months.map(Double.init)),
    ])
    let rows = (0..<12).filter { $0 != 7 }
    let plain = try MultiwayClusteredRegression(
      of: LinearRegression(
        rows.map { RegressionData.trust[$0] },
        on: Design(columns: [("age", rows.map { RegressionData.age[$0] })])),
      clusters: kinds.map { kind in (kind.name, rows.map { kind.labels[$0] }) })
    let found = try MultiwayClusteredRegression(
      "trust ~ age", in: data, clusters: ["workplace", "month"])
    #expect(found.coefficients == plain.coefficients && found.cases.used == 11)
    #expect(found.report.text.contains("1 missing (workplace)"))
  }

  @Test func aCaseWithoutWeightIsInNoCluster() throws {
    let weights = workplaces.map { $0 == 4 ? 0.0 : 2 }
    let fit = try LinearRegression(
      RegressionData.trust, on: Design(columns: [("age", RegressionData.age)]), weights: weights)
    let found = try MultiwayClusteredRegression(of: fit, clusters: kinds)
    #expect(found.clusterCounts == [5, 4] && found.intersectionCount == 9)
  }

  // Edges

  @Test func aMatrixThatIsNoneIsLeftAsItIs() throws {
    let (fit, kinds) = try MultiwayCases.negative()
    let found = try MultiwayClusteredRegression(of: fit, clusters: kinds, estimator: .cr0)
    #expect(!found.isPositiveSemidefinite && !found.isRepaired)
    let own = try #require(found["hp"])
    #expect(own.variance < 0 && own.standardError == nil && own.statistic == nil && own.pValue == nil)
    #expect(found.report.text.contains("Warning: the covariance matrix is not positive semi-definite"))
    let repaired = try MultiwayClusteredRegression(
      of: fit, clusters: kinds, estimator: .cr0, repair: .eigenvalues)
    #expect(repaired.isRepaired && repaired["hp"]?.pValue != nil)
    #expect(repaired.eigenvalues == found.eigenvalues)
  }

  @Test func refusesWhatHasNoClusters() throws {
    let fit = try RegressionData.fit("trust ~ age")
    let one = [(name: "workplace", labels: workplaces)]
    expectRefusal(.outOfRange) { try MultiwayClusteredRegression(of: fit, clusters: one) }
    expectRefusal(.outOfRange) {
      try MultiwayClusteredRegression(of: fit, clusters: [(name: String, labels: [Int])]())
    }
    expectRefusal(.outOfRange) {
      try MultiwayClusteredRegression(of: fit, clusters: (0..<7).map { ("\($0)", workplaces) })
    }
    expectRefusal(.definition) { try MultiwayClusteredRegression(of: fit, clusters: one + one) }
    expectRefusal(.lengthMismatch) {
      try MultiwayClusteredRegression(of: fit, clusters: one + [("short", [1, 2])])
    }
    expectRefusal(.tooFew) {
      try MultiwayClusteredRegression(of: fit, clusters: one + [("same", workplaces.map { _ in 1 })])
    }
    expectRefusal(.notFinite) {
      try MultiwayClusteredRegression(
        of: fit, clusters: [("one", RegressionData.age), ("other", workplaces.map { _ in Double.nan })])
    }
    expectRefusal(.outOfRange) {
      try MultiwayClusteredRegression(of: fit, clusters: kinds, confidence: .nan)
    }
    let exact = try LinearRegression([1, 2, 3, 4], on: Design(columns: [("x", [1, 2, 3, 4])]))
    expectRefusal(.constant) {
      try MultiwayClusteredRegression(of: exact, clusters: [("a", [1, 1, 2, 2]), ("b", [1, 2, 1, 2])])
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try MultiwayClusteredRegression(of: RegressionData.fit("trust ~ age"), clusters: kinds).description
        == """
        Linear regression of cases in clusters of several kinds: trust
          intercept   2.70  95% CI [1.07, 4.33]     t(3) = 5.27, p = .013
          age        0.012  95% CI [-0.030, 0.055]  t(3) = 0.93, p = .419
          clusters of workplace = 6   clusters of month = 4   clusters of all kinds together = 12
          smallest eigenvalue = -0.0000038
          all 12 cases used
          standard errors: CR1S, clusters of several kinds; factor: of each term; last term: clusters;
          repair: none
          Warning: the covariance matrix is not positive semi-definite, and is left as it is
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding {
      try MultiwayClusteredRegression(of: RegressionData.fit("trust ~ age"), clusters: kinds)
    }
    try checkFinding {
      let (fit, kinds) = try MultiwayCases.negative()
      return try MultiwayClusteredRegression(of: fit, clusters: kinds, estimator: .cr0)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MultiwayClusteredRegression") { print in
      // page
      let data = try ModelData([
        "trust": .numbers([2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5]),
        "motivation": .numbers([1, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]),
        "workplace": .labels(["a", "a", "b", "b", "b", "c", "c", "d", "d", "d", "e", "f"]),
        "interviewer": .labels(["A", "B", "C", "D", "A", "B", "C", "D", "A", "B", "C", "D"]),
      ])
      print(
        try MultiwayClusteredRegression(
          "trust ~ motivation", in: data, clusters: ["workplace", "interviewer"]))
      // end
    }
  }
}
