import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// The deviance (-2 log likelihood) of a mixed model in which one parameter is held, at the best values of all others.
///
/// A standard deviation that is held stands first in its block, so that θ₁₁ = s/σ; a held correlation takes the first
/// two places, with the rows (a, 0) and (ρ·t, √(1 - ρ²)·t). A held coefficient leaves the fixed terms. All searches are
/// without bounds: the sizes a and t are those of exponentials.
struct MixedDeviance {
  let place: MixedParameter.Place
  /// The smallest deviance of all, less a constant.
  let least: Double
  /// The parameter where the deviance is smallest; `nil` for a correlation that does not exist there.
  let best: Double?
  private let design: MixedDesign
  /// Where searches begin: the free θ, in units of their scales.
  private let start: [Double]
  private let scales: [Double]
  private let free: [Int]
  /// The first θ of the block.
  private let first: Int
  /// The places of the diagonals among the free θ.
  private let diagonals: [Int]
  /// What is added to every coordinate: the first step of a search may be as long as its point, and must not end where
  /// all variances are zero.
  private static let shift = 0.5

  init(_ design: MixedDesign, _ state: MixedState, _ place: MixedParameter.Place) {
    self.place = place
    least = state.criterion(design, restricted: false)
    let sigma = (state.residual / Double(design.caseCount)).squareRoot()
    var (block, held, order) = (0, Int?.none, [Int]())
    var best: Double?
    switch place {
    case .coefficient(let index):
      let shift = (0..<design.width).reduce(0) { $0 + design.back[index, $1] * state.gamma[$1] }
      best = design.leastSquares[index] + design.scale * shift
    case .deviation(let number, let effect):
      (block, held, order) = (number, 0, design.order(number, first: [effect]))
      best = Self.size(state.factors[number], effect) * sigma
    case .correlation(let number, let one, let other):
      (block, held, order) = (number, 1, design.order(number, first: [one, other]))
      best = Self.correlation(state.factors[number], one, other)
    case .residual: best = sigma
    }
    self.best = best
    let first = design.blocks[..<block].reduce(0) { $0 + $1.parameterCount }
    self.first = first
    var factors = state.factors
    if !order.isEmpty { factors[block] = Self.reordered(factors[block], order) }
    self.design = order.isEmpty ? design : design.reordered(block, order)
    var (theta, sizes, corners) = ([Double](), [Double](), [Int]())
    for factor in factors {
      for column in 0..<factor.columnCount {
        for row in column..<factor.rowCount {
          if row == column { corners.append(theta.count) }
          // A variance of zero is a stationary point: the search begins beside it.
          theta.append(row == column ? max(factor[row, column], 0.05) : factor[row, column])
          sizes.append(max(1, Self.size(factor, row)))
        }
      }
    }
    let taken = held.map { $0 + first }
    let free = theta.indices.filter { $0 != taken }
    if case .correlation(let number, _, _) = place {
      // The sizes of the first two rows take the places of their diagonals.
      let width = design.blocks[number].width
      let second = (theta[first + 1] * theta[first + 1] + theta[first + width] * theta[first + width])
      theta[first] = naturalLog(theta[first])
      theta[first + width] = naturalLog(second.squareRoot())
      (sizes[first], sizes[first + width]) = (1, 1)
    }
    self.free = free
    var diagonals = free.indices.filter { corners.contains(free[$0]) }
    if case .correlation(let number, _, _) = place {
      let taken = [first, first + design.blocks[number].width]
      diagonals.removeAll { taken.contains(free[$0]) }
    }
    self.diagonals = diagonals
    var (start, scales) = (free.map { theta[$0] / sizes[$0] + Self.shift }, free.map { sizes[$0] })
    if case .deviation = place {
      start.append(naturalLog(sigma))
      scales.append(1)
    }
    (self.start, self.scales) = (start, scales)
  }

  /// The square root of the rise of the deviance at a value, and where the others are then.
  ///
  /// - Throws: `InputError` if the search does not reach a minimum, or reaches a deviance below the smallest.
  func rise(at value: Double, from near: [Double]?) throws(InputError) -> (zeta: Double, point: [Double]) {
    guard let lowest = near.flatMap({ search(at: value, from: $0) }) ?? search(at: value, from: start) else {
      throw InputError(
        .notConverged, "profile", "the search for the other parameters found no minimum where one is held",
        remedy: "rescale the columns, or use a bootstrap")
    }
    let difference = lowest.value - least
    guard difference > -1e-6 * max(1, least.magnitude) else {
      throw InputError(
        .notConverged, "profile", "a larger likelihood than that of the fit was found",
        remedy: "the fit is no maximum: use fewer random terms")
    }
    return (max(0, difference).squareRoot(), lowest.point)
  }

