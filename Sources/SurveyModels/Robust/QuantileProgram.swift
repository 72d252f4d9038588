import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// The linear program of a quantile regression: the sum of weighted check losses Σw·ρτ(y - x′b), made smallest over b.
///
/// A simplex that goes from one exact fit of k cases to the next along the edge of steepest descent, past all
/// cases whose residuals change their sign while the sum still falls (Barrodale & Roberts 1973). Ties are broken by
/// moving every outcome by an infinitesimal amount of its own, so that no step repeats: the residuals are pairs of a
/// number and the amount's coefficient. The end is an exact solution for the outcomes as they are.
struct QuantileProgram {
  /// The most steps of the search for corners where there are several solutions.
  static let mostCorners = 1_024

  let n: Int
  let k: Int
  let tau: Double
  /// One row of k numbers for each case: orthonormal columns.
  let rows: [Double]
  private(set) var outcome: [Double]
  let noise: [Double]
  var weights: [Double]
  /// Residuals of this size or less are zero.
  let zero: Double

  /// The corner: the cases that are fitted exactly, the coefficients, the residuals with their noise.
  private(set) var basis: [Int] = []
  private(set) var coefficients: [Double] = []
  private(set) var isBasic: [Bool] = []
  /// The inverse of the rows of the basis, column after column.
  private var inverse: [Double] = []
  private(set) var residuals: [Double] = []
  private var noisyResiduals: [Double] = []
  private(set) var iterations = 0

  /// - Parameters:
  ///   - columns: Independent columns, best orthonormal.
  ///   - outcome: One number per case.
  ///   - tau: The quantile, above 0 and below 1.
  ///   - rounding: Residuals of this size or less are zero.
  /// - Throws: `InputError` if the columns depend on each other.
  init(_ columns: Matrix, _ outcome: [Double], tau: Double, rounding: Double) throws(InputError) {
    (n, k, self.tau, self.outcome) = (columns.rowCount, columns.columnCount, tau, outcome)
    rows = columns.transposed.elements
    weights = [Double](repeating: 1, count: n)
    zero = max(rounding, 1e-12 * outcome.reduce(0) { max($0, $1.magnitude) })
    var stream = RandomStream(seed: 1)
    noise = (0..<n).map { _ in stream.uniform() - 0.5 }
    try move(to: Self.independentRows(columns))
  }

  /// Cases whose rows are independent, by elimination with the largest pivot of each column.
  private static func independentRows(_ columns: Matrix) throws(InputError) -> [Int] {
    var rest = columns
    var chosen: [Int] = []
    for column in 0..<columns.columnCount {
      let sizes = rest[columnView: column].map(\.magnitude)
      guard let row = sizes.indices.max(by: { sizes[$0] < sizes[$1] }), sizes[row] > 0 else {
        throw InputError(.rankDeficient, "design", "its columns depend on each other")
      }
      chosen.append(row)
      for other in (column + 1)..<max(columns.columnCount, column + 1) {
        let factor = rest[row, other] / rest[row, column]
        for index in 0..<columns.rowCount { rest[index, other] -= factor * rest[index, column] }
      }
    }
    return chosen
  }

  /// Takes a basis and finds everything that belongs to it.
  mutating func move(to basis: [Int]) throws(InputError) {
    self.basis = basis
    isBasic = [Bool](repeating: false, count: n)
    for row in basis { isBasic[row] = true }
    let square = Matrix(k, k, (0..<k).flatMap { column in basis.map { rows[$0 * k + column] } })
    inverse = try LUFactorization(square).inverse().elements
    coefficients = fit(outcome)
    residuals = rest(outcome, coefficients)
    for index in 0..<n where residuals[index].magnitude <= zero { residuals[index] = 0 }
    noisyResiduals = rest(noise, fit(noise))
  }

  /// Goes on from the same basis with another outcome.
  mutating func resume(with outcome: [Double]) throws(InputError) {
    self.outcome = outcome
    iterations = 0
    try move(to: basis)
    try solve()
  }

  /// What is left of other values after their exact fit at the basis.
  func rest(of values: [Double]) -> [Double] { rest(values, fit(values)) }

  private func fit(_ values: [Double]) -> [Double] {
    (0..<k).map { row in
      (0..<k).reduce(0) { $0 + inverse[$1 * k + row] * values[basis[$1]] }
    }
  }

  private func rest(_ values: [Double], _ coefficients: [Double]) -> [Double] {
    (0..<n).map { values[$0] - product($0, coefficients) }
  }

