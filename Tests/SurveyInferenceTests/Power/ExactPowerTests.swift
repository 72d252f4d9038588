import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// The powers of exact tests of counts against all outcomes and the tests themselves.
@Suite struct ExactPowerTests {
  @Test(arguments: [(1, 0.5), (7, 0.3), (12, 0.5), (20, 0.1)])
  func binomialPowerIsTheSumOverAllCounts(_ n: Int, _ null: Double) throws {
    for definition in ExactTwoSided.allCases {
      for (level, effect) in [(0.05, 0.25), (0.2, -0.1), (0.9, 0.1)] {
        let truth = try BinomialDistribution(trials: n, probability: null + effect)
        var (two, one) = (0.0, 0.0)
        for count in 0...n {
          let both = try BinomialTest(count, of: n, against: null, method: .exact(twoSided: definition))
          if both.pValue <= level { two += truth.mass(count) }
          if try BinomialTest(count, of: n, against: null, alternative: .greater).pValue <= level {
            one += truth.mass(count)
          }
        }
        let found = try PlannedTest.binomial(null: null, twoSided: definition)
          .power(of: effect, sizes: [Double(n)], level: level)
        expectAgreement(found, two, digits: 12, floor: 1e-15, "two-sided \(n) \(null) \(level) \(definition)")
        let upper = try PlannedTest.binomial(null: null, oneSided: true)
          .power(of: effect, sizes: [Double(n)], level: level)
        expectAgreement(upper, one, digits: 12, floor: 1e-15, "one-sided \(n) \(null) \(level)")
      }
    }
  }

  @Test(arguments: [(5, 5, 0.2), (8, 3, 0.5), (9, 10, 0.7)])
  func fishersPowerIsTheSumOverAllTables(_ n: Int, _ m: Int, _ baseline: Double) throws {
    for (level, effect) in [(0.05, 0.3), (0.3, -0.2)] {
      let first = try BinomialDistribution(trials: n, probability: baseline + effect)
      let second = try BinomialDistribution(trials: m, probability: baseline)
      var (two, one) = (0.0, 0.0)
      // Without any success, or with nothing else, there is no table to test.
      for x in 0...n {
        for y in 0...m where x + y > 0 && x + y < n + m {
          let mass = first.mass(x) * second.mass(y)
          let table = [[x, n - x], [y, m - y]]
          if try FisherExactTest(table).pValue <= level { two += mass }
          if try FisherExactTest(table, alternative: .greater).pValue <= level { one += mass }
        }
      }
      let sizes = [Double(n), Double(m)]
      expectAgreement(
        try PlannedTest.fisher(baseline: baseline).power(of: effect, sizes: sizes, level: level), two,
        digits: 11)
      expectAgreement(
        try PlannedTest.fisher(baseline: baseline, oneSided: true).power(
          of: effect, sizes: sizes, level: level),
        one, digits: 11, floor: 1e-15)
    }
  }

  @Test func mcNemarsPowerIsTheSumOverAllTables() throws {
    let (pairs, discordance, effect) = (14, 0.4, 0.3)
    let up = discordance * (0.5 + effect)
    var power = 0.0
    for changes in 0...pairs {
      for rise in 0...changes {
        // The trinomial probability of rises, falls and pairs that stay.
        let mass =
          try BinomialDistribution(trials: pairs, probability: discordance).mass(changes)
          * BinomialDistribution(trials: changes, probability: up / discordance).mass(rise)
        let test = try? McNemarTest(table: [[pairs - changes, changes - rise], [rise, 0]])
        if let test, test.pValue <= 0.05 { power += mass }
      }
    }
    expectAgreement(
      try PlannedTest.mcNemar(discordance: discordance).power(of: effect, sizes: [Double(pairs)]), power,
      digits: 11)
    expectAgreement(
      try PlannedTest.mcNemar(discordance: 1).power(of: 0.2, sizes: [20]),
      try PlannedTest.sign().power(of: 0.2, sizes: [20]), digits: 12)
  }

  @Test func withoutAnEffectThePowerIsAtMostTheLevel() throws {
    for n in [5.0, 30, 200] {
      #expect(try PlannedTest.binomial(null: 0.3).power(of: 0, sizes: [n]) <= 0.05)
      #expect(try PlannedTest.sign().power(of: 0, sizes: [n]) <= 0.05)
      #expect(try PlannedTest.mcNemar(discordance: 0.4).power(of: 0, sizes: [n]) <= 0.05)
      #expect(try PlannedTest.fisher(baseline: 0.3).power(of: 0, sizes: [n, 20]) <= 0.05)
    }
  }

