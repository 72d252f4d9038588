import Foundation
import SurveyInstruments
import SurveyTestSupport
import Testing

@Suite struct CodebookScaleJSONTests {
  @Test func everyMemberOfAScaleReadsBackByBothDoors() throws {
    let norm = Norm(mean: 3.1, standardDeviation: 0.8)
    let columns = [
      ColumnDescription("a", try .answers(1...5)), ColumnDescription("b", try .answers(1...5)),
      ColumnDescription("sex", .factor(["m", "f"])),
    ]
    let items = [Codebook.Item("a", keyed: .negative, weight: 2), Codebook.Item("b")]
    let references = [Norms.Reference(level: "m", norm), Norms.Reference(level: "f", norm)]
    let metrics = [StandardMetric.z, .t, .iq, .stanine, .sten, .init(mean: 500, standardDeviation: 100)]
    var scales = metrics.enumerated().map { index, metric in
      Codebook.Scale("metric \(index)", items: items, norms: Norms(norm, metric: metric))
    }
    scales += [
      MissingRule.none, .atLeast(1), .atLeast(fraction: 0.5), .moreThan(fraction: 0.25), .atMost(missing: 1),
    ]
    .enumerated().map { Codebook.Scale("rule \($0.offset)", items: items, missing: $0.element) }
    scales.append(.init("by sex", items: items, norms: Norms(by: "sex", references, metric: .iq)))
    scales.append(
      .init(
        "banded", items: items,
        bands: [
          Band("low", from: -.infinity, to: 2), Band("middle", from: 2, to: 4),
          Band("high", from: 4, to: .infinity),
        ]))
    scales.append(
      .init("whole", items: [.init(scale: "rule 0", weight: 3), .init(scale: "rule 1", keyed: .negative)]))
    let codebook = Codebook("x", columns: columns, scales: scales)
    #expect(codebook.faults.map { "\($0)" }.isEmpty)
    #expect(try Codebook(json: codebook.json) == codebook)
    let encoded = try JSONEncoder().encode(codebook)
    #expect(try Codebook(json: String(decoding: encoded, as: UTF8.self)) == codebook)
    #expect(try JSONDecoder().decode(Codebook.self, from: Data(codebook.json.utf8)) == codebook)
  }
}
