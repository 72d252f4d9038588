/// The root of an increasing function over the doubles, found from a guess.
enum QuantileSearch {
  /// The point of a range at which an increasing function passes zero; an end of the range where it
  /// does not.
  ///
  /// The search gallops from the guess in the order of the doubles, its step doubling, so that 20 steps
  /// reach any double; it bisects down to one binade, and Chandrupatla's method closes the bracket. Where
  /// that fails (a function that is infinite up to the root, say), bisection takes at most 52 steps more.
  static func root(
    in range: ClosedRange<Double>, near guess: Double, of excess: (Double) -> Double
  ) -> Double {
    let first = OrderedSearch.position(range.lowerBound)
    let last = OrderedSearch.position(range.upperBound)
    let start = guess.isNaN ? first : min(max(OrderedSearch.position(guess), first), last)
    let isAbove = excess(OrderedSearch.double(start)) >= 0
    var (inner, outer) = (start, start)
    // A step of 2^48 is a sixteenth of a binade.
    var step: Int64 = 1 << 48
    while true {
      let edge = isAbove ? first : last
      // The distance to the edge as an unsigned number cannot overflow.
      let room = UInt64(bitPattern: isAbove ? outer &- edge : edge &- outer)
      inner = outer
      if room == 0 { return OrderedSearch.double(edge) }
      if room <= UInt64(step) { outer = edge } else { outer = isAbove ? outer - step : outer + step }
      let value = excess(OrderedSearch.double(outer))
      if isAbove ? value < 0 : value >= 0 { break }
      step = step > 1 << 60 ? step : step * 2
    }
    var (low, high) = (min(inner, outer), max(inner, outer))
    // Between doubles that are far apart in their order a mean of values is no good middle.
    while UInt64(bitPattern: high &- low) > 1 << 52 {
      let middle = (low >> 1) + (high >> 1)
      if excess(OrderedSearch.double(middle)) >= 0 { high = middle } else { low = middle }
    }
    let bracket = OrderedSearch.double(low)...OrderedSearch.double(high)
    if let root = try? RootFinding.solve(in: bracket, iterations: 120, excess) { return root }
    return OrderedSearch.first(in: bracket) { excess($0) >= 0 }
  }

  /// The first whole number of a range at which a monotone condition holds, the upper end if it holds
  /// nowhere below; found by galloping from a guess.
  static func first(in range: ClosedRange<Int>, near guess: Double, where condition: (Int) -> Bool) -> Int {
    let inside = guess > Double(range.lowerBound) ? min(guess, 0x1p62) : Double(range.lowerBound)
    let start = min(
      max(Int(exactly: inside.rounded()) ?? range.lowerBound, range.lowerBound), range.upperBound)
    var (low, high) = (range.lowerBound, range.upperBound)
    var step = 1
    if condition(start) {
      high = start
      while high > low {
        let (next, overflow) = high.subtractingReportingOverflow(step)
        guard !overflow, next > low else { break }
        guard condition(next) else {
          low = next + 1
          break
        }
        high = next
        step = step > Int.max / 4 ? step : step * 2
      }
    } else {
      low = start
      while low < high {
        let (next, overflow) = low.addingReportingOverflow(step)
        guard !overflow, next < high else { break }
        if condition(next) {
          high = next
          break
        }
        low = next
        step = step > Int.max / 4 ? step : step * 2
      }
    }
    return OrderedSearch.first(in: low...high, where: condition)
  }
}

extension OrderedSearch {
  /// The place of a double in the order of all doubles.
  static func position(_ x: Double) -> Int64 {
    let bits = Int64(bitPattern: x.bitPattern)
    return bits >= 0 ? bits : Int64.min &- bits
  }

  /// The double at a place.
  static func double(_ position: Int64) -> Double {
    Double(bitPattern: UInt64(bitPattern: position >= 0 ? position : Int64.min &- position))
  }
}
