/// Where the cells of several statistics end, as masses on a grid over log tan θ, θ the angle between the direction
/// of a statistic and the border of its cell.
///
/// A mass anywhere is spread over ten points of the grid so that polynomials of the ninth degree keep their mean
/// (Lagrange's weights); integrals between the points are those of the same polynomials.
struct BorderGrid: Sendable {
  /// The first point.
  private let start: Double
  private var masses: [Double]

  private static let step = 0.025
  private static let width = 10
  /// log tan θ where nothing is beyond it.
  private static let end = 30.0
  /// (-1)⁹⁻ⁱ / (i! (9 - i)!)
  private let scales = (0..<width).map { index -> Double in
    var product = 1.0
    for other in 0..<width where other != index { product *= Double(index - other) }
    return 1 / product
  }

  /// - Parameter narrowest: The tangent of the smallest angle.
  init(narrowest: Double) {
    start = libmLog(max(narrowest, 1e-6)) - 12 * Self.step
    masses = [Double](repeating: 0, count: Int((Self.end - start) / Self.step) + 2 * Self.width)
  }

  /// Adds a mass at log tan θ.
  mutating func add(_ place: Double, _ mass: Double) {
    let last = Double(masses.count - Self.width)
    var position = (place - start) / Self.step
    if !(position > 4) { position = 4 }
    if position > last { position = last }
    let first = Int(position) - 4
    let offset = position - Double(first)
    if offset == 4 {
      masses[first + 4] += mass
      return
    }
    var product = mass
    for index in 0..<Self.width { product *= offset - Double(index) }
    for index in 0..<Self.width {
      masses[first + index] += product * scales[index] / (offset - Double(index))
    }
  }

  /// The points of a quadrature over the angle: 1/cos² θ.
  var stretches: [Double] {
    masses.indices.map { index in
      let tangent = libmExp(start + Double(index) * Self.step)
      return 1 + tangent * tangent
    }
  }

  /// The weights of that quadrature, for the directions that are in none of the cells they are counted in: twice the
  /// share of a cell that has ended before θ, times the density of the angle in as many dimensions as there are ranks.
  func overlap(rank: Int) -> [Double] {
    var weights = [Double](repeating: 0, count: masses.count)
    // The integrals of Lagrange's weights over the interval in the middle.
    let middle = scales.indices.map { index in
      GaussLegendre.panel(from: 4, to: 5) { place in
        var product = scales[index]
        for other in 0..<Self.width where other != index { product *= place - Double(other) }
        return product
      }
    }
    var below = 0.0
    for index in 0..<(masses.count - Self.width + 4) {
      below += masses[index]
      guard index >= 4, below != 0 else { continue }
      for place in 0..<Self.width {
        weights[index - 4 + place] += Self.step * below * middle[place]
      }
    }
    let scale = 2 * Self.density(rank)
    for index in weights.indices where weights[index] != 0 {
      let place = start + Double(index) * Self.step
      let logCosine = -0.5 * libmLog1p(libmExp(2 * place))
      weights[index] *= scale * libmExp(Double(rank - 1) * (place + logCosine) + logCosine)
    }
    return weights
  }

  /// One over the integral of sin^(dimension - 2) from 0 to π.
  static func density(_ dimension: Int) -> Double {
    var (density, own) = dimension % 2 == 0 ? (0.3183098861837907, 2) : (0.5, 3)
    while own < dimension {
      density *= Double(own) / Double(own - 1)
      own += 2
    }
    return density
  }
}
