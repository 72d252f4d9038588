/// Bisection over the doubles in their order: at most 64 steps from one end of the range to the other.
enum OrderedSearch {
  /// The smallest double in a range for which a monotone condition holds; the upper end if it holds
  /// nowhere below.
  static func first(in range: ClosedRange<Double>, where condition: (Double) -> Bool) -> Double {
    var low = key(range.lowerBound)
    var high = key(range.upperBound)
    while low < high {
      let middle = mean(low, high)
      if condition(number(middle)) { high = middle } else { low = middle + 1 }
    }
    return number(high)
  }

  /// The smallest number of a range from 0 on for which a monotone condition holds; the upper end if it
  /// holds nowhere below.
  static func first(in range: ClosedRange<Int>, where condition: (Int) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      if condition(middle) { high = middle } else { low = middle + 1 }
    }
    return high
  }

  /// The double in the middle of the doubles between two: near their geometric mean where both are
  /// positive.
  static func middle(_ low: Double, _ high: Double) -> Double { number(mean(key(low), key(high))) }

  /// Whether no double lies between two.
  static func areNeighbours(_ low: Double, _ high: Double) -> Bool { key(high) - 1 <= key(low) }

  /// The mean rounded down, without overflow.
  private static func mean(_ low: Int64, _ high: Int64) -> Int64 {
    (low >> 1) + (high >> 1) + (low & high & 1)
  }

  /// A whole number that is ordered as the doubles are.
  private static func key(_ x: Double) -> Int64 {
    let bits = Int64(bitPattern: x.bitPattern)
    return bits >= 0 ? bits : Int64.min &- bits
  }

  private static func number(_ key: Int64) -> Double {
    Double(bitPattern: UInt64(bitPattern: key >= 0 ? key : Int64.min &- key))
  }
}
