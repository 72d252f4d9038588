/// Grids of the borders of all cells: one where they are known, else one for each shift of a lattice.
///
/// The directions of the statistics and their opposites divide the sphere into cells in which one of them is the
/// largest. A direction of departure from the center of each is a point of a sphere with one dimension less; along
/// it the cell ends at one angle. For rank 2 there are two such directions, for rank 3 a circle. Up to rank 6 a
/// lattice fills a sphere of circles, whose borders are integrated; beyond it fills the sphere of all directions,
/// each of which tells one departure, and its opposite, from every center.
struct CellBorders {
  private let factor: CorrelationFactor
  private let narrowest: Double

  /// How many shifts a lattice has.
  static let shiftCount = 10

  init(_ factor: CorrelationFactor) {
    self.factor = factor
    var largest = 0.0
    for (row, values) in factor.correlations.enumerated() {
      for value in values.prefix(row) { largest = max(largest, value.magnitude) }
    }
    narrowest = ((1 - largest) / (1 + largest)).squareRoot()
  }

  /// Whether no lattice is needed.
  var areKnown: Bool { factor.rank <= 3 }

  private var usesCircles: Bool { factor.rank <= 6 }

  /// What a lattice of so many points costs, in additions or the like.
  func cost(_ pointCount: Int) -> Double {
    let count = Double(factor.count)
    return Double(Self.shiftCount * pointCount) * count
      * (usesCircles ? 800 : count + Double(factor.rank) + 30)
  }

  /// The borders of two or three dimensions.
  func known() -> BorderGrid {
    var grid = BorderGrid(narrowest: narrowest)
    var arcs = CellArcs(rank: 3)
    for axis in 0..<factor.count {
      let rows = factor.turned(to: axis)
      if factor.rank == 2 {
        var (right, left) = (0.0, 0.0)
        for (index, row) in rows.enumerated() where index != axis {
          let (near, far) = (row[1] / (1 - row[0]), -row[1] / (1 + row[0]))
          right = max(right, max(near, far))
          left = max(left, max(-near, -far))
        }
        grid.add(-libmLog(right), 0.5)
        grid.add(-libmLog(left), 0.5)
      } else {
        arcs.add(rows, axis, [1], 1, to: &grid)
      }
    }
    return grid
  }

  /// The borders by a lattice, a grid to a shift.
  func sampled(_ rule: LatticeRule, seed: UInt64) -> [BorderGrid] {
    var stream = RandomStream(seed: seed)
    let rows = usesCircles ? (0..<factor.count).map { factor.turned(to: $0) } : []
    let start = stream.uniform()
    return (0..<Self.shiftCount).map { index in
      var shift = (0..<factor.rank).map { _ in stream.uniform() }
      // In one dimension equal distances are better than chance; the spread between shifts is then more than the
      // error of their mean.
      if factor.rank == 4 { shift[0] = (start + Double(index)) / Double(Self.shiftCount * rule.count) }
      var grid = BorderGrid(narrowest: narrowest)
      if usesCircles {
        addCircles(rule, shift, rows, to: &grid)
      } else {
        addDirections(rule, shift, to: &grid)
      }
      return grid
    }
  }

  private func addCircles(
    _ rule: LatticeRule, _ shift: [Double], _ rows: [[[Double]]], to grid: inout BorderGrid
  ) {
    var arcs = CellArcs(rank: factor.rank)
    let mass = 1 / Double(rule.count)
    for point in 0..<rule.count {
      let u = (0..<3).map { (rule.coordinate(point, $0) + shift[$0]).truncatingRemainder(dividingBy: 1) }
      let side: [Double]
      switch factor.rank {
      case 4: side = Self.turn(u[0], 1)
      case 5:
        let height = 2 * Self.folded(u[1]) - 1
        side = Self.turn(u[0], ((1 - height) * (1 + height)).squareRoot()) + [height]
      default:
        let share = Self.folded(u[2])
        side = Self.turn(u[0], share.squareRoot()) + Self.turn(u[1], (1 - share).squareRoot())
      }
      for (axis, own) in rows.enumerated() { arcs.add(own, axis, side, mass, to: &grid) }
    }
  }

  private static func turn(_ part: Double, _ length: Double) -> [Double] {
    let angle = 2 * Double.pi * part
    return [length * libmSin(angle + 0.5 * Double.pi), length * libmSin(angle)]
  }

  /// The baker's transformation, by which both ends of a range meet.
  private static func folded(_ u: Double) -> Double { (2 * u - 1).magnitude }

  private func addDirections(_ rule: LatticeRule, _ shift: [Double], to grid: inout BorderGrid) {
    let (count, rank) = (factor.count, factor.rank)
    let directions = factor.directions.flatMap { $0 }
    let correlations = factor.correlations.flatMap { $0 }
    // None for a statistic and itself.
    let near = correlations.indices.map { $0 % (count + 1) == 0 ? 0 : 1 / (1 - correlations[$0]) }
    let far = correlations.indices.map { $0 % (count + 1) == 0 ? 0 : 1 / (1 + correlations[$0]) }
    let mass = 0.5 / Double(rule.count)
    var z = shift
    var heights = [Double](repeating: 0, count: count)
    for point in 0..<rule.count {
      var square = 0.0
      for place in 0..<rank {
        let u = (rule.coordinate(point, place) + shift[place]).truncatingRemainder(dividingBy: 1)
        let p = min(max(Self.folded(u), 1e-15), 1 - 1e-15)
        z[place] =
          p < 0.5 ? -NormalDistribution.roughUpperQuantile(p) : NormalDistribution.roughUpperQuantile(1 - p)
        square += z[place] * z[place]
      }
      for row in 0..<count {
        var sum = 0.0
        for place in 0..<rank { sum += directions[row * rank + place] * z[place] }
        heights[row] = sum
      }
      for axis in 0..<count {
        let height = heights[axis]
        // How fast the other statistics catch up with this one, departing forwards and backwards.
        var (forward, backward) = (0.0, 0.0)
        for other in 0..<count {
          let place = axis * count + other
          let lead = heights[other] - correlations[place] * height
          let (ahead, behind) = (lead * near[place], lead * far[place])
          forward = max(forward, max(ahead, -behind))
          backward = max(backward, max(-ahead, behind))
        }
        let length = max(square - height * height, 0).squareRoot()
        grid.add(libmLog(length / forward), mass)
        grid.add(libmLog(length / backward), mass)
      }
    }
  }
}
