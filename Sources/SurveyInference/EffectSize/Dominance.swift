import SurveyProbability

/// How often a value of one group exceeds, equals or falls short of a value of the other, for each
/// value and in all; exact integers, found by sorting.
struct Dominance {
  /// For each value of the first group: how many of the second lie below it less how many lie above.
  let first: [Int]
  /// For each value of the second group: how many of the first lie above it less how many lie below.
  let second: [Int]
  /// The pairs in which the first value is greater.
  let greater: Int
  /// The pairs of equal values.
  let equal: Int
  /// All pairs.
  let pairs: Int

  /// Compares two groups that are not empty.
  init(_ first: [Double], over second: [Double]) {
    let (first, second) = (first.sorted(), second.sorted())
    let (below, upTo) = Self.counts(of: second, at: first)
    let (belowSecond, upToSecond) = Self.counts(of: first, at: second)
    self.first = zip(below, upTo).map { $0 - (second.count - $1) }
    self.second = zip(belowSecond, upToSecond).map { first.count - $1 - $0 }
    greater = below.reduce(0, +)
    equal = zip(below, upTo).reduce(0) { $0 + $1.1 - $1.0 }
    pairs = first.count * second.count
  }

  /// The pairs in which the first value is less.
  var less: Int { pairs - greater - equal }

  /// The proportion of greater pairs less the proportion of lesser ones: Cliff's delta.
  var delta: Double { Double(greater - less) / Double(pairs) }

  /// The proportion of pairs in which the first value is greater, ties counted half.
  var superiority: Double { Double(2 * greater + equal) / Double(2 * pairs) }

  /// Mann and Whitney's U of the first group: the greater pairs, ties counted half.
  var u: Double { Double(2 * greater + equal) / 2 }

  /// The sums of squared deviations, from delta, of the dominance of each value of the first and of
  /// the second group, each as a proportion of the other group.
  var deviations: (first: Double, second: Double) {
    func squares(_ counts: [Int], _ size: Int) -> Double {
      var sum = CompensatedSum()
      for count in counts {
        let deviation = Double(count) / Double(size) - delta
        sum.add(deviation * deviation)
      }
      return counts.allSatisfy { $0 == counts.first } ? 0 : sum.value
    }
    return (squares(first, second.count), squares(second, first.count))
  }

  /// How many of `values` lie below, and how many below or at, each of `points`; both sorted.
  private static func counts(of values: [Double], at points: [Double]) -> (below: [Int], upTo: [Int]) {
    var (below, upTo): ([Int], [Int]) = ([], [])
    var (low, high) = (0, 0)
    for point in points {
      while low < values.count, values[low] < point { low += 1 }
      while high < values.count, values[high] <= point { high += 1 }
      below.append(low)
      upTo.append(high)
    }
    return (below, upTo)
  }
}
