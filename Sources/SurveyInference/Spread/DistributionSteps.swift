import SurveyProbability
import SurveyVocabulary

/// The empirical distribution functions of two groups, step by step, and the null distribution of their
/// distance given the ties.
///
/// Distances are whole numbers: after i values of the first group and j of the second the difference of the
/// functions is (i·m - j·n)/(n·m), with n and m the sizes of the groups.
struct DistributionSteps {
  /// The most steps that are counted: the smaller group's size times that of both.
  static let mostWork = 400_000_000.0

  /// Where the difference of the functions is largest, and where smallest, with i·m - j·n.
  let most: (difference: Int, place: Double)
  let least: (difference: Int, place: Double)
  private let n: Int
  private let m: Int
  /// The number of pooled values up to the end of each run of equal ones.
  private let ends: [Int]

  /// - Throws: `InputError` where products of the sizes exceed the range of `Int`.
  init(_ first: [Double], _ second: [Double]) throws(InputError) {
    guard max(first.count, second.count) < 1 << 30 else {
      throw .infeasible("group and baseline", "there are more than 2^30 values", remedy: "use a part of them")
    }
    let (x, y) = (first.sorted(), second.sorted())
    var (i, j) = (0, 0)
    var ends: [Int] = []
    var (most, least) = ((difference: 0, place: 0.0), (difference: 0, place: 0.0))
    while i < x.count || j < y.count {
      let value = i == x.count ? y[j] : j == y.count ? x[i] : min(x[i], y[j])
      while i < x.count, x[i] == value { i += 1 }
      while j < y.count, y[j] == value { j += 1 }
      let difference = i * y.count - j * x.count
      if difference > most.difference { most = (difference, value) }
      if difference < least.difference { least = (difference, value) }
      ends.append(i + j)
    }
    (self.most, self.least, self.ends) = (most, least, ends)
    (n, m) = (x.count, y.count)
  }

  /// The size of an extreme difference as a distance of the functions.
  func distance(_ extreme: (difference: Int, place: Double)) -> KolmogorovSmirnovTest.Distance {
    KolmogorovSmirnovTest.Distance(
      value: Double(extreme.difference.magnitude) / Double(n * m),
      place: extreme.difference == 0 ? nil : extreme.place)
  }

  /// The tails of the statistic of a side over all divisions of the pooled values.
  ///
  /// - Throws: `InputError` where there are too many steps to count.
  func tails(_ side: KolmogorovSmirnovTest.Side) throws(InputError) -> TailProbabilities {
    guard Double(n + m) * Double(min(n, m)) <= Self.mostWork else {
      throw .infeasible(
        "method", "the exact distribution of \(n) against \(m) values is too large",
        remedy: "use .asymptotic")
    }
    let (above, below) = (most.difference, -least.difference)
    let upper: Double
    let lower: Double
    switch side {
    case .twoSided:
      let size = max(above, below)
      upper = walk { max($0, -$0) >= size }.reaching
      lower = walk { max($0, -$0) > size }.staying
    case .firstAbove:
      upper = walk { $0 >= above }.reaching
      lower = walk { $0 > above }.staying
    case .secondAbove:
      upper = walk { -$0 >= below }.reaching
      lower = walk { -$0 > below }.staying
    }
    return TailProbabilities(
      lower: min(1, lower), upper: min(1, upper), twoSided: min(1, upper), definition: "upper tail")
  }

  /// The probabilities that the difference i·m - j·n is, and is never, `far` at the end of a run of equal
  /// values, over all divisions of the pooled values.
  ///
  /// The values are dealt one by one, and what has been far is taken out and summed: every term is positive,
  /// so that small probabilities keep their digits.
  private func walk(_ far: (Int) -> Bool) -> (reaching: Double, staying: Double) {
    // The place in the array is the number of values dealt to the smaller group.
    let swaps = n > m
    let (short, long) = swaps ? (m, n) : (n, m)
    let all = n + m
    var near = [Double](repeating: 0, count: short + 1)
    near[0] = 1
    var reaching = 0.0
    var dealt = 0
    for end in ends {
      while dealt < end {
        let left = Double(all - dealt)
        dealt += 1
        let (from, to) = (max(0, dealt - long), min(short, dealt))
        for i in stride(from: to, through: from, by: -1) {
          // Before this value, i or i - 1 of the values dealt were the smaller group's.
          let stays = Double(long - (dealt - 1 - i)) / left
          let gains = i > 0 ? near[i - 1] * (Double(short - i + 1) / left) : 0
          near[i] = (i < dealt ? near[i] * stays : 0) + gains
        }
        if from > 0 { near[from - 1] = 0 }
      }
      for i in max(0, end - long)...min(short, end) where near[i] > 0 {
        let difference = i * long - (end - i) * short
        if far(swaps ? -difference : difference) {
          reaching += near[i]
          near[i] = 0
        }
      }
    }
    return (reaching, near[short])
  }
}
