import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct LeveneTestTests {
  // Reference

  @Test(
    arguments: try Fixture.cases("LeveneTest").filter {
      ["tests of equal variances", "homogeneity of variance, k groups"].contains($0.method)
    })
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let groups = try reference.spreadGroups()
    let levene = try LeveneTest(groups, center: .mean)
    try expectAgreement(levene.statistic.value, reference.expected["levene_mean_F"], digits: 10, "mean F")
    try expectAgreement(levene.pValue, reference.expected["levene_mean_p"], digits: 10, "mean p")
    let median = try LeveneTest(groups)
    try expectAgreement(median.statistic.value, reference.expected["brown_forsythe_F"], digits: 10, "F")
    try expectAgreement(median.pValue, reference.expected["brown_forsythe_p"], digits: 10, "p")
  }

  @Test(arguments: try Fixture.cases("LeveneTest", method: "Levene in 50 digits"))
  func agreesWithFiftyDigits(_ reference: Fixture.Case) throws {
    let options = reference.options
    let center: LeveneTest.Center =
      try options["center"].string() == "median" ? .median : .trimmedMean(share: options["share"].number())
    let test = try LeveneTest(reference.spreadGroups(), center: center)
    // Scores such as 1000000.1 carry 10 digits of their deviations.
    let digits = reference.id.contains("shifted") ? 8.5 : 13
    try expectAgreement(test.statistic.value, reference.expected["F"], digits: digits, "F")
    try expectAgreement(test.pValue, reference.expected["p"], digits: digits, "p")
    try expectAgreement(test.etaSquared.value, reference.expected["eta_squared"], digits: digits, "η²")
    try expectAgreement(test.meanDeviations, reference.expected["mean_deviations"], digits: digits, "means")
  }

  @Test(arguments: try Fixture.cases("LeveneTest", method: "Bonett-Seier in 50 digits"))
  func ratioAgreesWithFiftyDigits(_ reference: Fixture.Case) throws {
    let test = try LeveneTest(reference.spreadGroups(), confidence: 0.95)
    let ratio = try #require(test.ratioOfDeviations)
    let digits = reference.id.contains("shifted") ? 8.5 : 13
    try expectAgreement(ratio.value, reference.expected["ratio"], digits: digits, "ratio")
    let interval = try #require(ratio.interval)
    try expectAgreement([interval.lower, interval.upper], reference.expected["ci"], digits: digits, "limits")
  }

  @Test(arguments: try Fixture.cases("LeveneTest", method: "Bonett-Seier, published example"))
  func ratioAgreesWithThePublishedExample(_ reference: Fixture.Case) throws {
    let test = try LeveneTest(reference.spreadGroups(), confidence: 0.95)
    let ratio = try #require(test.ratioOfDeviations)
    try expectAgreement(ratio.value, reference.expected["ratio"], digits: 7, "ratio")
    let interval = try #require(ratio.interval)
    try expectAgreement([interval.lower, interval.upper], reference.expected["ci"], digits: 6, "limits")
  }

  // Laws

  @Test func itIsTheAnalysisOfVarianceOfDeviations() throws {
    let test = try LeveneTest(moods)
    let deviations = moods.values.map { group in group.map { ($0 - medianOf(group)).magnitude } }
    let anova = try OneWayANOVA(ScoreGroups(deviations))
    expectAgreement(test.statistic.value, anova.statistic.value, digits: 14)
    expectAgreement(test.etaSquared.value, anova.etaSquared.value, digits: 14)
    expectAgreement(
      try #require(test.etaSquared.interval).upper, try #require(anova.etaSquared.interval).upper, digits: 12)
    #expect(test.meanDeviations == anova.groups.map(\.mean))
  }

  @Test func twoGroupsAreStudentsTestOfDeviations() throws {
    let (x, y) = (
      calm.map { ($0 - medianOf(calm)).magnitude }, restless.map { ($0 - medianOf(restless)).magnitude }
    )
    let t = try StudentTest(x, against: y)
    let test = try LeveneTest(calm, against: restless)
    expectAgreement(test.statistic.value, t.statistic.value * t.statistic.value, digits: 13)
    expectAgreement(test.pValue, t.pValue, digits: 13)
    expectAgreement(
      try #require(test.ratioOfDeviations).value,
      try Moments(x).mean / Moments(y).mean * (8.0 / 7) / (7.0 / 6), digits: 14)
  }

  @Test func neitherOriginsNorUnitNorOrderMatters() throws {
    for center in [LeveneTest.Center.mean, .median, .trimmedMean(share: 0.2)] {
      let one = try LeveneTest(calm, against: restless, center: center)
      for unit in [1024, 0x1p600, 0x1p-600, 0x1p-1000] {
        let moved = restless.reversed().map { (8 - $0) * unit }
        let other = try LeveneTest(calm.map { $0 * unit }, against: moved, center: center)
        expectAgreement(one.statistic.value, other.statistic.value, digits: 13)
        expectAgreement(one.meanDeviations[0] * unit, other.meanDeviations[0], digits: 13)
      }
    }
    let one = try LeveneTest(calm, against: restless)
    let other = try LeveneTest(restless, against: calm)
    expectAgreement(one.statistic.value, other.statistic.value, digits: 14)
    let (a, b) = (try #require(one.ratioOfDeviations), try #require(other.ratioOfDeviations))
    expectAgreement(a.value, 1 / b.value, digits: 14)
    expectAgreement(try #require(a.interval).lower, 1 / (try #require(b.interval).upper), digits: 13)
  }

  @Test func aShareOfNothingTrimsNothing() throws {
    let mean = try LeveneTest(moods, center: .mean)
    #expect(try LeveneTest(moods, center: .trimmedMean(share: 0)).statistic == mean.statistic)
    // Without all but the middle scores the mean is the median.
    let median = try LeveneTest(moods)
    let trimmed = try LeveneTest(moods, center: .trimmedMean(share: 0.499))
    expectAgreement(trimmed.statistic.value, median.statistic.value, digits: 14)
  }

  @Test func labelsAndArraysGiveTheSame() throws {
    let scores = moods.values.flatMap { $0 }
    let labels = moods.values.enumerated().flatMap { index, group in group.map { _ in "group \(index + 1)" } }
    #expect(try LeveneTest(scores, by: labels).report == LeveneTest(moods).report)
  }

  // Edges and refusals

  @Test func refusesWhatHasNoSpread() throws {
    expectRefusal(.tooFew) { try LeveneTest([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try LeveneTest([[1, 2, 3], []]) }
    expectRefusal(.tooFew) { try LeveneTest([[1, 2, 3], [4]]) }
    expectRefusal(.constant) { try LeveneTest([[2, 2], [3, 3, 3]]) }
    expectRefusal(.notFinite) { try LeveneTest([[1, 2, 3], [2, .nan]]) }
    expectRefusal(.notFinite) { try LeveneTest([1, 2, 3], against: [2, -.infinity]) }
    // Two scores have the same deviation from their centre, and so have scores at two places.
    expectRefusal(.constant) { try LeveneTest([[0.1, 0.3], [0.1, 0.9]], center: .mean) }
    expectRefusal(.constant) { try LeveneTest([[0.1, 0.1, 0.7, 0.7], [0.2, 0.3]], center: .mean) }
    for share in [-0.1, 0.5, .nan, .infinity] {
      expectRefusal(.outOfRange) { try LeveneTest(moods, center: .trimmedMean(share: share)) }
    }
    expectRefusal(.outOfRange) { try LeveneTest(moods, confidence: 0) }
    expectRefusal(.outOfRange) { try LeveneTest([[1.7e308, -1.7e308, -1.7e308], [1, 2, 3]]) }
  }

  @Test func aGroupWithoutSpreadHasNoRatio() throws {
    let test = try LeveneTest([1, 2, 4, 9], against: [3, 3, 3])
    #expect(test.ratioOfDeviations == nil)
    #expect(test.meanDeviations[1] == 0)
    #expect(test.report.notes.last == "A group does not vary, so that no ratio exists.")
    #expect(try LeveneTest([1, 2, 4, 9], against: [3, 4, 9], center: .mean).ratioOfDeviations == nil)
  }

  @Test func hugeScoresAreWithinRange() throws {
    let test = try LeveneTest([1e200, 2e200, 4e200, 9e200], against: [1e200, 3e200, 2e200])
    expectAgreement(
      test.statistic.value, try LeveneTest([1, 2, 4, 9], against: [1, 3, 2]).statistic.value, digits: 13)
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try LeveneTest(calm, against: restless).description == """
        Brown-Forsythe test of spread
          η² of absolute deviations          .476  90% CI [.116, .657]  F(1, 13) = 11.79, p = .004
          ratio of mean absolute deviations  0.24  90% CI [0.10, 0.55]
          group   n  median  mean deviation
          first   8    5.00            0.63
          second  7    5.00            2.57
          all 15 cases used
          deviations from: the median
          Note: Do not choose between Student's and Welch's test by this test.
        """)
    #expect(
      try LeveneTest(moods, center: .trimmedMean(share: 0.2)).description == """
        Levene's test of spread
          η² of absolute deviations  .135  90% CI [.000, .350]  F(2, 10) = 0.78, p = .484
          group    n  mean without 20% at each end  mean deviation
          group 1  4                          4.00            0.50
          group 2  5                          5.67            0.87
          group 3  4                          7.50            1.00
          all 13 cases used
          deviations from: the mean without 20% at each end
          Note: Do not choose between Student's and Welch's test by this test.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try LeveneTest(moods) }
    try checkFinding { try LeveneTest(calm, against: restless) }
    try checkFinding { try LeveneTest([1, 2, 4, 9], against: [3, 3, 3], center: .mean) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("LeveneTest") { print in
      // page
      let online = [3.1, 4.4, 2.2, 5.3, 3.9, 1.7, 4.8, 2.9]
      let inPerson = [3.4, 3.9, 3.1, 4.2, 3.6, 3.8, 3.3]
      let spread = try LeveneTest(online, against: inPerson, center: .median)
      print(spread.named("well-being", "online", "in person"))
      // end
    }
  }
}
