import Foundation

/// Times workloads and prints a line for each, in the form of the peers' scripts:
/// id, tool, milliseconds (median), check value, separated by tabs.
struct Harness {
  let folder: String
  let wanted: Set<String>
  private let clock = ContinuousClock()

  /// Whether a workload was asked for; all are where none is named.
  func wants(_ id: String) -> Bool { wanted.isEmpty || wanted.contains(id) }

  /// Runs a workload several times after a warm-up and prints its median.
  func bench(_ id: String, runs: Int = 7, _ work: () throws -> Double) rethrows {
    guard wants(id) else { return }
    var value = try work()
    var times: [Double] = []
    for _ in 0..<runs {
      let start = clock.now
      value = try work()
      times.append((clock.now - start) / .milliseconds(1))
    }
    let median = times.sorted()[runs / 2]
    print("\(id)\tswift-survey-statistics\t\(significant(median, 4))\t\(significant(value, 12))")
  }

  private func significant(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)g", value)
  }
}
