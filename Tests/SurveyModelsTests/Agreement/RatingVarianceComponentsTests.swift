import SurveyModels
import SurveyProbability
import SurveyTestSupport
import Testing

@Suite struct RatingVarianceComponentsTests {
  static let judges: [[Double]] = [
    [9, 6, 8, 7, 10, 6], [2, 1, 4, 1, 5, 2], [5, 3, 6, 2, 6, 4], [8, 2, 8, 6, 9, 7],
  ]
  static var holed: [[Double?]] {
    var ratings = judges.map { $0.map(Optional.some) }
    ratings[0][1] = nil
    ratings[2][4] = nil
    ratings[3][4] = nil
    return ratings
  }

  // MARK: Reference

  @Test(arguments: try Fixture.cases("RatingVarianceComponents"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let found = try RatingVarianceComponents(Self.ratings(of: reference))
    let expected = reference.expected
    let digits: Double = reference.id.hasPrefix("lme4") ? 5 : 10
    #expect(found.ratingCount == (try expected["n_ratings"].integer()))
    try expectAgreement(found.subjectVariance, expected["subject_variance"], digits: digits, "subjects")
    try expectAgreement(found.raterVariance, expected["rater_variance"], digits: digits, "raters")
    try expectAgreement(found.errorVariance, expected["error_variance"], digits: digits, "error")
    try expectAgreement(found.mean, expected["mean"], digits: digits, "mean")
    try expectAgreement(found.restrictedLogLikelihood, expected["reml_loglik"], digits: digits, "likelihood")
    for (coefficient, key) in [
      (found.agreement, "icc_a1"), (found.consistency, "icc_c1"), (found.oneWay, "icc_1"),
    ] {
      try expectAgreement(coefficient.single.value, expected[key], digits: digits, key)
      guard expected["\(key)_ci"] != .null else { continue }
      let interval = try #require(coefficient.single.interval)
      try expectAgreement(
        [interval.lower, interval.upper], expected["\(key)_ci"], digits: 8, "\(key) interval")
    }
  }

  private static func ratings(of reference: Fixture.Case) throws -> [[Double?]] {
    if reference.dataset == nil {
      return try reference.options["table"].array().map { column in
        try column.array().map { $0 == .null ? nil : try $0.number() }
      }
    }
    let data = try reference.data()
    var ratings = try reference.options["columns"].strings().map(data.numbers)
    // R counts rows and columns from one.
    if case .array(let holes) = reference.options["holes"] {
      for hole in holes { ratings[try hole[1].integer() - 1][try hole[0].integer() - 1] = nil }
    }
    return ratings
  }

  // MARK: Laws

  @Test func completeTablesGiveTheAnalysisOfVariance() throws {
    let found = try RatingVarianceComponents(Self.judges)
    let anova = try IntraclassCorrelation(Self.judges)
    expectAgreement(found.subjectVariance, anova.variances.subjectComponent, digits: 11)
    expectAgreement(found.raterVariance, anova.variances.raterComponent, digits: 11)
    expectAgreement(found.errorVariance, anova.variances.residual, digits: 12)
    expectAgreement(found.agreement.single.value, anova[.agreement]?.value ?? .nan, digits: 11)
    expectAgreement(found.consistency.average.value, anova[.averageConsistency]?.value ?? .nan, digits: 11)
    expectAgreement(found.oneWay.single.value, anova[.oneWay]?.value ?? .nan, digits: 11)
    expectAgreement(found.oneWay.average.value, anova[.averageOneWay]?.value ?? .nan, digits: 11)
    #expect(found.ratingsPerSubject == 4 && found.partCount == 1)
  }

  @Test func theOrderOfSubjectsAndRatersDoesNotMatter() throws {
    let plain = try RatingVarianceComponents(Self.holed)
    let turned = try RatingVarianceComponents(Self.holed.reversed().map { $0.reversed() })
    expectAgreement(turned.agreement.single.value, plain.agreement.single.value, digits: 11)
    expectAgreement(turned.raterVariance, plain.raterVariance, digits: 11)
    expectAgreement(turned.restrictedLogLikelihood, plain.restrictedLogLikelihood, digits: 13)
  }

  @Test func shiftAndUnitChangeWhatTheyShould() throws {
    let plain = try RatingVarianceComponents(Self.holed)
    for (factor, shift) in [(1e-100, 0.0), (3, 1e6), (1e140, 0)] {
      let moved = try RatingVarianceComponents(
        Self.holed.map { $0.map { $0.map { $0 * factor + shift } } })
      expectAgreement(moved.agreement.single.value, plain.agreement.single.value, digits: 8)
      expectAgreement(moved.errorVariance, plain.errorVariance * factor * factor, digits: 8)
      expectAgreement(moved.mean, plain.mean * factor + shift, digits: 11)
      #expect(moved.agreement.single.interval != nil)
    }
  }

  @Test func subjectsWithoutRatingsChangeNothing() throws {
    let plain = try RatingVarianceComponents(Self.holed)
    let more = try RatingVarianceComponents(
      Self.holed.map { $0 + [nil, nil] } + [[Double?](repeating: nil, count: 8)])
    #expect(more.agreement == plain.agreement && more.averagedCount == 4)
    #expect(more.cases.excluded == 2 && more.unusedRaters == ["rater 5"] && more.raterCount == 4)
    #expect(more.report.text.contains("2 with no rating"))
  }

  @Test func averagesFollowSpearmanAndBrown() throws {
    for count in [1, 2, 7] {
      let found = try RatingVarianceComponents(Self.holed, averagingOver: count)
      for coefficient in [found.agreement, found.consistency, found.oneWay] {
        let stepUp = { (r: Double) in Double(count) * r / (1 + Double(count - 1) * r) }
        expectAgreement(coefficient.average.value, stepUp(coefficient.single.value), digits: 13)
        expectAgreement(
          coefficient.average.interval?.lower ?? .nan, stepUp(coefficient.single.interval?.lower ?? .nan),
          digits: 12)
      }
    }
  }

  /// Random tables of every shape: the likelihood is the naive twin's, and nowhere higher.
  @Test func noOtherVariancesAreMoreLikely() throws {
    var stream = RandomStream(seed: 41)
    for round in 0..<60 {
      let (subjects, raters) = (3 + stream.index(below: 8), 2 + stream.index(below: 5))
      let (spread, level) = (Double(round % 4), Double(round % 3))
      let truths = (0..<subjects).map { _ in spread * stream.normal() }
      let ratings: [[Double?]] = (0..<raters).map { _ in
        let shift = level * stream.normal()
        return truths.map { stream.uniform() < 0.75 ? ($0 + shift + stream.normal()) : nil }
      }
      let found = try RatingVarianceComponents(ratings)
      let naive = NaiveRatingLikelihood(ratings)
      let (s, r, e) = (found.subjectVariance, found.raterVariance, found.errorVariance)
      expectAgreement(
        found.restrictedLogLikelihood, try naive.value(subjects: s, raters: r, error: e), digits: 9,
        "\(round)")
      for a in [0, 0.01, 0.3, 0.9, 1.1, 3, 30] {
        for b in [0, 0.01, 0.3, 0.9, 1.1, 3, 30] {
          let other = try naive.value(
            subjects: a * max(s, 0.1 * e), raters: b * max(r, 0.1 * e), error: e)
          #expect(other <= found.restrictedLogLikelihood + 1e-9, "\(round): \(a), \(b)")
        }
      }
    }
  }

  // MARK: Edges and refusals

  @Test func variancesOnTheBoundaryAreZeroAndSaidToBe() throws {
    // Subjects' means are equal: their variance would be negative.
    let flat = try RatingVarianceComponents([[1, 2, 3, 2], [3, 2, 1, 2]])
    #expect(flat.subjectVariance == 0 && flat.raterVariance == 0 && flat.errorVariance > 0)
    #expect(flat.agreement.single == Estimate(0) && flat.agreement.average.interval == nil)
    #expect(flat.report.notes.count == 2)
    try checkFinding { try RatingVarianceComponents([[1, 2, 3, 2], [3, 2, 1, 2]]) }
  }

  /// The logarithms in the criterion nearly cancel here, and a minimum of it is lost in their rounding.
  @Test func settlesWhereTheCriterionCancels() throws {
    let found = try RatingVarianceComponents([
      [-0.132101483035997, -0.16151487080935756, 0.06176159761016231],
      [-0.7053517277127206, nil, -0.543896074372364],
    ])
    expectAgreement(found.raterVariance / found.errorVariance, 658.7507, digits: 6.5)
    expectAgreement(found.subjectVariance / found.errorVariance, 49.555648, digits: 6.5)
    #expect(found.iterations < 10)
  }

  @Test func partsThatNoSubjectConnectsAreWarnedOf() throws {
    let parts: [[Double?]] = [
      [1, 4, 3, nil, nil, nil], [2, 4, 5, nil, nil, nil], [nil, nil, nil, 4, 1, 2], [nil, nil, nil, 3, 1, 3],
    ]
    let found = try RatingVarianceComponents(parts)
    #expect(found.partCount == 2 && found.report.warnings.count == 1)
  }

  @Test func refusesWhatHasNoComponents() {
    let judges = Self.judges.map { $0.map(Optional.some) }
    expectRefusal(.tooFew) { try RatingVarianceComponents([[Double?]]()) }
    expectRefusal(.tooFew) { try RatingVarianceComponents([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try RatingVarianceComponents([[nil, nil], [nil, nil]]) }
    expectRefusal(.tooFew) { try RatingVarianceComponents([[1, nil], [2, nil]]) }
    expectRefusal(.tooFew) { try RatingVarianceComponents([[1, nil, 3], [nil, 2, nil]]) }
    expectRefusal(.lengthMismatch) { try RatingVarianceComponents([[1, 2], [1]]) }
    expectRefusal(.lengthMismatch) { try RatingVarianceComponents(judges, names: ["a"]) }
    expectRefusal(.notFinite) { try RatingVarianceComponents([[1, .nan], [1, nil]]) }
    expectRefusal(.constant) { try RatingVarianceComponents([[2, 2, 2], [2, 2, nil]]) }
    expectRefusal(.constant) { try RatingVarianceComponents([[1, 2, 3], [1, 2, 3]]) }
    expectRefusal(.constant) {
      try RatingVarianceComponents([[1, 2, 4, nil], [2, 3, 5, 1], [4, 5, nil, 3]])
    }
    expectRefusal(.outOfRange) { try RatingVarianceComponents([[1e200, 2, 3], [2, -1e200, 4]]) }
    expectRefusal(.outOfRange) {
      try RatingVarianceComponents([[1.7e308, -1.7e308, -1.7e308], [-1.7e308, -1.7e308, -1.7e308]])
    }
    expectRefusal(.outOfRange) { try RatingVarianceComponents(judges, averagingOver: 0) }
    expectRefusal(.outOfRange) { try RatingVarianceComponents(judges, confidence: 1) }
    expectRefusal(.infeasible) {
      try RatingVarianceComponents([[Double?]](repeating: [1, 2, 4], count: 101))
    }
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try RatingVarianceComponents(Self.holed, names: ["a", "b", "c", "d"]) }
    try checkFinding { try RatingVarianceComponents(Self.holed, averagingOver: 1) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("RatingVarianceComponents") { print in
      // page
      let ratings: [[Double?]] = [
        [9, nil, 8, 7, 10, 6, nil],
        [2, 1, 4, 1, 5, 2, nil],
        [5, 3, 6, 2, nil, 4, nil],
        [8, 2, 8, 6, nil, 7, nil],
      ]
      let components = try RatingVarianceComponents(ratings)
      print(components)
      // end
    }
  }
}
