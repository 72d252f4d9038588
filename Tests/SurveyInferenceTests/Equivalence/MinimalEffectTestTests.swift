import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MinimalEffectTestTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("MinimalEffectTest"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (options, expected) = (reference.options, reference.expected)
    let ends = try options["bounds"].numbers()
    let bounds = ends[0]...ends[1]
    func compare(
      _ found: MinimalEffectTest, _ expected: Fixture.Value, _ key: String, _ digits: Double
    ) throws {
      try expectAgreement(found.belowLower.pValue, expected["first"][key], digits: digits, key)
      try expectAgreement(found.aboveUpper.pValue, expected["second"][key], digits: digits, key)
      try expectAgreement(found.pValue, expected["p"][key], digits: digits, key)
    }
    let groups: [(String, GroupShiftMethod, Double)] = [
      ("student", .student, 11), ("welch", .welch, 11), ("exact", .mannWhitney(), 9),
      ("asymptotic", .mannWhitney(.asymptotic(continuityCorrection: false)), 9),
    ]
    for (key, method, digits) in groups {
      let found = try MinimalEffectTest(
        options["x"].numbers(), against: options["y"].numbers(), outside: bounds, test: method)
      try compare(found, expected["groups"], key, digits)
    }
    let pairs: [(String, PairedShiftMethod, Double)] = [
      ("t", .t, 11), ("pratt", .signedRank(), 9), ("wilcoxon", .signedRank(zeros: .wilcoxon), 9),
      ("asymptotic", .signedRank(method: .asymptotic(continuityCorrection: false)), 9),
    ]
    for (key, method, digits) in pairs {
      let found = try MinimalEffectTest(
        options["after"].numbers(), pairedWith: options["before"].numbers(), outside: bounds, test: method)
      try compare(found, expected["pairs"], key, digits)
    }
    let one = try MinimalEffectTest(
      options["x"].numbers(), against: options["reference"].number(), outside: bounds)
    try compare(one, expected["one"], "t", 11)
  }

  // MARK: Laws

  /// Of a continuous statistic the two one-sided probabilities against a bound add up to one.
  @Test func itsPAndThatOfEquivalenceAddUpToOne() throws {
    var numbers = FixedNumbers(seed: 31)
    for _ in 0..<20 {
      let x = numbers.bells(8, center: 0.3, spread: 1)
      let y = numbers.bells(8, center: 0, spread: 0.6)
      let low = numbers.bell()
      let bounds = low...(low + 0.1 + numbers.uniform())
      for method in [GroupShiftMethod.student, .welch] {
        let outside = try MinimalEffectTest(x, against: y, outside: bounds, test: method)
        let inside = try EquivalenceTest(x, against: y, within: bounds, test: method)
        expectAgreement(outside.pValue + inside.pValue, 1, digits: 13)
      }
      let outside = try MinimalEffectTest(x, pairedWith: y, outside: bounds)
      expectAgreement(
        outside.pValue + (try EquivalenceTest(x, pairedWith: y, within: bounds).pValue), 1, digits: 13)
      // Counted distributions have the observed value on both sides.
      let ranks = try MinimalEffectTest(x, against: y, outside: bounds, test: .mannWhitney())
      #expect(
        ranks.pValue + (try EquivalenceTest(x, against: y, within: bounds, test: .mannWhitney()).pValue) >= 1)
    }
  }

  /// p is at most the level where the interval lies wholly below or wholly above the bounds.
  @Test func theIntervalOutsideTheBoundsIsTheSmallP() throws {
    var numbers = FixedNumbers(seed: 41)
    var found = 0
    for _ in 0..<15 {
      let x = numbers.bells(9, center: 0.3, spread: 1)
      let y = numbers.bells(12, center: 0, spread: 0.6)
      let low = 1.2 * numbers.bell()
      let bounds = low...(low + 0.2)
      for method in groupShiftMethods {
        let test = try MinimalEffectTest(x, against: y, outside: bounds, test: method, level: 0.1)
        let interval = try #require(test.estimate.interval)
        let isOutside = interval.upper < bounds.lowerBound || interval.lower > bounds.upperBound
        #expect(isOutside == (test.pValue <= 0.1), "\(test)")
        found += isOutside ? 1 : 0
      }
    }
    #expect(found > 15)
  }

  @Test func swapShiftAndScaleMoveTheBounds() throws {
    let (x, y) = (Offices.north, Offices.south)
    for method in groupShiftMethods.prefix(4) {
      let one = try MinimalEffectTest(x, against: y, outside: -0.25...0.5, test: method)
      let swapped = try MinimalEffectTest(
        y.reversed(), against: Array(x.reversed()), outside: -0.5...0.25, test: method)
      expectAgreement(one.pValue, swapped.pValue, digits: 12)
      let moved = try MinimalEffectTest(
        x.map { 4 * $0 + 8 }, against: y.map { 4 * $0 }, outside: 7...10, test: method)
      expectAgreement(one.pValue, moved.pValue, digits: 11)
    }
  }

  // MARK: Refusals, conformance, page

  @Test func refusesWhatHasNoTest() {
    let (x, y) = ([1.0, 2, 4], [2.0, 2, 3])
    expectRefusal(.outOfRange) { try MinimalEffectTest(x, against: y, outside: 1...1) }
    expectRefusal(.notFinite) { try MinimalEffectTest(x, pairedWith: y, outside: -.infinity...1) }
    expectRefusal(.notFinite) { try MinimalEffectTest(x, against: .nan, outside: -1...1) }
    expectRefusal(.tooFew) { try MinimalEffectTest([1], against: y, outside: -1...1) }
    expectRefusal(.constant) { try MinimalEffectTest([1, 1], against: [2, 2], outside: -1...1) }
    expectRefusal(.outOfRange) { try MinimalEffectTest(x, against: y, outside: -1...1, level: 0) }
    expectRefusal(.outOfRange) { try MinimalEffectTest([1e200, 2e200], against: y, outside: -1...1) }
  }

  @Test func keepsTheContract() throws {
    for method in groupShiftMethods {
      try checkFinding {
        try MinimalEffectTest(
          Offices.north, against: Offices.south, outside: -0.5...0.5, unit: .baselineDeviation, test: method)
      }
    }
    for method in pairedShiftMethods {
      try checkFinding {
        try MinimalEffectTest(Offices.after, pairedWith: Offices.before, outside: -0.5...0.5, test: method)
      }
      try checkFinding {
        try MinimalEffectTest(Offices.north, against: 3.5, outside: -0.5...0.5, test: method)
      }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MinimalEffectTest") { print in
      // page
      let before = [3.25, 4.00, 2.75, 4.50, 3.75, 3.00, 2.50, 4.25, 3.50, 4.75, 3.00]
      let after = [3.75, 4.25, 2.75, 4.75, 3.50, 3.75, 3.50, 4.50, 4.00, 4.75, 3.25]
      let trust = try MinimalEffectTest(after, pairedWith: before, outside: -0.1...0.1)
      print(trust.named("generalized trust"))
      // end
    }
  }
}
