import SurveyInference
import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ModeratedMediationTests {
  private static let contact = [1.0, 3, 2, 5, 4, 3, 2, 6, 4, 3, 5, 1, 2, 4, 6, 3]
  private static let trust = [2.0, 3, 3, 4, 5, 3, 1, 5, 4, 2, 5, 2, 3, 3, 6, 4]
  private static let cooperation = [
    2.2, 3.5, 2.9, 4.1, 4.8, 3.3, 1.9, 5.2, 4.4, 2.6, 4.9, 2.4, 3.2, 3.4, 5.6, 3.1,
  ]
  private static let age = [25.0, 31, 47, 52, 38, 44, 29, 60, 35, 41, 58, 33, 39, 50, 28, 55]
  private static let group = [0.0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1, 1, 0]

  private func found(
    _ stages: ModeratedMediation.Stages, direct: Bool = false,
    _ interval: MediationInterval = .bootstrap(.percentile(resamples: 100, seed: 3)),
    at points: Moderation.Points? = nil, scale: Double = 1, shift: Double = 0
  ) throws -> ModeratedMediation {
    try ModeratedMediation(
      Self.contact, through: Self.trust, on: Self.cooperation, by: Self.age.map { scale * $0 + shift },
      moderating: stages, moderatesDirect: direct, at: points, interval: interval)
  }

  // MARK: Reference

  @Test(arguments: try Fixture.cases("ModeratedMediation"))
  func agreesWithRegressionsInR(_ reference: Fixture.Case) throws {
    let (options, expected) = (reference.options, reference.expected)
    let table = try reference.data()
    func column(_ role: String) throws -> [Double] {
      try table.numbers(options[role].string()).compactMap { $0 }
    }
    let stages = try #require(ModeratedMediation.Stages(rawValue: options["stages"].string()))
    let found = try ModeratedMediation(
      column("predictor"), through: column("mediator"), on: column("outcome"), by: column("moderator"),
      moderating: stages, moderatesDirect: reference.id.hasSuffix("direct"), given: [column("control")],
      interval: .sobel)
    if stages == .bothStages {
      #expect(found.index == nil && found.report.notes.contains { $0.contains("no single index exists") })
    } else {
      try expectAgreement(found.index?.value, expected["index"], digits: 9)
      try expectAgreement(found.index?.standardError, expected["index_se"], digits: 9)
    }
    try expectAgreement(found.effects.map(\.indirect.value), expected["effects"], digits: 9)
    try expectAgreement(found.effects.compactMap(\.indirect.standardError), expected["effects_se"], digits: 9)
    try expectAgreement(found.contrasts.map(\.difference.value), expected["contrasts"], digits: 9)
    try expectAgreement(
      found.contrasts.compactMap(\.difference.standardError), expected["contrasts_se"], digits: 9)
  }

  // MARK: Laws

  /// The factored cross-products against regressions by QR of the same resamples, nothing centred.
  @Test(arguments: ModeratedMediation.Stages.allCases, [BootstrapPlan.Interval.percentile, .bca])
  func resamplingEqualsTheRefit(_ stages: ModeratedMediation.Stages, _ kind: BootstrapPlan.Interval) throws {
    let plan: BootstrapPlan =
      kind == .bca ? .bca(resamples: 80, seed: 5) : .percentile(resamples: 80, seed: 2)
    let found = try found(stages, direct: true, .bootstrap(plan), at: .values([30, 50]))
    let naive = try Bootstrap(cases: 16, plan: plan).interval(
      around: found.contrasts[0].difference.value, confidence: 0.95
    ) { rows in
      func pick(_ values: [Double]) -> [Double] { rows.map { values[$0] } }
      let (x, m, y, w) = (pick(Self.contact), pick(Self.trust), pick(Self.cooperation), pick(Self.age))
      func times(_ one: [Double]) -> [Double] { zip(one, w).map { $0 * $1 } }
      func fit(_ outcome: [Double], _ columns: [(name: String, values: [Double])]) -> LinearRegression? {
        (try? Design(columns: columns)).flatMap { try? LinearRegression(outcome, on: $0) }
      }
      let first = stages == .secondStage ? [("x", x)] : [("x", x), ("w", w), ("xw", times(x))]
      var second = [("x", x), ("w", w), ("xw", times(x)), ("m", m)]
      if stages != .firstStage { second.append(("mw", times(m))) }
      guard let one = fit(m, first), let two = fit(y, second) else { return nil }
      // A resample of no more different cases than coefficients is fitted exactly, and has no value.
      guard one.residualSumOfSquares > 0, two.residualSumOfSquares > 0 else { return nil }
      func effect(_ w: Double) -> Double {
        ((one["x"]?.value ?? 0) + w * (one["xw"]?.value ?? 0))
          * ((two["m"]?.value ?? 0) + w * (two["mw"]?.value ?? 0))
      }
      return effect(30) - effect(50)
    }
    let own = try #require(found.contrasts[0].difference.interval)
    expectAgreement(own.lower, naive.interval.lower, digits: 9)
    expectAgreement(own.upper, naive.interval.upper, digits: 9)
  }

  @Test(arguments: [ModeratedMediation.Stages.firstStage, .secondStage])
  func theIndexIsTheSlopeOfTheEffects(_ stages: ModeratedMediation.Stages) throws {
    for interval in [MediationInterval.sobel, .bootstrap(.bca(resamples: 100, seed: 1))] {
      let found = try found(stages, interval, at: .values([41, 40]))
      let (index, step) = (try #require(found.index), found.contrasts[0].difference)
      expectAgreement(index.value, step.value, digits: 10)
      try expectAgreement(#require(index.interval).lower, #require(step.interval).lower, digits: 9)
      expectAgreement(index.standardError ?? 0, step.standardError ?? 1, digits: 9)
    }
  }

  @Test func unitsAndOriginOfTheModeratorDoNotMatter() throws {
    for stages in ModeratedMediation.Stages.allCases {
      let (one, other) = (try found(stages), try found(stages, scale: 10, shift: 1000))
      for (left, right) in zip(one.effects, other.effects) {
        expectAgreement(left.indirect.value, right.indirect.value, digits: 10)
        try expectAgreement(
          #require(left.indirect.interval).upper, #require(right.indirect.interval).upper, digits: 9)
      }
      if let index = one.index {
        try expectAgreement(#require(other.index).value, index.value / 10, digits: 9)
      }
    }
  }

  @Test func drawsComeNearTheDeltaMethod() throws {
    let drawn = try found(.firstStage, .monteCarlo(draws: 20_000, seed: 7))
    let delta = try found(.firstStage, .sobel)
    let (one, other) = (try #require(drawn.index), try #require(delta.index))
    #expect(one.value == other.value)
    try #expect((#require(one.standardError) / #require(other.standardError) - 1).magnitude < 0.2)
    #expect(try found(.firstStage, .monteCarlo(draws: 20_000, seed: 7)).index == one)
  }

  @Test func twoGroupsAreTheMediationsOfEach() throws {
    let found = try ModeratedMediation(
      Self.contact, through: Self.trust, on: Self.cooperation, by: Self.group, moderating: .bothStages,
      moderatesDirect: true, interval: .sobel)
    #expect(found.effects.map(\.point.value) == [0, 1])
    for group in [0.0, 1] {
      let rows = Self.group.indices.filter { Self.group[$0] == group }
      let alone = try Mediation(
        rows.map { Self.contact[$0] }, through: rows.map { Self.trust[$0] },
        on: rows.map { Self.cooperation[$0] }, interval: .sobel)
      expectAgreement(found.effects[Int(group)].indirect.value, alone.indirect.value, digits: 11)
    }
  }

  // MARK: Edges

  @Test func refusesWhatHasNoEffects() {
    expectRefusal(.tooFew) { try found(.firstStage, at: .values([])) }
    expectRefusal(.notFinite) { try found(.firstStage, at: .values([.nan])) }
    expectRefusal(.infeasible) { try found(.firstStage, at: .values((0..<21).map(Double.init))) }
    expectRefusal(.infeasible) {
      try found(
        .firstStage, .bootstrap(.percentile(resamples: 1_000_000)), at: .values((0..<20).map(Double.init)))
    }
    expectRefusal(.tooFew) { try found(.firstStage, .monteCarlo(draws: Int.min)) }
    expectRefusal(.infeasible) { try found(.firstStage, .monteCarlo(draws: Int.max)) }
    expectRefusal(.outOfRange) { try found(.firstStage, .sobel, at: .values([1e308])) }
    expectRefusal(.constant) { try found(.firstStage, scale: 0) }
    expectRefusal(.notFinite) { try found(.firstStage, scale: .infinity) }
    expectRefusal(.tooFew) {
      try ModeratedMediation(
        [1, 2, 3], through: [1, 3, 2], on: [2, 1, 3], by: [0, 1, 1], moderating: .bothStages)
    }
    expectRefusal(.rankDeficient) {
      try ModeratedMediation(
        Self.contact, through: Self.trust, on: Self.cooperation, by: Self.contact.map { 2 * $0 },
        moderating: .firstStage)
    }
  }

  // MARK: Print and conformance

  @Test func keepsTheContract() throws {
    for stages in ModeratedMediation.Stages.allCases { try checkFinding { try found(stages, direct: true) } }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ModeratedMediation") { print in
      // page
      let contact = [1.0, 3, 2, 5, 4, 3, 2, 6, 4, 3, 5, 1, 2, 4, 6, 3]
      let trust = [2.0, 3, 3, 4, 5, 3, 1, 5, 4, 2, 5, 2, 3, 3, 6, 4]
      let cooperation = [
        2.2, 3.5, 2.9, 4.1, 4.8, 3.3, 1.9, 5.2, 4.4, 2.6, 4.9, 2.4, 3.2, 3.4, 5.6, 3.1,
      ]
      let age = [25.0, 31, 47, 52, 38, 44, 29, 60, 35, 41, 58, 33, 39, 50, 28, 55]
      let found = try ModeratedMediation(
        contact, through: trust, on: cooperation, by: age, moderating: .firstStage,
        interval: .bootstrap(.percentile(resamples: 2_000)))
      print(found.named("visitors", "contact", "trust", "cooperation", "age"))
      // end
    }
  }
}
