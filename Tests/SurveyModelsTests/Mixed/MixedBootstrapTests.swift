import SurveyInference
import SurveyTestSupport
import Testing

@testable import SurveyModels

// No fixture: other programs draw other numbers; each refit is compared with a fit of the same drawn outcome.
@Suite struct MixedBootstrapTests {
  let people = ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d"]
  let waves = [0.0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]
  let mood = [2.1, 2.9, 3.2, 4.0, 4.1, 4.9, 1.2, 1.9, 2.2, 3.3, 3.1, 4.4]

  private func model(
    _ outcome: [Double]? = nil, slope: Bool = false, estimation: MixedEstimation = .reml
  ) throws -> LinearMixedModel {
    try LinearMixedModel(
      outcome ?? mood, on: Design([.numeric("wave", waves)]),
      random: [RandomTerm(slope ? [.numeric("wave", waves)] : [], by: people, named: "person")],
      estimation: estimation)
  }

  /// Two routes: a drawn outcome taken into the products by replay, and a fit that begins with its cases. Crossed
  /// groups make a large component, persons make small ones.
  @Test(arguments: [
    ("sleepstudy", "Reaction ~ Days + (1 + Days | Subject)", MixedEstimation.reml),
    ("mixed_penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)", .reml),
    ("mixed_ratings", "score ~ dose * arm + (1 + dose | person) + (1 | item)", .ml),
    ("mixed_pastes", "strength ~ 1 + (1 | batch) + (1 | batch:cask)", .reml),
  ])
  func aRefitIsAFitOfTheDrawnOutcome(_ name: String, _ formula: String, _ estimation: MixedEstimation) throws
  {
    let data = try MixedData.data(Fixture.table(name), Formula(formula).variables)
    let read = try Formula(formula).model(in: data)
    let model = try LinearMixedModel(formula, in: data, estimation: estimation)
    let refits = try MixedRefits(model, model.places.map(\.place))
    for stream in 0..<3 {
      let drawn = model.simulatedOutcome(seed: 7, stream: UInt64(stream))
      let direct = try LinearMixedModel(
        drawn, on: read.design, random: read.randomTerms, estimation: estimation)
      let plan = BootstrapPlan.percentile(resamples: 16, seed: 7)
      let refit = try #require(refits.part(stream, of: plan)[0])
      let wanted = direct.state.values(
        of: direct.places.map(\.place), direct.mixed, direct.mixed.leastSquares,
        restricted: estimation == .reml)
      #expect(refit.isSingular == direct.isSingular)
      for (found, value) in zip(refit.values, wanted) {
        expectAgreement(found ?? .nan, value ?? .nan, digits: 6, floor: 1e-6)
      }
    }
  }

  /// The mean of balanced groups is normal with a known variance, and the residual's variance a scaled chi-square.
  @Test func theSpreadOfBalancedGroupsIsThatOfTheory() throws {
    let table = try Fixture.table("mixed_dyestuff")
    let yields = try table.column("Yield").compactMap { $0.flatMap(Double.init) }
    let batches = try table.column("Batch").compactMap { $0 }
    let model = try LinearMixedModel(
      yields, on: Design(interceptFor: yields), random: [RandomTerm(by: batches, named: "batch")])
    let found = try MixedBootstrap(of: model, plan: .percentile(resamples: 1_000, seed: 3))
    let mean = try #require(found[.coefficient("intercept")]?.bootstrap)
    expectAgreement(mean.standardError, model.coefficients[0].standardError, digits: 1.2)
    let variances = try #require(found[.residualStandardDeviation]).values.map { $0 * $0 }
    let average = variances.reduce(0, +) / Double(variances.count)
    let unit = model.residualStandardDeviation * model.residualStandardDeviation
    // Where the variance between groups is estimated as zero the residual takes its place.
    #expect(average / unit > 0.93 && average / unit < 1.02)
    #expect(found.failedCount == 0)
    #expect(found.singularCount > 10 && found.singularCount < 250)
    let zeros = try #require(found[.standardDeviation(effect: "intercept", grouping: "batch")]).values
    #expect(zeros.count { $0 == 0 } == found.singularCount)
  }

