import SurveyProbability
import SurveyVocabulary

/// All tables of counts with given margins, and the exact distribution of a statistic that is a sum over
/// the cells.
///
/// The columns are filled one after another. What is left of the row totals is the state; the values that
/// lead to a state are kept with their probabilities, equal ones as one. The first half of the columns is
/// followed forwards and the second half backwards from each state that the first half reaches, so that
/// only the values of halves are listed, never those of whole tables.
///
/// Reference: the idea of states is that of Mehta & Patel (1983), doi:10.1080/01621459.1983.10477989.
struct ConditionalTables {
  /// The most steps, each the extension of one value by one column.
  static let mostSteps = 20_000_000
  /// The most cases, and the most columns: the future of a state is followed one call deep for each.
  static let mostCases = 5_000
  static let mostColumns = 200

  private let rowTotals: [Int]
  private let columnTotals: [Int]
  private let isTransposed: Bool
  private let strides: [Int]
  private let logFactorials: [Double]
  private let remedy: String
  private var steps = 0
  private var score: [[[Double]]] = []
  private var futures: [Int: [Value]] = [:]

  /// A value of the statistic and its probability.
  struct Value {
    var value: Double
    var weight: Double
  }

  /// - Throws: `InputError` if the tables are too many.
  init(_ table: ContingencyTable, remedy: String) throws(InputError) {
    // The state is a vector over the shorter side.
    isTransposed = table.rows.count > table.columns.count
    rowTotals = isTransposed ? table.columnTotals : table.rowTotals
    columnTotals = isTransposed ? table.rowTotals : table.columnTotals
    self.remedy = remedy
    var strides: [Int] = []
    var size = 1
    for total in rowTotals {
      strides.append(size)
      let (next, overflow) = size.multipliedReportingOverflow(by: total + 1)
      guard !overflow, table.total <= Self.mostCases, columnTotals.count <= Self.mostColumns else {
        throw Self.tooMany(remedy)
      }
      size = next
    }
    self.strides = strides
    logFactorials = Self.logFactorials(upTo: table.total)
  }

  static func tooMany(_ remedy: String) -> InputError {
    .infeasible("method", "there are too many tables with these margins", remedy: remedy)
  }

  /// The logarithms of the factorials, each within its last digits by a compensated sum.
  static func logFactorials(upTo largest: Int) -> [Double] {
    var logs = [0.0]
    logs.reserveCapacity(largest + 1)
    var (sum, carry) = (0.0, 0.0)
    for number in stride(from: 1, through: largest, by: 1) {
      let term = libmLog(Double(number)) - carry
      let next = sum + term
      carry = (next - sum) - term
      sum = next
      logs.append(sum)
    }
    return logs
  }

  /// The probabilities of the statistic Σ `score`(row, column, count) against its observed value.
  ///
  /// - Throws: `InputError` if the work is too much.
  mutating func tails(
    of observed: Double, tolerance: Double, _ score: (_ row: Int, _ column: Int, _ count: Int) -> Double
  ) throws(InputError) -> StatisticTails {
    let half = columnTotals.count / 2
    var result = StatisticTails()
    for (state, past) in try pasts(upTo: half, score) {
      let future = try self.future(of: state, from: half)
      Self.combine(past, future, observed, tolerance, into: &result)
    }
    return result
  }

  /// All values of the statistic Σ `score`(row, column, count) with their probabilities.
  ///
  /// - Throws: `InputError` if the work is too much.
  mutating func outcomes(
    _ score: (_ row: Int, _ column: Int, _ count: Int) -> Double
  ) throws(InputError) -> CountedOutcomes {
    let half = columnTotals.count / 2
    var (values, weights): ([Double], [Double]) = ([], [])
    for (state, past) in try pasts(upTo: half, score) {
      for later in try future(of: state, from: half) {
        try count(past.count)
        values += past.map { $0.value + later.value }
        weights += past.map { $0.weight * later.weight }
      }
    }
    return CountedOutcomes(values, counts: weights, tolerance: 1e-11)
  }

  /// The values of the columns before one by what they leave of the rows, in a fixed order.
  private mutating func pasts(
    upTo half: Int, _ score: (_ row: Int, _ column: Int, _ count: Int) -> Double
  ) throws(InputError) -> [(state: Int, values: [Value])] {
    self.score = rowTotals.indices.map { row in
      columnTotals.indices.map { column in
        (0...min(rowTotals[row], columnTotals[column])).map { count in
          isTransposed ? score(column, row, count) : score(row, column, count)
        }
      }
    }
    futures = [:]
    steps = 0
    var layer = [key(rowTotals): [Value(value: 0, weight: 1)]]
    for column in 0..<half {
      var next: [Int: [Value]] = [:]
      // In a fixed order, so that sums of the same numbers have the same last digits each time.
      for (state, values) in layer.sorted(by: { $0.key < $1.key }) {
        try forEachColumn(column, from: state, costing: values.count) { target, value, probability in
          next[target, default: []] += values.map {
            Value(value: $0.value + value, weight: $0.weight * probability)
          }
        }
      }
      layer = next.mapValues(Self.merged)
    }
    return layer.sorted(by: { $0.key < $1.key }).map { ($0.key, $0.value) }
  }

