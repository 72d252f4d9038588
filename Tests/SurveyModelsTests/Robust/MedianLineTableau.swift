/// The simplex of Barrodale & Roberts (1973) for a median line as their paper has it: a condensed tableau in floating
/// point, every residual in two parts. The naive twin of the rotating line of `.medianSlope`.
struct MedianLineTableau {
  private enum Variable: Equatable {
    case coefficient(Int, sign: Double)
    /// The part of a residual above the line (1) or below it (-1).
    case part(Int, sign: Double)

    var cost: Double { if case .part = self { 1 } else { 0 } }
    var negated: Variable {
      switch self {
      case .coefficient(let index, let sign): .coefficient(index, sign: -sign)
      case .part(let index, let sign): .part(index, sign: -sign)
      }
    }
  }

  private var rows: [[Double]]
  private var right: [Double]
  private var basic: [Variable]
  private var outside: [Variable] = [.coefficient(0, sign: 1), .coefficient(1, sign: 1)]

  /// The slope of the median line of `values` on `places`, the first one found.
  static func slope(_ values: [Double], on places: [Double]) -> Double? {
    var tableau = MedianLineTableau(values, places)
    guard tableau.enterCoefficients(), tableau.descend() else { return nil }
    for (variable, value) in zip(tableau.basic, tableau.right) {
      if case .coefficient(1, let sign) = variable { return sign * value }
    }
    return 0
  }

  private init(_ values: [Double], _ places: [Double]) {
    let signs = values.map { $0 < 0 ? -1.0 : 1 }
    rows = zip(signs, places).map { [$0, $0 * $1] }
    right = values.map(\.magnitude)
    basic = signs.indices.map { .part($0, sign: signs[$0]) }
  }

  /// How fast the sum falls as a variable enters.
  private func gain(_ column: Int) -> Double {
    zip(rows, basic).reduce(-outside[column].cost) { $0 + $1.0[column] * $1.1.cost }
  }

  /// The first stage: both coefficients enter, the one of the larger gain first.
  private mutating func enterCoefficients() -> Bool {
    for _ in 0..<2 {
      let open = outside.indices.filter { outside[$0].cost == 0 }
      guard let column = open.max(by: { gain($0).magnitude < gain($1).magnitude - 1e-12 }) else {
        return false
      }
      if gain(column) < 0 { negate(column) }
      guard enter(column, gain(column)) else { return false }
    }
    return true
  }

  /// The second stage: parts of residuals enter, the one of the largest gain first.
  private mutating func descend() -> Bool {
    for _ in 0..<1_000 {
      // The other part of a residual has the cost 1 too, so that both gains add up to -2.
      let gains: [(column: Int, other: Bool, gain: Double)] = [0, 1].flatMap {
        [($0, false, gain($0)), ($0, true, -2 - gain($0))]
      }
      guard let best = gains.max(by: { $0.gain < $1.gain }), best.gain > 1e-9 else { return true }
      if best.other { negate(best.column) }
      guard enter(best.column, best.gain) else { return false }
    }
    return false
  }

  private mutating func negate(_ column: Int) {
    outside[column] = outside[column].negated
    for row in rows.indices { rows[row][column] *= -1 }
  }

  /// Lets a variable enter past all residuals that change their side while the sum falls.
  private mutating func enter(_ column: Int, _ gain: Double) -> Bool {
    var gain = gain
    let met = rows.indices.filter { basic[$0].cost == 1 && rows[$0][column] > 1e-12 }
    for row in met.sorted(by: { right[$0] / rows[$0][column] < right[$1] / rows[$1][column] }) {
      guard gain - 2 * rows[row][column] > 1e-9 else {
        pivot(row, column)
        return true
      }
      gain -= 2 * rows[row][column]
      basic[row] = basic[row].negated
      right[row] *= -1
      for place in [0, 1] { rows[row][place] *= -1 }
    }
    return false
  }

  private mutating func pivot(_ row: Int, _ column: Int) {
    let (old, value) = (rows[row], right[row])
    let centre = old[column]
    for other in rows.indices where other != row {
      let factor = rows[other][column] / centre
      for place in [0, 1] { rows[other][place] -= factor * old[place] }
      rows[other][column] = -factor
      right[other] -= factor * value
    }
    rows[row] = old.map { $0 / centre }
    rows[row][column] = 1 / centre
    right[row] = value / centre
    (basic[row], outside[column]) = (outside[column], basic[row])
  }
}
