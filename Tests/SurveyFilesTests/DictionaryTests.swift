import Foundation
import SurveyFiles
import SurveyTestSupport
import Testing

@Suite struct DictionaryTests {
  /// The workers' codebook without what a dictionary cannot hold: wordings in Dutch, the rule of the scale.
  static func codebook() -> Codebook {
    let full = Codebook("Work", idColumn: "id", questionnaire: Worker.questionnaire, scales: [Worker.work])
    let columns = full.columns.map { column in
      ColumnDescription(
        column.name, column.kind.withoutTranslations, wording: column.wording, neutral: column.neutral,
        conditions: column.conditions, isTolerant: column.isTolerant, absence: column.absence,
        isRequired: column.isRequired)
    }
    let scales = full.scales.map { Codebook.Scale($0.name, items: $0.items) }
    return Codebook("Work", idColumn: "id", columns: columns, scales: scales)
  }

  // MARK: Laws

  @Test func readsBackWhatItWrites() throws {
    let codebook = Self.codebook()
    let text = try codebook.dictionary
    let read = try Codebook(dictionary: text, title: "Work", idColumn: "id")
    #expect(read == codebook)
    #expect(try read.dictionary == text)
  }

  @Test func everyKindReadsBack() throws {
    let columns = [
      ColumnDescription("text", .text, wording: "a, \"b\"\nc", isRequired: true),
      ColumnDescription("n", .number(minimum: nil, maximum: 1.5)),
      ColumnDescription("w", .whole(minimum: -3, maximum: nil)),
      ColumnDescription("f", .factor([.init("a", label: "A = x"), .init("b")])),
      ColumnDescription("o", .factor([.init("a"), .init("b")], isOrdered: true)),
      ColumnDescription("c", .choices([.init("a"), .init("b", label: "B")], none: "0")),
      ColumnDescription("l", .answers([.init(value: -1, label: "no"), .init(value: 4)]), neutral: .at(-1)),
      ColumnDescription("r", .rating(minimum: 0, maximum: 0.1), neutral: .none),
      ColumnDescription("s", .slider(minimum: 0, maximum: 1, step: 0.25)),
      ColumnDescription(
        "last", .text,
        conditions: [
          Condition("text", .equals(.name("x = y"))), Condition("n", .equals(.number(-1))),
          Condition("w", .isOneOf([.number(1), .number(2)])),
          Condition("f", .isOneOf([.name("a"), .name("b")])),
          Condition("c", .includes("b")), Condition("r", .atLeast(0.05)), Condition("s", .atMost(0.5)),
          Condition("l", .answered),
        ], isTolerant: true, absence: [.init("", .skipped), .init("a=b", .lost), .init("-9", .notApplicable)]),
    ]
    let scales = [
      Codebook.Scale("A", items: [.init("l"), .init("r", keyed: .negative)]),
      Codebook.Scale("B", items: [.init("r")]),
    ]
    let codebook = Codebook("x", columns: columns.map { $0 }, scales: scales)
    let mixed = codebook.faults.map { "\($0)" }
    #expect(mixed == ["scale A: l is scored -1 to 4, but r 0 to 0.1; say how to rescale: .percentOfRange"])
    let sound = Codebook("x", columns: columns, scales: [scales[1], .init("C", items: [.init("s")])])
    #expect(try Codebook(dictionary: sound.dictionary, title: "x") == sound)
  }

