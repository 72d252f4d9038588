import Foundation
import SurveyFiles
import SurveyTestSupport
import Testing

@Suite struct ReadingTests {
  static let header = "id,status,age,children,trust,control,mood,remark\n"

  @Test func readsEveryKindOfFieldInAnyOrder() throws {
    let sample = try Sample<Client>(
      csv: """
        mood,id,status,age,children,trust,control,remark\r
        7.25,a,participant,30,2,4,NA,"x, ""y""\nz"\r
        ,b,,NA,,8,5,
        """)
    #expect(
      Array(sample) == [
        Client(
          id: "a", status: .participant, age: 30, children: 2, trust: .given(.agree), mood: Rating(7.25),
          remark: "x, \"y\"\nz"),
        Client(id: "b", trust: .absent(.refused), control: .stronglyAgree),
      ])
    #expect(sample.cases == CaseLedger(all: 2))
  }

  @Test func lineEndsQuotesAndTheByteOrderMarkDoNotMatter() throws {
    let plain = try Array(Sample<Client>(csv: Self.header + "a,participant,30,2,4,5,7,fine\n"))
    for text in [
      Self.header + "a,participant,30,2,4,5,7,fine",
      (Self.header + "a,participant,30,2,4,5,7,fine\n").replacingOccurrences(of: "\n", with: "\r\n"),
      "\u{FEFF}" + Self.header + "a,participant,30,2,4,5,7,fine\n",
      Self.header + "\"a\",\"participant\",\"30\",\"2\",\"4\",\"5\",\"7\",\"fine\"\n",
      "\"id\"" + Self.header.dropFirst(2) + "a,participant,30,2,4,5,7,fine\n",
    ] { #expect(try Array(Sample<Client>(csv: text)) == plain) }
  }

  @Test func oneRespondentIsASample() throws {
    #expect(try Sample<Client>(csv: Self.header + "a,,,,,,,").count == 1)
  }

  @Test func absencesKeepTheirReasons() throws {
    let sample = try Sample<Client>(
      csv: Self.header + "a,,,,8,,,\nb,,,,9,,,\nc,,,,NA,,,\nd,,,,,,,\n")
    #expect(sample.map(\.trust.absence) == [.refused, .notShown, .skipped, .skipped])
  }

  @Test func otherColumnsAreReadPastOnlyWhenAsked() throws {
    let text = "id,x,status,age,children,trust,control,mood,remark,y\na,?,,,,,,,,\u{e9}\n"
    let error = #expect(throws: FileError.self) { try Sample<Client>(csv: text) }
    #expect(error?.faults.map(\.kind) == [.unknownColumn, .unknownColumn])
    let sample = try Sample<Client>(csv: text, otherColumns: .ignore)
    #expect(sample.ids == ["a"])
    #expect(sample.notes == ["2 columns of the file not read: x, y"])
  }

  @Test func numbersReadAsTheNearestDouble() throws {
    let spellings = [
      "16", "16.5", "1e2", "1.7E+01", "99.99999999999999999999", "17.000000000000000355", "00017", "2.5e1",
      "1700e-2", "0.0000000000000000000000017e25", "16.000000000000001776356839400250464677810668945312501",
    ]
    for text in spellings {
      let sample = try Sample<Client>(csv: Self.header + "a,,\(text),,,,,\n")
      #expect(sample.first?.age == Double(text), "\(text)")
    }
    let mood = { (text: String) in
      try Sample<Client>(csv: Self.header + "a,,,,,,\(text),\n").first?.mood?.value
    }
    #expect(try mood(".5") == 0.5)
    #expect(try mood("5e-324") == .leastNonzeroMagnitude)
    #expect(try mood("0e999") == 0)
    #expect(try mood("-0") == 0)
  }

  @Test func numbersAtRandomReadAsTheNearestDouble() throws {
    var random = Randomness(seed: 3)
    var differences: [String] = []
    for _ in 0..<3000 {
      let value = Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &random))
      guard value.isFinite else { continue }
      for text in ["\(value)", String(format: "%.25e", value), String(format: "%.17g", value)] {
        let read = try Codebook.Responses(csv: "x\n\(text)\n", codebook: Self.free).values(of: "x").values
        if read != [value] { differences.append(text) }
      }
    }
    #expect(differences.isEmpty)
  }

  private static let free = Codebook(
    "x", columns: [ColumnDescription("x", .number(minimum: nil, maximum: nil))])

  @Test func aCodebookReadsWhatTheQuestionnaireReads() throws {
    let sample = try Sample(Client.random(300, seed: 8))
    let codebook = Codebook(
      "clients", idColumn: "id", questionnaire: Client.questionnaire, scales: [Client.scale])
    let responses = try Codebook.Responses(csv: sample.csv(), codebook: codebook)
    #expect(responses.ids == sample.ids)
    #expect(try responses.values(of: "age").values == sample.values(of: Variable(\.age)).values)
    #expect(try responses.values(of: "children").values == sample.values(of: Variable(\.children)).values)
    #expect(try responses.values(of: "mood").values == sample.values(of: Variable(\.mood)).values)
    #expect(try responses.groups(by: "status") == sample.groups(by: \.status))
    #expect(try responses.texts(of: "remark") == sample.map(\.remark))
    #expect(try responses.scores(of: "Trust") == Client.scale.scores(in: sample))
    #expect(try responses.itemMatrix(of: "Trust") == Client.scale.itemMatrix(in: sample))
  }

  @Test func aCodebookWithoutAnIdNumbersItsRows() throws {
    let responses = try Codebook.Responses(csv: "x\n1\n2\n", codebook: Self.free)
    #expect(responses.ids == ["1", "2"])
    expectRefusal(.unknownName) { try responses.values(of: "y") }
    expectRefusal(.definition) { try responses.texts(of: "x") }
    expectRefusal(.definition) { try responses.groups(by: "x") }
    expectRefusal(.unknownName) { try responses.scores(of: "s") }
  }

  @Test func readsRealAnswersThroughACodebook() throws {
    let names = ["A1", "A2", "A3", "A4", "A5"]
    let codebook = Codebook(
      "bfi", missing: ["", "NA"], columns: try names.map { ColumnDescription($0, try .answers(1...6)) },
      scales: [
        .init(
          "Agreeableness", items: [.init("A1", keyed: .negative)] + names.dropFirst().map { .init($0) },
          missing: .atLeast(4))
      ])
    let path = Fixture.packageRoot.appending(path: "Tests/Fixtures/data/bfi240.csv").path
    let responses = try Codebook.Responses(contentsOf: path, codebook: codebook, otherColumns: .ignore)
    #expect(responses.count == 240)
    #expect(responses.notes.count == 1)
    let reference = try Fixture.cases("Scale").first { $0.id == "score.bfi_agree" }
    let expected = try #require(reference).expected["mean"].numbers()
    let scores = try responses.scores(of: "Agreeableness").values
    #expect(zip(scores, expected).allSatisfy { abs(($0 ?? .nan) - $1) < 1e-12 || ($0 == nil && $1.isNaN) })
    let matrix = try responses.itemMatrix(of: "Agreeableness")
    #expect(matrix.cases.entered == 240)
    #expect(matrix.cases.excluded > 0)
  }
}

