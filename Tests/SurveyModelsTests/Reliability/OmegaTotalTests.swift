import SurveyModels
import SurveyTestSupport
import Testing

@Suite struct OmegaTotalTests {
  private static func form(_ reference: Fixture.Case) throws -> OneFactorForm {
    try #require(OneFactorForm(rawValue: reference.options["form"].string()))
  }

  // MARK: Reference

  @Test(arguments: try Fixture.cases("OmegaTotal").filter { $0.id.hasPrefix("mpmath.") })
  func agreesWithFortyDigits(_ reference: Fixture.Case) throws {
    let model = try OneFactorModel(reference.keyedItems(), form: Self.form(reference))
    let omega = try OmegaTotal(model).omega
    try expectAgreement(omega.value, reference.expected["omega"], digits: 12, "omega")
    try expectAgreement(omega.standardError, reference.expected["se"], digits: 12, "SE")
    let observed = try OmegaTotal(model, totalVariance: .observed).omega
    try expectAgreement(observed.value, reference.expected["omega_observed"], digits: 12, "observed")
  }

  @Test(arguments: try Fixture.cases("OmegaTotal").filter { $0.id.hasPrefix("lavaan.") })
  func agreesWithLavaansDefinedParameter(_ reference: Fixture.Case) throws {
    let items = try reference.keyedItems()
    let omega = try OmegaTotal(items, form: Self.form(reference), interval: .wald).omega
    try expectAgreement(omega.value, reference.expected["estimate"], digits: 5, "omega")
    try expectAgreement(omega.standardError, reference.expected["se"], digits: 5, "SE")
  }

  @Test(arguments: try Fixture.cases("OmegaTotal").filter { $0.id.hasPrefix("cfa1_cr.") })
  func agreesWithLavaan(_ reference: Fixture.Case) throws {
    let omega = try OmegaTotal(reference.keyedItems()).omega
    try expectAgreement(omega.value, reference.expected["omega_unstandardised"], digits: 5, "omega")
  }

  // MARK: Laws

  @Test func omegaOfParallelItemsIsAlpha() throws {
    let alpha = try CronbachAlpha(Answers.four).alpha.value
    for kind in OmegaTotal.TotalVariance.allCases {
      let omega = try OmegaTotal(Answers.four, form: .parallel, totalVariance: kind).omega.value
      expectAgreement(omega, alpha, digits: 13)
    }
  }

  @Test func whatTheModelImpliesIsWhatIsObservedWhereItFitsExactly() throws {
    let model = try OneFactorModel(Array(Answers.four[..<3]))
    let (implied, observed) = (try OmegaTotal(model), try OmegaTotal(model, totalVariance: .observed))
    expectAgreement(implied.omega.value, observed.omega.value, digits: 13)
    expectAgreement(implied.omega.standardError ?? 0, observed.omega.standardError ?? 1, digits: 11)
  }

  @Test func theValueFollowsFromTheModel() throws {
    let model = try OneFactorModel(Answers.covariances(Answers.congeneric))
    expectAgreement(try OmegaTotal(model).omega.value, 4.3 * 4.3 / (4.3 * 4.3 + 3.8), digits: 13)
  }

  @Test func scalingAllItemsAlikeChangesNothing() throws {
    let plain = try OmegaTotal(Answers.four).omega
    for factor in [1e-20, 3, 1e20] {
      let scaled = try OmegaTotal(Answers.four.map { $0.map { $0 * factor } }).omega
      expectAgreement(scaled.value, plain.value, digits: 12)
      expectAgreement(scaled.standardError ?? 0, plain.standardError ?? 1, digits: 10)
    }
  }

