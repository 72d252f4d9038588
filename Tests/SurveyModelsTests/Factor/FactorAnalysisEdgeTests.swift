import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Data at the edge of what a factor analysis can do, and beyond it.
@Suite struct FactorAnalysisEdgeTests {
  @Test func aHeywoodCaseIsPointedOut() throws {
    // The exact loading of the first item would be √(.8 · .8/.55), above one.
    let matrix = [[1, 0.8, 0.8, 0.4], [0.8, 1, 0.55, 0.35], [0.8, 0.55, 1, 0.35], [0.4, 0.35, 0.35, 1]]
    let correlations = try ItemCorrelations(matrix: matrix, count: 60, names: ["a", "b", "c", "d"])
    for extraction in FactorAnalysis.Extraction.allCases {
      let analysis = try FactorAnalysis(correlations, factors: 1, extraction: extraction)
      #expect(analysis.warnings.contains(.heywood(item: 0)), "\(extraction)")
      #expect(analysis.report.warnings.contains { $0.contains("Heywood case") && $0.contains(" a") })
      if extraction == .principalAxis {
        #expect(analysis.uniquenesses[0] < 0)
      } else {
        expectAgreement(analysis.uniquenesses[0], 0.005, digits: 12)
      }
      try checkFinding { try FactorAnalysis(correlations, factors: 1, extraction: extraction) }
    }
  }

  @Test func fewerCasesThanItemsHaveLoadingsButNoTest() throws {
    let items = FactorData.simulated(cases: 6, loadings: [0.8, 0.7, 0.6, 0.7, 0.8, 0.5, 0.7, 0.6], seed: 3)
    for extraction in [FactorAnalysis.Extraction.minres, .principalAxis] {
      let analysis = try FactorAnalysis(items, factors: 1, extraction: extraction)
      #expect(analysis.warnings.contains(.singularCorrelations))
      #expect(analysis.fit.chiSquare == nil && analysis.fit.discrepancy == nil && analysis.fit.rmsea == nil)
      try checkFinding { try FactorAnalysis(items, factors: 1, extraction: extraction) }
    }
    expectRefusal(.rankDeficient) { try FactorAnalysis(items, factors: 1, extraction: .maximumLikelihood) }
  }

  /// Correlations that no complete answers have are analysed, and nothing is said of them that is wrong.
  @Test func correlationsThatNoAnswersHaveAreNamed() throws {
    let matrix = [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]
    let analysis = try FactorAnalysis(ItemCorrelations(matrix: matrix, count: 50), factors: 1)
    #expect(analysis.warnings.contains(.singularCorrelations))
    #expect(analysis.report.warnings.contains { $0.contains("no complete answers have such correlations") })
    #expect(analysis.report.notes == ["The model has no degrees of freedom: there is no test of fit."])
  }

