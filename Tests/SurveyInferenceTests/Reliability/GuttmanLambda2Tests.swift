import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

// No fixture: the references are entries of CronbachAlpha.json and SplitHalfReliability.json.
@Suite struct GuttmanLambda2Tests {
  @Test(arguments: try Fixture.cases("CronbachAlpha").filter { $0.id.hasPrefix("alpha.") })
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let bound = try GuttmanLambda2(reference.keyedItems(), bootstrap: nil)
    try expectAgreement(bound.lambda.value, reference.expected["lambda2"], digits: 11)
  }

  @Test(arguments: try Fixture.cases("SplitHalfReliability"))
  func agreesWithPsychOnCorrelations(_ reference: Fixture.Case) throws {
    let bound = try GuttmanLambda2(reference.correlations())
    try expectAgreement(bound.lambda.value, reference.expected["lambda2_std"], digits: 10)
  }

  @Test(arguments: UInt64(1)...8) func isNeverBelowAlpha(_ seed: UInt64) throws {
    let items = Answers.random(items: 5, cases: 25, seed: seed, loading: 0.3)
    let (alpha, first) = (try GuttmanLambda3(items), try GuttmanLambda1(items, bootstrap: nil))
    let second = try GuttmanLambda2(items, bootstrap: nil)
    #expect(second.lambda.value >= alpha.alpha.value - 1e-14)
    #expect(second.lambda.value >= first.lambda.value)
  }

  @Test func equalCovariancesMakeItAlpha() throws {
    let covariances = try ItemCovariances(
      matrix: [[2, 0.7, 0.7], [0.7, 1, 0.7], [0.7, 0.7, 3]], count: 50)
    expectAgreement(
      try GuttmanLambda2(covariances).lambda.value, try CronbachAlpha(covariances).alpha.value, digits: 14)
  }

  @Test func resamplesAreThoseOfItsCases() throws {
    let items = Answers.random(items: 4, cases: 30)
    let plan = BootstrapPlan.percentile(resamples: 100, seed: 5)
    let found = try #require(try GuttmanLambda2(items, bootstrap: plan, confidence: 0.8).lambda.interval)
    let slow = try Bootstrap(cases: 30, plan: plan).interval(around: 0, confidence: 0.8) { rows in
      try? GuttmanLambda2(items.map { item in rows.map { item[$0] } }, bootstrap: nil).lambda.value
    }
    expectAgreement(found.lower, slow.interval.lower, digits: 11)
    expectAgreement(found.upper, slow.interval.upper, digits: 11)
  }

  @Test func refusesWhatHasNoBound() throws {
    try expectGuttmanRefusals { try GuttmanLambda2($0, names: $1, bootstrap: $2, confidence: $3) }
    // Resamples that would take hours are refused at once; the bound itself exists.
    let many = Answers.random(items: 300, cases: 400)
    expectRefusal(.infeasible) { try GuttmanLambda2(many, bootstrap: .percentile(resamples: 100_000)) }
    #expect(try GuttmanLambda2(many, bootstrap: nil).lambda.value < 1)
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try GuttmanLambda2(Answers.keyed, bootstrap: .percentile(resamples: 200)) }
    try checkFinding { try GuttmanLambda2(Answers.raw, bootstrap: nil) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("GuttmanLambda2") { print in
      // page
      let answers: [[Double]] = [
        [4, 3, 5, 2, 4, 1, 5, 3, 2, 4],
        [5, 3, 4, 2, 4, 2, 5, 2, 3, 4],
        [4, 3, 5, 2, 4, 1, 5, 2, 2, 3],
        [4, 4, 5, 1, 3, 2, 4, 3, 1, 5],
      ]
      let names = ["trust1", "trust2", "trust3", "trust4"]
      print(try GuttmanLambda2(answers, names: names))
      // end
    }
  }
}

extension Fixture.Case {
  /// The correlations of the keyed items, as covariances of standardized items.
  func correlations() throws -> ItemCovariances {
    let items = try keyedItems()
    let covariances = try ItemCovariances(items)
    let deviations = items.indices.map { covariances[$0, $0].squareRoot() }
    return try ItemCovariances(
      matrix: items.indices.map { row in
        items.indices.map { column in
          row == column
            ? 1 : covariances[min(row, column), max(row, column)] / (deviations[row] * deviations[column])
        }
      }, count: covariances.count)
  }
}
