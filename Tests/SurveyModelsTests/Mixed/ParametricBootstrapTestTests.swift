import SurveyProbability
import SurveyTestSupport
import Testing

@testable import SurveyModels

// No fixture: other programs draw other numbers; the ratios are compared with fits of the same drawn outcomes.
@Suite struct ParametricBootstrapTestTests {
  let people = ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d"]
  let waves = [0.0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]
  let mood = [2.1, 2.9, 3.2, 4.0, 4.1, 4.9, 1.2, 1.9, 2.2, 3.3, 3.1, 4.4]

  private func model(
    _ terms: [Term]? = nil, slope: Bool = false, _ estimation: MixedEstimation = .ml,
    _ outcome: [Double]? = nil
  ) throws -> LinearMixedModel {
    let outcome = outcome ?? mood
    let terms = terms ?? [.numeric("wave", waves)]
    return try LinearMixedModel(
      outcome, on: terms.isEmpty ? Design(interceptFor: outcome) : Design(terms),
      random: [RandomTerm(slope ? [.numeric("wave", waves)] : [], by: people, named: "person")],
      estimation: estimation)
  }

  /// Two routes: the ratios of the draws, and both models fitted to the same drawn outcome.
  @Test(arguments: [true, false])
  func theRatiosAreThoseOfFitsToTheDrawnOutcomes(_ slope: Bool) throws {
    let larger = try model(slope: slope)
    let simpler = slope ? try model() : try model([])
    let test = try ParametricBootstrapTest(of: larger, against: simpler, resamples: 16, seed: 11)
    #expect(test.failedCount == 0)
    for (stream, found) in test.ratios.enumerated() {
      let drawn = simpler.simulatedOutcome(seed: 11, stream: UInt64(stream))
      let large = try model(slope: slope, .ml, drawn)
      let small = slope ? try model(nil, .ml, drawn) : try model([], .ml, drawn)
      expectAgreement(found, small.criterion - large.criterion, digits: 5, floor: 1e-7)
    }
  }

  /// The likelihood ratio of one coefficient with balanced persons and a slope in time is close to that of a t test,
  /// and so is its probability; for a variance it is close to the mixture of chi-squares.
  @Test func probabilitiesAreCloseToThoseOfTheory() throws {
    let formula = "Reaction ~ Days + (1 | Subject)"
    let data = try MixedData.sleepStudy()
    let level = try LinearMixedModel(formula, in: data)
    let slope = try LinearMixedModel("Reaction ~ Days + (1 + Days || Subject)", in: data)
    let strong = try ParametricBootstrapTest(of: slope, against: level, resamples: 99)
    #expect(strong.pValue == 0.01)
    expectAgreement(strong.ratio, try VarianceComponentTest(of: slope, against: level).ratio, digits: 9)
    // Half the ratios of a variance that is zero are zero.
    let zeros = strong.ratios.count { $0 == 0 }
    #expect(zeros > 35 && zeros < 75)
  }

  /// With balanced groups the restricted ratio rises with F, so that its probability is that of the analysis of variance
  /// and the share of zeros that of an F below one.
  @Test func theProbabilityOfBalancedGroupsIsThatOfF() async throws {
    let table = try Fixture.table("mixed_dyestuff")
    let yields = try table.column("Yield").compactMap { $0.flatMap(Double.init) }
    let batches = try table.column("Batch").compactMap { $0 }
    let model = try LinearMixedModel(
      yields, on: Design(interceptFor: yields), random: [RandomTerm(by: batches, named: "batch")])
    let test = try ParametricBootstrapTest(of: model, resamples: 1_200, seed: 2)
    let f = try FDistribution(numerator: 5, denominator: 24)
    // The mean squares are 11271.5 and 2451.25.
    let wanted = f.upperTail(4.598266)
    #expect((test.pValue - wanted).magnitude < 4 * (wanted / 1_200).squareRoot())
    let share = f.lowerTail(1)
    let zeros = Double(test.ratios.count { $0 == 0 }) / 1_200
    #expect((zeros - share).magnitude < 4 * (share * (1 - share) / 1_200).squareRoot())
    #expect(test.varianceCount == 1 && test.coefficientCount == 0)
    let shared = try await ParametricBootstrapTest(of: model, resamples: 40, seed: 2, workers: 2)
    #expect(try shared.ratios == ParametricBootstrapTest(of: model, resamples: 40, seed: 2).ratios)
    expectRefusal(.tooFew) { try ParametricBootstrapTest(of: model, resamples: 0) }
  }

