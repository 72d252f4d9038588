import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

// No fixture: the references are the entries alpha.* of CronbachAlpha.json.
@Suite struct GuttmanLambda1Tests {
  @Test(arguments: try Fixture.cases("CronbachAlpha").filter { $0.id.hasPrefix("alpha.") })
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let bound = try GuttmanLambda1(reference.keyedItems(), bootstrap: nil)
    try expectAgreement(bound.lambda.value, reference.expected["lambda1"], digits: 11)
  }

  @Test func alphaIsItsMultiple() throws {
    let items = Answers.random(items: 6, cases: 40)
    let alpha = try GuttmanLambda3(items).alpha.value
    expectAgreement(alpha, try GuttmanLambda1(items, bootstrap: nil).lambda.value * 6 / 5, digits: 13)
  }

  @Test func covariancesGiveWhatTheDataGive() throws {
    let data = try GuttmanLambda1(Answers.keyed, bootstrap: nil)
    #expect(data.lambda == (try GuttmanLambda1(ItemCovariances(Answers.keyed)).lambda))
    #expect(data.count == 8 && data.itemCount == 4)
  }

  @Test func refusesWhatHasNoBound() throws {
    try expectGuttmanRefusals { try GuttmanLambda1($0, names: $1, bootstrap: $2, confidence: $3) }
    expectRefusal(.tooFew) { try GuttmanLambda1(ItemCovariances(matrix: [[1]], count: 9)) }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try GuttmanLambda1(Answers.keyed, bootstrap: .percentile(resamples: 200)) }
    try checkFinding { try GuttmanLambda1(Answers.raw, bootstrap: nil) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("GuttmanLambda1") { print in
      // page
      let answers: [[Double]] = [
        [4, 3, 5, 2, 4, 1, 5, 3, 2, 4],
        [5, 3, 4, 2, 4, 2, 5, 2, 3, 4],
        [4, 3, 5, 2, 4, 1, 5, 2, 2, 3],
        [4, 4, 5, 1, 3, 2, 4, 3, 1, 5],
      ]
      let names = ["trust1", "trust2", "trust3", "trust4"]
      print(try GuttmanLambda1(answers, names: names))
      // end
    }
  }
}

/// What every bound refuses.
func expectGuttmanRefusals(
  _ make: ([[Double]], [String], BootstrapPlan?, Double) throws -> some Finding
) throws {
  let items = Answers.keyed
  expectRefusal(.tooFew) { try make([], [], nil, 0.95) }
  expectRefusal(.tooFew) { try make([[1, 2, 3]], [], nil, 0.95) }
  expectRefusal(.tooFew) { try make([[1], [2]], [], nil, 0.95) }
  expectRefusal(.lengthMismatch) { try make([[1, 2, 3], [1, 2]], [], nil, 0.95) }
  expectRefusal(.lengthMismatch) { try make(items, ["one"], nil, 0.95) }
  expectRefusal(.notFinite) { try make([[1, 2, .nan], [1, 2, 3]], [], nil, 0.95) }
  expectRefusal(.outOfRange) { try make([[1e200, -1e200], [1, 2]], [], nil, 0.95) }
  expectRefusal(.constant) { try make([[1, 1, 1], [2, 2, 2]], [], nil, 0.95) }
  expectRefusal(.constant) { try make([[1, 2, 3], [3, 2, 1]], [], nil, 0.95) }
  expectRefusal(.outOfRange) { try make(items, [], nil, 1) }
  expectRefusal(.outOfRange) { try make(items, [], .bca(), .nan) }
  expectRefusal(.infeasible) { try make(items, [], .bca(resamples: .max), 0.95) }
  expectRefusal(.tooFew) { try make(items, [], .percentile(resamples: 0), 0.95) }
  #expect(try !make([[1, 2], [1, 3]], [], nil, 0.95).report.rows.isEmpty)
}
