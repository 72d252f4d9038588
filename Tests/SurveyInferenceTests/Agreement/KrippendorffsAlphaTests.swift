import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct KrippendorffsAlphaTests {
  static let plan = BootstrapPlan.percentile(resamples: 200, seed: 3)

  private static func alpha(_ table: RatingTable, _ metric: DisagreementMetric) throws -> Double {
    try KrippendorffsAlpha(table, metric: metric, bootstrap: nil).alpha.value
  }

  // MARK: Reference

  @Test(
    arguments: try Fixture.cases("KrippendorffsAlpha").filter { $0.id.hasPrefix("krippendorff.") },
    DisagreementMetric.allCases)
  func agreesWithReference(_ reference: Fixture.Case, _ metric: DisagreementMetric) throws {
    let found = try KrippendorffsAlpha(AgreementCases.table(reference), metric: metric, bootstrap: nil)
    try expectAgreement(found.alpha.value, reference.expected[metric.rawValue], digits: 10)
    try expectAgreement(found.alpha.value, reference.expected["hand_\(metric.rawValue)"], digits: 10)
    #expect(found.pairableValues == (try reference.expected["n_pairable"].integer()))
  }

  @Test(arguments: DisagreementMetric.allCases)
  func agreesWithKrippendorffsPublishedExample(_ metric: DisagreementMetric) throws {
    let reference = try #require(
      try Fixture.cases("KrippendorffsAlpha").first { $0.id.hasPrefix("published") })
    let found = try KrippendorffsAlpha(AgreementCases.table(reference), metric: metric, bootstrap: nil)
    try expectAgreement(found.alpha.value, reference.expected[metric.rawValue], digits: 12)
    let published = try reference.expected["published"][metric.rawValue].number()
    #expect((found.alpha.value - published).magnitude <= 0.0005)
    #expect(found.pairableValues == 40)
    #expect(found.cases.exclusions == [.init("with fewer than two ratings", count: 1)])
  }

  // MARK: Laws

  /// Means over pairs of values, taken one by one, within units and over all pairable values.
  @Test func isOneLessTheRatioOfMeanDistances() throws {
    let reference = try #require(
      try Fixture.cases("KrippendorffsAlpha").first { $0.id.hasPrefix("published") })
    let table = try AgreementCases.table(reference)
    var units: [[Double]] = []
    for unit in 0..<table.unitCount {
      let values = (0..<4).compactMap { table.place(unit: unit, rater: $0) }.map { Double($0 + 1) }
      if values.count >= 2 { units.append(values) }
    }
    let all = units.flatMap { $0 }
    let distance = { (one: Double, other: Double) in
      one == other ? 0 : (one - other) * (one - other) / ((one + other) * (one + other))
    }
    var (observed, expected) = (0.0, 0.0)
    for values in units {
      for one in values {
        for other in values { observed += distance(one, other) / Double(values.count - 1) }
      }
    }
    for one in all { for other in all { expected += distance(one, other) / Double(all.count - 1) } }
    let found = try KrippendorffsAlpha(table, metric: .ratio, bootstrap: nil)
    expectAgreement(found.observedDisagreement, observed / Double(all.count), digits: 13)
    expectAgreement(found.expectedDisagreement, expected / Double(all.count), digits: 13)
    expectAgreement(found.alpha.value, 1 - observed / expected, digits: 13)
  }

  /// The ordinal distance as it is defined: a sum over the values between two.
  @Test func ordinalDistancesComeFromTheFrequencies() throws {
    let table = try AgreementCases.table
    let found = try KrippendorffsAlpha(table, metric: .ordinal, bootstrap: nil)
    let marginals = found.coincidences.map { $0.reduce(0, +) }
    var (observed, expected) = (0.0, 0.0)
    for row in 0..<4 {
      for column in 0..<4 {
        let (low, high) = (min(row, column), max(row, column))
        let between = marginals[low...high].reduce(0, +) - (marginals[low] + marginals[high]) / 2
        observed += found.coincidences[row][column] * between * between
        expected += marginals[row] * marginals[column] * between * between
      }
    }
    let total = marginals.reduce(0, +)
    expectAgreement(found.alpha.value, 1 - (total - 1) * observed / expected, digits: 13)
    expectAgreement(total, Double(found.pairableValues), digits: 14)
  }

  @Test func nominalAlphaIsFleissKappaCorrectedForFewValues() throws {
    let kappa = try FleissKappa(AgreementCases.complete).kappa.value
    let values = 6.0 * 5
    expectAgreement(
      try Self.alpha(AgreementCases.complete, .nominal), 1 - (1 - kappa) * (values - 1) / values, digits: 13)
  }

  @Test func eachMetricKeepsItsInvariance() throws {
    let units = AgreementCases.units.map { $0.map { $0.map(Double.init) } }
    func moved(_ change: (Double) -> Double) throws -> RatingTable {
      try RatingTable(measurements: units.map { $0.map { $0.map(change) } })
    }
    let table = try AgreementCases.table
    expectAgreement(
      try Self.alpha(moved { [1: 7, 2: -3, 3: 0][$0] ?? 0 }, .nominal), try Self.alpha(table, .nominal),
      digits: 13)
    expectAgreement(
      try Self.alpha(moved { $0 * $0 * $0 - 50 }, .ordinal), try Self.alpha(table, .ordinal), digits: 13)
    expectAgreement(
      try Self.alpha(moved { 9 - 1e3 * $0 }, .interval), try Self.alpha(table, .interval), digits: 12)
    for factor in [1e-300, 3, 5e307] {
      expectAgreement(
        try Self.alpha(moved { $0 * factor }, .ratio), try Self.alpha(table, .ratio), digits: 13)
    }
  }

  @Test func theCoincidenceMatrixIsSymmetricAndHoldsAllPairableValues() throws {
    let found = try KrippendorffsAlpha(AgreementCases.table, metric: .nominal, bootstrap: nil)
    for row in 0..<4 {
      for column in 0..<4 { #expect(found.coincidences[row][column] == found.coincidences[column][row]) }
    }
    expectAgreement(found.coincidences.joined().reduce(0, +), 38, digits: 14)
    let agreeing = (0..<4).reduce(0) { $0 + found.coincidences[$1][$1] }
    expectAgreement(found.observedDisagreement, 1 - agreeing / 38, digits: 13)
  }

  @Test(arguments: DisagreementMetric.allCases)
  func theIntervalHoldsTheEstimateAndFollowsTheSeed(_ metric: DisagreementMetric) throws {
    let one = try KrippendorffsAlpha(AgreementCases.table, metric: metric, bootstrap: Self.plan)
    let again = try KrippendorffsAlpha(AgreementCases.table, metric: metric, bootstrap: Self.plan)
    let other = try KrippendorffsAlpha(
      AgreementCases.table, metric: metric, bootstrap: .percentile(resamples: 200, seed: 4))
    #expect(one.alpha == again.alpha && one.alpha != other.alpha)
    #expect(one.alpha.interval?.contains(one.alpha.value) == true)
  }

  // MARK: Edges and refusals

  @Test func perfectAgreementIsOne() throws {
    for metric in DisagreementMetric.allCases {
      let found = try KrippendorffsAlpha(AgreementCases.perfect, metric: metric, bootstrap: Self.plan)
      #expect(found.alpha.value == 1 && found.alpha.standardError == 0)
    }
  }

  @Test func oneUnitHasAnAlphaAndNoInterval() throws {
    let found = try KrippendorffsAlpha(
      RatingTable(units: [[1, 1, 2], [nil, 1, nil]], categories: 1...2), metric: .nominal)
    expectAgreement(found.alpha.value, 0, digits: 14)
    #expect(found.alpha.interval == nil && found.cases.used == 1)
    #expect(found.report.notes == ["An interval needs at least two units."])
  }

  @Test func valuesNearTheLimitsKeepTheirAlpha() throws {
    func alpha(_ scale: Double) throws -> Double {
      let units = [[1.0, 1], [1, 2], [4, 4], [2, 4]].map { $0.map { Optional($0 * scale) } }
      return try Self.alpha(RatingTable(measurements: units), .interval)
    }
    for scale in [1e-149, 1e139] { expectAgreement(try alpha(scale), try alpha(1), digits: 13) }
  }

  @Test func zeroIsARatioValue() throws {
    let table = try RatingTable(units: [[0, 0], [0, 1], [2, 2]], categories: 0...2)
    let found = try Self.alpha(table, .ratio)
    // Distances are 1 between 0 and any other value, and 1/9 between 1 and 2.
    let observed = 2.0 / 6
    let products: [Double] = [2 * 3 * 1, 2 * 3 * 2, 4.0 / 9]
    expectAgreement(found, 1 - observed / (products.reduce(0, +) / 30), digits: 13)
  }

  @Test func refusesWhatHasNoAlpha() throws {
    expectRefusal(.constant) { try KrippendorffsAlpha(AgreementCases.uniform, metric: .nominal) }
    expectRefusal(.constant) {
      try KrippendorffsAlpha(RatingTable(units: [[0, 0], [0, 0]], categories: 0...1), metric: .ratio)
    }
    expectRefusal(.constant) {
      try KrippendorffsAlpha(RatingTable(units: [[0, 0], [1, nil]], categories: 0...1), metric: .nominal)
    }
    expectRefusal(.outOfRange) {
      try KrippendorffsAlpha(RatingTable(units: [[-1, 1]], categories: -1...1), metric: .ratio)
    }
    expectRefusal(.outOfRange) {
      try KrippendorffsAlpha(RatingTable(measurements: [[1e150, -1e150]]), metric: .interval)
    }
    expectRefusal(.outOfRange) {
      try KrippendorffsAlpha(RatingTable(measurements: [[1e-160, 2e-160]]), metric: .interval)
    }
    expectRefusal(.tooFew) {
      try KrippendorffsAlpha(RatingTable(units: [[1], [2]], categories: 1...2), metric: .nominal)
    }
    expectRefusal(.infeasible) {
      try KrippendorffsAlpha(AgreementCases.table, metric: .nominal, bootstrap: .bca(resamples: .max))
    }
    expectRefusal(.tooFew) {
      try KrippendorffsAlpha(AgreementCases.table, metric: .nominal, bootstrap: .bca(resamples: 0))
    }
    expectRefusal(.outOfRange) {
      try KrippendorffsAlpha(AgreementCases.table, metric: .nominal, bootstrap: nil, confidence: 0)
    }
  }

  // MARK: Conformance and page

  @Test(arguments: DisagreementMetric.allCases)
  func keepsTheContract(_ metric: DisagreementMetric) throws {
    try checkFinding { try KrippendorffsAlpha(AgreementCases.table, metric: metric) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("KrippendorffsAlpha") { print in
      // page
      let observers: [[Int?]] = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, nil, nil, nil],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nil, 3],
        [nil, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nil],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nil],
      ]
      let table = try RatingTable(raters: observers, categories: 1...5)
      print(try KrippendorffsAlpha(table, metric: .ordinal, bootstrap: .bca(resamples: 2_000, seed: 1)))
      // end
    }
  }
}