  private func product(_ row: Int, _ vector: [Double]) -> Double {
    var sum = 0.0
    for column in 0..<k { sum += rows[row * k + column] * vector[column] }
    return sum
  }

  func isAbove(_ row: Int) -> Bool {
    residuals[row] == 0 ? noisyResiduals[row] > 0 : residuals[row] > 0
  }

  /// The multipliers of the basis: each between (τ - 1)·w and τ·w at a solution.
  func multipliers() -> [Double] {
    var sums = [Double](repeating: 0, count: k)
    for row in 0..<n where !isBasic[row] {
      let pull = weights[row] * (isAbove(row) ? tau : tau - 1)
      for column in 0..<k { sums[column] += pull * rows[row * k + column] }
    }
    return (0..<k).map { place in
      -(0..<k).reduce(0) { $0 + inverse[place * k + $1] * sums[$1] }
    }
  }

  /// An edge: which case leaves the basis, to which side, and how fast the sum grows along it.
  private struct Edge {
    let place: Int
    let sign: Double
    let slope: Double
  }

  private func edges() -> [Edge] {
    multipliers().enumerated().flatMap { place, value in
      let weight = weights[basis[place]]
      return [
        Edge(place: place, sign: 1, slope: value + (1 - tau) * weight),
        Edge(place: place, sign: -1, slope: tau * weight - value),
      ]
    }
  }

  /// The basis at the end of an edge: past every crossing while the sum falls, to the first where it does not.
  private func end(of edge: Edge) -> [Int]? {
    let direction = (0..<k).map { edge.sign * inverse[edge.place * k + $0] }
    let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
    var crossings: [(row: Int, step: Double, noise: Double, speed: Double)] = []
    for row in 0..<n where !isBasic[row] {
      let speed = product(row, direction)
      guard speed.magnitude > 1e-12 * length, (speed > 0) == isAbove(row) else { continue }
      crossings.append((row, residuals[row] / speed, noisyResiduals[row] / speed, speed.magnitude))
    }
    crossings.sort { $0.step == $1.step ? $0.noise < $1.noise : $0.step < $1.step }
    var slope = min(edge.slope, 0)
    var start = 0
    while start < crossings.count {
      // Crossings at the same place but for rounding come in the order of their noise.
      var stop = start + 1
      let margin = 1e-12 * crossings[start].step + zero / crossings[start].speed * 1e-3
      while stop < crossings.count, crossings[stop].step - crossings[start].step <= margin { stop += 1 }
      for crossing in crossings[start..<stop].sorted(by: { $0.noise < $1.noise }) {
        slope += weights[crossing.row] * crossing.speed
        if slope > -1e-9 * max(1, length), weights[crossing.row] > 0 {
          var next = basis
          next[edge.place] = crossing.row
          return next
        }
      }
      start = stop
    }
    return nil
  }

  /// Goes down to a solution.
  mutating func solve() throws(InputError) {
    let limit = 100 * (n + k)
    while iterations < limit {
      let steepest = edges().min { $0.slope < $1.slope }
      guard let steepest, steepest.slope < -1e-9 else { return }
      guard let next = end(of: steepest) else {
        throw InputError(.infeasible, "design", "too few cases carry weight for a solution")
      }
      try move(to: next)
      iterations += 1
    }
    throw InputError(
      .notConverged, "quantile regression", "no solution after \(limit) steps", remedy: "rescale the columns")
  }

  /// Every corner of the set of solutions, as the cases of its exact fit, from a solution on; one where it is unique.
  mutating func corners(atMost most: Int) throws(InputError) -> (bases: [[Int]], isComplete: Bool) {
    var seen: Set<[Int]> = [basis.sorted()]
    var found = [basis]
    var open = [basis]
    var points = [coefficients]
    var visits = 0
    while let next = open.popLast() {
      visits += 1
      guard visits <= most else { return (found, false) }
      if next != basis { try move(to: next) }
      for edge in edges() where edge.slope < 1e-9 {
        guard let other = end(of: edge) else {
          throw InputError(.infeasible, "design", "too few cases carry weight for a solution")
        }
        guard seen.insert(other.sorted()).inserted else { continue }
        open.append(other)
        var twin = self
        try twin.move(to: other)
        let point = twin.coefficients
        let isNew = points.allSatisfy { old in zip(old, point).contains { ($0 - $1).magnitude > 10 * zero } }
        if isNew {
          points.append(point)
          found.append(other)
        }
      }
    }
    return (found, true)
  }
}
