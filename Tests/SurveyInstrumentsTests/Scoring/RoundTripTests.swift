import Foundation
import SurveyInstruments
import SurveyTestSupport
import Testing

/// A typed scale, the codebook made of it, and the codebook read back from JSON score alike, bit for bit.
@Suite struct RoundTripTests {
  private static let codebook = Codebook(
    "everything", idColumn: "id", questionnaire: Client.questionnaire, scales: Client.manyScales)

  @Test func scalesBecomeDataAndBack() throws {
    #expect(Self.codebook.faults.isEmpty)
    let data = try JSONEncoder().encode(Self.codebook)
    #expect(try JSONDecoder().decode(Codebook.self, from: data) == Self.codebook)
    #expect(try Codebook(json: Self.codebook.json) == Self.codebook)
    #expect(try Codebook(json: String(decoding: data, as: UTF8.self)) == Self.codebook)
    for scale in Client.manyScales {
      let stored = try Self.codebook.definition(of: Self.codebook.scale(named: scale.name))
      #expect(stored == scale.definition)
      #expect(stored.fingerprint == scale.definition.fingerprint)
    }
  }

  @Test func scalesThatAreItemsOfOthersAreListed() throws {
    let codebook = Codebook("one", questionnaire: Client.questionnaire, scales: [Client.higherOrder[3]])
    #expect(codebook.scales.map(\.name) == ["third order", "second order", "Careful", "Generalized trust"])
    #expect(codebook.faults.isEmpty)
    let twice = Codebook(
      "two", questionnaire: Client.questionnaire,
      scales: [Client.higherOrder[0], Client.careful.with(missing: .none)])
    #expect(twice.faults.map(\.problem) == ["has two scales named Careful"])
  }

  @Test(arguments: Client.manyScales.map(\.name))
  func scoresAreTheSameBitForBit(_ name: String) throws {
    let scale = try #require(Client.manyScales.first { $0.name == name })
    let sample = try Sample(Client.random(600, seed: 41))
    let data = try JSONEncoder().encode(Self.codebook)
    let responses = Self.responses(sample, try JSONDecoder().decode(Codebook.self, from: data))
    let (typed, stored) = (try scale.scores(in: sample), try responses.scores(of: name))
    #expect(typed.observations == stored.observations)
    #expect(typed.values.map { $0?.bitPattern } == stored.values.map { $0?.bitPattern })
    #expect(typed.cases == stored.cases && typed.provenance == stored.provenance)
    #expect(try scale.itemMatrix(in: sample) == responses.itemMatrix(of: name))
    if !scale.bands.isEmpty {
      #expect(try scale.bandedScores(in: sample) == responses.bandedScores(of: name))
    }
  }

