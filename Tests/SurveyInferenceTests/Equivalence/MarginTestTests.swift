import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MarginTestTests {
  private static let margins: [MarginTest.Margin] = [.above(-0.5), .above(0.25), .below(0.5), .below(-0.25)]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("MarginTest")) func agreesWithReference(_ reference: Fixture.Case) throws
  {
    let (options, expected) = (reference.options, reference.expected)
    let bound = try options["bound"].number()
    let isAbove = try options["side"].string() == "above"
    let margin: MarginTest.Margin = isAbove ? .above(bound) : .below(bound)
    let (x, y) = (try options["x"].numbers(), try options["y"].numbers())
    let groups: [(String, GroupShiftMethod, Double)] = [
      ("student", .student, 11), ("welch", .welch, 11), ("exact", .mannWhitney(), 9),
      ("asymptotic", .mannWhitney(.asymptotic(continuityCorrection: false)), 9),
    ]
    for (key, method, digits) in groups {
      let found = try MarginTest(x, against: y, difference: margin, test: method)
      try expectAgreement(found.pValue, expected["groups"][key], digits: digits, key)
      guard key == "welch" else { continue }
      try expectAgreement(found.test.statistic.value, expected["groups"]["t_welch"], digits: 11, "t")
      let limit = isAbove ? found.estimate.interval?.lower : found.estimate.interval?.upper
      try expectAgreement(limit, expected["limit_welch"], digits: 11, "limit")
      #expect((isAbove ? found.estimate.interval?.upper : found.estimate.interval?.lower)?.isInfinite == true)
      #expect(found.estimate.interval?.level == 0.95)
    }
    let (after, before) = (try options["after"].numbers(), try options["before"].numbers())
    let pairs: [(String, PairedShiftMethod, Double)] = [
      ("t", .t, 11), ("pratt", .signedRank(), 9), ("wilcoxon", .signedRank(zeros: .wilcoxon), 9),
      ("asymptotic", .signedRank(method: .asymptotic(continuityCorrection: false)), 9),
    ]
    for (key, method, digits) in pairs {
      let found = try MarginTest(after, pairedWith: before, difference: margin, test: method)
      try expectAgreement(found.pValue, expected["pairs"][key], digits: digits, key)
      guard key == "t" else { continue }
      let limit = isAbove ? found.estimate.interval?.lower : found.estimate.interval?.upper
      try expectAgreement(limit, expected["limit_pairs"], digits: 11, "limit")
    }
    let one = try MarginTest(x, against: options["reference"].number(), difference: margin)
    try expectAgreement(one.pValue, expected["one"]["t"], digits: 11, "one sample")
  }

  // MARK: Laws

  @Test func aMarginOfZeroIsTheOneSidedTest() throws {
    let (x, y) = (Offices.north, Offices.south)
    for (margin, side) in [(MarginTest.Margin.above(0), Alternative.greater), (.below(0), .less)] {
      expectAgreement(
        try MarginTest(x, against: y, difference: margin).pValue,
        try WelchTest(x, against: y, alternative: side).pValue, digits: 14)
      expectAgreement(
        try MarginTest(x, against: y, difference: margin, test: .student).pValue,
        try StudentTest(x, against: y, alternative: side).pValue, digits: 14)
      #expect(
        try MarginTest(x, against: y, difference: margin, test: .mannWhitney()).pValue
          == MannWhitneyTest(x, against: y, alternative: side).pValue)
      expectAgreement(
        try MarginTest(Offices.after, pairedWith: Offices.before, difference: margin).pValue,
        try PairedTTest(Offices.after, against: Offices.before, alternative: side).pValue, digits: 14)
    }
  }

  @Test func twoMarginsAreTheTestOfEquivalence() throws {
    for method in groupShiftMethods {
      let above = try MarginTest(
        Offices.north, against: Offices.south, difference: .above(-0.5), test: method)
      let below = try MarginTest(
        Offices.north, against: Offices.south, difference: .below(0.75), test: method)
      let both = try EquivalenceTest(Offices.north, against: Offices.south, within: -0.5...0.75, test: method)
      #expect(both.aboveLower == above.test && both.belowUpper == below.test)
      #expect(above.estimate.interval?.lower == both.estimate.interval?.lower)
      #expect(both.pValue == max(above.pValue, below.pValue))
    }
  }

  /// p is at most the level where the one-sided interval lies beyond the bound.
  @Test func theLimitBeyondTheBoundIsTheSmallP() throws {
    var numbers = FixedNumbers(seed: 21)
    for _ in 0..<20 {
      let x = numbers.bells(8, center: 0.3, spread: 1)
      let y = numbers.bells(11, center: 0, spread: 0.6)
      let bound = 1.2 * numbers.bell()
      for method in groupShiftMethods {
        let above = try MarginTest(x, against: y, difference: .above(bound), test: method)
        #expect(above.estimate.interval.map { $0.lower > bound } == (above.pValue <= 0.05))
        let below = try MarginTest(x, against: y, difference: .below(bound), test: method)
        #expect(below.estimate.interval.map { $0.upper < bound } == (below.pValue <= 0.05))
      }
    }
  }

  @Test func swappingTurnsTheMargin() throws {
    for method in groupShiftMethods.prefix(4) {
      expectAgreement(
        try MarginTest(Offices.north, against: Offices.south, difference: .above(-0.25), test: method).pValue,
        try MarginTest(Offices.south, against: Offices.north, difference: .below(0.25), test: method).pValue,
        digits: 12)
    }
  }

  // MARK: Refusals, conformance, page

  @Test func refusesMarginsOutOfRange() {
    let (x, y) = ([1.0, 2, 4], [2.0, 2, 3])
    for bound in [Double.nan, .infinity, -.infinity] {
      expectRefusal(.notFinite) { try MarginTest(x, against: y, difference: .above(bound)) }
      expectRefusal(.notFinite) { try MarginTest(x, pairedWith: y, difference: .below(bound)) }
      expectRefusal(.notFinite) { try MarginTest(x, against: 2, difference: .below(bound)) }
    }
    expectRefusal(.outOfRange) {
      try MarginTest(
        [1e300, 1.1e300], against: [1e300, 1e300], difference: .above(-1.7e308), test: .mannWhitney())
    }
    expectRefusal(.outOfRange) { try MarginTest(x, against: y, difference: .above(0), level: 0.5) }
    expectRefusal(.tooFew) { try MarginTest([1], against: y, difference: .above(0)) }
    expectRefusal(.constant) { try MarginTest([1, 1], against: [2, 2], difference: .above(0)) }
  }

  @Test(arguments: margins) func keepsTheContract(_ margin: MarginTest.Margin) throws {
    for method in groupShiftMethods {
      try checkFinding {
        try MarginTest(
          Offices.north, against: Offices.south, difference: margin, unit: .rootMeanVariance, test: method)
      }
    }
    for method in pairedShiftMethods {
      try checkFinding {
        try MarginTest(Offices.after, pairedWith: Offices.before, difference: margin, test: method)
      }
      try checkFinding { try MarginTest(Offices.north, against: 3.5, difference: margin, test: method) }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MarginTest") { print in
      // page
      let online = [3.25, 4.00, 2.75, 4.50, 3.75, 3.00, 4.25, 4.00, 3.50, 4.75, 4.00, 3.25]
      let inPerson = [3.00, 3.75, 2.75, 4.25, 3.50, 3.25, 3.75, 4.00, 3.25]
      let satisfaction = try MarginTest(online, against: inPerson, difference: .above(-0.5))
      print(satisfaction.named("satisfaction", "online", "in person"))
      // end
    }
  }
}
