import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Laws of power, which hold whatever the numbers are.
@Suite struct PlannedTestTests {
  /// Every test whose power is quickly computed, with an effect and sizes that suit it.
  private static func designs() throws -> [(test: PlannedTest, effect: Double, sizes: [Double])] {
    [
      (.student(), 0.4, [30, 12]), (.student(oneSided: true), 0.4, [30, 12]), (.paired(), 0.3, [25]),
      (.oneSample(oneSided: true), 0.3, [25]), (try .anova(groups: 3), 0.3, [15, 20, 9]),
      (try .regression(predictors: 2, others: 3), 0.1, [60]),
      (try .chiSquare(degreesOfFreedom: 3), 0.2, [120]),
      (.correlation(), 0.3, [30]), (.correlation(.fisherZ), 0.3, [30]), (.proportion(), 0.3, [60]),
      (.twoProportions(), 0.4, [60, 18]), (.mannWhitney(), 0.12, [60, 18]),
      (try .welch(standardDeviations: 1, 2), 0.6, [30, 12]),
    ]
  }

  /// Whether the test holds its level only nearly: Welch's, and a correlation by Fisher's z.
  private static func isApproximate(_ test: PlannedTest) -> Bool {
    test.name.hasPrefix("Welch") || test.computation.hasPrefix("Fisher")
  }

  @Test func powerRisesWithSizeEffectAndLevel() throws {
    for (test, effect, sizes) in try Self.designs() {
      let power = try test.power(of: effect, sizes: sizes)
      #expect(power > 0.05 && power < 0.95, "\(test.name)")
      #expect(try test.power(of: 1.1 * effect, sizes: sizes) > power, "\(test.name)")
      #expect(try test.power(of: effect, sizes: sizes, level: 0.06) > power, "\(test.name)")
      for place in sizes.indices {
        var larger = sizes
        larger[place] += 1
        // The mean of more groups is drawn towards a larger one by f's own weights: all must grow.
        if sizes.count > 2 { larger = sizes.map { $0 + 1 } }
        #expect(try test.power(of: effect, sizes: larger) > power, "\(test.name)")
      }
    }
  }

  @Test func withoutAnEffectThePowerIsTheLevel() throws {
    for (test, _, sizes) in try Self.designs() where !Self.isApproximate(test) {
      for level in [0.05, 1e-6] {
        expectAgreement(
          try test.power(of: 0, sizes: sizes, level: level), level, digits: 11,
          "\(test.name) \(test.computation)")
      }
    }
    // Welch's test holds its level nearly, and with equal small groups it is conservative.
    let welch = try PlannedTest.welch(standardDeviations: 1, 2)
    expectAgreement(try welch.power(of: 0, sizes: [60, 18]), 0.05, digits: 1.8)
    #expect(try PlannedTest.welch(standardDeviations: 1, 1).power(of: 0, sizes: [4, 4]) < 0.05)
  }

  @Test func solvingAndComputingAreInverse() throws {
    for (test, effect, sizes) in try Self.designs() {
      let power = try test.power(of: effect, sizes: sizes, level: 0.03)
      let found = try PowerAnalysis(test, effect: effect, power: power, level: 0.03, allocation: sizes)
      for (size, wanted) in zip(found.exactSizes, sizes) {
        expectAgreement(size, wanted, digits: 8.5, "\(test.name): size")
      }
      let whole = sizes.map { Int($0) }
      let solved = try PowerAnalysis(test, sizes: whole, power: power, level: 0.03)
      expectAgreement(solved.effect, effect, digits: 8.5, "\(test.name): effect")
      let level = try PowerAnalysis(test, effect: effect, sizes: whole, powerReached: power).level
      expectAgreement(level, 0.03, digits: 8.5, "\(test.name): level")
    }
  }

  @Test func theWholeSizesAreTheSmallest() throws {
    for effect in [0.15, 0.5, 1.3] {
      let found = try PowerAnalysis(.student(), effect: effect, power: 0.9)
      let n = found.sizes[0]
      #expect(found.attainedPower >= 0.9)
      #expect(try PlannedTest.student().power(of: effect, sizes: [Double(n) - 1, Double(n) - 1]) < 0.9)
    }
    // Two cases in each group are enough here.
    let least = try PowerAnalysis(.student(), effect: 50, power: 0.8)
    #expect(least.sizes == [2, 2] && least.attainedPower > 0.99)
  }

  @Test func theSignOfTheEffectAndTheOrderOfTheGroupsDoNotMatter() throws {
    for (test, effect, sizes) in try Self.designs() where !test.isOneSided && test.effectName != "f2" {
      let power = try test.power(of: effect, sizes: sizes)
      expectAgreement(try test.power(of: -effect, sizes: sizes), power, digits: 11, test.name)
      if test.name != "Welch's test of two groups" {
        expectAgreement(try test.power(of: effect, sizes: sizes.reversed()), power, digits: 12, test.name)
      }
    }
    let one = try PlannedTest.welch(standardDeviations: 1, 2).power(of: 0.6, sizes: [30, 12])
    let other = try PlannedTest.welch(standardDeviations: 2, 1).power(of: 0.6, sizes: [12, 30])
    expectAgreement(one, other, digits: 10)
    let scaled = try PlannedTest.welch(standardDeviations: 1e50, 2e50).power(of: 0.6e50, sizes: [30, 12])
    expectAgreement(one, scaled, digits: 10)
  }

