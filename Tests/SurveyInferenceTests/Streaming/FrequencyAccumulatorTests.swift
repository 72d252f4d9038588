// No fixture: counts are whole numbers, held to the reference-tested FrequencyTable.

import Foundation
import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct FrequencyAccumulatorTests {
  static let labels = StreamedData.likert.values.map { "answer \(Int($0))" }
  static let reasons = ["refused", "not shown", "refused"]

  // MARK: Reference

  @Test func tableIsThatOfAllLabels() throws {
    let levels = (1...6).map { "answer \($0)" }
    var summary = try FrequencyAccumulator()
    try summary.append(contentsOf: Self.labels)
    for reason in Self.reasons.sorted() { try summary.append(missing: reason) }
    let wanted = try FrequencyTable(Self.labels, levels: levels, missing: Self.reasons.sorted())
    #expect("\(try summary.table(levels: levels))" == "\(wanted)")
    #expect(try summary.table().valid.map(\.label) == Array(levels.prefix(5)))
  }

  // MARK: Laws

  @Test func anyOrderGivesTheSameExactly() throws {
    var stream = RandomStream(seed: 13)
    var whole = try FrequencyAccumulator()
    try whole.append(contentsOf: Self.labels)
    for _ in 0..<40 {
      var labels = Self.labels
      stream.shuffle(&labels)
      let parts = try randomParts(labels, &stream).map { part in
        var summary = try FrequencyAccumulator()
        try summary.append(contentsOf: part)
        return summary
      }
      #expect(try mergedAtRandom(parts, &stream) == whole)
    }
  }

  @Test func countsAreRepeatedLabels() throws {
    var one = try FrequencyAccumulator()
    var other = one
    try one.append("yes", count: 3)
    try one.append("no", count: 0)
    try one.append(missing: "refused", count: 2)
    try other.append(contentsOf: ["yes", "yes", "yes"])
    for _ in 0..<2 { try other.append(missing: "refused") }
    #expect(one == other && one.count == 5 && one.validCount == 3 && one.missingCount == 2)
    #expect(one.counts == ["yes": 3] && one.missing == ["refused": 2])
  }

  @Test func readsBackWhatItWrote() throws {
    var summary = try FrequencyAccumulator(labelLimit: 9)
    for _ in 0..<2 {
      let written = try JSONEncoder().encode(summary)
      #expect(try JSONDecoder().decode(FrequencyAccumulator.self, from: written) == summary)
      try summary.append(contentsOf: Self.labels)
      try summary.append(missing: "refused")
    }
  }

  // MARK: Edges and refusals

  @Test func refusesWhatItCannotCountAndStaysAsItWas() throws {
    for limit in [Int.min, 0, 1_000_001, .max] {
      expectRefusal(.outOfRange) { try FrequencyAccumulator(labelLimit: limit) }
    }
    var summary = try FrequencyAccumulator(labelLimit: 2)
    expectRefusal(.tooFew) { try summary.table() }
    try summary.append(contentsOf: ["a", "b", "a"])
    try summary.append(missing: "refused")
    let before = summary
    expectRefusal(.infeasible) { try summary.append("c") }
    expectRefusal(.infeasible) { try summary.append(contentsOf: ["a", "c"]) }
    expectRefusal(.infeasible) { try summary.append("a", count: .max) }
    expectRefusal(.outOfRange) { try summary.append("a", count: -1) }
    var free = try FrequencyAccumulator()
    try free.append(contentsOf: ["d"])
    try free.append(missing: "lost")
    expectRefusal(.infeasible) { try summary.merge(free) }
    expectRefusal(.infeasible) {
      try free.append("d", count: 1 << 53 - 3)
      try free.merge(before)
    }
    #expect(summary == before)
    expectRefusal(.unknownName) { try summary.table(levels: ["a"]) }
    expectRefusal(.definition) { try summary.table(levels: ["a", "b", "a"]) }
  }

  @Test func onlyMissingIsATableToo() throws {
    var summary = try FrequencyAccumulator()
    try summary.append(missing: "refused", count: 4)
    let table = try summary.table()
    #expect(table.validCount == 0 && table.count == 4 && table.valid.isEmpty)
  }

  @Test(arguments: [
    #"{"labelLimit":0,"counts":{},"missing":{}}"#, #"{"labelLimit":10000001,"counts":{},"missing":{}}"#,
    #"{"labelLimit":1,"counts":{"a":1,"b":1},"missing":{}}"#,
    #"{"labelLimit":9,"counts":{"a":0},"missing":{}}"#,
    #"{"labelLimit":9,"counts":{"a":-1},"missing":{}}"#, #"{"labelLimit":9,"counts":{},"missing":{"a":-1}}"#,
    #"{"labelLimit":9,"counts":{"a":9007199254740992,"b":1},"missing":{}}"#,
    #"{"labelLimit":9,"counts":{"a":9007199254740992},"missing":{"b":1}}"#, #"{"labelLimit":9,"counts":{}}"#,
  ])
  func readsNoCountsThatNoCasesHave(_ json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(FrequencyAccumulator.self, from: Data(json.utf8))
    }
  }
}
