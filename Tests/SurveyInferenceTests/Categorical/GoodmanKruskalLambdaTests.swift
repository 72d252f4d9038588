import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct GoodmanKruskalLambdaTests {
  @Test(arguments: try Fixture.cases("GoodmanKruskalLambda").filter { !$0.method.hasPrefix("chi") })
  func agreesWithArbitraryPrecision(_ reference: Fixture.Case) throws {
    let prediction = try #require(GoodmanKruskalLambda.Prediction(rawValue: reference.method))
    let found = try GoodmanKruskalLambda(reference.table(), predicting: prediction)
    try expectAgreement(found.lambda.value, reference.expected["value"], digits: 11, "value")
    try expectAgreement(
      found.lambda.standardError, reference.expected["ase"], digits: 11, floor: 1e-15, "error")
  }

  @Test(arguments: try Fixture.cases("GoodmanKruskalLambda", method: "chi-square tests, G, association"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let found = try GoodmanKruskalLambda(reference.table(), predicting: .columnsFromRows)
    try expectAgreement(
      found.lambda.value, reference.expected["lambda_predict_columns"], digits: 10, floor: 1e-15)
  }

  @Test func turningTheTableTurnsThePrediction() throws {
    let one = try GoodmanKruskalLambda(jobSatisfaction, predicting: .rowsFromColumns).lambda
    let other = try GoodmanKruskalLambda(transposed(jobSatisfaction), predicting: .columnsFromRows).lambda
    expectAgreement(one.value, other.value, digits: 14, floor: 1e-15)
  }

  @Test func perfectPredictionIsOneAndNoneIsZero() throws {
    #expect(try GoodmanKruskalLambda([[5, 0], [0, 7]], predicting: .symmetric).lambda.value == 1)
    let none = try GoodmanKruskalLambda([[9, 2], [9, 3]], predicting: .columnsFromRows)
    #expect(none.lambda.value == 0)
  }

  @Test func extremesAreNumbers() throws {
    for table in [
      [[5, 0], [0, 7]], [[0, 5], [7, 0]], [[1, 0], [0, 1]], [[2, 2], [2, 2]], [[1 << 50, 1], [1, 1 << 50]],
      [[3, 0, 2], [0, 0, 0], [1, 0, 4]],
    ] {
      try checkFinding { try GoodmanKruskalLambda(table, predicting: .columnsFromRows) }
    }
  }

  @Test func refusesWhatIsNoTable() throws {
    for table in [[], [[]], [[0, 0], [0, 0]]] {
      expectRefusal(.tooFew) { try GoodmanKruskalLambda(table, predicting: .columnsFromRows) }
    }
    expectRefusal(.lengthMismatch) {
      let table = [[1, 2], [3]]; return try GoodmanKruskalLambda(table, predicting: .columnsFromRows)
    }
    expectRefusal(.outOfRange) {
      let table = [[1, -2], [3, 4]]; return try GoodmanKruskalLambda(table, predicting: .columnsFromRows)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, 2], [3, 4]]; return try GoodmanKruskalLambda(table, predicting: .columnsFromRows)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, Int.max], [Int.max, 4]];
      return try GoodmanKruskalLambda(table, predicting: .columnsFromRows)
    }
    for table in [[[3, 4]], [[3], [4]], [[3, 4], [0, 0]], [[3, 0], [4, 0]], [[9, 0], [0, 0]]] {
      expectRefusal(.constant) { try GoodmanKruskalLambda(table, predicting: .columnsFromRows) }
    }
    for confidence in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) {
        try GoodmanKruskalLambda(treatment, predicting: .columnsFromRows, confidence: confidence)
      }
    }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try GoodmanKruskalLambda(jobSatisfaction, predicting: .columnsFromRows) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("GoodmanKruskalLambda") { print in
      // page
      let table = try ContingencyTable(
        [[8, 5, 2], [3, 9, 6], [1, 4, 11]], rows: ["school", "college", "university"],
        columns: ["never", "sometimes", "often"])
      print(try GoodmanKruskalLambda(table, predicting: .columnsFromRows))
      // end
    }
  }
}