  @Test func readsWhatAPersonWrites() throws {
    let codebook = try Codebook(
      dictionary: """
        kind,name,options,absence,scale,key,wording
        text,id,,,,,
        answers,q1,1=no|2|3=yes,8=refused|=skipped,Trust|Ease,positive|negative,Are you?
        answers,q2,1=no|2|3=yes,,Trust,negative,
        """, title: "Survey", version: "3", idColumn: "id")
    #expect(codebook.columns[1].wording == "Are you?" && codebook.version == "3")
    #expect(codebook.columns[1].absence == [.init("8", .refused), .init("", .skipped)])
    #expect(
      codebook.scales == [
        .init("Trust", items: [.init("q1"), .init("q2", keyed: .negative)]),
        .init("Ease", items: [.init("q1", keyed: .negative)]),
      ])
    let path = FileManager.default.temporaryDirectory.appending(path: "dictionary-\(UUID()).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try codebook.dictionary.write(toFile: path, atomically: true, encoding: .utf8)
    #expect(
      try Codebook(contentsOfDictionary: path, title: "Survey", version: "3", idColumn: "id") == codebook)
  }

  // MARK: Refusals

  @Test func namesEveryFaultAtOnce() {
    let error = #expect(throws: FileError.self) {
      try Codebook(
        dictionary: """
          name,kind,minimum,maximum,step,options,midpoint,absence,required,shown,scale,key
          id,text,,,,,,,maybe,,,
          a,magic,,,,,,,,,,
          b,rating,0,,,1=x,,,,,,
          c,slider,0,10,,,high,8,,,,
          d,answers,,,,1=no|two=yes,,8=vanished,,b ~ 1,S,sideways
          e,whole,0.5,x,,,,,,,,positive
          f,factor,,,,,,,,,S|T,positive|negative|positive
          ,number,,,,,,,,,,
          g,number,5,1,,,,,,,,
          """, title: "x")
    }
    let hint =
      "such as \"employed = 1\", \"age >= 18\", \"status in a;b\", \"news includes tv\", \"q1 answered\""
    #expect(
      error?.description == """
        dictionary: 16 faults
        row 2, required: "maybe" is not an allowed name; expected no or yes
        row 3, kind: "magic" is not an allowed name; expected text, number, whole, factor, ordered, choices, answers, rating or slider
        row 4, options: "1=x" does not belong to a column of the kind rating
        row 4, maximum: the cell is empty; expected a limit
        row 5, absence: "8" is no code with a reason; expected code=reason, one of skipped, refused, not applicable, not shown, lost
        row 5, step: the cell is empty; expected a step
        row 5, midpoint: "high" is no midpoint; expected a score, or none
        row 6, absence: "8=vanished" is no code with a reason; expected code=reason, one of skipped, refused, not applicable, not shown, lost
        row 6, options: "two" is not a whole number
        row 6, shown: "b ~ 1" is no list of conditions; expected \(hint)
        row 6, key: "sideways" is no key; expected positive or negative
        row 7, maximum: "x" is not a number; expected a number
        row 8, options: the cell is empty; expected options such as 1=no|2=yes
        row 8, key: "positive|negative|positive" has 3 keys; expected one, or one for each scale
        row 9, name: the cell is empty; expected text
        row 10: column g: its limits are in the wrong order
        """)
  }

  @Test func contradictionsHaveTheRowOfTheirColumn() {
    let error = #expect(throws: FileError.self) {
      try Codebook(
        dictionary: """
          name,kind,options,shown,scale,tolerant
          a,factor,x|x,b answered,,
          a,text,,,,yes
          b,text,,,S,
          """, title: "x", idColumn: "nobody")
    }
    #expect(
      error?.description == """
        dictionary: 6 faults
        id column: there is no "nobody"; known are: a, a, b
        row 2: column a: a level is listed twice
        row 2: column a: is shown by b, which does not come earlier
        row 3: codebook x: the column a is named twice
        row 3: column a: tolerates answers, but is always shown
        row 4: scale S: b has no declared range of scores
        """)
  }

  @Test(arguments: [
    "", "name\n", "name,kind\n", "name,kind,colour\na,text,red\n", "name;kind\na;text\n", "kind\ntext\n",
  ])
  func whatIsNoDictionaryIsRefused(_ text: String) {
    let error = #expect(throws: FileError.self) { try Codebook(dictionary: text, title: "x") }
    #expect((error?.count ?? 0) > 0)
    #expect(throws: FileError.self) { try Codebook(contentsOfDictionary: "/nowhere/d.csv", title: "x") }
  }

  @Test func whatWouldNotReadBackIsNotWritten() {
    func refuse(_ columns: [ColumnDescription], _ scales: [Codebook.Scale] = []) {
      expectRefusal(.unwritable) { try Codebook("x", columns: columns, scales: scales).dictionary }
    }
    refuse([ColumnDescription("a", .factor(["x|y"]))])
    refuse([ColumnDescription("a", .factor(["x=y"]))])
    refuse([ColumnDescription("a", .answers([.init(value: 1, label: "a|b"), .init(value: 2)]))])
    refuse([ColumnDescription("a", .text, absence: [.init("|", .lost)])])
    refuse([
      ColumnDescription("a = b", .text),
      ColumnDescription("c", .text, conditions: [Condition("a = b", .answered)]),
      ColumnDescription("d", .text, conditions: [Condition("a = b", .equals(.name("x")))]),
    ])
    refuse([
      ColumnDescription("a", .factor(["x;y", "z"])),
      ColumnDescription("c", .text, conditions: [Condition("a", .isOneOf([.name("x;y")]))]),
    ])
    let items = [ColumnDescription("a", .rating(minimum: 0, maximum: 1))]
    refuse(items, [.init("S|T", items: [.init("a")])])
    expectRefusal(.definition) { try Codebook("x", columns: []).dictionary }
  }

  /// Rows at random, made of pieces of dictionaries: each text is read or refused with a reason.
  @Test func neverTrapsAndIsNeverSilent() {
    var random = Randomness(seed: 5)
    let pieces = [
      "a", "b", "text", "answers", "slider", "choices", "1=no|2=yes", "|", "=", "0", "1e308", "-1", ",", ",",
      ",", "\n",
      "a = 1", " in ", " >= ", "yes", "none", "8=refused", "\u{301}", ";", "\"",
    ]
    var outcomes = 0
    for _ in 0..<1_500 {
      let body = (0..<Int.random(in: 0..<60, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }
      do {
        let codebook = try Codebook(
          dictionary: "name,kind,options,minimum,maximum,step,absence,shown,midpoint,scale,key,none\n"
            + body.joined(),
          title: "x")
        outcomes += codebook.faults.isEmpty ? 1 : 0
      } catch { outcomes += error.count > 0 ? 1 : 0 }
    }
    #expect(outcomes == 1_500)
  }
}

extension ColumnKind {
  fileprivate var withoutTranslations: ColumnKind {
    switch self {
    case .answers(let levels): .answers(levels.map { .init(value: $0.value, label: $0.label) })
    default: self
    }
  }
}
