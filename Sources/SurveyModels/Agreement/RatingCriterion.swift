/// The criterion over the two ratios, with the scales on which a search moves them.
struct RatingCriterion {
  private let likelihood: RatingLikelihood
  private let scales: [Double]
  private let searched: [Int]

  /// Two ratios and what the likelihood says of them.
  struct Point {
    var ratios: [Double]
    var value: RatingLikelihood.Value
  }

  init(_ likelihood: RatingLikelihood, withRaters: Bool) {
    self.likelihood = likelihood
    let sums = likelihood.sums
    scales = [sums.subjectCount, sums.raterCount].map { Double($0) / Double(sums.ratingCount) }
    searched = withRaters ? [0, 1] : [0]
  }

  private func point(_ ratios: [Double]) -> Point? {
    likelihood.value(subjects: ratios[0], raters: ratios[1]).map { Point(ratios: ratios, value: $0) }
  }

  private static let grid = [0, 0.1, 0.3, 1, 3, 10, 100, 1_000, 10_000]

  /// The best point of a grid; `nil` where none has a criterion.
  func start() -> Point? {
    var best: Point?
    for a in Self.grid {
      for b in searched.count == 2 ? Self.grid : [0] {
        guard let found = point([a * scales[0], b * scales[1]]) else { continue }
        if found.value.criterion < best?.value.criterion ?? .infinity { best = found }
      }
    }
    return best
  }

  private func slope(_ point: Point, _ index: Int) -> Double {
    index == 0 ? point.value.gradient.subjects : point.value.gradient.raters
  }

  /// The point with ratios at zero moved off it where the criterion falls.
  func freed(_ start: Point) -> Point {
    var result = start
    for index in searched where result.ratios[index] == 0 && slope(result, index) < 0 {
      var ratios = result.ratios
      ratios[index] = 0.1 * scales[index]
      while ratios[index] > 1e-12 * scales[index] {
        if let found = point(ratios), found.value.criterion < result.value.criterion {
          result = found
          break
        }
        ratios[index] /= 4
      }
    }
    return result
  }

  /// The ratios that are not zero.
  func free(_ point: Point) -> [Int] { searched.filter { point.ratios[$0] > 0 } }

  /// The derivatives by log(θ + c).
  func slopes(_ point: Point, _ free: [Int]) -> [Double] {
    free.map { (point.ratios[$0] + scales[$0]) * slope(point, $0) }
  }

  /// A share of a step in log(θ + c), at most to zero.
  func moved(_ start: Point, _ free: [Int], by move: [Double], share: Double) -> Point? {
    var ratios = start.ratios
    for (index, step) in zip(free, move) {
      let next = ratios[index] + (ratios[index] + scales[index]) * (exponential(share * step) - 1)
      ratios[index] = next > 1e-12 * scales[index] ? next : 0
    }
    return point(ratios)
  }

  /// Second derivatives by log(θ + c): differences of the gradient, of fourth order.
  func curvature(at start: Point, free: [Int]) -> Curvature? {
    var columns: [[Double]] = []
    for index in free {
      let reach = start.ratios[index] + scales[index]
      // The differences stay on the positive side.
      let h = min(1e-3, start.ratios[index] / (2.5 * reach))
      var column = [Double](repeating: 0, count: free.count)
      for (offset, weight) in [(h, 8.0), (-h, -8), (2 * h, -1), (-2 * h, 1)] {
        var ratios = start.ratios
        ratios[index] += reach * (exponential(offset) - 1)
        guard let found = point(ratios) else { return nil }
        for (place, slope) in slopes(found, free).enumerated() { column[place] += weight * slope / (12 * h) }
      }
      columns.append(column)
    }
    return Curvature(
      free.indices.map { row in free.indices.map { (columns[row][$0] + columns[$0][row]) / 2 } })
  }

  /// The covariance of the ratios' logarithms: twice the inverse of the curvature of minus twice the
  /// log-likelihood, at a minimum.
  func logCovariance(_ curvature: Curvature, at point: Point, free: [Int]) -> [[Double]] {
    var result = [[0.0, 0.0], [0.0, 0.0]]
    let factors = free.map { (point.ratios[$0] + scales[$0]) / point.ratios[$0] }
    let inverse = curvature.inverse
    for (row, one) in free.enumerated() {
      for (column, other) in free.enumerated() {
        result[one][other] = 2 * inverse[row][column] * factors[row] * factors[column]
      }
    }
    return result
  }
}

/// A symmetric matrix of none, one or two rows.
struct Curvature {
  private let rows: [[Double]]

  init(_ rows: [[Double]]) { self.rows = rows }

  private var determinant: Double { rows[0][0] * rows[1][1] - rows[0][1] * rows[1][0] }

  /// Whether all eigenvalues are positive.
  var isConvex: Bool {
    switch rows.count {
    case 0: true
    case 1: rows[0][0] > 0
    default: rows[0][0] > 0 && determinant > 0
    }
  }

  /// The inverse.
  var inverse: [[Double]] {
    switch rows.count {
    case 0: []
    case 1: [[1 / rows[0][0]]]
    default:
      [
        [rows[1][1] / determinant, -rows[0][1] / determinant],
        [-rows[1][0] / determinant, rows[0][0] / determinant],
      ]
    }
  }

  /// Newton's step, or one down the gradient where this is not convex; at most 2 each way.
  func newtonStep(against slopes: [Double]) -> [Double] {
    guard isConvex else {
      let size = slopes.reduce(0) { max($0, $1.magnitude) }
      return slopes.map { size > 0 ? -$0 / size : 0 }
    }
    return inverse.map { row in
      min(max(-zip(row, slopes).reduce(0) { $0 + $1.0 * $1.1 }, -2), 2)
    }
  }
}
