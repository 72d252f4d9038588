import SurveyModels
import SurveyTestSupport
import Testing

@Suite struct VarianceComponentTestTests {
  @Test(arguments: try Fixture.cases("VarianceComponentTest", method: "test of a variance component"))
  func agreesWithTheLikelihoodsOfR(_ reference: Fixture.Case) throws {
    let data = try MixedData(reference)
    let model = try data.model()
    let without = try reference.options["without"].string()
    let test: VarianceComponentTest
    if without.isEmpty {
      test = try VarianceComponentTest(of: model)
    } else {
      let fixed = try reference.options["fixed"].string()
      let simpler = try LinearMixedModel("\(fixed) + \(without)", in: data.data, estimation: data.estimation)
      test = try VarianceComponentTest(of: model, against: simpler)
    }
    try expectAgreement(test.ratio, reference.expected["ratio"], digits: 8, floor: 1e-6, "ratio")
    #expect(try test.parameterCount == reference.expected["df"].integer())
    try expectAgreement(test.pValue, reference.expected["p"], digits: 5, "p")
  }

  let people = ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d"]
  let waves = [0.0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]
  let mood = [2.1, 2.9, 3.2, 4.0, 4.1, 4.9, 1.2, 1.9, 2.2, 3.3, 3.1, 4.4]

  private func model(
    _ random: [RandomTerm]? = nil, _ outcome: [Double]? = nil, _ estimation: MixedEstimation = .reml
  ) throws -> LinearMixedModel {
    try LinearMixedModel(
      outcome ?? mood, on: Design([.numeric("wave", waves)]),
      random: random ?? [RandomTerm(by: people, named: "person")], estimation: estimation)
  }

  /// Without random effects maximum likelihood is least squares.
  @Test func theRatioIsThatAgainstLeastSquares() throws {
    let model = try model(nil, nil, .ml)
    let plain = try LinearRegression(mood, on: Design([.numeric("wave", waves)]))
    let test = try VarianceComponentTest(of: model)
    expectAgreement(test.ratio, 2 * (model.logLikelihood - (try #require(plain.logLikelihood))), digits: 10)
  }

  @Test func unitsDoNotMatter() throws {
    let test = try VarianceComponentTest(of: model())
    let other = try VarianceComponentTest(of: model(nil, mood.map { $0 * 1e20 }))
    expectAgreement(other.ratio, test.ratio, digits: 10)
    expectAgreement(other.pValue, test.pValue, digits: 9)
  }

  @Test func aVarianceOfZeroHasTheProbabilityOne() throws {
    let same = zip(waves, [0.1, -0.2, 0.1, 0.1, -0.2, 0.1, 0.1, -0.2, 0.1, 0.1, -0.2, 0.1]).map {
      2 + $0 + $1
    }
    let test = try VarianceComponentTest(of: model(nil, same))
    #expect(test.ratio == 0)
    #expect(test.pValue == 1)
  }

  @Test func refusesModelsThatDifferInMore() throws {
    let level = try model()
    let slope = RandomTerm([.numeric("wave", waves)], by: people, named: "person", correlated: false)
    let sites = RandomTerm(by: people.map { $0 < "c" ? "x" : "y" }, named: "site")
    let both = try model([RandomTerm(by: people, named: "person"), sites])
    expectRefusal(.definition) { try VarianceComponentTest(of: both) }
    expectRefusal(.definition) { try VarianceComponentTest(of: level, against: level) }
    expectRefusal(.definition) { try VarianceComponentTest(of: level, against: both) }
    expectRefusal(.definition) { try VarianceComponentTest(of: model([slope, sites]), against: level) }
    expectRefusal(.definition) { try VarianceComponentTest(of: both, against: model(nil, nil, .ml)) }
    expectRefusal(.definition) {
      try VarianceComponentTest(of: both, against: model(nil, mood.map { $0 + 1 }))
    }
  }

  @Test func printsItsFinding() throws {
    let text = """
      Test of a variance component: mood, intercept between person
        likelihood ratio = 15.51   reference = 0 and χ²(1), half each   p < .001
        all 12 cases used
        estimation: REML
      """
    #expect("\(try VarianceComponentTest(of: model()).named("mood"))" == text)
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try VarianceComponentTest(of: model()) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("VarianceComponentTest") { print in
      // page
      let person = ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d", "e", "e", "e", "f", "f", "f"]
      let wave = [0.0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]
      let mood = [2.1, 2.9, 3.2, 4.0, 4.1, 4.9, 1.2, 1.9, 2.2, 3.3, 3.1, 4.4, 2.6, 3.8, 4.1, 3.0, 2.9, 3.1]

      let design = try Design([.numeric("wave", wave)])
      let level = try LinearMixedModel(mood, on: design, random: [RandomTerm(by: person, named: "person")])
      let slope = try LinearMixedModel(
        mood, on: design, random: [RandomTerm([.numeric("wave", wave)], by: person, named: "person")])
      print(try VarianceComponentTest(of: slope, against: level).named("mood"))
      // end
    }
  }
}
