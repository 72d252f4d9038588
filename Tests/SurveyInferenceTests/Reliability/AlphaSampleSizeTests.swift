import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct AlphaSampleSizeTests {
  @Test(arguments: try Fixture.cases("AlphaSampleSize"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (options, expected) = (reference.options, reference.expected)
    let items = try options["items"].integer()
    let finding: AlphaSampleSize
    if options["width"] != .null {
      finding = try AlphaSampleSize(
        width: options["width"].number(), planned: options["planned"].number(), itemCount: items)
      try expectAgreement(
        [finding.feldtInterval.lower, finding.feldtInterval.upper], expected["feldt"], digits: 11)
    } else if options["lower"] != .null {
      finding = try AlphaSampleSize(
        lower: options["lower"].number(), upper: options["upper"].number(), itemCount: items)
    } else {
      finding = try AlphaSampleSize(
        testingAgainst: options["against"].number(), planned: options["planned"].number(), itemCount: items,
        power: options["power"].number())
      try expectAgreement(finding.feldtPower, expected["feldt_power"], digits: 10, "power")
    }
    try expectAgreement(finding.exactCount, expected["exact"], digits: 12)
    #expect(finding.count == (try expected["n"].integer()))
  }

  /// Bonett & Wright (2015): 139 cases test .70 against .80 with five items and a power of .85.
  @Test func agreesWithAPublishedExample() throws {
    let finding = try AlphaSampleSize(testingAgainst: 0.7, planned: 0.8, itemCount: 5, power: 0.85)
    #expect(finding.count == 139)
  }

  @Test(arguments: [0.05, 0.1, 0.3]) func theIntervalIsAsNarrowAsWantedAndNotNarrower(_ width: Double) throws
  {
    let size = try AlphaSampleSize(width: width, planned: 0.8, itemCount: 6)
    func bonett(_ count: Int) throws -> Double {
      try CronbachAlpha(published: 0.8, count: count, itemCount: 6, interval: .bonett).alpha.interval?.width
        ?? 0
    }
    #expect(try bonett(size.count) <= width)
    #expect(try bonett(size.count - 1) > width)
    expectAgreement(size.feldtInterval.width, width, digits: 1)
  }

  @Test func limitsAroundAPlannedAlphaAreItsWidth() throws {
    let limits = try AlphaSampleSize(lower: 0.7, upper: 0.85, itemCount: 8)
    let interval = try #require(
      try CronbachAlpha(published: limits.planned, count: 10, itemCount: 8, interval: .bonett).alpha.interval)
    #expect(interval.width > 0.15)
    let width = try AlphaSampleSize(width: 0.15, planned: limits.planned, itemCount: 8)
    expectAgreement(width.exactCount, limits.exactCount, digits: 11)
  }

  @Test func feldtsTestHasAboutThePowerThatWasAskedFor() throws {
    for power in [0.5, 0.8, 0.95] {
      let size = try AlphaSampleSize(testingAgainst: 0.6, planned: 0.75, itemCount: 10, power: power)
      expectAgreement(size.feldtPower ?? 0, power, digits: 0, floor: 0.03)
    }
  }

  @Test func refusesPlansThatMakeNoSense() throws {
    for width in [0, -1, 2, .nan] {
      expectRefusal(.outOfRange) { try AlphaSampleSize(width: width, planned: 0.8, itemCount: 5) }
    }
    for planned in [1, -0.1, .nan] {
      expectRefusal(.outOfRange) { try AlphaSampleSize(width: 0.1, planned: planned, itemCount: 5) }
      expectRefusal(.outOfRange) { try AlphaSampleSize(testingAgainst: 0.5, planned: planned, itemCount: 5) }
    }
    for items in [1, 0, Int.min] {
      expectRefusal(.tooFew) { try AlphaSampleSize(width: 0.1, planned: 0.8, itemCount: items) }
    }
    expectRefusal(.infeasible) { try AlphaSampleSize(width: 1e-12, planned: 0.8, itemCount: 5) }
    expectRefusal(.outOfRange) { try AlphaSampleSize(lower: 0.8, upper: 0.8, itemCount: 5) }
    expectRefusal(.outOfRange) { try AlphaSampleSize(lower: 0.9, upper: 0.8, itemCount: 5) }
    expectRefusal(.outOfRange) { try AlphaSampleSize(testingAgainst: 0.8, planned: 0.8, itemCount: 5) }
    expectRefusal(.outOfRange) {
      try AlphaSampleSize(testingAgainst: 0.7, planned: 0.8, itemCount: 5, power: 1)
    }
    expectRefusal(.outOfRange) {
      try AlphaSampleSize(testingAgainst: 0.7, planned: 0.8, itemCount: 5, power: 0.01)
    }
    expectRefusal(.outOfRange) {
      try AlphaSampleSize(testingAgainst: 0.7, planned: 0.8, itemCount: 5, significance: 0)
    }
    #expect(try AlphaSampleSize(width: 1.9, planned: 0, itemCount: .max).count >= 3)
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try AlphaSampleSize(width: 0.1, planned: 0.8, itemCount: 5) }
    try checkFinding { try AlphaSampleSize(lower: 0.7, upper: 0.85, itemCount: 5) }
    try checkFinding { try AlphaSampleSize(testingAgainst: 0.7, planned: 0.8, itemCount: 5) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("AlphaSampleSize") { print in
      // page
      print(try AlphaSampleSize(width: 0.1, planned: 0.8, itemCount: 5))
      print(try AlphaSampleSize(testingAgainst: 0.7, planned: 0.8, itemCount: 5, power: 0.85))
      // end
    }
  }
}
