import Foundation
import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MomentsAccumulatorTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("Moments"))
  func reachesWhatDoublesHoldInParts(_ reference: Fixture.Case) throws {
    let name = try #require(reference.dataset)
    let start = try reference.options["data_starts_after_line"].integer()
    let lines = try Fixture.text("Tests/Fixtures/data/\(name)").components(separatedBy: .newlines)
    let values = lines.dropFirst(start).joined(separator: " ").split(separator: " ").compactMap { Double($0) }
    var stream = RandomStream(seed: 3)
    let parts = try randomParts(values, &stream).map { try MomentsAccumulator($0) }
    let ceiling = try #require(MomentsTests.ceilings[name])
    for summary in [try MomentsAccumulator(values), try mergedAtRandom(parts, &stream)] {
      #expect(summary.count == (try reference.expected["n"].integer()))
      try expectAgreement(summary.mean, reference.expected["mean"], digits: 14.5, "mean")
      try expectAgreement(
        summary.standardDeviation, reference.expected["sd"], digits: min(ceiling, 15) - 0.5, "SD")
    }
  }

  // MARK: Laws

  @Test(arguments: StreamedData.allCases) func anyOrderGivesTheSame(_ data: StreamedData) throws {
    var stream = RandomStream(seed: 7)
    let whole = try MomentsAccumulator(data.values)
    for _ in 0..<40 {
      var values = data.values
      stream.shuffle(&values)
      let parts = try randomParts(values, &stream).map { try MomentsAccumulator($0) }
      expectSame(try mergedAtRandom(parts, &stream), whole)
    }
  }

  @Test(arguments: StreamedData.allCases) func mergingIsAssociativeAndCommutative(_ data: StreamedData) throws
  {
    let values = data.values
    let a = try MomentsAccumulator(values[..<3])
    let b = try MomentsAccumulator(values[3..<120])
    let c = try MomentsAccumulator(values[120...])
    let left = try a.merging(b).merging(c)
    expectSame(try a.merging(b.merging(c)), left)
    expectSame(try c.merging(b).merging(a), left)
    expectSame(try a.merging(MomentsAccumulator()), a)
    expectSame(try MomentsAccumulator().merging(a), a)
  }

  @Test(arguments: StreamedData.allCases) func agreesWithTheMomentsOfAll(_ data: StreamedData) throws {
    let summary = try MomentsAccumulator(data.values).moments()
    let moments = try Moments(data.values)
    #expect(summary.count == moments.count)
    #expect(summary.minimum == moments.minimum && summary.maximum == moments.maximum)
    expectAgreement(summary.mean, moments.mean, digits: 14)
    expectAgreement(summary.sumOfSquares, moments.sumOfSquares, digits: 12)
  }

  @Test(arguments: ShapeDefinition.allCases) func shapeIsThatOfDescriptives(_ definition: ShapeDefinition)
    throws
  {
    for data in [StreamedData.normal, .likert, .oneOutlier] {
      let summary = try MomentsAccumulator(data.values)
      let descriptives = try Descriptives(data.values, shape: definition)
      let skewness = try #require(descriptives.skewness)
      let kurtosis = try #require(descriptives.kurtosis)
      expectAgreement(summary.skewness(definition) ?? .nan, skewness, digits: 12, floor: 1e-13)
      expectAgreement(summary.excessKurtosis(definition) ?? .nan, kurtosis, digits: 12, floor: 1e-13)
    }
  }

  @Test func aShiftWithoutRoundingMovesTheMeanOnly() throws {
    let far = try MomentsAccumulator(StreamedData.farFromZero.values)
    let near = try MomentsAccumulator(StreamedData.farFromZero.values.map { $0 - 1e9 })
    expectAgreement(far.variance ?? .nan, near.variance ?? 0, digits: 15)
    expectAgreement(far.skewness() ?? .nan, near.skewness() ?? 0, digits: 14, floor: 1e-14)
    expectAgreement(far.excessKurtosis() ?? .nan, near.excessKurtosis() ?? 0, digits: 14, floor: 1e-14)
  }

  @Test func appendingOneByOneIsAppendingAll() throws {
    var single = MomentsAccumulator()
    for value in StreamedData.normal.values { try single.append(value) }
    let all = try MomentsAccumulator(StreamedData.normal.values)
    #expect(single.mean == all.mean && single.variance == all.variance)
    #expect(single.excessKurtosis() == all.excessKurtosis())
  }

  @Test(arguments: StreamedData.allCases) func readsBackWhatItWrote(_ data: StreamedData) throws {
    let tiny = [[0, 1e-80], [0, 1e-105], [0, 1e-160], [1e-80, 2e-80, 5e-80, 5e-80]]
    for values in [data.values, Array(data.values.prefix(1)), []] + tiny {
      let summary = try MomentsAccumulator(values)
      let written = try JSONEncoder().encode(summary)
      let read = try JSONDecoder().decode(MomentsAccumulator.self, from: written)
      #expect(read.count == summary.count && read.mean == summary.mean && read.variance == summary.variance)
      #expect(read.minimum == summary.minimum && read.maximum == summary.maximum)
      #expect(read.skewness() == summary.skewness() && read.excessKurtosis() == summary.excessKurtosis())
      expectSame(try read.merging(summary), try summary.merging(summary))
    }
  }

  // MARK: Edges and refusals

  @Test func fewOrEqualValuesHaveLittleToTell() throws {
    let none = MomentsAccumulator()
    #expect(none.count == 0 && none.mean == nil && none.variance == nil && none.skewness() == nil)
    expectRefusal(.tooFew) { try none.moments() }
    let one = try MomentsAccumulator([3])
    #expect(one.mean == 3 && one.variance == nil && one.excessKurtosis() == nil)
    let equal = try MomentsAccumulator([0.1, 0.1, 0.1]).merging(MomentsAccumulator([0.1]))
    #expect(equal.mean == 0.1 && equal.variance == 0 && equal.skewness() == nil)
    let tiny = try MomentsAccumulator([1e-80, 2e-80, 4e-80])
    #expect((tiny.variance ?? 0) > 0 && tiny.skewness() == nil)
  }

  @Test func refusesWhatItCannotSumAndStaysAsItWas() throws {
    var summary = try MomentsAccumulator([1, 2, 4])
    let variance = summary.variance
    expectRefusal(.notFinite) { try summary.append(.nan) }
    expectRefusal(.notFinite) { try summary.append(contentsOf: [3, .infinity]) }
    expectRefusal(.outOfRange) { try summary.append(contentsOf: [3, 1e71]) }
    expectRefusal(.outOfRange) { try summary.merge(MomentsAccumulator([-1e300])) }
    expectRefusal(.outOfRange) {
      try MomentsAccumulator([-Double.greatestFiniteMagnitude, .greatestFiniteMagnitude])
    }
    #expect(summary.count == 3 && summary.variance == variance && summary.maximum == 4)
    let huge = try MomentsAccumulator([1e300, 1e300]).merging(MomentsAccumulator([1e300]))
    #expect(huge.mean == 1e300 && huge.variance == 0)
  }

  @Test func countsEndWhereDoublesAreNoLongerWhole() throws {
    let json = #"{"count":9007199254740992,"origin":1,"sums":[0,0,0,0,0,0,0,0],"minimum":1,"maximum":1}"#
    var full = try JSONDecoder().decode(MomentsAccumulator.self, from: Data(json.utf8))
    expectRefusal(.infeasible) { try full.append(1) }
    expectRefusal(.infeasible) { try full.merge(full) }
    #expect(full.mean == 1 && full.variance == 0)
  }

  @Test(arguments: [
    #"{"count":-1,"origin":0,"sums":[0,0,0,0,0,0,0,0]}"#,
    #"{"count":0,"origin":1,"sums":[0,0,0,0,0,0,0,0]}"#,
    #"{"count":0,"origin":0,"sums":[1,0,0,0,0,0,0,0]}"#,
    #"{"count":2,"origin":0,"sums":[0,0,0,0,0,0,0,0]}"#,
    #"{"count":2,"origin":0,"sums":[1,0,1,0,1,0,1],"minimum":0,"maximum":1}"#,
    #"{"count":2,"origin":0,"sums":[1,5,1,0,1,0,1,0],"minimum":0,"maximum":1}"#,
    #"{"count":2,"origin":0,"sums":[3,0,1,0,1,0,1,0],"minimum":0,"maximum":1}"#,
    #"{"count":2,"origin":0,"sums":[1,0,-1,0,1,0,1,0],"minimum":0,"maximum":1}"#,
    #"{"count":2,"origin":0,"sums":[1,0,9,0,1,0,1,0],"minimum":0,"maximum":1}"#,
    #"{"count":2,"origin":0,"sums":[1,0,1,0,1,0,9,0],"minimum":0,"maximum":1}"#,
    #"{"count":2,"origin":2,"sums":[1,0,1,0,1,0,1,0],"minimum":0,"maximum":1}"#,
    #"{"count":1,"origin":0,"sums":[1,0,1,0,1,0,1,0],"minimum":0,"maximum":1}"#,
    #"{"count":9007199254740993,"origin":1,"sums":[0,0,0,0,0,0,0,0],"minimum":1,"maximum":1}"#,
    #"{"count":2,"origin":0,"sums":[1e300,0,1e300,0,1,0,1,0],"minimum":0,"maximum":1}"#,
  ])
  func readsNoMomentsThatNoDataHave(_ json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(MomentsAccumulator.self, from: Data(json.utf8))
    }
  }

  // MARK: Page

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("Docs/Guide.docc/StreamingSummaries.md") { print in
      // page
      // Two interviewers, each with a part of the answers: score, age, and the answer to a question.
      var north = try CoMomentsAccumulator(columnCount: 2)
      try north.append(row: [3.5, 41])
      try north.append(row: [4, 52])
      let south = try CoMomentsAccumulator(columns: [[2.5, 5, 4.5], [33, 60, 47]])

      var answers = try FrequencyAccumulator()
      try answers.append(contentsOf: ["agree", "neutral"])
      var others = try FrequencyAccumulator()
      try others.append(contentsOf: ["agree", "agree"])
      try others.append(missing: "refused")

      let both = try south.merging(north)
      let scores = try both.moments()[0]
      let correlation = try both.correlations()[0][1]
      print("n = \(scores.count), mean \(scores.mean), r = \((correlation * 1e4).rounded() / 1e4)")
      print(try others.merging(answers).table(levels: ["disagree", "neutral", "agree"]))
      // end
    }
  }

  private func expectSame(_ first: MomentsAccumulator, _ second: MomentsAccumulator) {
    #expect(first.count == second.count && first.minimum == second.minimum && first.maximum == second.maximum)
    let pairs = [
      (first.mean, second.mean), (first.variance, second.variance), (first.skewness(), second.skewness()),
      (first.excessKurtosis(), second.excessKurtosis()),
    ]
    for (index, pair) in pairs.enumerated() {
      #expect((pair.0 == nil) == (pair.1 == nil))
      guard let found = pair.0, let wanted = pair.1 else { continue }
      expectAgreement(found, wanted, digits: 14, floor: index > 1 ? 1e-14 : 0)
    }
  }
}
