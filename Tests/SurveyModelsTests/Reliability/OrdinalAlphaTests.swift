import SurveyModels
import SurveyTestSupport
import Testing

@Suite struct OrdinalAlphaTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("OrdinalAlpha").filter { $0.id.hasPrefix("scipy.") })
  func agreesWithQuadrature(_ reference: Fixture.Case) throws {
    let found = try OrdinalAlpha(reference.keyedItems())
    try expectAgreement(found.alpha.value, reference.expected["alpha"], digits: 9, "alpha")
    let order = found.correlations.correlations.order
    let lower = (0..<order).flatMap { row in (0..<row).map { found.correlations[row, $0] } }
    try expectAgreement(lower, reference.expected["correlations"], digits: 8, "correlations")
  }

  @Test(arguments: try Fixture.cases("OrdinalAlpha").filter { $0.id.hasPrefix("semtools.") })
  func agreesWithSemTools(_ reference: Fixture.Case) throws {
    let found = try OrdinalAlpha(reference.keyedItems())
    try expectAgreement(found.alpha.value, reference.expected["alpha"], digits: 5, "alpha")
  }

  // MARK: Laws

  @Test func itIsAlphaOfThePolychoricCorrelations() throws {
    let found = try OrdinalAlpha(Answers.steps)
    let alpha = try CronbachAlpha(found.correlations.correlations).alpha.value
    expectAgreement(found.alpha.value, alpha, digits: 13)
    #expect(found.alpha == (try OrdinalAlpha(PolychoricMatrix(Answers.steps))).alpha)
  }

  /// The values that stand for the steps do not matter, only their order.
  @Test func onlyTheOrderOfAnswersCounts() throws {
    let plain = try OrdinalAlpha(Answers.steps).alpha.value
    let stretched = try OrdinalAlpha(Answers.steps.map { $0.map { $0 * $0 * $0 - 40 } }).alpha.value
    #expect(plain == stretched)
  }

  @Test func resamplesGiveTheSameLimitsTwice() throws {
    let plan = BootstrapPlan.percentile(resamples: 60, seed: 4)
    let (one, other) = (
      try OrdinalAlpha(Answers.steps, bootstrap: plan, confidence: 0.9),
      try OrdinalAlpha(Answers.steps, bootstrap: plan, confidence: 0.9)
    )
    #expect(one.alpha == other.alpha && one.alpha.interval?.contains(one.alpha.value) == true)
    #expect(one.report.method?.seed == 4)
  }

  // MARK: Edges and refusals

  @Test func twoItemsAreSteppedUp() throws {
    let found = try OrdinalAlpha(Array(Answers.steps[..<2]))
    let r = found.correlations[0, 1]
    expectAgreement(found.alpha.value, 2 * r / (1 + r), digits: 13)
  }

  @Test func anItemThatRunsAgainstTheOthersIsPointedOut() throws {
    var items = Answers.steps
    items[1] = items[1].map { 5 - $0 }
    let found = try OrdinalAlpha(items, names: ["a", "b", "c", "d"])
    #expect(found.report.warnings.contains("b correlates negatively with the rest: is it reverse-keyed?"))
    #expect(found.alpha.value < (try OrdinalAlpha(Answers.steps).alpha.value))
  }

  @Test func refusesWhatHasNoAlpha() throws {
    expectRefusal(.tooFew) { try OrdinalAlpha([]) }
    expectRefusal(.tooFew) { try OrdinalAlpha([Answers.steps[0]]) }
    expectRefusal(.tooFew) { try OrdinalAlpha([[1], [2]]) }
    expectRefusal(.lengthMismatch) { try OrdinalAlpha([[1, 2, 3], [1, 2]]) }
    expectRefusal(.notFinite) { try OrdinalAlpha([[1, 2, .nan], [1, 2, 1]]) }
    expectRefusal(.constant) { try OrdinalAlpha(Answers.steps + [Answers.steps[0].map { _ in 1 }]) }
    expectRefusal(.outOfRange) { try OrdinalAlpha(Answers.steps, confidence: 1) }
    expectRefusal(.infeasible) { try OrdinalAlpha(Answers.steps, bootstrap: .bca(resamples: .max)) }
    expectRefusal(.lengthMismatch) { try OrdinalAlpha(Answers.steps, names: ["a"]) }
    // Two items that mirror each other sum up to nothing.
    expectRefusal(.constant) { try OrdinalAlpha([[1, 2, 3, 1, 2, 3], [3, 2, 1, 3, 2, 1]]) }
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try OrdinalAlpha(Answers.steps) }
    try checkFinding {
      try OrdinalAlpha(Answers.steps, bootstrap: .percentile(resamples: 40, seed: 1), confidence: 0.9)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("OrdinalAlpha") { print in
      // page
      let answers: [[Double]] = [
        [2, 2, 1, 2, 1, 4, 3, 2, 3, 2, 2, 3, 3, 1, 2, 3, 2, 3, 4, 4, 2, 3, 2, 4],
        [3, 1, 1, 4, 2, 4, 3, 1, 3, 1, 3, 3, 2, 2, 3, 4, 1, 2, 2, 3, 1, 3, 3, 3],
        [2, 1, 1, 3, 2, 2, 2, 2, 4, 1, 3, 4, 2, 1, 1, 4, 1, 1, 2, 2, 2, 3, 2, 3],
        [2, 3, 1, 3, 1, 2, 3, 1, 4, 3, 3, 3, 4, 1, 2, 3, 2, 4, 2, 3, 1, 4, 3, 4],
      ]
      let alpha = try OrdinalAlpha(answers, names: ["calm", "content", "rested", "cheerful"])
      print(alpha)
      // end
    }
  }
}
