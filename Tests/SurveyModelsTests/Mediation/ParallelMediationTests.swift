import SurveyInference
import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

// No fixture: with the mediators of one other their effects are sums that Mediation and regressions give; its
// resamples are compared with refits.
@Suite struct ParallelMediationTests {
  private func found(
    _ plan: BootstrapPlan = .percentile(resamples: 200, seed: 3), given controls: [[Double]] = []
  ) throws -> ParallelMediation {
    try ParallelMediation(
      MediationCases.contact, through: [("trust", MediationCases.trust), ("fear", MediationCases.fear)],
      on: MediationCases.cooperation, given: controls, bootstrap: plan)
  }

  // MARK: Laws

  @Test func theTotalEffectIsTheSumOfAllPaths() throws {
    for controls in [[], [MediationCases.age]] {
      let found = try found(given: controls)
      expectAgreement(found.total.value, found.direct.value + found.totalIndirect.value, digits: 12)
      let sum = found.paths.reduce(0) { $0 + $1.indirect.value }
      expectAgreement(found.totalIndirect.value, sum, digits: 13)
    }
  }

  @Test func aPathIsTheOneOfASingleMediatorWithTheOthersHeld() throws {
    let found = try found()
    let single = try Mediation(
      MediationCases.contact, through: MediationCases.trust, on: MediationCases.cooperation,
      interval: .sobel)
    #expect(found.paths[0].predictorToMediator.value == single.predictorToMediator.value)
    let held = try Mediation(
      MediationCases.contact, through: MediationCases.trust, on: MediationCases.cooperation,
      given: [MediationCases.fear], interval: .sobel)
    expectAgreement(found.paths[0].mediatorToOutcome.value, held.mediatorToOutcome.value, digits: 12)
  }

  /// The factored cross-products against regressions by QR for the same resamples.
  @Test(arguments: [BootstrapPlan.percentile(resamples: 120, seed: 2), .bca(resamples: 120, seed: 5)])
  func resamplingEqualsTheRefit(_ plan: BootstrapPlan) throws {
    let found = try found(plan)
    let columns = [
      MediationCases.contact, MediationCases.trust, MediationCases.fear, MediationCases.cooperation,
    ]
    let naive = try MediationCases.refitted(columns, plan, around: found.contrasts[0].difference.value) {
      slopes in
      guard let one = slopes(1, [0]), let two = slopes(2, [0]), let three = slopes(3, [0, 1, 2]) else {
        return nil
      }
      return one[1] * three[2] - two[1] * three[3]
    }
    let own = try #require(found.contrasts[0].difference.interval)
    expectAgreement(own.lower, naive.interval.lower, digits: 10)
    expectAgreement(own.upper, naive.interval.upper, digits: 10)
    expectAgreement(found.contrasts[0].difference.standardError ?? 0, naive.standardError, digits: 10)
  }

