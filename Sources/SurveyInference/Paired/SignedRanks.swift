/// The midranks of absolute differences and the signs that go with them.
struct SignedRanks {
  /// Twice the midranks of the differences that are not zero.
  let doubled: [Int]
  /// Twice the sum of the ranks of the positive differences.
  let positiveSum: Int
  /// Twice the sum of all ranks that count.
  let sum: Int
  let signs: SignedRankTest.Signs
  /// Neighbours that differ only by rounding, and were not tied.
  let nearTies: Int

  init(_ differences: [Double], _ zeros: SignedRankTest.ZeroRule, tolerance: Double) {
    let kept = zeros == .pratt ? differences : differences.filter { $0.magnitude > tolerance }
    let sizes = kept.map { $0.magnitude <= tolerance ? 0 : $0.magnitude }
    let sorted = sizes.sorted()
    let largest = sorted.last ?? 0
    // Each value joins the group of its lower neighbour if it is within the tolerance of it.
    var levels: [Double: Double] = [:]
    var (level, previous) = (0.0, 0.0)
    var near = 0
    for size in sorted {
      if size - previous > tolerance {
        if size - previous < 1e-12 * largest { near += 1 }
        level = size
      }
      levels[size] = level
      previous = size
    }
    let ranks = Midranks(sizes.map { levels[$0] ?? $0 }).doubled
    var (doubled, positiveSum, sum) = ([Int](), 0, 0)
    var (positive, negative) = (0, 0)
    for (index, size) in sizes.enumerated() where size > 0 {
      doubled.append(ranks[index])
      sum += ranks[index]
      if kept[index] > 0 {
        positiveSum += ranks[index]
        positive += 1
      } else {
        negative += 1
      }
    }
    self.doubled = doubled
    self.positiveSum = positiveSum
    self.sum = sum
    nearTies = near
    signs = SignedRankTest.Signs(
      positive: positive, negative: negative, zero: differences.count - positive - negative)
  }
}