  private func search(
    at value: Double, from begin: [Double], mayRepeat: Bool = true
  ) -> (value: Double, point: [Double])? {
    guard !begin.isEmpty else {
      let found = evaluate(at: value, []).value
      return found.isFinite ? (found, []) : nil
    }
    let cache = Cache(begin.count)
    func both(_ point: [Double]) -> (value: Double, slopes: [Double]) {
      if cache.point != point {
        let found = evaluate(at: value, point)
        (cache.point, cache.value, cache.slopes) = (point, found.value, found.slopes)
      }
      return (cache.value, cache.slopes)
    }
    guard
      let found = try? Minimization.bfgs(
        from: begin, tolerance: 1e-9, evaluations: 1_000, { both($0).value }, gradient: { both($0).slopes })
    else { return nil }
    let end = both(found.point)
    let slope = end.slopes.reduce(0) { max($0, $1.magnitude) }
    guard slope <= 1e-5 * max(1, end.value.magnitude) else { return nil }
    // A variance of zero has no slope, whether it is a minimum or not.
    let zeros = diagonals.filter { (found.point[$0] - Self.shift).magnitude < 0.01 }
    guard mayRepeat, !zeros.isEmpty else { return (end.value, found.point) }
    var beside = found.point
    for place in zeros { beside[place] = Self.shift + 0.3 }
    guard let again = search(at: value, from: beside, mayRepeat: false), again.value < end.value
    else { return (end.value, found.point) }
    return again
  }

  /// The deviance less a constant, and its slopes in the free coordinates.
  private func evaluate(
    at value: Double, _ point: [Double]
  ) -> (value: Double, slopes: [Double]) {
    let parameters = design.blocks.reduce(0) { $0 + $1.parameterCount }
    var theta = [Double](repeating: 0, count: parameters)
    for (index, place) in free.enumerated() {
      theta[place] = (point[index] - Self.shift) * scales[index]
    }
    var (model, logSigma) = (design, Double?.none)
    var width = 0
    switch place {
    case .coefficient(let index): model = design.fixing(index, at: value)
    case .residual: logSigma = naturalLog(value)
    case .deviation:
      let log = point[point.count - 1]
      logSigma = log
      theta[first] = value * exponential(-log)
    case .correlation(let block, _, _):
      width = design.blocks[block].width
      let (one, other) = (exponential(theta[first]), exponential(theta[first + width]))
      theta[first] = one
      theta[first + 1] = value * other
      theta[first + width] = max(0, 1 - value * value).squareRoot() * other
    }
    let none = point.map { _ in Double.nan }
    guard let state = MixedState(model, theta, derivatives: true) else { return (.infinity, none) }
    let cases = Double(design.caseCount)
    // With σ² at its best value the deviance is the profiled criterion; else it is given its own.
    let variance = logSigma.map { exponential(2 * $0) } ?? state.residual / cases
    guard variance > 0, variance.isFinite else { return (.infinity, none) }
    let deviance =
      logSigma == nil
      ? state.criterion(model, restricted: false)
      : state.logDeterminant + cases * (naturalLog(variance) + naturalLog(cases) - 1)
        + state.residual / variance
    let moments = MixedMoments(model, state, pairs: false)
    let jacobian = MixedCurvature.jacobian(model, state, moments.entries)
    let linear = moments.entries.indices.map {
      moments.traces[$0] - moments.first[$0][model.width, model.width] / variance
    }
    let full = jacobian.map { row in zip(row, linear).reduce(0) { $0 + $1.0 * $1.1 } }
    var slopes = free.map { full[$0] }
    if case .deviation = place {
      slopes.append(2 * cases - 2 * state.residual / variance - full[first] * theta[first])
    }
    if case .correlation = place {
      for (index, place) in free.enumerated() {
        if place == first { slopes[index] = full[first] * theta[first] }
        if place == first + width {
          slopes[index] = full[first + 1] * theta[first + 1] + full[first + width] * theta[first + width]
        }
      }
    }
    return (deviance, zip(slopes, scales).map { $0 * $1 })
  }
}

/// Keeps the last value with its slopes, so that both are one evaluation.
private final class Cache {
  var point: [Double]
  var value = Double.nan
  var slopes: [Double]

  init(_ count: Int) {
    point = []
    slopes = [Double](repeating: .nan, count: count)
  }
}

extension MixedDeviance {
  /// The length of a row of a factor: the standard deviation of its effect in units of the residual.
  fileprivate static func size(_ factor: Matrix, _ row: Int) -> Double {
    (0...row).reduce(0) { $0 + factor[row, $1] * factor[row, $1] }.squareRoot()
  }

  /// The correlation of two effects; `nil` where one of them does not vary.
  static func correlation(_ factor: Matrix, _ one: Int, _ other: Int) -> Double? {
    let lengths = (size(factor, one), size(factor, other))
    guard lengths.0 * lengths.0 > 1e-8, lengths.1 * lengths.1 > 1e-8 else { return nil }
    let product = (0...min(one, other)).reduce(0) { $0 + factor[one, $1] * factor[other, $1] }
    return max(-1, min(1, product / (lengths.0 * lengths.1)))
  }

  /// The factor of the same covariance matrix with its effects in another order.
  static func reordered(_ factor: Matrix, _ order: [Int]) -> Matrix {
    let width = order.count
    var result = Matrix(zeros: width, width)
    var rest = Matrix(zeros: width, width)
    for column in 0..<width {
      for row in 0..<width {
        rest[row, column] = (0..<width).reduce(0) { $0 + factor[order[row], $1] * factor[order[column], $1] }
      }
    }
    for column in 0..<width {
      // What rounding leaves of a pivot of zero is zero.
      guard rest[column, column] > 1e-14 * max(1, rest.diagonal.max() ?? 1) else { continue }
      let root = rest[column, column].squareRoot()
      for row in column..<width { result[row, column] = rest[row, column] / root }
      for other in column..<width {
        for row in column..<width { rest[row, other] -= result[row, column] * result[other, column] }
      }
    }
    return result
  }
}
