import Foundation
import SurveyInstruments
import SurveyTestSupport
import Testing

@Suite struct CodebookJSONTests {
  static let codebook = Codebook(
    "Work", version: "2", idColumn: "id", questionnaire: Worker.questionnaire, scales: [Worker.work])

  // MARK: Laws

  @Test func readsBackWhatItWrites() throws {
    #expect(Self.codebook.faults.isEmpty)
    let text = Self.codebook.json
    let read = try Codebook(json: text)
    #expect(read == Self.codebook)
    #expect(read.json == text)
  }

  @Test func isTheFormatOfItsCodableConformance() throws {
    let encoded = try JSONEncoder().encode(Self.codebook)
    #expect(try Codebook(json: String(decoding: encoded, as: UTF8.self)) == Self.codebook)
    #expect(try JSONDecoder().decode(Codebook.self, from: Data(Self.codebook.json.utf8)) == Self.codebook)
    // The same members with the same values; the order of an encoder's members is its own.
    let own = try JSONSerialization.jsonObject(with: Data(Self.codebook.json.utf8)) as? NSDictionary
    let other = try JSONSerialization.jsonObject(with: encoded) as? NSDictionary
    #expect(own != nil && own == other)
  }

  @Test func everyKindReadsBackByBothDoors() throws {
    let kinds: [ColumnKind] = [
      .text, .number(minimum: nil, maximum: nil), .number(minimum: -1.5, maximum: nil),
      .number(minimum: 0, maximum: 1e300), .whole(minimum: nil, maximum: 3),
      .whole(minimum: .min, maximum: .max),
      .factor(["a", "b"]),
      .factor([.init("a", label: "A", translations: ["nl": "á", "de": "ä"])], isOrdered: true),
      .choices([.init("a"), .init("b", label: "\"b\"\n")], none: "0"),
      .answers([.init(value: -1), .init(value: 7, label: "seven", translations: ["nl": "zeven"])]),
      .rating(minimum: -0.1, maximum: 0.2), .slider(minimum: 0, maximum: 1, step: 0.1),
    ]
    for kind in kinds {
      let column = ColumnDescription("x", kind)
      let codebook = Codebook("", columns: [column])
      #expect(try Codebook(json: codebook.json) == codebook)
      let data = try JSONEncoder().encode(kind)
      #expect(try JSONDecoder().decode(ColumnKind.self, from: data) == kind)
    }
  }

  @Test func everyConditionMidpointAndCodeReadsBackByBothDoors() throws {
    let conditions = [
      Condition("a", .equals(.number(1.5))), Condition("a", .equals(.name("1.5"))),
      Condition("a", .isOneOf([.number(1), .name("x")])), Condition("a", .isOneOf([])),
      Condition("a", .atLeast(-3)), Condition("a", .atMost(1e9)), Condition("a", .includes("x")),
      Condition("a", .answered),
    ]
    for neutral in [ColumnDescription.Midpoint.middle, .none, .at(2.5)] {
      let column = ColumnDescription(
        "b", .text, wording: "w", translations: ["nl": "v"], neutral: neutral, conditions: conditions,
        isTolerant: true, absence: AbsenceReason.allCases.map { .init($0.rawValue, $0) }, isRequired: true)
      let data = try JSONEncoder().encode(column)
      #expect(try JSONDecoder().decode(ColumnDescription.self, from: data) == column)
    }
  }

  // MARK: What a person writes

  @Test func readsWhatAPersonWrites() throws {
    let codebook = try Codebook(
      json: """
        { "title": "Survey", "missing": ["", "NA"],
          "columns": [
            { "name": "work", "kind": { "holds": "answers", "answers": [{ "value": 0 }, { "value": 1.0 }] } },
            { "name": "hours", "kind": { "holds": "number", "minimum": 0 },
              "shown": [{ "when": "work", "equals": 1 }] },
            { "name": "news", "kind": { "holds": "choices", "options": ["tv", { "name": "radio" }] } } ],
          "scales": [{ "name": "S", "items": ["work"] }] }
        """)
    #expect(codebook.columns[1].conditions == [Condition("work", .equals(.number(1)))])
    #expect(codebook.columns[2].kind == .choices([.init("tv"), .init("radio")], none: "none"))
    #expect(codebook.columns[0].absence == [.init("", .skipped), .init("NA", .skipped)])
    #expect(codebook.scales == [.init("S", items: [.init("work")])])
  }

  // MARK: Refusals

