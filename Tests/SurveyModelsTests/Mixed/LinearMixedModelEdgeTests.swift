import SurveyModels
import SurveyTestSupport
import Testing

@Suite struct LinearMixedModelEdgeTests {
  let people = ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d"]
  let waves = [0.0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]
  let mood = [2.1, 2.9, 3.2, 4.0, 4.1, 4.9, 1.2, 1.9, 2.2, 3.3, 3.1, 4.4]

  private func fit(
    _ outcome: [Double]? = nil, _ terms: [Term]? = nil, by groups: [String]? = nil,
    random: [RandomTerm]? = nil
  ) throws -> LinearMixedModel {
    try LinearMixedModel(
      outcome ?? mood, on: Design(terms ?? [.numeric("wave", waves)]),
      random: random ?? [RandomTerm(by: groups ?? people, named: "person")])
  }

  @Test func refusesWhatCannotBeFitted() throws {
    expectRefusal(.tooFew) { try fit(by: people.map { _ in "a" }) }
    expectRefusal(.rankDeficient) { try fit(by: mood.indices.map { "g\($0)" }) }
    expectRefusal(.definition) { try fit(random: []) }
    expectRefusal(.constant) { try fit(mood.map { _ in 2 }) }
    expectRefusal(.constant) { try fit(waves.map { 1 + 2 * $0 }) }
    expectRefusal(.lengthMismatch) { try fit(by: Array(people.dropLast())) }
    expectRefusal(.lengthMismatch) { try fit(Array(mood.dropLast())) }
    expectRefusal(.notFinite) { try fit([.nan] + mood.dropFirst()) }
    expectRefusal(.notFinite) { try fit(nil, [.numeric("wave", [.infinity] + waves.dropFirst())]) }
    expectRefusal(.lengthMismatch) { try fit([]) }
    expectRefusal(.rankDeficient) {
      try fit(nil, [.numeric("wave", waves), .numeric("twice", waves.map { 2 * $0 })])
    }
    expectRefusal(.tooFew) {
      try LinearMixedModel(
        [1, 2], on: Design([.numeric("x", [1, 2])]), random: [RandomTerm(by: ["a", "b"])])
    }
    let twice = [RandomTerm(by: people, named: "person"), RandomTerm(by: people, named: "person")]
    expectRefusal(.definition) { try fit(random: twice) }
    expectRefusal(.rankDeficient) {
      try fit(random: [
        RandomTerm([.numeric("wave", waves), .numeric("square", waves.map { $0 * $0 })], by: people)
      ])
    }
    expectRefusal(.outOfRange) {
      try LinearMixedModel(
        mood, on: Design([.numeric("wave", waves)]), random: [RandomTerm(by: people)], confidence: 1)
    }
    expectRefusal(.definition) {
      try LinearMixedModel(
        mood, on: Design([.numeric("wave", waves)]), random: [RandomTerm(by: people)], estimation: .ml,
        degreesOfFreedom: .kenwardRoger)
    }
  }

  @Test func refusesAnOutcomeThatGroupsExplainWithoutResidual() throws {
    let level = ["a": 1.0, "b": 3, "c": 2, "d": 7]
    expectRefusal(.constant) { try fit(zip(people, waves).map { (level[$0] ?? 0) + $1 }) }
  }

  @Test func refusesMoreVariancesThanItCanSearch() throws {
    let count = 200
    let outcome = (0..<count).map { Double(($0 * 37) % 101) }
    let terms = (0..<14).map { term in
      Term.numeric("x\(term)", (0..<count).map { Double(($0 * (term + 3)) % (17 + term)) })
    }
    let groups = (0..<count).map { "g\($0 % 4)" }
    expectRefusal(.infeasible) {
      try LinearMixedModel(
        outcome, on: Design(interceptFor: outcome), random: [RandomTerm(terms, by: groups)])
    }
  }

  @Test func namesTheColumnsThatDependOnOthers() throws {
    do {
      _ = try fit(nil, [.numeric("wave", waves), .numeric("twice", waves.map { 2 * $0 })])
      Issue.record("fitted")
    } catch { #expect("\(error)".contains("\"twice\"")) }
  }

  @Test func effectsOfALevelAndASlopeThatDoNotVaryAreNamed() throws {
    let same = zip(people, waves).enumerated().map { 2 + $1.1 + [0.1, -0.2, 0.1][$0 % 3] }
    let model = try fit(same, random: [RandomTerm(by: people, named: "person")])
    #expect(model.isSingular)
    #expect(
      "\(model)".contains("singular fit: the variance of intercept between person is estimated as zero"))
  }

  @Test func hugeAndTinyValuesKeepTheirDigits() throws {
    let plain = try fit()
    for unit in [1e-100, 1e100] {
      let model = try fit(mood.map { $0 * unit })
      expectAgreement(model.coefficients[1].statistic.value, plain.coefficients[1].statistic.value, digits: 9)
      expectAgreement(
        model.residualStandardDeviation, plain.residualStandardDeviation * unit, digits: 9)
    }
  }

  @Test func missingCasesAreCounted() throws {
    let data = try ModelData([
      "mood": .numbers(mood.enumerated().map { $0 == 0 ? nil : $1 }), "wave": .numbers(waves),
      "person": .labels(people),
    ])
    let model = try LinearMixedModel("mood ~ wave + (1 | person)", in: data)
    #expect(model.cases.used == 11)
    #expect(model.cases.exclusions.map(\.count) == [1])
    expectRefusal(.definition) { try LinearMixedModel("mood ~ wave", in: data) }
  }

  @Test func printsItsFinding() throws {
    let text = """
      Linear mixed model: mood
        intercept  2.60  95% CI [0.86, 4.33]  t(3.2) = 4.61, p = .017
        wave       0.51  95% CI [0.28, 0.74]  t(7.0) = 5.23, p = .001
        random effects
        groups    effect       SD  correlation with those above
        person    intercept  1.10
        residual             0.28
        n = 12   groups of person = 4   ICC = .940   marginal R² = .130   conditional R² = .948
        -2 log restricted likelihood = 18.9   AIC = 26.9   BIC = 28.8
        all 12 cases used
        estimation: REML; degrees of freedom: Satterthwaite
      """
    // Satterthwaite's degrees of freedom of a balanced design are 7 but for rounding, which decides the ".0".
    let found = "\(try fit().named("mood"))".replacing("t(7) ", with: "t(7.0) ")
    #expect(found == text)
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try fit() }
    let design = try Design([.numeric("wave", waves)])
    for method in MixedDegreesOfFreedom.allCases {
      try checkFinding {
        try LinearMixedModel(mood, on: design, random: [RandomTerm(by: people)], degreesOfFreedom: method)
      }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("LinearMixedModel") { print in
      // page
      let person = ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d", "e", "e", "e", "f", "f", "f"]
      let wave = [0.0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]
      let mood = [2.1, 2.9, 3.2, 4.0, 4.1, 4.9, 1.2, 1.9, 2.2, 3.3, 3.1, 4.4, 2.6, 3.8, 4.1, 3.0, 2.9, 3.1]

      let model = try LinearMixedModel(
        mood, on: Design([.numeric("wave", wave)]), random: [RandomTerm(by: person, named: "person")],
        degreesOfFreedom: .kenwardRoger)
      print(model.named("mood"))
      // end
    }
  }
}
