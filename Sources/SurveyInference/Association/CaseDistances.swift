import SurveyVocabulary

/// The Euclidean distances between cases, computed when they are needed: n² of them would fill the memory.
struct CaseDistances {
  static let mostCases = 20_000

  let count: Int
  /// Distances are in this unit, a power of two near the largest deviation.
  let unit: Double
  /// The sum of the distances of each case from all.
  let sums: [Double]
  /// The sum of all distances.
  let total: Double
  private let columns: [[Double]]

  init(_ variables: [[Double]], _ name: String) throws(InputError) {
    guard let length = variables.first?.count else { throw .tooFew("\(name)s", found: 0, needed: 1) }
    guard variables.count <= 10_000 else {
      throw .infeasible("\(name)s", "\(variables.count) variables found", remedy: "10,000 are the most")
    }
    var checked: [[Double]] = []
    for variable in variables {
      checked.append(try finiteValues(variable, name, atLeast: 4))
      try checkEqualLength(variable.count, name, length, "the first of its set")
    }
    guard length <= Self.mostCases, Double(length) * Double(length) * Double(variables.count) <= 1e10 else {
      throw .infeasible(
        name, "the distances of \(length) cases on \(variables.count) variables take too long",
        remedy: "20,000 cases are the most, fewer for many variables")
    }
    count = length
    let centers = checked.map { column in column.reduce(0) { $0 + $1 / Double(length) } }
    let largest = zip(checked, centers).reduce(0.0) { most, pair in
      pair.0.reduce(most) { max($0, ($1 - pair.1).magnitude) }
    }
    guard checked.contains(where: { column in column.contains { $0 != column[0] } }), largest > 0 else {
      throw .constant(name, remedy: "nothing can depend on a variable that does not vary")
    }
    guard largest.isFinite else {
      throw InputError(.outOfRange, name, "its distances exceed the range of Double", remedy: "rescale it")
    }
    let size = Double(sign: .plus, exponent: min(max(largest.exponent, -1000), 1000), significand: 1)
    let scaled = zip(checked, centers).map { column, center in column.map { ($0 - center) / size } }
    (unit, columns) = (size, scaled)
    var sums = [Double](repeating: 0, count: length)
    for i in 0..<length {
      for j in 0..<i {
        let distance = Self.distance(scaled, i, j)
        sums[i] += distance
        sums[j] += distance
      }
    }
    self.sums = sums
    total = sums.reduce(0, +)
  }

  func distance(_ i: Int, _ j: Int) -> Double { Self.distance(columns, i, j) }

  /// The distance less the means of its row and its column, plus the mean of all.
  func centered(_ i: Int, _ j: Int) -> Double {
    let n = Double(count)
    return distance(i, j) - sums[i] / n - sums[j] / n + total / n / n
  }

  /// The distance of two different cases, centered so that products have no bias (Székely & Rizzo 2014).
  func corrected(_ i: Int, _ j: Int) -> Double {
    let n = Double(count)
    return distance(i, j) - (sums[i] + sums[j]) / (n - 2) + total / (n - 1) / (n - 2)
  }

  private static func distance(_ columns: [[Double]], _ i: Int, _ j: Int) -> Double {
    guard columns.count > 1 else { return (columns[0][i] - columns[0][j]).magnitude }
    var squares = 0.0
    for column in columns {
      let step = column[i] - column[j]
      squares += step * step
    }
    return squares.squareRoot()
  }
}

/// The means of products of centered distances: squared distance covariances.
struct DistanceProducts {
  /// The squared distance covariance, and the squared distance variances.
  let both: Double
  let first: Double
  let second: Double
  /// The bias-corrected square of the correlation; `nil` where corrected distances do not vary.
  let corrected: Double?

  init(_ x: CaseDistances, _ y: CaseDistances) {
    let n = Double(x.count)
    var (both, first, second) = (0.0, 0.0, 0.0)
    var (product, own, other) = (0.0, 0.0, 0.0)
    for i in 0..<x.count {
      let (diagonal, across) = (x.centered(i, i), y.centered(i, i))
      both += diagonal * across
      first += diagonal * diagonal
      second += across * across
      for j in 0..<i {
        let (a, b) = (x.centered(i, j), y.centered(i, j))
        both += 2 * a * b
        first += 2 * a * a
        second += 2 * b * b
        let (c, d) = (x.corrected(i, j), y.corrected(i, j))
        product += c * d
        own += c * c
        other += d * d
      }
    }
    (self.both, self.first, self.second) = (both / n / n, first / n / n, second / n / n)
    // What rounding leaves of distances that do not vary is none.
    let least = 1e-26 * n * n
    corrected =
      own > least && other > least
      ? min(max(product / (own.squareRoot() * other.squareRoot()), -1), 1) : nil
  }
}
