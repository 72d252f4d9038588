import SurveyStatistics
import SurveyTestSupport
import Testing

private enum Region: String, Factor { case north, south }
private enum Service: String, Factor { case library, pool, park }
private enum Opinion: Int, ResponseFormat { case no = 1, ratherNo, ratherYes, yes }
private enum Unit: ContinuousRange { static let range = 0.1...0.3 }

private struct Resident: Respondent {
  var id = ""
  var region: Region?
  var weight: Double?
  var household: Int?
  var safe = Answer<Opinion>.absent(.notShown)
  var noisy: Opinion?
  var clean: Opinion?
  var library: Int?
  var pool: Int?
  var mark: Rating<Unit>?

  static let questionnaire = Questionnaire<Resident>(missing: ["", "NA"]) {
    Field("id", \.id)
    Field("region", \.region)
    Field("weight", \.weight)
    Field("household", \.household)
    Field("safe", \.safe, absent: ["8": .refused])
    Field("noisy", \.noisy)
    Field("clean", \.clean)
    Field("library", \.library)
    Field("pool", \.pool)
    Field("mark", \.mark)
  }

  static let quality = Scale<Resident>("Quality of life") {
    Item(\.safe)
    Item(\.noisy, keyed: .negative)
    Item(\.clean)
  }

  static let percent = Scale<Resident>("Percent", rescaling: .percentOfRange) {
    Item(\.safe)
    Item(\.mark, keyed: .negative)
  }

  /// The services used; nothing recorded is no answer.
  var services: Set<Service>? {
    guard library != nil || pool != nil else { return nil }
    return Set((library == 1 ? [.library] : []) + (pool == 1 ? [Service.pool] : []))
  }
}

private let csv = """
  id,region,weight,household,safe,noisy,clean,library,pool,mark
  a,north,1.5,2,4,1,4,1,0,0.1
  b,north,0.5,1,3,2,3,1,1,0.3
  c,south,1,2,8,4,1,0,0,0.2
  d,south,2,4,1,NA,2,NA,1,0.2
  e,NA,1,2,2,3,NA,0,1,NA
  f,south,NA,3,4,1,3,NA,NA,0.1
  g,north,0.8,1,2,3,3,1,0,0.3
  """

@Suite struct SurveyTablesBridgeTests {
  private func sample() throws -> Sample<Resident> { try Sample<Resident>(csv: csv) }

  private func responses() throws -> Codebook.Responses {
    let codebook = Codebook(
      "Residents", idColumn: "id", questionnaire: Resident.questionnaire, scales: [Resident.quality])
    return try Codebook.Responses(csv: csv, codebook: codebook)
  }

  @Test func frequenciesKeepLevelsReasonsAndWeights() throws {
    let table = try FrequencyTable(
      of: Categorical(\.safe), by: Categorical(\.region), in: sample(), weights: Variable(\.weight))
    #expect(table.valid.map(\.label) == ["no", "rather no", "rather yes", "yes"])
    #expect(table.valid.map(\.weight) == [2, 0.8, 0.5, 1.5] && table.valid.map(\.count) == [1, 1, 1, 1])
    #expect(table.missing.map(\.label) == ["refused"] && table.missing[0].weight == 1)
    #expect(table.groups.map(\.label) == ["north", "south"] && table.factor == "region")
    #expect(table.cases.entered == 7 && table.cases.used == 4)
    #expect(table.cases.exclusionText == "1 missing (weight), 1 missing (region), 1 refused")
    #expect(table.context.subject == "safe")
    let adults = try sample().excluding("alone") { $0.household == 1 }
    let other = try FrequencyTable(of: Categorical(\.noisy), in: adults)
    #expect(other.cases.exclusionText == "2 alone, 1 missing" && other.cases.entered == 7)
    #expect(other.report.cases != nil && table.report.cases != nil)
    #expect(try FrequencyTable(of: Categorical(\.noisy), in: sample()).report.cases == nil)
  }

  @Test func numbersAreCountedOneByOne() throws {
    let table = try FrequencyTable(of: Categorical(Variable(\.household)), in: sample())
    #expect(table.valid.map(\.label) == ["1", "2", "3", "4"] && table.valid.map(\.count) == [2, 3, 1, 1])
  }

  @Test func crossTablesNameWhoLacksWhat() throws {
    let table = try CrossTable(of: Categorical(\.safe), by: Categorical(\.region), in: sample())
    #expect(table.counts == [[0, 1], [1, 0], [1, 0], [1, 1]])
    #expect(table.context.parts == ["safe", "region"])
    #expect(table.cases.exclusionText == "1 refused (safe), 1 missing (region)")
  }

  @Test func multipleResponsesComeFromSetsAndFromColumns() throws {
    let sets = try MultipleResponseTable(
      of: TickedOptions("services") { $0.services }, by: Categorical(\.region), in: sample(),
      weights: Variable(\.weight))
    #expect(sets.all.lines.map(\.label) == ["library", "pool", "park"])
    #expect(sets.all.lines.map(\.count) == [3, 2, 0] && sets.all.none.count == 1)
    let options: [(label: String, variable: Variable<Resident>)] = [
      ("library", Variable(\.library)), ("pool", Variable(\.pool)),
    ]
    let columns = try MultipleResponseTable(of: TickedOptions("services", options: options), in: sample())
    #expect(columns.all.lines.map(\.count) == [3, 2] && columns.all.answering.count == 5)
    #expect(columns.cases.exclusionText == "1 with an option missing, 1 missing")
    let lenient = try MultipleResponseTable(
      of: TickedOptions("services", options: options, gaps: .notTicked), in: sample())
    #expect(lenient.all.lines.map(\.count) == [3, 3] && lenient.cases.exclusionText == "1 missing")
  }