  @Test func limitsLieWhereTheirScalePutsThem() throws {
    let model = try OneFactorModel(Answers.four)
    let wald = try OmegaTotal(model, interval: .wald).omega
    let logit = try OmegaTotal(model).omega
    let (symmetric, bounded) = (try #require(wald.interval), try #require(logit.interval))
    let error = try #require(wald.standardError)
    expectAgreement(symmetric.upper - wald.value, 1.959963984540054 * error, digits: 13)
    expectAgreement(wald.value - symmetric.lower, 1.959963984540054 * error, digits: 13)
    // The product of the odds of the limits is the square of the odds of the estimate.
    let odds = { (share: Double) in share / (1 - share) }
    expectAgreement(
      odds(bounded.lower) * odds(bounded.upper), odds(logit.value) * odds(logit.value), digits: 11)
    #expect(bounded.lower > 0 && bounded.upper < 1 && logit.value == wald.value)
  }

  /// The spread over samples of a known model is what the standard errors say, for both denominators.
  @Test(arguments: OmegaTotal.TotalVariance.allCases)
  func standardErrorsAgreeWithASimulation(_ kind: OmegaTotal.TotalVariance) throws {
    var (values, errors): ([Double], [Double]) = ([], [])
    for seed in 1...400 {
      let items = Answers.normal([0.6, 0.9, 1.2, 0.7], cases: 200, seed: UInt64(seed))
      let omega = try OmegaTotal(OneFactorModel(items), totalVariance: kind).omega
      values.append(omega.value)
      errors.append(try #require(omega.standardError))
    }
    let spread = try Moments(values).standardDeviation
    let mean = errors.reduce(0, +) / 400
    #expect(
      (0.9...1.1).contains(try #require(spread) / mean), "\(String(describing: spread)) against \(mean)")
  }

  @Test func theBootstrapAgreesWithTheDeltaMethodOnNormalItems() throws {
    let items = Answers.normal([0.6, 0.9, 1.2, 0.7], cases: 300, seed: 11)
    let (delta, sampled) = (
      try OmegaTotal(items), try OmegaTotal(items, interval: .bootstrap(.percentile(resamples: 400, seed: 3)))
    )
    #expect(delta.omega.value == sampled.omega.value && sampled.bootstrap?.undefinedCount == 0)
    let ratio = try #require(sampled.omega.standardError) / #require(delta.omega.standardError)
    #expect((0.85...1.15).contains(ratio), "\(ratio)")
  }

  // MARK: Edges and refusals

  @Test func anImproperSolutionIsPointedOut() throws {
    let omega = try OmegaTotal(OneFactorModel(Answers.covariances(Answers.heywood)))
    #expect(omega.report.warnings.first?.contains("Heywood") == true)
    // Opposed loadings of equal size leave the sum nothing in common: no interval on the logit scale.
    let opposed: [[Double]] = [
      [1, 0.5, -0.5, -0.5], [0.5, 1, -0.5, -0.5], [-0.5, -0.5, 1, 0.5], [-0.5, -0.5, 0.5, 1],
    ]
    let none = try OmegaTotal(OneFactorModel(Answers.covariances(opposed)))
    #expect(none.omega.value < 1e-20 && none.report.warnings.count == 2)
    try checkFinding { try OmegaTotal(OneFactorModel(Answers.covariances(opposed))) }
    try checkFinding { try OmegaTotal(OneFactorModel(Answers.covariances(Answers.heywood))) }
  }

  @Test func refusesWhatHasNoOmega() throws {
    expectRefusal(.tooFew) { try OmegaTotal([]) }
    expectRefusal(.tooFew) { try OmegaTotal(Array(Answers.four[..<2])) }
    expectRefusal(.rankDeficient) { try OmegaTotal([Answers.four[0], Answers.four[0], Answers.four[1]]) }
    expectRefusal(.outOfRange) { try OmegaTotal(Answers.four, confidence: 1) }
    expectRefusal(.outOfRange) { try OmegaTotal(OneFactorModel(Answers.four), confidence: .nan) }
    expectRefusal(.tooFew) { try OmegaTotal(Answers.four, interval: .bootstrap(.bca(resamples: 0))) }
    expectRefusal(.infeasible) { try OmegaTotal(Answers.four, interval: .bootstrap(.bca(resamples: .max))) }
    expectRefusal(.definition) {
      try OmegaTotal(OneFactorModel(Answers.four), interval: .bootstrap(.bca()))
    }
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    let plan = BootstrapPlan.percentile(resamples: 100, seed: 2)
    for interval in [ModelInterval.logit, .wald, .bootstrap(plan)] {
      try checkFinding { try OmegaTotal(Answers.four, totalVariance: .observed, interval: interval) }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("OmegaTotal") { print in
      // page
      let answers: [[Double]] = [
        [2, 4, 3, 3, 4, 1, 4, 5, 4, 4, 3, 1],
        [2, 4, 3, 3, 4, 3, 4, 3, 5, 4, 3, 1],
        [2, 5, 3, 1, 4, 2, 2, 3, 3, 3, 2, 1],
        [2, 3, 2, 2, 5, 2, 4, 3, 4, 4, 3, 1],
      ]
      let omega = try OmegaTotal(answers, names: ["trust1", "trust2", "trust3", "trust4"])
      print(omega)
      // end
    }
  }
}
