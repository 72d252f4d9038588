import Foundation
import SurveyProbability

/// Runs a simulation in sixteen parts with random streams of their own, so that the counts do not depend
/// on the number of processors.
///
/// - Parameters:
///   - runs: The number of samples, or of sets of samples.
///   - seed: The seed of the random numbers.
///   - outcomes: What happened in one run: for every line of a table whether the test rejected or the
///     interval covered, `nil` where the method refused the sample.
/// - Returns: The counts of every line.
func simulate(
  runs: Int, seed: UInt64, _ outcomes: @escaping @Sendable (inout RandomStream, UInt64) -> [Bool?]
) async -> [Rate] {
  let parts = 16
  return await withTaskGroup(of: (part: Int, rates: [Rate]).self) { group in
    for part in 0..<parts {
      group.addTask {
        var stream = RandomStream(seed: seed, stream: UInt64(part))
        var rates: [Rate] = []
        for run in 0..<(runs / parts + (part < runs % parts ? 1 : 0)) {
          let found = outcomes(&stream, UInt64(run * parts + part))
          if rates.isEmpty { rates = found.map { _ in Rate() } }
          for (index, outcome) in found.enumerated() { rates[index].count(outcome) }
        }
        return (part, rates)
      }
    }
    var all: [Rate] = []
    for await (_, rates) in group where !rates.isEmpty {
      all = all.isEmpty ? rates : zip(all, rates).map { $0 + $1 }
    }
    return all
  }
}

/// What the suite is asked to do.
enum Validity {
  /// The full number of runs where the slow suite was asked for.
  static let isAskedFor = ProcessInfo.processInfo.environment["SURVEY_VALIDITY"] != nil
  /// Whether the tables of the page are written anew.
  static let writes = ProcessInfo.processInfo.environment["SURVEY_VALIDITY"] == "write"
  static let runs = 10_000
  static let level = 0.05
}
