/// Cholesky's factorization of small symmetric matrices in storage that the caller keeps.
///
/// A model of a few items is refitted thousands of times in a bootstrap: calls to LAPACK and the
/// allocations around them would take longer than the arithmetic.
enum TriangularRoot {
  /// Replaces the lower triangle of a matrix by its root L with A = L·Lᵀ.
  ///
  /// - Parameters:
  ///   - matrix: The elements, row after row; only the lower triangle is read and written.
  ///   - order: The number of rows.
  ///   - tolerance: The share of a diagonal element below which what is left of it counts as nothing.
  /// - Returns: The first row that leaves nothing of its diagonal; `nil` where the matrix is positive
  ///   definite.
  static func factor(
    _ matrix: UnsafeMutablePointer<Double>, order: Int, tolerance: Double = 0
  ) -> Int? {
    for row in 0..<order {
      let own = matrix + row * order
      for column in 0..<row {
        let other = matrix + column * order
        var sum = own[column]
        for index in 0..<column { sum -= own[index] * other[index] }
        own[column] = sum / other[column]
      }
      var rest = own[row]
      for index in 0..<row { rest -= own[index] * own[index] }
      guard rest > tolerance * own[row].magnitude, rest.isFinite else { return row }
      own[row] = rest.squareRoot()
    }
    return nil
  }

  /// The logarithm of the determinant of L·Lᵀ.
  static func logDeterminant(_ root: UnsafePointer<Double>, order: Int) -> Double {
    var sum = 0.0
    for row in 0..<order { sum += 2 * naturalLog(root[row * order + row]) }
    return sum
  }

  /// Solves L·Lᵀ·x = b in the place of b.
  static func solve(
    _ root: UnsafePointer<Double>, order: Int, _ vector: UnsafeMutablePointer<Double>
  ) {
    for row in 0..<order {
      var sum = vector[row]
      for index in 0..<row { sum -= root[row * order + index] * vector[index] }
      vector[row] = sum / root[row * order + row]
    }
    for row in stride(from: order - 1, through: 0, by: -1) {
      var sum = vector[row]
      for index in (row + 1)..<max(order, row + 1) { sum -= root[index * order + row] * vector[index] }
      vector[row] = sum / root[row * order + row]
    }
  }

  /// Writes the inverse of L·Lᵀ, both triangles.
  static func invert(
    _ root: UnsafePointer<Double>, order: Int, into inverse: UnsafeMutablePointer<Double>
  ) {
    // The inverse of the root first, in the lower triangle.
    for column in 0..<order {
      inverse[column * order + column] = 1 / root[column * order + column]
      for row in (column + 1)..<max(order, column + 1) {
        var sum = 0.0
        for index in column..<row { sum -= root[row * order + index] * inverse[index * order + column] }
        inverse[row * order + column] = sum / root[row * order + row]
      }
    }
    // Its product with itself, row by row from the top, which no longer needs the rows above.
    for row in 0..<order {
      for column in 0...row {
        var sum = 0.0
        for index in row..<order { sum += inverse[index * order + row] * inverse[index * order + column] }
        inverse[column * order + row] = sum
      }
    }
    for row in 0..<order {
      for column in 0..<row { inverse[row * order + column] = inverse[column * order + row] }
    }
  }

  /// The inverse of a symmetric matrix given row after row; `nil` where it is not positive definite.
  static func inverse(_ matrix: [Double], order: Int) -> [Double]? {
    var root = matrix
    var inverse = [Double](repeating: 0, count: order * order)
    let failure = root.withUnsafeMutableBufferPointer { root -> Int? in
      guard let base = root.baseAddress else { return 0 }
      if let row = factor(base, order: order) { return row }
      inverse.withUnsafeMutableBufferPointer { storage in
        if let target = storage.baseAddress { invert(base, order: order, into: target) }
      }
      return nil
    }
    guard failure == nil, inverse.allSatisfy(\.isFinite) else { return nil }
    return inverse
  }
}
