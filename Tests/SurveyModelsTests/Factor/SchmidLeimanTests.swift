import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct SchmidLeimanTests {
  // MARK: Reference

  /// psych ends minres early; its loadings are good to about five digits.
  @Test(arguments: try Fixture.cases("SchmidLeiman"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    let solution = try SchmidLeiman(
      FactorData.columns(reference), factors: reference.options["nfactors"].integer())
    func check(_ found: [Double], _ wanted: [Double], _ what: String) {
      #expect(found.count == wanted.count)
      for (one, other) in zip(found, wanted) { #expect((one - other).magnitude < 5e-5, "\(what)") }
    }
    check(solution.generalLoadings, try expected["general"].numbers(), "general")
    check(solution.communalities, try expected["h2"].numbers(), "communalities")
    // The reference keeps the order of the rotation and the signs of its factors.
    let wanted = try expected["factor_loadings"].numbers()
    check(
      solution.factorLoadings.map(\.magnitude).sorted(), wanted.map(\.magnitude).sorted(), "factor loadings")
    let groups = try expected["groups"].array().map { try $0.numbers() }
    for column in 0..<solution.groupLoadings.columnCount {
      let own = solution.groupLoadings[column: column]
      let distances = wanted.indices.map { other in
        zip(own, groups).reduce(0) { max($0, ($1.0.magnitude - $1.1[other].magnitude).magnitude) }
      }
      #expect((distances.min() ?? 1) < 5e-5, "group \(column + 1)")
    }
  }

  // MARK: Laws

  /// With three factors the general factor is exact, and both solutions are one model.
  @Test func threeFactorsKeepTheModel() throws {
    let solution = try SchmidLeiman(FactorData.holzinger())
    let analysis = solution.analysis
    #expect(solution.factorResidual < 1e-9)
    let old = try analysis.structure.times(analysis.loadings.transposed)
    for row in 0..<9 {
      for column in 0..<9 {
        var sum = solution.generalLoadings[row] * solution.generalLoadings[column]
        for factor in 0..<3 {
          sum += solution.groupLoadings[row, factor] * solution.groupLoadings[column, factor]
        }
        expectAgreement(sum, old[row, column], digits: 9, floor: 1e-9)
      }
      let squares = solution.groupLoadings[row: row].reduce(0) { $0 + $1 * $1 }
      expectAgreement(
        squares + solution.generalLoadings[row] * solution.generalLoadings[row], solution.communalities[row],
        digits: 9)
    }
  }

  @Test func aPerfectHierarchyIsFound() throws {
    let second = [0.8, 0.7, 0.6]
    let phi = (0..<3).map { i in (0..<3).map { i == $0 ? 1 : second[i] * second[$0] } }
    let pattern = (0..<12).map { item -> [Double] in (0..<3).map { item / 4 == $0 ? 0.7 : 0 } }
    let solution = try SchmidLeiman(
      FactorAnalysis(ItemCorrelations(matrix: FactorData.implied(pattern, factors: phi)), factors: 3))
    for (item, loading) in solution.generalLoadings.enumerated() {
      expectAgreement(loading, 0.7 * second[item / 4], digits: 6)
      let group = solution.groupLoadings[row: item].map(\.magnitude).max() ?? 0
      expectAgreement(group, 0.7 * (1 - second[item / 4] * second[item / 4]).squareRoot(), digits: 6)
    }
    #expect(solution.exhaustedFactors.isEmpty)
  }

  @Test func twoFactorsHaveEqualLoadings() throws {
    let items = try FactorData.holzinger()
    let solution = try SchmidLeiman(items, factors: 2)
    let r = solution.analysis.factorCorrelations[0, 1]
    expectAgreement(solution.factorLoadings[0], r.squareRoot(), digits: 14)
    #expect(solution.factorLoadings[0] == solution.factorLoadings[1] && solution.factorResidual < 1e-15)
  }

  @Test func aNegativeCorrelationOfTwoFactorsTurnsOneRound() throws {
    let pattern = (0..<8).map { $0 < 4 ? [0.8, 0] : [0, 0.6] }
    let phi = [[1, -0.36], [-0.36, 1]]
    let solution = try SchmidLeiman(
      FactorAnalysis(ItemCorrelations(matrix: FactorData.implied(pattern, factors: phi)), factors: 2))
    for (item, loading) in solution.generalLoadings.enumerated() {
      expectAgreement(loading, item < 4 ? 0.8 * 0.6 : -0.6 * 0.6, digits: 6)
    }
  }

  @Test func theDataGiveWhatTheirAnalysisGives() throws {
    let items = try FactorData.holzinger()
    let data = try SchmidLeiman(items, factors: 3, extraction: .maximumLikelihood, rotation: .promax())
    let analysis = try FactorAnalysis(
      items, factors: 3, extraction: .maximumLikelihood, rotation: .promax())
    #expect(try SchmidLeiman(analysis).report.json == data.report.json)
  }

  // MARK: Edges and refusals

  /// The factors of these items have a Heywood case themselves.
  @Test func anExhaustedFactorIsPointedOut() throws {
    let table = try Fixture.table("attitude")
    let items = try table.complete([
      "rating", "complaints", "privileges", "learning", "raises", "critical", "advance",
    ])
    let solution = try SchmidLeiman(items)
    #expect(solution.exhaustedFactors.count == 1)
    #expect(
      solution.report.warnings.contains { $0.hasPrefix("The general factor explains factor") })
    let empty = solution.groupLoadings[column: solution.exhaustedFactors[0]]
    #expect(empty.allSatisfy { $0.magnitude < 0.1 })
    try checkFinding { try SchmidLeiman(items) }
  }

  @Test func refusesWhatHasNoGeneralFactor() throws {
    let items = try FactorData.holzinger()
    expectRefusal(.tooFew) { try SchmidLeiman(items, factors: 1) }
    expectRefusal(.definition) { try SchmidLeiman(items, rotation: .varimax()) }
    expectRefusal(.definition) { try SchmidLeiman(items, rotation: .none) }
    expectRefusal(.tooFew) { try SchmidLeiman([[1, 2, 3], [2, 1, 2]]) }
    expectRefusal(.outOfRange) { try SchmidLeiman(items, factors: 7) }
    expectRefusal(.notFinite) { try SchmidLeiman([[1, 2, .nan]] + items.map { Array($0.prefix(3)) }) }
    expectRefusal(.outOfRange) { try SchmidLeiman(items, rotation: .promax(power: 0)) }
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try SchmidLeiman(FactorData.holzinger()) }
    try checkFinding { try SchmidLeiman(FactorData.holzinger(), factors: 2, rotation: .geomin()) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("SchmidLeiman") { print in
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
      let analysis = try FactorAnalysis(correlations, factors: 2, rotation: .oblimin())
      print(try SchmidLeiman(analysis))
      // end
    }
  }
}
