import SurveyInference
import SurveyModels
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

// No fixture: its reference values stand with those of Moderation, whose regression it reads.
@Suite struct JohnsonNeymanTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("Moderation"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let columns = try ModerationCases.columns(reference)
    let moderation = try Moderation(columns[0], by: columns[1], on: columns[2])
    let level = 1 - (try reference.options["level"].number())
    let found = try JohnsonNeyman(of: moderation, level: level)
    try expectAgreement(found.bounds, reference.expected["jn_bounds"], digits: 8, "bounds")
    let t = try StudentTDistribution(degreesOfFreedom: moderation.interaction.degreesOfFreedom)
      .quantile(upperTail: level / 2)
    let (value, error) = (moderation.interaction.value, moderation.interaction.standardError)
    let leading = value * value - t * t * error * error
    try expectAgreement(leading, reference.expected["jn_leading"], digits: 8, "leading coefficient")
    let width = leading * (found.bounds[1] - found.bounds[0])
    try expectAgreement(width * width, reference.expected["jn_discriminant"], digits: 8, "discriminant")
    #expect(found.regions.count == (leading > 0 ? 2 : 1))
  }

  // MARK: Laws

  @Test(arguments: [0.2, 0.05, 0.001], [StandardErrors.classical, .hc3])
  func theSlopeAtABoundHasTheLevelAsItsProbability(_ level: Double, _ errors: StandardErrors) throws {
    let moderation = try ModerationCases.found(at: .meanAndDeviations, errors)
    let found = try JohnsonNeyman(of: moderation, level: level)
    for bound in found.bounds {
      try expectAgreement(#require(moderation.slope(at: bound).pValue), level, digits: 8)
    }
    for region in found.regions {
      let (low, high) = (max(region.lower, -1e4), min(region.upper, 1e4))
      #expect(try #require(moderation.slope(at: low / 2 + high / 2).pValue) < level)
    }
    let values = MediationCases.age
    let inside = try values.count { try #require(moderation.slope(at: $0).pValue) < level }
    let shares = found.regions.reduce(0) { $0 + $1.share }
    expectAgreement(shares, Double(inside) / Double(values.count), digits: 12)
  }

  @Test func unitsOfTheModeratorMoveTheBounds() throws {
    let plain = try JohnsonNeyman(of: ModerationCases.found(), level: 0.05)
    for factor in [0x1p200, -0x1p-200] {
      let moved = try JohnsonNeyman(
        of: Moderation(
          MediationCases.contact, by: MediationCases.age.map { $0 * factor }, on: MediationCases.cooperation))
      for (one, other) in zip(plain.bounds, factor > 0 ? moved.bounds : moved.bounds.reversed()) {
        expectAgreement(other, one * factor, digits: 10)
      }
    }
  }

  @Test func allValuesTogetherHaveANarrowerRegion() throws {
    let moderation = try ModerationCases.found()
    let one = try JohnsonNeyman(of: moderation)
    let all = try JohnsonNeyman(of: moderation, coverage: .simultaneous)
    for (narrow, wide) in zip(all.regions, one.regions) {
      #expect(narrow.lower >= wide.lower && narrow.upper <= wide.upper)
    }
    // At a bound t² is 2 F.
    for bound in all.bounds {
      let t = try #require(moderation.slope(at: bound).statistic?.value)
      let statistic = TestStatistic(
        "F", t * t / 2, reference: .f(numerator: 2, denominator: moderation.interaction.degreesOfFreedom))
      expectAgreement(statistic.pValue(.greater), 0.05, digits: 8)
    }
  }

  @Test func aSlopeThatNeverDiffersHasNoRegion() throws {
    let x = [1.0, 2, 3, 4, 1, 2, 3, 4]
    let w = [1.0, 2, 2, 1, 2, 1, 1, 2]
    let moderation = try Moderation(x, by: w, on: [1, -1, 1, -1, -1, 1, -1, 1.1])
    let found = try JohnsonNeyman(of: moderation, level: 1e-6)
    #expect(found.bounds.isEmpty && found.regions.isEmpty)
    #expect(found.report.text.contains("at no value"))
  }

  // MARK: Refusals

  @Test func refusesWhatHasNoRegion() throws {
    let moderation = try ModerationCases.found()
    for level in [0, 1, -0.1, Double.nan, .infinity] {
      expectRefusal(.outOfRange) { try JohnsonNeyman(of: moderation, level: level) }
    }
    let x = [1.0, 2, 3, 4, 5, 6]
    let w = [0.0, 1, 0, 1, 1, 0]
    expectRefusal(.constant) {
      try JohnsonNeyman(of: Moderation(x, by: w, on: zip(x, w).map { $0 + 2 * $0 * $1 }))
    }
  }

  // MARK: Print

  @Test func printsItsFinding() throws {
    #expect(
      try JohnsonNeyman(of: ModerationCases.found(), level: 0.2).description == """
        Johnson-Neyman region: outcome on predictor by moderator
          the slope differs from zero at the level
          from moderator            to  share of cases
            no lower end         45.55           68.8%
                  247.68  no upper end            0.0%
          observed moderator = 25.00, 60.00
          all 16 cases used
          level: .200; coverage: pointwise; standard errors: classical
        """)
  }

  // MARK: Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try JohnsonNeyman(of: ModerationCases.found(), coverage: .simultaneous) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("JohnsonNeyman") { print in
      // page
      let contact = [1.0, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2, 5, 4, 1, 3]
      let age = [25.0, 31, 47, 52, 38, 44, 29, 60, 35, 41, 58, 33, 27, 49, 36, 30]
      let cooperation = [3.0, 3.4, 4.1, 2.9, 4.4, 4.0, 2.5, 3.9, 4.2, 3.1, 2.8, 3.6, 4.9, 3.9, 3.3, 3.5]
      let moderation = try Moderation(contact, by: age, on: cooperation)
        .named("neighbours", "contact", "age", "cooperation")
      print(try JohnsonNeyman(of: moderation))
      // end
    }
  }
}
