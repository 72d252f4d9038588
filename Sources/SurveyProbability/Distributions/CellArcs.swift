/// The border of a statistic's cell along a circle of directions around it.
///
/// Another statistic limits the cell by two half-planes, each a point (a, b): tan θ is at most 1/(a cos φ + b sin φ).
/// Which of them limits at φ is told by the convex hull of the points, and between its corners the border is smooth.
struct CellArcs {
  /// The power of |sin φ| in the density of φ.
  private let power: Int
  private let scale: Double
  private var points: [(a: Double, b: Double)] = []
  private var hull: [(a: Double, b: Double)] = []

  /// Gauss-Legendre quadrature with 10 points.
  private let nodes: [(place: Double, weight: Double)] = [
    (0.9739065285171717, 0.06667134430868814), (0.8650633666889845, 0.1494513491505806),
    (0.6794095682990244, 0.21908636251598204), (0.4333953941292472, 0.26926671930999635),
    (0.14887433898163122, 0.29552422471475287),
  ]

  init(rank: Int) {
    power = rank - 3
    scale = 0.5 * BorderGrid.density(rank - 1)
  }

  /// Adds the border along one circle to a grid.
  ///
  /// - Parameters:
  ///   - rows: The directions of all statistics, in coordinates of which the first is that of the cell's own.
  ///   - axis: The number of its own.
  ///   - side: The direction of φ = π/2 in the coordinates from the third on; φ = 0 is the second.
  ///   - mass: What the circle counts.
  ///   - grid: The grid.
  mutating func add(
    _ rows: [[Double]], _ axis: Int, _ side: [Double], _ mass: Double, to grid: inout BorderGrid
  ) {
    points.removeAll(keepingCapacity: true)
    for (index, row) in rows.enumerated() where index != axis {
      var across = 0.0
      for place in side.indices { across += row[place + 2] * side[place] }
      let (near, far) = (1 / (1 - row[0]), -1 / (1 + row[0]))
      points.append((row[1] * near, across * near))
      points.append((row[1] * far, across * far))
    }
    findHull()
    guard var last = hull.last else { return }
    for (index, corner) in hull.enumerated() {
      let next = hull[index + 1 < hull.count ? index + 1 : 0]
      let size = (corner.a * corner.a + corner.b * corner.b).squareRoot()
      if size > 0 {
        // The normals of both edges bound the directions in which this corner limits.
        let from = Self.turn(corner, (corner.b - last.b, last.a - corner.a), -1)
        let to = Self.turn(corner, (next.b - corner.b, corner.a - next.a), 1)
        // The density has a kink at φ = 0 and at π.
        let kink = corner.a == 0 ? from : Self.turn(corner, (corner.a, 0), 1)
        if kink > from, kink < to {
          add(corner, size, from, kink, mass, to: &grid)
          add(corner, size, kink, to, mass, to: &grid)
        } else {
          add(corner, size, from, to, mass, to: &grid)
        }
      }
      last = corner
    }
  }

  /// The corners of the convex hull, counterclockwise, by Andrew's chains (1979); points that are equal but for
  /// rounding are one corner.
  private mutating func findHull() {
    points.sort { ($0.a, $0.b) < ($1.a, $1.b) }
    hull.removeAll(keepingCapacity: true)
    for point in points { extend(to: point, from: 0) }
    let size = hull.count
    for point in points.reversed() { extend(to: point, from: size - 1) }
    // The last corner is the first one again.
    if hull.count > 1 { hull.removeLast() }
  }

  /// Adds a corner behind those that stay, from a number of them on only those to the right of which it lies.
  private mutating func extend(to point: (a: Double, b: Double), from first: Int) {
    while let last = hull.last, hull.count > first + 1 {
      let own = hull[hull.count - 2]
      let (x, y) = (last.a - own.a, last.b - own.b)
      guard x * (point.b - own.b) - y * (point.a - own.a) <= 0 else { break }
      hull.removeLast()
    }
    if let last = hull.last {
      let (x, y) = (point.a - last.a, point.b - last.b)
      if x * x + y * y <= 1e-20 * (last.a * last.a + last.b * last.b) { return }
    }
    hull.append(point)
  }

  /// asinh of the tangent of the angle between a corner and a normal; beyond a right angle, which only rounding
  /// makes, its end.
  private static func turn(
    _ corner: (a: Double, b: Double), _ normal: (Double, Double), _ end: Double
  ) -> Double {
    let along = corner.a * normal.0 + corner.b * normal.1
    let across = corner.a * normal.1 - corner.b * normal.0
    guard along > 0 else { return 40 * end }
    let tangent = across / along
    let size = tangent.magnitude
    guard size < 1e17 else { return tangent < 0 ? -40 : 40 }
    let turn = libmLog1p(size + size * size / (1 + (1 + size * size).squareRoot()))
    return tangent < 0 ? -turn : turn
  }

  /// Adds the directions for which one corner limits. In v with tan(φ - φ of the corner) = sinh v the border is
  /// log cosh v - log size, and dφ = dv / cosh v, which ten points integrate to 14 digits over 1.25.
  private func add(
    _ corner: (a: Double, b: Double), _ size: Double, _ from: Double, _ to: Double, _ mass: Double,
    to grid: inout BorderGrid
  ) {
    guard to > from else { return }
    let (cosine, sine) = (corner.a / size, corner.b / size)
    let count = max(1, Int(((to - from) / 1.25).rounded(.up)))
    let half = 0.5 * (to - from) / Double(count)
    for panel in 0..<count {
      let center = from + half * Double(2 * panel + 1)
      for node in 0..<10 {
        let (place, weight) = nodes[node % 5]
        let v = node < 5 ? center - half * place : center + half * place
        let decay = libmExp(-v.magnitude)
        let square = decay * decay
        let inverse = 2 * decay / (1 + square)
        var share = scale * mass * weight * half * inverse
        if power > 0 {
          let tanh = (1 - square) / (1 + square)
          let height = (sine * inverse + cosine * (v < 0 ? -tanh : tanh)).magnitude
          for _ in 0..<power { share *= height }
        }
        grid.add(-libmLog(size * inverse), share)
      }
    }
  }
}