  @Test func twoGroupsHaveOnePowerByTAndByF() throws {
    for (n, m, d) in [(20.0, 20.0, 0.5), (60, 18, 0.7)] {
      // f² = d² n m/(n + m)² for two groups of sizes n and m.
      let f = d * (n * m).squareRoot() / (n + m)
      expectAgreement(
        try PlannedTest.anova(groups: 2).power(of: f, sizes: [n, m]),
        try PlannedTest.student().power(of: d, sizes: [n, m]), digits: 11)
      expectAgreement(
        try PlannedTest.regression(predictors: 1).power(of: f * f, sizes: [n + m]),
        try PlannedTest.student().power(of: d, sizes: [n, m]), digits: 11)
    }
    expectAgreement(
      try PlannedTest.chiSquare(degreesOfFreedom: 1).power(of: 0.2, sizes: [100]),
      try PlannedTest.proportion().power(of: 0.2, sizes: [100]), digits: 11)
  }

  @Test func manyCasesComeToTheNormalTest() throws {
    let normal = NormalDistribution.standard
    let z = try normal.quantile(upperTail: 0.025)
    let limit = normal.upperTail(z - 2.5) + normal.lowerTail(-z - 2.5)
    for n in [1e6, 1e9] {
      let d = 2.5 / (n / 2).squareRoot()
      let digits = n > 1e8 ? 8.0 : 5
      expectAgreement(try PlannedTest.student().power(of: d, sizes: [n, n]), limit, digits: digits)
      expectAgreement(
        try PlannedTest.welch(standardDeviations: 1, 1).power(of: d, sizes: [n, n]), limit, digits: digits)
      expectAgreement(
        try PlannedTest.correlation().power(of: 2.5 / n.squareRoot(), sizes: [n]), limit, digits: digits)
      expectAgreement(
        try PlannedTest.paired().power(of: 2.5 / n.squareRoot(), sizes: [n]), limit, digits: digits)
    }
  }

  @Test func welchWithEqualGroupsIsCloseToStudent() throws {
    let welch = try PlannedTest.welch(standardDeviations: 1, 1).power(of: 0.5, sizes: [40, 40])
    let student = try PlannedTest.student().power(of: 0.5, sizes: [40, 40])
    #expect(welch < student && welch > student - 0.001)
  }

  @Test func equivalenceHasLawsOfItsOwn() throws {
    let test = try PlannedTest.equivalence(trueDifference: 0.1)
    let power = try test.power(of: 0.7, sizes: [40, 25])
    #expect(power > 0.1 && power < 0.9)
    #expect(try test.power(of: 0.75, sizes: [40, 25]) > power)
    #expect(try test.power(of: 0.7, sizes: [41, 25]) > power)
    #expect(try test.power(of: 0.7, sizes: [40, 25], level: 0.06) > power)
    #expect(try PlannedTest.equivalence(trueDifference: 0.2).power(of: 0.7, sizes: [40, 25]) < power)
    expectAgreement(
      try PlannedTest.equivalence(trueDifference: -0.1).power(of: 0.7, sizes: [25, 40]), power, digits: 11)
    // At the margin itself the power is the level, which a second bound can only lower.
    let atMargin = try PlannedTest.equivalence(trueDifference: 0.7).power(of: 0.7, sizes: [40, 25])
    #expect(atMargin < 0.05)
    let many = try PlannedTest.equivalence(trueDifference: 0.7).power(of: 0.7, sizes: [4_000, 4_000])
    expectAgreement(many, 0.05, digits: 8)
    let found = try PowerAnalysis(.equivalence(.pairs), effect: 0.4, power: 0.9)
    let solved = try PowerAnalysis(.equivalence(.pairs), sizes: found.sizes, power: found.attainedPower)
    expectAgreement(solved.effect, 0.4, digits: 9)
    let level = try PowerAnalysis(
      .equivalence(.pairs), effect: 0.4, sizes: found.sizes, powerReached: found.attainedPower)
    expectAgreement(level.level, 0.05, digits: 9)
    // Nearly level one half: the bound of the integral is far away, not infinite.
    #expect(try test.power(of: 0.7, sizes: [40, 25], level: 0.4999) > 0.9)
  }

