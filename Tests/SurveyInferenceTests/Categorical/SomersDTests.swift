import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct SomersDTests {
  @Test(arguments: try Fixture.cases("SomersD").filter { !$0.method.hasPrefix("chi") })
  func agreesWithArbitraryPrecision(_ reference: Fixture.Case) throws {
    let prediction = try #require(SomersD.Prediction(rawValue: reference.method))
    let found = try SomersD(reference.table(), predicting: prediction)
    try expectAgreement(found.d.value, reference.expected["value"], digits: 11, "value")
    try expectAgreement(found.d.standardError, reference.expected["ase"], digits: 11, floor: 1e-15, "error")
    try expectAgreement(found.statistic?.value, reference.expected["z"], digits: 11, "z")
  }

  @Test func tauBIsTheGeometricMeanOfBothDirections() throws {
    let columns = try SomersD(jobSatisfaction, predicting: .columnsFromRows)
    let rows = try SomersD(jobSatisfaction, predicting: .rowsFromColumns)
    let tau = try KendallTauB(jobSatisfaction)
    expectAgreement((columns.d.value * rows.d.value).squareRoot(), tau.tau.value, digits: 13)
    // All measures of the same pairs have one z.
    try expectAgreement(#require(columns.statistic).value, #require(tau.statistic).value, digits: 13)
    let turned = try SomersD(transposed(jobSatisfaction), predicting: .rowsFromColumns)
    expectAgreement(turned.d.value, columns.d.value, digits: 13)
  }

  @Test func ofTwoGroupsIsTheDifferenceOfShares() throws {
    let d = try SomersD(treatment, predicting: .columnsFromRows).d
    let risk = try RiskDifference(treatment).difference
    expectAgreement(d.value, risk.value, digits: 14)
    try expectAgreement(#require(d.standardError), #require(risk.standardError), digits: 13)
  }

  @Test func extremesAreNumbers() throws {
    for table in [
      [[5, 0], [0, 7]], [[0, 5], [7, 0]], [[1, 0], [0, 1]], [[2, 2], [2, 2]], [[1 << 50, 1], [1, 1 << 50]],
      [[3, 0, 2], [0, 0, 0], [1, 0, 4]],
    ] {
      try checkFinding { try SomersD(table, predicting: .columnsFromRows) }
    }
  }

  @Test func refusesWhatIsNoTable() throws {
    for table in [[], [[]], [[0, 0], [0, 0]]] {
      expectRefusal(.tooFew) { try SomersD(table, predicting: .columnsFromRows) }
    }
    expectRefusal(.lengthMismatch) {
      let table = [[1, 2], [3]]; return try SomersD(table, predicting: .columnsFromRows)
    }
    expectRefusal(.outOfRange) {
      let table = [[1, -2], [3, 4]]; return try SomersD(table, predicting: .columnsFromRows)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, 2], [3, 4]]; return try SomersD(table, predicting: .columnsFromRows)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, Int.max], [Int.max, 4]]; return try SomersD(table, predicting: .columnsFromRows)
    }
    for table in [[[3, 4]], [[3], [4]], [[3, 4], [0, 0]], [[3, 0], [4, 0]], [[9, 0], [0, 0]]] {
      expectRefusal(.constant) { try SomersD(table, predicting: .columnsFromRows) }
    }
    for confidence in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) {
        try SomersD(treatment, predicting: .columnsFromRows, confidence: confidence)
      }
    }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try SomersD(jobSatisfaction, predicting: .columnsFromRows) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("SomersD") { print in
      // page
      let table = try ContingencyTable(
        [[8, 5, 2], [3, 9, 6], [1, 4, 11]], rows: ["school", "college", "university"],
        columns: ["never", "sometimes", "often"])
      print(try SomersD(table, predicting: .columnsFromRows))
      // end
    }
  }
}
