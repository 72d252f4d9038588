import Foundation
import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

/// Laws of means, probabilities, effects and margins after partial proportional odds.
@Suite struct ThresholdMarginsLawTests {
  static let formula = "answer ~ arm + site + age"

  static func fit(
    _ varying: [String] = ["arm", "age"], contrasts: [String: Contrasts] = [:], link: OrdinalLink = .logit
  ) throws -> PartialProportionalOdds {
    try PartialProportionalOdds(
      formula, in: ThresholdData.data(), varying: varying, contrasts: contrasts, link: link)
  }

  private func agree(
    _ one: [Estimate?], _ other: [Estimate?], digits: Double = 9, sign: Double = 1,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(one.count == other.count && !one.isEmpty, sourceLocation: sourceLocation)
    for (a, b) in zip(one, other) {
      expectAgreement(
        a?.value ?? .nan, sign * (b?.value ?? .nan), digits: digits, floor: 1e-9,
        sourceLocation: sourceLocation)
      expectAgreement(
        a?.standardError ?? .nan, b?.standardError ?? .nan, digits: digits, floor: 1e-12,
        sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: OrdinalLink.allCases) func withoutVaryingTermsAllIsOrdinalRegressions(
    _ link: OrdinalLink
  ) throws {
    let data = try ThresholdData.data()
    let one = try Self.fit([], link: link)
    let other = try OrdinalRegression(Self.formula, in: data, link: link)
    agree(
      try MarginalMeans(of: one, over: ["arm"], by: ["site"]).means.map(\.estimate),
      try MarginalMeans(of: other, over: ["arm"], by: ["site"]).means.map(\.estimate))
    for scale in MarginalScale.allCases {
      let each = try MarginalMeans(ofEachThresholdOf: one, over: ["arm"], scale: scale)
      let twins = try MarginalMeans(ofEachThresholdOf: other, over: ["arm"], scale: scale)
      agree(each.means.map(\.estimate), twins.means.map(\.estimate))
      agree(
        try MarginalContrasts(of: each).contrasts.map(\.estimate),
        try MarginalContrasts(of: twins).contrasts.map(\.estimate))
    }
    let probabilities = try MarginalProbabilities(of: one, over: ["arm"], comparing: .pairwise)
    let twins = try MarginalProbabilities(of: other, over: ["arm"], comparing: .pairwise)
    agree(probabilities.probabilities.map(\.estimate), twins.probabilities.map(\.estimate))
    agree(probabilities.meanLevels.map(\.estimate), twins.meanLevels.map(\.estimate))
    agree(probabilities.contrasts.map(\.estimate), twins.contrasts.map(\.estimate))
    agree(
      try AverageMarginalEffects(of: one).effects.map(\.estimate),
      try AverageMarginalEffects(of: other).effects.map(\.estimate))
    agree(
      try PredictiveMargins(of: one, by: "arm").ratios.map(\.estimate),
      try PredictiveMargins(of: other, by: "arm").ratios.map(\.estimate))
  }

  /// A factor whose slopes all vary reproduces the shares of its groups, with the errors of shares.
  @Test(arguments: OrdinalLink.allCases) func aSaturatedModelGivesTheSharesOfItsGroups(
    _ link: OrdinalLink
  ) throws {
    let fit = try PartialProportionalOdds(
      "answer ~ site", in: ThresholdData.data(), varying: ["site"], link: link)
    let groups = ["x", "y"].map { site in
      ThresholdData.cases.filter { ThresholdData.site[$0] == site }.map { ThresholdData.answer[$0] }
    }
    func share(_ group: Int, _ levels: ArraySlice<String>) -> Estimate {
      let n = Double(groups[group].count)
      let p = Double(groups[group].count { levels.contains($0) }) / n
      return Estimate(p, standardError: (p * (1 - p) / n).squareRoot())
    }
    let levels = ThresholdData.levels
    let each = [0, 1].map { group in levels.indices.map { share(group, levels[$0...$0]) } }
    agree(
      try MarginalProbabilities(of: fit, over: ["site"]).probabilities.map(\.estimate), each.flatMap { $0 },
      digits: 8)
    let higher = try MarginalMeans(ofEachThresholdOf: fit, over: ["site"], scale: .response)
    #expect(higher.groups == ["threshold"] && higher.means[1].levels == ["x", "> middle"])
    agree(
      higher.means.map(\.estimate), [0, 1].flatMap { group in [1, 2].map { share(group, levels[$0...]) } },
      digits: 8)
    agree(
      try PredictiveMargins(of: fit, by: "site").margins.map(\.estimate), each.flatMap { $0 }, digits: 8)
    let effects = try AverageMarginalEffects(of: fit).effects
    for (place, effect) in effects.enumerated() {
      expectAgreement(effect.estimate.value, each[1][place].value - each[0][place].value, digits: 8)
      let (one, two) = (each[0][place].standardError ?? .nan, each[1][place].standardError ?? .nan)
      expectAgreement(
        effect.estimate.standardError ?? .nan, (one * one + two * two).squareRoot(), digits: 8)
    }
  }

  @Test(arguments: [Contrasts.sum, .helmert, .polynomial]) func theCodingOfFactorsDoesNotMatter(
    _ coding: Contrasts
  ) throws {
    let all = try [[:], ["arm": coding, "site": coding]].map { try Self.fit(contrasts: $0) }
    for adjustment in [ContrastAdjustment.tukey, .holm, .singleStep(), .scheffe] {
      let found = try all.map {
        try MarginalContrasts(
          of: MarginalMeans(ofEachThresholdOf: $0, over: ["arm"]), adjustment: adjustment
        ).contrasts
      }
      agree(found[0].map(\.estimate), found[1].map(\.estimate))
      for (one, two) in zip(found[0], found[1]) {
        expectAgreement(one.adjustedPValue ?? .nan, two.adjustedPValue ?? 0, digits: 6)
      }
    }
    let means = try all.map { try MarginalMeans(of: $0, over: ["arm"]) }
    agree(means[0].means.map(\.estimate), means[1].means.map(\.estimate))
    let tests = try means.map { try MarginalMeansTest(of: $0).tests[0] }
    expectAgreement(tests[0].statistic?.value ?? .nan, tests[1].statistic?.value ?? 0, digits: 8)
    agree(
      try MarginalProbabilities(of: all[0], over: ["arm"]).probabilities.map(\.estimate),
      try MarginalProbabilities(of: all[1], over: ["arm"]).probabilities.map(\.estimate))
    agree(
      try AverageMarginalEffects(of: all[0]).effects.map(\.estimate),
      try AverageMarginalEffects(of: all[1]).effects.map(\.estimate), digits: 8)
  }

  /// With the levels in the other order all sums change their sign, and the highest threshold is the lowest.
  @Test(arguments: [OrdinalLink.logit, .probit]) func turningTheLevelsTurnsTheMeans(
    _ link: OrdinalLink
  ) throws {
    let model = try Formula(Self.formula).model(in: ThresholdData.data())
    let all = try [ThresholdData.levels, ThresholdData.levels.reversed()].map {
      try PartialProportionalOdds(
        ThresholdData.answer, levels: $0, on: model.design, varying: ["arm", "age"], link: link)
    }
    agree(
      try MarginalMeans(of: all[0], over: ["arm"]).means.map(\.estimate),
      try MarginalMeans(of: all[1], over: ["arm"]).means.map(\.estimate), sign: -1)
    let means = try all.map { try MarginalMeans(ofEachThresholdOf: $0, over: ["arm"]).means }
    for arm in 0..<3 {
      for cut in 0..<2 {
        agree([means[0][2 * arm + cut].estimate], [means[1][2 * arm + 1 - cut].estimate], sign: -1)
      }
    }
    let levels = try all.map { try MarginalProbabilities(of: $0, over: ["arm"]).meanLevels }
    for (one, two) in zip(levels[0], levels[1]) {
      expectAgreement((one.estimate?.value ?? .nan) + (two.estimate?.value ?? .nan), 4, digits: 10)
    }
  }

  @Test func theLatentMeanIsTheAverageOverTheThresholds() throws {
    let fit = try Self.fit()
    let latent = try MarginalMeans(of: fit, over: ["arm"], by: ["site"], at: ["age": [33]])
    let each = try MarginalMeans(ofEachThresholdOf: fit, over: ["arm"], by: ["site"], at: ["age": [33]])
    for (place, mean) in latent.means.enumerated() {
      let own = each.means[2 * place..<2 * place + 2].compactMap(\.estimate?.value)
      expectAgreement(mean.estimate?.value ?? .nan, (own[0] + own[1]) / 2, digits: 12)
    }
    // A term with one coefficient differs as much at every threshold.
    let sites = try MarginalContrasts(of: MarginalMeans(ofEachThresholdOf: fit, over: ["site"])).contrasts
    let site = try #require(fit["site: y"])
    for contrast in sites {
      expectAgreement(contrast.estimate?.value ?? .nan, -site.value, digits: 11)
      expectAgreement(contrast.pValue ?? .nan, site.pValue, digits: 9)
    }
    let arms = try MarginalContrasts(
      of: MarginalMeans(ofEachThresholdOf: fit, over: ["arm"]), .againstControl("a"), adjustment: .none)
    for contrast in arms.contrasts {
      let (arm, level) = (contrast.name.prefix(1), String(contrast.group[0].dropFirst(2)))
      let own = try #require(fit["arm: \(arm)", above: level])
      expectAgreement(contrast.estimate?.value ?? .nan, own.value, digits: 10)
      expectAgreement(contrast.estimate?.standardError ?? .nan, own.standardError, digits: 10)
    }
  }

  /// The probability of a level is the difference of two probabilities of being above a threshold.
  @Test(arguments: OrdinalLink.allCases) func twoWaysLeadToAProbability(_ link: OrdinalLink) throws {
    let fit = try Self.fit(link: link)
    let levels = try MarginalProbabilities(of: fit, over: ["arm", "site"], at: ["age": [30]]).probabilities
    let higher = try MarginalMeans(
      ofEachThresholdOf: fit, over: ["arm", "site"], at: ["age": [30]], scale: .response)
    for place in 0..<6 {
      let above = higher.means[2 * place..<2 * place + 2].compactMap(\.estimate?.value)
      let own = levels[3 * place..<3 * place + 3].compactMap(\.estimate?.value)
      expectAgreement(own[1], above[0] - above[1], digits: 11)
      expectAgreement(own[2], above[1], digits: 11)
      expectAgreement(
        higher.means[2 * place + 1].estimate?.standardError ?? .nan,
        levels[3 * place + 2].estimate?.standardError ?? 0, digits: 10)
    }
  }

  /// Margins are averages of what the model predicts for the same cases.
  @Test(arguments: OrdinalLink.allCases) func marginsAreMeansOfPredictions(_ link: OrdinalLink) throws {
    let fit = try Self.fit(link: link)
    func mean(_ arm: String) throws -> [Double] {
      let cases = try fit.probabilities(
        for: ModelData([
          "arm": .labels(ThresholdData.cases.map { _ in arm }), "site": .labels(ThresholdData.site),
          "age": .numbers(ThresholdData.age),
        ]))
      return (0..<3).map { level in cases.reduce(0) { $0 + $1[level] / 96 } }
    }
    let expected = try ["a", "b", "c"].map { try mean($0) }
    let margins = try PredictiveMargins(of: fit, by: "arm").margins
    let effects = try AverageMarginalEffects(of: fit, ["arm"]).effects
    for place in 0..<9 {
      expectAgreement(margins[place].estimate.value, expected[place / 3][place % 3], digits: 11)
      guard place > 2 else { continue }
      let change = expected[place / 3][place % 3] - expected[0][place % 3]
      expectAgreement(effects[place - 3].estimate.value, change, digits: 9, floor: 1e-12)
    }
  }

  @Test func ofTwoLevelsAllIsLogisticRegressions() throws {
    let event = ThresholdData.answer.map { $0 == "high" ? 1.0 : 0 }
    let design = try Formula(Self.formula).model(in: ThresholdData.data()).design
    let fit = try PartialProportionalOdds(
      event.map { $0 == 1 ? "yes" : "no" }, levels: ["no", "yes"], on: design, varying: ["arm"])
    let twin = try GeneralizedRegression(event, on: design, family: .binomial())
    for scale in MarginalScale.allCases {
      let one = try MarginalMeans(ofEachThresholdOf: fit, over: ["arm"], scale: scale)
      let two = try MarginalMeans(of: twin, over: ["arm"], scale: scale)
      agree(one.means.map(\.estimate), two.means.map(\.estimate))
      let contrasts = try [one, two].map { try MarginalContrasts(of: $0, adjustment: .tukey).contrasts }
      agree(contrasts[0].map { $0.ratio ?? $0.estimate }, contrasts[1].map { $0.ratio ?? $0.estimate })
    }
    let events = try AverageMarginalEffects(of: fit).effects.filter { $0.category == "yes" }
    agree(events.map(\.estimate), try AverageMarginalEffects(of: twin).effects.map(\.estimate))
  }

  @Test func weightsAreCases() throws {
    let counts = ThresholdData.cases.map { Double($0 * 5 % 4) }
    let rows = ThresholdData.cases.flatMap { [Int](repeating: $0, count: Int(counts[$0])) }
    func fit(_ rows: [Int], weights: [Double]?) throws -> PartialProportionalOdds {
      let design = try Design([
        .factor("arm", rows.map { ThresholdData.arm[$0] }),
        .numeric("age", rows.map { ThresholdData.age[$0] }),
      ])
      return try PartialProportionalOdds(
        rows.map { ThresholdData.answer[$0] }, levels: ThresholdData.levels, on: design, varying: ["arm"],
        weights: weights)
    }
    let (one, two) = (try fit(ThresholdData.cases, weights: counts), try fit(rows, weights: nil))
    agree(
      try AverageMarginalEffects(of: one).effects.map(\.estimate),
      try AverageMarginalEffects(of: two).effects.map(\.estimate))
    agree(
      try PredictiveMargins(of: one, by: "arm").margins.map(\.estimate),
      try PredictiveMargins(of: two, by: "arm").margins.map(\.estimate))
  }
}