  @Test func duplicateItemsAreAHeywoodCaseOfMinresAndNamedByLikelihood() throws {
    let items = try FactorData.holzinger()
    let names = (1...9).map { "x\($0)" } + ["copy"]
    let analysis = try FactorAnalysis(items + [items[3]], names: names, factors: 4)
    #expect(analysis.warnings.contains(.singularCorrelations))
    #expect(analysis.loadings.elements.allSatisfy { $0.isFinite })
    let twins = items + [items[3]]
    let error = #expect(throws: InputError.self) {
      try FactorAnalysis(twins, names: names, factors: 4, extraction: .maximumLikelihood)
    }
    #expect(error?.problem.hasPrefix("copy is a linear combination of x4") == true)
  }

  @Test func anUnknownNumberOfCasesLeavesOutWhatNeedsIt() throws {
    let items = try FactorData.holzinger()
    let known = try ItemCorrelations(items)
    let matrix = (0..<9).map { row in (0..<9).map { known[row, $0] } }
    let analysis = try FactorAnalysis(ItemCorrelations(matrix: matrix), factors: 3)
    #expect(analysis.fit.discrepancy != nil && analysis.fit.chiSquare == nil && analysis.fit.rmsea == nil)
    #expect(analysis.report.cases == nil && !analysis.report.text.contains("cases used"))
    #expect(analysis.report.notes.contains { $0.contains("number of cases is unknown") })
    #expect(analysis.loadings == (try FactorAnalysis(items, factors: 3)).loadings)
    try checkFinding { try FactorAnalysis(ItemCorrelations(matrix: matrix), factors: 3) }
    // A number of cases beyond all reason gives numbers, not traps.
    _ = try FactorAnalysis(ItemCorrelations(matrix: matrix, count: .max), factors: 3).report.text
    let few = try FactorAnalysis(ItemCorrelations(matrix: matrix, count: 2), factors: 3)
    #expect(few.fit.chiSquare == nil && few.fit.uncorrectedChiSquare != nil)
  }

  @Test func correlationsThatNoDataHaveKeepMinres() throws {
    let matrix = [
      [1, 0.9, -0.6, 0.5], [0.9, 1, 0.6, 0.4], [-0.6, 0.6, 1, 0.3], [0.5, 0.4, 0.3, 1],
    ]
    let analysis = try FactorAnalysis(ItemCorrelations(matrix: matrix, count: 60), factors: 1)
    #expect(analysis.loadings.elements.allSatisfy { $0.isFinite } && analysis.fit.discrepancy == nil)
    expectRefusal(.definition) {
      try FactorAnalysis(ItemCorrelations(matrix: matrix), factors: 1, extraction: .maximumLikelihood)
    }
  }

  /// A factor of one item alone can have any loading there.
  @Test(arguments: FactorAnalysis.Extraction.allCases)
  func loadingsThatAreNotIdentifiedArePointedOut(_ extraction: FactorAnalysis.Extraction) throws {
    let unrelated = (0..<5).map { row in (0..<5).map { row == $0 ? 1.0 : 0 } }
    let one = FactorData.implied([0.8, 0.7, 0.6, 0.7, 0.8, 0.5].map { [$0] })
    let doublet = FactorData.implied((0..<8).map { $0 < 6 ? [0.7, 0] : [0, 0.7] })
    for (matrix, factors) in [(unrelated, 1), (one, 2), (doublet, 2)] {
      let correlations = try ItemCorrelations(matrix: matrix, count: 100)
      let analysis = try FactorAnalysis(
        correlations, factors: factors, extraction: extraction, rotation: .none)
      let isEmpty = analysis.warnings.contains { if case .emptyFactor = $0 { true } else { false } }
      #expect(analysis.warnings.contains(.notIdentified) || isEmpty)
      #expect(analysis.fit.rootMeanSquareResidual < 1e-6)
      try checkFinding {
        try FactorAnalysis(correlations, factors: factors, extraction: extraction, rotation: .none)
      }
    }
    let identified = try FactorAnalysis(ItemCorrelations(matrix: one), factors: 1, extraction: extraction)
    #expect(identified.warnings.isEmpty)
  }

  @Test func aFactorThatExplainsNothingHasNoDirection() throws {
    let matrix = (0..<5).map { row in (0..<5).map { row == $0 ? 1.0 : 0 } }
    let correlations = try ItemCorrelations(matrix: matrix, count: 60)
    expectRefusal(.rankDeficient) {
      try FactorAnalysis(correlations, factors: 1, extraction: .principalAxis)
    }
    let plain = try FactorAnalysis(correlations, factors: 1, extraction: .principalAxis, rotation: .none)
    #expect(plain.warnings.contains(.emptyFactor(0)) && plain.fit.tuckerLewis == nil)
    #expect(plain.report.warnings.contains("Factor 1 explains nothing: ask for fewer."))
  }

  /// With a large gamma the criterion of oblimin falls without end as factors become one.
  @Test func aCriterionWithoutMinimumIsPointedOut() throws {
    let analysis = try FactorAnalysis(FactorData.holzinger(), factors: 3, rotation: .oblimin(gamma: 1))
    #expect(analysis.warnings.contains(.rotationNotConverged))
    #expect(analysis.loadings.elements.allSatisfy { $0.isFinite })
    let error = #expect(throws: InputError.self) {
      try FactorAnalysis(FactorData.holzinger(), factors: 3, rotation: .promax(power: 100))
    }
    #expect(error?.subject == "promax" && error?.remedy == "use a lower power")
  }

  @Test func refusesWhatHasNoAnalysis() throws {
    let items = try FactorData.holzinger()
    expectRefusal(.tooFew) { try FactorAnalysis([], factors: 1) }
    expectRefusal(.tooFew) { try FactorAnalysis([[1, 2, 3]], factors: 1) }
    expectRefusal(.tooFew) { try FactorAnalysis([[1, 2, 3], [2, 1, 2]], factors: 1) }
    expectRefusal(.tooFew) { try FactorAnalysis([[1], [2], [3]], factors: 1) }
    for factors in [0, -1, .min] { expectRefusal(.tooFew) { try FactorAnalysis(items, factors: factors) } }
    for factors in [6, 8, 9, 10, .max] {
      expectRefusal(.outOfRange) { try FactorAnalysis(items, factors: factors) }
    }
    expectRefusal(.constant) { try FactorAnalysis([[1, 2, 3], [2, 2, 2], [1, 3, 1]], factors: 1) }
    expectRefusal(.notFinite) { try FactorAnalysis([[1, 2, .nan], [2, 1, 2], [1, 3, 1]], factors: 1) }
    expectRefusal(.lengthMismatch) { try FactorAnalysis([[1, 2, 3], [2, 1], [1, 3, 1]], factors: 1) }
    expectRefusal(.lengthMismatch) { try FactorAnalysis(items, names: ["a"], factors: 1) }
    for starts in [0, -1, .max] {
      expectRefusal(.outOfRange) { try FactorAnalysis(items, factors: 2, starts: starts) }
    }
    let many = try ItemCorrelations(
      matrix: (0..<300).map { row in (0..<300).map { row == $0 ? 1 : 0.5 } })
    expectRefusal(.infeasible) { try FactorAnalysis(many, factors: 200, starts: 10_000) }
    for power in [0, -1, 1e9, .nan] {
      expectRefusal(.outOfRange) { try FactorAnalysis(items, factors: 2, rotation: .promax(power: power)) }
    }
    for gamma in [2, Double.nan, -Double.infinity] {
      expectRefusal(.outOfRange) { try FactorAnalysis(items, factors: 2, rotation: .oblimin(gamma: gamma)) }
    }
    for delta in [0, -1, .nan, 7] {
      expectRefusal(.outOfRange) { try FactorAnalysis(items, factors: 2, rotation: .geomin(delta: delta)) }
    }
    for confidence in [0, 1, .nan] {
      expectRefusal(.outOfRange) { try FactorAnalysis(items, factors: 2, confidence: confidence) }
    }
  }
}
