import SurveyModels
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Random data of every bad kind: each call gives a finding of finite numbers or a typed error.
@Suite struct FactorFuzzTests {
  /// Items with duplicates, sums, constants, outliers, few values and few cases, or none of these.
  private static func items(_ stream: inout RandomStream) -> [[Double]] {
    let (count, cases) = (
      1 + stream.index(below: 9), stream.index(below: 5) == 0 ? 1 + stream.index(below: 9) : 40
    )
    var items: [[Double]] = []
    for _ in 0..<count {
      let kind = stream.index(below: 12)
      let earlier = items.isEmpty ? nil : items[stream.index(below: items.count)]
      let other = items.isEmpty ? nil : items[stream.index(below: items.count)]
      let noise = (0..<cases).map { _ in stream.normal() }
      switch (kind, earlier, other) {
      case (0, let earlier?, _): items.append(earlier)
      case (1, let earlier?, let other?): items.append(zip(earlier, other).map { $0 - $1 })
      case (2, let earlier?, _): items.append(zip(earlier, noise).map { $0 + 1e-9 * $1 })
      case (3, _, _): items.append(noise.map { $0 > 1 ? 1 : 0 })
      case (4, _, _): items.append(noise.map { $0 * 1e200 })
      case (5, _, _): items.append(noise.map { $0 * 1e-200 })
      case (6, _, _): items.append(noise.enumerated().map { $0.offset == 0 ? 1e12 : $0.element })
      case (_, let earlier?, _): items.append(zip(earlier, noise).map { 0.7 * $0 + $1 })
      default: items.append(noise)
      }
    }
    return items
  }

  /// Counts calls that gave a finding, after a check that its numbers are finite.
  private static func run(
    _ call: @autoclosure () throws -> some Finding, _ seed: UInt64
  ) throws -> Int {
    do {
      let report = try call().report
      #expect(!report.text.contains("NaN") && !report.json.contains("NaN"), "seed \(seed)\n\(report.text)")
      #expect(!report.text.contains("∞"), "seed \(seed)\n\(report.text)")
      for row in report.rows {
        if let p = row.pValue { #expect((0...1).contains(p), "seed \(seed)") }
        if let interval = row.estimate?.interval { #expect(interval.lower <= interval.upper, "seed \(seed)") }
      }
      return 1
    } catch let error as InputError {
      #expect(!error.subject.isEmpty && !error.problem.isEmpty)
      return 0
    }
  }

  @Test(arguments: 0..<4) func badDataGiveFindingsOrTypedErrors(_ part: UInt64) throws {
    var found = 0
    for seed in (part * 30)..<(part * 30 + 30) {
      var stream = RandomStream(seed: 77, stream: seed)
      let items = Self.items(&stream)
      let factors = 1 + stream.index(below: 3)
      let extraction = FactorAnalysis.Extraction.allCases[stream.index(below: 3)]
      let rotations = FactorAnalysisLawTests.rotations
      let rotation = rotations[stream.index(below: rotations.count)]
      found += try Self.run(
        FactorAnalysis(items, factors: factors, extraction: extraction, rotation: rotation), seed)
      found += try Self.run(
        SchmidLeiman(items, factors: factors, extraction: extraction, rotation: rotation), seed)
      found += try Self.run(OmegaHierarchical(items, factors: factors, extraction: extraction), seed)
      found += try Self.run(KaiserMeyerOlkin(items), seed)
      found += try Self.run(BartlettSphericity(items), seed)
      found += try Self.run(MinimumAveragePartial(items), seed)
      found += try Self.run(
        ParallelAnalysis(items, model: seed.isMultiple(of: 2) ? .components : .commonFactors, draws: 3), seed)
      found += try Self.run(ParallelAnalysis(items, reference: .permutation, draws: 3), seed)
    }
    #expect(found > 60)
  }
}
