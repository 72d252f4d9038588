import Foundation
import SurveyInstruments
import SurveyTestSupport
import Testing

private struct Nobody: Factor {
  let rawValue: String
  init?(rawValue: String) { return nil }
  static let allCases: [Nobody] = []
}

private struct Place: Factor {
  let rawValue: String
  init(rawValue: String) { self.rawValue = rawValue }
  static let allCases = (0..<100_000).map { Place(rawValue: "place \($0)") }
}

private enum Twice: String, Factor {
  case one, other
  static let allCases: [Twice] = [.one, .other, .one]
}

private enum Alike: String, Factor {
  case one, other
  var label: String { "alike" }
}

private enum Point: Int, ResponseFormat { case only = 3 }

private struct Odd: Respondent {
  var id = ""
  var nobody: Nobody?
  var place: Place?
  var twice: Twice?
  var alike: Alike?
  var point: Point?
  static let questionnaire = Questionnaire<Odd> {
    Field("id", \.id)
    Field("place", \.place)
    Field("alike", \.alike)
  }
}

private struct Blank: Respondent {
  let id = "1"
  static let questionnaire = Questionnaire<Blank> {}
}

/// Definitions that contradict themselves and arguments from every corner: faults or typed errors.
@Suite struct HostileInputTests {
  @Test func aQuestionnaireWithoutFieldsIsAFault() {
    expectRefusal(.definition) { try Sample([Blank()]) }
    let scale = Scale<Blank>("") {}
    #expect(scale.faults.count == 3)
    expectRefusal(.definition) { try scale.score(Blank()) }
    #expect(!Instrument<Blank>("", version: "", scales: [scale, scale]).faults.isEmpty)
  }

  @Test func groupsNeedLevelsOfTheirOwn() throws {
    let sample = try Sample(
      (0..<3).map { Odd(id: "\($0)", place: Place(rawValue: "place \($0)"), alike: .one) })
    #expect(try sample.groups(by: \.nobody).sizes.isEmpty)
    #expect(try sample.groups(by: \.place).cases.used == 3)
    expectRefusal(.definition) { try sample.groups(by: \.twice) }
    expectRefusal(.definition) { try sample.groups(by: \.alike) }
  }

  @Test func aFieldWithAFactorThatRepeatsItselfIsAFault() {
    let questionnaire = Questionnaire<Odd> {
      Field("twice", \.twice)
      Field("nobody", \.nobody)
      Field("point", \.point)
    }
    #expect(questionnaire.faults.count == 3)
  }