@Suite struct IDTests {
  /// Ids that are made of two columns.
  private struct Pupil: Respondent {
    var school = ""
    var number: Int?
    var id: String { school.isEmpty ? "" : "\(school)-\(number ?? 0)" }
    static let questionnaire = Questionnaire<Pupil> {
      Field("school", \.school)
      Field("number", \.number)
    }
  }

  @Test func computedIdsAreCheckedToo() throws {
    #expect(try Sample<Pupil>(csv: "school,number\nA,1\nA,2\nB,1\n").ids == ["A-1", "A-2", "B-1"])
    let error = #expect(throws: FileError.self) { try Sample<Pupil>(csv: "school,number\nA,1\nA,2\nA,1\n") }
    #expect(error?.description == "text: 1 fault\nrow 4: \"A-1\" is the id of row 2 too")
  }

  private struct Broken: Respondent {
    var id = ""
    static let questionnaire = Questionnaire<Broken> {
      Field("id", \.id)
      Field("id", \.id)
    }
  }

  @Test func aBrokenQuestionnaireReadsNothing() {
    let error = #expect(throws: FileError.self) { try Sample<Broken>(csv: "id\na\n") }
    #expect(error?.faults.map(\.kind) == [.definition, .definition])
    let codebook = Codebook("x", columns: [])
    #expect(throws: FileError.self) { try Codebook.Responses(csv: "id\na\n", codebook: codebook) }
  }
}
