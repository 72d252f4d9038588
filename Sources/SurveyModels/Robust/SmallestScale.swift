import SurveyLinearAlgebra
import SurveyVocabulary

/// The regression with the smallest M-scale of its residuals: an S-estimate with the bisquare and a breakdown
/// point of one half.
///
/// The scale s solves Σρ(r/s)/(n - k) = 1/2, ρ the bisquare's loss divided by its largest value.
/// References: Rousseeuw & Yohai (1984); Salibian-Barrera & Yohai (2006), doi:10.1198/106186006X113629.
struct SmallestScale {
  /// The constant for which half of the largest loss is the mean under normal errors.
  static let loss = RobustLoss.bisquare(c: 1.54764)
  /// Candidates that are refined to convergence.
  static let kept = 5

  var solution: RobustSolution
  /// The subsets that were tried.
  var subsets: Int

  /// ρ(u), from 0 to 1.
  static func share(_ u: Double) -> Double {
    let c = loss.tuning
    return loss.loss(u) / (c * c / 6)
  }

  init(_ problem: RobustProblem, _ subsets: RobustSubsets, limit: Int) throws(InputError) {
    try subsets.check(cases: problem.caseCount, columns: problem.columnCount)
    var best: [RobustSolution] = []
    self.subsets = try subsets.forEach(cases: problem.caseCount, columns: problem.columnCount) {
      rows throws(InputError) in
      guard let start = problem.exactFit(rows), start.allSatisfy(\.isFinite) else { return false }
      // Two steps from the subset, each with a scale brought only one step on, tell good starts from bad.
      var (current, size) = (start, try problem.scale(problem.residuals(start), without: Set(rows)))
      for _ in 0..<2 {
        let residuals = problem.residuals(current)
        size *= (2 * problem.meanShare(residuals, size)).squareRoot()
        let weights = residuals.map { Self.loss.weight($0 / size) }
        guard size > problem.rounding,
          let step = try? QRFactorization(problem.matrix, weights: weights).solve(residuals)
        else { break }
        current = zip(current, step).map { $0 + $1 }
      }
      let residuals = problem.residuals(current)
      let bound = best.count < Self.kept ? Double.infinity : best[best.count - 1].scale
      // A mean loss above one half at the bound means a scale above the bound.
      guard bound == .infinity || problem.meanShare(residuals, bound) < 0.5 else { return true }
      let scale = try problem.mScale(residuals, from: size)
      guard !best.contains(where: { ($0.scale - scale).magnitude <= 1e-12 * scale }) else { return true }
      best.append(
        RobustSolution(
          coefficients: current, residuals: residuals, scale: scale, iterations: 0, converged: false))
      best.sort { $0.scale < $1.scale }
      if best.count > Self.kept { best.removeLast() }
      return true
    }
    var winner: RobustSolution?
    for candidate in best {
      let refined = try problem.reweighted(
        Self.loss, from: candidate.coefficients, limit: limit,
        scale: { residuals throws(InputError) in try problem.mScale(residuals, from: candidate.scale) })
      if refined.scale < winner?.scale ?? .infinity { winner = refined }
    }
    guard let winner else {
      throw InputError(
        .infeasible, "subsets", "no subset of the cases has independent columns",
        remedy: "use .all, more subsets, or leave out columns that few cases have")
    }
    solution = winner
  }
}

extension RobustProblem {
  /// Σρ(r/s)/(n - k).
  func meanShare(_ residuals: [Double], _ scale: Double) -> Double {
    residuals.reduce(0) { $0 + SmallestScale.share($1 / scale) } / Double(caseCount - columnCount)
  }

  /// The M-scale of residuals: where the mean loss is one half.
  ///
  /// The fixed-point step s·√(2·mean) climbs or falls without passing the solution; Newton's step, taken where it
  /// stays within a factor of two, makes it fast.
  func mScale(_ residuals: [Double], from start: Double) throws(InputError) -> Double {
    let large = residuals.count { $0.magnitude > rounding }
    guard Double(large) > 0.5 * Double(caseCount - columnCount) else { throw .zeroScale }
    var scale = start
    let c = SmallestScale.loss.tuning
    for _ in 0..<1_000 {
      let mean = meanShare(residuals, scale)
      let slope =
        residuals.reduce(0) { sum, residual in
          let u = residual / scale
          return sum + 6 / (c * c) * u * u * SmallestScale.loss.weight(u)
        } / Double(caseCount - columnCount)
      let newton = slope > 0 ? scale * (1 + (mean - 0.5) / slope) : .infinity
      let plain = scale * (2 * mean).squareRoot()
      let next = newton > scale / 2 && newton < 2 * scale ? newton : plain
      guard next > 0, next.isFinite else { throw .zeroScale }
      if (next - scale).magnitude <= 4 * Double.ulpOfOne * scale { return next }
      scale = next
    }
    return scale
  }

  /// The coefficients that fit as many cases as there are columns; `nil` where those cases are dependent.
  func exactFit(_ rows: [Int]) -> [Double]? {
    let square = Matrix(
      columnCount, columnCount, (0..<columnCount).flatMap { column in rows.map { matrix[$0, column] } })
    guard let factors = try? QRFactorization(square, tolerance: 1e-9) else { return nil }
    return try? factors.solve(rows.map { outcome[$0] })
  }
}
