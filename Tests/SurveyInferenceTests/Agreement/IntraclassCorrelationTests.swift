import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct IntraclassCorrelationTests {
  static var judges: [[Double]] { TwoWayMeanSquaresTests.judges }

  // MARK: Reference

  @Test(arguments: try Fixture.cases("IntraclassCorrelation"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let ratings = try reference.data().complete(reference.options["columns"].strings())
    let finding = try IntraclassCorrelation(
      ratings, confidence: reference.options["conf_level"].number())
    let expected = reference.expected
    #expect(finding.subjectCount == (try expected["n"].integer()))
    #expect(finding.raterCount == (try expected["k"].integer()))
    try expectAgreement(finding.variances.betweenSubjects, expected["MSB"], digits: 11, "MSB")
    try expectAgreement(finding.variances.betweenRaters, expected["MSJ"], digits: 11, "MSJ")
    try expectAgreement(finding.variances.residual, expected["MSE"], digits: 11, "MSE")
    let forms = IntraclassCorrelation.Form.allCases
    let estimates = try forms.map { try #require(finding[$0]) }
    try expectAgreement(estimates.map(\.value), expected["icc"], digits: 9, "icc")
    try expectAgreement(estimates.map { $0.interval?.lower ?? .nan }, expected["ci_low"], digits: 9, "low")
    try expectAgreement(estimates.map { $0.interval?.upper ?? .nan }, expected["ci_high"], digits: 9, "high")
    let kinds = [finding.oneWay, finding.agreement, finding.consistency]
    let six = kinds + kinds
    try expectAgreement(six.map(\.statistic.value), expected["F"], digits: 9, "F")
    try expectAgreement(six.map(\.pValue), expected["p"], digits: 9, "p")
    for (index, kind) in six.enumerated() {
      guard case .f(let numerator, let denominator) = kind.statistic.reference else {
        Issue.record("not an F")
        continue
      }
      #expect(numerator == (try expected["df1"][index].number()))
      #expect(denominator == (try expected["df2"][index].number()))
    }
  }

  @Test func givesWhatShroutAndFleissPublished() throws {
    let finding = try IntraclassCorrelation(Self.judges)
    let published = [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]
    for (form, value) in zip(IntraclassCorrelation.Form.allCases, published) {
      let found = try #require(finding[form]).value
      #expect((found - value).magnitude <= 0.005, "\(form)")
    }
  }

  // MARK: Laws

  @Test func theMeanOfAllRatersIsCronbachsAlpha() throws {
    let average = try #require(try IntraclassCorrelation(Self.judges)[.averageConsistency])
    let alpha = try CronbachAlpha(Self.judges).alpha
    expectAgreement(average.value, alpha.value, digits: 13)
    let (found, feldt) = (try #require(average.interval), try #require(alpha.interval))
    expectAgreement(found.lower, feldt.lower, digits: 12)
    expectAgreement(found.upper, feldt.upper, digits: 12)
  }

  @Test func shiftsOfARaterLeaveConsistencyAndLowerAgreement() throws {
    let plain = try IntraclassCorrelation(Self.judges)
    var moved = Self.judges
    moved[1] = moved[1].map { $0 - 100 }
    let shifted = try IntraclassCorrelation(moved)
    expectAgreement(
      try #require(shifted[.consistency]).value, try #require(plain[.consistency]).value, digits: 12)
    let (low, high) = (try #require(shifted[.agreement]), try #require(plain[.agreement]))
    #expect(low.value < high.value)
  }

  @Test func orderUnitAndOriginDoNotMatter() throws {
    let plain = try IntraclassCorrelation(Self.judges)
    let turned = try IntraclassCorrelation(
      Self.judges.reversed().map { $0.reversed().map { 5 - 1e-3 * $0 } })
    let huge = try IntraclassCorrelation(Self.judges.map { $0.map { $0 * 1e150 } })
    for form in IntraclassCorrelation.Form.allCases {
      let one = try #require(plain[form])
      for other in [try #require(turned[form]), try #require(huge[form])] {
        expectAgreement(other.value, one.value, digits: 12)
        expectAgreement(try #require(other.interval).lower, try #require(one.interval).lower, digits: 11)
        expectAgreement(try #require(other.interval).upper, try #require(one.interval).upper, digits: 11)
      }
    }
  }

  @Test func averagesFollowSpearmanAndBrown() throws {
    for count in [1, 2, 3, 10, 1_000] {
      let finding = try IntraclassCorrelation(Self.judges, averagingOver: count)
      #expect(finding.averagedCount == count)
      for (single, average) in [
        (finding.oneWay.single, finding.oneWay.average),
        (finding.agreement.single, finding.agreement.average),
        (finding.consistency.single, finding.consistency.average),
      ] {
        let (one, many) = (try #require(single), try #require(average))
        let stepUp = { (r: Double) in Double(count) * r / (1 + Double(count - 1) * r) }
        expectAgreement(many.value, stepUp(one.value), digits: 13)
        expectAgreement(
          try #require(many.interval).upper, stepUp(try #require(one.interval).upper), digits: 12)
      }
    }
    // A lower limit of a single rating that is too low has no limit in the mean of many.
    let many = try IntraclassCorrelation(Self.judges, averagingOver: 1_000)
    #expect(many.oneWay.average?.interval?.lower == -.infinity)
  }

  /// The formulas of McGraw and Wong (1996, tables 4 and 7), term by term.
  @Test func agreesWithMcGrawAndWongsFormulas() throws {
    let finding = try IntraclassCorrelation(Self.judges)
    let (n, k) = (6.0, 4.0)
    let (r, c, e) = (
      finding.variances.betweenSubjects, finding.variances.betweenRaters, finding.variances.residual
    )
    let rho = (r - e) / (r + (k - 1) * e + k / n * (c - e))
    expectAgreement(try #require(finding[.agreement]).value, rho, digits: 13)
    expectAgreement(
      try #require(finding[.averageAgreement]).value, (r - e) / (r + (c - e) / n), digits: 13)
    let a = k * rho / (n * (1 - rho))
    let b = 1 + k * rho * (n - 1) / (n * (1 - rho))
    let freedom =
      (a * c + b * e) * (a * c + b * e) / (a * c * a * c / (k - 1) + b * e * b * e / ((n - 1) * (k - 1)))
    let high = try FQuantile.upper(0.025, n - 1, freedom)
    let low = try FQuantile.upper(0.025, freedom, n - 1)
    let rest = k * c + (k * n - k - n) * e
    let interval = try #require(finding[.agreement]?.interval)
    expectAgreement(interval.lower, n * (r - high * e) / (high * rest + n * r), digits: 12)
    expectAgreement(interval.upper, n * (low * r - e) / (rest + n * low * r), digits: 12)
    let mean = try #require(finding[.averageAgreement]?.interval)
    expectAgreement(mean.lower, n * (r - high * e) / (high * (c - e) + n * r), digits: 11)
    expectAgreement(mean.upper, n * (low * r - e) / (c - e + n * low * r), digits: 11)
  }

  @Test func standardErrorsFollowFromTheComponents() throws {
    let variances = try IntraclassCorrelation(Self.judges).variances
    expectAgreement(
      variances.agreementError, (variances.raterComponent + variances.residual).squareRoot(), digits: 13)
    expectAgreement(variances.consistencyError, variances.residual.squareRoot(), digits: 15)
    expectAgreement(variances.oneWayError, variances.withinSubjects.squareRoot(), digits: 15)
  }

  // MARK: Edges and refusals

  @Test func perfectAgreementIsOneWithoutError() throws {
    let finding = try IntraclassCorrelation([[1, 2, 4], [1, 2, 4], [1, 2, 4]])
    for form in IntraclassCorrelation.Form.allCases {
      let estimate = try #require(finding[form])
      #expect(estimate.value == 1 && estimate.interval?.lower == 1 && estimate.interval?.upper == 1)
    }
    #expect(finding.oneWay.statistic.value == .infinity && finding.oneWay.pValue == 0)
    try checkFinding { try IntraclassCorrelation([[1, 2, 4], [1, 2, 4], [1, 2, 4]]) }
  }

  @Test func constantDifferencesOfRatersArePerfectConsistency() throws {
    let finding = try IntraclassCorrelation([[0.1, 0.2, 0.4], [1.1, 1.2, 1.4]])
    #expect(finding[.consistency]?.value == 1 && finding.consistency.statistic.value == .infinity)
    let agreement = try #require(finding[.agreement])
    #expect(agreement.value < 1 && agreement.value > 0 && agreement.interval != nil)
    try checkFinding { try IntraclassCorrelation([[0.1, 0.2, 0.4], [1.1, 1.2, 1.4]]) }
  }

  @Test func subjectsWithEqualMeansGiveNegativeCoefficients() throws {
    let finding = try IntraclassCorrelation([[1, 2, 3], [3, 2, 1]])
    #expect(finding[.consistency]?.value == -1 && finding.consistency.statistic.value == 0)
    #expect(finding[.averageConsistency] == nil && finding[.averageOneWay] == nil)
    #expect(finding.report.warnings.count == 1)
    #expect(finding.report.notes.contains { $0.contains("does not exist") })
    try checkFinding { try IntraclassCorrelation([[1, 2, 3], [3, 2, 1]]) }
    // Two subjects and two raters that disagree crosswise leave agreement without a denominator.
    let crossed = try IntraclassCorrelation([[1, 2], [2, 1]])
    #expect(crossed[.agreement] == nil && crossed[.averageAgreement] == nil)
    #expect(crossed[.consistency]?.value == -1)
    try checkFinding { try IntraclassCorrelation([[1, 2], [2, 1]]) }
  }

  @Test func twoSubjectsAndTwoRatersAreTheFewest() throws {
    try checkFinding { try IntraclassCorrelation([[1, 4], [2, 3]]) }
    let interval = try #require(try IntraclassCorrelation([[1, 4], [2, 4]])[.consistency]?.interval)
    #expect(interval.lower >= -1 && interval.upper <= 1)
  }

  @Test func refusesWhatHasNoCorrelation() {
    expectRefusal(.tooFew) { try IntraclassCorrelation([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try IntraclassCorrelation([[1], [2]]) }
    expectRefusal(.lengthMismatch) { try IntraclassCorrelation([[1, 2], [2]]) }
    expectRefusal(.lengthMismatch) { try IntraclassCorrelation([[1, 2], [2, 3]], names: ["a"]) }
    expectRefusal(.notFinite) { try IntraclassCorrelation([[1, .nan], [2, 3]]) }
    expectRefusal(.constant) { try IntraclassCorrelation([[2, 2, 2], [2, 2, 2]]) }
    expectRefusal(.constant) { try IntraclassCorrelation([[2, 2, 2], [3, 3, 3]]) }
    expectRefusal(.outOfRange) { try IntraclassCorrelation([[1e200, 1], [2, 3]]) }
    for count in [0, -1, Int.min, 1_000_001, Int.max] {
      expectRefusal(.outOfRange) { try IntraclassCorrelation(Self.judges, averagingOver: count) }
    }
    for confidence in [0, 1, -1, .nan] {
      expectRefusal(.outOfRange) { try IntraclassCorrelation(Self.judges, confidence: confidence) }
    }
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try IntraclassCorrelation(Self.judges, names: ["a", "b", "c", "d"]) }
    try checkFinding { try IntraclassCorrelation(Self.judges, averagingOver: 1) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("IntraclassCorrelation") { print in
      // page
      let ratings: [[Double]] = [
        [9, 6, 8, 7, 10, 6],
        [2, 1, 4, 1, 5, 2],
        [5, 3, 6, 2, 6, 4],
        [8, 2, 8, 6, 9, 7],
      ]
      let icc = try IntraclassCorrelation(ratings, names: ["judge 1", "judge 2", "judge 3", "judge 4"])
      print(icc)
      // end
      #expect(icc[.agreement]?.value == icc.agreement.single?.value)
    }
  }
}
