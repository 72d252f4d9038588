import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Predictors far from zero, and in units that make variances smaller than doubles can be: neither changes what a
/// regression says of a sum of coefficients.
@Suite struct DistanceFromZeroTests {
  private static let weights = [1, 2, 0.5, 1, 3, 1, 2, 1, 0, 1.5, 1, 2]
  private static let shifts = [0, 1e3, 1e6, 1e9]

  /// Of motivation 3 and age 30: the mean and its standard errors in the order of `StandardErrors`, by mpmath 1.3.0 with 60
  /// digits from the formulas of `StandardErrors`.
  private static let plain = Reference(
    mean: 3.295797943018228,
    errors: [
      0.17049262350963538, 0.12935498285003558, 0.14936626833897494, 0.14791436697701936, 0.17265978119885118,
      0.15822312516819073, 0.17842794467267709, 0.14109884464517212,
    ], deviation: 0.39010286239924386)
  private static let weighted = Reference(
    mean: 3.384890356945213,
    errors: [
      0.19634052051835514, 0.14019344419817437, 0.1643913850227609, 0.15977699628287185, 0.18502605449864219,
      0.16463388428518032, 0.18762430847553932, 0.15054553064784144,
    ], deviation: 0.49233167259529562)

  private struct Reference {
    let mean: Double
    /// Classical, HC0, HC1, HC2, HC3, HC4, HC4m, HC5.
    let errors: [Double]
    let deviation: Double
  }

  private static func fit(
    _ shift: Double, _ errors: StandardErrors, isWeighted: Bool, arithmetic: ArithmeticChoice = .automatic,
    unit: Double = 1
  ) throws -> LinearRegression {
    try LinearRegression(
      RegressionData.trust,
      on: Design(columns: [
        ("motivation", RegressionData.motivation), ("age", RegressionData.age.map { unit * ($0 + shift) }),
      ]), standardErrors: errors, weights: isWeighted ? weights : nil, arithmetic: arithmetic)
  }

