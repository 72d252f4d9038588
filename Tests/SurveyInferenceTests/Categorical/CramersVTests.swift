import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct CramersVTests {
  @Test(arguments: try Fixture.cases("CramersV")) func agreesWithReference(_ reference: Fixture.Case) throws {
    let (v, expected) = (try CramersV(reference.table()), reference.expected)
    try expectAgreement(v.v.value, expected["cramers_v"], digits: 10)
    try expectAgreement(v.biasCorrectedV, expected["bias_corrected_v"], digits: 10, floor: 1e-14)
    try expectAgreement(v.contingencyCoefficient, expected["contingency_coef"], digits: 10)
    if reference.has("phi_signed") { try expectAgreement(v.phi, expected["phi_signed"], digits: 10) }
  }

  @Test func theLimitsAreThoseOfTheNoncentralChiSquare() throws {
    let v = try CramersV(jobSatisfaction.map { $0.map { 4 * $0 } })
    let (limits, n) = (try #require(v.v.interval), Double(v.table.total))
    let value = v.statistic.value
    for (limit, tail) in [(limits.lower, 0.025), (limits.upper, 0.975)] where limit > 0 {
      let distribution = try NoncentralChiSquareDistribution(
        degreesOfFreedom: 9, noncentrality: limit * limit * n * 3)
      expectAgreement(distribution.upperTail(value), tail, digits: 9)
    }
    #expect(try #require(CramersV(jobSatisfaction).v.interval).lower == 0)
  }

  @Test func turningTheTableChangesNothing() throws {
    let (one, other) = (try CramersV(jobSatisfaction), try CramersV(transposed(jobSatisfaction)))
    expectAgreement(one.v.value, other.v.value, digits: 13)
    expectAgreement(one.tschuprowsT, other.tschuprowsT, digits: 13)
    // In a square table T is V.
    expectAgreement(one.tschuprowsT, one.v.value, digits: 13)
    #expect(try CramersV(jobSatisfaction).phi == nil)
    #expect(try #require(CramersV([[5, 12], [14, 7]]).phi) < 0)
  }

  @Test func resamplingIsReproducible() throws {
    let plan = BootstrapPlan.percentile(resamples: 500, seed: 4)
    let one = try CramersV(treatment, interval: .bootstrap(plan))
    let other = try CramersV(treatment, interval: .bootstrap(plan))
    #expect(one.v == other.v && one.v.interval?.method == "bootstrap percentile")
    try checkFinding { try CramersV(treatment, interval: .bootstrap(plan)) }
    expectRefusal(.infeasible) { try CramersV([[1 << 40, 1], [1, 1]], interval: .bootstrap(plan)) }
  }

  @Test func extremesAreNumbers() throws {
    let perfect = try CramersV([[5, 0], [0, 7]])
    expectAgreement(perfect.v.value, 1, digits: 15)
    for table in [
      [[5, 0], [0, 7]], [[1, 0], [0, 1]], [[2, 2], [2, 2]], [[1 << 50, 1], [1, 1 << 50]],
    ] {
      try checkFinding { try CramersV(table) }
    }
  }

  @Test func refusesWhatIsNoTable() throws {
    for table in [[], [[]], [[0, 0], [0, 0]]] { expectRefusal(.tooFew) { try CramersV(table) } }
    expectRefusal(.lengthMismatch) {
      let table = [[1, 2], [3]]; return try CramersV(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[1, -2], [3, 4]]; return try CramersV(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, 2], [3, 4]]; return try CramersV(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, Int.max], [Int.max, 4]]; return try CramersV(table)
    }
    for table in [[[3, 4]], [[3], [4]], [[3, 4], [0, 0]], [[3, 0], [4, 0]], [[9, 0], [0, 0]]] {
      expectRefusal(.constant) { try CramersV(table) }
    }
    for confidence in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) { try CramersV(treatment, confidence: confidence) }
    }
  }

  @Test func keepsTheContract() throws { try checkFinding { try CramersV(jobSatisfaction) } }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("CramersV") { print in
      // page
      let table = try ContingencyTable(
        [[8, 5, 2], [3, 9, 6], [1, 4, 11]], rows: ["school", "college", "university"],
        columns: ["never", "sometimes", "often"])
      print(try CramersV(table))
      // end
    }
  }
}
