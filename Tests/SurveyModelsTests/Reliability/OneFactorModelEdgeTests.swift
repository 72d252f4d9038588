import SurveyModels
import SurveyTestSupport
import Testing

@Suite struct OneFactorModelEdgeTests {
  // MARK: Edges and refusals

  @Test func anImproperSolutionIsReportedAsSuch() throws {
    let model = try OneFactorModel(Answers.covariances(Answers.heywood), names: ["a", "b", "c"])
    #expect(model.heywoodItems == [0])
    expectAgreement(model.errorVariances[0].value, -0.28 * 199 / 200, digits: 12)
    #expect(model.report.warnings.first?.contains("The error variance of a is not above zero") == true)
    try checkFinding { try OneFactorModel(Answers.covariances(Answers.heywood)) }
  }

  @Test func correlationsThatNoFactorReproducesAreRefused() throws {
    expectRefusal(.notConverged) {
      try OneFactorModel(Answers.covariances([[1, 0.5, 0.5], [0.5, 1, -0.1], [0.5, -0.1, 1]]))
    }
    let unrelated: [[Double]] = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
    for form in OneFactorForm.allCases {
      expectRefusal(.notConverged) { try OneFactorModel(Answers.covariances(unrelated), form: form) }
    }
    // One pair that goes together leaves open how its correlation is divided.
    let pair: [[Double]] = [[1, 0.5, 0, 0], [0.5, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
    expectRefusal(.notConverged) { try OneFactorModel(Answers.covariances(pair)) }
    // Items that covary negatively on average have no equal loading.
    let opposed: [[Double]] = [[1, -0.2, -0.2], [-0.2, 1, -0.2], [-0.2, -0.2, 1]]
    for form in [OneFactorForm.tauEquivalent, .parallel] {
      expectRefusal(.notConverged) { try OneFactorModel(Answers.covariances(opposed), form: form) }
    }
  }

  @Test func twoItemsNeedAnEqualLoading() throws {
    let two = Array(Answers.four[..<2])
    expectRefusal(.tooFew) { try OneFactorModel(two) }
    do {
      _ = try OneFactorModel(two)
    } catch { #expect(error.remedy?.contains("Spearman-Brown") == true) }
    let equal = try OneFactorModel(two, form: .tauEquivalent)
    #expect(equal.fit.degreesOfFreedom == 0)
    let covariance = try ItemCovariances(two)[0, 1] * 11 / 12
    expectAgreement(equal.loadings[0].value, covariance.squareRoot(), digits: 13)
    #expect(try OneFactorModel(two, form: .parallel).fit.degreesOfFreedom == 1)
    try checkFinding { try OneFactorModel(two, form: .tauEquivalent) }
  }

  @Test func refusesWhatHasNoModel() throws {
    let items = Answers.four
    expectRefusal(.tooFew) { try OneFactorModel([]) }
    expectRefusal(.tooFew) { try OneFactorModel([items[0]]) }
    expectRefusal(.tooFew) { try OneFactorModel([[], [], []]) }
    expectRefusal(.tooFew) { try OneFactorModel(items.map { Array($0[..<4]) }) }
    expectRefusal(.lengthMismatch) { try OneFactorModel([[1, 2, 3], [1, 2], [2, 1, 3]]) }
    expectRefusal(.lengthMismatch) { try OneFactorModel(items, names: ["one"]) }
    expectRefusal(.constant) { try OneFactorModel(items + [[Double](repeating: 3, count: 12)]) }
    expectRefusal(.rankDeficient) { try OneFactorModel(items + [items[0]]) }
    expectRefusal(.rankDeficient) {
      try OneFactorModel(items + [zip(items[0], items[1]).map { $0 + 2 * $1 }])
    }
    expectRefusal(.notFinite) { try OneFactorModel(items + [[Double](repeating: .nan, count: 12)]) }
    expectRefusal(.outOfRange) { try OneFactorModel(items.map { $0.map { $0 * 1e200 } }) }
    expectRefusal(.outOfRange) { try OneFactorModel(items.map { $0.map { $0 * 1e120 } }) }
    expectRefusal(.outOfRange) { try OneFactorModel(items.map { $0.map { $0 * 1e-120 } }) }
    expectRefusal(.infeasible) { try OneFactorModel([[Double]](repeating: [1, 2], count: 201)) }
    for confidence in [0, 1, -1, .nan] {
      expectRefusal(.outOfRange) { try OneFactorModel(items, confidence: confidence) }
    }
  }

  @Test func widelyDifferentUnitsAreNoObstacle() throws {
    let items = zip(Answers.four, [1e-60, 1, 1e60, 1e-20]).map { item, factor in item.map { $0 * factor } }
    let (model, plain) = (try OneFactorModel(items), try OneFactorModel(Answers.four))
    for (one, other) in zip(model.standardizedLoadings, plain.standardizedLoadings) {
      expectAgreement(one.value, other.value, digits: 11)
    }
  }

  @Test func manyItemsAreFitted() throws {
    let model = try OneFactorModel(
      Answers.normal((0..<40).map { 0.5 + 0.02 * Double($0) }, cases: 150, seed: 3))
    #expect(model.heywoodItems.isEmpty && model.loadings.allSatisfy { $0.value > 0 })
    #expect(model.iterations < 20)
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    for form in OneFactorForm.allCases {
      try checkFinding { try OneFactorModel(Answers.four, form: form) }
    }
    try checkFinding { try OneFactorModel(Array(Answers.four[..<3])) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("OneFactorModel") { print in
      // page
      let answers: [[Double]] = [
        [2, 4, 3, 3, 4, 1, 4, 5, 4, 4, 3, 1],
        [2, 4, 3, 3, 4, 3, 4, 3, 5, 4, 3, 1],
        [2, 5, 3, 1, 4, 2, 2, 3, 3, 3, 2, 1],
        [2, 3, 2, 2, 5, 2, 4, 3, 4, 4, 3, 1],
      ]
      let model = try OneFactorModel(answers, names: ["trust1", "trust2", "trust3", "trust4"])
      print(model)
      // end
    }
  }
}
