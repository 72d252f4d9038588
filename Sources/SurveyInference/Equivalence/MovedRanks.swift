import SurveyProbability
import SurveyVocabulary

/// How many of the ordered differences of two groups lie outside each limit of their shift.
struct MovedRanks {
  let sizes: (first: Int, second: Int)
  let level: Double

  /// The largest number c with P(U ≤ c) below the level, from the distribution without ties.
  ///
  /// - Returns: `nil` if even 0 is too probable, or if the distribution is too large to be counted.
  func outside(_ method: MannWhitneyTest.Method) throws(InputError) -> Int? {
    let (n, m) = (Double(sizes.first), Double(sizes.second))
    if case .asymptotic(let corrects) = method {
      let z = try NormalDistribution.standard.quantile(upperTail: level)
      let deviation = (n * m * (n + m + 1) / 12).squareRoot()
      let last = (n * m / 2 - z * deviation - (corrects ? 0.5 : 0)).rounded(.down)
      // At most half of the number of differences.
      return last >= 0 ? Int(last) : nil
    }
    let drawn = min(sizes.first, sizes.second)
    let ranks = (0..<(sizes.first + sizes.second)).map { 2 * $0 + 2 }
    guard let distribution = SubsetSumDistribution(of: ranks, choosing: drawn) else { return nil }
    func isRare(_ count: Int) -> Bool { distribution.lowerTail(drawn * (drawn + 1) + 2 * count) < level }
    guard isRare(0) else { return nil }
    var (rare, common) = (0, sizes.first * sizes.second)
    while common - rare > 1 {
      let middle = rare + (common - rare) / 2
      if isRare(middle) { rare = middle } else { common = middle }
    }
    return rare
  }
}

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
