import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct CochranArmitageTestTests {
  @Test(arguments: try Fixture.cases("CochranArmitageTest", method: "trend"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let test = try CochranArmitageTest(reference.table(), scores: reference.options["scores"].numbers())
    let z = test.statistic.value
    try expectAgreement(z * z, reference.expected["chi2"], digits: 11)
    try expectAgreement(test.pValue, reference.expected["p"], digits: 11)
  }

  @Test(arguments: try Fixture.cases("CochranArmitageTest", method: "exact"))
  func exactAgreesWithEnumeration(_ reference: Fixture.Case) throws {
    func p(_ alternative: Alternative) throws -> Double {
      try CochranArmitageTest(reference.table(), alternative: alternative, method: .exact()).pValue
    }
    try expectAgreement(p(.less), reference.expected["less"], digits: 12)
    try expectAgreement(p(.greater), reference.expected["greater"], digits: 12)
    try expectAgreement(p(.twoSided), reference.expected["distance"], digits: 12)
  }

  @Test func trendAndDepartureAddUpToTheChiSquare() throws {
    let table = [[10, 4], [6, 9], [3, 12], [5, 5]]
    let test = try CochranArmitageTest(table)
    let sum = test.statistic.value * test.statistic.value + (try #require(test.departure)).value
    expectAgreement(sum, try ChiSquareTest(table).statistic.value, digits: 12)
  }

  @Test func isTheLinearByLinearTestButForOneCase() throws {
    let table = [[10, 4], [6, 9], [3, 12]]
    let (trend, linear) = (
      try CochranArmitageTest(table), try LinearByLinearTest(table, columnScores: [1, 0])
    )
    let n = 44.0
    expectAgreement(trend.statistic.value * ((n - 1) / n).squareRoot(), linear.statistic.value, digits: 12)
    let exact = try CochranArmitageTest(table, method: .exact())
    expectAgreement(
      exact.pValue, try LinearByLinearTest(table, columnScores: [1, 0], method: .exact()).pValue, digits: 12)
  }

  @Test func ofTwoGroupsIsTheTestOfTwoProportions() throws {
    let (trend, two) = (
      try CochranArmitageTest(treatment, scores: [1, 0]), try TwoProportionsTest(treatment, interval: .wald)
    )
    expectAgreement(trend.statistic.value, two.statistic.value, digits: 13)
    expectAgreement(trend.slope.value, two.difference.value, digits: 13)
    try expectAgreement(
      #require(trend.slope.interval).lower, #require(two.difference.interval).lower, digits: 12)
    #expect(trend.departure == nil)
  }

  @Test func anEmptyGroupIsLeftOutWithItsScore() throws {
    let one = try CochranArmitageTest([[5, 1], [0, 0], [2, 6]])
    #expect(one.scores == [1, 3] && one.report.notes.count == 1)
  }

  @Test func refusesWhatHasNoTrend() throws {
    expectRefusal(.definition) { try CochranArmitageTest(jobSatisfaction) }
    expectRefusal(.constant) { try CochranArmitageTest(treatment, scores: [2, 2]) }
    expectRefusal(.lengthMismatch) { try CochranArmitageTest(treatment, scores: [2]) }
    expectRefusal(.notFinite) { try CochranArmitageTest(treatment, scores: [2, .infinity]) }
    expectRefusal(.constant) { try CochranArmitageTest([[3, 0], [4, 0]]) }
    expectRefusal(.constant) { try CochranArmitageTest([[3, 1], [0, 0]]) }
  }

  @Test func refusesWhatIsNoTable() throws {
    for table in [[], [[]], [[0, 0], [0, 0]]] { expectRefusal(.tooFew) { try CochranArmitageTest(table) } }
    expectRefusal(.lengthMismatch) {
      let table = [[1, 2], [3]]; return try CochranArmitageTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[1, -2], [3, 4]]; return try CochranArmitageTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, 2], [3, 4]]; return try CochranArmitageTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, Int.max], [Int.max, 4]]; return try CochranArmitageTest(table)
    }
    for confidence in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) { try CochranArmitageTest(treatment, confidence: confidence) }
    }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try CochranArmitageTest([[10, 4], [6, 9], [3, 12]]) }
    try checkFinding { try CochranArmitageTest([[1, 0], [0, 1]], method: .exact()) }
    try checkFinding { try CochranArmitageTest([[1 << 50, 1], [1, 1 << 50]], alternative: .less) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("CochranArmitageTest") { print in
      // page
      let table = try ContingencyTable(
        [[10, 4], [6, 9], [3, 12]], rows: ["low", "middle", "high"], columns: ["relapse", "none"])
      print(try CochranArmitageTest(table))
      // end
    }
  }
}
