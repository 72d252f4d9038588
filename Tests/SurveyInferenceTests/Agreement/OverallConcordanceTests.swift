import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct OverallConcordanceTests {
  static let judges: [[Double]] = [
    [9, 6, 8, 7, 10, 6], [2, 1, 4, 1, 5, 2], [5, 3, 6, 2, 6, 4], [8, 2, 8, 6, 9, 7],
  ]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("OverallConcordance"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let ratings = try reference.data().complete(reference.options["columns"].strings())
    let found = try OverallConcordance(ratings, bootstrap: nil)
    let expected = reference.expected
    #expect(found.subjectCount == (try expected["n"].integer()))
    try expectAgreement(found.concordance.value, expected["occc"], digits: 11, "overall")
    try expectAgreement(found.precision, expected["precision"], digits: 11, "precision")
    try expectAgreement(found.accuracy, expected["accuracy"], digits: 11, "accuracy")
    try expectAgreement(found.pairs.map { $0.concordance ?? .nan }, expected["pairs"], digits: 11, "pairs")
    try expectAgreement(found.pairs.map(\.weight), expected["weights"], digits: 11, "weights")
  }

  // MARK: Laws

  @Test func twoRatersGiveLins() throws {
    let found = try OverallConcordance(Array(Self.judges[..<2]), bootstrap: nil)
    let lin = try LinsConcordance(Self.judges[0], with: Self.judges[1])
    expectAgreement(found.concordance.value, lin.concordance.value, digits: 13)
    expectAgreement(try #require(found.precision), try #require(lin.correlation), digits: 13)
    expectAgreement(try #require(found.accuracy), lin.biasCorrection, digits: 13)
  }

  @Test func itIsTheWeightedMeanOfThePairs() throws {
    let found = try OverallConcordance(Self.judges, bootstrap: nil)
    #expect(found.pairs.count == 6)
    expectAgreement(found.pairs.reduce(0) { $0 + $1.weight }, 1, digits: 14)
    let sum = found.pairs.reduce(0) { $0 + $1.weight * ($1.concordance ?? .nan) }
    expectAgreement(found.concordance.value, sum, digits: 13)
    for pair in found.pairs {
      let lin = try LinsConcordance(Self.judges[pair.raters[0]], with: Self.judges[pair.raters[1]])
      expectAgreement(pair.concordance ?? .nan, lin.concordance.value, digits: 13)
    }
  }

  /// The mean covariance over the mean variance and the variance of the raters' means.
  @Test func itFollowsFromTheMeanSquares() throws {
    let found = try OverallConcordance(Self.judges, bootstrap: nil)
    let table = try TwoWayMeanSquares(Self.judges)
    let (n, k) = (6.0, 4.0)
    let covariance = (table.betweenSubjects - table.residual) / k * (n - 1) / n
    let variance = covariance + table.residual * (n - 1) / n
    expectAgreement(
      found.concordance.value, covariance / (variance + table.betweenRaters / n), digits: 13)
  }

  @Test func orderUnitAndOriginDoNotMatter() throws {
    let plain = try OverallConcordance(Self.judges, bootstrap: nil)
    let moved = try OverallConcordance(
      Self.judges.reversed().map { $0.reversed().map { 1e6 - 1e3 * $0 } }, bootstrap: nil)
    expectAgreement(moved.concordance.value, plain.concordance.value, digits: 11)
  }

  // MARK: Edges and refusals

  @Test func equalRatersAreOne() throws {
    let found = try OverallConcordance(
      [[1, 2, 4], [1, 2, 4], [1, 2, 4]], bootstrap: .percentile(resamples: 100))
    expectAgreement(found.concordance.value, 1, digits: 14)
    #expect(found.concordance.value <= 1 && found.concordance.interval != nil)
    try checkFinding { try OverallConcordance([[1, 2, 4], [1, 2, 4]], bootstrap: nil) }
  }

  @Test func ratersWithoutVarianceHaveConcordanceZero() throws {
    let found = try OverallConcordance([[1, 1, 1], [2, 2, 2]], bootstrap: nil)
    #expect(found.concordance.value == 0 && found.precision == nil && found.accuracy == nil)
    let mixed = try OverallConcordance([[1, 1, 1], [1, 1, 1], [1, 2, 3]], bootstrap: nil)
    #expect(mixed.pairs[0].concordance == nil && mixed.pairs[0].weight == 0)
    try checkFinding { try OverallConcordance([[1, 1, 1], [1, 1, 1], [1, 2, 3]], bootstrap: nil) }
  }

  @Test func refusesWhatHasNoConcordance() {
    expectRefusal(.tooFew) { try OverallConcordance([[1, 2]]) }
    expectRefusal(.tooFew) { try OverallConcordance([[1], [2]]) }
    expectRefusal(.lengthMismatch) { try OverallConcordance([[1, 2], [2]]) }
    expectRefusal(.lengthMismatch) { try OverallConcordance(Self.judges, names: ["a"]) }
    expectRefusal(.notFinite) { try OverallConcordance([[1, .nan], [2, 3]]) }
    expectRefusal(.constant) { try OverallConcordance([[2, 2], [2, 2]]) }
    expectRefusal(.outOfRange) { try OverallConcordance([[1e200, 2], [2, 3]]) }
    expectRefusal(.outOfRange) { try OverallConcordance(Self.judges, confidence: 1) }
    let long = (0..<2_000).map(Double.init)
    expectRefusal(.infeasible) {
      try OverallConcordance([[Double]](repeating: long, count: 90), bootstrap: .bca(resamples: 1_000_000))
    }
    expectRefusal(.infeasible) { try OverallConcordance([[Double]](repeating: [1, 2], count: 101)) }
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    for plan in [BootstrapPlan.percentile(resamples: 100), .basic(resamples: 100), .bca(resamples: 100)] {
      try checkFinding { try OverallConcordance(Self.judges, bootstrap: plan) }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("OverallConcordance") { print in
      // page
      let judges: [[Double]] = [
        [9, 6, 8, 7, 10, 6],
        [2, 1, 4, 1, 5, 2],
        [5, 3, 6, 2, 6, 4],
        [8, 2, 8, 6, 9, 7],
      ]
      print(try OverallConcordance(judges))
      // end
    }
  }
}
