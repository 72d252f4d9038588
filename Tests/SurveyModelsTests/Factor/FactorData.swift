import SurveyModels
import SurveyProbability
import SurveyTestSupport

/// Data that the tests of factor analysis share.
enum FactorData {
  /// The columns of a reference's data, complete cases.
  static func columns(_ reference: Fixture.Case) throws -> [[Double]] {
    try reference.data().complete(reference.options["columns"].strings())
  }

  /// The items of a reference with keys, reversed where the key is negative.
  static func keyed(_ reference: Fixture.Case) throws -> [[Double]] {
    let options = reference.options
    let ends = try options["scale_min"].number() + options["scale_max"].number()
    let columns = try reference.data().complete(options["items"].strings())
    return zip(columns, try options["keys"].numbers()).map { column, key in
      key < 0 ? column.map { ends - $0 } : column
    }
  }

  /// Nine tests of 301 pupils (Holzinger & Swineford 1939).
  static func holzinger() throws -> [[Double]] {
    try Fixture.table("holzinger").complete((1...9).map { "x\($0)" })
  }

  /// The 25 items of five scales of personality, complete cases of 240 persons.
  static func personality() throws -> [[Double]] {
    try Fixture.table("bfi240").complete(
      ["A", "C", "E", "N", "O"].flatMap { scale in (1...5).map { "\(scale)\($0)" } })
  }

  /// Correlations that loadings, correlations of factors and uniquenesses imply, exactly.
  static func implied(_ loadings: [[Double]], factors: [[Double]]? = nil) -> [[Double]] {
    loadings.indices.map { row in
      loadings.indices.map { column in
        if row == column { return 1 }
        var sum = 0.0
        for (i, a) in loadings[row].enumerated() {
          for (j, b) in loadings[column].enumerated() { sum += a * b * (factors?[i][j] ?? (i == j ? 1 : 0)) }
        }
        return sum
      }
    }
  }

  /// Answers of one common factor with loadings and noise, from a fixed seed.
  static func simulated(cases: Int, loadings: [Double], seed: UInt64) -> [[Double]] {
    var stream = RandomStream(seed: seed)
    let common = (0..<cases).map { _ in stream.normal() }
    return loadings.map { loading in
      common.map { loading * $0 + (1 - loading * loading).squareRoot() * stream.normal() }
    }
  }
}
