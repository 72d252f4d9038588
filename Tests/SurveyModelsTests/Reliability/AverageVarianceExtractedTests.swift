import SurveyModels
import SurveyTestSupport
import Testing

@Suite struct AverageVarianceExtractedTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("AverageVarianceExtracted").filter { $0.id.hasPrefix("mpmath.") })
  func agreesWithFortyDigits(_ reference: Fixture.Case) throws {
    let form = try #require(OneFactorForm(rawValue: reference.options["form"].string()))
    let average = try AverageVarianceExtracted(OneFactorModel(reference.keyedItems(), form: form)).average
    try expectAgreement(average.value, reference.expected["estimate"], digits: 12, "AVE")
    try expectAgreement(average.standardError, reference.expected["se"], digits: 12, "SE")
  }

  @Test(arguments: try Fixture.cases("AverageVarianceExtracted").filter { $0.id.hasPrefix("lavaan.") })
  func agreesWithLavaansDefinedParameter(_ reference: Fixture.Case) throws {
    let average = try AverageVarianceExtracted(reference.keyedItems(), interval: .wald).average
    try expectAgreement(average.value, reference.expected["estimate"], digits: 5, "AVE")
    try expectAgreement(average.standardError, reference.expected["se"], digits: 5, "SE")
  }

  @Test(arguments: try Fixture.cases("AverageVarianceExtracted").filter { $0.id.hasPrefix("cfa1_cr.") })
  func agreesWithLavaan(_ reference: Fixture.Case) throws {
    let average = try AverageVarianceExtracted(reference.keyedItems()).average
    try expectAgreement(average.value, reference.expected["ave"], digits: 5, "AVE")
  }

  // MARK: Laws

  @Test func itIsTheMeanOfTheSquaredStandardizedLoadings() throws {
    let model = try OneFactorModel(Answers.four)
    let mean = model.standardizedLoadings.reduce(0) { $0 + $1.value * $1.value } / 4
    expectAgreement(try AverageVarianceExtracted(model).average.value, mean, digits: 14)
  }

  @Test func reversingAnItemChangesNothing() throws {
    var items = Answers.four
    items[1] = items[1].map { 6 - $0 }
    let (turned, plain) = (try AverageVarianceExtracted(items), try AverageVarianceExtracted(Answers.four))
    expectAgreement(turned.average.value, plain.average.value, digits: 12)
    #expect(turned.report.warnings == ["item 2 loads negatively: is it reverse-keyed?"])
  }

  @Test func theSpreadOfResamplesIsCloseToTheStandardError() throws {
    let items = Answers.normal([0.6, 0.9, 1.2, 0.7], cases: 300, seed: 11)
    let delta = try AverageVarianceExtracted(items).average
    let sampled = try AverageVarianceExtracted(items, interval: .bootstrap(.bca(resamples: 400, seed: 3)))
      .average
    let ratio = try #require(sampled.standardError) / #require(delta.standardError)
    #expect((0.85...1.15).contains(ratio) && delta.value == sampled.value, "\(ratio)")
  }

  // MARK: Edges and refusals

  @Test func anImproperSolutionIsPointedOut() throws {
    let found = try AverageVarianceExtracted(OneFactorModel(Answers.covariances(Answers.heywood)))
    #expect(found.report.warnings.first?.contains("Heywood") == true)
  }

  @Test func refusesWhatHasNoModel() throws {
    expectRefusal(.tooFew) { try AverageVarianceExtracted([]) }
    expectRefusal(.tooFew) { try AverageVarianceExtracted(Array(Answers.four[..<2])) }
    expectRefusal(.tooFew) { try AverageVarianceExtracted(Answers.four.map { Array($0[..<3]) }) }
    expectRefusal(.constant) {
      try AverageVarianceExtracted(Answers.four + [[Double](repeating: 1, count: 12)])
    }
    expectRefusal(.rankDeficient) { try AverageVarianceExtracted(Answers.four + [Answers.four[2]]) }
    expectRefusal(.outOfRange) { try AverageVarianceExtracted(Answers.four, confidence: 0) }
    expectRefusal(.definition) {
      try AverageVarianceExtracted(OneFactorModel(Answers.four), interval: .bootstrap(.bca()))
    }
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    let plan = BootstrapPlan.percentile(resamples: 60, seed: 2)
    for interval in [ModelInterval.logit, .wald, .bootstrap(plan)] {
      try checkFinding { try AverageVarianceExtracted(Answers.five, interval: interval, confidence: 0.9) }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("AverageVarianceExtracted") { print in
      // page
      let answers: [[Double]] = [
        [2, 4, 3, 3, 4, 1, 4, 5, 4, 4, 3, 1],
        [2, 4, 3, 3, 4, 3, 4, 3, 5, 4, 3, 1],
        [2, 5, 3, 1, 4, 2, 2, 3, 3, 3, 2, 1],
        [2, 3, 2, 2, 5, 2, 4, 3, 4, 4, 3, 1],
      ]
      let average = try AverageVarianceExtracted(answers, names: ["trust1", "trust2", "trust3", "trust4"])
      print(average)
      // end
    }
  }
}
