/// How many pairs of cases two variables put in the same order, and how many in the opposite one.
struct ConcordantPairs {
  /// Concordant less discordant pairs.
  let difference: Int
  /// Pairs in the same order.
  let concordant: Int
  /// Pairs in the opposite order.
  let discordant: Int

  /// Counts by sorting (Knight 1966, doi:10.1080/01621459.1966.10480879): the swaps that order the second
  /// variable after the cases are ordered by the first. Ranks are doubled midranks.
  init(_ first: [Int], _ second: [Int]) {
    let order = first.indices.sorted { (first[$0], second[$0]) < (first[$1], second[$1]) }
    var values = order.map { second[$0] }
    let swaps = Self.sort(&values)
    let pairs = { (sizes: [Int]) in sizes.reduce(0) { $0 + $1 * ($1 - 1) / 2 } }
    let tiedFirst = pairs(Self.sizes(first))
    let tiedSecond = pairs(Self.sizes(second))
    var both: [Int] = []
    for (place, index) in order.enumerated() {
      let previous = place > 0 ? order[place - 1] : index
      let isTied = place > 0 && first[index] == first[previous] && second[index] == second[previous]
      if isTied { both[both.count - 1] += 1 } else { both.append(1) }
    }
    let all = first.count * (first.count - 1) / 2
    discordant = swaps
    concordant = all - tiedFirst - tiedSecond + pairs(both) - swaps
    difference = concordant - discordant
  }

  /// The sizes of the groups of equal ranks.
  static func sizes(_ ranks: [Int]) -> [Int] {
    var counts: [Int: Int] = [:]
    for rank in ranks { counts[rank, default: 0] += 1 }
    return counts.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Sorts by merging, from runs of one up, and counts the strict inversions.
  private static func sort(_ values: inout [Int]) -> Int {
    var inversions = 0
    var width = 1
    while width < values.count {
      var merged: [Int] = []
      merged.reserveCapacity(values.count)
      var start = 0
      while start < values.count {
        let middle = min(start + width, values.count)
        let end = min(middle + width, values.count)
        var (left, right) = (start, middle)
        while left < middle || right < end {
          if right >= end || (left < middle && values[left] <= values[right]) {
            merged.append(values[left])
            left += 1
          } else {
            inversions += middle - left
            merged.append(values[right])
            right += 1
          }
        }
        start = end
      }
      values = merged
      width *= 2
    }
    return inversions
  }
}
