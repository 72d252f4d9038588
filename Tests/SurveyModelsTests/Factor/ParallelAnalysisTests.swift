import SurveyModels
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ParallelAnalysisTests {
  // MARK: Reference

  private static func given(_ reference: Fixture.Case) throws -> [[Double]] {
    let name = reference.id == "parallel.holz" ? "paralleleig_holz" : "paralleleig_bfiAC"
    return try Fixture.text("Tests/Fixtures/data/\(name).csv").split(whereSeparator: \.isNewline)
      .map { $0.split(separator: ",").compactMap { Double($0) } }
  }

  @Test(arguments: try Fixture.cases("ParallelAnalysis"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    let analysis = try ParallelAnalysis(
      ItemCorrelations(FactorData.columns(reference)), against: Self.given(reference))
    #expect(analysis.cases.used == (try expected["n"].integer()))
    #expect(analysis.draws == 100 && analysis.seed == nil && analysis.reference == .given)
    try expectAgreement(analysis.eigenvalues, expected["eigenvalues"], digits: 12, "eigenvalues")
    try expectAgreement(analysis.randomMeans, expected["mean_random"], digits: 12, "means")
    try expectAgreement(analysis.randomQuantiles, expected["q95_random"], digits: 12, "quantiles")
    #expect(analysis.retainedByMean == (try expected["retained_mean"].integer()))
    #expect(analysis.retainedByQuantile == (try expected["retained_q95"].integer()))
  }

  /// The reference drew 100 sets with another generator: means agree within their sampling error.
  @Test(arguments: try Fixture.cases("ParallelAnalysis"))
  func randomEigenvaluesHaveTheDistributionOfTheReference(_ reference: Fixture.Case) throws {
    let own = try ParallelAnalysis(FactorData.columns(reference), draws: 400, seed: 5)
    for (one, other) in zip(own.randomMeans, try reference.expected["mean_random"].numbers()) {
      #expect((one - other).magnitude < 0.02, "\(one) against \(other)")
    }
    #expect(own.retainedByMean == (try reference.expected["retained_mean"].integer()))
  }

  // MARK: Laws

  @Test func randomEigenvaluesOfComponentsSumToTheItems() throws {
    for reference in [ParallelAnalysis.Reference.normal, .permutation] {
      let analysis = try ParallelAnalysis(FactorData.holzinger(), reference: reference, draws: 20)
      expectAgreement(analysis.randomMeans.reduce(0, +), 9, digits: 12)
      expectAgreement(analysis.eigenvalues.reduce(0, +), 9, digits: 12)
      #expect(analysis.retainedByMean == 3)
    }
  }

  @Test func theSeedDecidesAndTheNumberOfDrawsExtends() throws {
    let items = try FactorData.holzinger()
    let (one, two) = (try ParallelAnalysis(items, draws: 30), try ParallelAnalysis(items, draws: 30))
    #expect(one.randomMeans == two.randomMeans)
    #expect(try ParallelAnalysis(items, draws: 30, seed: 2).randomMeans != one.randomMeans)
  }

  @Test func correlationsWithACountGiveWhatTheDataGive() throws {
    let items = try FactorData.holzinger()
    let data = try ParallelAnalysis(items, draws: 10)
    #expect(try ParallelAnalysis(ItemCorrelations(items), draws: 10).randomMeans == data.randomMeans)
    #expect(try ParallelAnalysis(ItemCovariances(items), draws: 10).randomMeans == data.randomMeans)
  }

  @Test func commonFactorsHaveSquaredMultipleCorrelationsOnTheDiagonal() throws {
    let items = try FactorData.holzinger()
    let analysis = try ParallelAnalysis(items, model: .commonFactors, draws: 50)
    let multiple = try KaiserMeyerOlkin(items).squaredMultipleCorrelations
    expectAgreement(analysis.eigenvalues.reduce(0, +), multiple.reduce(0, +), digits: 12)
    #expect(analysis.eigenvalues.contains { $0 < 0 } && analysis.randomMeans[0] > 0)
    #expect(analysis.retainedByQuantile <= analysis.retainedByMean)
  }

  @Test func shuffledAnswersKeepTheirUnits() throws {
    let items = try FactorData.holzinger()
    let plain = try ParallelAnalysis(items, reference: .permutation, draws: 10)
    let scaled = try ParallelAnalysis(
      items.map { $0.map { 1e200 * $0 } }, reference: .permutation, draws: 10)
    for (one, other) in zip(plain.randomMeans, scaled.randomMeans) { expectAgreement(one, other, digits: 12) }
  }

  /// A naive twin: an eigenvalue is retained while all before it are.
  @Test func retentionEndsAtTheFirstFailure() throws {
    let correlations = try ItemCorrelations(matrix: [[1, 0.5, 0], [0.5, 1, 0], [0, 0, 1]])
    // Eigenvalues 1.5, 1, 0.5: the second fails, the third would not.
    let analysis = try ParallelAnalysis(correlations, against: [[1.2, 1.1, 0.1]])
    #expect(analysis.retainedByMean == 1 && analysis.retainedByQuantile == 1)
    let equal = try ParallelAnalysis(correlations, against: [[2, 0.5, 0.5]])
    #expect(equal.retainedByMean == 0)
  }

  /// A naive twin draws the numbers themselves: means of random eigenvalues agree within four standard
  /// errors, for many cases and for fewer cases than items.
  @Test(arguments: [(60, 5), (4, 6), (2, 3)])
  func normalNumbersThemselvesGiveTheSameMeans(_ cases: Int, _ items: Int) throws {
    var stream = RandomStream(seed: 11)
    let sets = try (0..<300).map { _ -> [Double] in
      let data = (0..<items).map { _ in (0..<cases).map { _ in stream.normal() } }
      return try ParallelAnalysis(ItemCorrelations(data), against: [[Double](repeating: 0, count: items)])
        .eigenvalues
    }
    let matrix = (0..<items).map { row in (0..<items).map { row == $0 ? 1.0 : 0 } }
    let own = try ParallelAnalysis(ItemCorrelations(matrix: matrix, count: cases), draws: 300, seed: 12)
    for place in 0..<items {
      let values = sets.map { $0[place] }
      let mean = values.reduce(0, +) / 300
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 299
      let allowed = 4 * (2 * variance / 300).squareRoot() + 1e-9
      #expect((own.randomMeans[place] - mean).magnitude < allowed, "\(cases) cases, place \(place)")
    }
  }

  // MARK: Edges and refusals

  @Test func fewerCasesThanItemsHaveComponentsOnly() throws {
    let items: [[Double]] = [
      [1, 2, 4, 3], [2, 1, 5, 3], [4, 4, 1, 2], [1, 3, 1, 5], [5, 2, 2, 1], [3, 1, 2, 2],
    ]
    #expect(try ParallelAnalysis(items, draws: 5).randomMeans.count == 6)
    expectRefusal(.tooFew) { try ParallelAnalysis(items, model: .commonFactors, draws: 5) }
    let twoCases = try ParallelAnalysis([[1, 2], [2, 1]], draws: 5)
    #expect(twoCases.eigenvalues[0] > 1.99)
  }

  @Test func refusesWhatCannotBeCompared() throws {
    let items = try FactorData.holzinger()
    expectRefusal(.tooFew) { try ParallelAnalysis([]) }
    expectRefusal(.tooFew) { try ParallelAnalysis([[1, 2, 3]]) }
    expectRefusal(.constant) { try ParallelAnalysis([[1, 2, 3], [2, 2, 2]]) }
    expectRefusal(.notFinite) { try ParallelAnalysis([[1, 2, .nan], [2, 1, 2]]) }
    for draws in [0, -1, .min] { expectRefusal(.tooFew) { try ParallelAnalysis(items, draws: draws) } }
    expectRefusal(.infeasible) { try ParallelAnalysis(items, draws: .max) }
    for probability in [0, 1, -1, .nan] {
      expectRefusal(.outOfRange) { try ParallelAnalysis(items, draws: 1, probability: probability) }
    }
    expectRefusal(.definition) { try ParallelAnalysis(items, reference: .given) }
    let correlations = try ItemCorrelations(matrix: [[1, 0.5], [0.5, 1]])
    expectRefusal(.tooFew) { try ParallelAnalysis(correlations) }
    let huge = try ParallelAnalysis(ItemCorrelations(matrix: [[1, 0.5], [0.5, 1]], count: .max), draws: 5)
    #expect(huge.randomMeans[0] >= 1 && huge.randomMeans[0] < 1 + 1e-8)
    expectRefusal(.tooFew) { try ParallelAnalysis(correlations, against: []) }
    expectRefusal(.lengthMismatch) { try ParallelAnalysis(correlations, against: [[1, 2, 3]]) }
    expectRefusal(.notFinite) { try ParallelAnalysis(correlations, against: [[1, .nan]]) }
    expectRefusal(.rankDeficient) {
      try ParallelAnalysis([[1, 2, 4, 3], [2, 4, 8, 6]], model: .commonFactors)
    }
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try ParallelAnalysis(FactorData.holzinger(), draws: 20) }
    try checkFinding {
      try ParallelAnalysis(
        FactorData.holzinger(), model: .commonFactors, reference: .permutation, draws: 20, probability: 0.975)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ParallelAnalysis") { print in
      // page
      let correlations = try ItemCorrelations(
        matrix: [
          [1, 0.55, 0.48, 0.22, 0.18, 0.25],
          [0.55, 1, 0.51, 0.26, 0.20, 0.21],
          [0.48, 0.51, 1, 0.17, 0.24, 0.19],
          [0.22, 0.26, 0.17, 1, 0.61, 0.50],
          [0.18, 0.20, 0.24, 0.61, 1, 0.47],
          [0.25, 0.21, 0.19, 0.50, 0.47, 1],
        ],
        count: 200, names: ["calm", "steady", "relaxed", "warm", "kind", "helpful"])
      print(try ParallelAnalysis(correlations, draws: 500, seed: 1))
      // end
    }
  }
}
