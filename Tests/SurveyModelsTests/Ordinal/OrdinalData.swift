import Foundation
import SurveyModels
import SurveyTestSupport

/// The variables of a fixture's formula, and a small data set for laws and prints.
enum OrdinalData {
  static func variables(_ reference: Fixture.Case) throws -> ModelData {
    let formula = try Formula(try reference.options["formula"].string())
    let table = try reference.data()
    let weights = try? reference.options["weights"].string()
    var variables: [String: ModelVariable] = [:]
    for name in formula.variables + (weights.map { [$0] } ?? []) {
      let cells = try table.column(name)
      let levels = reference.options["factor_levels"][name]
      let isNumeric = levels == .null && cells.allSatisfy { $0.map { Double($0) != nil } ?? true }
      variables[name] =
        isNumeric
        ? .numbers(cells.map { $0.flatMap(Double.init) })
        : .labels(cells, levels: levels == .null ? nil : try levels.strings())
    }
    return try ModelData(variables)
  }

  static let levels = ["low", "middle", "high"]
  static let satisfaction = [
    "low", "middle", "low", "high", "middle", "high", "low", "middle", "high", "high", "low", "middle",
    "middle", "high", "low", "middle", "high", "low", "middle", "high",
  ]
  static let support = [
    1.0, 3, 2, 4, 2, 5, 2, 4, 3, 5, 3, 2, 3, 4, 1, 5, 2, 2, 4, 3,
  ]
  static let age = [
    25.0, 31, 47, 52, 38, 44, 29, 60, 35, 41, 58, 33, 27, 49, 36, 55, 30, 62, 45, 39,
  ]
  static let site = [
    "a", "b", "c", "a", "b", "c", "b", "a", "c", "b", "a", "c", "a", "b", "c", "b", "a", "a", "c", "b",
  ]

  static func design(_ rows: [Int] = Array(0..<20)) throws -> Design {
    try Design(columns: [("support", rows.map { support[$0] }), ("age", rows.map { age[$0] })])
  }

  static func data() throws -> ModelData {
    try ModelData([
      "satisfaction": .labels(satisfaction, levels: levels), "support": .numbers(support),
      "age": .numbers(age), "site": .labels(site),
    ])
  }
}

/// Binary logistic regression by plain Newton steps and Gauss elimination: slow and obvious.
struct NaiveLogistic {
  var coefficients: [Double]
  var covariance: [[Double]] = []
  var logLikelihood = 0.0

  /// The rows hold the values of the columns of each case, the one first.
  init(_ outcome: [Bool], _ rows: [[Double]], weights: [Double]? = nil) {
    let order = rows[0].count
    coefficients = [Double](repeating: 0, count: order)
    for _ in 0..<50 {
      var gradient = [Double](repeating: 0, count: order)
      var information = [[Double]](repeating: gradient, count: order)
      logLikelihood = 0
      for (index, row) in rows.enumerated() {
        let p = 1 / (1 + exp(-zip(coefficients, row).map(*).reduce(0, +)))
        let w = weights?[index] ?? 1
        logLikelihood += w * log(outcome[index] ? p : 1 - p)
        for i in 0..<order {
          gradient[i] += w * ((outcome[index] ? 1 : 0) - p) * row[i]
          for j in 0..<order { information[i][j] += w * p * (1 - p) * row[i] * row[j] }
        }
      }
      covariance = Self.inverse(information)
      for i in 0..<order { coefficients[i] += zip(covariance[i], gradient).map(*).reduce(0, +) }
    }
  }

  private static func inverse(_ matrix: [[Double]]) -> [[Double]] {
    let order = matrix.count
    var work = (0..<order).map { i in matrix[i] + (0..<order).map { $0 == i ? 1.0 : 0 } }
    for pivot in 0..<order {
      let best = (pivot..<order).max { work[$0][pivot].magnitude < work[$1][pivot].magnitude } ?? pivot
      work.swapAt(pivot, best)
      let value = work[pivot][pivot]
      work[pivot] = work[pivot].map { $0 / value }
      for other in 0..<order where other != pivot {
        let factor = work[other][pivot]
        work[other] = zip(work[other], work[pivot]).map { $0 - factor * $1 }
      }
    }
    return work.map { Array($0.suffix(order)) }
  }
}
