import Foundation
import SurveyModels
import SurveyTestSupport
import Testing

@Suite struct FixedEffectsTestTests {
  @Test(arguments: try Fixture.cases("FixedEffectsTest", method: "test of fixed effects"))
  func agreesWithLmerTest(_ reference: Fixture.Case) throws {
    let isAdjusted = try reference.options["ddf"].string() == "Kenward-Roger"
    let model = try MixedData(reference).model(isAdjusted ? .kenwardRoger : .satterthwaite)
    let names = try reference.options["coefficients"].numbers().map { model.coefficients[Int($0)].name }
    let test = try FixedEffectsTest(of: model, names)
    guard case .f(let numerator, let denominator) = test.statistic.reference else {
      Issue.record("no F")
      return
    }
    let expected = reference.expected
    // An F near zero is as close as its t: R's coefficient is off by 1e-8 standard errors.
    try expectAgreement(test.statistic.value, expected["F"], digits: 5, floor: 1e-8, "F")
    try expectAgreement(numerator, expected["numerator"], digits: 15)
    try expectAgreement(denominator, expected["denominator"], digits: isAdjusted ? 4 : 3, "denominator")
    if try expected["p"].number() > 1e-8 {
      try expectAgreement(test.pValue, expected["p"], digits: isAdjusted ? 4 : 3, "p")
    }
  }

  /// R's analysis of variance with marginal tests: columns of a factor with others at zero, and of numbers at the
  /// mean of the factor's levels.
  @Test(
    arguments: try Fixture.cases("LinearMixedModel", method: "linear mixed model").filter {
      $0.expected["anova_F"] != .null
    })
  func analysesOfVarianceAgreeWithLmerTest(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    let data = try MixedData(reference)
    for (method, prefix, digits) in [
      (MixedDegreesOfFreedom.satterthwaite, "anova_", 3.0), (.kenwardRoger, "kr_anova_", 4),
    ] where expected["\(prefix)F"] != .null {
      let model = try data.model(method)
      for (place, term) in try expected["anova_terms"].strings().enumerated() {
        let test = try FixedEffectsTest(of: model, sums: Self.sums(of: term, in: model))
        guard case .f(_, let denominator) = test.statistic.reference else {
          Issue.record("no F")
          continue
        }
        try expectAgreement(
          test.statistic.value, expected["\(prefix)F"].array()[place], digits: 5, floor: 1e-8, "F of \(term)")
        try expectAgreement(
          denominator, expected["\(prefix)dendf"].array()[place], digits: digits, "df of \(term)")
        guard let p = try? expected["\(prefix)p"].array()[place], try p.number() > 1e-8 else { continue }
        try expectAgreement(test.pValue, p, digits: digits, "p of \(term)")
      }
    }
  }

  /// The sums that a marginal test of a term restricts, with treatment contrasts.
  private static func sums(of term: String, in model: LinearMixedModel) -> [[String: Double]] {
    let parts = Set(term.split(separator: ":").map(String.init))
    func variables(_ name: String) -> [String] {
      name.components(separatedBy: " × ").map { $0.components(separatedBy: ": ")[0] }
    }
    let own = model.coefficients.map(\.name).filter { Set(variables($0)) == parts }
    let isFactor = own.contains { $0.contains(": ") }
    guard !isFactor else { return own.map { [$0: 1] } }
    // Columns of the number times a factor's levels count by the share of the level, the baseline among them.
    let products = model.coefficients.map(\.name).filter {
      variables($0).contains(term) && $0.contains(": ")
    }
    let share = 1 / Double(products.count + 1)
    return own.map { name in
      Dictionary(uniqueKeysWithValues: [(name, 1)] + products.map { ($0, share) })
    }
  }

  let people = ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d"]
  let waves = [0.0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]
  let mood = [2.1, 2.9, 3.2, 4.0, 4.1, 4.9, 1.2, 1.9, 2.2, 3.3, 3.1, 4.4]

  private func model(_ method: MixedDegreesOfFreedom = .satterthwaite) throws -> LinearMixedModel {
    let labels = waves.map { "\(Int($0))" }
    return try LinearMixedModel(
      mood, on: Design([.factor("wave", labels)]), random: [RandomTerm(by: people, named: "person")],
      degreesOfFreedom: method)
  }