  /// Ages are whole numbers, so that their doubles keep all digits: 12 of them are asked for.
  @Test(arguments: StandardErrors.allCases, [false, true])
  func distanceCostsNoDigits(errors: StandardErrors, isWeighted: Bool) throws {
    let reference = isWeighted ? Self.weighted : Self.plain
    let place = try #require(StandardErrors.allCases.firstIndex(of: errors))
    let error = reference.errors[place]
    for shift in Self.shifts {
      let fit = try Self.fit(shift, errors, isWeighted: isWeighted)
      let found = try RegressionPrediction(
        of: fit, for: ModelData(["motivation": .numbers([3]), "age": .numbers([30 + shift])])
      ).predictions[0]
      let sum = try LinearCombination(
        of: fit, ["intercept": 1, "motivation": 3, "age": 30 + shift], equals: 3)
      for estimate in [found.mean, sum.estimate] {
        expectAgreement(estimate.value, reference.mean, digits: 12, "mean at \(shift)")
        try expectAgreement(#require(estimate.standardError), error, digits: 12, "SE at \(shift)")
        let interval = try #require(estimate.interval)
        let quantile = isWeighted ? 2.3060041352041671 : 2.2621571627982049
        expectAgreement(interval.lower, reference.mean - quantile * error, digits: 12, "lower at \(shift)")
        expectAgreement(interval.upper, reference.mean + quantile * error, digits: 12, "upper at \(shift)")
        let whole = (error * error + reference.deviation * reference.deviation).squareRoot()
        expectAgreement(found.outcome.upper, reference.mean + quantile * whole, digits: 12, "outcome")
      }
      try expectAgreement(#require(sum.statistic).value, (reference.mean - 3) / error, digits: 11, "t")
    }
  }

  /// The arithmetic of large data, in doubles throughout, keeps what the distance leaves of 16 digits.
  @Test(arguments: [(1e3, 12.0), (1e6, 9), (1e9, 6)])
  func plainArithmeticLosesDigitsOnce(shift: Double, digits: Double) throws {
    let fit = try Self.fit(shift, .hc3, isWeighted: false, arithmetic: .double)
    let found = try RegressionPrediction(
      of: fit, for: ModelData(["motivation": .numbers([3]), "age": .numbers([30 + shift])])
    ).predictions[0].mean
    expectAgreement(found.value, Self.plain.mean, digits: digits)
    try expectAgreement(#require(found.standardError), Self.plain.errors[4], digits: digits)
  }

  @Test(arguments: [StandardErrors.classical, .hc3])
  func aSumOfOneCoefficientIsTheCoefficient(errors: StandardErrors) throws {
    for shift in Self.shifts {
      let fit = try Self.fit(shift, errors, isWeighted: true)
      for coefficient in fit.coefficients {
        let sum = try LinearCombination(of: fit, [coefficient.name: 1]).estimate
        #expect(sum.value == coefficient.value)
        try expectAgreement(#require(sum.standardError), coefficient.standardError, digits: 13)
      }
    }
  }

  /// Two sums that are tested at once, of which one takes the intercept. The inverse of the nearly singular matrix of six
  /// clusters multiplies what the arithmetic for moderate conditions leaves at a distance of 1,000.
  @Test func jointTestsOfMeansKeepTheirDigits() throws {
    let clusters = [1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5, 6]
    func found(_ shift: Double) throws -> [JointTest] {
      let sums = [["motivation": 1.0], ["intercept": 1, "age": 30 + shift]]
      let fit = try Self.fit(shift, .hc3, isWeighted: false)
      return [
        try JointTest(of: fit, sums: sums),
        try JointTest(of: ClusteredRegression(of: fit, clusters: clusters), sums: sums),
      ]
    }
    for shift in Self.shifts {
      for (one, other) in try zip(found(0), found(shift)) {
        expectAgreement(one.statistic.value, other.statistic.value, digits: 8)
        expectAgreement(one.pValue, other.pValue, digits: 8)
      }
    }
  }

  @Test func predictionsOfClustersKeepTheirDigits() throws {
    func found(_ shift: Double) throws -> ClusteredPrediction.Case {
      let fit = try Self.fit(shift, .classical, isWeighted: false)
      return try ClusteredPrediction(
        of: ClusteredRegression(of: fit, clusters: [1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5, 6]),
        for: ModelData(["motivation": .numbers([3]), "age": .numbers([30 + shift])])
      ).predictions[0]
    }
    let one = try found(0)
    for shift in Self.shifts.dropFirst() {
      let other = try found(shift)
      expectAgreement(one.mean.value, other.mean.value, digits: 12)
      try expectAgreement(#require(one.mean.standardError), #require(other.mean.standardError), digits: 11)
      try expectAgreement(#require(one.degreesOfFreedom), #require(other.degreesOfFreedom), digits: 10)
    }
  }

  /// A variance in units of 1e-320 or less has few digits or none; the standard error has them all.
  @Test(arguments: [1e150, 1e158, 1e160, 1e165, 1e-150])
  func unitsCostNoDigits(unit: Double) throws {
    let clusters = [1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5, 6]
    for errors in [StandardErrors.classical, .hc3] {
      let (plain, scaled) = try (
        Self.fit(0, errors, isWeighted: false), Self.fit(0, errors, isWeighted: false, unit: unit)
      )
      for (one, other) in zip(plain.coefficients, scaled.coefficients) {
        let own = other.name == "age" ? unit : 1
        expectAgreement(one.standardError, other.standardError * own, digits: 12)
      }
      try expectAgreement(
        #require(plain.overall).value, #require(scaled.overall).value, digits: 11, "overall")
      expectAgreement(
        try JointTest(of: plain, ["age"]).statistic.value,
        try JointTest(of: scaled, ["age"]).statistic.value, digits: 11)
    }
    let (plain, scaled) = try (
      Self.fit(0, .classical, isWeighted: false), Self.fit(0, .classical, isWeighted: false, unit: unit)
    )
    for estimator in ClusteredRegression.Estimator.allCases {
      let one = try ClusteredRegression(of: plain, clusters: clusters, estimator: estimator)
      let other = try ClusteredRegression(of: scaled, clusters: clusters, estimator: estimator)
      for (left, right) in zip(one.coefficients, other.coefficients) {
        let own = right.name == "age" ? unit : 1
        expectAgreement(left.standardError, right.standardError * own, digits: 11)
        expectAgreement(left.degreesOfFreedom, right.degreesOfFreedom, digits: 11)
      }
      for names in [["age"], ["motivation", "age"]] {
        expectAgreement(
          try JointTest(of: one, names).statistic.value, try JointTest(of: other, names).statistic.value,
          digits: 10)
      }
    }
  }

  @Test func variancesOutOfRangeAreRefusedWhereTheyAreNeeded() throws {
    let kinds = [
      ("workplace", [1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5, 6]), ("month", (0..<12).map { $0 / 3 }),
    ]
    let fit = try Self.fit(0, .classical, isWeighted: false, unit: 1e165)
    expectRefusal(.outOfRange) { try MultiwayClusteredRegression(of: fit, clusters: kinds) }
    let clustered = try ClusteredRegression(of: fit, clusters: kinds[0].1)
    expectRefusal(.outOfRange) { try clustered.linearPart }
  }
}
