/// The order statistics of all differences between a value of one group and a value of another,
/// without forming the differences.
struct PairwiseDifferences {
  private let first: [Double]
  private let second: [Double]

  init(_ first: [Double], minus second: [Double]) {
    self.first = first.sorted()
    self.second = second.sorted()
  }

  /// The sizes of the groups.
  var sizes: (Int, Int) { (first.count, second.count) }

  /// The number of differences.
  var count: Int { first.count * second.count }

  /// The median of the differences (Hodges & Lehmann 1963); for an even number of them the mean of the
  /// two in the middle. The groups are not empty.
  var median: Double {
    let upper = orderStatistic(count / 2)
    guard count % 2 == 0 else { return upper }
    let lower = orderStatistic(count / 2 - 1)
    return lower + (upper - lower) / 2
  }

  /// The difference with `rank` differences before it in ascending order.
  ///
  /// Rounded differences rise with the first value and fall with the second, so that a walk along both
  /// sorted groups counts those up to a limit. The limit is found by halving the integers that order
  /// `Double`: at most 64 walks.
  func orderStatistic(_ rank: Int) -> Double {
    guard let low = first.first, let high = first.last, let least = second.first, let most = second.last
    else { return 0 }
    var (lower, upper) = (orderedBits(low - most), orderedBits(high - least))
    while lower < upper {
      // The mean rounded down, without overflow.
      let middle = (lower & upper) + ((lower ^ upper) >> 1)
      if count(upTo: valueOf(orderedBits: middle)) > rank { upper = middle } else { lower = middle + 1 }
    }
    return valueOf(orderedBits: lower)
  }

  private func count(upTo limit: Double) -> Int {
    var total = 0
    var position = 0
    for value in second {
      while position < first.count, first[position] - value <= limit { position += 1 }
      total += position
    }
    return total
  }

  /// Integers in the order of the numbers; zeros of both signs are neighbours.
  private func orderedBits(_ value: Double) -> Int64 {
    let bits = Int64(bitPattern: value.bitPattern)
    return bits >= 0 ? bits : Int64.min - bits - 1
  }

  private func valueOf(orderedBits bits: Int64) -> Double {
    let value = Double(bitPattern: UInt64(bitPattern: bits >= 0 ? bits : Int64.min - bits - 1))
    return value == 0 ? 0 : value
  }
}