  @Test(arguments: MixedDegreesOfFreedom.allCases)
  func aSingleCoefficientGivesTheSquareOfItsStatistic(_ method: MixedDegreesOfFreedom) throws {
    let model = try model(method)
    let test = try FixedEffectsTest(of: model, ["wave: 2"])
    let coefficient = try #require(model["wave: 2"])
    expectAgreement(
      test.statistic.value, coefficient.statistic.value * coefficient.statistic.value, digits: 11)
    expectAgreement(test.pValue, coefficient.pValue, digits: 9)
  }

  /// Balanced repeated measures: F is that of the analysis of variance.
  @Test(arguments: [MixedDegreesOfFreedom.satterthwaite, .kenwardRoger])
  func aBalancedDesignGivesTheRepeatedMeasuresF(_ method: MixedDegreesOfFreedom) throws {
    let test = try FixedEffectsTest(of: model(method), ["wave: 1", "wave: 2"])
    let columns = (0..<3).map { wave in (0..<4).map { mood[$0 * 3 + wave] } }
    let mean = mood.reduce(0, +) / 12
    let waveMeans = columns.map { $0.reduce(0, +) / 4 }
    let personMeans = (0..<4).map { person in (0..<3).reduce(0) { $0 + columns[$1][person] } / 3 }
    var (between, error) = (0.0, 0.0)
    for wave in 0..<3 {
      between += 4 * (waveMeans[wave] - mean) * (waveMeans[wave] - mean)
      for person in 0..<4 {
        let rest = columns[wave][person] - waveMeans[wave] - personMeans[person] + mean
        error += rest * rest
      }
    }
    expectAgreement(test.statistic.value, (between / 2) / (error / 6), digits: 8)
    guard case .f(_, let denominator) = test.statistic.reference else { return }
    expectAgreement(denominator, 6, digits: 7)
  }

  @Test func otherContrastsOfTheSameSpaceGiveTheSameAdjustedTest() throws {
    let model = try model(.kenwardRoger)
    let plain = try FixedEffectsTest(of: model, ["wave: 1", "wave: 2"])
    let other = try FixedEffectsTest(
      of: model, sums: [["wave: 1": 1, "wave: 2": -1], ["wave: 1": 500, "wave: 2": 500]])
    expectAgreement(other.statistic.value, plain.statistic.value, digits: 11)
    expectAgreement(other.pValue, plain.pValue, digits: 9)
  }

  @Test func refusesWhatCannotBeTested() throws {
    let model = try model()
    expectRefusal(.tooFew) { try FixedEffectsTest(of: model, []) }
    expectRefusal(.unknownName) { try FixedEffectsTest(of: model, ["age"]) }
    expectRefusal(.rankDeficient) { try FixedEffectsTest(of: model, ["wave: 1", "wave: 1"]) }
    expectRefusal(.rankDeficient) { try FixedEffectsTest(of: model, sums: [["wave: 1": 0]]) }
    expectRefusal(.notFinite) { try FixedEffectsTest(of: model, sums: [["wave: 1": .nan]]) }
    expectRefusal(.rankDeficient) {
      try FixedEffectsTest(of: model, ["intercept", "wave: 1", "wave: 2", "wave: 1"])
    }
  }

  @Test func printsItsFinding() throws {
    let text = """
      Test of fixed effects: mood
        all zero  χ²(2) = 27.82, p < .001
        tested = wave: 1, wave: 2
        all 12 cases used
        degrees of freedom: normal
      """
    #expect("\(try FixedEffectsTest(of: model(.normal), ["wave: 1", "wave: 2"]).named("mood"))" == text)
  }

  @Test func keepsTheContract() throws {
    for method in MixedDegreesOfFreedom.allCases {
      try checkFinding { try FixedEffectsTest(of: model(method), ["wave: 1", "wave: 2"]) }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("FixedEffectsTest") { print in
      // page
      let person = ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d", "e", "e", "e", "f", "f", "f"]
      let wave = ["1", "2", "3", "1", "2", "3", "1", "2", "3", "1", "2", "3", "1", "2", "3", "1", "2", "3"]
      let mood = [2.1, 2.9, 3.2, 4.0, 4.1, 4.9, 1.2, 1.9, 2.2, 3.3, 3.1, 4.4, 2.6, 3.8, 4.1, 3.0, 2.9, 3.1]

      let model = try LinearMixedModel(
        mood, on: Design([.factor("wave", wave)]), random: [RandomTerm(by: person, named: "person")],
        degreesOfFreedom: .kenwardRoger)
      let test = try FixedEffectsTest(of: model, ["wave: 2", "wave: 3"])
      print(test.named("mood"))
      // end
    }
  }
}
