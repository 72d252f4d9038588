import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct PowerAnalysisTests {
  // Reference

  @Test(arguments: try Fixture.cases("PowerAnalysis").filter { $0.method.hasPrefix("pwr") })
  func agreesWithPwr(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    let design = try Design(reference)
    let level = try expected["sig_level"].number()
    let power = try expected["power"].number()
    // What uniroot solved for holds to 4 digits.
    switch design.solved {
    case .power:
      let found = try PowerAnalysis(design.test, effect: design.effect, sizes: design.whole, level: level)
      expectAgreement(found.power, power, digits: 9, "power")
    case .sizes:
      let found = try PowerAnalysis(design.test, effect: design.effect, power: power, level: level)
      expectAgreement(found.exactSizes[0], design.sizes[0], digits: 4, "n")
    case .effect:
      let found = try PowerAnalysis(design.test, sizes: design.whole, power: power, level: level)
      expectAgreement(found.effect, design.effect, digits: 4, "effect")
    case .level:
      let found = try PowerAnalysis(
        design.test, effect: design.effect, sizes: design.whole, powerReached: power)
      expectAgreement(found.level, level, digits: 4, "level")
    }
  }

  @Test(arguments: try Fixture.cases("PowerAnalysis").filter { !$0.method.hasPrefix("pwr") })
  func agreesWithThirtyDigits(_ reference: Fixture.Case) throws {
    let (o, expected) = (reference.options, reference.expected)
    let level = try? o["level"].number()
    let oneSided = o["sided"] == .number(1)
    func power(_ test: PlannedTest, _ effect: String, _ sizes: String...) throws {
      let exact = try sizes.map { try o[$0].number() }
      let found = try test.power(of: o[effect].number(), sizes: exact, level: level ?? 0)
      let digits = reference.method == "welch" ? 9.5 : 10.5
      try expectAgreement(found, expected["power"], digits: digits, "power")
    }
    func size(_ test: PlannedTest, _ effect: String) throws {
      let found = try PowerAnalysis(
        test, effect: o[effect].number(), power: o["power"].number(), level: level ?? 0)
      try expectAgreement(found.exactSizes[0], expected["n"], digits: 9.5, "n")
    }
    switch reference.method {
    case "student": try power(.student(oneSided: oneSided), "d", "n1", "n2")
    case "student.n": try size(.student(), "d")
    case "student.d":
      let found = try PowerAnalysis(.student(), sizes: [60, 18], power: o["power"].number())
      try expectAgreement(found.effect, expected["d"], digits: 11)
    case "student.level":
      let found = try PowerAnalysis(
        .student(), effect: o["d"].number(), sizes: [25, 25], powerReached: o["power"].number())
      try expectAgreement(found.level, expected["level"], digits: 11)
    case "welch":
      try power(
        .welch(standardDeviations: o["sd1"].number(), o["sd2"].number(), oneSided: oneSided), "difference",
        "n1", "n2")
    case "correlation": try power(.correlation(oneSided: oneSided), "r", "n")
    case "correlation.n": try size(.correlation(), "r")
    case "fisherZ.n": try size(.correlation(.fisherZ), "r")
    case "anova":
      let k = try o["k"].integer()
      let found = try PowerAnalysis(
        .anova(groups: k), effect: o["f"].number(),
        sizes: [Int](repeating: o["n"].integer(), count: k), level: level ?? 0)
      try expectAgreement(found.power, expected["power"], digits: 10.5)
    case "anova.n": try size(.anova(groups: o["k"].integer()), "f")
    case "regression":
      try power(.regression(predictors: o["u"].integer(), others: o["others"].integer()), "f2", "n")
    case "chiSquare": try power(.chiSquare(degreesOfFreedom: o["df"].integer()), "w", "n")
    case "chiSquare.n": try size(.chiSquare(degreesOfFreedom: o["df"].integer()), "w")
    case "mannWhitney":
      let found = try PlannedTest.mannWhitney(oneSided: oneSided).power(
        of: o["p"].number() - 0.5, sizes: [o["n1"].number(), o["n2"].number()], level: level ?? 0)
      try expectAgreement(found, expected["power"], digits: 10.5)
    case "equivalence": try power(.equivalence(trueDifference: o["theta"].number()), "margin", "n1", "n2")
    case "equivalence.pairs":
      try power(.equivalence(.pairs, trueDifference: o["theta"].number()), "margin", "n")
    case "equivalence.n": try size(.equivalence(), "margin")
    default: Issue.record("no test of \(reference.method)")
    }
  }

  // Refusals

  @Test func refusesWhatHasNoAnswer() throws {
    expectRefusal(.notFinite) { try PowerAnalysis(.student(), effect: .nan, sizes: [20, 20]) }
    expectRefusal(.notFinite) { try PowerAnalysis(.student(), effect: .infinity, power: 0.8) }
    expectRefusal(.lengthMismatch) { try PowerAnalysis(.student(), effect: 0.5, sizes: [20]) }
    expectRefusal(.lengthMismatch) { try PowerAnalysis(.paired(), effect: 0.5, sizes: []) }
    expectRefusal(.lengthMismatch) {
      try PowerAnalysis(.student(), effect: 0.5, power: 0.8, allocation: [1])
    }
    for n in [-5, 0, 1] {
      expectRefusal(n < 0 ? .outOfRange : .tooFew) {
        try PowerAnalysis(.student(), effect: 0.5, sizes: [n, 20])
      }
    }
    expectRefusal(.outOfRange) { try PowerAnalysis(.student(), effect: 0.5, sizes: [.max, 20]) }
    for level in [0, 1, -0.1, 2, .nan, 1e-301] {
      expectRefusal(.outOfRange) {
        try PowerAnalysis(.student(), effect: 0.5, sizes: [20, 20], level: level)
      }
      expectRefusal(.outOfRange) { try PowerAnalysis(.student(), effect: 0.5, power: 0.8, level: level) }
    }
    for power in [0.05, 0.01, 0, 1, .nan, 2] {
      expectRefusal(.outOfRange) { try PowerAnalysis(.student(), effect: 0.5, power: power) }
      expectRefusal(.outOfRange) { try PowerAnalysis(.student(), sizes: [20, 20], power: power) }
    }
    expectRefusal(.outOfRange) { try PowerAnalysis(.student(), effect: 0, power: 0.8) }
    expectRefusal(.outOfRange) { try PowerAnalysis(.student(oneSided: true), effect: -0.5, power: 0.8) }
    expectRefusal(.outOfRange) { try PowerAnalysis(.correlation(), effect: 1.2, sizes: [20]) }
    expectRefusal(.outOfRange) { try PowerAnalysis(.regression(predictors: 1), effect: -1, sizes: [20]) }
    expectRefusal(.outOfRange) {
      try PowerAnalysis(.student(), effect: 0.5, power: 0.8, allocation: [1, 0])
    }
    expectRefusal(.outOfRange) { try PlannedTest.anova(groups: 1) }
    expectRefusal(.outOfRange) { try PlannedTest.anova(groups: .max) }
    expectRefusal(.outOfRange) { try PlannedTest.regression(predictors: 0) }
    expectRefusal(.outOfRange) { try PlannedTest.regression(predictors: 1, others: -1) }
    expectRefusal(.outOfRange) { try PlannedTest.chiSquare(degreesOfFreedom: 0) }
    expectRefusal(.outOfRange) { try PlannedTest.welch(standardDeviations: 0, 1) }
    expectRefusal(.outOfRange) { try PlannedTest.welch(standardDeviations: 1, .nan) }
    expectRefusal(.notFinite) { try PlannedTest.equivalence(trueDifference: .infinity) }
    expectRefusal(.outOfRange) {
      try PowerAnalysis(.equivalence(), effect: 0.5, sizes: [20, 20], level: 0.6)
    }
    expectRefusal(.outOfRange) { try PowerAnalysis(.equivalence(), effect: -1, sizes: [20, 20]) }
    expectRefusal(.tooFew) { try PowerAnalysis(.correlation(), effect: 0.5, sizes: [2]) }
    expectRefusal(.tooFew) { try PowerAnalysis(.correlation(.fisherZ), effect: 0.5, sizes: [3]) }
    expectRefusal(.tooFew) { try PowerAnalysis(.regression(predictors: 3), effect: 0.5, sizes: [4]) }
  }

  @Test func whatCannotBeReachedIsRefusedAndNotSoughtForEver() throws {
    expectRefusal(.infeasible) { try PowerAnalysis(.student(), effect: 1e-9, power: 0.8) }
    expectRefusal(.infeasible) { try PowerAnalysis(.mannWhitney(), sizes: [3, 3], power: 0.99) }
    expectRefusal(.infeasible) { try PowerAnalysis(.proportion(), sizes: [1], power: 0.9999) }
    // The true difference is the margin: more cases never show equivalence.
    expectRefusal(.infeasible) {
      try PowerAnalysis(.equivalence(trueDifference: 0.5), effect: 0.5, power: 0.8)
    }
    expectRefusal(.infeasible) {
      try PowerAnalysis(.student(), effect: 40, sizes: [1_000, 1_000], powerReached: 0.5)
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try PowerAnalysis(.student(), effect: 0.5, power: 0.8, allocation: [3, 1]).description == """
        Power analysis: Student's test of two groups
          power  .800
          d      0.50
          level   .05
          n exactly = 127.04, 42.35   n (solved) = 128, 43   power at this n = .805   in all = 171
          test: two-sided; computed by: noncentral t
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try PowerAnalysis(.student(), effect: 0.5, sizes: [60, 18]) }
    try checkFinding { try PowerAnalysis(.anova(groups: 3), effect: 0.25, power: 0.8) }
    try checkFinding { try PowerAnalysis(.mannWhitney(oneSided: true), sizes: [60, 18], power: 0.8) }
    try checkFinding {
      try PowerAnalysis(.chiSquare(degreesOfFreedom: 2), effect: 0.3, sizes: [90], powerReached: 0.8)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("PowerAnalysis") { print in
      // page
      print(try PowerAnalysis(.student(), effect: 0.6, sizes: [60, 18]))
      print(try PowerAnalysis(.welch(standardDeviations: 1, 2), effect: 0.6, sizes: [60, 18]))
      print(try PowerAnalysis(.correlation(), effect: 0.3, power: 0.8))
      print(try PowerAnalysis(.anova(groups: 3), sizes: [20, 20, 20], power: 0.8))
      let dz = try PlannedEffect.dz(difference: 0.5, standardDeviations: 1.2, 1.4, correlation: 0.6)
      print(try PowerAnalysis(.paired(), effect: dz, sizes: [40], powerReached: 0.9))
      // end
    }
  }
}

/// A planned test with the numbers of a fixture of pwr.
private struct Design {
  let test: PlannedTest
  let effect: Double
  let sizes: [Double]
  let solved: PowerAnalysis.Unknown

  var whole: [Int] { sizes.map { Int($0) } }

  init(_ reference: Fixture.Case) throws {
    let (o, e) = (reference.options, reference.expected)
    func given(_ key: String) -> Bool { o[key] != .null }
    let oneSided = o["alternative"] == .text("greater")
    let key: String
    switch reference.method {
    case "pwr.t.test":
      let type = o["type"]
      test =
        type == .text("paired")
        ? .paired(oneSided: oneSided)
        : type == .text("one.sample") ? .oneSample(oneSided: oneSided) : .student(oneSided: oneSided)
      let n = try e["n"].number()
      sizes = test.sizeNames.map { _ in n }
      key = "d"
    case "pwr.t2n.test":
      test = .student()
      sizes = [try e["n1"].number(), try e["n2"].number()]
      key = "d"
    case "pwr.anova.test":
      test = try .anova(groups: o["k"].integer())
      let n = try e["n"].number()
      sizes = test.sizeNames.map { _ in n }
      key = "f"
    case "pwr.r.test":
      test = .correlation(.fisherZ)
      sizes = [try e["n"].number()]
      key = "r"
    case "pwr.2p.test", "pwr.2p2n.test":
      test = .twoProportions()
      sizes = [
        try (e["n"] == .null ? e["n1"] : e["n"]).number(), try (e["n"] == .null ? e["n2"] : e["n"]).number(),
      ]
      key = "h"
    case "pwr.p.test":
      test = .proportion()
      sizes = [try e["n"].number()]
      key = "h"
    case "pwr.chisq.test":
      test = try .chiSquare(degreesOfFreedom: o["df"].integer())
      sizes = [try e["N"].number()]
      key = "w"
    default:
      let u = try o["u"].integer()
      test = try .regression(predictors: u)
      sizes = [try e["v"].number() + Double(u) + 1]
      key = "f2"
    }
    // The entry of the chi-square test has its degrees of freedom under "effect".
    effect = try (given(key) ? o[key] : e["effect"]).number()
    let hasSize = ["n", "n1", "N", "v"].contains { given($0) }
    solved =
      !given(key) ? .effect : !hasSize ? .sizes : given("power") ? .level : .power
  }
}
