import SurveyProbability
import SurveyVocabulary

/// The first cell of a two-by-two table with given margins at which the odds ratio has a given value.
enum FittedCell {
  /// The root of A(n - r - c + A) = ψ(r - A)(c - A) within the possible cells, by the form that adds.
  static func value(row: Double, column: Double, total: Double, odds: Double) -> Double {
    let rest = total - row - column
    let linear = rest + odds * (row + column)
    let root = max(0, linear * linear + 4 * (1 - odds) * odds * row * column).squareRoot()
    let value =
      linear >= 0
      ? 2 * odds * row * column / (linear + root) : (root - linear) / (2 * (1 - odds))
    return min(max(value, max(0, -rest)), min(row, column))
  }
}

/// The score interval of the odds ratio of two independent proportions.
///
/// Reference: Miettinen & Nurminen (1985), doi:10.1002/sim.4780040211.
enum ScoreOdds {
  static func limits(_ cells: TwoByTwo, _ z: Double) throws(InputError) -> (Double, Double) {
    // The odds ratio of the table with the columns exchanged is one over that of the table.
    let turned = TwoByTwo(a: cells.b, b: cells.a, c: cells.d, d: cells.c)
    let upper = try lowerLimit(turned, z)
    return (try lowerLimit(cells, z), upper == 0 ? .infinity : 1 / upper)
  }

  private static func lowerLimit(_ cells: TwoByTwo, _ z: Double) throws(InputError) -> Double {
    // Without a case in a or d nothing bounds the odds ratio from below.
    guard cells.a > 0, cells.d > 0 else { return 0 }
    let (n, m, column) = (Double(cells.first), Double(cells.second), Double(cells.a) + Double(cells.c))
    let total = n + m
    func excess(_ logarithm: Double) -> Double {
      let fitted = FittedCell.value(row: n, column: column, total: total, odds: libmExp(logarithm))
      let (p, q) = (fitted / n, (column - fitted) / m)
      let gap = Double(cells.a) - fitted
      // At an infinite odds ratio the fitted cell is the observed one.
      if gap == 0 { return -z }
      let information = 1 / (n * p * (1 - p)) + 1 / (m * q * (1 - q))
      let deviation = gap * (information * (total - 1) / total).squareRoot()
      return deviation.isNaN ? .greatestFiniteMagnitude : min(max(deviation, -1e300), 1e300) - z
    }
    let top =
      cells.b > 0 && cells.c > 0
      ? libmLog(Double(cells.a) / Double(cells.b) * (Double(cells.d) / Double(cells.c))) : 300
    return libmExp(try RootFinding.solve(in: min(-300, top - 300)...top, "limit of the odds ratio", excess))
  }
}
