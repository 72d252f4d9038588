import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MarginalProbabilitiesLawTests {
  // MARK: Laws

  /// With the single factor a multinomial model is saturated: the shares of the groups and their errors.
  @Test func ofASaturatedModelTheyAreShares() throws {
    let found = try MarginalProbabilities(
      of: MultinomialRegression("answer ~ arm", in: LevelData.data()), over: ["arm"], comparing: .pairwise,
      adjustment: .bonferroni)
    var shares: [[Double]] = []
    for (place, arm) in ["a", "b", "c"].enumerated() {
      let own = LevelData.cases.filter { LevelData.arm[$0] == arm }.map { LevelData.answer[$0] }
      shares.append(LevelData.levels.map { level in Double(own.count { $0 == level }) / Double(own.count) })
      for (index, share) in shares[place].enumerated() {
        let estimate = try #require(found.probabilities[place * 3 + index].estimate)
        expectAgreement(estimate.value, share, digits: 10)
        expectAgreement(estimate.standardError ?? .nan, (share * (1 - share) / 16).squareRoot(), digits: 9)
      }
    }
    #expect(found.meanLevels.isEmpty && found.contrasts.count == 9)
    let first = found.contrasts[3]
    #expect(first.name == "a - b" && first.category == "middle")
    let (p, q) = (shares[0][1], shares[1][1])
    let error = ((p * (1 - p) + q * (1 - q)) / 16).squareRoot()
    expectAgreement(first.estimate?.value ?? .nan, p - q, digits: 9)
    expectAgreement(first.estimate?.standardError ?? .nan, error, digits: 9)
    for own in found.contrasts {
      expectAgreement(own.adjustedPValue ?? .nan, min(1, 3 * (own.pValue ?? .nan)), digits: 12)
    }
  }

  @Test(arguments: MarginalWeights.allCases)
  func averagesAreThoseOfThePredictions(_ weights: MarginalWeights) throws {
    let fit = try OrdinalRegression("answer ~ arm * site + age", in: LevelData.data())
    let found = try MarginalProbabilities(of: fit, over: ["arm"], at: ["age": [30]], weights: weights)
    for (place, arm) in ["a", "b", "c"].enumerated() {
      let rows = try fit.probabilities(
        for: ModelData([
          "arm": .labels([arm, arm], levels: ["a", "b", "c"]), "site": .labels(["x", "y"]),
          "age": .numbers([30, 30]),
        ]))
      let own = LevelData.cases.filter { weights != .cells || LevelData.arm[$0] == arm }
      let share =
        weights == .equal ? 0.5 : Double(own.count { LevelData.site[$0] == "x" }) / Double(own.count)
      var mean = 0.0
      for level in 0..<3 {
        let value = share * rows[0][level] + (1 - share) * rows[1][level]
        mean += Double(level + 1) * value
        expectAgreement(found.probabilities[place * 3 + level].estimate?.value ?? .nan, value, digits: 11)
      }
      expectAgreement(found.meanLevels[place].estimate?.value ?? .nan, mean, digits: 11)
    }
  }

  /// Predictive margins set a variable in every case; with cells in proportion to all cases these are the same.
  @Test func proportionalAveragesArePredictiveMargins() throws {
    let fit = try AdjacentCategoryRegression("answer ~ arm + site", in: LevelData.data())
    let found = try MarginalProbabilities(of: fit, over: ["arm"], weights: .proportional)
    let margins = try PredictiveMargins(of: fit, by: "arm")
    for (one, two) in zip(found.probabilities, margins.margins) {
      #expect(one.category == two.category)
      expectAgreement(one.estimate?.value ?? .nan, two.estimate.value, digits: 11)
      expectAgreement(one.estimate?.standardError ?? .nan, two.estimate.standardError ?? 0, digits: 9)
    }
  }

  @Test func ofTwoLevelsTheyAreThoseOfLogisticRegression() throws {
    let event = LevelData.answer.map { $0 == "high" ? 1.0 : 0 }
    let words = event.map { $0 == 1 ? "yes" : "no" }
    let design = try Design([.factor("arm", LevelData.arm)])
    let means = try MarginalMeans(
      of: GeneralizedRegression(event, on: design, family: .binomial()), over: ["arm"], scale: .response)
    let all: [any LevelRegression] = [
      try OrdinalRegression(words, levels: ["no", "yes"], on: design),
      try AdjacentCategoryRegression(words, levels: ["no", "yes"], on: design),
      try MultinomialRegression(words, levels: ["no", "yes"], on: design),
    ]
    for fit in all {
      let found = try MarginalProbabilities(of: fit, over: ["arm"]).probabilities
      for (one, two) in zip(found.filter { $0.category == "yes" }, means.means) {
        expectAgreement(one.estimate?.value ?? .nan, two.estimate?.value ?? 0, digits: 9)
        expectAgreement(one.estimate?.standardError ?? .nan, two.estimate?.standardError ?? 0, digits: 9)
      }
    }
  }

  @Test func probabilitiesAddUpToOneAndTheirDifferencesToZero() throws {
    let found = try MarginalProbabilities(
      of: OrdinalRegression("answer ~ arm + site + age", in: LevelData.data(), link: .probit), over: ["arm"],
      by: ["site"], comparing: .againstControl("b"), adjustment: .singleStep())
    for start in stride(from: 0, to: 18, by: 3) {
      let own = found.probabilities[start..<start + 3].compactMap(\.estimate?.value)
      expectAgreement(own.reduce(0, +), 1, digits: 13)
    }
    #expect(found.contrasts.count == 2 * 2 * 4)
    let sum = found.contrasts.filter { $0.category != nil }.compactMap(\.estimate?.value).reduce(0, +)
    #expect(sum.magnitude < 1e-13)
    for own in found.contrasts { #expect((own.adjustedPValue ?? 0) >= (own.pValue ?? 1)) }
  }

  // MARK: Edges and refusals

  @Test func aCombinationWithoutCasesIsMissing() throws {
    let site = LevelData.arm.indices.map { LevelData.arm[$0] == "a" ? "x" : LevelData.site[$0] }
    let design = try Design([.factor("arm", LevelData.arm), .factor("site", site)])
    let fit = try OrdinalRegression(LevelData.answer, levels: LevelData.levels, on: design)
    let found = try MarginalProbabilities(
      of: fit, over: ["arm"], weights: .cells, comparing: .pairwise, adjustment: .none)
    #expect(found.probabilities.allSatisfy { $0.estimate != nil })
    // No arm is averaged over: a site by arm is a single row, which needs no case.
    let both = try MarginalProbabilities(of: fit, over: ["arm", "site"], weights: .cells)
    #expect(both.probabilities.count == 18 && both.probabilities.allSatisfy { $0.estimate != nil })
    let third = LevelData.cases.map { ["u", "v"][$0 / 3 % 2] }
    let crossed = try Design([
      .factor("arm", LevelData.arm), .factor("site", site), .factor("third", third),
    ])
    let missing = try MarginalProbabilities(
      of: OrdinalRegression(LevelData.answer, levels: LevelData.levels, on: crossed), over: ["arm"],
      by: ["site"],
      weights: .cells, comparing: .pairwise, adjustment: .none)
    let empty = missing.probabilities.filter { $0.estimate == nil }
    #expect(empty.count == 3 && empty.allSatisfy { $0.levels == ["a", "y"] })
    #expect(missing.meanLevels.count { $0.estimate == nil } == 1)
    #expect(missing.contrasts.count { $0.estimate == nil } == 8)
    #expect(missing.report.text.contains("no cases"))
  }

  @Test func aModelOfSharesAloneHasThem() throws {
    let found = try MarginalProbabilities(of: OrdinalRegression("answer ~ 1", in: LevelData.data()), over: [])
    for (own, level) in zip(found.probabilities, LevelData.levels) {
      let share = Double(LevelData.answer.count { $0 == level }) / 48
      expectAgreement(own.estimate?.value ?? .nan, share, digits: 9)
      expectAgreement(own.estimate?.standardError ?? .nan, (share * (1 - share) / 48).squareRoot(), digits: 8)
    }
  }

  @Test(arguments: [1e-140, 1e140]) func unitsOfPredictorsDoNotMatter(_ unit: Double) throws {
    let age = LevelData.cases.map { Double(20 + $0 * 17 % 41) }
    let all = try [1, unit].map { unit in
      try MarginalProbabilities(
        of: OrdinalRegression(
          LevelData.answer, levels: LevelData.levels, on: Design(columns: [("age", age.map { $0 * unit })])),
        over: ["age"], at: ["age": [30 * unit, 50 * unit]], comparing: .pairwise, adjustment: .none)
    }
    for (one, two) in zip(all[0].probabilities + all[0].meanLevels, all[1].probabilities + all[1].meanLevels)
    {
      expectAgreement(one.estimate?.value ?? .nan, two.estimate?.value ?? 0, digits: 10)
      expectAgreement(one.estimate?.standardError ?? .nan, two.estimate?.standardError ?? 0, digits: 9)
    }
    for (one, two) in zip(all[0].contrasts, all[1].contrasts) {
      expectAgreement(one.estimate?.standardError ?? .nan, two.estimate?.standardError ?? 0, digits: 9)
    }
  }

  @Test func refusesVariancesBelowTheNumbers() throws {
    let age = LevelData.cases.map { 1e200 * Double(20 + $0 * 17 % 41) }
    let fit = try OrdinalRegression(
      LevelData.answer, levels: LevelData.levels, on: Design(columns: [("age", age)]))
    expectRefusal(.outOfRange) { try MarginalProbabilities(of: fit, over: [], at: ["age": [3e201]]) }
  }

  @Test func refusesWhatHasNoProbability() throws {
    let fit = try OrdinalRegression("answer ~ arm + site + age", in: LevelData.data())
    expectRefusal(.unknownName) { try MarginalProbabilities(of: fit, over: ["none"]) }
    expectRefusal(.definition) { try MarginalProbabilities(of: fit, over: ["arm"], by: ["arm"]) }
    expectRefusal(.definition) { try MarginalProbabilities(of: fit, over: ["arm"], at: ["age": [30, 40]]) }
    expectRefusal(.notFinite) { try MarginalProbabilities(of: fit, over: ["arm"], at: ["age": [.nan]]) }
    expectRefusal(.outOfRange) { try MarginalProbabilities(of: fit, over: ["arm"], confidence: 1) }
    expectRefusal(.tooFew) { try MarginalProbabilities(of: fit, over: ["age"], comparing: .pairwise) }
    expectRefusal(.unknownName) {
      try MarginalProbabilities(of: fit, over: ["arm"], comparing: .againstControl("none"))
    }
  }

  /// Far out one level is certain; beyond the range of numbers there is no answer.
  @Test func farValuesHaveCertainLevels() throws {
    let all = try [1, 1e-10].map { scale -> [any LevelRegression] in
      let design = try Design([
        .factor("arm", LevelData.arm),
        .numeric("age", LevelData.cases.map { scale * Double(20 + $0 * 17 % 41) }),
      ])
      return [
        try OrdinalRegression(LevelData.answer, levels: LevelData.levels, on: design),
        try AdjacentCategoryRegression(LevelData.answer, levels: LevelData.levels, on: design),
        try MultinomialRegression(LevelData.answer, levels: LevelData.levels, on: design),
      ]
    }
    for fit in all[0] {
      let found = try MarginalProbabilities(
        of: fit, over: ["arm"], at: ["age": [1e300]], comparing: .pairwise, adjustment: .scheffe)
      for own in found.probabilities {
        #expect([0, 1].contains(own.estimate?.value) && own.estimate?.standardError == 0)
      }
      #expect(found.contrasts.allSatisfy { $0.statistic == nil && $0.estimate?.value == 0 })
    }
    for fit in all[1] {
      let found = try? MarginalProbabilities(of: fit, over: ["arm"], at: ["age": [1e305]])
      for own in found?.probabilities ?? [] { #expect([0, 1].contains(own.estimate?.value)) }
    }
  }
}
