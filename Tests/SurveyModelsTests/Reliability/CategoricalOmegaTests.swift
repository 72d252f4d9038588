import SurveyProbability
import SurveyTestSupport
import Testing

@testable import SurveyModels

@Suite struct CategoricalOmegaTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("CategoricalOmega").filter { $0.id.hasPrefix("scipy.") })
  func agreesWithQuadrature(_ reference: Fixture.Case) throws {
    let items = try reference.keyedItems()
    let found = try CategoricalOmega(items)
    try expectAgreement(found.loadings, reference.expected["loadings"], digits: 9, "loadings")
    try expectAgreement(found.omega.value, reference.expected["omega"], digits: 9, "omega")
    let observed = try CategoricalOmega(found.correlations, totalVariance: .observed).omega
    try expectAgreement(observed.value, reference.expected["omega_observed"], digits: 9, "observed")
  }

  @Test(arguments: try Fixture.cases("CategoricalOmega").filter { $0.id.hasPrefix("semtools.") })
  func agreesWithSemTools(_ reference: Fixture.Case) throws {
    let found = try CategoricalOmega(reference.keyedItems())
    try expectAgreement(found.loadings, reference.expected["loadings"], digits: 5, "loadings")
    try expectAgreement(found.omega.value, reference.expected["omega"], digits: 5, "omega")
    let observed = try CategoricalOmega(found.correlations, totalVariance: .observed).omega
    try expectAgreement(observed.value, reference.expected["omega_observed"], digits: 5, "observed")
  }

  // MARK: Laws

  /// The answers of one factor have the covariances that thresholds and loadings say: a simulation of two
  /// parallel tests, whose sums correlate by the reliability.
  @Test func itIsTheCorrelationOfTwoParallelSums() throws {
    let loadings = [0.5, 0.7, 0.8]
    let cuts = [[-0.5, 0.6], [0.0], [-1.0, 0.2, 0.9]]
    var stream = RandomStream(seed: 12)
    var (first, second, items): ([Double], [Double], [[Double]]) = ([], [], [[], [], []])
    for _ in 0..<20_000 {
      let factor = stream.normal()
      var sums = [0.0, 0]
      for item in 0..<3 {
        for form in 0..<2 {
          let behind =
            loadings[item] * factor + (1 - loadings[item] * loadings[item]).squareRoot() * stream.normal()
          let answer = Double(cuts[item].count { $0 < behind })
          sums[form] += answer
          if form == 0 { items[item].append(answer) }
        }
      }
      first.append(sums[0])
      second.append(sums[1])
    }
    let found = try CategoricalOmega(items)
    for (loading, wanted) in zip(found.loadings, loadings) { #expect((loading - wanted).magnitude < 0.03) }
    let correlation = try PearsonCorrelation(first, with: second).correlation.value
    #expect((found.omega.value - correlation).magnitude < 0.02, "\(found.omega.value), \(correlation)")
  }

  /// The variance below the line is that of the answers where the correlations are the polychoric ones and
  /// the model fits: three items.
  @Test func threeItemsHaveOneVariance() throws {
    let items = Array(Answers.steps[..<3])
    let (implied, observed) = (
      try CategoricalOmega(items), try CategoricalOmega(items, totalVariance: .observed)
    )
    expectAgreement(implied.omega.value, observed.omega.value, digits: 11)
  }

  @Test func leastSquaresLoadingsHaveNoBetterNeighbours() throws {
    let matrix = try PolychoricMatrix(Answers.steps)
    let loadings = try CategoricalOmega(matrix).loadings
    func misfit(_ loadings: [Double]) -> Double {
      var sum = 0.0
      for row in 0..<4 {
        for column in 0..<row {
          let rest = matrix[row, column] - loadings[row] * loadings[column]
          sum += rest * rest
        }
      }
      return sum
    }
    for item in 0..<4 {
      for change in [-1e-3, 1e-3] {
        var other = loadings
        other[item] += change
        #expect(misfit(other) > misfit(loadings))
      }
    }
  }

  @Test func valuesOfStepsCountAndUnitsDoNot() throws {
    let plain = try CategoricalOmega(Answers.steps).omega.value
    let scaled = try CategoricalOmega(Answers.steps.map { $0.map { 1e150 * $0 - 7 } }).omega.value
    expectAgreement(scaled, plain, digits: 12)
    let stretched = try CategoricalOmega(Answers.steps.map { $0.map { $0 * $0 * $0 } }).omega.value
    #expect((stretched - plain).magnitude > 1e-3)
  }

  // MARK: Edges and refusals

  @Test func anItemThatRunsAgainstTheOthersIsPointedOut() throws {
    var items = Answers.steps
    items[1] = items[1].map { 5 - $0 }
    let found = try CategoricalOmega(items, names: ["a", "b", "c", "d"])
    #expect(found.report.warnings.contains("b loads negatively: is it reverse-keyed?"))
    #expect(found.omega.value < (try CategoricalOmega(Answers.steps).omega.value))
  }

  @Test func refusesWhatHasNoOmega() throws {
    expectRefusal(.tooFew) { try CategoricalOmega([]) }
    expectRefusal(.tooFew) { try CategoricalOmega(Array(Answers.steps[..<2])) }
    expectRefusal(.tooFew) { try CategoricalOmega(PolychoricMatrix(Array(Answers.steps[..<2]))) }
    expectRefusal(.notFinite) { try CategoricalOmega(Answers.steps + [Answers.steps[0].map { _ in .nan }]) }
    expectRefusal(.constant) { try CategoricalOmega(Answers.steps + [Answers.steps[0].map { _ in 1 }]) }
    expectRefusal(.outOfRange) { try CategoricalOmega(Answers.steps, confidence: .nan) }
    expectRefusal(.infeasible) { try CategoricalOmega(Answers.steps, bootstrap: .basic(resamples: .max)) }
    // An item that adds up the others goes with them more closely than they with each other.
    let (one, two) = (Answers.steps[0], Answers.steps[1])
    expectRefusal(.outOfRange) { try CategoricalOmega([one, two, zip(one, two).map { $0 + $1 }]) }
    // Values whose range leaves that of Double.
    expectRefusal(.outOfRange) {
      try CategoricalOmega(Answers.steps.map { $0.map { $0 > 2 ? 1.7e308 : -1.7e308 } })
    }
  }

  @Test func loadingsThatAreNotDeterminedAreRefused() {
    #expect(OneFactorLeastSquares.loadings([1, 0, 0, 0, 1, 0, 0, 0, 1], order: 3) == nil)
    #expect(OneFactorLeastSquares.loadings([1, 0.5, 0.5, 0.5, 1, -0.1, 0.5, -0.1, 1], order: 3) == nil)
    #expect(OneFactorLeastSquares.loadings([1, 0.5, 0.5, 1], order: 2) == nil)
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try CategoricalOmega(Answers.steps) }
    try checkFinding {
      try CategoricalOmega(
        Answers.steps, totalVariance: .observed, bootstrap: .percentile(resamples: 40, seed: 1),
        confidence: 0.9)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("CategoricalOmega") { print in
      // page
      let answers: [[Double]] = [
        [2, 2, 1, 2, 1, 4, 3, 2, 3, 2, 2, 3, 3, 1, 2, 3, 2, 3, 4, 4, 2, 3, 2, 4],
        [3, 1, 1, 4, 2, 4, 3, 1, 3, 1, 3, 3, 2, 2, 3, 4, 1, 2, 2, 3, 1, 3, 3, 3],
        [2, 1, 1, 3, 2, 2, 2, 2, 4, 1, 3, 4, 2, 1, 1, 4, 1, 1, 2, 2, 2, 3, 2, 3],
        [2, 3, 1, 3, 1, 2, 3, 1, 4, 3, 3, 3, 4, 1, 2, 3, 2, 4, 2, 3, 1, 4, 3, 4],
      ]
      let omega = try CategoricalOmega(answers, names: ["calm", "content", "rested", "cheerful"])
      print(omega)
      // end
    }
  }
}
