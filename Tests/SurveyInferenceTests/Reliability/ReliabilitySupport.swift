import SurveyInference
import SurveyTestSupport

extension Fixture.Case {
  /// The items of a reference of reliability without the cases that miss one, reversed by its keys.
  func keyedItems() throws -> [[Double]] {
    let columns = try data().complete(options["items"].strings())
    guard options["keys"] != .null else { return columns }
    let ends = try options["scale_min"].number() + options["scale_max"].number()
    return zip(columns, try options["keys"].numbers()).map { column, key in
      key < 0 ? column.map { ends - $0 } : column
    }
  }

  /// The items with their gaps, reversed by the keys.
  func keyedItemsWithGaps() throws -> [[Double?]] {
    let table = try data()
    let ends = try options["scale_min"].number() + options["scale_max"].number()
    return try zip(options["items"].strings(), options["keys"].numbers()).map { name, key in
      try table.numbers(name).map { value in key < 0 ? value.map { ends - $0 } : value }
    }
  }

  /// The items as 0 and 1: 1 where the answer reaches the cut.
  func dichotomousItems() throws -> [[Double]] {
    let cut = try options["cut"].number()
    return try keyedItems().map { $0.map { $0 >= cut ? 1 : 0 } }
  }
}

/// Answers of the tests of reliability.
enum Answers {
  /// Eight persons and four items; the third runs against the others.
  static let raw: [[Double]] = [
    [4, 3, 5, 2, 4, 1, 5, 3], [5, 3, 4, 2, 4, 2, 5, 2], [2, 3, 1, 4, 2, 5, 1, 4], [4, 4, 5, 1, 3, 2, 4, 3],
  ]

  /// The same with the third item reversed.
  static var keyed: [[Double]] { [raw[0], raw[1], raw[2].map { 6 - $0 }, raw[3]] }

  /// Random answers from 1 to 5 with a common part, always the same for a seed.
  static func random(items: Int, cases: Int, seed: UInt64 = 1, loading: Double = 0.7) -> [[Double]] {
    var state = seed &* 0x9e37_79b9_7f4a_7c15
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
    func bell() -> Double { (0..<6).reduce(0) { sum, _ in sum + uniform() } - 3 }
    let common = (0..<cases).map { _ in bell() }
    return (0..<items).map { _ in
      common.map { min(max((3 + 1.2 * (loading * $0 + (1 - loading) * bell())).rounded(), 1), 5) }
    }
  }

  /// Six items of twenty persons with the answers 0 and 1.
  static let dichotomous: [[Double]] = [
    [1, 1, 1, 0, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1],
    [1, 1, 0, 0, 1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 1, 0, 1, 1, 0, 1],
    [1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0, 1, 1, 0, 1],
    [1, 0, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1],
    [0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 1],
    [0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0],
  ]
}