  @Test func anItemWithASingleAnswerCannotBeScored() {
    let scale = Scale<Client>("s") {
      Item(\.peopleAreHelpful)
      Item(\.peopleAreHelpful, keyed: .negative)
    }
    expectRefusal(.definition) { try scale.score(Client.four[0]) }
    let kinds: [ColumnKind] = [
      .answers([.init(value: 1)]), .answers([]), .rating(minimum: .nan, maximum: 1),
      .rating(minimum: 1, maximum: 1),
      .rating(minimum: -.infinity, maximum: .infinity), .whole(minimum: 2, maximum: 1), .factor([]),
      .factor(["", ""]),
      .number(minimum: .nan, maximum: nil), .text,
    ]
    for kind in kinds {
      #expect(
        !ScaleDefinition("s", items: [.init("x", kind)], missing: .atLeast(fraction: .nan)).faults.isEmpty)
      let codebook = Codebook("", idColumn: "x", columns: [ColumnDescription("x", kind)])
      #expect(codebook.faults.isEmpty == (kind == .text))
    }
  }

  @Test func missingRulesTakeNoNonsense() {
    for count in [Int.min, -1, 0, 4, .max] { #expect(MissingRule.atLeast(count).needed(of: 3) == nil) }
    for share in [Double.nan, -.infinity, .infinity, 0, -0.0, 1.0000001] {
      #expect(MissingRule.atLeast(fraction: share).needed(of: 3) == nil)
    }
    #expect(MissingRule.atLeast(fraction: .leastNonzeroMagnitude).needed(of: 3) == 1)
    #expect(MissingRule.atLeast(fraction: 1).needed(of: .max) == nil)
  }

  @Test func answersFromEndToEndOfIntAreTooMany() {
    expectRefusal(.infeasible) { try ColumnKind.answers(Int.min...Int.max) }
    expectRefusal(.infeasible) { try ColumnKind.answers(0...1001) }
    let ends = ColumnKind.answers([.init(value: .min), .init(value: .max)])
    #expect(ScaleDefinition("s", items: [.init("x", ends, keyed: .negative)]).faults.isEmpty)
  }

  @Test func wavesNeedNamesAndPlacesOfTheirOwn() throws {
    let sample = try Sample(Client.four)
    expectRefusal(.definition) { try Panel(["a": sample, "a": sample]) }
    expectRefusal(.tooFew) { try Panel([Sample<Client>]()) }
    let panel = try Panel([sample, sample])
    for place in [Int.min, -1, 2, .max] {
      expectRefusal(.outOfRange) { try panel.pairs(of: Client.generalizedTrust, from: place, to: 0) }
      expectRefusal(.outOfRange) { try panel.flow(from: 0, to: place) }
    }
    #expect(try panel.pairs(of: [], from: 1, to: 1).first.isEmpty)
    #expect(try panel.joiners(from: 0, to: 0).isEmpty)
  }

  @Test func textsOfAnyKindAreIdsAndReasons() throws {
    let ids = ["\n", "\0", "\"", "👩‍👩‍👧", "\u{202E}abc", " ", String(repeating: "x", count: 100_000)]
    let sample = try Sample(ids.map { Client(id: $0) }).excluding("") { $0.id == "\0" }
    #expect(sample.count == 6 && sample.cases.excluded == 1)
    expectRefusal(.emptyID) { try Sample([Client(id: "")]) }
    expectRefusal(.duplicateID) { try Sample([Client(id: "\u{E9}"), Client(id: "e\u{301}")]) }
  }

  @Test func numbersThatAreNotFiniteReachNoMethod() throws {
    let sample = try Sample([Client(id: "a", age: .nan), Client(id: "b", age: -.infinity), Client(id: "c")])
    expectRefusal(.notFinite) { try sample.values(of: Variable(\.age)) }
    expectRefusal(.notFinite) { try sample.values(of: Variable("x") { _ in .infinity }) }
    expectRefusal(.notFinite) { try sample.complete([Variable(\.age)]) }
  }

  @Test(arguments: [
    "{}", "[]", "null", #"{"title":1,"columns":[]}"#, #"{"title":"","columns":[{"name":"a"}]}"#,
    #"{"title":"","columns":[{"name":"a","kind":{"holds":"magic"}}]}"#,
    #"{"title":"","columns":[{"name":"a","kind":{"holds":"whole","minimum":1e30}}]}"#,
    #"{"title":"","columns":[{"name":"a","kind":{"holds":"answers","answers":[{"value":0.5}]}}]}"#,
    #"{"title":"","columns":[{"name":"a","kind":{"holds":"rating"}}]}"#,
    #"{"title":"","columns":[],"scales":[{"name":"s","items":[{"keyed":"sideways","column":"a"}]}]}"#,
  ])
  func aCodebookThatIsNoneIsNotDecoded(_ json: String) {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Codebook.self, from: Data(json.utf8)) }
  }

  @Test(arguments: [
    #"{"title":"","columns":[]}"#,
    #"{"title":"","columns":[{"name":"","kind":{"holds":"text"}}]}"#,
    #"{"title":"","columns":[{"name":"a","kind":{"holds":"text"}},{"name":"a","kind":{"holds":"text"}}]}"#,
    #"{"title":"","columns":[{"name":"a","kind":{"holds":"factor","levels":["x","x"]}}]}"#,
    #"{"title":"","missing":["1"],"columns":[{"name":"a","kind":{"holds":"rating","minimum":0,"maximum":5}}]}"#,
    #"{"title":"","columns":[{"name":"a","kind":{"holds":"text"}}],"scales":[{"name":"s","items":["b"]}]}"#,
    #"{"title":"","idColumn":"b","columns":[{"name":"a","kind":{"holds":"text"}}]}"#,
  ])
  func aCodebookThatContradictsItselfSaysSo(_ json: String) throws {
    let codebook = try JSONDecoder().decode(Codebook.self, from: Data(json.utf8))
    #expect(!codebook.faults.isEmpty && !codebook.report().text.isEmpty)
    #expect(throws: InputError.self) { try codebook.check() }
  }

  /// Each level holds the one below twice: forty levels would be 2^40 items.
  @Test func scalesWithinScalesEndAtALimit() {
    var scale = Client.generalizedTrust
    for level in 0..<40 {
      let inner = scale
      scale = Scale("level \(level)") {
        Item(inner)
        Item(inner)
      }
    }
    expectRefusal(.definition) { try scale.scores(in: Sample(Client.four)) }
    var chain = Client.generalizedTrust
    for level in 0..<10_000 {
      let inner = chain
      chain = Scale("level \(level)") { Item(inner) }
    }
    expectRefusal(.definition) { try chain.scores(in: Sample(Client.four)) }
    #expect("\(MissingRule.atLeast(2))" == "at least 2 items answered")
  }
}
