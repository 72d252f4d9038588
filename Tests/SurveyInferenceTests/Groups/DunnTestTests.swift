import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct DunnTestTests {
  // Reference

  @Test(arguments: try Fixture.cases("DunnTest"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (groups, expected) = (try reference.scoreGroups(), reference.expected)
    let test = try DunnTest(groups)
    try expectAgreement(test.comparisons.map(\.statistic), expected["z"], digits: 11, floor: 1e-13, "z")
    try expectAgreement(test.comparisons.compactMap(\.pValue), expected["p"], digits: 10, "p")
    try expectAgreement(test.comparisons.map(\.adjustedPValue), expected["p_holm"], digits: 10, "Holm")
    let bonferroni = try DunnTest(groups, adjustment: .bonferroni).comparisons.map(\.adjustedPValue)
    try expectAgreement(bonferroni, expected["p_bonferroni"], digits: 10, "Bonferroni")
    let rates = try DunnTest(groups, adjustment: .benjaminiHochberg).comparisons.map(\.adjustedPValue)
    try expectAgreement(rates, expected["p_bh"], digits: 10, "Benjamini-Hochberg")
  }

  // Laws

  @Test func twoGroupsGiveTheKruskalWallisTest() throws {
    let groups: ScoreGroups = [[1, 4, 4, 6], [4, 6, 7, 5, 6]]
    let (dunn, kruskal) = (try DunnTest(groups), try KruskalWallisTest(groups))
    let z = dunn.comparisons[0].statistic
    expectAgreement(z * z, kruskal.statistic.value, digits: 12)
    expectAgreement(dunn.comparisons[0].adjustedPValue, kruskal.pValue, digits: 12)
  }

  @Test func noAdjustmentLeavesTheProbabilities() throws {
    for comparison in try DunnTest(moods, adjustment: .none).comparisons {
      #expect(comparison.adjustedPValue == comparison.pValue)
    }
  }

  // Refusals

  /// All arrangements of the ranks, one by one, with heavy ties.
  @Test func exactIsTheEnumerationOfAllArrangements() throws {
    var numbers = FixedNumbers(seed: 61)
    for sizes in [[2, 2, 2], [1, 3, 2], [2, 3, 2]] {
      let count = sizes.reduce(0, +)
      let values = numbers.integers(count, from: 0, below: 4)
      guard Set(values).count > 1 else { continue }
      func split(_ values: [Double]) -> [[Double]] {
        var start = 0
        return sizes.map { size in
          defer { start += size }
          return Array(values[start..<(start + size)])
        }
      }
      let found = try DunnTest(ScoreGroups(split(values)), method: .exact, adjustment: .none)
      let all = try allOrders(values).map { order in
        try DunnTest(ScoreGroups(split(order)), adjustment: .none).comparisons.map(
          \.difference.value.magnitude)
      }
      for (place, comparison) in found.comparisons.enumerated() {
        let limit = comparison.difference.value.magnitude - 1e-9
        let share = Double(all.count { $0[place] >= limit }) / Double(all.count)
        expectAgreement(comparison.pValue ?? .nan, share, digits: 13)
        #expect(found.pValueIntervals.isEmpty)
      }
    }
  }

  @Test func randomArrangementsComeNearTheExactProbability() throws {
    let groups: ScoreGroups = [[1, 4, 2, 6], [5, 3, 7, 8], [9, 6, 9]]
    let exact = try DunnTest(groups, method: .exact)
    let random = try DunnTest(groups, method: .monteCarlo(draws: 4_000, seed: 3), confidence: 0.999)
    for (place, (one, other)) in zip(exact.comparisons, random.comparisons).enumerated() {
      #expect(((one.pValue ?? 2) - (other.pValue ?? 0)).magnitude < 0.02)
      #expect(one.difference == other.difference && one.statistic == other.statistic)
      #expect(random.pValueIntervals[place].contains(one.pValue ?? 2))
    }
    #expect(random.report.method?.seed == 3 && random.pValueIntervals.count == 3)
    try checkFinding { try DunnTest(groups, method: .monteCarlo(draws: 99, seed: 3)) }
    try checkFinding { try DunnTest(groups, method: .exact) }
    for draws in [0, -3, .min] {
      expectRefusal(.tooFew) { try DunnTest(groups, method: .monteCarlo(draws: draws, seed: 1)) }
    }
    expectRefusal(.outOfRange) { try DunnTest(groups, method: .monteCarlo(draws: .max, seed: 1)) }
    expectRefusal(.outOfRange) { try DunnTest(groups, confidence: 1) }
    let many = ScoreGroups((0..<5).map { group in (0..<60).map { Double($0 * 7 % 61 + group) } })
    expectRefusal(.infeasible) { try DunnTest(many, method: .exact) }
  }

  @Test func refusesWhatItCannotJudge() throws {
    expectRefusal(.tooFew) { try DunnTest([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try DunnTest([[1, 2, 3], []]) }
    expectRefusal(.notFinite) { try DunnTest([[1, 2, 3], [2, .nan]]) }
    expectRefusal(.constant) { try DunnTest([[2, 2], [2, 2, 2]]) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try DunnTest(moods).description == """
        Dunn's test
          group    n  mean rank
          group 1  4       3.13
          group 2  5       7.00
          group 3  4      10.88
          comparison         difference in mean ranks    SE     z     p  Holm p
          group 2 - group 1                      3.88  2.58  1.50  .133    .265
          group 3 - group 1                      7.75  2.72  2.85  .004    .013
          group 3 - group 2                      3.88  2.58  1.50  .133    .265
          all 13 cases used
          adjustment: Holm
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try DunnTest(moods) }
    try checkFinding { try DunnTest(tied, adjustment: .none) }
    try checkFinding { try DunnTest([[1], [2]]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("DunnTest") { print in
      // page
      let waiting = [3.1, 2.8, 3.9, 3.3]
      let online = [3.6, 4.2, 4.0, 4.9, 3.8]
      let group = [4.8, 4.4, 5.2, 4.1]
      let comparisons = try DunnTest([waiting, online, group])
      print(comparisons.named("well-being", "waiting list", "online", "group"))
      // end
    }
  }
}
