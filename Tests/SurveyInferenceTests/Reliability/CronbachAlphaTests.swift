import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct CronbachAlphaTests {
  // Five answers of eight persons to four items; the third item runs against the others.
  static let items: [[Double]] = [
    [4, 3, 5, 2, 4, 1, 5, 3], [5, 3, 4, 2, 4, 2, 5, 2], [2, 3, 1, 4, 2, 5, 1, 4], [4, 4, 5, 1, 3, 2, 4, 3],
  ]
  static var keyed: [[Double]] { [items[0], items[1], items[2].map { 6 - $0 }, items[3]] }

  // MARK: Reference

  @Test(arguments: try Fixture.cases("CronbachAlpha").filter { $0.id.hasPrefix("alpha.") })
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let alpha = try CronbachAlpha(Self.items(of: reference))
    let expected = reference.expected
    #expect(alpha.count == (try expected["n"].integer()))
    try expectAgreement(alpha.alpha.value, expected["alpha"], digits: 11, "alpha")
    try expectAgreement(alpha.standardizedAlpha, expected["alpha_std"], digits: 11, "standardized alpha")
    try expectAgreement(
      alpha.meanInterItemCorrelation, expected["mean_inter_item_r"], digits: 11, "mean inter-item r")
    try expectAgreement(
      alpha.medianInterItemCorrelation, expected["median_inter_item_r"], digits: 11, "median r")
    try expectAgreement(alpha.signalToNoiseRatio, expected["signal_noise"], digits: 11, "signal/noise")
    try expectAgreement(alpha.totalMean, expected["mean_sum"], digits: 11, "mean")
    try expectAgreement(alpha.totalStandardDeviation, expected["sd_sum"], digits: 11, "SD")
    try expectAgreement(alpha.standardErrorOfMeasurement, expected["sem_sum_score"], digits: 11, "SEM")
    try expectAgreement(
      alpha.standardErrorOfMeasurement.map { $0 / Double(alpha.itemCount) }, expected["sem_mean_score"],
      digits: 11, "SEM of the mean score")
    for (level, key) in [(0.95, "ci95_feldt"), (0.90, "ci90_feldt")] {
      let interval = try #require(
        try CronbachAlpha(Self.items(of: reference), confidence: level).alpha.interval)
      try expectAgreement([interval.lower, interval.upper], expected[key], digits: 11, key)
    }
  }

  @Test(arguments: try Fixture.cases("CronbachAlpha").filter { $0.id.hasPrefix("alpha.") })
  func itemAnalysisAgreesWithReference(_ reference: Fixture.Case) throws {
    let items = try CronbachAlpha(Self.items(of: reference)).items
    let expected = reference.expected["item"]
    func check(_ key: String, _ value: (CronbachAlpha.Item) -> Double?) throws {
      try expectAgreement(items.map { value($0) ?? .nan }, expected[key], digits: 11, key)
    }
    try check("mean", \.mean)
    try check("sd", \.standardDeviation)
    try check("r_total", \.totalCorrelation)
    try check("r_rest", \.restCorrelation)
    try check("alpha_if_deleted", \.alphaIfDeleted)
    try check("alpha_std_if_deleted", \.standardizedAlphaIfDeleted)
  }

  private static func items(of reference: Fixture.Case) throws -> [[Double]] {
    try reference.keyedItems()
  }

  // MARK: Laws

  @Test func shiftingItemsChangesNothingButTheirMeans() throws {
    let plain = try CronbachAlpha(Self.keyed)
    let shifted = try CronbachAlpha(
      Self.keyed.enumerated().map { index, item in item.map { $0 + Double(1000 * index) } })
    expectAgreement(shifted.alpha.value, plain.alpha.value, digits: 13)
    for (one, other) in zip(shifted.items, plain.items) {
      try expectAgreement(one.restCorrelation, .number(#require(other.restCorrelation)), digits: 12)
      try expectAgreement(one.alphaIfDeleted, .number(#require(other.alphaIfDeleted)), digits: 12)
    }
  }

  @Test func theOrderOfCasesAndOfItemsDoesNotMatter() throws {
    let plain = try CronbachAlpha(Self.keyed)
    let turned = try CronbachAlpha(Self.keyed.map { Array($0.reversed()) }.reversed())
    expectAgreement(turned.alpha.value, plain.alpha.value, digits: 14)
    for (one, other) in zip(turned.items.reversed(), plain.items) {
      expectAgreement(one.restCorrelation ?? .nan, other.restCorrelation ?? .nan, digits: 13)
    }
  }

  @Test func scalingAllItemsAlikeChangesNothing() throws {
    let plain = try CronbachAlpha(Self.keyed)
    for factor in [1e-150, 3, 1e140] {
      let scaled = try CronbachAlpha(Self.keyed.map { $0.map { $0 * factor } })
      expectAgreement(scaled.alpha.value, plain.alpha.value, digits: 13)
      expectAgreement(scaled.standardizedAlpha ?? .nan, plain.standardizedAlpha ?? .nan, digits: 13)
    }
  }

  @Test func twoItemsOfEqualVarianceGiveSpearmanAndBrownsFormula() throws {
    let first = Self.items[0]
    // A permutation of the same values has the same variance.
    let second = [first[2], first[1], first[4], first[3], first[6], first[5], first[0], first[7]]
    let alpha = try CronbachAlpha([first, second])
    let r = try PearsonCorrelation(first, with: second).correlation.value
    expectAgreement(alpha.alpha.value, 2 * r / (1 + r), digits: 14)
    expectAgreement(alpha.standardizedAlpha ?? .nan, 2 * r / (1 + r), digits: 14)
    #expect(alpha.items.allSatisfy { $0.alphaIfDeleted == nil })
    expectAgreement(alpha.items[0].restCorrelation ?? .nan, r, digits: 14)
  }

  @Test func covariancesGiveWhatTheDataGive() throws {
    let data = try CronbachAlpha(Self.keyed, names: ["a", "b", "c", "d"])
    let covariances = try ItemCovariances(Self.keyed)
    let matrix = (0..<4).map { row in (0..<4).map { covariances[row, $0] } }
    let summary = try CronbachAlpha(
      ItemCovariances(matrix: matrix, count: 8, means: covariances.means), names: ["a", "b", "c", "d"])
    #expect(data.report.json == summary.report.json)
    let bare = try CronbachAlpha(ItemCovariances(matrix: matrix, count: 8))
    #expect(bare.totalMean == nil && bare.items[0].mean == nil && bare.alpha == data.alpha)
  }

  @Test func deletingAnItemGivesTheAlphaOfTheOthers() throws {
    let all = try CronbachAlpha(Self.keyed)
    for index in Self.keyed.indices {
      var others = Self.keyed
      let item = others.remove(at: index)
      let alpha = try CronbachAlpha(others)
      expectAgreement(all.items[index].alphaIfDeleted ?? .nan, alpha.alpha.value, digits: 13)
      expectAgreement(
        all.items[index].standardizedAlphaIfDeleted ?? .nan, alpha.standardizedAlpha ?? .nan, digits: 13)
      let sums = item.indices.map { row in others.reduce(0) { $0 + $1[row] } }
      let r = try PearsonCorrelation(item, with: sums).correlation.value
      expectAgreement(all.items[index].restCorrelation ?? .nan, r, digits: 13)
    }
  }

  /// The slow and obvious covariance, beyond one block of cases and with an odd number of items.
  @Test func blocksOfCasesGiveWhatPlainSumsGive() throws {
    var state: UInt64 = 7
    func answer() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / 1e9 + 50
    }
    for count in [2, 127, 128, 129, 1_000] {
      let items = (0..<5).map { _ in (0..<count).map { _ in answer() } }
      let covariances = try ItemCovariances(items)
      let means = items.map { $0.reduce(0, +) / Double(count) }
      for row in 0..<5 {
        for column in 0..<5 {
          let sum = (0..<count).reduce(0) {
            $0 + (items[row][$1] - means[row]) * (items[column][$1] - means[column])
          }
          expectAgreement(
            covariances[row, column], sum / Double(count - 1), digits: 12, floor: 1e-13, "\(count)")
        }
      }
    }
  }

  // MARK: Edges and refusals

  @Test func aReversedItemIsPointedOutAndNotTurned() throws {
    let alpha = try CronbachAlpha(Self.items, names: ["A1", "A2", "A3", "A4"])
    #expect(
      alpha.report.warnings.contains("A3 correlates negatively with the rest: is it reverse-keyed?"))
    #expect(alpha.alpha.value < (try CronbachAlpha(Self.keyed).alpha.value))
    #expect((alpha.items[2].restCorrelation ?? 0) < 0)
    #expect(try CronbachAlpha(Self.keyed).report.warnings.isEmpty)
  }

  @Test func aConstantItemLeavesAlphaAndTakesWhatItsCorrelationsNeed() throws {
    let alpha = try CronbachAlpha(Self.keyed + [[Double](repeating: 0.1, count: 8)])
    let item = alpha.items[4]
    #expect(alpha.standardizedAlpha == nil && alpha.meanInterItemCorrelation == nil)
    #expect(item.standardDeviation == 0 && item.restCorrelation == nil && item.totalCorrelation == nil)
    let others = try CronbachAlpha(Self.keyed)
    expectAgreement(item.alphaIfDeleted ?? .nan, others.alpha.value, digits: 13)
    expectAgreement(item.standardizedAlphaIfDeleted ?? .nan, others.standardizedAlpha ?? .nan, digits: 13)
    #expect(alpha.report.warnings == ["item 5 is constant: all answers are equal."])
  }

  @Test func parallelItemsGiveOne() throws {
    let alpha = try CronbachAlpha([Self.items[0], Self.items[0], Self.items[0]]).alpha
    expectAgreement(alpha.value, 1, digits: 15)
    #expect(alpha.value <= 1)
    #expect(alpha.interval.map { $0.lower <= $0.upper } == true)
  }

  @Test func twoCasesAreTheFewest() throws {
    let alpha = try CronbachAlpha([[1, 2], [1, 3]])
    expectAgreement(alpha.alpha.value, 2 * (1 - 2.5 / 4.5), digits: 14)
    try checkFinding { try CronbachAlpha([[1, 2], [1, 3]]) }
  }

  @Test func refusesWhatHasNoAlpha() throws {
    expectRefusal(.tooFew) { try CronbachAlpha([]) }
    expectRefusal(.tooFew) { try CronbachAlpha([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try CronbachAlpha([[], []]) }
    expectRefusal(.tooFew) { try CronbachAlpha([[1], [2]]) }
    expectRefusal(.lengthMismatch) { try CronbachAlpha([[1, 2, 3], [1, 2]]) }
    expectRefusal(.lengthMismatch) { try CronbachAlpha(Self.items, names: ["only one"]) }
    expectRefusal(.notFinite) { try CronbachAlpha([[1, 2, .nan], [1, 2, 3]]) }
    expectRefusal(.notFinite) { try CronbachAlpha([[1, 2, 3], [1, -.infinity, 3]]) }
    expectRefusal(.outOfRange) { try CronbachAlpha([[1e308, 1e308, 3], [1, 2, 3]]) }
    expectRefusal(.outOfRange) { try CronbachAlpha([[1e200, -1e200], [1, 2]]) }
    expectRefusal(.outOfRange) { try CronbachAlpha([[0, 1.2e154], [0, 1.2e154]]) }
    expectRefusal(.constant) { try CronbachAlpha([[1, 1, 1], [2, 2, 2]]) }
    expectRefusal(.constant) { try CronbachAlpha([[0.1, 0.2, 0.7], [-0.1, -0.2, -0.7]]) }
    for confidence in [0, 1, -1, .nan] {
      expectRefusal(.outOfRange) { try CronbachAlpha(Self.items, confidence: confidence) }
    }
    expectRefusal(.infeasible) {
      try CronbachAlpha([[Double]](repeating: [1, 2], count: 2_001))
    }
  }

  @Test func refusesCovariancesThatNoDataHave() {
    expectRefusal(.tooFew) { try ItemCovariances(matrix: [], count: 9) }
    expectRefusal(.tooFew) { try ItemCovariances(matrix: [[1]], count: 1) }
    expectRefusal(.lengthMismatch) { try ItemCovariances(matrix: [[1, 0], [1]], count: 9) }
    expectRefusal(.lengthMismatch) { try ItemCovariances(matrix: [[1]], count: 9, means: [1, 2]) }
    expectRefusal(.definition) { try ItemCovariances(matrix: [[1, 0.5], [0.4, 1]], count: 9) }
    expectRefusal(.definition) { try ItemCovariances(matrix: [[1, 2], [2, 1]], count: 9) }
    expectRefusal(.outOfRange) { try ItemCovariances(matrix: [[-1]], count: 9) }
    expectRefusal(.notFinite) { try ItemCovariances(matrix: [[.nan]], count: 9) }
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try CronbachAlpha(Self.keyed) }
    try checkFinding { try CronbachAlpha(Self.items) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("CronbachAlpha") { print in
      // page
      let answers: [[Double]] = [
        [4, 3, 5, 2, 4, 1, 5, 3],
        [5, 3, 4, 2, 4, 2, 5, 2],
        [2, 3, 1, 4, 2, 5, 1, 4],
        [4, 4, 5, 1, 3, 2, 4, 3],
      ]
      let alpha = try CronbachAlpha(answers, names: ["trust1", "trust2", "trust3", "trust4"])
      print(alpha)
      // end
    }
  }
}
