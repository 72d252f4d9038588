import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct FlignerKilleenTestTests {
  // Reference

  /// The statistic with deviations as they come out of a subtraction, rounding and all.
  private func naive(_ groups: [[Double]]) throws -> Double {
    let deviations = groups.flatMap { group in group.map { ($0 - medianOf(group)).magnitude } }
    let n = Double(deviations.count)
    let scores = try Midranks(deviations).ranks.map {
      try NormalDistribution.standard.quantile(lowerTail: 0.5 + $0 / (2 * (n + 1)))
    }
    let mean = scores.reduce(0, +) / n
    let variance = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    var (start, between) = (0, 0.0)
    for group in groups {
      let part = scores[start..<(start + group.count)]
      let difference = part.reduce(0, +) / Double(part.count) - mean
      between += Double(part.count) * difference * difference
      start += group.count
    }
    return between / variance
  }

  /// R subtracts the medians from decimal scores and ranks what comes out, so that 0.3 - 0.2 and 0.2 - 0.1 are
  /// not tied. Its statistic is therefore that of the naive twin. Scores multiplied to whole numbers have no
  /// such rounding: there R, the twin and this test must be one, and this test must give the same for the
  /// decimals themselves.
  @Test(
    arguments: try Fixture.cases("FlignerKilleenTest").filter {
      ["tests of equal variances", "homogeneity of variance, k groups"].contains($0.method)
    })
  func agreesWithReferenceButForTiesThatRoundingBreaks(_ reference: Fixture.Case) throws {
    let groups = try reference.spreadGroups()
    let expected = reference.expected
    let name = expected["fligner"] == .null ? "fligner_chi2" : "fligner"
    try expectAgreement(naive(groups.values), expected[name], digits: 10, "statistic with rounding")
    let whole = groups.values.map { group in group.map { ($0 * 100).rounded() } }
    let test = try FlignerKilleenTest(groups)
    expectAgreement(test.statistic.value, try naive(whole), digits: 12, "statistic of whole numbers")
    if groups.values.joined().allSatisfy({ $0 == $0.rounded() }) {
      try expectAgreement(test.statistic.value, expected[name], digits: 10, "statistic")
      try expectAgreement(test.pValue, expected["fligner_p"], digits: 10, "p")
    }
  }

  @Test(arguments: try Fixture.cases("FlignerKilleenTest", method: "Fligner-Killeen of integers"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let test = try FlignerKilleenTest(reference.spreadGroups())
    try expectAgreement(test.statistic.value, reference.expected["chi2"], digits: 11, "statistic")
    try expectAgreement(test.pValue, reference.expected["p"], digits: 11, "p")
  }

  // Laws

  @Test(arguments: [
    [[1.0, 2, 2, 5], [2, 3, 3], [3, 4, 9]], [[1, 1, 2], [2, 8], [1, 2]], [[5, 1], [2, 2, 3], [9, 3, 3]],
    [[1, 5, 3, 3], [1, 2, 4, 9, 0]],
  ])
  func exactIsAnEnumeration(_ groups: [[Double]]) throws {
    let test = try FlignerKilleenTest(ScoreGroups(groups), method: .exact)
    let deviations = groups.flatMap { group in group.map { ($0 - medianOf(group)).magnitude } }
    let n = Double(deviations.count)
    let scores = try Midranks(deviations).ranks.map {
      try NormalDistribution.standard.quantile(lowerTail: 0.5 + $0 / (2 * (n + 1)))
    }
    let sizes = groups.map(\.count)
    func scatter(_ deal: [Int]) -> Double {
      var sums = [Double](repeating: 0, count: sizes.count)
      for (place, group) in deal.enumerated() { sums[group] += scores[place] }
      return zip(sums, sizes).reduce(0) { $0 + $1.0 * $1.0 / Double($1.1) }
    }
    let observed = scatter(sizes.enumerated().flatMap { [Int](repeating: $0, count: $1) })
    let all = KruskalWallisTestTests.divisions(sizes).map(scatter)
    let beyond = all.count { $0 >= observed - 1e-9 }
    expectAgreement(test.pValue, Double(beyond) / Double(all.count), digits: 13)
  }

  @Test func randomArrangementsComeNearTheExactProbability() throws {
    let groups: ScoreGroups = [[1, 5, 3, 3], [1, 2, 4, 9, 0]]
    let exact = try FlignerKilleenTest(groups, method: .exact).pValue
    let sampled = try FlignerKilleenTest(groups, method: .monteCarlo(draws: 9_999, seed: 3))
    #expect(try #require(sampled.pValueInterval).contains(exact))
  }

  @Test func neitherOriginsNorUnitNorOrderMatters() throws {
    let one = try FlignerKilleenTest(moods)
    let other = try FlignerKilleenTest(
      ScoreGroups(
        moods.values.enumerated().map { place, group in
          group.reversed().map { Double(place) * 1000 - 64 * $0 }
        }))
    expectAgreement(one.statistic.value, other.statistic.value, digits: 13)
    let backwards = try FlignerKilleenTest(ScoreGroups(moods.values.reversed()))
    expectAgreement(one.statistic.value, backwards.statistic.value, digits: 13)
    for unit in [0.1, 0.7, 1e-3, 1e200, 1e-200] {
      let scaled = try FlignerKilleenTest(ScoreGroups(moods.values.map { $0.map { $0 * unit } }))
      expectAgreement(one.statistic.value, scaled.statistic.value, digits: 13, "\(unit)")
    }
  }

  @Test func labelsAndArraysGiveTheSame() throws {
    let scores = moods.values.flatMap { $0 }
    let labels = moods.values.enumerated().flatMap { index, group in group.map { _ in "group \(index + 1)" } }
    #expect(try FlignerKilleenTest(scores, by: labels).report == FlignerKilleenTest(moods).report)
  }

  // Edges and refusals

  @Test func refusesWhatItCannotRank() throws {
    expectRefusal(.tooFew) { try FlignerKilleenTest([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try FlignerKilleenTest([[1, 2, 3], []]) }
    expectRefusal(.tooFew) { try FlignerKilleenTest([[1, 2, 3], [1]]) }
    expectRefusal(.notFinite) { try FlignerKilleenTest([[1, 2, 3], [2, .infinity]]) }
    expectRefusal(.constant) { try FlignerKilleenTest([[2, 2], [3, 3, 3]]) }
    expectRefusal(.constant) { try FlignerKilleenTest([[0.1, 0.2], [0.2, 0.3], [0.6, 0.7]]) }
    expectRefusal(.outOfRange) { try FlignerKilleenTest([[1.7e308, -1.7e308, -1.7e308], [1, 2, 3]]) }
    expectRefusal(.infeasible) {
      try FlignerKilleenTest(
        ScoreGroups((1..<6).map { group in (0..<20).map { Double($0 * group) } }), method: .exact)
    }
    expectRefusal(.tooFew) { try FlignerKilleenTest(moods, method: .monteCarlo(draws: 0, seed: 1)) }
    expectRefusal(.outOfRange) { try FlignerKilleenTest(moods, method: .monteCarlo(draws: .max, seed: 1)) }
  }

  @Test func aGroupWithoutSpreadIsAGroup() throws {
    let test = try FlignerKilleenTest([[1, 2, 4, 9], [3, 3, 3]])
    #expect(test.meanScores[1] < test.meanScores[0])
    #expect(test.pValue < 1)
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try FlignerKilleenTest([calm, restless], method: .monteCarlo(draws: 999, seed: 5)).description == """
        Fligner-Killeen test of spread
          ε² of normal scores  .463  χ² = 6.48, Monte Carlo p = .004
          group    n  median  mean score
          group 1  8    5.00        0.45
          group 2  7    5.00        1.12
          95% CI of p = [.0006, .0088]
          all 15 cases used
          method: 999 random arrangements; seed: 5
          Note: Arrangements take the deviations as exchangeable, which is approximate, since the medians
          are estimated.
          Note: Do not choose between Student's and Welch's test by this test.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try FlignerKilleenTest(moods) }
    try checkFinding { try FlignerKilleenTest([[1, 5, 3], [1, 2, 4]], method: .exact) }
    try checkFinding { try FlignerKilleenTest(moods, method: .monteCarlo(draws: 99, seed: 1)) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("FlignerKilleenTest") { print in
      // page
      let waiting = [3.1, 2.8, 3.9, 3.3, 3.0]
      let online = [1.6, 4.2, 6.0, 4.9, 2.8]
      let group = [4.8, 4.4, 5.2, 4.1]
      let test = try FlignerKilleenTest([waiting, online, group])
      print(test.named("well-being", "waiting list", "online", "group"))
      // end
    }
  }
}
