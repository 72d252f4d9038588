import Foundation
import SurveyLinearAlgebra
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

/// Laws of partial proportional odds; the reference values are in PartialProportionalOddsTests.
@Suite struct PartialProportionalOddsLawTests {
  /// A table of counts in which each level has cases everywhere.
  private struct Table {
    let labels: [String]
    let levels = ["a", "b", "c", "d"]
    let group: [String]
    let dose: [Double]
    let counts: [Double]

    init() {
      let shares: [[Double]] = [[9, 7, 8, 4], [6, 9, 7, 5], [4, 6, 10, 8], [7, 3, 9, 9], [3, 8, 5, 6]]
      labels = shares.flatMap { _ in ["a", "b", "c", "d"] }
      group = ["x", "y", "z", "x", "z"].flatMap { [String](repeating: $0, count: 4) }
      dose = [1.0, 2, 3, 5, 8].flatMap { [Double](repeating: $0, count: 4) }
      counts = shares.flatMap { $0 }
    }

    func design(_ factor: Double = 1, shift: Double = 0, baseline: String = "x") throws -> Design {
      try Design([
        .factor("group", group, baseline: baseline), .numeric("dose", dose.map { ($0 + shift) * factor }),
      ])
    }

    func fit(
      _ varying: [String], on design: Design? = nil, link: OrdinalLink = .logit
    ) throws -> PartialProportionalOdds {
      try PartialProportionalOdds(
        labels, levels: levels, on: design ?? self.design(), varying: varying, link: link, weights: counts)
    }
  }

  private let table = Table()

