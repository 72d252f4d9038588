import SurveyLinearAlgebra
import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ClusteredPredictionLawTests {
  private let clusters = [1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5, 6]

  private func clustered(
    _ formula: String, _ estimator: ClusteredRegression.Estimator = .cr2
  ) throws -> ClusteredRegression {
    try ClusteredRegression(of: RegressionData.fit(formula), clusters: clusters, estimator: estimator)
  }

  @Test(arguments: ClusteredRegression.Estimator.allCases)
  func aPredictionIsALinearCombination(estimator: ClusteredRegression.Estimator) throws {
    let fit = try clustered("trust ~ motivation * status + age", estimator)
    let one = try ModelData([
      "motivation": .numbers([3]), "age": .numbers([40]), "status": .labels(["in"]),
    ])
    let found = try ClusteredPrediction(of: fit, for: one, confidence: 0.9).predictions[0]
    let sum = try LinearCombination(
      of: fit,
      ["intercept": 1, "motivation": 3, "age": 40, "status: in": 1, "motivation × status: in": 3],
      confidence: 0.9)
    expectAgreement(found.mean.value, sum.estimate.value, digits: 13)
    try expectAgreement(
      #require(found.mean.standardError), #require(sum.estimate.standardError), digits: 11)
    let (own, other) = try (#require(found.mean.interval), #require(sum.estimate.interval))
    expectAgreement(own.lower, other.lower, digits: 10)
    expectAgreement(own.upper, other.upper, digits: 10)
    let freedom = try #require(found.degreesOfFreedom)
    #expect(estimator == .cr2 ? freedom < 5 : freedom == 5)
  }

  @Test func atZeroItIsTheIntercept() throws {
    let fit = try clustered("trust ~ motivation + age")
    let zero = try ModelData(["motivation": .numbers([0]), "age": .numbers([0])])
    let found = try ClusteredPrediction(of: fit, for: zero).predictions[0]
    let intercept = try #require(fit["intercept"])
    expectAgreement(found.mean.value, intercept.value, digits: 13)
    try expectAgreement(#require(found.mean.standardError), intercept.standardError, digits: 12)
    try expectAgreement(#require(found.degreesOfFreedom), intercept.degreesOfFreedom, digits: 11)
  }

  @Test func clustersOfOneCaseAreTheRobustErrors() throws {
    for (estimator, errors) in [
      (ClusteredRegression.Estimator.cr0, StandardErrors.hc0), (.cr2, .hc2), (.cr3, .hc3),
    ] {
      let robust = try RegressionData.fit("trust ~ age + site", errors)
      let each = try ClusteredRegression(of: robust, clusters: 0..<12, estimator: estimator)
      let one = try ClusteredPrediction(of: each, for: RegressionData.data()).predictions
      let other = try RegressionPrediction(of: robust, for: RegressionData.data()).predictions
      for (left, right) in zip(one, other) {
        expectAgreement(left.mean.value, right.mean.value, digits: 13)
        try expectAgreement(
          #require(left.mean.standardError), #require(right.mean.standardError), digits: 10)
      }
    }
  }

  /// The degrees of freedom by the definition: the variance is a quadratic form of the errors, here of single cases.
  @Test func degreesOfFreedomAreThoseOfTheQuadraticForm() throws {
    let x = RegressionData.age
    let fit = try LinearRegression(RegressionData.trust, on: Design(columns: [("age", x)]))
    let found = try ClusteredPrediction(
      of: ClusteredRegression(of: fit, clusters: 0..<12), for: ModelData(["age": .numbers([50])])
    ).predictions[0]
    let mean = x.reduce(0, +) / 12
    let squares = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    func shared(_ one: Double, _ other: Double) -> Double {
      1.0 / 12 + (one - mean) * (other - mean) / squares
    }
    let weights = x.map { shared(50, $0) * shared(50, $0) / (1 - shared($0, $0)) }
    let trace = zip(weights, x).reduce(0) { $0 + $1.0 * (1 - shared($1.1, $1.1)) }
    var square = 0.0
    for one in 0..<12 {
      for other in 0..<12 {
        let left = (one == other ? 1 : 0) - shared(x[one], x[other])
        square += weights[one] * weights[other] * left * left
      }
    }
    try expectAgreement(#require(found.degreesOfFreedom), trace * trace / square, digits: 11)
  }

  /// With CR3 the variance is the sum of squared changes of the prediction without each cluster.
  @Test func thirdIsTheSumOfChangesWithoutEachCluster() throws {
    func prediction(_ rows: [Int]) throws -> Double {
      let fit = try LinearRegression(
        rows.map { RegressionData.trust[$0] },
        on: Design(columns: [("age", rows.map { RegressionData.age[$0] })]))
      return fit.coefficients[0].value + 55 * fit.coefficients[1].value
    }
    let whole = try prediction(Array(0..<12))
    let changes = try Set(clusters).map { cluster in
      try prediction((0..<12).filter { clusters[$0] != cluster }) - whole
    }
    let found = try ClusteredPrediction(
      of: clustered("trust ~ age", .cr3), for: ModelData(["age": .numbers([55])])
    ).predictions[0]
    let error = changes.reduce(0) { $0 + $1 * $1 }.squareRoot()
    try expectAgreement(#require(found.mean.standardError), error, digits: 10)
  }

  @Test func unitsDoNotMatter() throws {
    func found(_ factor: Double, _ shift: Double) throws -> ClusteredPrediction.Case {
      let fit = try LinearRegression(
        RegressionData.trust.map { 10 * $0 },
        on: Design(columns: [("age", RegressionData.age.map { shift + factor * $0 })]))
      return try ClusteredPrediction(
        of: ClusteredRegression(of: fit, clusters: clusters),
        for: ModelData(["age": .numbers([shift + factor * 44])])
      ).predictions[0]
    }
    let (one, other) = (try found(1, 0), try found(1e-6, 3))
    expectAgreement(one.mean.value, other.mean.value, digits: 10)
    try expectAgreement(#require(one.mean.standardError), #require(other.mean.standardError), digits: 8)
    try expectAgreement(#require(one.degreesOfFreedom), #require(other.degreesOfFreedom), digits: 8)
  }

  @Test func farFromZeroNoDigitsAreLost() throws {
    func found(_ shift: Double) throws -> [Double?] {
      let fit = try LinearRegression(
        RegressionData.trust, on: Design(columns: [("age", RegressionData.age.map { $0 + shift })]))
      let others = try ModelData(["age": .numbers([30 + shift])])
      let months = (0..<12).map { $0 / 3 }
      return [
        try ClusteredPrediction(of: ClusteredRegression(of: fit, clusters: clusters), for: others),
        try ClusteredPrediction(
          of: MultiwayClusteredRegression(
            of: fit, clusters: [("workplace", clusters), ("month", months)], estimator: .cr0), for: others),
      ].map { $0.predictions[0].mean.standardError }
    }
    for (one, other) in try zip(found(0), found(1e8)) {
      try expectAgreement(#require(one), #require(other), digits: 8)
    }
  }

  @Test func aRepairedMatrixIsTheOneThatIsUsed() throws {
    let (fit, kinds) = try MultiwayCases.negative()
    let repaired = try MultiwayClusteredRegression(of: fit, clusters: kinds, repair: .eigenvalues)
    let found = try ClusteredPrediction(
      of: repaired, for: ModelData(["wt": .numbers([3]), "hp": .numbers([50])])
    ).predictions[0]
    let sum = try LinearCombination(of: repaired, ["intercept": 1, "wt": 3, "hp": 50])
    try expectAgreement(
      #require(found.mean.standardError), #require(sum.estimate.standardError), digits: 9)
  }
}
