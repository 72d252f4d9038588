import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct TwoProportionsTestTests {
  @Test(arguments: try Fixture.cases("TwoProportionsTest", method: "two proportions"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (x, n) = (try reference.options["x"].numbers(), try reference.options["n"].numbers())
    for (corrects, suffix) in [(false, ""), (true, "_cc")] {
      let test = try TwoProportionsTest(
        Int(x[0]), of: Int(n[0]), against: Int(x[1]), of: Int(n[1]), continuityCorrection: corrects,
        interval: corrects ? .waldCorrected : .wald)
      try expectAgreement(
        test.statistic.value * test.statistic.value, reference.expected["chi2\(suffix)"], digits: 10)
      try expectAgreement(test.pValue, reference.expected["p\(suffix)"], digits: 10)
      let limits = try #require(test.difference.interval)
      try expectAgreement([limits.lower, limits.upper], reference.expected["ci\(suffix)"], digits: 10)
    }
  }

  @Test(arguments: try Fixture.cases("TwoProportionsTest", method: "pooled"))
  func pooledAgreesWithReference(_ reference: Fixture.Case) throws {
    let test = try TwoProportionsTest(reference.table())
    try expectAgreement(test.statistic.value, reference.expected["z"], digits: 10)
    try expectAgreement(test.pValue, reference.expected["p"], digits: 10)
  }

  @Test func theSquareIsPearsonsChiSquare() throws {
    for table in [treatment, [[1, 7], [9, 2]], [[320, 280], [150, 260]]] {
      let (z, chi) = (try TwoProportionsTest(table).statistic.value, try ChiSquareTest(table).statistic.value)
      expectAgreement(z * z, chi, digits: 13)
      let yates = try TwoProportionsTest(table, continuityCorrection: true)
      let corrected = try ChiSquareTest(table, continuityCorrection: true)
      expectAgreement(yates.pValue, corrected.pValue, digits: 12)
    }
  }

  @Test func theIntervalHoldsZeroExactlyWhereTheTestDoesNotReject() throws {
    var stream = RandomStream(seed: 4)
    for _ in 0..<60 {
      let table = (0..<2).map { _ in [1 + stream.index(below: 12), 1 + stream.index(below: 12)] }
      let level = 0.5 + 0.49 * stream.uniform()
      let test = try TwoProportionsTest(table, confidence: level)
      #expect(try #require(test.difference.interval).contains(0) == (test.pValue > 1 - level))
    }
  }

  @Test func unpooledTakesEachGroupsVariance() throws {
    let test = try TwoProportionsTest(treatment, variance: .unpooled)
    let (p, q) = (12.0 / 17, 7.0 / 21)
    expectAgreement(
      test.statistic.value, (p - q) / (p * (1 - p) / 17 + q * (1 - q) / 21).squareRoot(), digits: 13)
    let less = try TwoProportionsTest(treatment, alternative: .less, interval: .newcombe)
    #expect(less.pValue > 0.9 && less.difference.interval?.lower == -1)
  }

  @Test func refusesAVarianceOfZero() throws {
    expectRefusal(.constant) { try TwoProportionsTest([[5, 0], [6, 0]]) }
    expectRefusal(.constant) { try TwoProportionsTest([[5, 0], [0, 6]], variance: .unpooled) }
    expectRefusal(.tooFew) { try TwoProportionsTest([[5, 1], [0, 0]]) }
    expectRefusal(.definition) { try TwoProportionsTest(jobSatisfaction) }
    expectRefusal(.outOfRange) { try TwoProportionsTest(5, of: 4, against: 1, of: 3) }
    expectRefusal(.tooFew) { try TwoProportionsTest(0, of: 0, against: 1, of: 3) }
  }

  @Test func refusesWhatIsNoTable() throws {
    for table in [[], [[]], [[0, 0], [0, 0]]] { expectRefusal(.tooFew) { try TwoProportionsTest(table) } }
    expectRefusal(.lengthMismatch) {
      let table = [[1, 2], [3]]; return try TwoProportionsTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[1, -2], [3, 4]]; return try TwoProportionsTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, 2], [3, 4]]; return try TwoProportionsTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, Int.max], [Int.max, 4]]; return try TwoProportionsTest(table)
    }
    for confidence in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) { try TwoProportionsTest(treatment, confidence: confidence) }
    }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try TwoProportionsTest(treatment) }
    try checkFinding { try TwoProportionsTest([[5, 0], [0, 6]], alternative: .greater) }
    try checkFinding { try TwoProportionsTest(treatment, interval: .wald) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("TwoProportionsTest") { print in
      // page
      let table = try ContingencyTable(
        [[12, 5], [7, 14]], rows: ["course", "waiting list"], columns: ["improved", "not"])
      print(try TwoProportionsTest(table))
      // end
    }
  }
}