  private func agree(
    _ one: [WaldCoefficient], _ other: [WaldCoefficient], digits: Double = 9,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(one.count == other.count && !one.isEmpty, sourceLocation: sourceLocation)
    for (a, b) in zip(one, other) {
      expectAgreement(a.value, b.value, digits: digits, floor: 1e-9, sourceLocation: sourceLocation)
      expectAgreement(a.standardError, b.standardError, digits: digits, sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: OrdinalLink.allCases) func withoutANameItIsOrdinalRegression(_ link: OrdinalLink) throws {
    let model = try table.fit([], link: link)
    let twin = try OrdinalRegression(
      table.labels, levels: table.levels, on: table.design(), link: link, weights: table.counts)
    agree(model.thresholds, twin.thresholds)
    agree(model.coefficients, twin.coefficients)
    for (a, b) in zip(model.covariance.elements, twin.covariance.elements) {
      expectAgreement(a, b, digits: 8, floor: 1e-9)
    }
    expectAgreement(model.logLikelihood, twin.logLikelihood, digits: 13)
    #expect(model.logLikelihood == model.proportionalLogLikelihood && model.proportionalityTest == nil)
    expectAgreement(model.bic, twin.bic, digits: 12)
    try expectAgreement(
      #require(model.likelihoodRatio).value, #require(twin.likelihoodRatio).value, digits: 10)
    for (a, b) in zip(try model.fittedProbabilities(), try twin.fittedProbabilities()) {
      for (p, q) in zip(a, b) { expectAgreement(p, q, digits: 10) }
    }
    // The proportional model of a model with names is that model too.
    let named = try table.fit(["dose"], link: link)
    expectAgreement(named.proportionalLogLikelihood, twin.logLikelihood, digits: 13)
  }

  @Test(arguments: OrdinalLink.allCases) func twoLevelsAreBinaryRegression(_ link: OrdinalLink) throws {
    let labels = OrdinalData.satisfaction.map { $0 == "high" ? "yes" : "no" }
    let model = try PartialProportionalOdds(
      labels, levels: ["no", "yes"], on: OrdinalData.design(), varying: ["age"], link: link)
    // The complementary log-log is the scale of being below.
    let sign = link == .cloglog ? -1.0 : 1
    let twin = try GeneralizedRegression(
      labels.map { ($0 == "yes") == (sign > 0) ? 1 : 0 }, on: OrdinalData.design(),
      family: .binomial(link == .logit ? .logit : link == .probit ? .probit : .complementaryLogLog))
    for (name, found) in [("age", model["age", above: "no"]), ("support", model["support"])] {
      let (one, other) = (try #require(found), try #require(twin[name]))
      expectAgreement(one.value, sign * other.value, digits: 9)
      // The observed information is the expected one of the twin where the link is canonical.
      if link == .logit { expectAgreement(one.standardError, other.standardError, digits: 9) }
    }
    expectAgreement(model.thresholds[0].value, -sign * twin.coefficients[0].value, digits: 9)
    #expect(model.proportionalityTest == nil && model.varying[0].likelihoodRatio == nil)
    #expect(model["age"] == nil && model["age", above: "yes"] == nil && model["support", above: "no"] == nil)
  }

  @Test func aTermOfAllGroupsFitsEachGroup() throws {
    // One factor that varies: every group has the thresholds of its own shares.
    let model = try table.fit(["group"], on: Design([.factor("group", table.group)]))
    let fitted = try model.fittedProbabilities()
    for group in ["x", "y", "z"] {
      let rows = table.group.indices.filter { table.group[$0] == group }
      let total = rows.reduce(0) { $0 + table.counts[$1] }
      for (place, level) in table.levels.enumerated() {
        let sum = rows.filter { table.labels[$0] == level }.reduce(0) { $0 + table.counts[$1] }
        expectAgreement(fitted[rows[0]][place], sum / total, digits: 11)
      }
    }
    let twin = try MultinomialRegression(
      table.labels, levels: table.levels, on: Design([.factor("group", table.group)]), weights: table.counts)
    expectAgreement(model.logLikelihood, twin.logLikelihood, digits: 13)
  }

  @Test(arguments: OrdinalLink.allCases, [["dose"], ["group"], ["group: z"], ["dose", "group"]])
  func codingAndUnitsDoNotMatter(_ link: OrdinalLink, _ varying: [String]) throws {
    let one = try table.fit(varying, link: link)
    for factor in [1e-150, 1e3, 1e150] {
      let other = try table.fit(varying, on: table.design(factor), link: link)
      expectAgreement(other.logLikelihood, one.logLikelihood, digits: 12)
      let (a, b) = (Self.slopes(one), Self.slopes(other))
      for (x, y) in zip(a, b) { expectAgreement(x, y * factor, digits: 9) }
      expectAgreement(one.aic, other.aic, digits: 12)
    }
    let shifted = try table.fit(varying, on: table.design(shift: 100), link: link)
    expectAgreement(shifted.logLikelihood, one.logLikelihood, digits: 12)
    guard varying != ["group: z"] else { return }
    let other = try table.fit(varying, on: table.design(baseline: "y"), link: link)
    expectAgreement(other.logLikelihood, one.logLikelihood, digits: 12)
    for (a, b) in zip(one.varying, other.varying) {
      try expectAgreement(
        #require(a.likelihoodRatio).value, #require(b.likelihoodRatio).value, digits: 8, floor: 1e-6)
    }
    for (a, b) in zip(try one.fittedProbabilities(), try other.fittedProbabilities()) {
      for (p, q) in zip(a, b) { expectAgreement(p, q, digits: 9) }
    }
  }

  private static func slopes(_ model: PartialProportionalOdds) -> [Double] {
    model["dose"].map { [$0.value] }
      ?? model.varying.flatMap(\.columns).first { $0.name == "dose" }?.coefficients.map(\.value) ?? []
  }

  @Test func reversingTheOrderNegates() throws {
    let one = try table.fit(["dose"])
    let other = try PartialProportionalOdds(
      table.labels, levels: table.levels.reversed(), on: table.design(), varying: ["dose"],
      weights: table.counts)
    let (a, b) = (one.varying[0].columns[0].coefficients, other.varying[0].columns[0].coefficients)
    for (x, y) in zip(a, b.reversed()) { expectAgreement(x.value, -y.value, digits: 9) }
    expectAgreement(one.logLikelihood, other.logLikelihood, digits: 13)
  }

  @Test(arguments: OrdinalLink.allCases) func weightsAreReplications(_ link: OrdinalLink) throws {
    let one = try table.fit(["dose"], link: link)
    let rows = table.counts.indices.flatMap { [Int](repeating: $0, count: Int(table.counts[$0])) }
    let repeated = try PartialProportionalOdds(
      rows.map { table.labels[$0] }, levels: table.levels,
      on: Design([
        .factor("group", rows.map { table.group[$0] }), .numeric("dose", rows.map { table.dose[$0] }),
      ]), varying: ["dose"], link: link)
    agree(one.thresholds, repeated.thresholds)
    agree(one.coefficients, repeated.coefficients)
    agree(one.varying[0].columns[0].coefficients, repeated.varying[0].columns[0].coefficients)
    expectAgreement(one.bic, repeated.bic, digits: 12)
    #expect(one.report.text.contains("counts of cases") && !repeated.report.text.contains("counts of cases"))
  }

  /// The likelihood ratio of Brant's page is the one with all columns varying.
  @Test func theTestOfAllColumnsIsTheLikelihoodRatioOfBrantsTest() throws {
    let model = try table.fit(["dose", "group"])
    let brant = try BrantTest(
      of: OrdinalRegression(
        table.labels, levels: table.levels, on: table.design(), weights: table.counts))
    try expectAgreement(
      #require(model.proportionalityTest).value, #require(brant.likelihoodRatio).value, digits: 9)
    #expect(model.proportionalityTest?.reference == brant.likelihoodRatio?.reference)
    // One named term: its test is that of all.
    let single = try table.fit(["group"])
    try expectAgreement(
      #require(single.proportionalityTest).value, #require(single.varying[0].likelihoodRatio).value,
      digits: 9)
    #expect(single.proportionalityTest?.reference == single.varying[0].likelihoodRatio?.reference)
  }

  @Test(arguments: OrdinalLink.allCases) func probabilitiesAreThoseOfTheLikelihood(_ link: OrdinalLink) throws
  {
    let model = try table.fit(["dose"], link: link)
    var sum = 0.0
    for (index, probabilities) in try model.fittedProbabilities().enumerated() {
      expectAgreement(probabilities.reduce(0, +), 1, digits: 14)
      sum += table.counts[index] * log(probabilities[table.levels.firstIndex(of: table.labels[index]) ?? 0])
    }
    expectAgreement(sum, model.logLikelihood, digits: 13)
    let again = try model.probabilities(
      for: ModelData(["group": .labels(table.group), "dose": .numbers(table.dose)]))
    #expect(again == (try model.fittedProbabilities()))
  }

  @Test(arguments: OrdinalLink.allCases) func theStagesAreThoseOfTheRegression(_ link: OrdinalLink) throws {
    let problem = try PartialProportionalOdds.Problem(
      table.labels, levels: table.levels, on: table.design(), varying: ["dose"], link: link,
      weights: table.counts)
    let place = [-1.5, -0.2, 0.9, 0.02, -0.03, 0.04, 0.3, -0.2]
    let gradient = try problem.objective(at: place).gradient
    for index in place.indices {
      func value(_ shift: Double) throws -> Double {
        var moved = place
        moved[index] += shift
        return try problem.objective(at: moved).value
      }
      // Four points: the error of the differences is of the order of the fourth power of the step.
      let h = 3e-4
      let slope = (8 * (try value(h) - value(-h)) - (try value(2 * h) - value(-2 * h))) / (12 * h)
      expectAgreement(gradient[index], slope, digits: 7, floor: 1e-6, problem.parameterNames[index])
    }
    let direct = try table.fit(["dose"], link: link)
    let (near, far) = (try problem.minimum(), try problem.minimum(from: place))
    for (a, b) in zip(near.parameters, far.parameters) { expectAgreement(a, b, digits: 8, floor: 1e-8) }
    try expectAgreement(#require(near.value), -direct.logLikelihood, digits: 13)
    let staged = try PartialProportionalOdds(problem, at: near)
    agree(staged.thresholds + staged.coefficients, direct.thresholds + direct.coefficients)
    #expect(staged.parameterNames == problem.parameterNames)
    #expect(throws: InputError.self) {
      try PartialProportionalOdds(
        problem, at: FitMinimum(parameters: [1], value: 0, iterations: 1, converged: true))
    }
  }

  @Test(arguments: OrdinalLink.allCases) func derivativesAreThoseOfTheLikelihood(_ link: OrdinalLink) throws {
    let likelihood = try PartialProportionalOdds.Problem(
      table.labels, levels: table.levels, on: table.design(), varying: ["group: z"], link: link
    ).stages.likelihood
    let point = likelihood.start.enumerated().map { $1 + 0.05 * Double($0 % 3) }
    let found = try #require(likelihood.evaluate(point))
    for place in point.indices {
      func moved(_ step: Double) throws -> LikelihoodPoint {
        var other = point
        other[place] += step
        return try #require(likelihood.evaluate(other))
      }
      let (up, down) = (try moved(1e-5), try moved(-1e-5))
      expectAgreement((up.value - down.value) / 2e-5, found.gradient[place], digits: 6, floor: 1e-7)
      for other in point.indices {
        expectAgreement(
          (down.gradient[other] - up.gradient[other]) / 2e-5, found.information[place, other], digits: 6,
          floor: 1e-7)
      }
    }
  }
}

extension PartialProportionalOdds {
  /// The names of the parameters in the order of the covariance matrix.
  fileprivate var parameterNames: [String] {
    (thresholds + varying.flatMap(\.columns).flatMap(\.coefficients) + coefficients).map(\.name)
  }
}
