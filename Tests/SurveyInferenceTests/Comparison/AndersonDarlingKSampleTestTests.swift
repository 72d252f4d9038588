import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct AndersonDarlingKSampleTestTests {
  private static let groups: ScoreGroups = [[1, 2, 3, 5.5], [2, 3, 6, 7], [0, 2, 9]]

  // Reference

  @Test(arguments: try Fixture.cases("AndersonDarlingKSampleTest", method: "Anderson-Darling k-sample"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let groups = ScoreGroups(try reference.options["groups"].array().map { try $0.numbers() })
    let expected = reference.expected
    for (ties, name) in [(AndersonDarlingKSampleTest.TieRule.midpoints, "midpoints"), (.steps, "steps")] {
      let exact = try AndersonDarlingKSampleTest(groups, ties: ties, method: .exact)
      try expectAgreement(exact.aSquared, expected[name], digits: 12, floor: 1e-14, "A² \(name)")
      try expectAgreement(exact.pValue, expected["p_\(name)"], digits: 12, "p \(name)")
      let standardized = try #require(exact.standardized)
      try expectAgreement(standardized, expected["standardized_\(name)"], digits: 11, "standardized \(name)")
      // kSamples rounds: A² to three digits, probabilities to four and more.
      try expectAgreement(
        exact.aSquared, expected["ksamples_\(name)"], digits: 2.2, floor: 1e-3, "kSamples A²")
      try expectAgreement(exact.pValue, expected["ksamples_p_\(name)"], digits: 4, "kSamples p")
      let deviation = (exact.aSquared - Double(exact.sizes.count - 1)) / standardized
      try expectAgreement(deviation, expected["ksamples_sigma"], digits: 4, "sigma")
      // Its asymptotic probabilities are interpolated in a table.
      let limit = try AndersonDarlingKSampleTest(groups, ties: ties, method: .asymptotic)
      let rough = try expected["ksamples_asymptotic_\(name)"].number()
      #expect((limit.pValue - rough).magnitude < 0.01, "asymptotic \(name): \(limit.pValue), \(rough)")
    }
  }

  @Test(
    arguments: try Fixture.cases("AndersonDarlingKSampleTest", method: "Anderson-Darling limit distribution"))
  func theLimitAgreesWithReference(_ reference: Fixture.Case) throws {
    let x = try reference.expected["x"].numbers()
    let freedom = try reference.expected["df"].numbers()
    let found = zip(x, freedom).map { LimitOfSquares(.andersonDarling, degreesOfFreedom: $1).upperTail($0) }
    try expectAgreement(found, reference.expected["upper"], digits: 12)
    let many = LimitOfSquares(.andersonDarling, degreesOfFreedom: 999)
    #expect(many.upperTail(800) > 1 - 1e-9 && many.upperTail(1_200) < 1e-9)
    #expect((many.upperTail(999) - 0.5).magnitude < 0.02)
  }

  // Laws

  @Test(arguments: 0..<24)
  func exactIsTheEnumerationOfAllDivisions(_ run: Int) throws {
    let sizes = (2 + run % 4, 3 + run / 4 % 4)
    let (first, second) = tiedGroups(sizes.0, sizes.1, levels: 3 + run % 4, seed: UInt64(run + 50))
    guard Set(first + second).count > 1 else { return }
    let ties: AndersonDarlingKSampleTest.TieRule = run % 2 == 0 ? .midpoints : .steps
    let pooled = first + second
    let all = try subsets(of: pooled.count, choosing: sizes.0).map { chosen in
      try AndersonDarlingKSampleTest(
        [chosen.map { pooled[$0] }, pooled.indices.filter { !chosen.contains($0) }.map { pooled[$0] }],
        ties: ties, method: .monteCarlo(draws: 1, seed: 1)
      ).aSquared
    }
    let test = try AndersonDarlingKSampleTest([first, second], ties: ties, method: .exact)
    guard case .exact(let tails) = try #require(test.statistic).reference else {
      throw TestFailure("not exact")
    }
    func share(_ holds: (Double) -> Bool) -> Double { Double(all.count(where: holds)) / Double(all.count) }
    expectAgreement(tails.upper, share { $0 >= test.aSquared - 1e-9 }, digits: 13, "upper")
    expectAgreement(tails.lower, share { $0 <= test.aSquared + 1e-9 }, digits: 13, "lower")
  }

  @Test func theShareIsTheMeanOverAllCuts() throws {
    let (x, y) = tiedGroups(7, 9, levels: 6, seed: 8)
    let pooled = (x + y).sorted()
    var (sum, weight) = (0.0, 0.0)
    for z in pooled where z < (pooled.last ?? 0) {
      // The squared correlation of group and "at most z".
      let (p, q) = (Double(x.count { $0 <= z }) / 7, Double(y.count { $0 <= z }) / 9)
      let all = (7 * p + 9 * q) / 16
      sum += (7 * (p - all) * (p - all) + 9 * (q - all) * (q - all)) / (16 * all * (1 - all))
      weight += 1
    }
    expectAgreement(
      try AndersonDarlingKSampleTest([x, y], method: .exact).meanShare, sum / weight, digits: 12)
    let apart = try AndersonDarlingKSampleTest([[0, 0, 0], [1, 1, 1]], method: .exact)
    #expect(apart.meanShare == 1)
  }

  @Test func orderOfGroupsAndOfRowsAndMonotoneChangesDoNotMatter() throws {
    for ties in AndersonDarlingKSampleTest.TieRule.allCases {
      let one = try AndersonDarlingKSampleTest(Self.groups, ties: ties, method: .exact)
      let turned = ScoreGroups(Self.groups.values.reversed().map { $0.reversed().map { $0 * $0 * $0 + 1 } })
      let other = try AndersonDarlingKSampleTest(turned, ties: ties, method: .exact)
      expectAgreement(one.aSquared, other.aSquared, digits: 13)
      expectAgreement(one.pValue, other.pValue, digits: 12)
      expectAgreement(one.meanShare, other.meanShare, digits: 13)
    }
    // Midpoints are symmetric: turning the scale changes nothing.
    let turned = ScoreGroups(Self.groups.values.map { $0.map { -$0 } })
    expectAgreement(
      try AndersonDarlingKSampleTest(turned, method: .exact).aSquared,
      try AndersonDarlingKSampleTest(Self.groups, method: .exact).aSquared, digits: 13)
  }

  @Test func labelsGiveTheGroups() throws {
    let labelled = try AndersonDarlingKSampleTest(
      [1, 5, 2, 6, 3, 7, 4, 9], by: ["a", "b", "a", "b", "a", "b", "a", "b"], method: .exact)
    let arrays = try AndersonDarlingKSampleTest(
      ScoreGroups([[1, 2, 3, 4], [5, 6, 7, 9]], names: ["a", "b"]), method: .exact)
    #expect(labelled.statistic == arrays.statistic && labelled.context.parts == ["a", "b"])
    expectRefusal(.lengthMismatch) { try AndersonDarlingKSampleTest([1.0, 2], by: ["a"]) }
  }

  @Test func randomDivisionsAgreeWithAllOfThem() throws {
    let exact = try AndersonDarlingKSampleTest(Self.groups, method: .exact)
    let random = try AndersonDarlingKSampleTest(Self.groups, method: .monteCarlo(draws: 4_000, seed: 2))
    #expect(random.aSquared == exact.aSquared)
    #expect(try #require(random.pValueInterval).contains(exact.pValue))
  }

  @Test func answersOnAScaleOfFivePointsCanBeEnumerated() throws {
    let (x, y) = tiedGroups(30, 25, levels: 5, seed: 4)
    let exact = try AndersonDarlingKSampleTest([x.map { min(4, $0 + 1) }, y], method: .exact)
    let random = try AndersonDarlingKSampleTest(
      [x.map { min(4, $0 + 1) }, y], method: .monteCarlo(draws: 4_000, seed: 2))
    #expect((random.pValue - exact.pValue).magnitude < 0.03)
  }

  // Edges and refusals

  @Test func smallGroupsAreDecided() throws {
    let two = try AndersonDarlingKSampleTest([[1.0], [2.0]], method: .exact)
    #expect(two.pValue == 1 && two.standardized == nil && two.meanShare == 1 && two.shareByChance == 1)
    expectRefusal(.tooFew) { try AndersonDarlingKSampleTest([[1.0], [2, 3]], method: .asymptotic) }
    let same = try AndersonDarlingKSampleTest([[1.0, 2], [1, 2]], method: .asymptotic)
    #expect(same.aSquared == 0 && same.pValue > 0.99)
  }

  @Test func refusesWhatItCannotCompare() throws {
    expectRefusal(.tooFew) { try AndersonDarlingKSampleTest([[1.0, 2]]) }
    expectRefusal(.tooFew) { try AndersonDarlingKSampleTest([[1.0, 2], []]) }
    expectRefusal(.constant) { try AndersonDarlingKSampleTest([[1.0, 1], [1, 1]]) }
    expectRefusal(.notFinite) { try AndersonDarlingKSampleTest([[1.0, .nan], [1, 2]]) }
    expectRefusal(.tooFew) {
      try AndersonDarlingKSampleTest(Self.groups, method: .monteCarlo(draws: 0, seed: 1))
    }
    expectRefusal(.outOfRange) {
      try AndersonDarlingKSampleTest(Self.groups, method: .monteCarlo(draws: .max, seed: 1))
    }
    let values = (0..<1_500).map { Double($0) }
    expectRefusal(.infeasible) {
      try AndersonDarlingKSampleTest([values, values], method: .monteCarlo(draws: 10_000_000, seed: 1))
    }
    expectRefusal(.infeasible) {
      try AndersonDarlingKSampleTest([values, values.map { $0 + 0.5 }], method: .exact)
    }
    let many = ScoreGroups((0..<1_000).map { [Double($0), Double($0) + 0.5] })
    expectRefusal(.infeasible) { try AndersonDarlingKSampleTest(many, method: .exact) }
    #expect(
      try AndersonDarlingKSampleTest([values, values.map { $0 + 200 }], method: .asymptotic).pValue < 1e-10)
  }

  // Print

  @Test func printsItsFinding() throws {
    let text = try AndersonDarlingKSampleTest(Self.groups, method: .exact).description
    #expect(
      text == """
        Anderson-Darling test of several groups
          mean share of variance between groups  .148  A² = 1.70, exact p = .530
          group    n
          group 1  4
          group 2  4
          group 3  3
          A² = 1.702   share by chance = .200   standardized A² = -0.345
          all 11 cases used
          method: exact given the ties; distribution functions at ties: midpoints
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    for method in [NullDistributionMethod.exact, .asymptotic, .monteCarlo(draws: 99, seed: 1)] {
      try checkFinding { try AndersonDarlingKSampleTest(Self.groups, method: method) }
    }
    try checkFinding { try AndersonDarlingKSampleTest([[1.0], [2.0]], ties: .steps, method: .exact) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("AndersonDarlingKSampleTest") { print in
      // page
      let town = [3.1, 3.4, 2.9, 3.3, 3.0, 3.2, 3.6, 2.8]
      let country = [1.8, 4.9, 3.1, 4.4, 1.5, 2.2, 4.6]
      let safety = try AndersonDarlingKSampleTest(
        ScoreGroups([town, country], names: ["town", "country"]), method: .exact)
      print(safety.named("feeling of safety"))
      // end
    }
  }
}