  @Test func unitsDoNotMatterAndTheSeedDecides() throws {
    let plan = BootstrapPlan.percentile(resamples: 99, seed: 5)
    let plain = try MixedBootstrap(of: model(), plan: plan)
    let other = try MixedBootstrap(of: model(mood.map { $0 * 1e50 }), plan: plan)
    for (one, two) in zip(plain.limits, other.limits) {
      let (left, right) = try (#require(one.bootstrap), #require(two.bootstrap))
      expectAgreement(right.interval.lower, left.interval.lower * 1e50, digits: 6)
      expectAgreement(right.interval.upper, left.interval.upper * 1e50, digits: 6)
    }
    let third = try MixedBootstrap(of: model(), plan: .percentile(resamples: 99, seed: 6))
    #expect(third.limits[0].values != plain.limits[0].values)
  }

  @Test func workersDoNotChangeTheFinding() async throws {
    let plan = BootstrapPlan.basic(resamples: 50, seed: 2)
    let model = try model(slope: true)
    let alone = try MixedBootstrap(of: model, [.coefficient("wave")], plan: plan, confidence: 0.9)
    for workers in [1, 3, 40] {
      let shared = try await MixedBootstrap(
        of: model, [.coefficient("wave")], plan: plan, workers: workers, confidence: 0.9)
      #expect(shared.limits == alone.limits)
      #expect(shared.singularCount == alone.singularCount)
    }
    await #expect(throws: InputError.self) { try await MixedBootstrap(of: model, plan: plan, workers: 0) }
  }

  @Test func refusesWhatHasNoDraws() throws {
    let model = try model()
    expectRefusal(.definition) { try MixedBootstrap(of: model, plan: .bca()) }
    expectRefusal(.definition) { try MixedBootstrap(of: model, plan: .studentized()) }
    expectRefusal(.tooFew) { try MixedBootstrap(of: model, plan: .normal(resamples: -1)) }
    expectRefusal(.tooFew) { try MixedBootstrap(of: model, plan: .percentile(resamples: 20)) }
    expectRefusal(.infeasible) { try MixedBootstrap(of: model, plan: .normal(resamples: .max)) }
    expectRefusal(.unknownName) { try MixedBootstrap(of: model, [.coefficient("x")]) }
    expectRefusal(.tooFew) { try MixedBootstrap(of: model, []) }
    expectRefusal(.outOfRange) { try MixedBootstrap(of: model, confidence: 0) }
  }

  @Test func printsItsFinding() throws {
    let text = """
      Parametric bootstrap of a mixed model: mood
        intercept                       2.60  95% CI [1.54, 3.77]
        wave                            0.51  95% CI [0.32, 0.70]
        SD of intercept between person  1.10  95% CI [0.33, 2.07]
        residual SD                     0.28  95% CI [0.14, 0.43]
        singular refits = 0   failed refits = 0
        all 12 cases used
        estimation: REML; interval: bootstrap normal; refits: 100; seed: 1
      """
    let found = try MixedBootstrap(of: model(), plan: .normal(resamples: 100, seed: 1))
    #expect("\(found.named("mood"))" == text)
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try MixedBootstrap(of: model(), plan: .percentile(resamples: 60)) }
    try checkFinding { try MixedBootstrap(of: model(slope: true), plan: .normal(resamples: 20)) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MixedBootstrap") { print in
      // page
      let person = ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d", "e", "e", "e", "f", "f", "f"]
      let wave = [0.0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]
      let mood = [2.1, 2.9, 3.2, 4.0, 4.1, 4.9, 1.2, 1.9, 2.2, 3.3, 3.1, 4.4, 2.6, 3.8, 4.1, 3.0, 2.9, 3.1]

      let model = try LinearMixedModel(
        mood, on: Design([.numeric("wave", wave)]), random: [RandomTerm(by: person, named: "person")])
      print(try MixedBootstrap(of: model, plan: .percentile(resamples: 500, seed: 1)).named("mood"))
      // end
    }
  }
}