  @Test func boxScoresFollowTheDeclaredOrder() throws {
    let scores = try BoxScores(
      of: Categorical(\.safe), boxes: .topTwo, by: Categorical(\.region), in: sample(),
      weights: Variable(\.weight))
    #expect(scores.all.counts == [2, 0, 2] && scores.groups.map(\.base.count) == [3, 1])
    #expect(scores.levels == ["no", "rather no", "rather yes", "yes"])
    expectRefusal(.definition) {
      try BoxScores(of: Categorical(\.region), boxes: .topBox, in: sample())
    }
  }

  @Test func itemsAreKeyedAndKeepTheirReasons() throws {
    let answers = try ItemAnswers(of: Resident.quality, in: sample())
    #expect(answers.items.map(\.name) == ["safe", "noisy", "clean"])
    #expect(answers.items[1].answers == [4, 3, 1, nil, 2, 4, 2])
    #expect(answers.items[0].reasons[2] == "refused" && answers.items[1].reasons[3] == "skipped")
    #expect(answers.items.allSatisfy { $0.options == [1, 2, 3, 4] && $0.minimum == 1 && $0.maximum == 4 })
    #expect(answers.complete == (try Resident.quality.itemMatrix(in: sample()).columns))
    let found = try ItemStatistics(
      of: Resident.quality, in: sample().excluding("alone") { $0.household == 1 })
    #expect(found.cases.entered == 7 && found.cases.used == 2 && found.context.subject == "Quality of life")
    #expect(found.cases.exclusionText.hasPrefix("2 alone, "))
  }

  @Test func rescaledItemsStayInTheirRange() throws {
    let answers = try ItemAnswers(of: Resident.percent, in: sample())
    #expect(answers.items[0].options?.count == 4 && answers.items[1].options == nil)
    #expect(answers.items[1].answers[0] == 100 && answers.items[1].answers[1] == 0)
    #expect(answers.items.allSatisfy { $0.minimum == 0 && $0.maximum == 100 })
  }

  @Test func correlationsOfAScaleAreThoseOfItsItems() throws {
    let found = try InterItemCorrelations(of: Resident.quality, in: sample())
    let matrix = try Resident.quality.itemMatrix(in: sample())
    #expect(found.matrix == (try InterItemCorrelations(matrix)).matrix)
    #expect(found.cases.entered == 7 && found.cases.used == matrix.ids.count)
    let pairs = try InterItemCorrelations(of: Resident.quality, in: sample(), rule: .pairwise)
    #expect(pairs.counts[0][1] == 5 && pairs.cases.used == 7)
  }

  @Test func codebooksGiveWhatSamplesGive() throws {
    let (sample, rows) = (try sample(), try responses())
    let (weights, region) = (Variable(\Resident.weight), Categorical(\Resident.region))
    #expect(
      try FrequencyTable(of: "safe", by: "region", in: rows, weights: "weight").report
        == FrequencyTable(of: Categorical(\.safe), by: region, in: sample, weights: weights).report)
    #expect(
      try CrossTable(of: "noisy", by: "region", in: rows, weights: "weight").report
        == CrossTable(of: Categorical(\.noisy), by: region, in: sample, weights: weights).report)
    #expect(
      try BoxScores(of: "safe", boxes: .topTwo, by: "region", in: rows).report
        == BoxScores(of: Categorical(\.safe), boxes: .topTwo, by: region, in: sample).report)
    let options: [(label: String, variable: Variable<Resident>)] = [
      ("library", Variable(\.library)), ("pool", Variable(\.pool)),
    ]
    #expect(
      try MultipleResponseTable(
        of: ["library", "pool"], named: "services", gaps: .notTicked, by: "region", in: rows,
        weights: "weight"
      ).report
        == MultipleResponseTable(
          of: TickedOptions("services", options: options, gaps: .notTicked), by: region, in: sample,
          weights: weights
        ).report)
    #expect(
      try ItemStatistics(of: "Quality of life", in: rows).report
        == ItemStatistics(of: Resident.quality, in: sample).report)
    #expect(
      try InterItemCorrelations(of: "Quality of life", in: rows, rule: .pairwise).report
        == InterItemCorrelations(of: Resident.quality, in: sample, rule: .pairwise).report)
    #expect(try FrequencyTable(of: "household", in: rows).valid.map(\.count) == [2, 3, 1, 1])
  }

  @Test func refusesWhatHasNoListOfAnswers() throws {
    expectRefusal(.definition) { try FrequencyTable(of: Categorical(\.mark), in: sample()) }
    expectRefusal(.definition) { try FrequencyTable(of: "id", in: responses()) }
    expectRefusal(.unknownName) { try FrequencyTable(of: "nobody", in: responses()) }
    expectRefusal(.unknownName) { try ItemStatistics(of: "No scale", in: responses()) }
    expectRefusal(.outOfRange) {
      try FrequencyTable(of: Categorical(\.safe), in: sample(), weights: Variable("none") { _ in 0 })
    }
    expectRefusal(.outOfRange) {
      try MultipleResponseTable(
        of: TickedOptions("household", options: [("one", Variable(\Resident.household))]), in: sample())
    }
  }
}
