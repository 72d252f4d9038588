import SurveyFiles
import SurveyTestSupport
import Testing

/// Half points from 0 to 2: a format whose type accepts less than its range.
private struct Half: ItemFormat {
  let score: Double
  init?(score: Double) {
    guard (score * 2).rounded() == score * 2, (0...2).contains(score) else { return nil }
    self.score = score
  }
  static let columnKind = ColumnKind.rating(minimum: 0, maximum: 2)
  static let minimum = 0.0
  static let maximum = 2.0
}

private struct Rated: Respondent {
  var id = ""
  var half: Half?
  static let questionnaire = Questionnaire<Rated> {
    Field("id", \.id)
    Field("half", \.half)
  }
}

/// A respondent that is an object, so that copies of it are one and the same.
private final class Person: Respondent, @unchecked Sendable {
  var id = ""
  var age: Double?
  static let questionnaire = Questionnaire<Person> {
    Field("id", \.id)
    Field("age", \.age)
  }
}

private final class Box: @unchecked Sendable { var age: Double? }

private struct Boxed: Respondent {
  var id = ""
  var box = Box()
  static let questionnaire = Questionnaire<Boxed> {
    Field("id", \.id)
    Field("age", \.box.age)
  }
}

/// Types and texts that a careless reader would get wrong in silence.
@Suite struct HostileInputTests {
  @Test func aValueThatTheTypeRefusesIsAFault() throws {
    let error = #expect(throws: FileError.self) {
      try Sample<Rated>(csv: "id,half\na,0.5\nb,0.3\nc,\nd,1.25\n")
    }
    #expect(
      error?.description == """
        text: 2 faults
        row 3, half: "0.3" is not a value of the field's type; expected a number, 0 to 2
        row 5, half: "1.25" is not a value of the field's type; expected a number, 0 to 2
        """)
    #expect(try Sample<Rated>(csv: "half,id\n0.5,a\n,b\n").map(\.half?.score) == [0.5, nil])
  }

  @Test func objectsAreRespondentsOfTheirOwn() throws {
    let people = try Sample<Person>(csv: "id,age\na,1\nb,\nc,3\n")
    #expect(people.ids == ["a", "b", "c"])
    #expect(people.map(\.age) == [1, nil, 3])
    #expect(try Sample<Boxed>(csv: "id,age\na,1\nb,\nc,3\n").map(\.box.age) == [1, nil, 3])
  }

  @Test func aFactorMayHaveAHundredThousandLevels() throws {
    let levels = (0..<100_000).map { "level \($0)" }
    let codebook = Codebook("places", columns: [ColumnDescription("place", .factor(levels))])
    let responses = try Codebook.Responses(csv: "place\nlevel 99999\nlevel 0\n", codebook: codebook)
    #expect(try responses.groups(by: "place").indices == [99_999, 0])
    let error = #expect(throws: FileError.self) {
      try Codebook.Responses(csv: "place\nnowhere\n", codebook: codebook)
    }
    #expect((error?.description.utf8.count ?? 0) < 1_000)
  }

  @Test func aHeaderOfForeignColumnsIsRefusedAtOnce() {
    let header = (0..<100_000).map { "x\($0)" }.joined(separator: ",")
    let error = #expect(throws: FileError.self) { try Sample<Client>(csv: header + "\n") }
    #expect((error?.count ?? 0) > 100_000 && error?.faults.count == FileError.limit)
  }

  @Test func limitsOfAnySizeAreHeld() throws {
    for limit in [Int.min, 0, .max] {
      let limits = FileLimits(cellBytes: limit, rowBytes: limit, columns: limit)
      _ = try? Sample<Rated>(csv: "id,half\na,1\n", limits: limits)
    }
    #expect(FileError.limit == 1000)
  }

  @Test func whatWouldNotReadBackIsNotWritten() throws {
    for age in [Double.nan, .infinity, 15.999, 1e308] {
      expectRefusal(.unwritable) { try Sample([Client(id: "a", age: age)]).csv() }
    }
    expectRefusal(.unwritable) { try Sample([Client(id: "NA")]).csv() }
    expectRefusal(.unwritable) { try Sample([Client(id: "a\0")]).csv() }
    expectRefusal(.unwritable) { try Sample([Client(id: "a")]).write(to: "") }
  }

  @Test func anErrorPrintsAsManyLinesAsAsked() {
    let error = #expect(throws: FileError.self) { try Sample<Rated>(csv: "id,half\na,x\nb,y\n") }
    for lines in [Int.min, -1, 0, 1, .max] { #expect(error?.text(first: lines).isEmpty == false) }
  }
}