  @Test func unitsDoNotMatter() throws {
    let plain = try ParametricBootstrapTest(of: model(), against: model([]), resamples: 30)
    let mood = mood.map { $0 * 1e-40 }
    let other = try ParametricBootstrapTest(
      of: model([.numeric("x", waves.map { 5 - 1e9 * $0 })], .ml, mood),
      against: model([], .ml, mood), resamples: 30)
    #expect(other.pValue == plain.pValue)
    for (one, two) in zip(plain.ratios, other.ratios) { expectAgreement(two, one, digits: 5, floor: 1e-6) }
  }

  @Test func workersDoNotChangeTheFinding() async throws {
    let (larger, simpler) = (try model(), try model([]))
    let alone = try ParametricBootstrapTest(of: larger, against: simpler, resamples: 40, seed: 3)
    let shared = try await ParametricBootstrapTest(
      of: larger, against: simpler, resamples: 40, seed: 3, workers: 3)
    #expect(shared.ratios == alone.ratios)
    #expect(shared.pValue == alone.pValue)
  }

  @Test func refusesModelsThatAreNotNested() throws {
    let plain = try model()
    expectRefusal(.definition) { try ParametricBootstrapTest(of: plain, against: plain) }
    expectRefusal(.definition) { try ParametricBootstrapTest(of: model([]), against: plain) }
    expectRefusal(.definition) {
      try ParametricBootstrapTest(of: plain, against: model([.numeric("x", mood.map { $0 * $0 })]))
    }
    expectRefusal(.definition) { try ParametricBootstrapTest(of: plain, against: model(slope: true)) }
    expectRefusal(.definition) {
      try ParametricBootstrapTest(of: model(nil, .reml), against: model([], .reml))
    }
    expectRefusal(.definition) { try ParametricBootstrapTest(of: plain, against: model([], .reml)) }
    expectRefusal(.definition) {
      try ParametricBootstrapTest(of: plain, against: model([], .ml, mood.map { $0 + 1 }))
    }
    let simpler = try model([])
    expectRefusal(.tooFew) { try ParametricBootstrapTest(of: plain, against: simpler, resamples: 0) }
    expectRefusal(.tooFew) { try ParametricBootstrapTest(of: plain, against: simpler, resamples: .min) }
    expectRefusal(.infeasible) { try ParametricBootstrapTest(of: plain, against: simpler, resamples: .max) }
  }

  @Test func printsItsFinding() throws {
    let text = """
      Parametric bootstrap test of nested mixed models: mood
        likelihood ratio = 12.71   p = .010   SD of p between repetitions = .010   coefficients tested = 1
        variances and covariances tested = 0   failed draws = 0
        all 12 cases used
        estimation: ML; draws: 99; seed: 1
      """
    let found = try ParametricBootstrapTest(of: model(), against: model([]), resamples: 99)
    #expect("\(found.named("mood"))" == text)
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try ParametricBootstrapTest(of: model(), against: model([]), resamples: 20) }
    try checkFinding {
      try ParametricBootstrapTest(of: model(slope: true, .reml), against: model(nil, .reml), resamples: 5)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ParametricBootstrapTest") { print in
      // page
      let person = ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d", "e", "e", "e", "f", "f", "f"]
      let wave = [0.0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]
      let mood = [2.1, 2.9, 3.2, 4.0, 4.1, 4.9, 1.2, 1.9, 2.2, 3.3, 3.1, 4.4, 2.6, 3.8, 4.1, 3.0, 2.9, 3.1]

      let random = [RandomTerm(by: person, named: "person")]
      let change = try LinearMixedModel(
        mood, on: Design([.numeric("wave", wave)]), random: random, estimation: .ml)
      let none = try LinearMixedModel(mood, on: Design(interceptFor: mood), random: random, estimation: .ml)
      print(try ParametricBootstrapTest(of: change, against: none, resamples: 999, seed: 1).named("mood"))
      // end
    }
  }
}
