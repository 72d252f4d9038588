import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct EquivalenceTestTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("EquivalenceTest", method: "TOST equivalence (two one-sided t tests)"))
  func agreesWithTwoTTests(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    let bound = try reference.options["eps"].number()
    for (key, method) in [("student", GroupShiftMethod.student), ("welch", .welch)] {
      let found = try EquivalenceTest(first, against: second, within: -bound...bound, test: method)
      let expected = reference.expected[key]
      try expectAgreement(found.aboveLower.statistic.value, expected["t_lower"], digits: 11, "t lower")
      try expectAgreement(found.aboveLower.pValue, expected["p_lower"], digits: 11, "p lower")
      try expectAgreement(found.belowUpper.statistic.value, expected["t_upper"], digits: 11, "t upper")
      try expectAgreement(found.belowUpper.pValue, expected["p_upper"], digits: 11, "p upper")
      try expectAgreement(found.pValue, expected["p_tost"], digits: 11, "p")
      let interval = try #require(found.estimate.interval)
      try expectAgreement(interval.lower, expected["ci90_low"], digits: 11, "lower")
      try expectAgreement(interval.upper, expected["ci90_high"], digits: 11, "upper")
      expectAgreement(interval.level, 0.9, digits: 15)
      guard case .t(let freedom) = found.aboveLower.statistic.reference else {
        Issue.record("no t")
        continue
      }
      try expectAgreement(freedom, expected["df"], digits: 11, "df")
    }
  }

  @Test(arguments: try Fixture.cases("EquivalenceTest", method: "two one-sided tests"))
  func agreesWithEveryTest(_ reference: Fixture.Case) throws {
    let options = reference.options
    let ends = try options["bounds"].numbers()
    let bounds = ends[0]...ends[1]
    let groups: [(String, GroupShiftMethod, Double)] = [
      ("student", .student, 11), ("welch", .welch, 11), ("exact", .mannWhitney(), 9),
      ("asymptotic", .mannWhitney(.asymptotic(continuityCorrection: false)), 9),
    ]
    for (key, method, digits) in groups {
      let found = try EquivalenceTest(
        options["x"].numbers(), against: options["y"].numbers(), within: bounds, test: method)
      try compare(found, reference.expected["groups"], key, digits)
    }
    let pairs: [(String, PairedShiftMethod, Double)] = [
      ("t", .t, 11), ("pratt", .signedRank(), 9), ("wilcoxon", .signedRank(zeros: .wilcoxon), 9),
      ("asymptotic", .signedRank(method: .asymptotic(continuityCorrection: false)), 9),
    ]
    for (key, method, digits) in pairs {
      let found = try EquivalenceTest(
        options["after"].numbers(), pairedWith: options["before"].numbers(), within: bounds, test: method)
      try compare(found, reference.expected["pairs"], key, digits)
    }
    let one = try EquivalenceTest(
      options["x"].numbers(), against: options["reference"].number(), within: bounds)
    try compare(one, reference.expected["one"], "t", 11)
  }

  private func compare(
    _ found: EquivalenceTest, _ expected: Fixture.Value, _ key: String, _ digits: Double
  ) throws {
    try expectAgreement(found.aboveLower.pValue, expected["first"][key], digits: digits, "\(key) lower")
    try expectAgreement(found.belowUpper.pValue, expected["second"][key], digits: digits, "\(key) upper")
    try expectAgreement(found.pValue, expected["p"][key], digits: digits, key)
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    for method in groupShiftMethods {
      try checkFinding {
        try EquivalenceTest(Offices.north, against: Offices.south, within: -0.5...0.5, test: method)
      }
      try checkFinding {
        try EquivalenceTest(
          Offices.north, against: Offices.south, within: -0.5...0.5, unit: .pooledDeviation, test: method)
      }
    }
    for method in pairedShiftMethods {
      try checkFinding {
        try EquivalenceTest(Offices.after, pairedWith: Offices.before, within: -0.5...0.5, test: method)
      }
      try checkFinding { try EquivalenceTest(Offices.north, against: 3.5, within: -0.5...0.5, test: method) }
    }
    // Squares of values of this size leave the range of numbers; ranks do not need them.
    expectRefusal(.outOfRange) {
      try EquivalenceTest([1e200, 2e200], against: [3e200, 1e200], within: -1...1)
    }
  }

  @Test func printsWhatASampleIsComparedWith() throws {
    let found = try EquivalenceTest(Offices.north, against: 3.5, within: -0.5...0.5)
    #expect(found.named("trust", "north").report.title == "Equivalence test: trust, north - 3.50")
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("EquivalenceTest") { print in
      // page
      let north = [3.25, 4.00, 2.75, 4.50, 3.75, 3.00, 4.25, 4.00, 3.50, 4.75, 4.00, 3.25]
      let south = [3.00, 3.75, 2.75, 4.25, 3.50, 3.25, 3.75, 4.00, 3.25]
      let trust = try EquivalenceTest(north, against: south, within: -0.75...0.75)
      print(trust.named("generalized trust", "north", "south"))
      print("")
      let ranks = try EquivalenceTest(north, against: south, within: -0.75...0.75, test: .mannWhitney())
      print(ranks.named("generalized trust", "north", "south"))
      // end
    }
  }
}
