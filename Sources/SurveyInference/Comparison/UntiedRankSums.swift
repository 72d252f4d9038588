import SurveyProbability

/// How often U takes each value up to its mean where nothing is tied, for the limits of a shift.
///
/// The counts are the coefficients of a Gaussian binomial: the product of (1 - x^(m + i))/(1 - x^i) over
/// the smaller group. A count depends on smaller ones only, which keeps the digits of a tail.
struct UntiedRankSums {
  /// The most additions that are made.
  static let mostWork = 100_000_000.0

  private let counts: [Double]
  private let pairs: Int
  private let total: Double

  /// Counts for two sizes of at least 1; `nil` where the work is too much.
  init?(_ first: Int, _ second: Int) {
    let (small, large) = (min(first, second), max(first, second))
    let (pairs, overflow) = first.multipliedReportingOverflow(by: second)
    guard !overflow, Double(small) * Double(pairs) <= Self.mostWork else { return nil }
    let half = pairs / 2
    // Divisions outgrow the range of `Double` at sizes that are still counted: a small start keeps them in.
    var counts = [Double](repeating: 0, count: half + 1)
    counts[0] = Double(sign: .plus, exponent: -600, significand: 1)
    counts.withUnsafeMutableBufferPointer { cells in
      for step in 1...small {
        var place = half
        while place >= large + step {
          cells[place] -= cells[place - large - step]
          place -= 1
        }
        place = step
        while place <= half {
          cells[place] += cells[place - step]
          place += 1
        }
      }
    }
    // The distribution is symmetric; an even number of pairs has a value in the middle.
    let below = counts.prefix(pairs - half).reduce(0, +)
    total = 2 * below + (pairs.isMultiple(of: 2) ? counts[half] : 0)
    self.counts = counts
    self.pairs = pairs
  }

  /// The largest number of values of U, counted from 0, that together have at most the probability `tail`:
  /// below one half.
  func values(within tail: Double) -> Int {
    // A level is rarely exact in binary: 1 - .9 is a little less than .1.
    let limit = tail * total * (1 + 1e-12)
    return values { $0 <= limit }
  }

  /// The same with less than the probability `tail`.
  func values(below tail: Double) -> Int { values { $0 / total < tail } }

  /// The number of values of U whose counts add up to a rare sum.
  private func values(_ isRare: (_ sum: Double) -> Bool) -> Int {
    var (sum, number) = (0.0, 0)
    for count in counts {
      sum += count
      guard isRare(sum) else { break }
      number += 1
    }
    return min(number, (pairs + 1) / 2)
  }
}
