import SurveyModels
import SurveyProbability
import SurveyTestSupport

extension Fixture.Case {
  /// The items of the case, complete cases only, those with the key -1 reversed.
  func keyedItems() throws -> [[Double]] {
    let ends = try options["scale_min"].number() + options["scale_max"].number()
    let columns = try data().complete(options["items"].strings())
    return zip(columns, try options["keys"].numbers()).map { column, key in
      key < 0 ? column.map { ends - $0 } : column
    }
  }
}

/// Items for tests.
enum Answers {
  /// Four items of twelve persons that one factor describes.
  static let four: [[Double]] = [
    [2, 4, 3, 3, 4, 1, 4, 5, 4, 4, 3, 1], [2, 4, 3, 3, 4, 3, 4, 3, 5, 4, 3, 1],
    [2, 5, 3, 1, 4, 2, 2, 3, 3, 3, 2, 1], [2, 3, 2, 2, 5, 2, 4, 3, 4, 4, 3, 1],
  ]
  /// Five normal items of sixty persons.
  static let five = normal([0.6, 0.9, 1.2, 0.7, 1], cases: 60, seed: 8)
  /// Four normal items of eighty persons, cut into four steps.
  static let steps = normal([0.8, 1, 1.2, 0.9], cases: 80, seed: 21).map { item in
    item.map { min(max(($0 * 0.8 + 2.5).rounded(), 1), 4) }
  }
  static let names = ["trust1", "trust2", "trust3", "trust4"]

  /// Normal items with given loadings on one factor and unit error variances.
  static func normal(_ loadings: [Double], cases: Int, seed: UInt64) -> [[Double]] {
    var stream = RandomStream(seed: seed)
    var items = [[Double]](repeating: [], count: loadings.count)
    for _ in 0..<cases {
      let factor = stream.normal()
      for (index, loading) in loadings.enumerated() {
        items[index].append(loading * factor + stream.normal())
      }
    }
    return items
  }

  /// Covariances as a subject of methods.
  static func covariances(_ matrix: [[Double]], count: Int = 200) throws -> ItemCovariances {
    try ItemCovariances(matrix: matrix, count: count)
  }

  /// Correlations that only a negative error variance of the first item reproduces.
  static let heywood: [[Double]] = [[1, 0.8, 0.8], [0.8, 1, 0.5], [0.8, 0.5, 1]]

  /// Covariances of a congeneric model: loadings 1, 0.5, 2, 0.8 and error variances 0.5, 1, 2, 0.3.
  static var congeneric: [[Double]] {
    let (loadings, errors) = ([1, 0.5, 2, 0.8], [0.5, 1, 2, 0.3])
    return (0..<4).map { row in
      (0..<4).map { loadings[row] * loadings[$0] + (row == $0 ? errors[row] : 0) }
    }
  }
}
