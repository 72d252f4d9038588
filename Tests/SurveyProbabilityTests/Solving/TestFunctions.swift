import Foundation

/// A sum of squares with a known minimum from Moré, Garbow & Hillstrom (1981), Testing Unconstrained
/// Optimization Software, ACM Transactions on Mathematical Software 7, 17-41, doi:10.1145/355934.355936.
///
/// Minima that are not zero were computed with 40 digits by mpmath 1.3 from the published data.
struct TestFunction: Sendable, CustomStringConvertible {
  let description: String
  let start: [Double]
  /// The minima that a search may end at: the value, and the point where it is unique.
  let minima: [(value: Double, point: [Double]?)]
  /// The residuals with their derivatives by each variable.
  let residuals: @Sendable ([Double]) -> [(value: Double, derivatives: [Double])]

  func value(_ x: [Double]) -> Double { residuals(x).reduce(0) { $0 + $1.value * $1.value } }

  func gradient(_ x: [Double]) -> [Double] {
    var gradient = [Double](repeating: 0, count: x.count)
    for residual in residuals(x) {
      for index in x.indices { gradient[index] += 2 * residual.value * residual.derivatives[index] }
    }
    return gradient
  }

  static let all = [
    rosenbrock, freudensteinRoth, brownBadlyScaled, beale, bard, kowalikOsborne, powellSingular, wood,
  ]

  static let rosenbrock = TestFunction(
    description: "Rosenbrock", start: [-1.2, 1], minima: [(0, [1, 1])]
  ) { x in [(10 * (x[1] - x[0] * x[0]), [-20 * x[0], 10]), (1 - x[0], [-1, 0])] }

  static let freudensteinRoth = TestFunction(
    description: "Freudenstein and Roth", start: [0.5, -2],
    minima: [(0, [5, 4]), (48.98425367924002, [11.412778986902094, -0.8968052532744765])]
  ) { x in
    let y = x[1]
    return [
      (-13 + x[0] + ((5 - y) * y - 2) * y, [1, 10 * y - 3 * y * y - 2]),
      (-29 + x[0] + ((y + 1) * y - 14) * y, [1, 3 * y * y + 2 * y - 14]),
    ]
  }

  static let brownBadlyScaled = TestFunction(
    description: "Brown, badly scaled", start: [1, 1], minima: [(0, [1e6, 2e-6])]
  ) { x in [(x[0] - 1e6, [1, 0]), (x[1] - 2e-6, [0, 1]), (x[0] * x[1] - 2, [x[1], x[0]])] }

  static let beale = TestFunction(description: "Beale", start: [1, 1], minima: [(0, [3, 0.5])]) { x in
    [1.5, 2.25, 2.625].enumerated().map { index, y in
      let power = pow(x[1], Double(index))
      return (y - x[0] * (1 - power * x[1]), [power * x[1] - 1, x[0] * Double(index + 1) * power])
    }
  }

  static let bard = TestFunction(
    description: "Bard", start: [1, 1, 1],
    minima: [(0.008214877306578975, [0.08241055974978893, 1.1330360920297216, 2.3436951786425371])]
  ) { x in
    let observed = [
      0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39,
    ]
    return observed.enumerated().map { index, y in
      let u = Double(index + 1)
      let (v, w) = (16 - u, min(u, 16 - u))
      let below = v * x[1] + w * x[2]
      return (y - (x[0] + u / below), [-1, u * v / (below * below), u * w / (below * below)])
    }
  }

  static let kowalikOsborne = TestFunction(
    description: "Kowalik and Osborne", start: [0.25, 0.39, 0.415, 0.39],
    minima: [
      (
        0.00030750560384923745,
        [0.19280693457903785, 0.19128232873436696, 0.12305650692632065, 0.13606233068379484]
      )
    ]
  ) { x in
    let observed = [
      0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246,
    ]
    let positions = [4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625]
    return zip(observed, positions).map { y, u in
      let (above, below) = (u * u + u * x[1], u * u + u * x[2] + x[3])
      let slope = x[0] * above / (below * below)
      return (y - x[0] * above / below, [-above / below, -x[0] * u / below, slope * u, slope])
    }
  }

