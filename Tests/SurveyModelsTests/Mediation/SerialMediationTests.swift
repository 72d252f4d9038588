import SurveyInference
import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

// No fixture: its slopes are those of LinearRegression, and its resamples are compared with refits.
@Suite struct SerialMediationTests {
  private func found(
    _ plan: BootstrapPlan = .percentile(resamples: 200, seed: 3), sign: Double = 1
  ) throws -> SerialMediation {
    try SerialMediation(
      MediationCases.contact.map { $0 * sign }, through: MediationCases.fear,
      then: MediationCases.trust, on: MediationCases.cooperation, given: [MediationCases.age], bootstrap: plan
    )
  }

  // MARK: Laws

  @Test func theTotalEffectIsTheSumOfAllPaths() throws {
    let found = try found()
    expectAgreement(found.total.value, found.direct.value + found.totalIndirect.value, digits: 12)
    let sum = found.throughFirst.value + found.throughSecond.value + found.throughBoth.value
    expectAgreement(found.totalIndirect.value, sum, digits: 13)
  }

  /// Both mediators together carry what they carry side by side.
  @Test func theSumOfTheEffectsIsThatOfParallelMediators() throws {
    let plan = BootstrapPlan.percentile(resamples: 200, seed: 3)
    let parallel = try ParallelMediation(
      MediationCases.contact,
      through: [("fear", MediationCases.fear), ("trust", MediationCases.trust)],
      on: MediationCases.cooperation, given: [MediationCases.age], bootstrap: plan)
    let found = try found(plan)
    expectAgreement(found.totalIndirect.value, parallel.totalIndirect.value, digits: 12)
    expectAgreement(found.throughFirst.value, parallel.paths[0].indirect.value, digits: 12)
    let (one, other) = (found.totalIndirect.interval, parallel.totalIndirect.interval)
    try expectAgreement(#require(one).lower, #require(other).lower, digits: 10)
  }

  /// The factored cross-products against regressions by QR for the same resamples.
  @Test(arguments: [BootstrapPlan.percentile(resamples: 120, seed: 2), .bca(resamples: 120, seed: 5)])
  func resamplingEqualsTheRefit(_ plan: BootstrapPlan) throws {
    let found = try found(plan)
    let columns = [
      MediationCases.contact, MediationCases.fear, MediationCases.trust, MediationCases.cooperation,
      MediationCases.age,
    ]
    let naive = try MediationCases.refitted(columns, plan, around: found.throughBoth.value) { slopes in
      guard let one = slopes(1, [0, 4]), let two = slopes(2, [0, 1, 4]), let three = slopes(3, [0, 1, 2, 4])
      else { return nil }
      return one[1] * two[2] * three[3]
    }
    let own = try #require(found.throughBoth.interval)
    expectAgreement(own.lower, naive.interval.lower, digits: 9)
    expectAgreement(own.upper, naive.interval.upper, digits: 9)
  }

  @Test func theSignOfThePredictorTurnsTheEffects() throws {
    let (plain, turned) = (try found(), try found(sign: -2))
    expectAgreement(turned.throughBoth.value, -plain.throughBoth.value / 2, digits: 11)
    try expectAgreement(
      #require(turned.throughBoth.interval).lower, -(#require(plain.throughBoth.interval).upper) / 2,
      digits: 9)
  }

  // MARK: Refusals

  @Test func refusesWhatItCannotEstimate() throws {
    let (x, f, m, y) = (
      MediationCases.contact, MediationCases.fear, MediationCases.trust, MediationCases.cooperation
    )
    func chain(
      _ f: [Double], _ m: [Double], _ plan: BootstrapPlan = .percentile(resamples: 100)
    ) throws -> SerialMediation { try SerialMediation(x, through: f, then: m, on: y, bootstrap: plan) }
    expectRefusal(.rankDeficient) { try chain(f, f) }
    expectRefusal(.constant) { try chain(f.map { _ in 1 }, m) }
    expectRefusal(.lengthMismatch) { try chain(f, [1, 2]) }
    expectRefusal(.notFinite) { try chain([.nan] + f.dropFirst(), m) }
    expectRefusal(.tooFew) { try chain(f, m, .percentile(resamples: -3)) }
    expectRefusal(.infeasible) { try chain(f, m, .bca(resamples: .max)) }
    expectRefusal(.tooFew) {
      try SerialMediation([1, 2, 3, 4], through: [2, 1, 2, 4], then: [1, 1, 2, 1], on: [1, 3, 2, 2])
    }
  }

  // MARK: Print

  @Test func printsItsFinding() throws {
    #expect(
      try found().description == """
        Serial mediation: predictor → first mediator → second mediator → outcome
          predictor → first mediator                   -0.38  95% CI [-0.61, -0.15]  t(13) = -3.62, p = .003
          predictor → second mediator                   0.21  95% CI [0.04, 0.38]    t(12) = 2.67, p = .020
          first mediator → second mediator             -0.48  95% CI [-0.80, -0.16]  t(12) = -3.30, p = .006
          first mediator → outcome                     -0.34  95% CI [-0.84, 0.16]   t(11) = -1.51, p = .160
          second mediator → outcome                     0.47  95% CI [-0.25, 1.19]   t(11) = 1.44, p = .177
          direct effect                                 0.06  95% CI [-0.18, 0.31]   t(11) = 0.56, p = .589
          total effect                                  0.38  95% CI [0.19, 0.57]    t(13) = 4.35, p < .001
          through first mediator                        0.13  95% CI [-0.08, 0.33]
          through second mediator                       0.10  95% CI [-0.03, 0.34]
          through first mediator, then second           0.09  95% CI [-0.04, 0.27]
          mediator
          all indirect effects                          0.32  95% CI [0.10, 0.60]
          control variables = 1
          all 16 cases used
          standard errors: classical; interval: bootstrap percentile; resamples: 200; seed: 3
          Note: The order of the variables and the absence of unmeasured common causes are assumed, not
          tested.
        """)
  }

  // MARK: Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try found(.bca(resamples: 200)) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("SerialMediation") { print in
      // page
      let contact = [1.0, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2, 5, 4, 1, 3]
      let fear = [3.0, 2.1, 2.6, 3.4, 1.9, 1.6, 3.8, 2.2, 1.4, 3.1, 3.3, 2.0, 1.7, 2.5, 3.2, 2.7]
      let trust = [2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5, 4.4, 3.2, 2.6, 3.7]
      let cooperation = [3.0, 3.4, 4.1, 2.9, 4.4, 4.0, 2.5, 3.9, 4.2, 3.1, 2.8, 3.6, 4.9, 3.9, 3.3, 3.5]
      let mediation = try SerialMediation(
        contact, through: fear, then: trust, on: cooperation,
        bootstrap: .percentile(resamples: 5_000, seed: 1))
      print(mediation.named("neighbours", "contact", "fear", "trust", "cooperation"))
      // end
    }
  }
}
