import SurveyFiles
import SurveyTestSupport
import Testing

@Suite struct ConditionTests {
  static let header = "id,employed,contract,hours,ease,pace,pride,news,conf,remark\n"

  @Test func aBlankThatWasNotShownReadsAsNotShown() throws {
    let sample = try Sample<Worker>(csv: Self.header + "a,0,,,,NA,,,,\nb,1,,4,,,,,,\nc,1,8,40,,NA,5,,,\n")
    #expect(sample.map(\.contract.absence) == [.notShown, .skipped, .refused])
    #expect(sample.map(\.ease.absence) == [.notShown, .notShown, .skipped])
    #expect(sample.map(\.pace.absence) == [.notShown, .skipped, .skipped])
    #expect(sample.map(\.pride.absence) == [.skipped, .skipped, nil])
    #expect(try sample.values(of: Variable(\.hours)).reasons == ["not shown", nil, nil])
    #expect(sample.notes.isEmpty)
  }

  @Test func aReasonThatFitsStaysAsItWasRecorded() throws {
    let sample = try Sample<Worker>(csv: Self.header + "a,0,,,9,,,,,\nb,0,,,7,,,,,\n")
    #expect(sample.map(\.ease.absence) == [.notApplicable, .notShown])
  }

  @Test func anAnswerThatShouldNotBeThereIsAFault() throws {
    let error = #expect(throws: FileError.self) {
      try Sample<Worker>(
        csv: Self.header + "a,0,permanent,12,3,,,,,\nb,,,,8,,,nowhere,5,\nc,1,,99,6,,,,,\nd,0,,,6,6,,,,\n")
    }
    #expect(
      error?.description == """
        text: 7 faults
        row 2, contract: "permanent" answers a question that was not shown; expected an answer only where employed is 1
        row 2, hours: "12" answers a question that was not shown; expected an answer only where employed is 1
        row 3, ease: "8" says "refused" of a question that was not shown; expected an answer only where hours is at least 8
        row 3, conf: "5" answers a question that was not shown; expected an answer only where news includes radio
        row 4, hours: "99" is out of range; expected a number, 0 to 80
        row 5, pace: "6" is not an allowed answer; expected 1, 2, 3, 4 or 5
        row 5, ease: "6" says "lost" of a question that was not shown; expected an answer only where hours is at least 8
        """)
    #expect(error?.faults.first?.kind == .notShown)
  }

  @Test func aTolerantFieldKeepsTheAnswerAndSaysSo() throws {
    let text = Self.header + "a,,,,,,,,,hello\nb,,,,,,4,,,fine\nc,,,,,,,,,\n"
    let sample = try Sample<Worker>(csv: text)
    #expect(sample.map(\.remark) == ["hello", "fine", nil])
    #expect(sample.notes == ["remark: 1 answer kept though the question was not shown"])
    #expect(try Sample<Worker>(csv: try sample.csv()).map(\.remark) == ["hello", "fine", nil])
  }

  @Test func aCodebookJudgesAlike() throws {
    let codebook = Codebook("w", idColumn: "id", questionnaire: Worker.questionnaire, scales: [Worker.work])
    let text = Self.header + "a,0,permanent,12,3,,,,,\nb,,,,8,,,nowhere,5,\n"
    let typed = #expect(throws: FileError.self) { try Sample<Worker>(csv: text) }
    let coded = #expect(throws: FileError.self) { try Codebook.Responses(csv: text, codebook: codebook) }
    #expect(typed == coded)
  }

  // MARK: Writing

  @Test func readingWhatWasWrittenGivesTheSameSample() throws {
    for seed in UInt64(1)...20 {
      let workers = Worker.random(100, seed: seed)
      let text = try Sample(workers).csv()
      #expect(try Array(Sample<Worker>(csv: text)) == workers)
    }
  }

  @Test func whatWouldNotReadBackIsNotWritten() throws {
    func refuse(_ worker: Worker) { expectRefusal(.unwritable) { try Sample([worker]).csv() } }
    refuse(Worker(id: "a", isEmployed: .no, hours: 3))
    refuse(Worker(id: "a", isEmployed: .no, contract: .absent(.refused)))
    refuse(Worker(id: "a", isEmployed: .no, contract: .absent(.skipped)))
    refuse(Worker(id: "a", isEmployed: .yes))
    refuse(Worker(id: "a", pride: .absent(.refused)))
    #expect(
      try Sample([Worker(id: "a", news: .given([.radio, .paper]), confidence: Slider(35))]).csv() == Self
        .header + "a,,,,7,,7,paper;radio,35,\n")
  }

  // MARK: Formats in files

  @Test func severalOptionsStandInOneCell() throws {
    let rows = ["nowhere", "radio", "internet;paper", "x", ""].enumerated().map {
      "p\($0.offset),,,,,,,\($0.element),,"
    }
    let sample = try Sample<Worker>(csv: Self.header + rows.joined(separator: "\n"))
    #expect(
      sample.map(\.news) == [
        .given([]), .given([.radio]), .given([.paper, .internet]), .absent(.refused), .absent(.skipped),
      ])
    let codebook = Codebook("w", idColumn: "id", questionnaire: Worker.questionnaire)
    let responses = try Codebook.Responses(csv: sample.csv(), codebook: codebook)
    #expect(try responses.choices(of: "news").ticked == sample.choices(of: \.news).ticked)
    #expect(try responses.choices(of: "news").reasons == [nil, nil, nil, "refused", "missing"])
    expectRefusal(.definition) { try responses.choices(of: "hours") }
    expectRefusal(.definition) { try responses.values(of: "news") }
  }

  @Test func optionsAndStepsAreReadStrictly() {
    let cells = [
      "radio;", ";", "radio;radio", "Radio", "radio; paper", " radio", "nowhere;radio", "radio,paper",
    ]
    let rows = cells.enumerated().map { "p\($0.offset),,,,,,,\"\($0.element)\",," }
    let error = #expect(throws: FileError.self) {
      try Sample<Worker>(
        csv: Self.header + rows.joined(separator: "\n") + "\ns,,,,,,,radio,36,\nt,,,,,,,radio,105,\n")
    }
    let expected =
      "expected nowhere, or one or more of paper, radio, television or internet, separated by semicolons"
    #expect(
      error?.description == """
        text: 10 faults
        row 2, news: "radio;" names an option that is empty; \(expected)
        row 3, news: ";" names an option that is empty; \(expected)
        row 4, news: "radio;radio" names "radio" twice; \(expected)
        row 5, news: "Radio" names "Radio", which is no option; \(expected)
        row 6, news: "radio; paper" names " paper", which is no option; \(expected)
        row 7, news: " radio" has spaces around it; \(expected)
        row 8, news: "nowhere;radio" says "nowhere" beside options; \(expected)
        row 9, news: "radio,paper" names "radio,paper", which is no option; \(expected)
        row 10, conf: "36" stands between two steps; expected a number, 0 to 100 in steps of 5
        row 11, conf: "105" is out of range; expected a number, 0 to 100 in steps of 5
        """)
  }
}
