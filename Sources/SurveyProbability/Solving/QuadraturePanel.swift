import SurveyVocabulary

/// Where the points of a panel lie: on the range itself, or on a half-line that t in (0, 1] stands for.
enum QuadratureMap {
  /// x = t.
  case identity
  /// x = start + (1 - t)/t, up to infinity.
  case upward(from: Double)
  /// x = start - (1 - t)/t, down to minus infinity.
  case downward(from: Double)

  /// The point and the derivative of the map, without its sign.
  @inline(__always) func image(_ t: Double) -> (point: Double, stretch: Double) {
    switch self {
    case .identity: return (t, 1)
    case .upward(let start): return (start + (1 - t) / t, 1 / t)
    case .downward(let start): return (start - (1 - t) / t, 1 / t)
    }
  }
}

/// A part of a range with its integral and the estimate of its error.
struct QuadraturePanel {
  let map: QuadratureMap
  let lower: Double
  let upper: Double
  let integral: Double
  let error: Double
  /// Whether cutting the panel cannot improve it: its error is rounding, or it is as narrow as doubles are.
  let isFinal: Bool

  /// Integrates over one panel by a Gauss-Kronrod rule; the error estimate is QUADPACK's.
  init(
    _ map: QuadratureMap, _ lower: Double, _ upper: Double, _ rule: GaussKronrodRule,
    _ function: (Double) -> Double
  ) throws(InputError) {
    let half = upper / 2 - lower / 2
    let middle = upper / 2 + lower / 2
    let nodes = rule.nodes
    // The two values of every node, for the deviation from the mean.
    var values: [(Double, Double)] = []
    values.reserveCapacity(nodes.count)
    var (kronrod, gauss, absolute) = (0.0, 0.0, 0.0)
    for node in nodes {
      let right = try Self.value(map, middle + half * node.position, function)
      let left = node.position == 0 ? 0 : try Self.value(map, middle - half * node.position, function)
      kronrod += node.weight * (left + right)
      gauss += node.gaussWeight * (left + right)
      absolute += node.weight * (left.magnitude + right.magnitude)
      values.append((left, right))
    }
    var deviation = 0.0
    let mean = kronrod / 2
    for (node, value) in zip(nodes, values) {
      let left = node.position == 0 ? 0 : (value.0 - mean).magnitude
      deviation += node.weight * (left + (value.1 - mean).magnitude)
    }
    integral = kronrod * half
    absolute *= half
    deviation *= half
    guard integral.isFinite, absolute.isFinite else {
      throw InputError(
        .outOfRange, "integrand", "its integral between \(lower) and \(upper) exceeds the range of Double",
        remedy: "rescale the integrand")
    }
    var estimate = ((kronrod - gauss) * half).magnitude
    if deviation > 0, estimate > 0, deviation.isFinite {
      let ratio = 200 * estimate / deviation
      estimate = ratio < 1 ? deviation * ratio * ratio.squareRoot() : deviation
    }
    // What rounding alone does to the sum.
    let floor = 50 * Double.ulpOfOne * absolute
    error = max(estimate, floor)
    // The outermost point of half of a narrower panel could round to its end.
    let narrowest = max(2e-13 * max(lower.magnitude, upper.magnitude), 1e-290)
    isFinal = error <= floor || half <= narrowest
    self.map = map
    self.lower = lower
    self.upper = upper
  }

  private static func value(
    _ map: QuadratureMap, _ t: Double, _ function: (Double) -> Double
  ) throws(InputError) -> Double {
    let (point, stretch) = map.image(t)
    let value = function(point)
    // Zero stays zero where the stretch is infinite; two products keep the square of t from underflow.
    let stretched = value == 0 ? 0 : value * stretch * stretch
    guard stretched.isFinite else {
      throw InputError(
        .notFinite, "integrand", "is \(value) at \(point)",
        remedy: "end the range before that point, or give the integrand its limit there")
    }
    return stretched
  }
}

/// Panels in a heap, the one with the largest error first.
struct QuadratureHeap {
  private var panels: [QuadraturePanel] = []

  mutating func insert(_ panel: QuadraturePanel) {
    panels.append(panel)
    var child = panels.count - 1
    while child > 0, panels[child].error > panels[(child - 1) / 2].error {
      panels.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes the panel with the largest error.
  mutating func removeLargest() -> QuadraturePanel? {
    guard let last = panels.popLast() else { return nil }
    guard let largest = panels.first else { return last }
    panels[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < panels.count else { return largest }
      if child + 1 < panels.count, panels[child + 1].error > panels[child].error { child += 1 }
      guard panels[child].error > panels[parent].error else { return largest }
      panels.swapAt(child, parent)
      parent = child
    }
  }
}
