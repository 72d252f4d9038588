/// What the replications of a simulation came to.
struct SimulationTally: Sendable {
  private(set) var rejections = 0
  private(set) var completed = 0
  private var reasons: [String: Int] = [:]
  private var further = 0

  /// The most reasons that are named; more of them would be as many lines of print.
  private static let mostReasons = 10

  mutating func count(isRejection: Bool) {
    completed += 1
    if isRejection { rejections += 1 }
  }

  mutating func fail(_ reason: String, times: Int = 1) {
    if reasons[reason] == nil, reasons.count == Self.mostReasons {
      further += times
    } else {
      reasons[reason, default: 0] += times
    }
  }

  mutating func add(_ other: SimulationTally) {
    rejections += other.rejections
    completed += other.completed
    // In a fixed order, so that the same reasons are named every time.
    for (reason, count) in other.reasons.sorted(by: { $0.key < $1.key }) { fail(reason, times: count) }
    further += other.further
  }

  /// The reasons, the most frequent first.
  var failures: [SimulatedPower.Failure] {
    let named = reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { SimulatedPower.Failure(reason: $0.key, count: $0.value) }
    return further > 0 ? named + [SimulatedPower.Failure(reason: "other reasons", count: further)] : named
  }
}
