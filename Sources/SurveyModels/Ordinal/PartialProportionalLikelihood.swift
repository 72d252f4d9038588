import SurveyLinearAlgebra
import SurveyVocabulary

/// The log likelihood of a cumulative link model in which the first columns after the column of ones have a
/// coefficient per threshold and the others one: P(Y ≤ j) = F(z'τ_j), where the τ_j share their last entries.
///
/// The parameters are the entries of the lowest threshold's own, those of the next, …, then the shared ones;
/// they pass through one linear map into the likelihood whose thresholds share nothing.
///
/// Because the triangle of the orthonormal columns is upper triangular, sharing the last working coefficients
/// is the same as sharing the last coefficients of the columns themselves.
struct PartialProportionalLikelihood: LikelihoodObjective, Sendable {
  let problem: LevelProblem
  private let link: OrdinalLink
  private let full: NonproportionalLikelihood
  private let map: Matrix
  private let transposed: Matrix
  /// The number of entries of each threshold's own, the constant included.
  private let own: Int

  init(_ problem: LevelProblem, varying: Int, link: OrdinalLink) {
    self.problem = problem
    self.link = link
    own = varying + 1
    full = NonproportionalLikelihood(problem, link: link)
    let (cuts, width) = (problem.levels.count - 1, problem.names.count)
    var map = Matrix(zeros: cuts * width, cuts * own + width - own)
    for cut in 0..<cuts {
      for place in 0..<width {
        map[cut * width + place, place < own ? cut * own + place : cuts * own + place - own] = 1
      }
    }
    self.map = map
    transposed = map.transposed
  }

  var cuts: Int { problem.levels.count - 1 }
  var order: Int { map.columnCount }

  /// The thresholds that reproduce the shares of the levels, and no effect of any column.
  var start: [Double] {
    let thresholds = OrdinalLikelihood(problem, link: link).start.prefix(cuts)
    var start = [Double](repeating: 0, count: order)
    for (cut, threshold) in thresholds.enumerated() {
      start[cut * own] = threshold * problem.columns.triangle[0, 0]
    }
    return start
  }

  /// The change of all columns' coefficients by a step, one array per threshold.
  func changes(_ step: [Double]) -> [[Double]] {
    let width = problem.names.count
    guard let long = try? map.times(step) else { return [] }
    return (0..<cuts).map { Array(long[$0 * width..<($0 + 1) * width]) }
  }

  /// The first level that has no positive probability in some case.
  func emptyLevel(_ parameters: [Double]) -> String? {
    guard let long = try? map.times(parameters) else { return nil }
    return full.emptyLevel(long).map { problem.levels[$0] }
  }

  /// The first level whose two thresholds approach each other in some case along a direction.
  func closingLevel(_ direction: [Double]) -> String? {
    guard let long = try? map.times(direction) else { return nil }
    return full.closingLevel(long).map { problem.levels[$0] }
  }

  func evaluate(_ parameters: [Double]) -> LikelihoodPoint? {
    guard let long = try? map.times(parameters), let point = full.evaluate(long),
      let gradient = try? transposed.times(point.gradient),
      let information = try? transposed.times(point.information).times(map)
    else { return nil }
    return LikelihoodPoint(value: point.value, gradient: gradient, information: information)
  }

  func reach(of step: [Double], at parameters: [Double]) -> Double {
    guard let change = try? map.times(step), let place = try? map.times(parameters) else { return .infinity }
    return full.reach(of: change, at: place)
  }

  /// Refuses an outcome for which some direction changes no end of the level of any case.
  ///
  /// The log probability of a level is strictly concave in the level's ends, so that the information lacks
  /// these directions wherever it is evaluated.
  func checkDetermined() throws(InputError) {
    guard let information = evaluate(start)?.information else { return }
    let roots = information.diagonal.map { $0 > 0 ? $0.squareRoot() : 1 }
    var scaled = information
    for column in roots.indices {
      for row in roots.indices { scaled[row, column] /= roots[row] * roots[column] }
    }
    // A zero on the diagonal is an eigenvalue of its own.
    guard try SymmetricEigen(scaled).values.allSatisfy({ $0 > 1e-13 }) else {
      throw InputError(
        .rankDeficient, "varying",
        "the cases of neighbouring levels do not determine the coefficients of the thresholds between them",
        remedy: "let fewer terms vary, or join levels with few cases")
    }
  }

  /// The map to what is reported: thresholds, then the varying columns' coefficients, column by column, then
  /// the shared ones; and the scales of these.
  func reportedMap() throws(InputError) -> (map: Matrix, scales: [Double]) {
    let inverse = try problem.columns.inverse()
    let width = problem.names.count
    var reported = Matrix(zeros: order, order)
    /// Where the working coefficient of a column stands for a threshold.
    func place(_ column: Int, _ cut: Int) -> Int {
      column < own ? cut * own + column : cuts * own + column - own
    }
    var scales = [Double](repeating: 1, count: cuts)
    for cut in 0..<cuts {
      for column in 0..<width { reported[cut, place(column, cut)] = inverse[0, column] }
    }
    for row in 1..<max(width, 1) {
      for cut in 0..<(row < own ? cuts : 1) {
        // The sign: a positive coefficient goes with being above the threshold.
        for column in row..<width { reported[scales.count, place(column, cut)] = -inverse[row, column] }
        scales.append(problem.columns.scales[row])
      }
    }
    return (reported, scales)
  }
}
