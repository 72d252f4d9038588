import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct DetectableDifferenceTests {
  // Reference

  @Test(arguments: try Fixture.cases("DetectableDifference"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (options, expected) = (reference.options, reference.expected)
    let effect = try expected["effect"].number()
    let power = try expected["power"].number()
    let oneSided = options["alternative"] == .text("greater")
    // Where the reference solved for a whole size or a power it holds to 9 digits, else to 4.
    let level = try expected["sig_level"].number()
    let solvesForEffect = options["d"] == .null
    if reference.method == "pwr.t2n.test" {
      let (n, m) = (try options["n1"].integer(), try options["n2"].integer())
      let design = try DetectableDifference(n, against: m, power: power, level: level)
      if solvesForEffect {
        expectAgreement(design.detectable, effect, digits: 4, "d")
      } else {
        expectAgreement(try design.power(of: effect), power, digits: 9, "power")
      }
      return
    }
    let size = try expected["n"].number()
    guard size == size.rounded() else {
      // A solved size is not whole: the power steps over the wanted one at the sizes beside it.
      let (low, high) = (Int(size), Int(size) + 1)
      func found(_ n: Int) throws -> Double {
        options["type"] == .text("one.sample")
          ? try DetectableDifference(pairs: n, level: level).power(of: effect)
          : try DetectableDifference(n, against: n, level: level).power(of: effect)
      }
      #expect(try found(low) < power && power < found(high))
      return
    }
    let n = Int(size)
    let design =
      options["type"] == .text("paired")
      ? try DetectableDifference(pairs: n, power: power, level: level, oneSided: oneSided)
      : try DetectableDifference(n, against: n, power: power, level: level, oneSided: oneSided)
    let solvesForLevel = options["sig.level"] == .null && options.hasKey("sig.level")
    let digits = solvesForEffect || solvesForLevel ? 4.0 : 9
    expectAgreement(try design.power(of: effect), power, digits: digits, "power")
    expectAgreement(design.detectable, effect, digits: min(digits, 8), "d")
  }

  @Test func sixtyAgainstEighteenShowsWhatIsPublishedOfIt() throws {
    let groups = try DetectableDifference(60, against: 18)
    expectAgreement(groups.detectable, 0.76, digits: 2)
    expectAgreement(groups.criticalDifference, 0.54, digits: 2)
    expectAgreement(try DetectableDifference(pairs: 60).detectable, 0.37, digits: 2)
    expectAgreement(try DetectableDifference(pairs: 40).detectable, 0.45, digits: 2)
  }

  // Laws

  @Test func theDetectableDifferenceHasTheWantedPower() throws {
    for power in [0.06, 0.5, 0.8, 0.99] {
      for oneSided in [false, true] {
        let groups = try DetectableDifference(9, against: 4, power: power, oneSided: oneSided)
        expectAgreement(try groups.power(of: groups.detectable), power, digits: 12)
        let pairs = try DetectableDifference(pairs: 7, power: power, oneSided: oneSided)
        expectAgreement(try pairs.power(of: pairs.detectable), power, digits: 12)
      }
    }
  }

  @Test func withoutADifferenceThePowerIsTheLevel() throws {
    let design = try DetectableDifference(12, against: 20, level: 0.01)
    expectAgreement(try design.power(of: 0), 0.01, digits: 12)
    expectAgreement(try design.power(of: 0.7), try design.power(of: -0.7), digits: 12)
    let oneSided = try DetectableDifference(12, against: 20, level: 0.01, oneSided: true)
    expectAgreement(try oneSided.power(of: 0), 0.01, digits: 12)
    #expect(try oneSided.power(of: -0.7) < 0.001)
  }

  @Test func theCriticalDifferenceIsWhereStudentsTestReachesTheLevel() throws {
    let design = try DetectableDifference(6, against: 4)
    let d = design.criticalDifference
    let test = try StudentTest(
      Moments(count: 6, mean: d, standardDeviation: 1),
      against: Moments(count: 4, mean: 0, standardDeviation: 1))
    expectAgreement(test.pValue, 0.05, digits: 12)
  }

  // Refusals

  @Test func refusesWhatHasNoAnswer() throws {
    expectRefusal(.tooFew) { try DetectableDifference(1, against: 20) }
    expectRefusal(.tooFew) { try DetectableDifference(20, against: 0) }
    expectRefusal(.tooFew) { try DetectableDifference(pairs: -4) }
    expectRefusal(.outOfRange) { try DetectableDifference(pairs: 20, power: 0.05) }
    expectRefusal(.outOfRange) { try DetectableDifference(pairs: 20, power: 1) }
    expectRefusal(.outOfRange) { try DetectableDifference(pairs: 20, level: .nan) }
    expectRefusal(.outOfRange) { try DetectableDifference(pairs: 20, level: 0) }
    expectRefusal(.notFinite) { try DetectableDifference(pairs: 20).power(of: .nan) }
  }

  @Test func extremesAreDecided() throws {
    let large = try DetectableDifference(.max, against: .max)
    #expect(large.detectable > 0 && large.detectable < 1e-8)
    #expect(try DetectableDifference(pairs: 20).power(of: 1e300) == 1)
  }

  // Print

  @Test func printsItsFinding() throws {
    let design = try DetectableDifference(60, against: 18)
    #expect(
      design.description == """
        What this n can show: Student's test of two groups
          d detected with power .80            0.76
          smallest |d| that reaches the level  0.54
          n = 60, 18
          level: .05; test: two-sided
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try DetectableDifference(60, against: 18) }
    try checkFinding { try DetectableDifference(pairs: 2, oneSided: true) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("DetectableDifference") { print in
      // page
      let groups = try DetectableDifference(60, against: 18)
      print(groups)
      // end
    }
  }
}

extension Fixture.Value {
  /// Whether an object has a value under a key, be it null.
  fileprivate func hasKey(_ key: String) -> Bool {
    guard case .object(let values) = self else { return false }
    return values[key] != nil
  }
}
