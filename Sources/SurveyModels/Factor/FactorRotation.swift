import SurveyProbability
import SurveyVocabulary

/// Rotated loadings with the correlations of the factors, and the minima that several starts found.
struct FactorRotation {
  let loadings: Matrix
  let correlations: Matrix
  /// The least value of the criterion; `nil` where there is no criterion.
  let criterion: Double?
  /// The steps of the search that found it.
  let iterations: Int
  /// Whether it met its tolerance.
  let converged: Bool
  /// The different minima, the least first.
  let minima: [FactorAnalysis.RotationMinimum]

  /// Values of a criterion that are closer than this are those of one minimum.
  private static let sameMinimum = 1e-6

  init(
    _ unrotated: Matrix, _ rotation: FactorAnalysis.Rotation, starts: Int, seed: UInt64
  ) throws(InputError) {
    let factors = unrotated.columnCount
    guard factors > 1, let criterion = rotation.criterion else {
      loadings = unrotated
      correlations = .identity(factors)
      self.criterion = nil
      iterations = 0
      converged = true
      minima = []
      return
    }
    let lengths = unrotated.rowSquares.map { rotation.normalizesRows && $0 > 0 ? $0.squareRoot() : 1 }
    let projection = GradientProjection(
      criterion: criterion, unrotated: unrotated.rowsDivided(by: lengths))
    var best = try projection.search(from: .identity(factors))
    var minima: [FactorAnalysis.RotationMinimum] = []
    Self.record(best, in: &minima)
    for start in 1..<max(starts, 1) {
      var stream = RandomStream(seed: seed, stream: 2 * UInt64(start) + 1)
      let numbers = (0..<factors * factors).map { _ in stream.normal() }
      let parts = try SVDFactorization(Matrix(factors, factors, numbers))
      let next = try projection.search(from: parts.left.times(parts.right.transposed))
      Self.record(next, in: &minima)
      let isBetter = next.state.value < best.state.value - 1e-12
      if next.converged && (isBetter || !best.converged) { best = next }
    }
    self.criterion = best.state.value
    iterations = best.iterations
    converged = best.converged
    self.minima = minima.sorted { $0.criterion < $1.criterion }
    var loadings = best.state.loadings
    for column in 0..<factors {
      for row in lengths.indices { loadings[row, column] *= lengths[row] }
    }
    if case .promax(let power, _) = rotation {
      (self.loadings, correlations) = try Self.promax(loadings, power: power)
    } else {
      self.loadings = loadings
      correlations =
        criterion.isOblique
        ? try best.state.rotation.transposed.times(best.state.rotation).asCorrelations : .identity(factors)
    }
  }

  /// Counts a converged end to the minimum that it belongs to.
  private static func record(_ end: GradientProjection.End, in minima: inout [FactorAnalysis.RotationMinimum])
  {
    guard end.converged else { return }
    let value = end.state.value
    let place = minima.firstIndex {
      ($0.criterion - value).magnitude <= sameMinimum * max(1, value.magnitude)
    }
    if let place {
      minima[place] = .init(criterion: min(minima[place].criterion, value), starts: minima[place].starts + 1)
    } else {
      minima.append(.init(criterion: value, starts: 1))
    }
  }

  /// The oblique rotation that comes closest, by least squares, to the loadings raised to a power.
  ///
  /// Reference: Hendrickson & White (1964), doi:10.1111/j.2044-8317.1964.tb00244.x.
  private static func promax(
    _ loadings: Matrix, power: Double
  ) throws(InputError) -> (loadings: Matrix, correlations: Matrix) {
    var target = loadings
    for column in 0..<loadings.columnCount {
      for row in 0..<loadings.rowCount {
        target[row, column] *= raise(loadings[row, column].magnitude, to: power - 1)
      }
    }
    let scaled: Matrix
    let back: Matrix
    do throws(InputError) {
      let transformation = try QRFactorization(loadings).solve(target)
      let lengths = try LUFactorization(transformation.gram()).inverse().diagonal.map { $0.squareRoot() }
      scaled = transformation.columnsTimes(lengths)
      back = try LUFactorization(scaled).inverse()
    } catch {
      throw InputError(
        error.code, "promax", "loadings to the power \(power) give no rotation: \(error.problem)",
        remedy: "use a lower power")
    }
    return (try loadings.times(scaled), try back.times(back.transposed).asCorrelations)
  }
}

extension Matrix {
  /// The matrix with each row divided by a number of its own.
  fileprivate func rowsDivided(by lengths: [Double]) -> Matrix {
    var result = self
    for column in 0..<columnCount {
      for row in 0..<rowCount { result[row, column] /= lengths[row] }
    }
    return result
  }

  /// The matrix with each column times a number of its own.
  fileprivate func columnsTimes(_ lengths: [Double]) -> Matrix {
    var result = self
    for column in 0..<columnCount {
      for row in 0..<rowCount { result[row, column] *= lengths[column] }
    }
    return result
  }

  /// Correlations of factors without the rounding: exact ones on the diagonal, the same on both sides of it,
  /// none beyond ±1.
  fileprivate var asCorrelations: Matrix {
    var result = self
    for column in 0..<columnCount {
      for row in 0..<column {
        let mean = (self[row, column] + self[column, row]) / 2
        result[row, column] = min(max(mean, -1), 1)
        result[column, row] = result[row, column]
      }
      result[column, column] = 1
    }
    return result
  }
}
