import SurveyProbability
import SurveyVocabulary

/// The probabilities of the cells that thresholds cut out of a bivariate normal distribution, with their
/// first and second derivatives with respect to its correlation.
///
/// By Plackett (1954) the derivative of a quadrant's probability is the density at its corner, so that the
/// probability is that of independence plus an integral from there: one rule of 20 points over the angle
/// asin ρ, whose sines serve all corners. Close to ±1 the quadrants are integrated one by one, and so
/// are cells so small that a difference of quadrants would leave them no digits.
struct BivariateNormalCells {
  let rowCount: Int
  let columnCount: Int
  let rowThresholds: [Double]
  let columnThresholds: [Double]
  /// The probabilities of the cells, row after row, and their derivatives.
  private(set) var probabilities: [Double]
  private(set) var slopes: [Double]
  private(set) var curvatures: [Double]
  /// The density at each corner, and its derivative with respect to the correlation.
  private(set) var densities: [Double]
  private(set) var densitySlopes: [Double]

  private let rowShares: [Double]
  private let columnShares: [Double]
  private var corners: [Double]

  /// Where one rule of 20 points no longer suffices (Drezner & Wesolowsky 1990; Genz 2004).
  private static let farthest = 0.925
  private static let smallest = 1e-11

  /// - Parameters:
  ///   - rowThresholds: Where the first variable is cut, ascending.
  ///   - columnThresholds: Where the second one is.
  init(rowThresholds: [Double], columnThresholds: [Double]) {
    self.rowThresholds = rowThresholds
    self.columnThresholds = columnThresholds
    rowCount = rowThresholds.count + 1
    columnCount = columnThresholds.count + 1
    rowShares = Self.shares(rowThresholds)
    columnShares = Self.shares(columnThresholds)
    let cells = [Double](repeating: 0, count: rowCount * columnCount)
    (probabilities, slopes, curvatures) = (cells, cells, cells)
    let grid = [Double](repeating: 0, count: rowThresholds.count * columnThresholds.count)
    (densities, densitySlopes, corners) = (grid, grid, grid)
  }

  private static func shares(_ thresholds: [Double]) -> [Double] {
    let edges = [-Double.infinity] + thresholds + [.infinity]
    return zip(edges, edges.dropFirst()).map { low, high in
      // The difference of the smaller tails keeps the digits of a rare category.
      low > 0
        ? NormalDistribution.standard.upperTail(low) - NormalDistribution.standard.upperTail(high)
        : NormalDistribution.standard.lowerTail(high) - NormalDistribution.standard.lowerTail(low)
    }
  }

  /// Computes everything at a correlation strictly between -1 and 1.
  mutating func evaluate(at correlation: Double) {
    let complement = (1 - correlation) * (1 + correlation)
    densitiesAtCorners(correlation, complement)
    if correlation.magnitude <= Self.farthest {
      integrateFromIndependence(correlation)
    } else {
      integrateQuadrants(correlation)
    }
    for row in 0..<rowCount {
      for column in 0..<columnCount {
        let cell = row * columnCount + column
        slopes[cell] = difference(densities, row, column)
        curvatures[cell] = difference(densitySlopes, row, column)
        let p = rowShares[row] * columnShares[column] + difference(corners, row, column)
        probabilities[cell] = p > Self.smallest ? p : accurate(row, column, correlation)
      }
    }
  }

  /// The second difference of a quantity at the four corners of a cell; it is zero at infinity.
  private func difference(_ values: [Double], _ row: Int, _ column: Int) -> Double {
    let width = columnCount - 1
    let hasUpper = row < rowCount - 1
    let hasRight = column < width
    var sum = 0.0
    if hasUpper, hasRight { sum += values[row * width + column] }
    if row > 0, hasRight { sum -= values[(row - 1) * width + column] }
    if hasUpper, column > 0 { sum -= values[row * width + column - 1] }
    if row > 0, column > 0 { sum += values[(row - 1) * width + column - 1] }
    return sum
  }

  private mutating func densitiesAtCorners(_ correlation: Double, _ complement: Double) {
    let scale = 0.15915494309189535 / complement.squareRoot()
    var place = 0
    for h in rowThresholds {
      for k in columnThresholds {
        let rest = h - correlation * k
        let density = scale * libmExp(-0.5 * (rest * rest / complement + k * k))
        densities[place] = density
        let other = k - correlation * h
        densitySlopes[place] = density * (correlation + rest * other / complement) / complement
        place += 1
      }
    }
  }

  /// Corners as the excess of their quadrants over independence.
  private mutating func integrateFromIndependence(_ correlation: Double) {
    let angle = libmAsin(correlation)
    for place in corners.indices { corners[place] = 0 }
    for (node, weight) in GaussLegendre.points {
      for side in [-node, node] {
        let sine = libmSin(0.5 * angle * (1 + side))
        let factor = -0.5 / ((1 - sine) * (1 + sine))
        let share = weight * 0.5 * angle * 0.15915494309189535
        var place = 0
        for h in rowThresholds {
          for k in columnThresholds {
            corners[place] += share * libmExp(factor * (h * h + k * k - 2 * h * k * sine))
            place += 1
          }
        }
      }
    }
  }

  private mutating func integrateQuadrants(_ correlation: Double) {
    guard let normal = try? BivariateNormalDistribution(correlation: correlation) else { return }
    var place = 0
    for h in rowThresholds {
      for k in columnThresholds {
        let independent =
          NormalDistribution.standard.lowerTail(h) * NormalDistribution.standard.lowerTail(k)
        corners[place] = normal.lowerTail(h, k) - independent
        place += 1
      }
    }
  }

  /// A small cell from the quadrants behind it, seen from the side on which these are small too.
  private func accurate(_ row: Int, _ column: Int, _ correlation: Double) -> Double {
    func side(_ thresholds: [Double], _ place: Int) -> (near: Double, far: Double, turns: Bool) {
      let low = place > 0 ? thresholds[place - 1] : -.infinity
      let high = place < thresholds.count ? thresholds[place] : .infinity
      return low + high > 0 ? (-low, -high, true) : (high, low, false)
    }
    let (x, y) = (side(rowThresholds, row), side(columnThresholds, column))
    let sign: Double = x.turns == y.turns ? 1 : -1
    guard let normal = try? BivariateNormalDistribution(correlation: sign * correlation) else { return 0 }
    func quadrant(_ a: Double, _ b: Double) -> Double {
      a == -.infinity || b == -.infinity ? 0 : normal.lowerTail(a, b)
    }
    let p =
      (quadrant(x.near, y.near) - quadrant(x.far, y.near))
      - (quadrant(x.near, y.far) - quadrant(x.far, y.far))
    return max(p, 1e-300)
  }
}
