// No fixture: the summaries are held to the reference-tested ItemCovariances and to exact shifts of the data.

import Foundation
import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct CoMomentsAccumulatorTests {
  /// Columns of every kind, the constant one last.
  static let columns = StreamedData.allCases.map(\.values)

  // MARK: Reference

  @Test func agreesWithItemCovariances() throws {
    let columns = [StreamedData.normal, .likert, .oneOutlier].map(\.values)
    let summary = try CoMomentsAccumulator(columns: columns)
    let found = try summary.covariances()
    let wanted = try ItemCovariances(columns)
    for row in 0..<3 {
      for column in 0..<3 {
        let scale = (wanted[row, row] * wanted[column, column]).squareRoot()
        expectAgreement(found[row, column], wanted[row, column], digits: 14, floor: 1e-14 * scale)
      }
    }
    #expect(try CronbachAlpha(found).count == 200)
  }

  @Test func correlationsArePearsons() throws {
    let columns = [StreamedData.normal, .likert].map(\.values)
    let found = try CoMomentsAccumulator(columns: columns).correlations()
    let wanted = try PearsonCorrelation(columns[0], with: columns[1])
    expectAgreement(found[0][1], wanted.correlation.value, digits: 12)
    #expect(found[0][1] == found[1][0] && found[0][0] == 1)
  }

  @Test func aShiftWithoutRoundingMovesTheMeansOnly() throws {
    let far = [StreamedData.farFromZero.values, StreamedData.veryFarFromZero.values]
    let near = [far[0].map { $0 - 1e9 }, far[1].map { $0 + 1e15 }]
    let found = try CoMomentsAccumulator(columns: far).covariances()
    let wanted = try CoMomentsAccumulator(columns: near).covariances()
    for (row, column) in [(0, 0), (0, 1), (1, 1)] {
      expectAgreement(found[row, column], wanted[row, column], digits: 15)
    }
  }

  // MARK: Laws

  @Test func anyOrderGivesTheSame() throws {
    var stream = RandomStream(seed: 11)
    let whole = try CoMomentsAccumulator(columns: Self.columns)
    for _ in 0..<15 {
      var rows = Array(0..<200)
      stream.shuffle(&rows)
      let parts = try randomParts(rows, &stream).map { part in
        try CoMomentsAccumulator(columns: Self.columns.map { column in part.map { column[$0] } })
      }
      try expectSame(try mergedAtRandom(parts, &stream), whole)
    }
  }

  @Test func mergingIsAssociativeAndCommutative() throws {
    let part = { (rows: Range<Int>) in try CoMomentsAccumulator(columns: Self.columns.map { Array($0[rows]) })
    }
    let (a, b, c) = (try part(0..<1), try part(1..<77), try part(77..<200))
    let left = try a.merging(b).merging(c)
    try expectSame(try a.merging(b.merging(c)), left)
    try expectSame(try c.merging(a).merging(b), left)
    try expectSame(try left.merging(part(5..<5)), left)
    try expectSame(try part(5..<5).merging(left), left)
  }

  @Test(arguments: [1, 3, 4, 5, 63, 64, 65, 200]) func blocksOfAnySizeAreRows(_ size: Int) throws {
    var rows = try CoMomentsAccumulator(columnCount: Self.columns.count)
    for row in 0..<size { try rows.append(row: Self.columns.map { $0[row] }) }
    let block = try CoMomentsAccumulator(columns: Self.columns.map { Array($0.prefix(size)) })
    #expect(rows.count == size && block.count == size)
    if size > 1 { try expectSame(rows, block) }
  }

  @Test func oneColumnHasTheMomentsOfMomentsAccumulator() throws {
    for data in StreamedData.allCases {
      let one = try CoMomentsAccumulator(columns: [data.values]).moments()[0]
      let other = try MomentsAccumulator(data.values).moments()
      #expect(one.count == other.count && one.minimum == other.minimum && one.maximum == other.maximum)
      expectAgreement(one.mean, other.mean, digits: 15)
      expectAgreement(one.sumOfSquares, other.sumOfSquares, digits: 15)
    }
  }

  @Test func readsBackWhatItWrote() throws {
    for size in [0, 1, 200] {
      let summary = try CoMomentsAccumulator(columns: Self.columns.map { Array($0.prefix(size)) })
      let written = try JSONEncoder().encode(summary)
      let read = try JSONDecoder().decode(CoMomentsAccumulator.self, from: written)
      #expect(read.count == size && read.means == summary.means && read.columnCount == 6)
      if size > 1 { #expect(try read.covariances() == summary.covariances()) }
      let doubled = try read.merging(summary)
      #expect(doubled.count == 2 * size)
    }
    for tiny in [1e-100, 1e-150, 1e-160] {
      let summary = try CoMomentsAccumulator(columns: [
        [0, tiny, 3 * tiny], [1, 1 + tiny, 5], [tiny, 0, tiny],
      ])
      let read = try JSONDecoder().decode(CoMomentsAccumulator.self, from: JSONEncoder().encode(summary))
      #expect(read.means == summary.means)
    }
  }

  // MARK: Edges and refusals

  @Test func fewRowsAndConstantsHaveLittleToTell() throws {
    let none = try CoMomentsAccumulator(columnCount: 2)
    #expect(none.means == nil)
    expectRefusal(.tooFew) { try none.moments() }
    expectRefusal(.tooFew) { try none.covariances() }
    let one = try CoMomentsAccumulator(columns: [[1], [2]])
    #expect(one.means == [1, 2])
    expectRefusal(.tooFew) { try one.correlations() }
    let constant = try CoMomentsAccumulator(columns: [[1, 2], [3, 3]])
    expectRefusal(.constant) { try constant.correlations() }
    #expect(try constant.covariances()[1, 1] == 0)
  }

  @Test func refusesWhatItCannotSumAndStaysAsItWas() throws {
    expectRefusal(.tooFew) { try CoMomentsAccumulator(columnCount: 0) }
    expectRefusal(.tooFew) { try CoMomentsAccumulator(columnCount: .min) }
    expectRefusal(.tooFew) { try CoMomentsAccumulator(columns: []) }
    expectRefusal(.infeasible) { try CoMomentsAccumulator(columnCount: .max) }
    var summary = try CoMomentsAccumulator(columns: [[1, 2], [3, 5]])
    let covariances = try summary.covariances()
    expectRefusal(.lengthMismatch) { try summary.append(row: [1]) }
    expectRefusal(.lengthMismatch) { try summary.append(columns: [[1], [1, 2]]) }
    expectRefusal(.notFinite) { try summary.append(row: [1, .nan]) }
    expectRefusal(.outOfRange) { try summary.append(row: [1, 1e200]) }
    expectRefusal(.lengthMismatch) { try summary.merge(CoMomentsAccumulator(columnCount: 3)) }
    expectRefusal(.outOfRange) { try summary.merge(CoMomentsAccumulator(columns: [[1], [-1e200]])) }
    #expect(summary.count == 2)
    #expect(try summary.covariances() == covariances)
  }

  @Test(arguments: [
    #"{"count":-1,"origins":[0],"minima":[0],"maxima":[0],"sums":[0,0],"products":[0,0]}"#,
    #"{"count":0,"origins":[],"minima":[],"maxima":[],"sums":[],"products":[]}"#,
    #"{"count":0,"origins":[1],"minima":[0],"maxima":[0],"sums":[0,0],"products":[0,0]}"#,
    #"{"count":2,"origins":[0,0],"minima":[0],"maxima":[1,1],"sums":[1,0,1,0],"products":[1,0,1,0,1,0]}"#,
    #"{"count":2,"origins":[0,0],"minima":[0,0],"maxima":[1,1],"sums":[1,0,1,0],"products":[1,0,1,0]}"#,
    #"{"count":2,"origins":[0,0],"minima":[0,0],"maxima":[1,1],"sums":[1,0,1,0],"products":[1,0,9,0,1,0]}"#,
    #"{"count":2,"origins":[0],"minima":[0],"maxima":[1],"sums":[1,0],"products":[-1,0]}"#,
    #"{"count":2,"origins":[0],"minima":[0],"maxima":[1],"sums":[1,0],"products":[5,0]}"#,
    #"{"count":2,"origins":[0],"minima":[0],"maxima":[1],"sums":[1,0.5],"products":[1,0]}"#,
    #"{"count":2,"origins":[0],"minima":[1],"maxima":[0],"sums":[1,0],"products":[1,0]}"#,
    #"{"count":1,"origins":[0],"minima":[0],"maxima":[1],"sums":[1,0],"products":[1,0]}"#,
  ])
  func readsNoMomentsThatNoRowsHave(_ json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(CoMomentsAccumulator.self, from: Data(json.utf8))
    }
  }

  private func expectSame(_ first: CoMomentsAccumulator, _ second: CoMomentsAccumulator) throws {
    #expect(first.count == second.count)
    for (one, other) in zip(try first.moments(), try second.moments()) {
      #expect(one.minimum == other.minimum && one.maximum == other.maximum)
      expectAgreement(one.mean, other.mean, digits: 14)
      expectAgreement(one.sumOfSquares, other.sumOfSquares, digits: 14)
    }
    let (one, other) = (try first.covariances(), try second.covariances())
    for row in 0..<one.order {
      for column in 0..<one.order {
        let scale = (other[row, row] * other[column, column]).squareRoot()
        expectAgreement(one[row, column], other[row, column], digits: 14, floor: 1e-14 * scale)
      }
    }
  }
}
