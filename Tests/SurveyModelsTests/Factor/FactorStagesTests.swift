import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

/// The stages of factor analysis, each alone: objective, search, rotation.
@Suite struct FactorStagesTests {
  private static func correlations() throws -> Matrix { try ItemCorrelations(FactorData.holzinger()).matrix }

  private static func points(_ count: Int) -> [[Double]] {
    var stream = RandomStream(seed: 4)
    return (0..<count).map { _ in (0..<9).map { _ in 0.1 + 0.8 * stream.uniform() } }
  }

  /// Gradient and Hessian against differences of values and of gradients.
  private static func checkDerivatives(_ objective: some UniquenessObjective) throws {
    for uniquenesses in points(5) {
      let point = uniquenesses.map(objective.variable)
      let (gradient, hessian) = objective.derivatives(of: try objective.value(at: point))
      let step = 1e-5
      for index in point.indices {
        var (up, down) = (point, point)
        up[index] += step
        down[index] -= step
        let (above, below) = (try objective.value(at: up), try objective.value(at: down))
        expectAgreement(
          gradient[index], (above.discrepancy - below.discrepancy) / (2 * step), digits: 6, floor: 1e-8)
        let (rise, fall) = (
          objective.derivatives(of: above).gradient, objective.derivatives(of: below).gradient
        )
        for row in point.indices {
          expectAgreement(hessian[row, index], (rise[row] - fall[row]) / (2 * step), digits: 5, floor: 1e-7)
        }
      }
    }
  }

  @Test(arguments: [1, 2, 3, 5])
  func derivativesOfLeastSquaresAreThoseOfDifferences(_ factors: Int) throws {
    try Self.checkDerivatives(LeastSquaresObjective(correlations: Self.correlations(), factors: factors))
  }

  @Test(arguments: [1, 2, 3, 5])
  func derivativesOfLikelihoodAreThoseOfDifferences(_ factors: Int) throws {
    try Self.checkDerivatives(MaximumLikelihoodObjective(correlations: Self.correlations(), factors: factors))
  }

  /// Two routes to one number: eigenvalues, and the matrices themselves.
  @Test func valuesAreThoseOfTheirDefinitions() throws {
    let matrix = try Self.correlations()
    for uniquenesses in Self.points(3) {
      let squares = LeastSquaresObjective(correlations: matrix, factors: 3)
      let value = try squares.value(at: uniquenesses)
      let loadings = squares.loadings(value)
      var model = try loadings.times(loadings.transposed)
      for index in 0..<9 { model[index, index] += uniquenesses[index] }
      let rest = matrix.minus(model).elements.reduce(0) { $0 + $1 * $1 }
      expectAgreement(value.discrepancy, rest / 2, digits: 11)

      let likelihood = MaximumLikelihoodObjective(correlations: matrix, factors: 3)
      let other = try likelihood.value(at: uniquenesses.map(likelihood.variable))
      let weighted = likelihood.loadings(other)
      var sigma = try weighted.times(weighted.transposed)
      for index in 0..<9 { sigma[index, index] += uniquenesses[index] }
      let factor = try CholeskyFactorization(sigma)
      let trace = try factor.solve(matrix).diagonal.reduce(0, +)
      let determinants = factor.logDeterminant - (try CholeskyFactorization(matrix).logDeterminant)
      expectAgreement(other.discrepancy, determinants + trace - 9, digits: 11)
    }
  }

  @Test func newtonEndsAtAMinimumFromAnywhere() throws {
    let matrix = try Self.correlations()
    let objective = MaximumLikelihoodObjective(correlations: matrix, factors: 2)
    let ends = try Self.points(8).map { try BoundedNewton(objective, from: $0.map(objective.variable)) }
    for end in ends {
      #expect(end.converged && end.slope < 1e-9 && end.iterations < 40)
      expectAgreement(end.end.discrepancy, ends[0].end.discrepancy, digits: 12)
    }
  }

  /// At a bound the slope may lead out; at all other variables it is zero.
  @Test func newtonKeepsTheBounds() throws {
    let matrix = try Matrix(rows: [
      [1, 0.9, 0.9, 0.5], [0.9, 1, 0.5, 0.4], [0.9, 0.5, 1, 0.4], [0.5, 0.4, 0.4, 1],
    ])
    let objective = LeastSquaresObjective(correlations: matrix, factors: 1)
    let search = try BoundedNewton(objective, from: [0.5, 0.5, 0.5, 0.5])
    let gradient = objective.derivatives(of: search.end).gradient
    #expect(search.converged && search.end.point[0] == 0.005 && gradient[0] > 0)
    #expect(gradient.dropFirst().allSatisfy { $0.magnitude < 1e-9 })
  }

  /// The slopes of the criteria against differences.
  @Test func derivativesOfCriteriaAreThoseOfDifferences() throws {
    let loadings = try FactorAnalysis(FactorData.holzinger(), factors: 3, rotation: .none).loadings
    let criteria: [RotationCriterion] = [
      .orthomax(gamma: 1), .orthomax(gamma: 0), .oblimin(gamma: 0), .oblimin(gamma: -0.7),
      .geomin(delta: 0.01),
    ]
    for criterion in criteria {
      let gradient = criterion.value(loadings).gradient
      for row in [0, 4, 8] {
        for column in 0..<3 {
          var (up, down) = (loadings, loadings)
          up[row, column] += 1e-5
          down[row, column] -= 1e-5
          let slope = (criterion.value(up).value - criterion.value(down).value) / 2e-5
          expectAgreement(gradient[row, column], slope, digits: 6, floor: 1e-9)
        }
      }
    }
  }

  @Test func oneFactorIsNotRotated() throws {
    let unrotated = try Matrix(rows: [[0.5], [0.6], [0.7]])
    let rotation = try FactorRotation(unrotated, .oblimin(), starts: 3, seed: 1)
    #expect(rotation.loadings == unrotated && rotation.criterion == nil && rotation.minima.isEmpty)
  }
}