  @Test func swappingTheMediatorsTurnsTheirDifference() throws {
    let found = try found()
    let swapped = try ParallelMediation(
      MediationCases.contact, through: [("fear", MediationCases.fear), ("trust", MediationCases.trust)],
      on: MediationCases.cooperation, bootstrap: .percentile(resamples: 200, seed: 3))
    let (one, other) = (found.contrasts[0].difference, swapped.contrasts[0].difference)
    expectAgreement(other.value, -one.value, digits: 12)
    try expectAgreement(#require(other.interval).lower, -(#require(one.interval).upper), digits: 11)
  }

  @Test func signsOfVariablesTurnTheEffects() throws {
    let found = try found()
    let turned = try ParallelMediation(
      MediationCases.contact.map { -2 * $0 },
      through: [("trust", MediationCases.trust.map { -$0 }), ("fear", MediationCases.fear)],
      on: MediationCases.cooperation, bootstrap: .percentile(resamples: 200, seed: 3))
    for (one, other) in zip(found.paths, turned.paths) {
      expectAgreement(other.indirect.value, -one.indirect.value / 2, digits: 11)
      try expectAgreement(
        #require(other.indirect.interval).lower, -(#require(one.indirect.interval).upper) / 2, digits: 10)
    }
  }

  // MARK: Refusals

  @Test func refusesWhatItCannotEstimate() throws {
    let (x, m, y) = (MediationCases.contact, MediationCases.trust, MediationCases.cooperation)
    func mediate(
      _ mediators: [(name: String, values: [Double])], _ plan: BootstrapPlan = .percentile(resamples: 100)
    ) throws -> ParallelMediation { try ParallelMediation(x, through: mediators, on: y, bootstrap: plan) }
    expectRefusal(.tooFew) { try mediate([]) }
    expectRefusal(.tooFew) { try mediate([("m", m)]) }
    expectRefusal(.definition) { try mediate([("m", m), ("m", MediationCases.fear)]) }
    expectRefusal(.definition) { try mediate([("m", m), ("predictor", MediationCases.fear)]) }
    expectRefusal(.rankDeficient) { try mediate([("m", m), ("n", m.map { 2 - $0 })]) }
    expectRefusal(.constant) { try mediate([("m", m), ("n", m.map { _ in 3 })]) }
    expectRefusal(.lengthMismatch) { try mediate([("m", m), ("n", [1, 2])]) }
    expectRefusal(.notFinite) { try mediate([("m", m), ("n", [.nan] + m.dropFirst())]) }
    expectRefusal(.tooFew) { try mediate([("m", m), ("n", MediationCases.fear)], .percentile(resamples: 0)) }
    expectRefusal(.infeasible) { try mediate([("m", m), ("n", MediationCases.fear)], .bca(resamples: .max)) }
    expectRefusal(.tooFew) {
      try ParallelMediation(
        [1, 2, 3, 4], through: [("m", [2, 1, 2, 4]), ("n", [1, 1, 2, 1])], on: [1, 3, 2, 2])
    }
  }

  // MARK: Print

  @Test func printsItsFinding() throws {
    #expect(
      try found(given: [MediationCases.age]).description == """
        Parallel mediation: predictor → outcome
          a: predictor → trust            0.39  95% CI [0.23, 0.55]    t(13) = 5.34, p < .001
          b: trust → outcome              0.47  95% CI [-0.25, 1.19]   t(11) = 1.44, p = .177
          a: predictor → fear            -0.38  95% CI [-0.61, -0.15]  t(13) = -3.62, p = .003
          b: fear → outcome              -0.34  95% CI [-0.84, 0.16]   t(11) = -1.51, p = .160
          direct effect                   0.06  95% CI [-0.18, 0.31]   t(11) = 0.56, p = .589
          total effect                    0.38  95% CI [0.19, 0.57]    t(13) = 4.35, p < .001
          indirect effect through trust   0.19  95% CI [-0.07, 0.52]
          indirect effect through fear    0.13  95% CI [-0.08, 0.33]
          all indirect effects            0.32  95% CI [0.10, 0.60]
          through trust - fear            0.05  95% CI [-0.32, 0.58]
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
    try checkPage("ParallelMediation") { print in
      // page
      let contact = [1.0, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2, 5, 4, 1, 3]
      let trust = [2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5, 4.4, 3.2, 2.6, 3.7]
      let fear = [3.0, 2.1, 2.6, 3.4, 1.9, 1.6, 3.8, 2.2, 1.4, 3.1, 3.3, 2.0, 1.7, 2.5, 3.2, 2.7]
      let cooperation = [3.0, 3.4, 4.1, 2.9, 4.4, 4.0, 2.5, 3.9, 4.2, 3.1, 2.8, 3.6, 4.9, 3.9, 3.3, 3.5]
      let mediation = try ParallelMediation(
        contact, through: [("trust", trust), ("fear", fear)], on: cooperation,
        bootstrap: .percentile(resamples: 5_000, seed: 1))
      print(mediation.named("neighbours", "contact", "cooperation"))
      // end
    }
  }
}
