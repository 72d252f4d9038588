import SurveyVocabulary

/// The probability that several t or normal statistics with given correlations are all within ±c.
///
/// The statistics are L·z/s with L a factor of the correlations, which may be singular, z independent normal
/// numbers and s the root of χ²(ν)/ν, common to all. Each z is drawn between the limits that the ones before it
/// leave (Genz 1992, doi:10.1080/10618600.1992.10477010; Genz & Kwong 2000 for singular correlations), by a
/// Richtmyer lattice with random shifts, whose spread tells the error.
package struct MultivariateTRange: Sendable {
  /// The error of a probability around .95: what the mean over shifts exceeds once in 500, by Student's t.
  package private(set) var error = 0.0

  /// The rows of the factor that end at each column.
  private let ends: [[(row: Int, pivot: Double)]]
  private let factor: [[Double]]
  /// The points: a number between 0 and 1 for s, and one for each column.
  private let points: [[Double]]
  /// s at each point.
  private var roots: [Double]
  private let shifts: Int

  private static let primes: [Double] = [
    2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103,
    107,
    109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181, 191, 193, 197, 199, 211, 223, 227,
    229,
    233, 239, 241, 251, 257, 263, 269, 271, 277, 281, 283, 293, 307, 311, 313, 317, 331, 337, 347, 349, 353,
    359,
    367, 373, 379, 383, 389, 397, 401, 409, 419, 421, 431, 433, 439, 443, 449, 457, 461, 463, 467, 479, 487,
    491,
    499, 503, 509, 521, 523, 541, 547,
  ]
  /// The most statistics.
  package static let largestCount = 200

  /// - Parameters:
  ///   - correlations: One row to a statistic, with ones on the diagonal.
  ///   - degreesOfFreedom: Those of s; infinity for normal statistics.
  ///   - seed: Of the shifts.
  ///   - pointCount: The points of the lattice for each of the shifts.
  /// - Throws: `InputError` if there is no statistic or more than 200, if a correlation is not finite or beyond ±1,
  ///   if the matrix has a rank above 100, or if the degrees of freedom are not above zero.
  package init(
    correlations: [[Double]], degreesOfFreedom: Double, seed: UInt64 = 1, pointCount: Int = 2_003
  ) throws(InputError) {
    guard (1...Self.largestCount).contains(correlations.count) else {
      throw .infeasible(
        "correlations",
        "there are \(correlations.count) statistics, from 1 to \(Self.largestCount) are possible",
        remedy: "use an adjustment that needs no correlations")
    }
    for row in correlations {
      try checkEqualLength(row.count, "correlations", correlations.count, "the statistics")
      for value in row where !(value.magnitude <= 1 + 1e-9) {
        throw .outOfRange("correlations", value: value, allowed: "from -1 to 1")
      }
    }
    guard degreesOfFreedom > 0 else {
      throw .outOfRange("degrees of freedom", value: degreesOfFreedom, allowed: "above 0, or infinity")
    }
    let factor = Self.factor(correlations)
    let rank = factor.first?.count ?? 0
    guard rank < Self.primes.count else {
      throw .infeasible(
        "correlations", "a rank of \(rank) is too large",
        remedy: "use an adjustment that needs no correlations")
    }
    var ends = [[(row: Int, pivot: Double)]](repeating: [], count: rank)
    for (row, values) in factor.enumerated() {
      if let last = values.lastIndex(where: { $0.magnitude > 1e-9 }) {
        ends[last].append((row, values[last]))
      }
    }
    self.factor = factor
    self.ends = ends
    shifts = 10
    var stream = RandomStream(seed: seed)
    let count = min(max(pointCount, 1), 100_000)
    let steps = Self.primes.prefix(rank + 1).map { $0.squareRoot().truncatingRemainder(dividingBy: 1) }
    var points: [[Double]] = []
    points.reserveCapacity(shifts * count)
    for _ in 0..<shifts {
      let shift = steps.map { _ in stream.uniform() }
      for index in 1...count {
        points.append(
          zip(steps, shift).map { pair in
            let place = (Double(index) * pair.0 + pair.1).truncatingRemainder(dividingBy: 1)
            // Folded, so that the ends meet (the baker's transformation).
            return min(max((2 * place - 1).magnitude, 1e-12), 1 - 1e-12)
          })
      }
    }
    self.points = points
    roots = points.map { Self.root($0[0], degreesOfFreedom) }
    findError()
  }

  /// The same statistics with other degrees of freedom, on the same points.
  ///
  /// - Throws: `InputError` if the degrees of freedom are not above zero.
  package func with(degreesOfFreedom: Double) throws(InputError) -> MultivariateTRange {
    guard degreesOfFreedom > 0 else {
      throw .outOfRange("degrees of freedom", value: degreesOfFreedom, allowed: "above 0, or infinity")
    }
    var other = self
    other.roots = points.map { Self.root($0[0], degreesOfFreedom) }
    other.findError()
    return other
  }

  private mutating func findError() {
    let means = shiftMeans(2.5)
    let center = means.reduce(0, +) / Double(shifts)
    let square = means.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    // Student's t with nine degrees of freedom, which the ten shifts leave, exceeds 4.297 once in 500.
    error = 4.297 * (square / Double(shifts * (shifts - 1))).squareRoot()
  }

  /// The probability that all statistics are at most `limit` in size.
  package func inside(_ limit: Double) -> Double {
    guard limit > 0 else { return 0 }
    guard limit < .infinity else { return 1 }
    return min(1, shiftMeans(limit).reduce(0, +) / Double(shifts))
  }

  /// The limit within which all statistics are with a probability, on the same points.
  ///
  /// - Throws: `InputError` if the probability is not between 0 and 1.
  package func limit(inside probability: Double) throws(InputError) -> Double {
    guard probability > 0, probability < 1 else {
      throw .outOfRange("probability", value: probability, allowed: "between 0 and 1")
    }
    var (low, high) = (0.0, 4.0)
    while inside(high) < probability, high < 1e9 { (low, high) = (high, 2 * high) }
    return try RootFinding.solve(in: low...high, "critical value", tolerance: 1e-9) {
      inside($0) - probability
    }
  }

  private func shiftMeans(_ limit: Double) -> [Double] {
    let count = points.count / shifts
    return (0..<shifts).map { shift in
      var sum = 0.0
      for index in 0..<count {
        let place = shift * count + index
        sum += product(points[place], limit * roots[place])
      }
      return sum / Double(count)
    }
  }

  /// The product of the conditional probabilities at one point.
  private func product(_ point: [Double], _ reach: Double) -> Double {
    var z: [Double] = []
    z.reserveCapacity(ends.count)
    var product = 1.0
    for (column, rows) in ends.enumerated() {
      var (lower, upper) = (-Double.infinity, Double.infinity)
      for (row, pivot) in rows {
        var done = 0.0
        for (index, value) in z.enumerated() { done += factor[row][index] * value }
        let (a, b) = ((-reach - done) / pivot, (reach - done) / pivot)
        lower = max(lower, min(a, b))
        upper = min(upper, max(a, b))
      }
      guard upper > lower else { return 0 }
      let below = 0.5 * libmErfc(-lower * 0.7071067811865476)
      let share = 0.5 * libmErfc(-upper * 0.7071067811865476) - below
      guard share > 0 else { return 0 }
      product *= share
      if column + 1 < ends.count {
        let p = below + point[column + 1] * share
        z.append(
          p < 0.5
            ? -NormalDistribution.roughUpperQuantile(max(p, 1e-300))
            : NormalDistribution.roughUpperQuantile(max(1 - p, 1e-300)))
      }
    }
    return product
  }

  /// The root of χ²/ν at a probability; 1 for normal statistics.
  private static func root(_ p: Double, _ degreesOfFreedom: Double) -> Double {
    guard degreesOfFreedom < 1e10 else { return 1 }
    let chi = try? ChiSquareDistribution(degreesOfFreedom: degreesOfFreedom).quantile(lowerTail: p)
    return ((chi ?? degreesOfFreedom) / degreesOfFreedom).squareRoot()
  }

  /// A lower triangular factor of the matrix with its rows in an order that takes the largest pivots first, as many
  /// columns as the matrix has ranks; rows are returned in the original order.
  private static func factor(_ correlations: [[Double]]) -> [[Double]] {
    let count = correlations.count
    var rest = (0..<count).map { max(correlations[$0][$0], 0) }
    var factor = [[Double]](repeating: [], count: count)
    var free = Set(0..<count)
    while let pivot = free.min(by: { (rest[$1], $0) < (rest[$0], $1) }), rest[pivot] > 1e-9 {
      let root = rest[pivot].squareRoot()
      let own = factor[pivot]
      for row in 0..<count {
        if row == pivot {
          factor[row].append(root)
        } else if free.contains(row) {
          var value = correlations[row][pivot]
          for (a, b) in zip(factor[row], own) { value -= a * b }
          factor[row].append(value / root)
          rest[row] -= value / root * (value / root)
        } else {
          factor[row].append(0)
        }
      }
      free.remove(pivot)
    }
    return factor
  }
}
