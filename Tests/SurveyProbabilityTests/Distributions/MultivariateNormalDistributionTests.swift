import SurveyProbability
import SurveyTestSupport
import Testing

@Suite struct MultivariateNormalDistributionTests {
  @Test(arguments: try Fixture.cases("MultivariateNormalDistribution"))
  func logDensityAgreesWithReference(_ reference: Fixture.Case) throws {
    let options = reference.options
    let distribution = try MultivariateNormalDistribution(
      means: options["means"].numbers(), covariances: options["covariances"].array().map { try $0.numbers() })
    let found = try options["points"].array().map { distribution.logDensity(try $0.numbers()) }
    try expectAgreement(found, reference.expected["log_density"], digits: 13, reference.id)
  }

  @Test func aSampleHasItsMeansAndCovariances() throws {
    let covariances = [[2.0, -0.75, 0.5], [-0.75, 1.5, 0.25], [0.5, 0.25, 1]]
    let distribution = try MultivariateNormalDistribution(means: [1, -2, 3], covariances: covariances)
    var stream = RandomStream(seed: 11)
    let count = 40_000
    let points = (0..<count).map { _ in distribution.sample(using: &stream) }
    for i in 0..<3 {
      let mean = points.reduce(0) { $0 + $1[i] } / Double(count)
      // Five standard errors of a mean and of a covariance.
      #expect((mean - distribution.means[i]).magnitude < 5 * (covariances[i][i] / Double(count)).squareRoot())
      for j in 0...i {
        let products = points.map { ($0[i] - distribution.means[i]) * ($0[j] - distribution.means[j]) }
        let covariance = products.reduce(0, +) / Double(count)
        let variance = covariances[i][i] * covariances[j][j] + covariances[i][j] * covariances[i][j]
        #expect((covariance - covariances[i][j]).magnitude < 5 * (variance / Double(count)).squareRoot())
      }
    }
  }

  @Test func oneVariableIsTheNormalDistribution() throws {
    let several = try MultivariateNormalDistribution(means: [2], covariances: [[9]])
    let one = try NormalDistribution(mean: 2, standardDeviation: 3)
    for x in [-20.0, 0, 2, 5.5] { expectAgreement(several.logDensity([x]), one.logDensity(x), digits: 14) }
    var (first, second) = (RandomStream(seed: 3), RandomStream(seed: 3))
    #expect(several.sample(using: &first) == [2 + 3 * second.normal()])
  }

  @Test func refusesWhatIsNoCovarianceMatrix() {
    expectRefusal(.tooFew) { try MultivariateNormalDistribution(means: [], covariances: []) }
    expectRefusal(.lengthMismatch) { try MultivariateNormalDistribution(means: [0], covariances: []) }
    expectRefusal(.lengthMismatch) { try MultivariateNormalDistribution(means: [0], covariances: [[1, 2]]) }
    expectRefusal(.notFinite) { try MultivariateNormalDistribution(means: [.nan], covariances: [[1]]) }
    expectRefusal(.notFinite) { try MultivariateNormalDistribution(means: [0], covariances: [[.infinity]]) }
    expectRefusal(.definition) {
      try MultivariateNormalDistribution(means: [0, 0], covariances: [[1, 0.5], [0.4, 1]])
    }
    for matrix in [[[1.0, 1], [1, 1]], [[1, 2], [2, 1]], [[0, 0], [0, 1]], [[-1, 0], [0, 1]]] {
      expectRefusal(.rankDeficient) {
        try MultivariateNormalDistribution(means: [0, 0], covariances: matrix)
      }
    }
    expectRefusal(.infeasible) {
      try MultivariateNormalDistribution(means: [Double](repeating: 0, count: 1_001), covariances: [])
    }
  }

  @Test func pointsOfAnotherDimensionHaveNoDensity() throws {
    let distribution = try MultivariateNormalDistribution(means: [0, 0], covariances: [[1, 0], [0, 1]])
    #expect(distribution.density([0]) == 0 && distribution.density([0, 0, 0]) == 0)
    #expect(distribution.logDensity([.infinity, 0]) == -.infinity)
    #expect(distribution.logDensity([.nan, 0]).isNaN)
  }
}
