import SurveyFiles
import SurveyTestSupport
import Testing

@Suite struct RoundTripTests {
  /// A typed instrument, written down as JSON, reads and scores the file of its respondents alike.
  @Test func aTypedInstrumentAndItsCodebookScoreAlikeBitForBit() throws {
    let workers = Worker.random(2_000, seed: 11)
    let sample = try Sample(workers)
    let instrument = Instrument("Work", version: "1", scales: [Worker.work])
    let text = Codebook(
      "Work", version: "1", idColumn: "id", questionnaire: Worker.questionnaire, scales: instrument.scales
    ).json
    let codebook = try Codebook(json: text)
    #expect(try codebook.fingerprint() == instrument.fingerprint)
    let responses = try Codebook.Responses(csv: sample.csv(), codebook: codebook)
    let (coded, typed) = (try responses.scores(of: "Work"), try Worker.work.scores(in: sample))
    #expect(coded == typed)
    #expect(coded.values.map { $0?.bitPattern } == typed.values.map { $0?.bitPattern })
    #expect(typed.present.count > 300 && Set(typed.reasons).count > 5)
    #expect(typed.cases.exclusionText.contains("not shown"))
    let (codedItems, typedItems) = (
      try responses.itemMatrix(of: "Work"), try Worker.work.itemMatrix(in: sample)
    )
    #expect(codedItems == typedItems)
    #expect(try responses.groups(by: "contract").indices == sample.groups(by: \.contract).indices)
    #expect(try responses.values(of: "hours") == sample.values(of: Variable(\.hours)))
    #expect(try responses.values(of: "conf") == sample.values(of: Variable(\.confidence)))
    #expect(try responses.choices(of: "news").labels == sample.choices(of: \.news).labels)
  }

  @Test func scoresGoToAFileWithTheirReasons() throws {
    let sample = try Sample([
      Worker(id: "a", isEmployed: .yes, hours: 9, ease: .given(.agree), pace: .given(.agree)),
      Worker(id: "b", isEmployed: .no, pride: .absent(.notShown)),
      Worker(id: "c", isEmployed: .no, pride: .given(.agree)),
    ])
    let scores = try Worker.work.scores(in: sample)
    let stamp = Worker.work.definition.fingerprint
    #expect(
      try ScoreFile([scores], reasons: .beside).csv == """
        id,Work,Work absence,fingerprint
        a,3,,\(stamp)
        b,NA,not shown,\(stamp)
        c,NA,with more than one item not shown,\(stamp)

        """)
    let named = Variable<Worker>("Work absence") { _ in 1 }
    expectRefusal(.definition) { try ScoreFile([scores, sample.values(of: named)], reasons: .beside) }
    #expect(try ScoreFile([scores, sample.values(of: named)]).reasons == .omitted)
  }
}
