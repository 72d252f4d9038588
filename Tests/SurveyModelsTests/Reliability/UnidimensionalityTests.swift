import SurveyModels
import SurveyTestSupport
import Testing

@Suite struct UnidimensionalityTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("Unidimensionality").filter { $0.id.hasPrefix("lavaan.") })
  func agreesWithR(_ reference: Fixture.Case) throws {
    let found = try Unidimensionality(reference.keyedItems())
    let expected = reference.expected
    try expectAgreement(found.eigenvalues, expected["eigenvalues"], digits: 12, "eigenvalues")
    try expectAgreement(found.eigenvalueRatio, expected["ratio"], digits: 12, "ratio")
    try expectAgreement(found.firstShare, expected["share"], digits: 12, "share")
    try expectAgreement(found.explainedCommonVariance, expected["ecv"], digits: 5, "ECV")
    try expectAgreement(found.model.fit.srmr, expected["srmr"], digits: 5, floor: 1e-7, "SRMR")
    // R's lower triangle, column after column.
    let k = found.eigenvalues.count
    let left = found.model.residualCorrelations
    let residuals = (0..<k).flatMap { column in ((column + 1)..<max(k, column + 1)).map { left[$0][column] } }
    try expectAgreement(residuals, expected["residuals"], digits: 5, floor: 1e-5, "residuals")
    guard found.model.fit.degreesOfFreedom > 0 else { return }
    try expectAgreement(found.model.fit.cfi, expected["cfi"], digits: 9, "CFI")
    try expectAgreement(found.model.fit.rmsea?.value, expected["rmsea"], digits: 9, "RMSEA")
  }

  @Test(arguments: try Fixture.cases("Unidimensionality").filter { $0.id.hasPrefix("mpmath.") })
  func explainedCommonVarianceAgreesWithProvedOptima(_ reference: Fixture.Case) throws {
    let found = try Unidimensionality(reference.keyedItems())
    // The eigenvalue moves with the square root of what the search leaves of the optimum.
    try expectAgreement(found.explainedCommonVariance, reference.expected["ecv"], digits: 5, "ECV")
  }

  // MARK: Laws

  @Test func oneFactorThatHoldsExplainsAllCommonVariance() throws {
    let found = try Unidimensionality(Answers.covariances(Answers.congeneric))
    expectAgreement(found.explainedCommonVariance ?? 0, 1, digits: 8)
    #expect(found.residuals.allSatisfy { $0.correlation.magnitude < 1e-12 })
    expectAgreement(found.eigenvalues.reduce(0, +), 4, digits: 13)
  }

  @Test func residualsComeByTheirSize() throws {
    let found = try Unidimensionality(Answers.five)
    let sizes = found.residuals.map(\.correlation.magnitude)
    #expect(sizes == sizes.sorted(by: >) && sizes.count == 10)
    for residual in found.residuals {
      #expect(residual.items[0] < residual.items[1])
      #expect(residual.correlation == found.model.residualCorrelations[residual.items[1]][residual.items[0]])
    }
  }

  @Test func directionAndUnitsOfItemsDoNotMatter() throws {
    var items = Answers.five
    items[1] = items[1].map { -3e4 * $0 }
    let (plain, turned) = (try Unidimensionality(Answers.five), try Unidimensionality(items))
    for (one, other) in zip(plain.eigenvalues, turned.eigenvalues) { expectAgreement(one, other, digits: 12) }
    expectAgreement(plain.explainedCommonVariance ?? 0, turned.explainedCommonVariance ?? 1, digits: 5)
    #expect(turned.report.warnings == ["item 2 loads negatively: is it reverse-keyed?"])
  }

  @Test func twoGroupsOfItemsShowInEveryIndex() throws {
    let (one, two) = (
      Answers.normal([1, 1, 1], cases: 300, seed: 1), Answers.normal([1, 1, 1], cases: 300, seed: 2)
    )
    let both = try Unidimensionality(one + two)
    let single = try Unidimensionality(Answers.normal([1, 1, 1, 1, 1, 1], cases: 300, seed: 3))
    #expect(both.eigenvalueRatio < 1.5 && single.eigenvalueRatio > 3)
    #expect((both.explainedCommonVariance ?? 1) < 0.7 && (single.explainedCommonVariance ?? 0) > 0.8)
    #expect((both.model.fit.rmsea?.value ?? 0) > 0.1 && (single.model.fit.rmsea?.value ?? 1) < 0.1)
  }

  // MARK: Edges and refusals

  @Test func refusesWhatHasNoModel() throws {
    expectRefusal(.tooFew) { try Unidimensionality([]) }
    expectRefusal(.tooFew) { try Unidimensionality(Array(Answers.four[..<2])) }
    expectRefusal(.constant) { try Unidimensionality(Answers.four + [[Double](repeating: 1, count: 12)]) }
    expectRefusal(.rankDeficient) { try Unidimensionality(Answers.four + [Answers.four[0]]) }
    expectRefusal(.notConverged) {
      try Unidimensionality(Answers.covariances([[1, 0, 0], [0, 1, 0], [0, 0, 1]]))
    }
    expectRefusal(.notFinite) { try Unidimensionality(Answers.four + [[Double](repeating: .nan, count: 12)]) }
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try Unidimensionality(Answers.five) }
    try checkFinding { try Unidimensionality(Array(Answers.four[..<3])) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("Unidimensionality") { print in
      // page
      let answers: [[Double]] = [
        [2, 4, 3, 3, 4, 1, 4, 5, 4, 4, 3, 1],
        [2, 4, 3, 3, 4, 3, 4, 3, 5, 4, 3, 1],
        [2, 5, 3, 1, 4, 2, 2, 3, 3, 3, 2, 1],
        [2, 3, 2, 2, 5, 2, 4, 3, 4, 4, 3, 1],
      ]
      let indices = try Unidimensionality(answers, names: ["trust1", "trust2", "trust3", "trust4"])
      print(indices)
      // end
    }
  }
}
