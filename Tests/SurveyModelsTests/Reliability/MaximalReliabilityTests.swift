import SurveyModels
import SurveyTestSupport
import Testing

@Suite struct MaximalReliabilityTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("MaximalReliability").filter { $0.id.hasPrefix("mpmath.") })
  func agreesWithFortyDigits(_ reference: Fixture.Case) throws {
    let form = try #require(OneFactorForm(rawValue: reference.options["form"].string()))
    let reliability = try MaximalReliability(OneFactorModel(reference.keyedItems(), form: form)).reliability
    try expectAgreement(reliability.value, reference.expected["estimate"], digits: 12, "H")
    try expectAgreement(reliability.standardError, reference.expected["se"], digits: 12, "SE")
  }

  @Test(arguments: try Fixture.cases("MaximalReliability").filter { $0.id.hasPrefix("lavaan.") })
  func agreesWithLavaansDefinedParameter(_ reference: Fixture.Case) throws {
    let reliability = try MaximalReliability(reference.keyedItems(), interval: .wald).reliability
    try expectAgreement(reliability.value, reference.expected["estimate"], digits: 5, "H")
    try expectAgreement(reliability.standardError, reference.expected["se"], digits: 5, "SE")
  }

  // MARK: Laws

  /// The weighted sum is as reliable as H says, and no other weights do better.
  @Test func theWeightsGiveTheHighestReliability() throws {
    let model = try OneFactorModel(Answers.covariances(Answers.congeneric))
    let found = try MaximalReliability(model)
    let (loadings, errors) = (model.loadings.map(\.value), model.errorVariances.map(\.value))
    func reliability(_ weights: [Double]) -> Double {
      let common = zip(weights, loadings).reduce(0) { $0 + $1.0 * $1.1 }
      let rest = zip(weights, errors).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
      return common * common / (common * common + rest)
    }
    expectAgreement(reliability(found.weights), found.reliability.value, digits: 13)
    for item in 0..<4 {
      for change in [-0.1, 0.1] {
        var weights = found.weights
        weights[item] += change
        #expect(reliability(weights) < found.reliability.value)
      }
    }
    expectAgreement(try OmegaTotal(model).omega.value, reliability([1, 1, 1, 1]), digits: 13)
  }

  @Test func parallelItemsHaveEqualWeightsAndOmega() throws {
    let model = try OneFactorModel(Answers.four, form: .parallel)
    let found = try MaximalReliability(model)
    for weight in found.weights { expectAgreement(weight, 1, digits: 13) }
    expectAgreement(found.reliability.value, try OmegaTotal(model).omega.value, digits: 13)
  }

  @Test func theSpreadOfResamplesIsCloseToTheStandardError() throws {
    let items = Answers.normal([0.6, 0.9, 1.2, 0.7], cases: 300, seed: 11)
    let delta = try MaximalReliability(items).reliability
    let sampled = try MaximalReliability(items, interval: .bootstrap(.bca(resamples: 400, seed: 3)))
      .reliability
    let ratio = try #require(sampled.standardError) / #require(delta.standardError)
    #expect((0.85...1.15).contains(ratio) && delta.value == sampled.value, "\(ratio)")
  }

  // MARK: Edges and refusals

  @Test func anImproperSolutionHasNoMaximalReliability() throws {
    expectRefusal(.outOfRange) {
      try MaximalReliability(OneFactorModel(Answers.covariances(Answers.heywood)))
    }
  }

  @Test func refusesWhatHasNoModel() throws {
    expectRefusal(.tooFew) { try MaximalReliability([]) }
    expectRefusal(.tooFew) { try MaximalReliability(Array(Answers.four[..<2])) }
    expectRefusal(.tooFew) { try MaximalReliability(Answers.four.map { Array($0[..<3]) }) }
    expectRefusal(.constant) { try MaximalReliability(Answers.four + [[Double](repeating: 1, count: 12)]) }
    expectRefusal(.rankDeficient) { try MaximalReliability(Answers.four + [Answers.four[2]]) }
    expectRefusal(.outOfRange) { try MaximalReliability(Answers.four, confidence: 0) }
    expectRefusal(.definition) {
      try MaximalReliability(OneFactorModel(Answers.four), interval: .bootstrap(.bca()))
    }
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    let plan = BootstrapPlan.percentile(resamples: 60, seed: 2)
    for interval in [ModelInterval.logit, .wald, .bootstrap(plan)] {
      try checkFinding { try MaximalReliability(Answers.five, interval: interval, confidence: 0.9) }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MaximalReliability") { print in
      // page
      let answers: [[Double]] = [
        [2, 4, 3, 3, 4, 1, 4, 5, 4, 4, 3, 1],
        [2, 4, 3, 3, 4, 3, 4, 3, 5, 4, 3, 1],
        [2, 5, 3, 1, 4, 2, 2, 3, 3, 3, 2, 1],
        [2, 3, 2, 2, 5, 2, 4, 3, 4, 4, 3, 1],
      ]
      let reliability = try MaximalReliability(answers, names: ["trust1", "trust2", "trust3", "trust4"])
      print(reliability)
      // end
    }
  }
}