  @Test func aBillionCasesAreNothingSpecial() throws {
    let n = 1_000_000_000.0
    for (test, effect, sizes) in try Self.designs() {
      let scale = (sizes[0] / n).squareRoot()
      let part = test.effectName == "f2" ? effect * scale * scale : effect * scale
      let power = try test.power(of: part, sizes: sizes.map { $0 * n / sizes[0] })
      #expect(power > 0.05 && power < 0.95, "\(test.name): \(power)")
    }
    #expect(try PlannedTest.equivalence().power(of: 1e-4, sizes: [n, n]) > 0.4)
    #expect(try DesignErrors(d: 1e-5, .max / 10_000, against: 1_000_000_000).power > 0.05)
  }

  @Test func extremesAreDecided() throws {
    #expect(try PlannedTest.student().power(of: 1e300, sizes: [20, 20]) == 1)
    #expect(try PlannedTest.student(oneSided: true).power(of: -1e300, sizes: [20, 20]) == 0)
    #expect(try PlannedTest.anova(groups: 3).power(of: 1e100, sizes: [9, 9, 9]) == 1)
    #expect(try PlannedTest.chiSquare(degreesOfFreedom: 1).power(of: 1e100, sizes: [9]) == 1)
    #expect(try PlannedTest.chiSquare(degreesOfFreedom: 1).power(of: -1e300, sizes: [9]) == 1)
    expectAgreement(
      try PlannedTest.welch(standardDeviations: 1, 2).power(of: 1e200, sizes: [9, 9]), 1, digits: 13)
    // A variance with one degree of freedom, whose share has an infinite density at the end.
    let lopsided = try PlannedTest.welch(standardDeviations: 1, 9).power(
      of: 0.8, sizes: [60, 2], level: 1e-12)
    #expect(lopsided > 0 && lopsided < 0.05)
    #expect(try PlannedTest.correlation().power(of: 1, sizes: [9]) == 1)
    #expect(try PlannedTest.correlation(oneSided: true).power(of: -1, sizes: [9]) == 0)
    expectAgreement(try PlannedTest.equivalence().power(of: 1e100, sizes: [9, 9]), 1, digits: 13)
    #expect(try PlannedTest.equivalence().power(of: 0, sizes: [9, 9]) == 0)
    // On both sides of the largest noncentrality of the distribution, at a level whose critical t is there.
    let test = PlannedTest.student(oneSided: true)
    let near = try test.power(of: 9_999.99, sizes: [2, 2], level: 1e-8)
    let far = try test.power(of: 10_000.01, sizes: [2, 2], level: 1e-8)
    #expect(near > 0.1 && near < 0.9)
    expectAgreement(near, far, digits: 5)
    let tiny = try test.power(of: 0, sizes: [2, 2], level: 1e-300)
    expectAgreement(tiny, 1e-300, digits: 10)
    // Least sizes.
    expectAgreement(try PlannedTest.student().power(of: 0, sizes: [2, 2]), 0.05, digits: 11)
    expectAgreement(try PlannedTest.correlation().power(of: 0, sizes: [3]), 0.05, digits: 11)
    let huge = try PowerAnalysis(.student(), effect: 1e-4, power: 0.8)
    #expect(huge.sizes[0] > 1_000_000_000)
  }

  @Test func effectsFollowTheirDefinitions() throws {
    expectAgreement(
      try PlannedEffect.dz(difference: 0.5, standardDeviations: 1, 1, correlation: 0.5), 0.5, digits: 14)
    expectAgreement(
      try PlannedEffect.dz(difference: 2, standardDeviations: 3, 4, correlation: 0), 0.4, digits: 14)
    expectAgreement(try PlannedEffect.h(1, against: 0), .pi, digits: 14)
    expectAgreement(try PlannedEffect.f(means: [0, 1], standardDeviation: 1), 0.5, digits: 14)
    expectAgreement(
      try PlannedEffect.f(means: [0, 1], standardDeviation: 2, weights: [3, 1]), 0.1875.squareRoot() / 2,
      digits: 14)
    expectAgreement(try PlannedEffect.f2(rSquared: 0.3, without: 0.1), 2.0 / 7, digits: 14)
    expectAgreement(try PlannedEffect.w([0.25, 0.75], against: [0.5, 0.5]), 0.5, digits: 14)
    expectRefusal(.constant) {
      try PlannedEffect.dz(difference: 1, standardDeviations: 2, 2, correlation: 1)
    }
    expectRefusal(.outOfRange) {
      try PlannedEffect.dz(difference: 1, standardDeviations: 2, 2, correlation: 2)
    }
    expectRefusal(.outOfRange) { try PlannedEffect.h(1.2, against: 0) }
    expectRefusal(.tooFew) { try PlannedEffect.f(means: [1], standardDeviation: 1) }
    expectRefusal(.outOfRange) { try PlannedEffect.f(means: [1, 2], standardDeviation: 0) }
    expectRefusal(.outOfRange) { try PlannedEffect.f2(rSquared: 1) }
    expectRefusal(.outOfRange) { try PlannedEffect.w([0.5, 0.6], against: [0.5, 0.5]) }
    expectRefusal(.outOfRange) { try PlannedEffect.w([0.5, 0.5], against: [1, 0]) }
  }
}
