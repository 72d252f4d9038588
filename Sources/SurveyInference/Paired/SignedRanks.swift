/// The midranks of absolute differences and the signs that go with them.
struct SignedRanks {
  /// Twice the midranks of the differences that are not zero, with their signs.
  let signed: [Int]
  /// Half of twice the ranks of zeros that each sign gets; 0 unless they are split.
  let zeroHalf: Int
  /// Twice the midranks of the differences that are not zero.
  var doubled: [Int] { signed.map { Int($0.magnitude) } }
  /// Twice the sum of the ranks of the positive differences.
  let positiveSum: Int
  /// Twice the sum of all ranks of differences that are not zero.
  let sum: Int
  let signs: SignedRankTest.Signs
  /// Neighbours that differ only by rounding, and were not tied.
  let nearTies: Int

  init(_ differences: [Double], _ zeros: SignedRankTest.ZeroRule, tolerance: Double) {
    let kept = zeros == .wilcoxon ? differences.filter { $0.magnitude > tolerance } : differences
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
    var (signed, positiveSum, sum) = ([Int](), 0, 0)
    var (positive, negative) = (0, 0)
    for (index, size) in sizes.enumerated() where size > 0 {
      signed.append(kept[index] > 0 ? ranks[index] : -ranks[index])
      sum += ranks[index]
      if kept[index] > 0 {
        positiveSum += ranks[index]
        positive += 1
      } else {
        negative += 1
      }
    }
    self.signed = signed
    // z zeros have the doubled midrank z + 1 each.
    let zeroCount = kept.count - signed.count
    zeroHalf = zeros == .split ? zeroCount * (zeroCount + 1) / 2 : 0
    self.positiveSum = positiveSum
    self.sum = sum
    nearTies = near
    signs = SignedRankTest.Signs(
      positive: positive, negative: negative, zero: differences.count - positive - negative)
  }
}
