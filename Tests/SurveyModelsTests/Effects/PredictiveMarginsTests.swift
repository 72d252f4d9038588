import Foundation
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

@Suite struct PredictiveMarginsTests {
  // Reference

  @Test(arguments: try Fixture.cases("PredictiveMargins"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let margins = try PredictiveMargins(
      of: EffectCases.regression(reference), by: reference.options["by"].string())
    let expected = reference.expected
    let labels = margins.margins.map {
      [$0.category, $0.value.text].compactMap(\.self).joined(separator: ", ")
    }
    #expect(try labels == expected["label"].strings())
    try expectAgreement(margins.margins.map(\.estimate.value), expected["estimate"], digits: 9, "margin")
    try expectAgreement(
      margins.margins.compactMap(\.estimate.standardError), expected["se"], digits: 9, "its error")
    try expectAgreement(
      margins.differences.map(\.estimate.value), expected["difference"], digits: 9, "difference")
    try expectAgreement(
      margins.differences.compactMap(\.estimate.standardError), expected["difference_se"], digits: 9)
    try expectAgreement(margins.differences.compactMap(\.pValue), expected["difference_p"], digits: 9)
    try expectAgreement(
      margins.ratios.map { log($0.estimate.value) }, expected["log_ratio"], digits: 9, "log ratio")
    try expectAgreement(
      margins.ratios.map { ($0.estimate.standardError ?? .nan) / $0.estimate.value },
      expected["log_ratio_se"], digits: 9, "its error")
    try expectAgreement(margins.ratios.compactMap(\.pValue), expected["log_ratio_p"], digits: 9)
  }

  // Laws

  /// With one binary predictor the margins are the shares, and the interval of their ratio is Katz's.
  @Test func aSinglePredictorGivesTheCrudeRisks() throws {
    let (a, n, b, m) = (12.0, 40.0, 5.0, 35.0)
    let rows = [Int](repeating: 0, count: 40) + [Int](repeating: 1, count: 35)
    let events = rows.indices.map { $0 < 12 || ($0 >= 40 && $0 < 45) ? 1.0 : 0 }
    let fit = try GeneralizedRegression(
      events, on: Design(columns: [("exposed", rows.map { 1 - Double($0) })]), family: .binomial())
    let margins = try PredictiveMargins(of: fit, by: "exposed")
    expectAgreement(margins.margins.map(\.estimate.value)[0], b / m, digits: 11)
    expectAgreement(margins.margins.map(\.estimate.value)[1], a / n, digits: 11)
    let error = (1 / a - 1 / n + 1 / b - 1 / m).squareRoot()
    let interval = try #require(margins.ratios[0].estimate.interval)
    expectAgreement(interval.lower, a / n / (b / m) * exp(-1.959_963_984_540_054 * error), digits: 10)
    expectAgreement(interval.upper, a / n / (b / m) * exp(1.959_963_984_540_054 * error), digits: 10)
    let wald = (a / n * (1 - a / n) / n + b / m * (1 - b / m) / m).squareRoot()
    expectAgreement(try #require(margins.differences[0].estimate.standardError), wald, digits: 10)
  }

  @Test func aSaturatedModelAveragesTheCells() throws {
    let data = try EffectCases.data()
    let fit = try LinearRegression("event ~ treated * site", in: data)
    // Saturated: the average of the cells' shares, by hand.
    let margins = try PredictiveMargins(of: fit, by: "treated")
    for (place, treated) in [0.0, 1].enumerated() {
      var sum = 0.0
      for site in EffectCases.site {
        let cell = EffectCases.site.indices.filter {
          EffectCases.site[$0] == site && EffectCases.treated[$0] == treated
        }
        sum += cell.reduce(0) { $0 + EffectCases.outcome[$1] } / Double(cell.count)
      }
      expectAgreement(margins.margins[place].estimate.value, sum / 20, digits: 9)
    }
    let effect = try AverageMarginalEffects(of: fit, ["treated"]).effects[0]
    expectAgreement(margins.differences[0].estimate.value, effect.estimate.value, digits: 12)
    expectAgreement(
      try #require(margins.differences[0].estimate.standardError),
      try #require(effect.estimate.standardError), digits: 10)
  }

  @Test func theRatioTurnsRoundWithTheReference() throws {
    let fit = try GeneralizedRegression("event ~ age + treated", in: EffectCases.data(), family: .binomial())
    let one = try PredictiveMargins(of: fit, by: "treated")
    let other = try PredictiveMargins(of: fit, by: "treated", reference: 1)
    expectAgreement(one.ratios[0].estimate.value * other.ratios[0].estimate.value, 1, digits: 12)
    let (first, second) = (
      try #require(one.ratios[0].estimate.interval), try #require(other.ratios[0].estimate.interval)
    )
    expectAgreement(first.lower * second.upper, 1, digits: 11)
    expectAgreement(
      one.differences[0].estimate.value, -other.differences[0].estimate.value, digits: 12)
    #expect(other.reference == 1 && other.differences[0].value == 0)
    // The treated alone: those who are treated in the data.
    let treated = EffectCases.treated.indices.filter { EffectCases.treated[$0] == 1 }
    let among = try PredictiveMargins(
      of: fit, by: "treated",
      over: ModelData([
        "age": .numbers(treated.map { EffectCases.age[$0] }), "treated": .numbers(treated.map { _ in 1 }),
      ]))
    // The likelihood equations of the logit: the mean fitted risk of the treated is their share of events.
    let share = treated.reduce(0) { $0 + EffectCases.outcome[$1] } / Double(treated.count)
    expectAgreement(among.margins[1].estimate.value, share, digits: 9)
    #expect(among.rowCount == treated.count)
  }

  @Test func meansThatAreNotPositiveHaveNoRatio() throws {
    let fit = try LinearRegression(
      EffectCases.age.map { $0 - 42 }, on: Design(columns: [("treated", EffectCases.treated)]))
    let margins = try PredictiveMargins(of: fit, by: "treated")
    #expect(margins.ratios.isEmpty && margins.differences.count == 1)
    let slope = fit.coefficients[1]
    expectAgreement(margins.differences[0].estimate.value, slope.value, digits: 11)
    expectAgreement(
      try #require(margins.differences[0].estimate.standardError), slope.standardError, digits: 10)
    #expect(margins.report.notes == ["an average is not positive: there are no ratios"])
  }

  @Test func everyCategoryHasItsMargins() throws {
    let margins = try PredictiveMargins(
      of: MultinomialRegression("site ~ age + treated", in: EffectCases.data()), by: "treated")
    #expect(margins.margins.map(\.category) == ["a", "b", "c", "a", "b", "c"])
    for start in [0, 3] {
      expectAgreement(margins.margins[start..<start + 3].reduce(0) { $0 + $1.estimate.value }, 1, digits: 14)
    }
  }

  // Refusals

  @Test func refusesWhatHasNoAnswer() throws {
    let fit = try GeneralizedRegression("event ~ age + site", in: EffectCases.data(), family: .binomial())
    expectRefusal(.definition) { try PredictiveMargins(of: fit, by: "age") }
    expectRefusal(.definition) { try PredictiveMargins(of: fit, by: "age", values: [30]) }
    expectRefusal(.definition) { try PredictiveMargins(of: fit, by: "age", values: [30, 30]) }
    expectRefusal(.outOfRange) {
      try PredictiveMargins(of: fit, by: "age", values: [30, .number(.infinity)])
    }
    expectRefusal(.unknownName) { try PredictiveMargins(of: fit, by: "weight") }
    expectRefusal(.unknownName) { try PredictiveMargins(of: fit, by: "site", reference: "z") }
    expectRefusal(.unknownName) { try PredictiveMargins(of: fit, by: "site", values: ["a", "z"]) }
    expectRefusal(.definition) { try PredictiveMargins(of: fit, by: "site", setting: ["site": "a"]) }
    expectRefusal(.outOfRange) { try PredictiveMargins(of: fit, by: "site", confidence: 0) }
  }

  // Print, conformance and page

  @Test func keepsTheContract() throws {
    let data = try EffectCases.data()
    try checkFinding {
      try PredictiveMargins(
        of: NegativeBinomialRegression("visits ~ age + site", in: data), by: "site", setting: ["age": 40])
    }
    try checkFinding {
      try PredictiveMargins(
        of: LinearRegression("visits ~ age + treated", in: data), by: "treated", at: .means)
    }
  }

  @Test func printsItsFinding() throws {
    let fit = try GeneralizedRegression("visits ~ age + site", in: EffectCases.data(), family: .quasiPoisson)
    #expect(
      try PredictiveMargins(of: fit, by: "site", reference: "b", at: .means).description == """
        Predictive margins: visits, by site
          a       4.77  95% CI [0.45, 9.10]
          b       5.08  95% CI [0.69, 9.47]
          c       2.99  95% CI [-0.22, 6.21]
          a - b  -0.30  95% CI [-6.02, 5.41]  t(16) = -0.11, p = .912
          c - b  -2.09  95% CI [-7.30, 3.13]  t(16) = -0.85, p = .409
          a / b   0.94  95% CI [0.29, 3.00]   t(16) = -0.11, p = .912
          c / b   0.59  95% CI [0.16, 2.21]   t(16) = -0.85, p = .409
          age = 41.05
          all 20 cases used
          at: means and most frequent levels; standard errors: delta method, information
        """)
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("PredictiveMargins") { print in
      // page
      let data = try ModelData([
        "dropout": .numbers([0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1]),
        "night": .numbers([0, 1, 0, 0, 1, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 1, 0]),
        "age": .numbers([
          31, 44, 52, 29, 38, 47, 25, 60, 35, 41, 58, 33, 45, 27, 36, 49, 55, 30, 42, 28,
        ]),
      ])
      let regression = try GeneralizedRegression("dropout ~ night + age", in: data, family: .binomial())
      print(try PredictiveMargins(of: regression, by: "night"))
      // end
    }
  }
}
