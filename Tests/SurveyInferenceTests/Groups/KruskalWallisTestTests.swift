import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct KruskalWallisTestTests {
  // Reference

  @Test(arguments: try Fixture.cases("KruskalWallisTest"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let test = try KruskalWallisTest(reference.scoreGroups())
    try expectAgreement(test.statistic.value, reference.expected["H"], digits: 11, "H")
    try expectAgreement(test.pValue, reference.expected["p"], digits: 10, "p")
    try expectAgreement(test.epsilonSquared, reference.expected["epsilon2_rank"], digits: 11, "epsilon")
    try expectAgreement(test.etaSquared, reference.expected["eta2_H"], digits: 10, "eta")
    try expectAgreement(test.meanRanks, reference.expected["mean_ranks"], digits: 13, "mean ranks")
  }

  // Laws

  /// All ways to deal the places of a pool to groups of given sizes.
  static func divisions(_ sizes: [Int]) -> [[Int]] {
    func deal(_ room: [Int], _ left: Int) -> [[Int]] {
      guard left > 0 else { return [[]] }
      return room.indices.filter { room[$0] > 0 }.flatMap { group -> [[Int]] in
        var rest = room
        rest[group] -= 1
        return deal(rest, left - 1).map { [group] + $0 }
      }
    }
    return deal(sizes, sizes.reduce(0, +))
  }

  @Test(arguments: [
    [[1.0, 2, 2, 3], [2, 3, 3], [3, 4, 4]], [[1, 1, 2], [2, 2], [1, 2]], [[5, 1], [2], [9, 3, 3]],
    [[2, 1], [2, 3, 3], [2], [4, 2]],
  ])
  func exactIsAnEnumeration(_ groups: [[Double]]) throws {
    let test = try KruskalWallisTest(ScoreGroups(groups), method: .exact)
    let pool = groups.flatMap { $0 }
    // A rank is twice the number of smaller values plus the number of equal ones, up to a constant.
    let ranks = pool.map { x in Double(pool.reduce(0) { $0 + ($1 < x ? 2 : $1 == x ? 1 : 0) }) }
    let sizes = groups.map(\.count)
    func scatter(_ deal: [Int]) -> Double {
      var sums = [Double](repeating: 0, count: sizes.count)
      for (place, group) in deal.enumerated() { sums[group] += ranks[place] }
      return zip(sums, sizes).reduce(0) { $0 + $1.0 * $1.0 / Double($1.1) }
    }
    let observed = scatter(sizes.enumerated().flatMap { [Int](repeating: $0, count: $1) })
    let all = Self.divisions(sizes).map(scatter)
    let beyond = all.count { $0 >= observed - 1e-9 }
    expectAgreement(test.pValue, Double(beyond) / Double(all.count), digits: 13)
  }

  @Test func twoGroupsGiveTheExactMannWhitneyTest() throws {
    let (x, y) = ([1.0, 4, 4, 6, 2], [4.0, 6, 7, 5, 6, 12])
    let exact = try KruskalWallisTest([x, y], method: .exact).pValue
    expectAgreement(exact, try MannWhitneyTest(x, against: y).pValue, digits: 12)
    let z = try MannWhitneyTest(x, against: y, method: .asymptotic(continuityCorrection: false))
    let h = try KruskalWallisTest([x, y])
    expectAgreement(h.statistic.value, z.statistic.value * z.statistic.value, digits: 12)
    expectAgreement(h.pValue, z.pValue, digits: 12)
  }

  @Test func increasingTransformationsChangeNothing() throws {
    let cubes = ScoreGroups(moods.values.map { $0.map { $0 * $0 * $0 } })
    #expect(try KruskalWallisTest(moods).report == KruskalWallisTest(cubes).report)
  }

  @Test func randomArrangementsComeNearTheExactProbability() throws {
    let exact = try KruskalWallisTest(tied, method: .exact).pValue
    let sampled = try KruskalWallisTest(tied, method: .monteCarlo(draws: 9_999, seed: 3))
    #expect(try #require(sampled.pValueInterval).contains(exact))
  }

  // Refusals

  @Test func refusesWhatItCannotJudge() throws {
    expectRefusal(.tooFew) { try KruskalWallisTest([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try KruskalWallisTest([[1, 2, 3], []]) }
    expectRefusal(.notFinite) { try KruskalWallisTest([[1, 2, 3], [2, .nan]]) }
    expectRefusal(.constant) { try KruskalWallisTest([[2, 2], [2, 2, 2]]) }
    expectRefusal(.infeasible) {
      try KruskalWallisTest(
        ScoreGroups((0..<5).map { group in (0..<20).map { Double($0 * 5 + group) } }), method: .exact)
    }
    expectRefusal(.tooFew) { try KruskalWallisTest(tied, method: .monteCarlo(draws: 0, seed: 1)) }
    expectRefusal(.outOfRange) { try KruskalWallisTest(tied, method: .monteCarlo(draws: .max, seed: 1)) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try KruskalWallisTest(moods).description == """
        Kruskal-Wallis test
          ε² of ranks  .679  H(2) = 8.14, p = .017
          η² of ranks  .614
          group    n  mean rank
          group 1  4       3.13
          group 2  5       7.00
          group 3  4      10.88
          all 13 cases used
          method: large-sample distribution
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try KruskalWallisTest(moods) }
    try checkFinding { try KruskalWallisTest(tied, method: .exact) }
    try checkFinding { try KruskalWallisTest(tied, method: .monteCarlo(draws: 99, seed: 1)) }
    try checkFinding { try KruskalWallisTest([[1], [2]]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("KruskalWallisTest") { print in
      // page
      let waiting = [3.1, 2.8, 3.9, 3.3]
      let online = [3.6, 4.2, 4.0, 4.9, 3.8]
      let group = [4.8, 4.4, 5.2, 4.1]
      let test = try KruskalWallisTest([waiting, online, group])
      print(test.named("well-being", "waiting list", "online", "group"))
      // end
    }
  }
}
