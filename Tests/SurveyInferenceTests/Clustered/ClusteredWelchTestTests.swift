import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ClusteredWelchTestTests {
  private func find(
    _ data: ClusteredPair, alternative: Alternative = .twoSided,
    working: ClusteredWelchTest.WorkingVariances = .separate, confidence: Double = 0.95
  ) throws -> ClusteredWelchTest {
    try ClusteredWelchTest(
      data.first, clusters: data.firstClusters, against: data.second, clusters: data.secondClusters,
      alternative: alternative, workingVariances: working, confidence: confidence)
  }

  private func freedom(_ test: ClusteredWelchTest) throws -> Double {
    guard case .t(let df) = test.statistic.reference else { throw TestFailure("no t") }
    return df
  }

  // Reference

  @Test(arguments: try Fixture.cases("ClusteredWelchTest", method: "CR2"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let data = try reference.clusteredPair()
    for working in ClusteredWelchTest.WorkingVariances.allCases {
      let test = try find(data, working: working, confidence: reference.options["level"].number())
      let expected = reference.expected[working.rawValue]
      try expectAgreement(test.difference.value, expected["estimate"], digits: 11, "difference")
      try expectAgreement(test.difference.standardError, expected["se"], digits: 11, "SE")
      try expectAgreement(test.statistic.value, expected["t"], digits: 11, "t")
      try expectAgreement(freedom(test), expected["df"], digits: 11, "df")
      try expectAgreement(test.pValue, expected["p"], digits: 11, "p")
      try expectAgreement(test.difference.interval?.lower, expected["lower"], digits: 11, "lower limit")
      try expectAgreement(test.difference.interval?.upper, expected["upper"], digits: 11, "upper limit")
    }
  }

  // Laws

  @Test func casesThatAreClustersGiveWelchsTest() throws {
    let (x, y) = ([3.2, 4.1, 5.0, 4.4, 3.9, 4.8], [2.9, 3.1, 4.9, 2.2])
    for alternative in Alternative.allCases {
      let welch = try WelchTest(x, against: y, alternative: alternative, confidence: 0.9)
      let test = try ClusteredWelchTest(
        x, clusters: Array(1...6), against: y, clusters: Array(7...10), alternative: alternative,
        confidence: 0.9)
      guard case .t(let df) = welch.statistic.reference else { throw TestFailure("no t") }
      expectAgreement(try freedom(test), df, digits: 14, "df")
      expectAgreement(test.statistic.value, welch.statistic.value, digits: 14, "t")
      expectAgreement(test.pValue, welch.pValue, digits: 13, "p")
      expectAgreement(
        try #require(test.difference.interval).lower, try #require(welch.difference.interval).lower,
        digits: 13, "lower")
      expectAgreement(test.effect.value, welch.effect.value, digits: 14, "d")
      expectAgreement(test.designEffect, 1, digits: 14, "design effect")
      #expect(test.intraclassCorrelation == nil && test.sharedClusterCount == 0)
    }
  }

  /// The test with matrices written out: CR2 by the eigenvectors' rank-one form of (I - H)^(-1/2) in each
  /// cluster and group, and the degrees of freedom from all quadratic forms.
  @Test(arguments: 0..<12)
  func agreesWithTheMatricesWrittenOut(_ run: Int) throws {
    let data = ClusteredPair.drawn(
      (2 + run % 4, 2 + run / 4), levels: 7, shared: run % 2 == 0, seed: UInt64(run) + 3)
    let test = try find(data)
    let naive = naiveCR2(data)
    expectAgreement(try #require(test.difference.standardError), naive.error, digits: 12, "SE")
    expectAgreement(try freedom(test), naive.freedom, digits: 11, "df")
  }

  private func naiveCR2(_ data: ClusteredPair) -> (error: Double, freedom: Double) {
    let groups = [(data.first, data.firstClusters), (data.second, data.secondClusters)]
    let labels = Set(data.firstClusters + data.secondClusters).sorted()
    let all = data.first.count + data.second.count
    // Each cluster's contribution to the difference as a linear form of all values.
    var forms = labels.map { _ in [Double](repeating: 0, count: all) }
    var own = [0.0, 0.0]
    for (place, label) in labels.enumerated() {
      var offset = 0
      for (g, (values, clusters)) in groups.enumerated() {
        let n = Double(values.count)
        let m = Double(clusters.count { $0 == label })
        let factor = (g == 0 ? 1 : -1) / n / (1 - m / n).squareRoot()
        var part = 0.0
        for i in values.indices {
          let coefficient = factor * ((clusters[i] == label ? 1 : 0) - m / n)
          forms[place][offset + i] = coefficient
          part += coefficient * values[i]
        }
        own[g] += part * part
        offset += values.count
      }
    }
    let y = data.first + data.second
    let sigma =
      [Double](repeating: own[0] * Double(data.first.count), count: data.first.count)
      + [Double](repeating: own[1] * Double(data.second.count), count: data.second.count)
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    let variance = forms.reduce(0) { $0 + dot($1, y) * dot($1, y) }
    var (trace, squares) = (0.0, 0.0)
    for (i, one) in forms.enumerated() {
      for (j, other) in forms.enumerated() {
        let covariance = dot(zip(one, other).map { $0 * $1 }, sigma)
        if i == j { trace += covariance }
        squares += covariance * covariance
      }
    }
    return (variance.squareRoot(), trace * trace / squares)
  }

  @Test func swapShiftScaleAndOrderMoveWhatTheyShould() throws {
    for data in [ClusteredPair.nested, .crossing] {
      let one = try find(data)
      let other = try find(data.swapped)
      #expect(one.difference.value == -other.difference.value)
      expectAgreement(one.statistic.value, -other.statistic.value, digits: 14)
      expectAgreement(try freedom(one), try freedom(other), digits: 13)
      expectAgreement(one.effect.value, -other.effect.value, digits: 14)
      expectAgreement(
        try #require(one.effect.interval).lower, -(try #require(other.effect.interval).upper), digits: 13)
      #expect(one.clusterCounts == other.clusterCounts.reversed())
      for changed in [data.mapped { 4 * $0 + 1000 }, data.reversed] {
        let moved = try find(changed)
        expectAgreement(moved.statistic.value, one.statistic.value, digits: 11)
        expectAgreement(try freedom(moved), try freedom(one), digits: 11)
        expectAgreement(moved.pValue, one.pValue, digits: 11)
        expectAgreement(moved.effect.value, one.effect.value, digits: 11)
        expectAgreement(
          try #require(moved.intraclassCorrelation), try #require(one.intraclassCorrelation), digits: 10)
      }
      let greater = try find(data, alternative: .greater)
      #expect(greater.difference.interval?.upper == .infinity)
      expectAgreement(greater.pValue, one.pValue / 2, digits: 13)
    }
  }

  @Test func copyingEveryCaseWithinItsClusterChangesNothingButTheEffect() throws {
    for data in [ClusteredPair.nested, .crossing] {
      let twice = ClusteredPair(
        first: data.first + data.first, firstClusters: data.firstClusters + data.firstClusters,
        second: data.second + data.second, secondClusters: data.secondClusters + data.secondClusters)
      let (one, other) = (try find(data), try find(twice))
      expectAgreement(other.statistic.value, one.statistic.value, digits: 13)
      expectAgreement(try freedom(other), try freedom(one), digits: 13)
    }
  }

  @Test func withoutADifferenceTheEffectsIntervalIsThatOfTheDifference() throws {
    let x = [1.0, 2, 5, 6], y = [2.0, 3, 3, 6]
    let test = try ClusteredWelchTest(
      x, clusters: ["a", "a", "b", "c"], against: y, clusters: ["d", "d", "e", "e"])
    #expect(test.difference.value == 0)
    let s = ((test.groups[0].variance! + test.groups[1].variance!) / 2).squareRoot()
    expectAgreement(
      try #require(test.effect.interval).upper, try #require(test.difference.interval).upper / s, digits: 13)
  }

  @Test func valuesFarFromZeroKeepTheirSpread() throws {
    let far = try find(ClusteredPair.nested.mapped { (10 * $0).rounded() + 0x1p30 })
    let near = try find(ClusteredPair.nested.mapped { (10 * $0).rounded() })
    // The means themselves are known to 1e-7 at this distance.
    expectAgreement(far.statistic.value, near.statistic.value, digits: 7)
    expectAgreement(
      try #require(far.intraclassCorrelation), try #require(near.intraclassCorrelation), digits: 12)
    expectAgreement(
      try DesignEffect([1e15, 1e15 + 1, 1e15 + 4, 1e15 + 2], clusters: [1, 1, 2, 2])
        .intraclassCorrelation.value,
      try DesignEffect([0, 1, 4, 2], clusters: [1, 1, 2, 2]).intraclassCorrelation.value, digits: 12)
  }

  // Edges

  @Test func oneGroupWhoseClustersDoNotVaryLeavesTheOthersFreedom() throws {
    let test = try ClusteredWelchTest(
      [1, 3, 3, 1], clusters: ["a", "a", "b", "b"], against: [1, 2, 4, 9, 2, 3],
      clusters: ["c", "c", "d", "d", "e", "e"])
    expectAgreement(try freedom(test), 2, digits: 14)
    let two = try ClusteredWelchTest(
      [1, 3, 4, 1], clusters: ["a", "a", "b", "b"], against: [7, 7], clusters: ["c", "d"])
    expectAgreement(try freedom(two), 1, digits: 14)
  }

  @Test func refusesWhatItCannotJudge() throws {
    func find(_ x: [Double], _ a: [String], _ y: [Double], _ b: [String]) throws -> ClusteredWelchTest {
      try ClusteredWelchTest(x, clusters: a, against: y, clusters: b)
    }
    expectRefusal(.tooFew) { try find([], [], [1, 2], ["a", "b"]) }
    expectRefusal(.tooFew) { try find([1], ["a"], [1, 2], ["a", "b"]) }
    expectRefusal(.tooFew) { try find([1, 2, 3], ["a", "a", "a"], [1, 2], ["a", "b"]) }
    expectRefusal(.tooFew) { try find([1, 2, 3], ["a", "a", "b"], [1, 2], ["b", "b"]) }
    expectRefusal(.lengthMismatch) { try find([1, 2, 3], ["a", "b"], [1, 2], ["c", "d"]) }
    expectRefusal(.lengthMismatch) { try find([1, 2, 3], ["a", "b", "c"], [1, 2], ["c", "d", "e"]) }
    expectRefusal(.notFinite) { try find([1, .nan], ["a", "b"], [1, 2], ["c", "d"]) }
    expectRefusal(.notFinite) { try find([1, 2], ["a", "b"], [1, .infinity], ["c", "d"]) }
    expectRefusal(.constant) { try find([3, 3], ["a", "b"], [5, 5], ["c", "d"]) }
    // Cases vary, the means of clusters do not.
    expectRefusal(.constant) {
      try find([1, 3, 3, 1], ["a", "a", "b", "b"], [4, 5, 5, 4], ["c", "c", "d", "d"])
    }
    // The groups differ by the same amount in every cluster.
    expectRefusal(.constant) { try find([1, 2, 4], ["a", "b", "c"], [0, 1, 3], ["a", "b", "c"]) }
    expectRefusal(.outOfRange) { try find([1e200, 2e200], ["a", "b"], [5, 6], ["c", "d"]) }
    expectRefusal(.outOfRange) { try find([1e-170, 2e-170], ["a", "b"], [5e-170, 6e-170], ["c", "d"]) }
    expectRefusal(.outOfRange) {
      try ClusteredWelchTest([1, 2], clusters: [1, 2], against: [2, 4], clusters: [3, 4], confidence: 0)
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    let text = try find(.crossing, alternative: .greater).named("trust", "coached", "not coached").description
    #expect(
      text == """
        Welch's test of clustered cases: trust, coached - not coached
          difference in means  0.74  95% CI [-0.51, ∞]  t(2.1) = 1.67, one-sided p = .115
          average-variance d   0.86  95% CI [-0.78, ∞]
          n = 9, 6   means = 3.98, 3.23   SDs = 0.72, 0.98   clusters = 4, 3   in both groups = 3
          ICC = .49   design effect of the difference = 0.91
          all 15 cases used
          alternative: greater; variance: CR2; working variances: separate
          Note: With fewer than 4 degrees of freedom the probability can be off its level by much.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    for data in [ClusteredPair.nested, .crossing] {
      try checkFinding { try find(data) }
      try checkFinding { try find(data, alternative: .less, working: .equal) }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ClusteredWelchTest") { print in
      // page
      let coached = [3.75, 4.00, 3.25, 4.50, 3.50, 4.25, 3.75, 5.00, 4.75]
      let coachedAt = ["bakery", "bakery", "bakery", "clinic", "clinic", "depot", "depot", "farm", "farm"]
      let others = [3.00, 2.25, 4.25, 3.50, 2.75, 3.25, 2.50]
      let othersAt = ["garage", "garage", "hotel", "hotel", "hotel", "inn", "inn"]
      let trust = try ClusteredWelchTest(coached, clusters: coachedAt, against: others, clusters: othersAt)
      print(trust.named("trust", "coached", "others"))
      // end
    }
  }
}
