// No fixture: every exact probability is compared with the enumeration of all arrangements written out.

import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ClusterPermutationTestTests {
  private func find(
    _ data: ClusteredPair, _ scheme: ClusterPermutationTest.Scheme,
    _ statistic: ClusterPermutationTest.Statistic = .clusteredT, alternative: Alternative = .twoSided,
    method: ClusterPermutationTest.Method = .exact, twoSided: TwoSidedDefinition = .distance
  ) throws -> ClusterPermutationTest {
    try ClusterPermutationTest(
      data.first, clusters: data.firstClusters, against: data.second, clusters: data.secondClusters,
      permuting: scheme, statistic: statistic, alternative: alternative, method: method, twoSided: twoSided)
  }

  private func tails(_ test: ClusterPermutationTest) throws -> TailProbabilities {
    guard case .exact(let tails) = test.statistic.reference else { throw TestFailure("not exact") }
    return tails
  }

  private func check(
    _ data: ClusteredPair, _ scheme: ClusterPermutationTest.Scheme, _ all: [ClusteredPair]
  ) throws {
    for statistic in ClusterPermutationTest.Statistic.allCases {
      let values = all.map { ClusterArrangementTwin.naive($0, statistic) }
      let observed = ClusterArrangementTwin.naive(data, statistic)
      func share(_ holds: (Double) -> Bool) -> Double {
        Double(values.count(where: holds)) / Double(values.count)
      }
      let test = try find(data, scheme, statistic)
      #expect(test.arrangementCount == Double(all.count))
      let tails = try tails(test)
      expectAgreement(tails.lower, share { $0 <= observed + 1e-9 }, digits: 14, "lower")
      expectAgreement(tails.upper, share { $0 >= observed - 1e-9 }, digits: 14, "upper")
      expectAgreement(
        tails.twoSided, share { $0.magnitude >= observed.magnitude - 1e-9 }, digits: 14, "distance")
      if statistic == .clusterMeans {
        expectAgreement(test.difference.value, observed, digits: 12, floor: 1e-13)
      }
      if observed.isFinite, statistic == .clusteredT {
        expectAgreement(test.statistic.value, observed, digits: 10, floor: 1e-12, "t")
      }
    }
  }

  // Laws

  @Test(arguments: 0..<20)
  func exactIsTheEnumerationOfWholeClusters(_ run: Int) throws {
    let data = ClusteredPair.drawn(
      (2 + run % 4, 2 + run / 4), levels: 2 + run % 3, shared: false, seed: UInt64(run))
    try check(data, .wholeClusters, ClusterArrangementTwin.wholeArrangements(data))
  }

  @Test(arguments: 0..<20)
  func exactIsTheEnumerationWithinClusters(_ run: Int) throws {
    let data = ClusteredPair.drawn(
      (2 + run % 2, 2 + run % 3), levels: 2 + run % 4, shared: true, seed: UInt64(run) + 50)
    try check(data, .withinClusters, ClusterArrangementTwin.withinArrangements(data))
  }

  @Test func casesThatAreClustersGiveThePermutationTest() throws {
    let (x, y) = ([3.25, 2.5, 4.0, 3.75, 4.25, 1.5], [2.25, 2.5, 1.75, 3.0, 2.0])
    let labels = Array(0..<11)
    for (statistic, plain) in [
      (ClusterPermutationTest.Statistic.clusteredT, PermutationTest.Statistic.welchT),
      (.clusterMeans, .meanDifference),
    ] {
      for alternative in Alternative.allCases {
        let test = try ClusterPermutationTest(
          x, clusters: labels[..<6], against: y, clusters: labels[6...], statistic: statistic,
          alternative: alternative, method: .exact)
        let twin = try PermutationTest(
          x, against: y, statistic: plain, alternative: alternative, method: .exact)
        #expect(test.pValue == twin.pValue)
        expectAgreement(test.statistic.value, twin.statistic.value, digits: 13)
      }
    }
    // The three shared clusters have 3 + 2, 3 + 2 and 2 + 2 cases.
    #expect(try find(.crossing, .withinClusters).arrangementCount == 10 * 10 * 6)
  }

  @Test func swapShiftScaleAndOrderMoveWhatTheyShould() throws {
    for (data, scheme) in [
      (ClusteredPair.nested, ClusterPermutationTest.Scheme.wholeClusters), (.crossing, .withinClusters),
    ] {
      for statistic in ClusterPermutationTest.Statistic.allCases {
        let one = try find(data, scheme, statistic, alternative: .greater)
        let swapped = try find(data.swapped, scheme, statistic, alternative: .less)
        #expect(one.pValue == swapped.pValue)
        for changed in [data.mapped { 4 * $0 + 1000 }, data.reversed] {
          let moved = try find(changed, scheme, statistic, alternative: .greater)
          #expect(moved.pValue == one.pValue)
        }
      }
    }
  }

  @Test func randomArrangementsComeNearTheExactProbability() throws {
    for (data, scheme) in [
      (
        ClusteredPair.drawn((5, 6), levels: 5, shared: false, seed: 8),
        ClusterPermutationTest.Scheme.wholeClusters
      ),
      (.crossing, .withinClusters),
    ] {
      for statistic in ClusterPermutationTest.Statistic.allCases {
        let exact = try find(data, scheme, statistic)
        let drawn = try find(
          data, scheme, statistic, method: .monteCarlo(permutations: 5_000, seed: 3))
        let interval = try #require(drawn.pValueInterval)
        #expect(interval.lower - 0.01 <= exact.pValue && exact.pValue <= interval.upper + 0.01)
        let again = try find(
          data, scheme, statistic, method: .monteCarlo(permutations: 5_000, seed: 3))
        #expect(again.report == drawn.report)
      }
    }
  }

  @Test func doubledIsTwiceTheSmallerTail() throws {
    let test = try find(.nested, .wholeClusters, twoSided: .doubled)
    let tails = try tails(test)
    #expect(test.pValue == min(1, 2 * min(tails.lower, tails.upper)))
    #expect(try find(.nested, .wholeClusters).pValueInterval == nil)
  }

  // Edges

  @Test func valuesThatAreAllEqualHaveAProbabilityOfOne() throws {
    for statistic in ClusterPermutationTest.Statistic.allCases {
      let test = try find(.nested.mapped { _ in 3 }, .wholeClusters, statistic)
      #expect(test.pValue == 1 && test.effect == nil && test.difference.value == 0)
    }
  }

  @Test func refusesWhatDoesNotFit() throws {
    expectRefusal(.definition) { try find(.crossing, .wholeClusters) }
    expectRefusal(.definition) { try find(.nested, .withinClusters) }
    expectRefusal(.tooFew) {
      try find(.nested, .wholeClusters, method: .monteCarlo(permutations: 0, seed: 1))
    }
    expectRefusal(.tooFew) {
      try find(.nested, .wholeClusters, method: .monteCarlo(permutations: .min, seed: 1))
    }
    expectRefusal(.infeasible) {
      try find(.nested, .wholeClusters, method: .monteCarlo(permutations: .max, seed: 1))
    }
    let large = ClusteredPair.drawn((20, 20), levels: 5, shared: false, seed: 1)
    expectRefusal(.infeasible) { try find(large, .wholeClusters) }
    expectRefusal(.infeasible) {
      try find(.drawn((40, 40), levels: 5, shared: true, seed: 1), .withinClusters)
    }
    expectRefusal(.tooFew) {
      try ClusterPermutationTest([1, 2], clusters: [1, 1], against: [1, 2], clusters: [2, 3])
    }
    expectRefusal(.tooFew) {
      try ClusterPermutationTest([], clusters: [Int](), against: [1, 2], clusters: [2, 3])
    }
    expectRefusal(.notFinite) {
      try ClusterPermutationTest([1, .nan], clusters: [0, 1], against: [1, 2], clusters: [2, 3])
    }
    expectRefusal(.lengthMismatch) {
      try ClusterPermutationTest([1, 2], clusters: [0], against: [1, 2], clusters: [2, 3])
    }
    expectRefusal(.outOfRange) {
      try ClusterPermutationTest(
        [1, 2], clusters: [0, 1], against: [1, 2], clusters: [2, 3], tieTolerance: .nan)
    }
    expectRefusal(.outOfRange) {
      try ClusterPermutationTest(
        [1, 2], clusters: [0, 1], against: [1, 2], clusters: [2, 3], confidence: 2)
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    let text = try find(.crossing, .withinClusters, .clusterMeans, alternative: .greater)
      .named("trust", "coached", "not coached").description
    #expect(
      text == """
        Permutation test of clustered cases: trust, coached - not coached
          difference in means of clusters  0.71                     difference = 0.71, exact one-sided p =
                                                                    .055
          average-variance d               0.86  95% CI [-0.78, ∞]
          n = 9, 6   means = 3.98, 3.23   SDs = 0.72, 0.98   clusters = 4, 3   arrangements = 600
          all 15 cases used
          exchanged: cases within clusters; statistic: difference in means of clusters; method: all
          arrangements; alternative: greater; two-sided p: distance
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try find(.nested, .wholeClusters) }
    try checkFinding { try find(.nested.mapped { _ in 3 }, .wholeClusters, .clusterMeans) }
    try checkFinding {
      try find(.crossing, .withinClusters, method: .monteCarlo(permutations: 500, seed: 9))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ClusterPermutationTest") { print in
      // page
      let coached = [3.75, 4.00, 3.25, 4.50, 3.50, 4.25, 3.75, 5.00, 4.75]
      let coachedAt = ["bakery", "bakery", "bakery", "clinic", "clinic", "depot", "depot", "farm", "farm"]
      let others = [3.00, 2.25, 4.25, 3.50, 2.75, 3.25, 2.50]
      let othersAt = ["garage", "garage", "hotel", "hotel", "hotel", "inn", "inn"]
      let trust = try ClusterPermutationTest(
        coached, clusters: coachedAt, against: others, clusters: othersAt, method: .exact)
      print(trust.named("trust", "coached", "others"))
      // end
    }
  }
}
