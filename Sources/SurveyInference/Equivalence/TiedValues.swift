/// Two groups in which values that lie no further apart than a tolerance are equal.
struct TiedValues {
  let first: [Double]
  let second: [Double]
  /// Neighbours that differ only by rounding, and were not tied.
  let nearTies: Int

  /// Each value joins its lower neighbour if it is within the tolerance of it.
  init(_ first: [Double], _ second: [Double], tolerance: Double) {
    let sorted = (first + second).sorted()
    let largest = sorted.reduce(0) { max($0, $1.magnitude) }
    var levels: [Double: Double] = [:]
    var near = 0
    var (level, previous) = (-Double.infinity, -Double.infinity)
    for value in sorted {
      if value - previous > tolerance {
        if value - previous < 1e-12 * largest { near += 1 }
        level = value
      }
      levels[value] = level
      previous = value
    }
    self.first = first.map { levels[$0] ?? $0 }
    self.second = second.map { levels[$0] ?? $0 }
    nearTies = near
  }
}
