import Foundation
import SurveyLinearAlgebra
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

@Suite struct AverageMarginalEffectsTests {
  // Reference

  @Test(arguments: try Fixture.cases("AverageMarginalEffects"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let point: MarginalPoint =
      try ["mean", "means"].contains(reference.options["at"].string()) ? .means : .observed
    let setting = try EffectCases.setting(reference.options["set"])
    let all = try AverageMarginalEffects(
      of: EffectCases.regression(reference), at: point, setting: setting)
    let labels = try reference.expected["label"].strings()
    let effects = all.effects.filter {
      setting[$0.variable] == nil || setting.isEmpty || $0.variable == "age"
    }
    .filter { labels.contains(label($0)) }
    #expect(effects.map(label) == labels)
    try expectAgreement(effects.map(\.estimate.value), reference.expected["estimate"], digits: 9, "effect")
    try expectAgreement(
      effects.compactMap(\.estimate.standardError), reference.expected["se"], digits: 9, "standard error")
    try expectAgreement(effects.compactMap(\.pValue), reference.expected["p"], digits: 9, "p")
  }

  private func label(_ effect: AverageMarginalEffects.Effect) -> String {
    let own = effect.change == "slope" ? effect.variable : "\(effect.variable): \(effect.change)"
    return effect.category.map { "\($0), \(own)" } ?? own
  }

  // Refusals

  @Test func refusesWhatHasNoAnswer() throws {
    let data = try EffectCases.data()
    let fit = try GeneralizedRegression("event ~ age + site", in: data, family: .binomial())
    expectRefusal(.unknownName) { try AverageMarginalEffects(of: fit, ["weight"]) }
    expectRefusal(.unknownName) { try AverageMarginalEffects(of: fit, setting: ["weight": 1]) }
    expectRefusal(.unknownName) { try AverageMarginalEffects(of: fit, setting: ["site": "z"]) }
    expectRefusal(.unknownName) { try AverageMarginalEffects(of: fit, ["site"], changes: ["age": .slope]) }
    expectRefusal(.definition) { try AverageMarginalEffects(of: fit, ["age", "age"]) }
    expectRefusal(.definition) { try AverageMarginalEffects(of: fit, []) }
    expectRefusal(.definition) { try AverageMarginalEffects(of: fit, changes: ["site": .slope]) }
    expectRefusal(.definition) { try AverageMarginalEffects(of: fit, changes: ["site": .by(1)]) }
    expectRefusal(.outOfRange) { try AverageMarginalEffects(of: fit, changes: ["age": .by(0)]) }
    expectRefusal(.outOfRange) { try AverageMarginalEffects(of: fit, setting: ["age": .number(.nan)]) }
    expectRefusal(.definition) { try AverageMarginalEffects(of: fit, setting: ["age": "old"]) }
    expectRefusal(.outOfRange) { try AverageMarginalEffects(of: fit, confidence: 1) }
    expectRefusal(.tooFew) { try AverageMarginalEffects(of: fit, over: ModelData(["age": .numbers([])])) }
    expectRefusal(.unknownName) {
      try AverageMarginalEffects(of: fit, over: ModelData(["age": .numbers([1])]))
    }
    expectRefusal(.lengthMismatch) { try AverageMarginalEffects(of: fit).contrast([1]) }
    expectRefusal(.outOfRange) {
      try AverageMarginalEffects(of: fit).contrast([1e300, -1e300, 1e300])
    }
    let twice = try Design(columns: [("age", EffectCases.age), ("twice", EffectCases.age.map { $0 * 2 })])
    let aliased = try LinearRegression(EffectCases.counts, on: twice, aliased: .drop)
    expectRefusal(.rankDeficient) { try AverageMarginalEffects(of: aliased) }
    let matrix = try Design(Matrix(20, 1, EffectCases.age), names: ["age"])
    let plain = try GeneralizedRegression(EffectCases.outcome, on: matrix, family: .binomial())
    expectRefusal(.definition) { try AverageMarginalEffects(of: plain) }
    let mean = try LinearRegression(EffectCases.age, on: Design(interceptFor: EffectCases.age))
    expectRefusal(.definition) { try AverageMarginalEffects(of: mean) }
    let kink = try LinearRegression("visits ~ abs(age - 42) + age", in: data)
    expectRefusal(.outOfRange) { try AverageMarginalEffects(of: kink) }
    let spline = try LinearRegression("visits ~ bs(age, 3)", in: data)
    expectRefusal(.outOfRange) { try AverageMarginalEffects(of: spline, setting: ["age": 90]) }
    let rates = try GeneralizedRegression("visits ~ site + offset(log(age))", in: data, family: .poisson)
    expectRefusal(.definition) { try AverageMarginalEffects(of: rates, over: data) }
    let counts = try GeneralizedRegression("visits ~ age", in: data, family: .poisson)
    expectRefusal(.outOfRange) { try AverageMarginalEffects(of: counts, setting: ["age": 1e200]) }
  }

  @Test func anExactFitHasNothingToTest() throws {
    let fit = try LinearRegression(
      EffectCases.age.map { 2 * $0 + 1 }, on: Design(columns: [("age", EffectCases.age)]))
    let effect = try AverageMarginalEffects(of: fit).effects[0]
    expectAgreement(effect.estimate.value, 2, digits: 12)
    #expect(effect.estimate.standardError == 0 && effect.statistic == nil && effect.pValue == nil)
  }

  // Print, conformance and page

  @Test func keepsTheContract() throws {
    let data = try EffectCases.data()
    try checkFinding {
      try AverageMarginalEffects(
        of: GeneralizedRegression("event ~ age * treated + site", in: data, family: .binomial()))
    }
    try checkFinding {
      try AverageMarginalEffects(of: MultinomialRegression("site ~ age", in: data), at: .means)
    }
  }

  @Test func printsItsFinding() throws {
    let fit = try FirthRegression("event ~ age * treated + site", in: EffectCases.data(), inference: .wald)
    #expect(
      try AverageMarginalEffects(of: fit, at: .means, setting: ["age": 40]).description == """
        Marginal effects at the means: event
          age              0.05  95% CI [-0.01, 0.11]  z = 1.55, p = .120
          treated: 1 - 0  -0.19  95% CI [-1.06, 0.68]  z = -0.44, p = .661
          site: b - a      0.49  95% CI [-0.04, 1.02]  z = 1.82, p = .068
          site: c - a      0.01  95% CI [-0.73, 0.75]  z = 0.028, p = .978
          age = 40.00   treated = 0.50   site = a
          all 20 cases used
          at: means and most frequent levels; standard errors: delta method, information
        """)
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("AverageMarginalEffects") { print in
      // page
      let data = try ModelData([
        "returned": .numbers([1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0]),
        "trust": .numbers([
          3.1, 2.4, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5, 2.8, 3.2, 4.0, 2.6,
        ]),
        "status": .labels([
          "in", "in", "out", "in", "out", "in", "out", "out", "in", "out", "in", "in", "in", "out", "out",
          "out",
        ]),
      ])
      let regression = try GeneralizedRegression("returned ~ trust + status", in: data, family: .binomial())
      print(try AverageMarginalEffects(of: regression))
      print(try AverageMarginalEffects(of: regression, ["trust"], at: .means))
      // end
    }
  }
}
