import Foundation
import SurveyInstruments
import SurveyTestSupport
import Testing

@Suite struct CodebookTests {
  let codebook = Codebook(
    "Clients", version: "1.0", idColumn: "id", questionnaire: Client.questionnaire,
    scales: [Client.generalizedTrust])

  @Test func isTheQuestionnaireAsData() {
    #expect(codebook.faults.isEmpty)
    #expect(codebook.columns == Client.questionnaire.columns)
    #expect(codebook.scales.first?.items.map(\.keyed) == [.positive, .negative, .positive])
  }

  @Test func readsBackWhatItWrites() throws {
    let scales = [
      Codebook.Scale("all", items: [.init("gt1")], missing: .none, score: .sum),
      Codebook.Scale(
        "share", items: [.init("gt1"), .init("mood", keyed: .negative)], missing: .atLeast(fraction: 0.5),
        score: .proratedSum, rescaling: .percentOfRange),
    ]
    let columns =
      codebook.columns + [
        ColumnDescription("whole", .whole(minimum: 0, maximum: nil)),
        ColumnDescription("free", .number(minimum: nil, maximum: nil), isRequired: true),
      ]
    let codebook = Codebook("Clients", columns: columns, scales: codebook.scales + scales)
    #expect(codebook.faults.isEmpty)
    let data = try JSONEncoder().encode(codebook)
    #expect(try JSONDecoder().decode(Codebook.self, from: data) == codebook)
  }

  @Test func readsWhatAPersonWrites() throws {
    let json = """
      { "title": "Agreeableness", "missing": ["", "NA"],
        "columns": [
          { "name": "A1", "wording": "Am indifferent to the feelings of others",
            "kind": { "holds": "answers", "answers": [{ "value": 1, "label": "very inaccurate" },
                                                      { "value": 6, "label": "very accurate" }] } },
          { "name": "A2", "kind": { "holds": "rating", "minimum": 1, "maximum": 6 } } ],
        "scales": [
          { "name": "Agreeableness", "items": [{ "column": "A1", "keyed": "negative" }, "A2"],
            "missing": { "atLeast": 1 } } ] }
      """
    let codebook = try JSONDecoder().decode(Codebook.self, from: Data(json.utf8))
    #expect(codebook.faults.isEmpty)
    #expect(codebook.scales[0].items == [.init("A1", keyed: .negative), .init("A2")])
    #expect(codebook.columns[1].absence == [.init("", .skipped), .init("NA", .skipped)])
  }

  @Test func everyContradictionIsAFault() {
    let broken = Codebook(
      "broken", idColumn: "age", columns: codebook.columns,
      scales: [
        .init("a", items: [.init("age")]), .init("a", items: [.init("nothing")]), .init("b", items: []),
      ])
    #expect(
      broken.faults.map { "\($0)" } == [
        "id column age: must hold text", "scale a: age has no declared range of scores",
        "codebook broken: has two scales named a",
        "scale a: there is no \"nothing\"; known are: id, status, age, gt1, gt2, gt3, mood",
        "scale b: has no items",
      ])
    expectRefusal(.definition) { try broken.check() }
    expectRefusal(.unknownName) { try broken.scale(named: "c") }
    #expect(!Codebook("x", idColumn: "y", columns: codebook.columns).faults.isEmpty)
  }
}