  static let powellSingular = TestFunction(
    description: "Powell, singular", start: [3, -1, 0, 1], minima: [(0, nil)]
  ) { x in
    let (a, b) = (x[1] - 2 * x[2], x[0] - x[3])
    let (root5, root10) = (5.0.squareRoot(), 10.0.squareRoot())
    return [
      (x[0] + 10 * x[1], [1, 10, 0, 0]), (root5 * (x[2] - x[3]), [0, 0, root5, -root5]),
      (a * a, [0, 2 * a, -4 * a, 0]), (root10 * b * b, [2 * root10 * b, 0, 0, -2 * root10 * b]),
    ]
  }

  static let wood = TestFunction(
    description: "Wood", start: [-3, -1, -3, -1], minima: [(0, [1, 1, 1, 1])]
  ) { x in
    let (root90, root10) = (90.0.squareRoot(), 10.0.squareRoot())
    return [
      (10 * (x[1] - x[0] * x[0]), [-20 * x[0], 10, 0, 0]), (1 - x[0], [-1, 0, 0, 0]),
      (root90 * (x[3] - x[2] * x[2]), [0, 0, -2 * root90 * x[2], root90]), (1 - x[2], [0, 0, -1, 0]),
      (root10 * (x[1] + x[3] - 2), [0, root10, 0, root10]),
      ((x[1] - x[3]) / root10, [0, 1 / root10, 0, -1 / root10]),
    ]
  }
}

/// A function with bounds and a known minimum from Hock & Schittkowski (1981), Test Examples for Nonlinear
/// Programming Codes, doi:10.1007/978-3-642-48320-2.
struct BoundedTestFunction: Sendable, CustomStringConvertible {
  let description: String
  let start: [Double]
  let bounds: [ClosedRange<Double>]
  let minimum: (value: Double, point: [Double])
  let value: @Sendable ([Double]) -> Double
  let gradient: @Sendable ([Double]) -> [Double]

  static let all = [
    BoundedTestFunction(
      description: "HS 1", start: [-2, 1], bounds: [-.infinity ... .infinity, -1.5 ... .infinity],
      minimum: (0, [1, 1]), value: TestFunction.rosenbrock.value, gradient: TestFunction.rosenbrock.gradient),
    BoundedTestFunction(
      description: "HS 2, begun at its feasible side", start: [2, 2],
      bounds: [-.infinity ... .infinity, 1.5 ... .infinity],
      minimum: (0.05042618789360708, [1.2243707487363524, 1.5]), value: TestFunction.rosenbrock.value,
      gradient: TestFunction.rosenbrock.gradient),
    BoundedTestFunction(
      description: "HS 3", start: [10, 1], bounds: [-.infinity ... .infinity, 0 ... .infinity],
      minimum: (0, [0, 0]), value: { $0[1] + 1e-5 * ($0[1] - $0[0]) * ($0[1] - $0[0]) },
      gradient: { [-2e-5 * ($0[1] - $0[0]), 1 + 2e-5 * ($0[1] - $0[0])] }),
    BoundedTestFunction(
      description: "HS 4", start: [1.125, 0.125], bounds: [1 ... .infinity, 0 ... .infinity],
      minimum: (8.0 / 3, [1, 0]), value: { pow($0[0] + 1, 3) / 3 + $0[1] },
      gradient: { [($0[0] + 1) * ($0[0] + 1), 1] }),
    BoundedTestFunction(
      description: "HS 5", start: [0, 0], bounds: [-1.5...4, -3...3],
      minimum: (-1.9132229549810364, [0.5 - Double.pi / 3, -0.5 - Double.pi / 3]),
      value: { x in
        sin(x[0] + x[1]) + (x[0] - x[1]) * (x[0] - x[1]) - 1.5 * x[0] + 2.5 * x[1] + 1
      },
      gradient: { x in
        let (slope, difference) = (cos(x[0] + x[1]), 2 * (x[0] - x[1]))
        return [slope + difference - 1.5, slope - difference + 2.5]
      }),
    BoundedTestFunction(
      description: "HS 38", start: [-3, -1, -3, -1], bounds: Array(repeating: -10...10, count: 4),
      minimum: (0, [1, 1, 1, 1]), value: TestFunction.wood.value, gradient: TestFunction.wood.gradient),
    BoundedTestFunction(
      description: "HS 45", start: [0.5, 0.5, 0.5, 0.5, 0.5], bounds: (1...5).map { 0...Double($0) },
      minimum: (1, [1, 2, 3, 4, 5]), value: { 2 - $0.reduce(1, *) / 120 },
      gradient: { x in
        x.indices.map { skipped in -x.indices.reduce(1) { $1 == skipped ? $0 : $0 * x[$1] } / 120 }
      }
    ),
  ]
}
