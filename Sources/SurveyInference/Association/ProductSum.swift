import SurveyVocabulary

/// The sum of products of two variables, whose order of one against the other decides a correlation.
///
/// The values are taken from their mean, so that the mean over all orders is zero.
struct ProductSum {
  let first: [Double]
  let second: [Double]
  /// The sum in the order given.
  let observed: Double
  private let slack: Double

  /// Finite values that vary, in units of a power of two near the largest deviation; sums closer than 10⁻¹² of
  /// the largest possible one count as equal.
  init(_ first: [Double], _ second: [Double]) {
    self.first = Self.centered(first)
    self.second = Self.centered(second)
    observed = zip(self.first, self.second).reduce(0) { $0 + $1.0 * $1.1 }
    let sizes = { (values: [Double]) in values.map(\.magnitude).sorted() }
    slack = 1e-12 * zip(sizes(self.first), sizes(self.second)).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Doubled ranks: their distances from the mean are whole numbers, whose sums are exact.
  init(ranks first: [Int], _ second: [Int]) {
    let middle = Double(first.count + 1)
    self.first = first.map { Double($0) - middle }
    self.second = second.map { Double($0) - middle }
    observed = zip(self.first, self.second).reduce(0) { $0 + $1.0 * $1.1 }
    slack = 0
  }

  func isLow(_ sum: Double) -> Bool { sum <= observed + slack }
  func isHigh(_ sum: Double) -> Bool { sum >= observed - slack }
  func isFar(_ sum: Double) -> Bool { sum.magnitude >= observed.magnitude - slack }

  private static func centered(_ values: [Double]) -> [Double] {
    let count = Double(values.count)
    let center = values.reduce(0) { $0 + $1 / count }
    let largest = values.reduce(0) { max($0, ($1 - center).magnitude) }
    let unit =
      largest > 0 ? Double(sign: .plus, exponent: min(max(largest.exponent, -1000), 1000), significand: 1) : 1
    let scaled = values.map { ($0 - center) / unit }
    let rest = scaled.reduce(0, +) / count
    return scaled.map { $0 - rest }
  }
}

extension ProductSum {
  /// The most pairs whose orders are enumerated.
  static let mostEnumerated = 12

  /// Counts all orders by halves: whatever values the first half of one variable takes, each of its sums goes
  /// with each of the rest's, so that sorting replaces the product of their numbers.
  ///
  /// - Throws: `InputError` if there are too many pairs.
  func enumerated() throws(InputError) -> GroupDivisions.Counts {
    let count = first.count
    guard count <= Self.mostEnumerated else {
      throw .infeasible(
        "pairs", "the orders of \(count) pairs are too many to enumerate",
        remedy: "ask for `.monteCarlo(permutations:seed:)` or `.studentT`")
    }
    let half = count / 2
    var counts = GroupDivisions.Counts()
    for chosen in 0..<(1 << count) where chosen.nonzeroBitCount == half {
      let taken = second.indices.filter { chosen & (1 << $0) != 0 }.map { second[$0] }
      let left = second.indices.filter { chosen & (1 << $0) == 0 }.map { second[$0] }
      let one = Self.sums(Array(first[..<half]), taken).sorted()
      let other = Self.sums(Array(first[half...]), left).sorted()
      counts.all += one.count * other.count
      counts.lower += Self.pairs(one, other) { isLow($0) }
      counts.upper += one.count * other.count - Self.pairs(one, other) { !isHigh($0) }
      // Far from zero on either side; where zero itself is far enough, everything is.
      let isEverywhere = isFar(0)
      let below = Self.pairs(one, other) { $0 < 0 && isFar($0) }
      let above = one.count * other.count - Self.pairs(one, other) { !($0 > 0 && isFar($0)) }
      counts.far += isEverywhere ? one.count * other.count : below + above
    }
    return counts
  }

  /// The sums of products over all orders of the second values.
  private static func sums(_ first: [Double], _ second: [Double]) -> [Double] {
    guard let value = first.last else { return [0] }
    let rest = Array(first.dropLast())
    return second.indices.flatMap { place -> [Double] in
      var others = second
      others.remove(at: place)
      return sums(rest, others).map { $0 + value * second[place] }
    }
  }

  /// How many sums of one sorted value and one of the other meet a condition that smaller sums meet first.
  private static func pairs(_ one: [Double], _ other: [Double], where holds: (Double) -> Bool) -> Int {
    var (place, count) = (other.count, 0)
    for value in one {
      while place > 0, !holds(value + other[place - 1]) { place -= 1 }
      count += place
    }
    return count
  }
}

extension TestStatistic {
  /// How the two-sided probability of a counted or sampled distribution is defined, for the report.
  var twoSidedOption: [Report.Fact] {
    switch reference {
    case .exact(let tails), .monteCarlo(let tails, _, _):
      [Report.Fact("two-sided p", .text(tails.definition))]
    default: []
    }
  }
}
