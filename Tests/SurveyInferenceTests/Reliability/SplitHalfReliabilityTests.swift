import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct SplitHalfReliabilityTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("CronbachAlpha").filter { $0.id.hasPrefix("alpha.") })
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let finding = try SplitHalfReliability(reference.keyedItems(), bootstrap: nil)
    let expected = reference.expected
    try expectAgreement(finding.split.correlation, expected["odd_even_r"], digits: 11, "r")
    try expectAgreement(
      finding.spearmanBrown?.value, expected["odd_even_spearman_brown"], digits: 11, "Spearman-Brown")
    try expectAgreement(finding.guttman.value, expected["odd_even_guttman"], digits: 11, "Guttman")
    let distribution = try #require(finding.distribution)
    try expectAgreement(distribution.maximum, expected["lambda4_max"], digits: 11, "maximum")
    try expectAgreement(distribution.minimum, expected["split_min"], digits: 11, "minimum")
    try expectAgreement(distribution.mean, expected["split_mean"], digits: 11, "mean")
    #expect(distribution.count == (try expected["n_splits"].integer()))
  }

  /// psych::splitHalf takes of an odd number of items only the first half of all splits in lexical order:
  /// shown by counting them. With an even number of items those are all the splits there are.
  @Test(arguments: try Fixture.cases("SplitHalfReliability"))
  func agreesWithPsychOnCorrelations(_ reference: Fixture.Case) throws {
    let covariances = try reference.correlations()
    let order = covariances.order
    let all = try Self.lexicalHalves(order).map { half in
      try SplitHalfReliability(covariances, half: half, splits: nil).guttman.value
    }
    let first = all.prefix((all.count + 1) / 2)
    let expected = reference.expected
    try expectAgreement(first.max(), expected["maxrb"], digits: 10, "maximum of the first half")
    try expectAgreement(first.min(), expected["minrb"], digits: 10, "minimum of the first half")
    // Half of 35 splits is 17.5: eighteen are summed, and divided by that.
    let mean = first.reduce(0, +) / (Double(all.count) / 2)
    try expectAgreement(mean, expected["meanr"], digits: 10, "mean of the first half")
    let distribution = try #require(try SplitHalfReliability(covariances).distribution)
    #expect(distribution.count == (order % 2 == 0 ? all.count / 2 : all.count))
    expectAgreement(distribution.maximum, all.max() ?? 0, digits: 13)
    expectAgreement(distribution.minimum, all.min() ?? 0, digits: 13)
    if order % 2 == 0 {
      try expectAgreement(distribution.mean, expected["meanr"], digits: 10, "mean")
    }
  }

  private static func lexicalHalves(_ order: Int) -> [[Int]] {
    func extend(_ chosen: [Int]) -> [[Int]] {
      guard chosen.count < order / 2 else { return [chosen] }
      return ((chosen.last ?? -1) + 1..<order).flatMap { extend(chosen + [$0]) }
    }
    return extend([])
  }

  // MARK: Laws

  /// Cronbach (1951): the mean over all splits into equal halves is alpha.
  @Test(arguments: [2, 4, 6, 8, 10]) func theMeanOfEqualHalvesIsAlpha(_ order: Int) throws {
    let items = Answers.random(items: order, cases: 30, seed: UInt64(order))
    let distribution = try #require(try SplitHalfReliability(items, bootstrap: nil).distribution)
    expectAgreement(distribution.mean, try CronbachAlpha(items).alpha.value, digits: 12)
    #expect(distribution.isComplete)
  }

  @Test func formsAgreeForHalvesOfEqualVariance() throws {
    let first = Answers.raw[0]
    let second = [first[2], first[1], first[4], first[3], first[6], first[5], first[0], first[7]]
    let finding = try SplitHalfReliability([first, second], bootstrap: nil)
    let r = try #require(finding.split.correlation)
    expectAgreement(finding.spearmanBrown?.value ?? 0, 2 * r / (1 + r), digits: 14)
    expectAgreement(finding.guttman.value, 2 * r / (1 + r), digits: 14)
    expectAgreement(finding.split.horst ?? 0, 2 * r / (1 + r), digits: 14)
  }

  /// Horst's formula as he gives it, and its purpose: halves of one and three parallel items.
  @Test func horstCorrectsForUnevenHalves() throws {
    let covariances = try ItemCovariances(
      matrix: (0..<4).map { row in (0..<4).map { row == $0 ? 1 : 0.4 } }, count: 100)
    let finding = try SplitHalfReliability(covariances, half: [1])
    let (r, p, q) = (try #require(finding.split.correlation), 0.25, 0.75)
    let published = (r * (r * r + 4 * p * q * (1 - r * r)).squareRoot() - r * r) / (2 * p * q * (1 - r * r))
    expectAgreement(finding.split.horst ?? 0, published, digits: 13)
    expectAgreement(finding.split.horst ?? 0, try CronbachAlpha(covariances).alpha.value, digits: 13)
    #expect((finding.spearmanBrown?.value ?? 1) < published)
  }

  @Test func sampledSplitsApproachAllOfThem() throws {
    let items = Answers.random(items: 10, cases: 40)
    let all = try #require(try SplitHalfReliability(items, bootstrap: nil).distribution)
    let finding = try SplitHalfReliability(items, splits: .sampled(4_000, seed: 3), bootstrap: nil)
    let sampled = try #require(finding.distribution)
    #expect(!sampled.isComplete && sampled.count == 4_000)
    // All 126 splits occur among 4,000 with near certainty.
    expectAgreement(sampled.maximum, all.maximum, digits: 12)
    expectAgreement(sampled.minimum, all.minimum, digits: 12)
    expectAgreement(sampled.mean, all.mean, digits: 2.5)
    let again = try SplitHalfReliability(items, splits: .sampled(4_000, seed: 3), bootstrap: nil)
    #expect(again.distribution == sampled)
    #expect(finding.description.contains("seed of the splits: 3"))
  }

  @Test func quantilesRunFromMinimumToMaximum() throws {
    let distribution = try #require(
      try SplitHalfReliability(Answers.random(items: 7, cases: 30), bootstrap: nil).distribution)
    #expect(distribution.quantile(0) == distribution.minimum)
    #expect(distribution.quantile(1) == distribution.maximum)
    #expect(distribution.quantile(-0.1) == nil && distribution.quantile(.nan) == nil)
    #expect((distribution.quantile(0.5) ?? 0) < distribution.maximum)
  }

  // MARK: Edges and refusals

  @Test func aConstantHalfHasNoCorrelation() throws {
    let finding = try SplitHalfReliability([[1, 2, 3, 5], [2, 2, 2, 2]], bootstrap: nil)
    #expect(finding.split.correlation == nil && finding.spearmanBrown == nil && finding.split.horst == nil)
    #expect(finding.guttman.value == 0)
    try checkFinding { try SplitHalfReliability([[1, 2, 3, 5], [2, 2, 2, 2]], bootstrap: nil) }
  }

  @Test func refusesWhatHasNoSplit() throws {
    try expectGuttmanRefusals {
      try SplitHalfReliability($0, names: $1, splits: nil, bootstrap: $2, confidence: $3)
    }
    func split(_ half: [Int]?, _ splits: SplitHalfReliability.Splits? = nil) throws -> SplitHalfReliability {
      try SplitHalfReliability(Answers.keyed, half: half, splits: splits, bootstrap: nil)
    }
    expectRefusal(.definition) { try split([]) }
    expectRefusal(.definition) { try split([0, 1, 2, 3]) }
    expectRefusal(.definition) { try split([0, 0]) }
    expectRefusal(.outOfRange) { try split([4]) }
    expectRefusal(.outOfRange) { try split([.min]) }
    expectRefusal(.outOfRange) { try split(nil, .sampled(0)) }
    expectRefusal(.infeasible) { try split(nil, .sampled(.max)) }
    let many = Answers.random(items: 25, cases: 10)
    expectRefusal(.infeasible) { try SplitHalfReliability(many, bootstrap: nil) }
    // Refused before a million resamples are drawn.
    expectRefusal(.infeasible) { try SplitHalfReliability(many, bootstrap: .bca(resamples: 1_000_000)) }
    #expect(try SplitHalfReliability(many, splits: .sampled(10), bootstrap: nil).distribution?.count == 10)
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try SplitHalfReliability(Answers.keyed, bootstrap: .percentile(resamples: 200)) }
    try checkFinding { try SplitHalfReliability(Answers.raw, half: [2], splits: nil, bootstrap: nil) }
    try checkFinding { try SplitHalfReliability(Answers.raw, splits: .sampled(20), bootstrap: nil) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("SplitHalfReliability") { print in
      // page
      let answers: [[Double]] = [
        [4, 3, 5, 2, 4, 1, 5, 3, 2, 4],
        [5, 3, 4, 2, 4, 2, 5, 2, 3, 4],
        [4, 3, 5, 2, 4, 1, 5, 2, 2, 3],
        [4, 4, 5, 1, 3, 2, 4, 3, 1, 5],
      ]
      let names = ["trust1", "trust2", "trust3", "trust4"]
      print(try SplitHalfReliability(answers, names: names))
      // end
    }
  }
}
