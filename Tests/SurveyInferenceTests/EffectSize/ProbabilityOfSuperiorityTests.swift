import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ProbabilityOfSuperiorityTests {
  // Reference

  @Test(arguments: try Fixture.cases("ProbabilityOfSuperiority"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    let found = try ProbabilityOfSuperiority(
      first, against: second, confidence: reference.options["conf_level"].number())
    let expected = reference.expected
    try expectAgreement(found.cliffsDelta.value, expected["cliff_delta"], digits: 11, "delta")
    try expectAgreement(found.superiority.value, expected["prob_superiority"], digits: 11, "superiority")
    try expectAgreement(found.proportionGreater, expected["p_gt"], digits: 11, "greater")
    try expectAgreement(found.proportionEqual, expected["p_eq"], digits: 11, "equal")
    try expectAgreement(found.rankBiserialCorrelation, expected["rank_biserial"], digits: 11, "r")
    let error = try #require(found.cliffsDelta.standardError)
    try expectAgreement(error * error, expected["var_unbiased"], digits: 11, "variance")
    try expectAgreement(limits(found.cliffsDelta), expected["ci_cliff_asymmetric"], digits: 11, "limits")
  }

  private func limits(_ estimate: Estimate) -> [Double] {
    estimate.interval.map { [$0.lower, $0.upper] } ?? []
  }

  // Laws

  @Test(arguments: 0..<20)
  func agreesWithTheMatrixOfAllPairs(_ run: Int) throws {
    let (x, y) = tiedGroups(3 + run % 5, 4 + run % 3, levels: 6, seed: UInt64(run))
    let found = try ProbabilityOfSuperiority(x, against: y)
    let signs = x.map { a in y.map { b in a > b ? 1.0 : (a < b ? -1.0 : 0) } }
    let (n, m) = (Double(x.count), Double(y.count))
    let delta = signs.joined().reduce(0, +) / (n * m)
    expectAgreement(found.cliffsDelta.value, delta, digits: 14, floor: 1e-16)
    guard !found.isSeparated else { return }
    func squares(_ values: [Double]) -> Double {
      values.reduce(0) { $0 + ($1 - delta) * ($1 - delta) }
    }
    let rows = squares(signs.map { $0.reduce(0, +) / m })
    let columns = squares(y.indices.map { j in signs.reduce(0) { $0 + $1[j] } / n })
    let unbiased =
      (m * m * rows + n * n * columns - squares(Array(signs.joined()))) / (n * m * (n - 1) * (m - 1))
    let variance = max(unbiased, (1 - delta * delta) / (n * m - 1))
    expectAgreement(try #require(found.cliffsDelta.standardError), variance.squareRoot(), digits: 12)
    let z = 1.959963984540054
    // The limits solve (d - δ)² = z² variance (1 - δ²)/(1 - d²), Feng and Cliff's equation.
    for limit in limits(found.cliffsDelta) where limit.magnitude < 1 {
      let left = (delta - limit) * (delta - limit)
      let right = z * z * variance * (1 - limit * limit) / (1 - delta * delta)
      expectAgreement(left, right, digits: 10)
    }
  }

  @Test func swappingTheGroupsMirrorsEverything() throws {
    let (x, y) = tiedGroups(9, 14, levels: 5, seed: 3)
    let one = try ProbabilityOfSuperiority(x, against: y, alternative: .greater)
    let other = try ProbabilityOfSuperiority(y, against: x, alternative: .less)
    #expect(one.cliffsDelta.value == -other.cliffsDelta.value)
    expectAgreement(one.superiority.value, 1 - other.superiority.value, digits: 15)
    expectAgreement(limits(one.cliffsDelta)[0], -limits(other.cliffsDelta)[1], digits: 13)
    #expect(limits(one.superiority)[1] == 1)
    #expect(limits(other.superiority)[0] == 0)
  }

  @Test func onlyTheOrderOfTheValuesMatters() throws {
    let (x, y) = tiedGroups(9, 14, levels: 5, seed: 4)
    let one = try ProbabilityOfSuperiority(x, against: y)
    let other = try ProbabilityOfSuperiority(
      x.reversed().map { 2 * $0 * $0 * $0 + 1 }, against: y.map { 2 * $0 * $0 * $0 + 1 })
    #expect(one.report == other.report)
  }

  @Test func separatedGroupsUseTheLargestVariancePossible() throws {
    let found = try ProbabilityOfSuperiority([5, 6, 7, 8, 9], against: [1, 2, 3])
    #expect(found.isSeparated)
    #expect(found.superiority.value == 1)
    #expect(found.superiority.standardError == nil)
    // Wilson's interval of three successes in three: n / (n + z²).
    let z2 = 3.8414588206941236
    expectAgreement(limits(found.superiority)[0], 3 / (3 + z2), digits: 13)
    #expect(limits(found.superiority)[1] == 1)
    let mirrored = try ProbabilityOfSuperiority([1, 2, 3], against: [5, 6, 7, 8, 9])
    #expect(mirrored.superiority.value == 0)
    expectAgreement(limits(mirrored.superiority)[1], z2 / (3 + z2), digits: 13)
  }

  @Test func equalValuesGiveOneHalf() throws {
    let found = try ProbabilityOfSuperiority([2, 2, 2], against: [2, 2])
    #expect(found.superiority.value == 0.5)
    #expect(found.proportionEqual == 1)
    #expect(try #require(found.superiority.interval).contains(0.5))
  }

  // Refusals

  @Test func refusesWhatItCannotCompare() throws {
    expectRefusal(.tooFew) { try ProbabilityOfSuperiority([1.0], against: [1, 2]) }
    expectRefusal(.tooFew) { try ProbabilityOfSuperiority([1.0, 2], against: []) }
    expectRefusal(.notFinite) { try ProbabilityOfSuperiority([1, .nan], against: [1, 2]) }
    expectRefusal(.outOfRange) { try ProbabilityOfSuperiority([1, 2], against: [1, 3], confidence: 0) }
  }

  // Print

  @Test func printsItsFinding() throws {
    let found = try ProbabilityOfSuperiority([3.0, 4, 4, 5, 6], against: [1, 2, 4, 3])
    #expect(
      found.description == """
        Probability of superiority: first over second
          P(greater) + ½ P(equal)  .88  95% CI [.56, .97]
          Cliff's delta            .75  95% CI [.12, .95]
          n = 5, 4   pairs greater = .80   pairs equal = .15
          all 9 cases used
          interval: two-sided
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try ProbabilityOfSuperiority([3.0, 4, 4, 5, 6], against: [1, 2, 4, 3]) }
    try checkFinding { try ProbabilityOfSuperiority([3.0, 4], against: [1, 2], alternative: .less) }
    try checkFinding { try ProbabilityOfSuperiority([1.0, 1], against: [1, 1]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ProbabilityOfSuperiority") { print in
      // page
      let participants = [3.75, 4.00, 3.25, 4.50, 3.50, 4.25, 3.75, 5.00]
      let others = [3.00, 2.25, 4.25, 3.50, 2.75]
      let trust = try ProbabilityOfSuperiority(participants, against: others)
      print(trust.named("generalized trust", "participant", "other"))
      // end
    }
  }
}
