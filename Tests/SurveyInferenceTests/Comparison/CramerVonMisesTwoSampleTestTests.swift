import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct CramerVonMisesTwoSampleTestTests {
  // Reference

  @Test(arguments: try Fixture.cases("CramerVonMisesTwoSampleTest", method: "Cramer-von Mises two-sample"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (x, y) = (try reference.options["x"].numbers(), try reference.options["y"].numbers())
    let exact = try CramerVonMisesTwoSampleTest(x, against: y)
    let expected = reference.expected
    if expected["T"] != .null {
      try expectAgreement(exact.t, expected["T"], digits: 12, "T")
      try expectAgreement(exact.pValue, expected["p_exact"], digits: 12, "p")
    }
    if expected["scipy_T"] != .null {
      try expectAgreement(exact.t, expected["scipy_T"], digits: 9, "T of scipy")
      try expectAgreement(exact.pValue, expected["scipy_p_exact"], digits: 9, "exact p of scipy")
      // scipy subtracts its probability from 1.
      try expectAgreement(
        CramerVonMisesTwoSampleTest(x, against: y, method: .asymptotic).pValue,
        expected["scipy_p_asymptotic"], digits: 9, "asymptotic p")
    }
  }

  @Test(
    arguments: try Fixture.cases("CramerVonMisesTwoSampleTest", method: "Cramer-von Mises limit distribution")
  )
  func theLimitAgreesWithReference(_ reference: Fixture.Case) throws {
    let limit = LimitOfSquares(.cramerVonMises, degreesOfFreedom: 1)
    let x = try reference.expected["x"].numbers()
    try expectAgreement(x.map(limit.upperTail), reference.expected["upper"], digits: 12)
    #expect(limit.upperTail(0) == 1 && limit.upperTail(-1) == 1 && limit.upperTail(1e6) == 0)
  }

  // Laws

  @Test(arguments: 0..<40)
  func exactIsTheEnumerationOfAllDivisions(_ run: Int) throws {
    let sizes = (2 + run % 4, 2 + run / 4 % 5)
    let (first, second) = tiedGroups(sizes.0, sizes.1, levels: 2 + run % 5, seed: UInt64(run))
    let pooled = first + second
    func distance(_ x: [Double], _ y: [Double]) -> Double {
      pooled.reduce(0) { sum, z in
        let after = y.count * x.count { $0 <= z } - x.count * y.count { $0 <= z }
        let before = y.count * x.count { $0 < z } - x.count * y.count { $0 < z }
        return sum + Double(after * after + before * before) / 2
      }
    }
    let observed = distance(first, second)
    let all = subsets(of: pooled.count, choosing: sizes.0).map { chosen in
      distance(
        chosen.map { pooled[$0] }, pooled.indices.filter { !chosen.contains($0) }.map { pooled[$0] })
    }
    let test = try CramerVonMisesTwoSampleTest(first, against: second)
    guard case .exact(let tails) = try #require(test.statistic).reference else {
      throw TestFailure("not exact")
    }
    func share(_ holds: (Double) -> Bool) -> Double { Double(all.count(where: holds)) / Double(all.count) }
    expectAgreement(tails.upper, share { $0 >= observed }, digits: 13, "upper")
    expectAgreement(tails.lower, share { $0 <= observed }, digits: 13, "lower")
    let (n, m) = (Double(sizes.0), Double(sizes.1))
    let mean = all.reduce(0, +) / Double(all.count) / (n * n * m * m * (n + m))
    expectAgreement(test.rootMeanSquareByChance, mean.squareRoot(), digits: 13, floor: 1e-15, "by chance")
    expectAgreement(test.t, observed / (n * m * (n + m) * (n + m)), digits: 13, floor: 1e-15, "T")
  }

  @Test func withoutTiesItIsAndersonsFormulaOfTheRanks() throws {
    let (x, y) = ([0.3, 2.2, 4.1, 7.7, 9.6], [1.1, 3.3, 3.9, 5.2, 6.4, 8.8, 9.9])
    let pooled = (x + y).sorted()
    func squares(_ values: [Double]) -> Double {
      values.sorted().enumerated().reduce(0) { sum, entry in
        let rank = pooled.count { $0 <= entry.element }
        return sum + Double((rank - entry.offset - 1) * (rank - entry.offset - 1))
      }
    }
    let (n, m) = (5.0, 7.0)
    let u = n * squares(x) + m * squares(y)
    let t = u / (n * m * (n + m)) - (4 * n * m - 1) / (6 * (n + m))
    expectAgreement(try CramerVonMisesTwoSampleTest(x, against: y).t, t, digits: 13)
  }

  @Test func onlyTheOrderOfTheValuesMatters() throws {
    let (first, second) = tiedGroups(9, 11, levels: 7, seed: 11)
    let one = try CramerVonMisesTwoSampleTest(first, against: second)
    // The other way round, in another order of rows, on a scale that is turned.
    let other = try CramerVonMisesTwoSampleTest(
      second.map { -$0 * $0 * $0 + 7 }, against: first.reversed().map { -$0 * $0 * $0 + 7 })
    #expect(other.sizes == [11, 9])
    expectAgreement(other.t, one.t, digits: 14)
    expectAgreement(other.pValue, one.pValue, digits: 13)
  }

  @Test func randomDivisionsAgreeWithAllOfThem() throws {
    let (first, second) = tiedGroups(8, 10, levels: 5, seed: 3)
    let exact = try CramerVonMisesTwoSampleTest(first.map { $0 + 1 }, against: second)
    let random = try CramerVonMisesTwoSampleTest(
      first.map { $0 + 1 }, against: second, method: .monteCarlo(draws: 20_000, seed: 2))
    #expect(random.t == exact.t)
    #expect(try #require(random.pValueInterval).contains(exact.pValue))
    #expect((random.pValue - exact.pValue).magnitude < 0.01)
  }

  @Test func largeGroupsKeepToTheLimitDistribution() throws {
    let x = (0..<40).map { Double($0) + 0.25 }
    let y = (0..<40).map { Double($0) * 1.3 + 4.6 }
    let exact = try CramerVonMisesTwoSampleTest(x, against: y)
    let limit = try CramerVonMisesTwoSampleTest(x, against: y, method: .asymptotic)
    #expect(limit.statistic == nil)
    #expect((exact.pValue - limit.pValue).magnitude < 0.005)
  }

  // Edges and refusals

  @Test func equalValuesGiveAProbabilityOfOne() throws {
    let test = try CramerVonMisesTwoSampleTest([2.0, 2], against: [2, 2, 2])
    #expect(test.t == 0 && test.pValue == 1 && test.rootMeanSquare == 0)
    #expect(
      try CramerVonMisesTwoSampleTest([2.0, 2], against: [2, 2], method: .monteCarlo(draws: 9, seed: 1))
        .pValue
        == 1)
    expectRefusal(.constant) {
      try CramerVonMisesTwoSampleTest([2.0, 2], against: [2, 2], method: .asymptotic)
    }
  }

  @Test func separatedGroupsHaveTheSmallestProbability() throws {
    let test = try CramerVonMisesTwoSampleTest([4.0, 5, 6], against: [1, 2, 3])
    expectAgreement(test.pValue, 0.1, digits: 14)
    let binary = try CramerVonMisesTwoSampleTest([1.0, 1, 1], against: [0, 0, 0])
    expectAgreement(binary.rootMeanSquare, 0.5.squareRoot(), digits: 14)
    let far = try CramerVonMisesTwoSampleTest([1e308, 1.5e308], against: [-1e308, 1e-300])
    #expect(far.pValue > 0.3)
  }

  @Test func refusesWhatItCannotCompare() throws {
    expectRefusal(.tooFew) { try CramerVonMisesTwoSampleTest([1.0], against: [1, 2]) }
    expectRefusal(.tooFew) { try CramerVonMisesTwoSampleTest([], against: [1.0, 2]) }
    expectRefusal(.notFinite) { try CramerVonMisesTwoSampleTest([1, .nan], against: [1, 2]) }
    let values = (0..<3_000).map { Double($0) }
    expectRefusal(.infeasible) { try CramerVonMisesTwoSampleTest(values, against: values.map { $0 + 900.5 }) }
    #expect(
      try CramerVonMisesTwoSampleTest(values, against: values.map { $0 + 900.5 }, method: .asymptotic).pValue
        < 1e-20)
    for draws in [0, -1] {
      expectRefusal(.tooFew) {
        try CramerVonMisesTwoSampleTest(
          [1.0, 2], against: [1, 2], method: .monteCarlo(draws: draws, seed: 1))
      }
    }
    expectRefusal(.outOfRange) {
      try CramerVonMisesTwoSampleTest([1.0, 2], against: [1, 2], method: .monteCarlo(draws: .max, seed: 1))
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    let text = try CramerVonMisesTwoSampleTest([3.0, 4, 4, 5, 6], against: [1, 2, 4, 3]).description
    #expect(
      text == """
        Cramér-von Mises test of two groups: first against second
          root mean square difference of the distribution functions  .42  T = 0.38, exact p = .095
          n = 5, 4   T = 0.384   difference by chance = .28
          all 9 cases used
          method: exact given the ties
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    for method in [NullDistributionMethod.exact, .asymptotic, .monteCarlo(draws: 99, seed: 1)] {
      try checkFinding {
        try CramerVonMisesTwoSampleTest([3.0, 4, 4, 5, 6], against: [1, 2, 4, 3], method: method)
      }
    }
    try checkFinding { try CramerVonMisesTwoSampleTest([1.0, 1], against: [1, 1]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("CramerVonMisesTwoSampleTest") { print in
      // page
      let town = [3.1, 3.4, 2.9, 3.3, 3.0, 3.2, 3.6, 2.8]
      let country = [1.8, 4.9, 3.1, 4.4, 1.5, 2.2, 4.6]
      let safety = try CramerVonMisesTwoSampleTest(town, against: country)
      print(safety.named("feeling of safety", "town", "country"))
      // end
    }
  }
}
