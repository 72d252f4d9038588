import SurveyStatistics
import SurveyTestSupport
import Testing

@Suite struct TablesOfCountsBridgeTests {
  enum Arm: String, Factor { case course, waiting }
  enum Result: String, Factor { case improved, same }
  enum Site: String, Factor { case east, west, unused }
  enum Trust: Int, ResponseFormat { case low = 1, middle, high }

  struct Person: Respondent {
    var id = ""
    var arm: Arm?
    var result: Result?
    var site: Site?
    var trust = Answer<Trust>.absent(.notShown)
    var weight: Double?

    static let questionnaire = Questionnaire<Person>(missing: ["", "NA"]) {
      Field("id", \.id)
      Field("arm", \.arm)
      Field("result", \.result)
      Field("site", \.site)
      Field("trust", \.trust, absent: ["8": .refused])
      Field("weight", \.weight)
    }
  }

  /// Two sites, and three persons who lack something.
  private func sample() throws -> Sample<Person> {
    var rows = ["id,arm,result,site,trust,weight"]
    func add(_ count: Int, _ words: String) {
      for _ in 0..<count { rows.append("p\(rows.count),\(words)") }
    }
    add(5, "course,improved,east,3,1")
    add(2, "course,same,east,2,1")
    add(2, "waiting,improved,east,2,1")
    add(6, "waiting,same,east,1,1")
    add(4, "course,improved,west,3,1")
    add(3, "course,same,west,1,1")
    add(1, "waiting,improved,west,3,1")
    add(5, "waiting,same,west,2,1")
    add(1, "NA,same,west,8,1")
    add(1, "course,NA,west,1,1")
    add(1, "course,improved,NA,1,1")
    return try Sample<Person>(csv: rows.joined(separator: "\n") + "\n")
  }

  @Test func aTableOfASampleServesAllTests() throws {
    let table = try ContingencyTable(of: Categorical(\.arm), by: Categorical(\.result), in: sample())
    #expect(table.counts == [[10, 5], [3, 11]] && table.rows == ["course", "waiting"])
    #expect(table.context.parts == ["arm", "result"])
    #expect(table.context.cases.used == 29 && table.context.cases.excluded == 2)
    let test = try FisherExactTest(table)
    #expect(test.pValue == (try FisherExactTest([[10, 5], [3, 11]]).pValue))
    #expect(test.report.title == "Fisher's exact test: arm by result")
    #expect(test.report.text.contains("2 missing") || test.report.text.contains("missing"))
    #expect(try RiskDifference(table).difference == RiskDifference([[10, 5], [3, 11]]).difference)
  }

  @Test func aQuestionWithOrderedAnswersKeepsTheirOrder() throws {
    let table = try ContingencyTable(of: Categorical(\.arm), by: Categorical(\.trust), in: sample())
    #expect(table.columns == ["low", "middle", "high"])
    #expect(
      try KendallTauB(table).cases.exclusionText.contains("refused") || table.context.cases.excluded == 1)
  }

  @Test func crossTablesAreTakenAsTheyAre() throws {
    let cross = try CrossTable(of: Categorical(\.arm), by: Categorical(\.result), in: sample())
    let plain = try ChiSquareTest([[10, 5], [3, 11]])
    #expect(try ChiSquareTest(cross).statistic == plain.statistic)
    let weighted = try CrossTable(
      of: Categorical(\.arm), by: Categorical(\.result), in: sample(), weights: Variable(\.weight))
    expectRefusal(.definition) { try ChiSquareTest(weighted) }
    let answers = try CategoricalAnswers(["a", "b", nil, "b"], levels: ["a", "b"])
    let others = try CategoricalAnswers(["x", "y", "x", nil], levels: ["x", "y"])
    #expect(try ContingencyTable(answers, by: others).counts == [[1, 0], [0, 1]])
  }

  @Test func strataComeFromAThirdQuestion() throws {
    let test = try MantelHaenszelTest(
      of: Categorical(\.arm), by: Categorical(\.result), within: Categorical(\.site), in: sample())
    let plain = try MantelHaenszelTest(strata: [[[5, 2], [2, 6]], [[4, 3], [1, 5]]])
    #expect(test.pValue == plain.pValue && test.interval == plain.interval)
    #expect(test.context.parts == ["east", "west"])
    #expect(test.cases.used == 28 && test.cases.entered == 31)
    #expect(test.cases.exclusionText.contains("(site)") && test.cases.exclusionText.contains("(arm)"))
    expectRefusal(.definition) {
      try MantelHaenszelTest(
        of: Categorical(\.arm), by: Categorical(\.trust), within: Categorical(\.site), in: sample())
    }
  }
}