  @Test func namesEveryFaultAtOnce() {
    let error = #expect(throws: CodebookError.self) {
      try Codebook(
        json: """
          { "title": 1, "colour": "red", "title": "x",
            "columns": [
              { "kind": { "holds": "magic" } },
              { "name": "a", "kind": { "holds": "rating", "minimum": "0", "step": 1 }, "absence": ["8"] },
              { "name": "b", "kind": { "holds": "answers", "answers": [{ "value": 0.5 }] },
                "shown": [{ "when": "a" }, { "when": "a", "equals": [], "atLeast": 1 }],
                "midpoint": "middle", "required": "yes", "wordings": { "nl": 3 } },
              { "name": "c", "kind": { "holds": "factor", "levels": [] } },
              7 ],
            "scales": [{ "items": [{ "keyed": "sideways" }], "missing": { "atLeast": 1.5 }, "weights": [] }] }
          """)
    }
    #expect(
      error?.description == """
        codebook: 21 faults
        $.colour: is not known here; known are: title, version, missing, idColumn, columns, scales
        $.title: stands there twice
        $.columns[0]: has no "name"
        $.columns[0].kind.holds: there is no "magic"; known are: text, number, whole, factor, choices, answers, rating, slider
        $.columns[1].kind.step: does not belong to a column that holds rating
        $.columns[1].kind.minimum: expected a number, found text
        $.columns[1].kind: has no "maximum"
        $.columns[1].absence[0]: expected an object, found text
        $.columns[2].kind.answers[0].value: expected a whole number, found 0.5
        $.columns[2].shown[0]: needs one of equals, oneOf, atLeast, atMost, includes, answered; it has 0
        $.columns[2].shown[1]: needs one of equals, oneOf, atLeast, atMost, includes, answered; it has 2
        $.columns[2].midpoint: expected a number, found text
        $.columns[2].wordings.nl: expected text, found a number
        $.columns[2].required: expected true or false, found text
        $.columns[4]: expected an object, found a number
        $.scales[0].weights: is not known here; known are: name, items, missing, score, rescaling, norms, bands
        $.scales[0]: has no "name"
        $.scales[0].items[0]: has no "column"
        $.scales[0].items[0].keyed: there is no "sideways"; known are: positive, negative
        $.scales[0].missing.atLeast: expected a whole number, found 1.5
        $.columns[3]: column c: its list of levels is empty
        """)
  }

  @Test func namesEveryContradictionWithItsPlace() {
    let broken = Codebook(
      "broken", idColumn: "nobody",
      columns: [
        ColumnDescription("a", .factor([]), conditions: [Condition("b", .answered)]),
        ColumnDescription("a", .text, isTolerant: true),
      ], scales: [.init("s", items: [.init("z")]), .init("s", items: [.init("a")])])
    let error = #expect(throws: CodebookError.self) { try Codebook(json: broken.json) }
    #expect(
      error?.description == """
        codebook: 8 faults
        $.columns[0]: column a: its list of levels is empty
        $.columns[1]: codebook broken: the column a is named twice
        $.columns[1]: column a: tolerates answers, but is always shown
        $.columns[0]: column a: is shown by "b", which is no column
        $.idColumn: id column: there is no "nobody"; known are: a, a
        $.scales[0]: scale s: there is no "z"; known are: a, a
        $.scales[1]: codebook broken: has two scales named s
        $.scales[1]: scale s: a has no declared range of scores
        """)
  }

  @Test(arguments: [
    "", "{", "[]", "null", "7", "\"x\"", "{}", #"{"title":"x"}"#, #"{"title":"x","columns":{}}"#,
    #"{"title":"x","columns":[]}"#, #"{"title":"x","columns":[null]}"#, #"{"title":null,"columns":[]}"#,
    #"{"title":"x","columns":[{"name":"a","kind":{"holds":"whole","minimum":1e30}}]}"#,
    #"{"title":"x","columns":[{"name":"a","kind":"text"}]}"#, String(repeating: "[", count: 100_000),
    #"{"title":"x","version":2,"columns":[{"name":"a","kind":{"holds":"text"}}]}"#,
    #"{"title":"x","missing":"","columns":[{"name":"a","kind":{"holds":"text"}}]}"#,
    #"{"title":"x","columns":[{"name":"a","wording":1,"kind":{"holds":"text"}}]}"#,
    #"{"title":"x","columns":[{"name":"a","kind":{"holds":"text"},"translations":{"nl":"x"}}]}"#,
  ])
  func whatIsNoCodebookIsRefused(_ text: String) {
    let error = #expect(throws: CodebookError.self) { try Codebook(json: text) }
    #expect(error?.faults.allSatisfy { $0.path.hasPrefix("$") && !$0.problem.isEmpty } == true)
    #expect(error?.faults.isEmpty == false)
  }

  /// Texts at random, made of pieces of a codebook: each is read or refused with a reason.
  @Test func neverTrapsAndIsNeverSilent() throws {
    var state: UInt64 = 7
    func draw(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    let sound = Array(Self.codebook.json.utf8)
    var outcomes = [0, 0]
    for _ in 0..<400 {
      var bytes = sound
      for _ in 0...draw(3) {
        let place = draw(bytes.count)
        switch draw(3) {
        case 0: bytes.remove(at: place)
        case 1: bytes[place] = [0x22, 0x30, 0x7B, 0x5D, 0x2C][draw(5)]
        default: bytes.removeSubrange(place..<min(bytes.count, place + draw(40)))
        }
      }
      do {
        _ = try Codebook(json: String(decoding: bytes, as: UTF8.self))
        outcomes[0] += 1
      } catch { outcomes[error.faults.isEmpty ? 0 : 1] += 1 }
    }
    #expect(outcomes[0] + outcomes[1] == 400 && outcomes[1] > 100)
  }
}
