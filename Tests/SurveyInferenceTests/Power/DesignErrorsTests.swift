import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct DesignErrorsTests {
  // Reference

  @Test(arguments: try Fixture.cases("DesignErrors"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (o, expected) = (reference.options, reference.expected)
    let level = try o["level"].number()
    let found: DesignErrors =
      switch reference.method {
      case "z": try DesignErrors(effect: o["effect"].number(), standardError: o["se"].number(), level: level)
      case "shiftedT":
        try DesignErrors(
          effect: o["effect"].number(), standardError: o["se"].number(), degreesOfFreedom: o["df"].number(),
          level: level)
      default:
        try DesignErrors(d: o["d"].number(), o["n1"].integer(), against: o["n2"].integer(), level: level)
      }
    try expectAgreement(found.power, expected["power"], digits: 11, "power")
    try expectAgreement(found.typeS, expected["typeS"], digits: 11, "type S")
    try expectAgreement(found.exaggeration, expected["exaggeration"], digits: 11, "type M")
  }

  /// Gelman & Carlin (2014): a difference in the share of girls of 0.1 percentage points estimated with a
  /// standard error of 3.28, one of 1, and an estimate with a power of .80.
  @Test func agreesWithThePublishedExamples() throws {
    let small = try DesignErrors(effect: 0.1, standardError: 3.28)
    expectAgreement(small.power, 0.05, digits: 2)
    expectAgreement(small.typeS, 0.46, digits: 1.9)
    // Published from 10,000 simulations as 77.
    expectAgreement(small.exaggeration, 77, digits: 2)
    let planned = try DesignErrors(effect: 2.8, standardError: 1)
    expectAgreement(planned.power, 0.8, digits: 2)
    expectAgreement(planned.typeS, 1.2e-6, digits: 1.9)
    expectAgreement(planned.exaggeration, 1.12, digits: 2)
  }

  // Laws

  @Test func thePowerIsThatOfTheTest() throws {
    expectAgreement(
      try DesignErrors(d: 0.4, 60, against: 18).power,
      try PowerAnalysis(.student(), effect: 0.4, sizes: [60, 18]).power,
      digits: 12)
    expectAgreement(
      try DesignErrors(dz: 0.4, pairs: 12, level: 0.01).power,
      try PowerAnalysis(.paired(), effect: 0.4, sizes: [12], level: 0.01).power, digits: 12)
  }

  @Test func signUnitAndOrderDoNotMatter() throws {
    let one = try DesignErrors(effect: 0.4, standardError: 0.3)
    let other = try DesignErrors(effect: -4e100, standardError: 3e100)
    expectAgreement(one.typeS, other.typeS, digits: 13)
    expectAgreement(one.exaggeration, other.exaggeration, digits: 13)
    let groups = try DesignErrors(d: 0.4, 30, against: 12)
    let swapped = try DesignErrors(d: -0.4, 12, against: 30)
    expectAgreement(groups.exaggeration, swapped.exaggeration, digits: 13)
  }

  @Test func manyDegreesOfFreedomComeToTheNormalEstimate() throws {
    let normal = try DesignErrors(effect: 1.2, standardError: 1)
    let shifted = try DesignErrors(effect: 1.2, standardError: 1, degreesOfFreedom: 1e12)
    expectAgreement(shifted.typeS, normal.typeS, digits: 10)
    expectAgreement(shifted.exaggeration, normal.exaggeration, digits: 10)
    let groups = try DesignErrors(d: 1.2 / 5e8.squareRoot(), 1_000_000_000, against: 1_000_000_000)
    expectAgreement(groups.typeS, normal.typeS, digits: 7)
    expectAgreement(groups.exaggeration, normal.exaggeration, digits: 8)
  }

  @Test func largeEffectsAreNotExaggeratedAndSmallOnesAreACoinToss() throws {
    let large = try DesignErrors(effect: 100, standardError: 1)
    #expect(large.power == 1 && large.typeS == 0)
    expectAgreement(large.exaggeration, 1, digits: 14)
    let small = try DesignErrors(effect: 1e-6, standardError: 1)
    expectAgreement(small.typeS, 0.5, digits: 5)
    expectAgreement(small.power, 0.05, digits: 10)
    // E|Z| beyond 1.96 is φ(1.96)/.025.
    let normal = NormalDistribution.standard
    expectAgreement(
      small.exaggeration * 1e-6, try normal.density(normal.quantile(upperTail: 0.025)) / 0.025, digits: 10)
  }

  /// A simulation of Student's test itself, within four of its standard errors.
  @Test func agreesWithASimulation() throws {
    let (n, m, d) = (6, 4, 0.8)
    var stream = RandomStream(seed: 11)
    var (significant, wrong, size, squares) = (0.0, 0.0, 0.0, 0.0)
    let draws = 3_000
    for _ in 0..<draws {
      let first = (0..<n).map { _ in stream.normal() + d }
      let second = (0..<m).map { _ in stream.normal() }
      let test = try StudentTest(first, against: second)
      guard test.pValue <= 0.05 else { continue }
      significant += 1
      if test.difference.value < 0 { wrong += 1 }
      size += test.difference.value.magnitude / d
      squares += test.difference.value * test.difference.value / (d * d)
    }
    let found = try DesignErrors(d: d, n, against: m)
    let mean = size / significant
    let error = ((squares / significant - mean * mean) / significant).squareRoot()
    #expect((found.exaggeration - mean).magnitude < 4 * error)
    let share = wrong / significant
    #expect((found.typeS - share).magnitude < 4 * (found.typeS / significant).squareRoot())
    let rate = significant / Double(draws)
    #expect((found.power - rate).magnitude < 4 * (rate * (1 - rate) / Double(draws)).squareRoot())
  }

  // Refusals

  @Test func refusesWhatHasNoAnswer() throws {
    expectRefusal(.outOfRange) { try DesignErrors(effect: 0, standardError: 1) }
    expectRefusal(.notFinite) { try DesignErrors(effect: .nan, standardError: 1) }
    expectRefusal(.notFinite) { try DesignErrors(effect: .infinity, standardError: 1) }
    for error in [0, -1, .nan, Double.infinity] {
      expectRefusal(.outOfRange) { try DesignErrors(effect: 1, standardError: error) }
    }
    for level in [0, 1, .nan, -1] {
      expectRefusal(.outOfRange) { try DesignErrors(effect: 1, standardError: 1, level: level) }
    }
    for df in [0, 1, -2, .nan, Double.infinity] {
      expectRefusal(.outOfRange) { try DesignErrors(effect: 1, standardError: 1, degreesOfFreedom: df) }
    }
    expectRefusal(.outOfRange) { try DesignErrors(effect: 1e-308, standardError: 1e10) }
    expectRefusal(.tooFew) { try DesignErrors(d: 0.5, 1, against: 20) }
    expectRefusal(.tooFew) { try DesignErrors(dz: 0.5, pairs: 1) }
    expectRefusal(.outOfRange) { try DesignErrors(d: 0, 20, against: 20) }
  }

  @Test func extremesAreDecided() throws {
    let far = try DesignErrors(effect: 1, standardError: 1, level: 1e-300)
    #expect(far.power > 0 && far.exaggeration > 30)
    let heavy = try DesignErrors(effect: 1, standardError: 1, degreesOfFreedom: 1.5, level: 1e-200)
    #expect(heavy.power > 0 && heavy.typeS > 0.4 && heavy.exaggeration > 1e100)
    #expect(try DesignErrors(effect: 1e200, standardError: 1e-5).power == 1)
    expectRefusal(.outOfRange) { try DesignErrors(effect: 1e300, standardError: 1e-5) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try DesignErrors(effect: 0.1, standardError: 3.28).named("share of girls").description == """
        Design errors: share of girls, normal estimate
          power                                  .050
          wrong sign if significant (type S)     0.46
          exaggeration if significant (type M)  76.69
          true effect = 0.10   standard error = 3.28
          level: .05; test: two-sided
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try DesignErrors(effect: 0.1, standardError: 3.28) }
    try checkFinding { try DesignErrors(effect: 0.1, standardError: 3.28, degreesOfFreedom: 20) }
    try checkFinding { try DesignErrors(dz: -0.3, pairs: 18) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("DesignErrors") { print in
      // page
      print(try DesignErrors(d: 0.2, 60, against: 18))
      print(try DesignErrors(effect: 0.1, standardError: 3.28))
      // end
    }
  }
}
