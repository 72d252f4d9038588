import SurveyLinearAlgebra
import SurveyVocabulary

/// The rank test of one coefficient of a quantile regression as a function of the value that is tested.
///
/// The statistic is a falling step function: it changes only where another case is fitted exactly.
struct RankInversion {
  /// The residuals of the regression, and those of the column by least squares on the other columns.
  private let residuals: [Double]
  private let column: [Double]
  private let tau: Double
  /// √(τ(1 - τ)·Σx²) of the column's residuals.
  private let scale: Double
  /// How far beyond a change the next value is tested.
  private let nudge: Double
  private var program: QuantileProgram?

  init(_ problem: RobustProblem, _ residuals: [Double], column index: Int, tau: Double) throws(InputError) {
    let own = Array(problem.matrix[columnView: index])
    let others = (0..<problem.columnCount).filter { $0 != index }
    var rest = own
    var basis: Matrix?
    if !others.isEmpty {
      let matrix = Matrix(
        problem.caseCount, others.count, others.flatMap { Array(problem.matrix[columnView: $0]) })
      let factors = try QRFactorization(matrix)
      let fit = try factors.solve(own)
      for (place, other) in others.enumerated() {
        for (row, value) in problem.matrix[columnView: other].enumerated() { rest[row] -= fit[place] * value }
      }
      basis = try factors.orthonormal()
    }
    let reach = rest.reduce(0) { max($0, $1.magnitude) }
    let size = residuals.reduce(0) { max($0, $1.magnitude) }
    let length = reach * rest.reduce(0) { $0 + ($1 / reach) * ($1 / reach) }.squareRoot()
    scale = (tau * (1 - tau)).squareRoot() * length
    nudge = 1e-8 * size / reach
    guard size > problem.rounding else { throw .noResidualSpread }
    guard nudge.isNormal, scale.isNormal else { throw .robustRange }
    (self.residuals, column, self.tau) = (residuals, rest, tau)
    if let basis {
      program = try QuantileProgram(basis, residuals, tau: tau, rounding: problem.rounding)
    }
  }

  /// The statistic of a coefficient that is `shift` larger, and the shift of the next change on that side.
  private mutating func look(_ shift: Double, _ side: Double) throws(InputError) -> (t: Double, next: Double?)
  {
    let outcome = zip(residuals, column).map { $0 - shift * $1 }
    var (rests, slopes) = (outcome, column)
    var scores = outcome.map { $0 > 0 ? tau : tau - 1 }
    if var program {
      try program.resume(with: outcome)
      (rests, slopes) = (program.residuals, program.rest(of: column))
      for row in scores.indices { scores[row] = program.isAbove(row) ? tau : tau - 1 }
      for (row, score) in zip(program.basis, program.multipliers()) {
        (scores[row], slopes[row]) = (score, 0)
      }
      self.program = program
    }
    let least = 1e-12 * slopes.reduce(0) { max($0, $1.magnitude) }
    var nearest: Double?
    for (rest, slope) in zip(rests, slopes) where slope.magnitude > least {
      let step = side * rest / slope
      if step > 0 { nearest = min(nearest ?? step, step) }
    }
    let sum = zip(column, scores).reduce(0) { $0 + $1.0 * $1.1 }
    return (sum / scale, nearest.map { shift + side * $0 })
  }

  /// How far the limit lies from the coefficient on one side, -1 or 1; `nil` where the test never rejects.
  mutating func limit(
    _ side: Double, critical: Double, isInterpolated: Bool
  ) throws(InputError) -> Double? {
    var change = 0.0
    var before: (shift: Double, statistic: Double)?
    for _ in 0...(4 * residuals.count * residuals.count) {
      let found = try look(change + side * nudge, side)
      let statistic = -side * found.t
      if statistic > critical {
        guard isInterpolated, let before else { return change }
        let share = (critical - before.statistic) / (statistic - before.statistic)
        return before.shift + share * (change - before.shift)
      }
      guard let next = found.next else { return nil }
      // Where the other coefficients have several solutions the exact fits may change without the statistic.
      if before.map({ ($0.statistic - statistic).magnitude > 1e-9 }) ?? true { before = (change, statistic) }
      change = next
    }
    return nil
  }
}
