import SurveyProbability
import SurveyVocabulary

/// The largest probability, over the proportion that two groups share, of a set of tables with given group
/// sizes.
///
/// The proportion π is sought on the scale of the angle arcsin √π, where a binomial probability is about as
/// wide everywhere: no peak can hide between points that are a thirtieth of that width apart. The highest
/// peaks are then narrowed down by golden sections to the digits of the probability itself.
struct UnconditionalTables {
  /// The most tables.
  static let mostTables = 250_000

  let first: Int
  let second: Int
  private let logFactorials: [Double]

  /// - Throws: `InputError` if there are too many tables.
  init(_ table: TwoByTwo) throws(InputError) {
    (first, second) = (table.first, table.second)
    guard first < Self.mostTables, second < Self.mostTables, (first + 1) * (second + 1) <= Self.mostTables
    else {
      throw .infeasible(
        "table", "there are more than 250,000 tables of groups of \(first) and \(second)",
        remedy: "use FisherExactTest or TwoProportionsTest")
    }
    logFactorials = ConditionalTables.logFactorials(upTo: first + second)
  }

  /// The largest probability of the tables with x and y events for which `holds` is true, and the proportion
  /// at which it is reached.
  func largest(_ holds: (_ x: Int, _ y: Int) -> Bool) -> (probability: Double, proportion: Double) {
    // For each x the runs of y.
    let runs = (0...first).map { x -> [Range<Int>] in
      var found: [Range<Int>] = []
      var start: Int?
      for y in 0...second {
        if holds(x, y) {
          if start == nil { start = y }
        } else if let from = start {
          found.append(from..<y)
          start = nil
        }
      }
      if let from = start { found.append(from..<second + 1) }
      return found
    }
    func probability(_ angle: Double) -> Double {
      let sine = libmSin(angle)
      let cosine = libmSin(Double.pi / 2 - angle)
      let one = masses(first, 2 * libmLog(sine), 2 * libmLog(cosine))
      var sums = [0.0]
      for mass in masses(second, 2 * libmLog(sine), 2 * libmLog(cosine)) {
        sums.append(sums[sums.count - 1] + mass)
      }
      var total = 0.0
      for (x, mass) in one.enumerated() {
        for run in runs[x] { total += mass * (sums[run.upperBound] - sums[run.lowerBound]) }
      }
      return min(total, 1)
    }
    let steps = max(120, Int(48 * Double(first + second).squareRoot()))
    let width = Double.pi / 2 / Double(steps)
    let values = (0...steps).map { probability(Double($0) * width) }
    let highest = values.max() ?? 0
    var best = (probability: 0.0, proportion: 0.0)
    for place in values.indices where values[place] >= highest * 0.98 {
      let isPeak =
        (place == 0 || values[place - 1] <= values[place])
        && (place == steps || values[place + 1] <= values[place])
      guard isPeak else { continue }
      let low = Double(max(place - 1, 0)) * width
      let high = Double(min(place + 1, steps)) * width
      let peak = Self.peak(low, high, probability)
      let own = (value: values[place], angle: Double(place) * width)
      let (value, angle) = peak.value > own.value ? peak : own
      let sine = libmSin(angle)
      if value > best.probability { best = (value, sine * sine) }
    }
    return best
  }

  /// The highest point of a function with one peak, by golden sections.
  private static func peak(
    _ low: Double, _ high: Double, _ function: (Double) -> Double
  ) -> (value: Double, angle: Double) {
    let share = 0.618_033_988_749_894_8
    var (a, b) = (low, high)
    var (x, y) = (b - share * (b - a), a + share * (b - a))
    var (fx, fy) = (function(x), function(y))
    for _ in 0..<36 {
      if fx >= fy {
        (b, y, fy) = (y, x, fx)
        x = b - share * (b - a)
        fx = function(x)
      } else {
        (a, x, fx) = (x, y, fy)
        y = a + share * (b - a)
        fy = function(y)
      }
    }
    return fx >= fy ? (fx, x) : (fy, y)
  }

  /// The binomial probabilities of 0 to `size`.
  private func masses(_ size: Int, _ logShare: Double, _ logRest: Double) -> [Double] {
    (0...size).map { count in
      let ways = logFactorials[size] - logFactorials[count] - logFactorials[size - count]
      let power = count == 0 ? 0 : Double(count) * logShare
      return libmExp(ways + power + (count == size ? 0 : Double(size - count) * logRest))
    }
  }

  /// Fisher's probabilities of all tables: lower tail, upper tail, minimum likelihood; by x and y.
  func fisher() -> [[TailProbabilities]] {
    let none = TailProbabilities(lower: 1, upper: 1, twoSided: 1, definition: "")
    var all = Array(repeating: [TailProbabilities](repeating: none, count: second + 1), count: first + 1)
    let logs = logFactorials
    for events in 0...(first + second) {
      let support = max(0, events - second)...min(first, events)
      let masses = support.map { x in
        libmExp(
          logs[first] - logs[x] - logs[first - x] + logs[second] - logs[events - x]
            - logs[second - events + x] - logs[first + second] + logs[events] + logs[first + second - events])
      }
      var (lower, upper) = ([Double](), [Double]())
      var sum = 0.0
      for mass in masses {
        sum += mass
        lower.append(sum)
      }
      sum = 0
      for mass in masses.reversed() {
        sum += mass
        upper.append(sum)
      }
      let sorted = masses.sorted()
      var sums = [0.0]
      for mass in sorted { sums.append(sums[sums.count - 1] + mass) }
      for (place, x) in support.enumerated() {
        let limit = masses[place] * (1 + TwoSidedDefinition.tie)
        var (low, high) = (0, sorted.count)
        while low < high {
          let middle = (low + high) / 2
          if sorted[middle] <= limit { low = middle + 1 } else { high = middle }
        }
        all[x][events - x] = TailProbabilities(
          lower: min(1, lower[place]), upper: min(1, upper[masses.count - 1 - place]),
          twoSided: min(1, sums[low]),
          definition: "")
      }
    }
    return all
  }
}
