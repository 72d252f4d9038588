import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

// No fixture: the references are the entries alpha.* of CronbachAlpha.json.
@Suite struct GuttmanLambda4Tests {
  @Test(arguments: try Fixture.cases("CronbachAlpha").filter { $0.id.hasPrefix("alpha.") })
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let bound = try GuttmanLambda4(reference.keyedItems(), bootstrap: nil)
    try expectAgreement(bound.lambda.value, reference.expected["lambda4_max"], digits: 11)
    #expect(bound.splitCount == (try reference.expected["n_splits"].integer()))
  }

  @Test(arguments: 2...9) func noHalvesGiveMore(_ order: Int) throws {
    let items = Answers.random(items: order, cases: 20, seed: UInt64(order), loading: 0.3)
    let bound = try GuttmanLambda4(items, bootstrap: nil)
    var (largest, count) = (-Double.infinity, 0)
    for mask in 0..<(1 << order) where mask.nonzeroBitCount == order / 2 {
      let half = (0..<order).filter { mask >> $0 & 1 == 1 }
      let split = try SplitHalfReliability(items, half: half, splits: nil, bootstrap: nil)
      largest = max(largest, split.guttman.value)
      count += 1
    }
    expectAgreement(bound.lambda.value, largest, digits: 12)
    #expect(bound.splitCount == (order % 2 == 0 ? count / 2 : count))
    let own = try SplitHalfReliability(items, half: bound.half, splits: nil, bootstrap: nil)
    expectAgreement(own.guttman.value, bound.lambda.value, digits: 12)
  }

  @Test func everyResampleLooksForItsOwnSplit() throws {
    let items = Answers.random(items: 4, cases: 20)
    let plan = BootstrapPlan.percentile(resamples: 60, seed: 2)
    let found = try #require(try GuttmanLambda4(items, bootstrap: plan, confidence: 0.8).lambda.interval)
    let slow = try Bootstrap(cases: 20, plan: plan).interval(around: 0, confidence: 0.8) { rows in
      try? GuttmanLambda4(items.map { item in rows.map { item[$0] } }, bootstrap: nil).lambda.value
    }
    expectAgreement(found.lower, slow.interval.lower, digits: 11)
    expectAgreement(found.upper, slow.interval.upper, digits: 11)
  }

  @Test func refusesWhatHasNoBound() throws {
    try expectGuttmanRefusals { try GuttmanLambda4($0, names: $1, bootstrap: $2, confidence: $3) }
    let many = Answers.random(items: 25, cases: 10)
    expectRefusal(.infeasible) { try GuttmanLambda4(many, bootstrap: nil) }
    expectRefusal(.infeasible) { try GuttmanLambda4(ItemCovariances(many)) }
    expectRefusal(.infeasible) {
      try GuttmanLambda4(Answers.random(items: 18, cases: 10), bootstrap: .bca(resamples: 10_000))
    }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try GuttmanLambda4(Answers.keyed, bootstrap: .percentile(resamples: 200)) }
    try checkFinding { try GuttmanLambda4(Answers.raw, bootstrap: nil) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("GuttmanLambda4") { print in
      // page
      let answers: [[Double]] = [
        [4, 3, 5, 2, 4, 1, 5, 3, 2, 4],
        [5, 3, 4, 2, 4, 2, 5, 2, 3, 4],
        [4, 3, 5, 2, 4, 1, 5, 2, 2, 3],
        [4, 4, 5, 1, 3, 2, 4, 3, 1, 5],
      ]
      let names = ["trust1", "trust2", "trust3", "trust4"]
      print(try GuttmanLambda4(answers, names: names))
      // end
    }
  }
}
