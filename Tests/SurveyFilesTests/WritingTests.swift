import Foundation
import SurveyFiles
import SurveyTestSupport
import Testing

@Suite struct WritingTests {
  @Test func writesByRFC4180() throws {
    let clients = [
      Client(
        id: "a,\"b\"", status: .nonParticipant, age: 16.1, children: 0, trust: .given(.agree),
        mood: Rating(1e-3), remark: "line\r\nbreak"),
      Client(id: "=c", trust: .absent(.refused), control: .neutral),
    ]
    #expect(
      try Sample(clients).csv() == #"""
        id,status,age,children,trust,control,mood,remark
        "a,""b""",nonParticipant,16.1,0,4,,0.001,"line\#r\#nbreak"
        =c,,,,8,3,,

        """#)
  }

  @Test func readingWhatWasWrittenGivesTheSameSample() throws {
    for seed in UInt64(1)...20 {
      let clients = Client.random(100, seed: seed)
      let text = try Sample(clients).csv()
      let read = try Sample<Client>(csv: text)
      #expect(Array(read) == clients)
      #expect(try read.csv() == text)
    }
  }

  @Test func writesAndReadsFiles() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "clients-\(UUID()).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let clients = Client.random(5000, seed: 9)
    try Sample(clients).write(to: path)
    #expect(try Array(Sample<Client>(contentsOf: path)) == clients)
    try Sample(clients.prefix(1)).write(to: path)
    #expect(try Sample<Client>(contentsOf: path).count == 1)
    expectRefusal(.unwritable) { try Sample(clients).write(to: "/nowhere/clients.csv") }
  }

  @Test func refusesWhatWouldNotReadBack() throws {
    func refuse(_ change: (inout Client) -> Void) {
      var client = Client(id: "a", trust: .absent(.skipped))
      change(&client)
      expectRefusal(.unwritable) { try Sample([client]).csv() }
    }
    refuse { $0.id = "NA" }
    refuse { $0.remark = "" }
    refuse { $0.remark = "NA" }
    refuse { $0.remark = "a\0b" }
    refuse { $0.age = 15 }
    refuse { $0.age = .nan }
    refuse { $0.age = .infinity }
    refuse { $0.children = 21 }
    refuse { $0.trust = .absent(.lost) }
  }

  @Test func scoresGoToAFileWithWhatMadeThem() throws {
    let clients = [
      Client(id: "a", trust: .given(.agree), control: .agree), Client(id: "b", trust: .absent(.skipped)),
    ]
    let instrument = Instrument("Trust", version: "1.0", scales: [Client.scale])
    let scores = try instrument.scores(in: Sample(clients))
    let file = try ScoreFile(scores)
    let stamp = "Trust,1.0,\(instrument.fingerprint)"
    #expect(file.csv == "id,Trust,instrument,version,fingerprint\na,4,\(stamp)\nb,NA,\(stamp)\n")
    let age = try Sample(clients).values(of: Variable(\.age))
    #expect(try ScoreFile([age] + scores).csv == "id,age,Trust\na,NA,4\nb,NA,NA\n")
    expectRefusal(.tooFew) { try ScoreFile([]) }
    expectRefusal(.definition) { try ScoreFile([age, age]) }
    expectRefusal(.definition) { try ScoreFile([age], missing: "-9") }
    let others = try Sample(Client.random(3, seed: 1)).values(of: Variable(\.age))
    expectRefusal(.lengthMismatch) { try ScoreFile([age, others]) }
  }
}