  @Test func readsWhatAPersonWrites() throws {
    let json = """
      { "title": "by hand",
        "columns": [
          { "name": "sex", "kind": { "holds": "factor", "levels": ["f", "m"] } },
          { "name": "a", "kind": { "holds": "rating", "minimum": 0, "maximum": 10 } },
          { "name": "b", "kind": { "holds": "rating", "minimum": 0, "maximum": 10 } } ],
        "scales": [
          { "name": "ab", "items": ["a", { "column": "b", "weight": 2 }], "missing": { "atMostMissing": 1 },
            "bands": [ { "label": "low", "to": 5 }, { "label": "high", "from": 5 } ] },
          { "name": "T", "items": ["a", "b"], "missing": { "moreThan": 0.4 },
            "norms": { "factor": "sex", "norms": [ { "level": "f", "mean": 4, "standardDeviation": 2 },
                                                   { "level": "m", "mean": 5, "standardDeviation": 2.5 } ] } },
          { "name": "points", "items": ["a"],
            "norms": { "metric": { "mean": 500, "standardDeviation": 100 },
                       "norms": [ { "mean": 5, "standardDeviation": 1 } ] } },
          { "name": "z", "items": ["a"],
            "norms": { "metric": "z", "norms": [ { "mean": 5, "standardDeviation": 1 } ] } },
          { "name": "both", "items": [{ "scale": "ab", "keyed": "negative" }, "a"] } ] }
      """
    let codebook = try JSONDecoder().decode(Codebook.self, from: Data(json.utf8))
    #expect(codebook.faults.isEmpty)
    #expect(try Codebook(json: json) == codebook)
    #expect(codebook.scales[0].items == [.init("a"), .init("b", weight: 2)])
    #expect(codebook.scales[0].missing == .atMost(missing: 1))
    #expect(codebook.scales[0].bands == [Band("low", to: 5), Band("high", from: 5)])
    #expect(codebook.scales[1].missing == .moreThan(fraction: 0.4))
    #expect(codebook.scales[1].norms?.metric == .t && codebook.scales[1].norms?.factor == "sex")
    #expect(codebook.scales[2].norms?.metric == StandardMetric(mean: 500, standardDeviation: 100))
    #expect(codebook.scales[3].norms?.metric == .z)
    #expect(codebook.scales[4].items == [.init(scale: "ab", keyed: .negative), .init("a")])
    let unknown = json.replacingOccurrences(of: "\"metric\": \"z\"", with: "\"metric\": \"zz\"")
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Codebook.self, from: Data(unknown.utf8)) }
  }

  @Test func namesTheFaultsOfScalesInJSON() throws {
    let json = """
      { "title": "faults", "columns": [{ "name": "a", "kind": { "holds": "rating", "minimum": 0, "maximum": 9 } }],
        "scales": [
          { "name": "x", "items": [{ "column": "a", "scale": "y" }, { "column": "a", "weight": "two" }],
            "missing": { "atLeast": 1, "atMostMissing": 1 }, "bands": [{ "from": 1 }, { "label": "b", "upTo": 2 }],
            "norms": { "metric": "P", "norms": [{ "mean": 5 }] } } ] }
      """
    let error = #expect(throws: CodebookError.self) { try Codebook(json: json) }
    #expect(
      error?.description == """
        codebook: 7 faults
        $.scales[0].items[0]: has both "column" and "scale"
        $.scales[0].items[1].weight: expected a number, found text
        $.scales[0].missing: has both "atLeast" and "atMostMissing"
        $.scales[0].norms.metric: there is no "P"; known are: z, T, IQ, stanine, sten
        $.scales[0].norms.norms[0]: has no "standardDeviation"
        $.scales[0].bands[0]: has no "label"
        $.scales[0].bands[1].upTo: is not known here; known are: label, from, to
        """)
  }

  @Test func refusesScalesThatAreItemsOfEachOther() throws {
    func faults(_ scales: [Codebook.Scale]) -> [String] {
      Codebook("x", columns: Client.questionnaire.columns, scales: scales).faults.map { "\($0)" }
    }
    #expect(faults([.init("a", items: [.init(scale: "a")])]) == ["scale a: is an item of itself"])
    #expect(
      faults([.init("a", items: [.init(scale: "b")]), .init("b", items: [.init(scale: "a")])])
        == ["scale a: is an item of itself", "scale b: is an item of itself"])
    #expect(
      faults([.init("a", items: [.init(scale: "none")])])
        == ["scale: there is no \"none\"; known are: a"])
    let deep = (0..<20).map { place in
      Codebook.Scale("s\(place)", items: [place == 19 ? .init("gt1") : .init(scale: "s\(place + 1)")])
    }
    #expect(faults(deep).count == 12 && faults(deep)[0].contains("more than 8 scales within each other"))
    let wide = (0..<8).map { level in
      Codebook.Scale(
        "s\(level)", items: level == 7 ? [.init("gt1")] : (level + 1..<8).map { .init(scale: "s\($0)") },
        score: .mean, rescaling: .percentOfRange)
    }
    #expect(faults(wide).isEmpty)
    let broken = Codebook.Scale("part", items: [.init("gt1"), .init("gt1")])
    #expect(
      faults([broken, .init("whole", items: [.init(scale: "part")])])
        == ["scale part: gt1 is an item twice"])
  }

  private static func responses(_ sample: Sample<Client>, _ codebook: Codebook) -> Codebook.Responses {
    let fields = Client.questionnaire.fields
    var rows = CodedRows(codebook.columns)
    for client in sample {
      rows.beginRow()
      rows.endRow(
        codes: fields.enumerated().map { column, field in rows.put(field.load(client), column: column) })
    }
    return Codebook.Responses(codebook: codebook, rows: rows, notes: [])
  }
}
