import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct JointTestTests {
  private let clusters = [1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5, 6]

  // Reference

  @Test(arguments: try Fixture.cases("JointTest", method: "joint test of coefficients"))
  func agreesWithClubSandwich(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let fit = try LinearRegression(problem.outcome, on: problem.design)
    let clusters = try reference.data().column(reference.options["cluster"].string()).compactMap { $0 }
    let names = try reference.options["columns"].numbers().map { fit.coefficients[Int($0)].name }
    let found = try JointTest(of: ClusteredRegression(of: fit, clusters: clusters), names)
    let expected = reference.expected
    try expectAgreement(found.statistic.value, expected["F"], digits: 9, "F")
    guard case .f(_, let denominator) = found.statistic.reference else { return }
    try expectAgreement(denominator, expected["df2"], digits: 9, "df")
    try expectAgreement(found.pValue, expected["p"], digits: 9, "p")
    let plain = try JointTest(of: ClusteredRegression(of: fit, clusters: clusters, estimator: .cr1), names)
    try expectAgreement(plain.statistic.value, expected["F_CR1"], digits: 9, "F of CR1")
    try expectAgreement(plain.pValue, expected["p_CR1"], digits: 9, "p of CR1")
  }

  // Laws

  @Test func allPredictorsTogetherAreTheOverallTest() throws {
    for errors in StandardErrors.allCases {
      let fit = try RegressionData.fit("trust ~ motivation + age + site", errors)
      let test = try JointTest(of: fit, Array(fit.coefficients.map(\.name).dropFirst()))
      try expectAgreement(test.statistic.value, #require(fit.overall?.value), digits: 11)
      try expectAgreement(test.pValue, #require(fit.overallPValue), digits: 11)
    }
  }

  @Test func withClassicalErrorsItIsTheTestOfNestedRegressions() throws {
    let full = try RegressionData.fit("trust ~ motivation + age + site")
    let reduced = try RegressionData.fit("trust ~ motivation")
    let test = try JointTest(of: full, ["age", "site: b", "site: c"])
    let nested = try NestedRegressions(full, against: reduced)
    expectAgreement(test.statistic.value, nested.statistic.value, digits: 11)
    expectAgreement(test.pValue, nested.pValue, digits: 11)
  }

  @Test func oneRestrictionIsTheSquareOfItsT() throws {
    let fit = try RegressionData.fit("trust ~ motivation * status", .hc3)
    let weights = ["motivation": 1.0, "motivation × status: in": 0.5]
    let t = try #require(try LinearCombination(of: fit, weights).statistic?.value)
    expectAgreement(try JointTest(of: fit, sums: [weights]).statistic.value, t * t, digits: 12)
  }

  @Test func otherWordsForTheSameSpaceGiveTheSameTest() throws {
    let fit = try RegressionData.fit("trust ~ motivation + age + site", .hc2)
    let one = try JointTest(of: fit, ["site: b", "site: c"])
    let other = try JointTest(of: fit, sums: [["site: b": 1, "site: c": -1], ["site: c": 3]])
    expectAgreement(one.statistic.value, other.statistic.value, digits: 11)
  }

  @Test func ofClustersOneRestrictionIsTheSquareOfItsT() throws {
    let fit = try RegressionData.fit("trust ~ motivation + age")
    let weights = ["motivation": 1.0, "age": 0.5]
    for estimator in ClusteredRegression.Estimator.allCases {
      let clustered = try ClusteredRegression(of: fit, clusters: clusters, estimator: estimator)
      let sum = try LinearCombination(of: clustered, weights)
      let test = try JointTest(of: clustered, sums: [weights])
      let t = try #require(sum.statistic?.value)
      expectAgreement(test.statistic.value, t * t, digits: 11)
      try expectAgreement(test.pValue, #require(sum.pValue), digits: 10)
      #expect((test.hotellingDegreesOfFreedom == nil) == (estimator != .cr2))
    }
  }

  @Test func ofClustersOtherWordsForTheSameSpaceGiveTheSameTest() throws {
    let clustered = try ClusteredRegression(
      of: RegressionData.fit("trust ~ motivation + age"), clusters: clusters)
    let one = try JointTest(of: clustered, ["motivation", "age"])
    let other = try JointTest(
      of: clustered, sums: [["motivation": 2, "age": -1], ["motivation": 1e6, "age": 3e6]])
    expectAgreement(one.statistic.value, other.statistic.value, digits: 10)
    try expectAgreement(
      #require(one.hotellingDegreesOfFreedom), #require(other.hotellingDegreesOfFreedom), digits: 9)
  }

  /// The variances of the elements of the standardized covariance matrix, by sums over all pairs of cases.
  @Test func hotellingIsTheSumOverAllPairsOfClusters() throws {
    // Two columns that are orthonormal beside the intercept, and one case in each cluster: D is the sum of
    // q·q′·e²/(1 - h) over cases.
    let x = [3.0, -1, -1, -1, 2, -2, 0, 0]
    let z = [1.0, 1, -4, 2, 0, 0, -1, 1]
    let fit = try LinearRegression(
      [1, 4, 2, 3, 7, 5, 6, 9], on: Design(columns: [("x", x), ("z", z)]))
    let test = try JointTest(of: ClusteredRegression(of: fit, clusters: Array(0..<8)), ["x", "z"])
    let (xx, zz, xz) = (
      zip(x, x).reduce(0) { $0 + $1.0 * $1.1 }, zip(z, z).reduce(0) { $0 + $1.0 * $1.1 },
      zip(x, z).reduce(0) { $0 + $1.0 * $1.1 }
    )
    // Gram-Schmidt: a and b have unit length and are orthogonal.
    let a = x.map { $0 / xx.squareRoot() }
    let rest = zip(x, z).map { $1 - $0 * xz / xx }
    let b = rest.map { $0 / (zz - xz * xz / xx).squareRoot() }
    func left(_ g: Int, _ h: Int) -> Double { (g == h ? 1.0 : 0) - 0.125 - a[g] * a[h] - b[g] * b[h] }
    var total = 0.0
    for g in 0..<8 {
      for h in 0..<8 {
        let covariance = left(g, h) / (left(g, g) * left(h, h)).squareRoot()
        // Σ over s and t of P(s,s)·P(t,t) + P(s,t)·P(t,s), with P(s,t) = weight s of g, weight t of h.
        let trace = a[g] * a[h] + b[g] * b[h]
        let crossed = a[g] * b[h] * (b[g] * a[h])
        let squares = a[g] * a[g] * a[h] * a[h] + b[g] * b[g] * b[h] * b[h] + 2 * crossed
        total += covariance * covariance * (trace * trace + squares)
      }
    }
    try expectAgreement(#require(test.hotellingDegreesOfFreedom), 6 / total, digits: 10)
  }

  @Test func ofSeveralKindsOfClustersItTakesTheFewest() throws {
    let kinds = [("workplace", clusters), ("month", (0..<12).map { $0 % 4 })]
    let several = try MultiwayClusteredRegression(of: RegressionData.fit("trust ~ age"), clusters: kinds)
    let test = try JointTest(of: several, ["age"])
    let t = try #require(several["age"]?.statistic?.value)
    expectAgreement(test.statistic.value, t * t, digits: 11)
    #expect(test.statistic.reference == .f(numerator: 1, denominator: 3))
    expectRefusal(.tooFew) {
      try JointTest(
        of: MultiwayClusteredRegression(
          of: RegressionData.fit("trust ~ age + motivation"),
          clusters: [("workplace", clusters), ("half", (0..<12).map { $0 % 2 })]), ["age", "motivation"])
    }
  }

  // Refusals

  @Test func refusesMoreRestrictionsThanClustersTell() throws {
    let clustered = try ClusteredRegression(
      of: RegressionData.fit("trust ~ motivation + age + status"), clusters: (0..<12).map { $0 / 4 },
      estimator: .cr1)
    expectRefusal(.tooFew) { try JointTest(of: clustered, ["motivation", "age", "status: in"]) }
    expectRefusal(.tooFew) { try JointTest(of: clustered, []) }
    expectRefusal(.rankDeficient) { try JointTest(of: clustered, ["age", "age"]) }
    let few = try ClusteredRegression(
      of: RegressionData.fit("trust ~ motivation + age + site + status"), clusters: clusters)
    expectRefusal(.infeasible) {
      try JointTest(of: few, ["motivation", "age", "site: b", "site: c", "status: in"])
    }
  }

  @Test func refusesWhatItCannotTest() throws {
    let fit = try RegressionData.fit("trust ~ motivation + age")
    expectRefusal(.tooFew) { try JointTest(of: fit, []) }
    expectRefusal(.unknownName) { try JointTest(of: fit, ["site"]) }
    expectRefusal(.rankDeficient) { try JointTest(of: fit, ["age", "age"]) }
    expectRefusal(.rankDeficient) { try JointTest(of: fit, ["age", "age", "age", "age"]) }
    expectRefusal(.rankDeficient) {
      try JointTest(of: fit, sums: [["age": 1, "motivation": 1], ["age": 2, "motivation": 2]])
    }
    expectRefusal(.definition) { try JointTest(of: fit, sums: [[:]]) }
    let exact = try LinearRegression([1, 2, 3, 4], on: Design(columns: [("x", [1, 2, 3, 4])]))
    expectRefusal(.constant) { try JointTest(of: exact, ["x"]) }
  }

  // Print

  @Test func printsItsFinding() throws {
    let fit = try RegressionData.fit("trust ~ motivation + site", .hc3)
    #expect(
      try JointTest(of: fit, ["site: b", "site: c"]).description == """
        Joint test of coefficients: trust
          all zero  F(2, 8) = 1.36, p = .310
          tested = site: b, site: c
          all 12 cases used
          standard errors: HC3
        """)
  }

  @Test func printsThatOfClusters() throws {
    let fit = try RegressionData.fit("trust ~ motivation + age")
    #expect(
      try JointTest(of: ClusteredRegression(of: fit, clusters: clusters), ["motivation", "age"]).description
        == """
        Joint test of coefficients: trust
          all zero  F(2, 1.6) = 4.09, p = .240
          tested = motivation, age   Hotelling's T² with df = 2.6
          all 12 cases used
          standard errors: CR2
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try JointTest(of: RegressionData.fit("trust ~ motivation + age"), ["age"]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("JointTest") { print in
      // page
      let data = try ModelData([
        "trust": .numbers([2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5]),
        "motivation": .numbers([1, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]),
        "site": .labels(["a", "b", "c", "a", "b", "c", "b", "a", "c", "b", "a", "c"]),
      ])
      let fit = try LinearRegression("trust ~ motivation + site", in: data, standardErrors: .hc3)
      print(try JointTest(of: fit, ["site: b", "site: c"]).named("trust: differences between sites"))
      // end
    }
  }
}
