import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct UncertaintyCoefficientTests {
  @Test(arguments: try Fixture.cases("UncertaintyCoefficient").filter { !$0.method.hasPrefix("chi") })
  func agreesWithArbitraryPrecision(_ reference: Fixture.Case) throws {
    let prediction = try #require(UncertaintyCoefficient.Prediction(rawValue: reference.method))
    let found = try UncertaintyCoefficient(reference.table(), predicting: prediction)
    try expectAgreement(found.coefficient.value, reference.expected["value"], digits: 11, "value")
    try expectAgreement(
      found.coefficient.standardError, reference.expected["ase"], digits: 11, floor: 1e-15, "error")
  }

  @Test func isZeroWhereGIs() throws {
    let found = try UncertaintyCoefficient([[2, 4], [3, 6]], predicting: .symmetric)
    #expect(found.coefficient.value < 1e-14)
    let g = try GTest(jobSatisfaction)
    let u = try UncertaintyCoefficient(jobSatisfaction, predicting: .rowsFromColumns)
    expectAgreement(u.statistic.value, g.statistic.value, digits: 14)
    expectAgreement(u.pValue, g.pValue, digits: 14)
    expectAgreement(
      try UncertaintyCoefficient([[5, 0], [0, 7]], predicting: .columnsFromRows).coefficient.value, 1,
      digits: 13)
  }

  @Test func extremesAreNumbers() throws {
    for table in [
      [[5, 0], [0, 7]], [[0, 5], [7, 0]], [[1, 0], [0, 1]], [[2, 2], [2, 2]], [[1 << 50, 1], [1, 1 << 50]],
      [[3, 0, 2], [0, 0, 0], [1, 0, 4]],
    ] {
      try checkFinding { try UncertaintyCoefficient(table, predicting: .columnsFromRows) }
    }
  }

  @Test func refusesWhatIsNoTable() throws {
    for table in [[], [[]], [[0, 0], [0, 0]]] {
      expectRefusal(.tooFew) { try UncertaintyCoefficient(table, predicting: .columnsFromRows) }
    }
    expectRefusal(.lengthMismatch) {
      let table = [[1, 2], [3]]; return try UncertaintyCoefficient(table, predicting: .columnsFromRows)
    }
    expectRefusal(.outOfRange) {
      let table = [[1, -2], [3, 4]]; return try UncertaintyCoefficient(table, predicting: .columnsFromRows)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, 2], [3, 4]];
      return try UncertaintyCoefficient(table, predicting: .columnsFromRows)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, Int.max], [Int.max, 4]];
      return try UncertaintyCoefficient(table, predicting: .columnsFromRows)
    }
    for table in [[[3, 4]], [[3], [4]], [[3, 4], [0, 0]], [[3, 0], [4, 0]], [[9, 0], [0, 0]]] {
      expectRefusal(.constant) { try UncertaintyCoefficient(table, predicting: .columnsFromRows) }
    }
    for confidence in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) {
        try UncertaintyCoefficient(treatment, predicting: .columnsFromRows, confidence: confidence)
      }
    }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try UncertaintyCoefficient(jobSatisfaction, predicting: .columnsFromRows) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("UncertaintyCoefficient") { print in
      // page
      let table = try ContingencyTable(
        [[8, 5, 2], [3, 9, 6], [1, 4, 11]], rows: ["school", "college", "university"],
        columns: ["never", "sometimes", "often"])
      print(try UncertaintyCoefficient(table, predicting: .columnsFromRows))
      // end
    }
  }
}
