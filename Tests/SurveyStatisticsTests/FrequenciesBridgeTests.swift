import SurveyStatistics
import SurveyTestSupport
import Testing

@Suite struct FrequenciesBridgeTests {
  private enum Source: String, Factor {
    case radio, paper
    var label: String { "the \(rawValue)" }
  }
  private enum Alike: Int, ResponseFormat {
    case one, other
    var label: String { "alike" }
  }

  private struct Listener: Respondent {
    var id = ""
    var isEmployed: YesNo?
    var ease = Answer<Agreement>.absent(.notShown)
    var plain: Agreement?
    var source = Answer<Source>.absent(.skipped)
    var hours = Answer<Double>.absent(.skipped)
    var children: Int?
    var line: VisualAnalogue?
    var alike: Alike?
    static let questionnaire = Questionnaire<Listener>(missing: ["", "NA"]) {
      Field("id", \.id)
      Field("employed", \.isEmployed)
      Field("ease", \.ease, absent: ["8": .refused, "9": .notApplicable, "7": .lost, "6": .notShown])
      Field("plain", \.plain).shown(when: \.isEmployed, is: .yes)
      Field("source", \.source, absent: ["8": .refused])
      Field("hours", \.hours, absent: ["-8": .refused])
      Field("children", \.children)
      Field("line", \.line)
      Field("alike", \.alike)
    }
  }

  private struct Reader: Respondent {
    var id = ""
    var news = Answer<MultipleChoice<Source>>.absent(.skipped)
    static let questionnaire = Questionnaire<Reader> {
      Field("id", \.id)
      Field("news", \.news, absent: ["x": .refused])
    }
  }

  private static let text = """
    id,employed,ease,plain,source,hours,children,line,alike
    a,1,5,2,radio,10,0,3.5,
    b,1,8,,paper,-8,2,3.5,
    c,0,9,,8,10,,1,
    d,,7,,,,2,,1
    e,0,6,,radio,,,,0
    f,1,,2,,7.5,,,
    """

  private func sample() throws -> Sample<Listener> { try Sample(csv: Self.text) }

  @Test func everyReasonHasALineOfItsOwn() throws {
    let table = try FrequencyTable(of: \.ease, in: sample())
    #expect(table.context.subject == "ease")
    #expect(table.valid.map(\.label).last == "strongly agree" && table.valid.map(\.count) == [0, 0, 0, 0, 1])
    #expect(table.missing.map(\.label) == ["skipped", "refused", "not applicable", "not shown", "lost"])
    #expect(table.missing.allSatisfy { $0.count == 1 })
    #expect(
      table.cases.exclusionText == "1 skipped, 1 refused, 1 not applicable, 1 not shown, 1 lost")
    #expect(table.cases.entered == 6)
  }

  @Test func aBlankThatWasNotShownIsNotMissing() throws {
    let table = try FrequencyTable(of: \.plain, in: sample())
    #expect(table.missing.map(\.label) == ["missing", "not shown"])
    #expect(table.missing.map(\.count) == [1, 3])
    #expect(table.valid.map(\.count) == [0, 2, 0, 0, 0])
  }

  @Test func factorsNumbersAndRatingsAreCountedToo() throws {
    let source = try FrequencyTable(of: \.source, in: sample())
    #expect(source.valid.map(\.label) == ["the radio", "the paper"] && source.valid.map(\.count) == [2, 1])
    #expect(source.missing.map(\.label) == ["skipped", "refused"])
    let hours = try FrequencyTable(of: \.hours, in: sample())
    #expect(hours.valid.map(\.label) == ["7.5", "10"] && hours.valid.map(\.count) == [1, 2])
    #expect(hours.missing.map(\.label) == ["skipped", "refused"])
    let children = try FrequencyTable(of: \.children, in: sample())
    #expect(children.valid.map(\.label) == ["0", "2"] && children.missing.map(\.label) == ["missing"])
    let line = try FrequencyTable(of: \.line, in: sample())
    #expect(line.valid.map(\.label) == ["1", "3.5"] && line.valid.map(\.count) == [1, 2])
  }

  @Test func theLedgerBeginsWithWhoWasLeftOut() throws {
    let some = try sample().excluding("not employed") { $0.isEmployed != .yes }
    let table = try FrequencyTable(of: \.source, in: some)
    #expect(table.cases.exclusionText == "3 not employed, 1 skipped")
    #expect(table.cases.entered == 6 && table.count == 3)
  }

  @Test func theOrderOfRowsDoesNotMatter() throws {
    let forth = try sample()
    let back = try Sample(forth.respondents.reversed())
    #expect(
      try FrequencyTable(of: \.ease, in: forth).description
        == FrequencyTable(of: \.ease, in: back).description)
  }

  @Test func aCodebookCountsAlike() throws {
    let codebook = Codebook("l", idColumn: "id", questionnaire: Listener.questionnaire)
    let responses = try Codebook.Responses(csv: Self.text, codebook: codebook)
    let (coded, typed) = (
      try FrequencyTable(of: "plain", in: responses), try FrequencyTable(of: \.plain, in: sample())
    )
    #expect(coded.description == typed.description)
    let source = try FrequencyTable(of: "source", in: responses)
    #expect(source.valid.map(\.label) == ["the radio", "the paper"])
    #expect(try FrequencyTable(of: "hours", in: responses).valid.map(\.label) == ["7.5", "10"])
    expectRefusal(.unknownName) { try FrequencyTable(of: "nowhere", in: responses) }
  }

  @Test func tickedOptionsMakeATable() throws {
    let codebook = Codebook("l", idColumn: "id", questionnaire: Reader.questionnaire)
    let text = "id,news\na,radio;paper\nb,none\nc,x\nd,radio\ne,\n"
    let sample = try Sample<Reader>(csv: text)
    let table = try MultipleResponseTable(of: TickedOptions(\.news), in: sample)
    let sets = try MultipleAnswers(
      [["the radio", "the paper"], [], nil, ["the radio"], nil], options: ["the radio", "the paper"],
      absent: [nil, nil, "refused", nil, "skipped"], name: "news")
    #expect(table.description == (try MultipleResponseTable(sets)).description)
    #expect(table.cases.used == 3 && table.cases.exclusionText.contains("1 refused"))
    let coded = try MultipleAnswers(of: "news", in: Codebook.Responses(csv: text, codebook: codebook))
    #expect(try MultipleResponseTable(coded).cases.used == 3)
  }

  @Test func reasonsOfAFactorReachEveryTable() throws {
    let table = try FrequencyTable(of: Categorical(\.source), in: sample())
    #expect(table.missing.map(\.label).sorted() == ["refused", "skipped"])
  }

  @Test func refusesNobodyAndTwoAnswersOfOneLabel() throws {
    expectRefusal(.tooFew) { try FrequencyTable(of: \.ease, in: Sample<Listener>([])) }
    expectRefusal(.definition) { try FrequencyTable(of: \.alike, in: sample()) }
    let broken = try Sample([Listener(id: "a", hours: .given(.nan))])
    expectRefusal(.notFinite) { try FrequencyTable(of: \.hours, in: broken) }
  }
}
