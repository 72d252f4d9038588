import SurveyModels
import SurveyProbability

/// A small data set for laws: the outcome of twelve cases by motivation and age, the last an outlier.
enum RobustData {
  static let outcome = [2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 9.5]
  static let motivation = [1.0, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]
  static let age = [25.0, 31, 47, 52, 38, 44, 29, 60, 35, 41, 58, 33]

  static func design() throws -> Design {
    try Design(columns: [("motivation", motivation), ("age", age)])
  }

  /// The outcome of cases without error, moved by draws of the normal distribution.
  static func sample(_ n: Int, seed: UInt64) -> (x: [Double], z: [Double], y: [Double]) {
    var stream = RandomStream(seed: seed)
    let x = (0..<n).map { _ in stream.normal() }
    let z = (0..<n).map { _ in stream.normal() }
    let y = zip(x, z).map { 1 + 2 * $0 - $1 + stream.normal() }
    return (x, z, y)
  }
}
