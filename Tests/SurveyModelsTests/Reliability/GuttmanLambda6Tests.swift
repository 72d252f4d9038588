import SurveyModels
import SurveyTestSupport
import Testing

@Suite struct GuttmanLambda6Tests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("GuttmanLambda6").filter { $0.id.hasPrefix("alpha.") })
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let lambda = try GuttmanLambda6(reference.keyedItems(), bootstrap: nil)
    try expectAgreement(lambda.lambda.value, reference.expected["lambda6"], digits: 11, "lambda 6")
    try expectAgreement(
      lambda.squaredMultipleCorrelations, reference.expected["item"]["smc"], digits: 11, "smc")
  }

  @Test(arguments: try Fixture.cases("GuttmanLambda6").filter { $0.id.hasPrefix("guttman.") })
  func agreesWithPsych(_ reference: Fixture.Case) throws {
    let lambda = try GuttmanLambda6(reference.keyedItems(), bootstrap: nil)
    try expectAgreement(lambda.standardizedLambda, reference.expected["lambda6_std"], digits: 10, "lambda 6")
    try expectAgreement(lambda.standardizedLambda, reference.expected["lambda6"], digits: 10, "lambda 6")
  }

  /// psych takes covariances pairwise; so does this test, in which gaps are named as such.
  @Test(arguments: try Fixture.cases("GuttmanLambda6").filter { $0.id.hasPrefix("psych_alpha.") })
  func agreesWithPsychsG6(_ reference: Fixture.Case) throws {
    let options = reference.options
    let data = try reference.data()
    let ends = try options["scale_min"].number() + options["scale_max"].number()
    let keys = try options["keys"].numbers()
    let columns = try zip(options["items"].strings(), keys).map { name, key in
      try data.numbers(name).map { answer in answer.map { key < 0 ? ends - $0 : $0 } }
    }
    let lambda = try GuttmanLambda6(ItemCovariances(pairwise: columns))
    try expectAgreement(lambda.standardizedLambda, reference.expected["G6"], digits: 9, "G6")
  }

  // MARK: Laws

  /// The slow and obvious way: a regression of each item on all others.
  @Test func squaredMultipleCorrelationsAreThoseOfRegressions() throws {
    let found = try GuttmanLambda6(Answers.four, bootstrap: nil)
    for item in 0..<4 {
      let others = (0..<4).filter { $0 != item }
      let design = try Design(others.map { .numeric("x\($0)", Answers.four[$0]) })
      let regression = try LinearRegression(Answers.four[item], on: design)
      let share =
        regression.explainedSumOfSquares
        / (regression.explainedSumOfSquares + regression.residualSumOfSquares)
      expectAgreement(found.squaredMultipleCorrelations[item], share, digits: 12)
    }
  }

  @Test func twoItemsGiveTheirCorrelationSquared() throws {
    let (first, second) = (Answers.four[0], Answers.four[1])
    let r = try PearsonCorrelation(first, with: second).correlation.value
    let found = try GuttmanLambda6([first, second], bootstrap: nil)
    expectAgreement(found.squaredMultipleCorrelations[0], r * r, digits: 13)
    expectAgreement(found.standardizedLambda, 1 - 2 * (1 - r * r) / (2 + 2 * r), digits: 13)
  }

  @Test func unitsAndOrderChangeNothingTheyShouldNot() throws {
    let plain = try GuttmanLambda6(Answers.four, bootstrap: nil)
    let scaled = try GuttmanLambda6(Answers.four.map { $0.map { $0 * 1e60 - 4e59 } }, bootstrap: nil)
    expectAgreement(scaled.lambda.value, plain.lambda.value, digits: 12)
    let turned = try GuttmanLambda6(Array(Answers.four.reversed()), bootstrap: nil)
    expectAgreement(turned.lambda.value, plain.lambda.value, digits: 13)
  }

  @Test func covariancesGiveWhatTheDataGive() throws {
    let data = try GuttmanLambda6(Answers.four, bootstrap: nil)
    let summary = try GuttmanLambda6(ItemCovariances(Answers.four))
    #expect(data.lambda == summary.lambda && summary.lambda.interval == nil)
  }

  @Test func resamplesGiveTheSameLimitsTwice() throws {
    let plan = BootstrapPlan.bca(resamples: 200, seed: 5)
    let (one, other) = (
      try GuttmanLambda6(Answers.five, bootstrap: plan), try GuttmanLambda6(Answers.five, bootstrap: plan)
    )
    #expect(one.lambda == other.lambda)
    let interval = try #require(one.lambda.interval)
    #expect(
      interval.lower < one.lambda.value && interval.upper < 1 && interval.upper > one.lambda.value - 0.1)
  }

  // MARK: Edges and refusals

  @Test func refusesWhatHasNoBound() throws {
    expectRefusal(.tooFew) { try GuttmanLambda6([]) }
    expectRefusal(.tooFew) { try GuttmanLambda6([Answers.four[0]]) }
    expectRefusal(.tooFew) { try GuttmanLambda6(Answers.four.map { Array($0[..<4]) }) }
    expectRefusal(.constant) { try GuttmanLambda6(Answers.four + [[Double](repeating: 2, count: 12)]) }
    expectRefusal(.rankDeficient) { try GuttmanLambda6([Answers.four[0], Answers.four[0]]) }
    expectRefusal(.lengthMismatch) { try GuttmanLambda6(Answers.four, names: ["a"]) }
    expectRefusal(.notFinite) { try GuttmanLambda6(Answers.four + [[Double](repeating: .nan, count: 12)]) }
    expectRefusal(.outOfRange) { try GuttmanLambda6(Answers.four, confidence: 2) }
    expectRefusal(.infeasible) { try GuttmanLambda6(Answers.four, bootstrap: .bca(resamples: .max)) }
    expectRefusal(.infeasible) { try GuttmanLambda6([[Double]](repeating: [1, 2], count: 300)) }
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try GuttmanLambda6(Answers.four, bootstrap: nil) }
    try checkFinding { try GuttmanLambda6(Answers.five, bootstrap: .bca(resamples: 100, seed: 1)) }
    try checkFinding { try GuttmanLambda6(ItemCovariances(Answers.four)) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("GuttmanLambda6") { print in
      // page
      let answers: [[Double]] = [
        [2, 4, 3, 3, 4, 1, 4, 5, 4, 4, 3, 1],
        [2, 4, 3, 3, 4, 3, 4, 3, 5, 4, 3, 1],
        [2, 5, 3, 1, 4, 2, 2, 3, 3, 3, 2, 1],
        [2, 3, 2, 2, 5, 2, 4, 3, 4, 4, 3, 1],
      ]
      let lambda = try GuttmanLambda6(
        answers, names: ["trust1", "trust2", "trust3", "trust4"], bootstrap: .bca(resamples: 999, seed: 1))
      print(lambda)
      // end
    }
  }
}
