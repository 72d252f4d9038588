import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct RepeatedBlandAltmanTests {
  // Bland and Altman's (1986) peak flow: two measurements of each person with each meter.
  static let large: [[Double]] = [
    [494, 490], [395, 397], [516, 512], [434, 401], [476, 470], [557, 611], [413, 415], [442, 431],
    [650, 638],
    [433, 429], [417, 420], [656, 633], [267, 275], [478, 492], [178, 165], [423, 372], [427, 421],
  ]
  static let mini: [[Double]] = [
    [512, 525], [430, 415], [520, 508], [428, 444], [500, 500], [600, 625], [364, 460], [380, 390],
    [658, 642],
    [445, 432], [432, 420], [626, 605], [260, 227], [477, 467], [259, 268], [350, 370], [451, 443],
  ]
  private typealias TrueValue = RepeatedBlandAltman.TrueValue

  // MARK: Reference

  @Test(arguments: try Fixture.cases("RepeatedBlandAltman"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let options = reference.options
    let found = try RepeatedBlandAltman(
      options["x"].array().map { try $0.numbers() }, against: options["y"].array().map { try $0.numbers() },
      trueValue: try #require(TrueValue(rawValue: options["true_value"].string())))
    let expected = reference.expected
    try expectAgreement(found.bias.value, expected["bias"], digits: 10, "bias")
    try expectAgreement(found.standardDeviation, expected["sd"], digits: 10, "SD")
    for (estimate, key) in [
      (found.bias, "bias"), (found.lowerLimit, "lower"), (found.upperLimit, "upper"),
    ] {
      try expectAgreement(estimate.value, expected[key], digits: 10, key)
      let interval = try #require(estimate.interval)
      try expectAgreement(
        [interval.lower, interval.upper], expected["\(key)_ci"], digits: 10, "\(key) interval")
    }
    try expectAgreement(found.components.map(\.meanSquare), expected["mean_squares"], digits: 10, "squares")
    try expectAgreement(found.components.map(\.factor), expected["factors"], digits: 10, "factors")
    #expect(try found.components.map { Double($0.degreesOfFreedom) } == expected["df"].numbers())
  }

  /// The paper of 1986: 33.2 for the SD of mean differences, 15.3 and 19.9 within persons, 37.7 corrected.
  @Test func givesWhatBlandAndAltmanPublished() throws {
    let found = try RepeatedBlandAltman(Self.large, against: Self.mini, trueValue: .constant)
    let roots = found.components.map { $0.meanSquare.squareRoot() }
    for (root, published) in zip(roots, [33.2, 15.3, 19.9]) { #expect((root - published).magnitude < 0.05) }
    #expect((found.standardDeviation - 37.7).magnitude < 0.05)
  }

  // MARK: Laws

  @Test(arguments: RepeatedBlandAltman.TrueValue.allCases)
  func swappingTheMethodsMirrorsTheLimits(_ trueValue: RepeatedBlandAltman.TrueValue) throws {
    let plain = try RepeatedBlandAltman(Self.large, against: Self.mini, trueValue: trueValue)
    let swapped = try RepeatedBlandAltman(Self.mini, against: Self.large, trueValue: trueValue)
    expectAgreement(swapped.bias.value, -plain.bias.value, digits: 13)
    expectAgreement(swapped.lowerLimit.value, -plain.upperLimit.value, digits: 13)
    let (one, other) = (try #require(swapped.lowerLimit.interval), try #require(plain.upperLimit.interval))
    expectAgreement(one.lower, -other.upper, digits: 12)
    expectAgreement(one.upper, -other.lower, digits: 12)
  }

  /// With equally many pairs the components are those of the analysis of variance of ratings.
  @Test func balancedPairsGiveTheComponentsOfTheOneWayModel() throws {
    let found = try RepeatedBlandAltman(Self.large, against: Self.mini, trueValue: .varying)
    let differences = zip(Self.large, Self.mini).map { one, other in zip(one, other).map { $0 - $1 } }
    let variances = try IntraclassCorrelation([differences.map { $0[0] }, differences.map { $0[1] }])
      .variances
    expectAgreement(found.components[0].meanSquare, variances.betweenSubjects, digits: 12)
    expectAgreement(found.components[1].meanSquare, variances.withinSubjects, digits: 12)
    expectAgreement(
      found.standardDeviation * found.standardDeviation,
      variances.oneWaySubjectComponent + variances.withinSubjects, digits: 12)
  }

  /// Replicates have no order, pairs have one.
  @Test func theOrderOfReplicatesDoesNotMatterWhereTheTrueValueIsConstant() throws {
    let plain = try RepeatedBlandAltman(Self.large, against: Self.mini, trueValue: .constant)
    let turned = try RepeatedBlandAltman(
      Self.large.map { $0.reversed() }, against: Self.mini, trueValue: .constant)
    expectAgreement(turned.standardDeviation, plain.standardDeviation, digits: 13)
    let pairs = try RepeatedBlandAltman(Self.large, against: Self.mini, trueValue: .varying)
    let mixed = try RepeatedBlandAltman(
      Self.large.map { $0.reversed() }, against: Self.mini, trueValue: .varying)
    #expect(pairs.standardDeviation != mixed.standardDeviation && pairs.bias == mixed.bias)
  }

  /// One method measured once: only the other's replicates add to the variance.
  @Test func aSingleMeasurementOfOneMethodHasNoComponent() throws {
    let found = try RepeatedBlandAltman(
      Self.large, against: Self.mini.map { [$0[0]] }, trueValue: .constant)
    #expect(found.components.map(\.source) == [.subjectMeans, .withinMeasurement])
    #expect(found.measurementCounts == [34, 17])
    let sum = found.components.reduce(0) { $0 + $1.factor * $1.meanSquare }
    expectAgreement(found.standardDeviation, sum.squareRoot(), digits: 14)
  }

  /// Over many samples with unequal numbers of replicates the mean is the true variance, 4 + 1 + 0.25.
  @Test func theVarianceOfASingleDifferenceIsEstimatedWithoutBias() throws {
    var stream = RandomStream(seed: 3)
    var totals = [0.0, 0.0]
    let rounds = 400
    for _ in 0..<rounds {
      var (x, y): ([[Double]], [[Double]]) = ([], [])
      for subject in 0..<12 {
        let own = 2 * stream.normal()
        let size = 1 + subject % 4
        x.append((0..<size).map { _ in own + stream.normal() })
        y.append((0..<size).map { _ in 0.5 * stream.normal() })
      }
      for (index, trueValue) in RepeatedBlandAltman.TrueValue.allCases.enumerated() {
        let deviation = try RepeatedBlandAltman(x, against: y, trueValue: trueValue).standardDeviation
        totals[index] += deviation * deviation / Double(rounds)
      }
    }
    for total in totals { #expect((total - 5.25).magnitude < 0.35, "\(total)") }
  }

  // MARK: Edges and refusals

  @Test func equalMeasurementsHaveLimitsWithoutWidth() throws {
    for trueValue in RepeatedBlandAltman.TrueValue.allCases {
      let same = try RepeatedBlandAltman(
        [[1, 1], [2, 2]], against: [[1, 1], [2, 2]], trueValue: trueValue)
      #expect(same.standardDeviation == 0 && same.upperLimit.interval?.width == 0)
      #expect(same.report.notes.count == 1)
    }
    try checkFinding {
      try RepeatedBlandAltman([[1, 3], [3, 1]], against: [[2, 2], [2, 2]], trueValue: .varying)
    }
    let negative = try RepeatedBlandAltman(
      [[1, 3], [3, 1]], against: [[2, 2], [2, 2]], trueValue: .varying)
    #expect(negative.report.notes.first?.contains("negative") == true)
  }

  @Test func refusesWhatHasNoLimits() {
    func refuse(_ code: InputError.Code, _ x: [[Double]], _ y: [[Double]]) {
      for trueValue in RepeatedBlandAltman.TrueValue.allCases {
        expectRefusal(code) { try RepeatedBlandAltman(x, against: y, trueValue: trueValue) }
      }
    }
    refuse(.tooFew, [], [])
    refuse(.tooFew, [[1, 2]], [[1, 2]])
    refuse(.tooFew, [[1, 2], []], [[1, 2], []])
    refuse(.tooFew, [[1], [2]], [[1], [2]])
    refuse(.lengthMismatch, [[1, 2], [2, 3]], [[1, 2], [2, 2], [3, 4]])
    refuse(.notFinite, [[1, .nan], [2, 3]], [[1, 2], [3, 4]])
    refuse(.outOfRange, [[1e200, 1], [2, 3]], [[1, 2], [3, 4]])
    refuse(.outOfRange, [[1.5e308, 1.5e308], [2, 3]], [[-1.5e308, -1.5e308], [3, 4]])
    expectRefusal(.lengthMismatch) {
      try RepeatedBlandAltman([[1, 2], [2, 3]], against: [[1, 2], [2]], trueValue: .varying)
    }
    for level in [0, 1, .nan] {
      expectRefusal(.outOfRange) {
        try RepeatedBlandAltman(Self.large, against: Self.mini, trueValue: .constant, coverage: level)
      }
      expectRefusal(.outOfRange) {
        try RepeatedBlandAltman(Self.large, against: Self.mini, trueValue: .constant, confidence: level)
      }
    }
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    for trueValue in RepeatedBlandAltman.TrueValue.allCases {
      try checkFinding { try RepeatedBlandAltman(Self.large, against: Self.mini, trueValue: trueValue) }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("RepeatedBlandAltman") { print in
      // page
      let large: [[Double]] = [
        [494, 490], [395, 397], [516, 512], [434, 401], [476, 470], [557, 611], [413, 415], [442, 431],
        [650, 638],
        [433, 429], [417, 420], [656, 633], [267, 275], [478, 492], [178, 165], [423, 372], [427, 421],
      ]
      let mini: [[Double]] = [
        [512, 525], [430, 415], [520, 508], [428, 444], [500, 500], [600, 625], [364, 460], [380, 390],
        [658, 642],
        [445, 432], [432, 420], [626, 605], [260, 227], [477, 467], [259, 268], [350, 370], [451, 443],
      ]
      let agreement = try RepeatedBlandAltman(large, against: mini, trueValue: .constant)
      print(agreement.named("peak flow", "large meter", "mini meter"))
      // end
    }
  }
}
