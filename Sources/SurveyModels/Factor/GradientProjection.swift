import SurveyProbability
import SurveyVocabulary

/// Rotation by projected gradients: the rotated loadings move along the slope of the criterion, and the
/// rotation is brought back to unit lengths of its columns, at right angles if it is orthogonal.
///
/// References: Jennrich (2001), doi:10.1007/BF02294840; Jennrich (2002), doi:10.1007/BF02294706; step
/// lengths: Barzilai & Borwein (1988), doi:10.1093/imanum/8.1.141.
struct GradientProjection {
  let criterion: RotationCriterion
  /// The loadings that are rotated.
  let unrotated: Matrix

  /// The slope that is tolerated, as the root of the sum of its squares.
  static let tolerance = 1e-8
  static let mostIterations = 5_000

  /// A rotation and what it gives.
  struct State {
    let rotation: Matrix
    let loadings: Matrix
    let value: Double
    /// The slope along the rotations that are allowed.
    let slope: Matrix
    var size: Double { slope.elements.reduce(0) { $0 + $1 * $1 }.squareRoot() }
  }

  /// Where a search ended.
  struct End {
    let state: State
    let iterations: Int
    let converged: Bool
  }

  /// A search from a rotation. Where it ends it is nudged once: a place from which the criterion falls after
  /// a nudge is no minimum.
  func search(from rotation: Matrix) throws(InputError) -> End {
    let first = try descend(from: try state(rotation), 0)
    var nudged = first.state.rotation
    // A fixed small turn in every plane.
    for column in 0..<nudged.columnCount {
      for other in 0..<nudged.columnCount where other != column {
        let angle = (other > column ? 0.01 : -0.01) * Double(1 + (column + other) % 3)
        for row in 0..<nudged.rowCount { nudged[row, column] += angle * first.state.rotation[row, other] }
      }
    }
    let second = try descend(from: try state(restored(nudged)), first.iterations)
    let falls = second.state.value < first.state.value - 1e-10 * max(1, first.state.value.magnitude)
    return falls || (second.converged && !first.converged) ? second : first
  }

  private func descend(from start: State, _ before: Int) throws(InputError) -> End {
    var current = start
    var length = 1.0
    var iterations = before
    while current.size > Self.tolerance, iterations < Self.mostIterations {
      guard let next = try step(current, &length) else { break }
      // The ratio of the moves of rotation and slope measures the curvature.
      var (moves, turns) = (0.0, 0.0)
      for index in current.rotation.elements.indices {
        let move = next.rotation.elements[index] - current.rotation.elements[index]
        moves += move * move
        turns += move * (next.slope.elements[index] - current.slope.elements[index])
      }
      length = turns > 0 ? min(max(moves / turns, 1e-6), 1e6) : 2 * length
      current = next
      iterations += 1
    }
    return End(state: current, iterations: iterations, converged: current.size <= Self.tolerance)
  }

  /// The first of the halved steps that makes the criterion fall enough; `nil` if none does.
  private func step(_ current: State, _ length: inout Double) throws(InputError) -> State? {
    let noise = 4e-16 * max(current.value.magnitude, 1)
    let size = current.size
    for _ in 0..<60 {
      var moved = current.rotation.elements
      for index in moved.indices { moved[index] -= length * current.slope.elements[index] }
      let order = current.rotation.rowCount
      // A step that leaves the rotations with an inverse is too long.
      if let rotation = try? restored(Matrix(order, order, moved)), let next = try? state(rotation),
        next.value <= current.value - 1e-3 * length * size * size + noise
      {
        return next
      }
      length /= 2
    }
    return nil
  }

  /// The nearest allowed rotation: columns of length one, at right angles if the rotation is orthogonal.
  func restored(_ matrix: Matrix) throws(InputError) -> Matrix {
    guard criterion.isOblique else {
      let parts = try SVDFactorization(matrix)
      return try parts.left.times(parts.right.transposed)
    }
    var result = matrix
    for column in 0..<matrix.columnCount {
      let length = matrix[columnView: column].reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard length > 0 else {
        throw InputError(.notConverged, "rotation", "a factor has shrunk to nothing")
      }
      for row in 0..<matrix.rowCount { result[row, column] /= length }
    }
    return result
  }

  /// The loadings, criterion and slope of a rotation.
  func state(_ rotation: Matrix) throws(InputError) -> State {
    guard criterion.isOblique else {
      let loadings = try unrotated.times(rotation)
      let (value, derivatives) = criterion.value(loadings)
      let gradient = try unrotated.transposed.times(derivatives)
      let product = try rotation.transposed.times(gradient)
      var symmetric = product
      for column in 0..<product.columnCount {
        for row in 0..<product.rowCount {
          symmetric[row, column] = (product[row, column] + product[column, row]) / 2
        }
      }
      return State(
        rotation: rotation, loadings: loadings, value: value,
        slope: gradient.minus(try rotation.times(symmetric)))
    }
    let inverse = try LUFactorization(rotation).inverse()
    let loadings = try unrotated.times(inverse.transposed)
    let (value, derivatives) = criterion.value(loadings)
    let product = try loadings.transposed.times(derivatives).times(inverse)
    var slope = Matrix(zeros: rotation.rowCount, rotation.rowCount)
    for column in 0..<rotation.columnCount {
      var along = 0.0
      for row in 0..<rotation.rowCount { along -= rotation[row, column] * product[column, row] }
      for row in 0..<rotation.rowCount {
        slope[row, column] = -product[column, row] - along * rotation[row, column]
      }
    }
    return State(rotation: rotation, loadings: loadings, value: value, slope: slope)
  }
}

extension Matrix {
  /// The difference of two matrices of one shape.
  func minus(_ other: Matrix) -> Matrix {
    Matrix(rowCount, columnCount, zip(elements, other.elements).map { $0 - $1 })
  }

  /// The identity.
  static func identity(_ order: Int) -> Matrix {
    var result = Matrix(zeros: order, order)
    for index in 0..<order { result[index, index] = 1 }
    return result
  }
}