  /// Adds the products of probabilities of pasts and futures to the side on which their sum lies.
  private static func combine(
    _ past: [Value], _ future: [Value], _ observed: Double, _ tolerance: Double,
    into result: inout StatisticTails
  ) {
    var sums = [0.0]
    for value in future { sums.append(sums[sums.count - 1] + value.weight) }
    var upper = [Double](repeating: 0, count: future.count + 1)
    for place in future.indices.reversed() { upper[place] = upper[place + 1] + future[place].weight }
    // Pasts rise, so that the places in the futures only fall.
    var (first, last) = (future.count, future.count)
    for value in past {
      let goal = observed - value.value
      while first > 0, future[first - 1].value >= goal - tolerance { first -= 1 }
      while last > 0, future[last - 1].value > goal + tolerance { last -= 1 }
      result.below += value.weight * sums[first]
      result.above += value.weight * upper[last]
      for place in first..<last { result.equal += value.weight * future[place].weight }
    }
  }

  /// The values of the columns from one on, given what is left of the rows.
  private mutating func future(of state: Int, from column: Int) throws(InputError) -> [Value] {
    if column == columnTotals.count { return [Value(value: 0, weight: 1)] }
    if column == columnTotals.count - 1 {
      let value = rowTotals.indices.reduce(0) { $0 + score[$1][column][left(state, $1)] }
      return [Value(value: value, weight: 1)]
    }
    let (name, overflow) = state.multipliedReportingOverflow(by: columnTotals.count)
    guard !overflow else { throw Self.tooMany(remedy) }
    if let known = futures[name + column] { return known }
    var targets: [(Int, Double, Double)] = []
    try forEachColumn(column, from: state, costing: 1) { targets.append(($0, $1, $2)) }
    var all: [Value] = []
    for (target, value, probability) in targets {
      let further = try future(of: target, from: column + 1)
      try count(further.count)
      all += further.map { Value(value: $0.value + value, weight: $0.weight * probability) }
    }
    let merged = Self.merged(all)
    futures[name + column] = merged
    return merged
  }

  /// The values in order, those that differ by rounding as one.
  private static func merged(_ values: [Value]) -> [Value] {
    var merged: [Value] = []
    for value in values.sorted(by: { $0.value < $1.value }) {
      if let last = merged.last, value.value - last.value <= 1e-13 * max(1, last.value.magnitude) {
        merged[merged.count - 1].weight += value.weight
      } else {
        merged.append(value)
      }
    }
    return merged
  }
}

extension ConditionalTables {
  private func key(_ state: [Int]) -> Int { zip(state, strides).reduce(0) { $0 + $1.0 * $1.1 } }

  private func left(_ state: Int, _ row: Int) -> Int { state / strides[row] % (rowTotals[row] + 1) }

  private mutating func count(_ more: Int) throws(InputError) {
    steps += more
    guard steps <= Self.mostSteps else { throw Self.tooMany(remedy) }
  }

  /// Calls `body` with the state that is left, the score and the probability of each way to fill a column.
  private mutating func forEachColumn(
    _ column: Int, from state: Int, costing cost: Int, _ body: (Int, Double, Double) -> Void
  ) throws(InputError) {
    let size = columnTotals[column]
    let lefts = rowTotals.indices.map { left(state, $0) }
    // What the rows from each on can still take.
    var capacities = [Int](repeating: 0, count: lefts.count + 1)
    for row in lefts.indices.reversed() { capacities[row] = capacities[row + 1] + lefts[row] }
    let all = capacities[0]
    let base = logFactorials[size] + logFactorials[all - size] - logFactorials[all]
    try fill(0, size, column, state, 0, base, lefts, capacities, cost, body)
  }

  private mutating func fill(
    _ row: Int, _ rest: Int, _ column: Int, _ state: Int, _ value: Double, _ logarithm: Double,
    _ lefts: [Int], _ capacities: [Int], _ cost: Int, _ body: (Int, Double, Double) -> Void
  ) throws(InputError) {
    let fewest = max(0, rest - capacities[row + 1])
    for count in fewest...min(rest, lefts[row]) {
      let next = state - count * strides[row]
      let sum = value + score[row][column][count]
      let ways =
        logarithm + logFactorials[lefts[row]] - logFactorials[count] - logFactorials[lefts[row] - count]
      if row == lefts.count - 1 {
        try self.count(cost)
        body(next, sum, libmExp(ways))
      } else {
        try fill(row + 1, rest - count, column, next, sum, ways, lefts, capacities, cost, body)
      }
    }
  }
}
