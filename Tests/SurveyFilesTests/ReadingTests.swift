import SurveyFiles
import Testing

@Suite struct ReadingTests {
  @Test func readsEveryKindOfField() throws {
    let sample = try Sample<Client>(
      csv:
        "mood,id,status,age,children,trust,control,remark\r\n7.25,a,participant,30,2,4,NA,\"x, \"\"y\"\"\nz\"\r\n,b,,NA,,8,5,\n"
    )
    #expect(
      Array(sample) == [
        Client(
          id: "a", status: .participant, age: 30, children: 2, trust: .given(.agree), mood: Rating(7.25),
          remark: "x, \"y\"\nz"),
        Client(id: "b", trust: .absent(.refused), control: .stronglyAgree),
      ])
  }
}

@Suite struct WritingTests {
  @Test func readingWhatWasWrittenGivesTheSameSample() throws {
    let clients = [
      Client(
        id: "a,\"b\"", status: .nonParticipant, age: 16.1, children: 0, trust: .given(.agree),
        mood: Rating(1e-3),
        remark: "line\r\nbreak"),
      Client(id: "=c", trust: .absent(.refused), control: .neutral),
      Client(id: "d", trust: .absent(.skipped)),
    ]
    let text = try Sample(clients).csv()
    #expect(try Array(Sample<Client>(csv: text)) == clients)
    #expect(try Sample<Client>(csv: text).csv() == text)
  }
}