  @Test func theNumberOfCasesIsTheFirstWithThePower() throws {
    let found = try PowerAnalysis(.binomial(null: 0.5), effect: 0.2, power: 0.8)
    let test = try PlannedTest.binomial(null: 0.5)
    #expect(try test.power(of: 0.2, sizes: [Double(found.sizes[0])]) >= 0.8)
    for n in 1..<found.sizes[0] { #expect(try test.power(of: 0.2, sizes: [Double(n)]) < 0.8) }
    let tables = try PowerAnalysis(.fisher(baseline: 0.1), effect: 0.6, power: 0.8, allocation: [1, 2])
    #expect(tables.sizes[1] == 2 * tables.sizes[0] && tables.attainedPower >= 0.8)
    let share = try PowerAnalysis(.fisher(baseline: 0.1), sizes: [12, 20], power: 0.8)
    expectAgreement(
      try PlannedTest.fisher(baseline: 0.1).power(of: share.effect, sizes: [12, 20]), 0.8, digits: 11)
  }

  @Test func theEffectIsSoughtUpToAShareOfOne() throws {
    let found = try PowerAnalysis(.binomial(null: 0.7), sizes: [40], power: 0.8)
    expectAgreement(
      try PlannedTest.binomial(null: 0.7).power(of: found.effect, sizes: [40]), 0.8, digits: 11)
    #expect(found.effect < 0.3)
    #expect(try PlannedTest.binomial(null: 0.7).power(of: 0.3, sizes: [40]) == 1)
    #expect(try PlannedTest.fisher(baseline: 0.9).power(of: -0.9, sizes: [40, 40]) > 0.99)
    expectRefusal(.infeasible) { try PowerAnalysis(.fisher(baseline: 1), sizes: [40, 40], power: 0.8) }
  }

  @Test func swappingTheGroupsAndTheAnswersDoesNotMatter() throws {
    expectAgreement(
      try PlannedTest.fisher(baseline: 0.3).power(of: 0.4, sizes: [12, 9]),
      try PlannedTest.fisher(baseline: 0.7).power(of: -0.4, sizes: [9, 12]), digits: 11)
    expectAgreement(
      try PlannedTest.binomial(null: 0.3).power(of: 0.2, sizes: [25]),
      try PlannedTest.binomial(null: 0.7).power(of: -0.2, sizes: [25]), digits: 11)
  }

  @Test func theCriticalEffectIsTheFirstThatTheTestRejects() throws {
    let n = 12
    let found = try #require(try DetectableEffect(.binomial(null: 0.3), sizes: [n]).critical)
    let count = Int(((found + 0.3) * Double(n)).rounded())
    let (reached, missed) = (
      try BinomialTest(count, of: n, against: 0.3).pValue,
      try BinomialTest(count - 1, of: n, against: 0.3).pValue
    )
    #expect(reached <= 0.05 && missed > 0.05)
    let difference = try #require(try DetectableEffect(.fisher(baseline: 0.25), sizes: [10, 8]).critical)
    let x = Int(((difference + 0.25) * 10).rounded())
    let (yes, no) = (
      try FisherExactTest([[x, 10 - x], [2, 6]]).pValue,
      try FisherExactTest([[x - 1, 11 - x], [2, 6]]).pValue
    )
    #expect(yes <= 0.05 && no > 0.05)
    #expect(try DetectableEffect(.sign(), sizes: [5]).critical == nil)
    #expect(try DetectableEffect(.mcNemar(discordance: 0.1), sizes: [3]).critical == nil)
  }

  @Test func refusesWhatHasNoAnswer() throws {
    expectRefusal(.outOfRange) { try PlannedTest.binomial(null: 0) }
    expectRefusal(.outOfRange) { try PlannedTest.binomial(null: .nan) }
    expectRefusal(.outOfRange) { try PlannedTest.fisher(baseline: -0.1) }
    expectRefusal(.outOfRange) { try PlannedTest.mcNemar(discordance: 0) }
    expectRefusal(.outOfRange) { try PowerAnalysis(.binomial(null: 0.3), effect: -0.4, sizes: [20]) }
    expectRefusal(.outOfRange) { try PowerAnalysis(.fisher(baseline: 0.3), effect: -0.4, sizes: [20, 20]) }
    expectRefusal(.outOfRange) { try PlannedTest.sign().power(of: 0.2, sizes: [20.5]) }
    expectRefusal(.tooFew) { try PowerAnalysis(.sign(), effect: 0.2, sizes: [0]) }
    expectRefusal(.definition) { try PowerAnalysis(.sign(), effect: 0.2, sizes: [20], powerReached: 0.5) }
    expectRefusal(.infeasible) {
      try PowerAnalysis(.fisher(baseline: 0.3), effect: 0.1, sizes: [5_000, 5_000])
    }
    expectRefusal(.infeasible) {
      try PowerAnalysis(.mcNemar(discordance: 0.3), effect: 0.1, sizes: [1_000_000])
    }
    expectRefusal(.infeasible) { try PowerAnalysis(.sign(), sizes: [3], power: 0.5) }
    expectRefusal(.infeasible) {
      try PowerAnalysis(.fisher(baseline: 0.3), effect: 0.3, power: 0.8, allocation: [1, 600])
    }
    #expect(try PlannedTest.sign().power(of: 0.5, sizes: [1_000_000_000]) == 1)
  }
}
