import SurveyModels
import SurveyTestSupport
import Testing

@Suite struct CompositeReliabilityTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("CompositeReliability").filter { $0.id.hasPrefix("mpmath.") })
  func agreesWithFortyDigits(_ reference: Fixture.Case) throws {
    let form = try #require(OneFactorForm(rawValue: reference.options["form"].string()))
    let reliability = try CompositeReliability(OneFactorModel(reference.keyedItems(), form: form)).reliability
    try expectAgreement(
      reliability.value, reference.expected["estimate"], digits: 12, "composite reliability")
    try expectAgreement(reliability.standardError, reference.expected["se"], digits: 12, "SE")
  }

  @Test(arguments: try Fixture.cases("CompositeReliability").filter { $0.id.hasPrefix("lavaan.") })
  func agreesWithLavaansDefinedParameter(_ reference: Fixture.Case) throws {
    let reliability = try CompositeReliability(reference.keyedItems(), interval: .wald).reliability
    try expectAgreement(reliability.value, reference.expected["estimate"], digits: 5, "composite reliability")
    try expectAgreement(reliability.standardError, reference.expected["se"], digits: 5, "SE")
  }

  @Test(arguments: try Fixture.cases("CompositeReliability").filter { $0.id.hasPrefix("cfa1_cr.") })
  func agreesWithLavaan(_ reference: Fixture.Case) throws {
    let reliability = try CompositeReliability(reference.keyedItems()).reliability
    try expectAgreement(
      reliability.value, reference.expected["composite_reliability_std"], digits: 5, "composite reliability")
  }

  // MARK: Laws

  @Test func unitsOfItemsDoNotMatter() throws {
    let plain = try CompositeReliability(Answers.four).reliability
    let scaled = try CompositeReliability(
      zip(Answers.four, [1e-3, 7, 1e5, 1]).map { item, factor in item.map { $0 * factor } }
    ).reliability
    expectAgreement(scaled.value, plain.value, digits: 12)
    expectAgreement(scaled.standardError ?? 0, plain.standardError ?? 1, digits: 10)
  }

  /// For standardized items the sum is the sum of the items, and composite reliability is omega.
  @Test func itIsOmegaOfStandardizedItems() throws {
    let deviations = try Answers.four.map { try #require(try Moments($0).standardDeviation) }
    let standardized = zip(Answers.four, deviations).map { item, deviation in item.map { $0 / deviation } }
    let omega = try OmegaTotal(standardized).omega
    let composite = try CompositeReliability(Answers.four).reliability
    expectAgreement(composite.value, omega.value, digits: 12)
    // The deviations are estimates too: the standard errors are close and not equal.
    #expect((composite.standardError ?? 0) != omega.standardError)
  }

  @Test func theSpreadOfResamplesIsCloseToTheStandardError() throws {
    let items = Answers.normal([0.6, 0.9, 1.2, 0.7], cases: 300, seed: 11)
    let delta = try CompositeReliability(items).reliability
    let sampled = try CompositeReliability(items, interval: .bootstrap(.bca(resamples: 400, seed: 3)))
      .reliability
    let ratio = try #require(sampled.standardError) / #require(delta.standardError)
    #expect((0.85...1.15).contains(ratio) && delta.value == sampled.value, "\(ratio)")
  }

  // MARK: Edges and refusals

  @Test func anImproperSolutionIsPointedOut() throws {
    let found = try CompositeReliability(OneFactorModel(Answers.covariances(Answers.heywood)))
    #expect(found.report.warnings.first?.contains("Heywood") == true)
  }

  @Test func refusesWhatHasNoModel() throws {
    expectRefusal(.tooFew) { try CompositeReliability([]) }
    expectRefusal(.tooFew) { try CompositeReliability(Array(Answers.four[..<2])) }
    expectRefusal(.tooFew) { try CompositeReliability(Answers.four.map { Array($0[..<3]) }) }
    expectRefusal(.constant) { try CompositeReliability(Answers.four + [[Double](repeating: 1, count: 12)]) }
    expectRefusal(.rankDeficient) { try CompositeReliability(Answers.four + [Answers.four[2]]) }
    expectRefusal(.outOfRange) { try CompositeReliability(Answers.four, confidence: 0) }
    expectRefusal(.definition) {
      try CompositeReliability(OneFactorModel(Answers.four), interval: .bootstrap(.bca()))
    }
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    let plan = BootstrapPlan.percentile(resamples: 60, seed: 2)
    for interval in [ModelInterval.logit, .wald, .bootstrap(plan)] {
      try checkFinding { try CompositeReliability(Answers.five, interval: interval, confidence: 0.9) }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("CompositeReliability") { print in
      // page
      let answers: [[Double]] = [
        [2, 4, 3, 3, 4, 1, 4, 5, 4, 4, 3, 1],
        [2, 4, 3, 3, 4, 3, 4, 3, 5, 4, 3, 1],
        [2, 5, 3, 1, 4, 2, 2, 3, 3, 3, 2, 1],
        [2, 3, 2, 2, 5, 2, 4, 3, 4, 4, 3, 1],
      ]
      let reliability = try CompositeReliability(answers, names: ["trust1", "trust2", "trust3", "trust4"])
      print(reliability)
      // end
    }
  }
}
