import SurveyLinearAlgebra
import SurveyVocabulary

/// Whether the likelihood of a binomial or Poisson model has its maximum at infinity, and along which columns.
///
/// It has if some β ≠ 0 moves no case against its outcome: sᵢ·xᵢβ ≥ 0 for all cases, with sᵢ = 1 for an
/// event and -1 for none, and xᵢβ = 0 for a case with both (Albert & Anderson 1984). Konis (2007) asks a
/// linear programme for such a β. By Farkas' lemma there is none exactly if minus the sum of the sᵢ·xᵢ is a
/// nonnegative combination of them, which the finite algorithm of Lawson & Hanson (1974) decides in
/// orthonormal coordinates of the columns; its residual is such a β otherwise.
///
/// References: Albert & Anderson (1984), doi:10.1093/biomet/71.1.1; Lawson & Hanson (1974), Solving Least
/// Squares Problems, chapter 23.
enum Separation {
  /// The names of the columns along which the likelihood rises for ever; empty where there are none.
  ///
  /// Classes that a column separates completely leave room for others to turn a little with it: a column without
  /// which the rest still separates is not named, unless trying that would take long.
  static func columns(_ problem: GeneralizedProblem) throws(InputError) -> [String] {
    guard let direction = try direction(problem) else { return [] }
    let sizes = try sizes(direction, problem)
    let largest = sizes.max() ?? 0
    var named = sizes.indices.filter { sizes[$0] > 1e-7 * largest }
    let width = Double(named.count)
    guard Double(problem.outcome.count) * width * width * width <= 5e7 else {
      return named.map { problem.names[$0] }
    }
    for column in named.sorted(by: { sizes[$0] < sizes[$1] }) {
      let rest = named.filter { $0 != column }
      guard let smaller = try problem.choosing(rest), try self.direction(smaller) != nil else { continue }
      named = rest
    }
    return named.map { problem.names[$0] }
  }

  /// How far each column moves along a direction, in units of the column, so that scales do not matter.
  private static func sizes(
    _ direction: [Double], _ problem: GeneralizedProblem
  ) throws(InputError) -> [Double] {
    let beta = try problem.back.times(direction)
    return beta.indices.map { column in
      beta[column].magnitude * (problem.columns[columnView: column].map(\.magnitude).max() ?? 0)
    }
  }

  /// Whether the scores of a fit prove that there is no separation: they are a positive combination of the
  /// sᵢ·xᵢ that gives zero, but for an error that is smaller than the least of them.
  static func isExcluded(by state: GeneralizedState, in problem: GeneralizedProblem) -> Bool {
    var (least, largest) = (Double.infinity, 0.0)
    for row in problem.outcome.indices {
      let size = state.scores[row].magnitude
      largest = max(largest, size)
      if side(problem, row) != 0 { least = min(least, size) }
    }
    let rest = problem.orthonormal.transposedTimes(state.scores).reduce(0) { $0 + $1 * $1 }
      .squareRoot()
    return least > 4 * (rest + 1e-15 * largest * Double(problem.outcome.count).squareRoot())
  }

  /// 1 or -1 for a case that may be fitted exactly at infinity, 0 for one that may not.
  static func side(_ problem: GeneralizedProblem, _ row: Int) -> Double {
    let y = problem.outcome[row]
    return problem.model.isBinomial ? (y == 1 ? 1 : y == 0 ? -1 : 0) : (y == 0 ? -1 : 0)
  }

  /// A direction in orthonormal coordinates along which no case moves against its outcome; `nil` for none.
  static func direction(_ problem: GeneralizedProblem) throws(InputError) -> [Double]? {
    let (count, order) = (problem.outcome.count, problem.names.count)
    var cone: [[Double]] = []
    var target = [Double](repeating: 0, count: order)
    for row in 0..<count {
      let side = side(problem, row)
      var generator = (0..<order).map { problem.orthonormal.elements[$0 * count + row] }
      let length = generator.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard length > 0 else { continue }
      generator = generator.map { $0 / length * (side == 0 ? 1 : side) }
      cone.append(generator)
      if side == 0 {
        cone.append(generator.map { -$0 })
      } else {
        for index in 0..<order { target[index] -= generator[index] }
      }
    }
    let size = target.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard size > 1e-10 * Double(count) else { return nil }
    let rest = try NonnegativeLeastSquares.residual(of: target.map { $0 / size }, on: cone)
    let length = rest.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 1e-9 ? rest.map { -$0 } : nil
  }

  /// The refusal of a model whose likelihood has no maximum.
  static func error(_ columns: [String], isBinomial: Bool) -> InputError {
    let list = columns.map { "\"\($0)\"" }.joined(separator: ", ")
    return isBinomial
      ? InputError(
        .infeasible, "outcome",
        "\(list) separate events from the rest, completely or in part, so that no finite coefficients "
          + "maximize the likelihood",
        remedy: "use FirthRegression, or leave the column out")
      : InputError(
        .infeasible, "outcome",
        "along \(list) only cases with a count of zero change, so that no finite coefficients maximize the "
          + "likelihood", remedy: "leave the column out or join levels")
  }
}

/// The residual of a target after the nonnegative combination of vectors that comes closest to it (Lawson &
/// Hanson 1974).
enum NonnegativeLeastSquares {
  static func residual(of target: [Double], on vectors: [[Double]]) throws(InputError) -> [Double] {
    let order = target.count
    var active: [Int] = []
    var shares: [Double] = []
    var rest = target
    for _ in 0..<(100 * (order + 1)) {
      guard active.count < order else { return rest }
      var best: (index: Int, gain: Double) = (-1, 1e-12)
      for (index, vector) in vectors.enumerated() where !active.contains(index) {
        var gain = 0.0
        for place in 0..<order { gain += vector[place] * rest[place] }
        if gain > best.gain { best = (index, gain) }
      }
      guard best.index >= 0 else { return rest }
      active.append(best.index)
      shares.append(0)
      while !active.isEmpty {
        let basis = Matrix(order, active.count, active.flatMap { vectors[$0] })
        let factor = try QRFactorization(basis, tolerance: 1e-13)
        // A vector that the others already make cannot bring the combination closer.
        guard factor.rank == active.count else {
          active.removeLast()
          shares.removeLast()
          return rest
        }
        let solution = try factor.solve(target)
        guard
          let worst = solution.indices.filter({ solution[$0] <= 0 }).min(by: {
            shares[$0] / (shares[$0] - solution[$0]) < shares[$1] / (shares[$1] - solution[$1])
          })
        else {
          shares = solution
          break
        }
        let difference = shares[worst] - solution[worst]
        let share = difference > 0 ? shares[worst] / difference : 0
        shares = zip(shares, solution).map { $0 + share * ($1 - $0) }
        active.remove(at: worst)
        shares.remove(at: worst)
      }
      rest = target
      for (share, index) in zip(shares, active) {
        for place in 0..<order { rest[place] -= share * vectors[index][place] }
      }
    }
    throw InputError(.notConverged, "separation", "the search for a separating direction does not end")
  }
}
