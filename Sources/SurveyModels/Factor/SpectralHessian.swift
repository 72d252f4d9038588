import SurveyVocabulary

/// The Hessian of a sum over eigenvalues, from products of eigenvectors.
struct SpectralHessian {
  private var elements: [Double]
  private let vectors: [Double]
  private let order: Int

  /// - Parameters:
  ///   - vectors: The eigenvectors, one after the other.
  ///   - order: The length of each.
  init(vectors: [Double], order: Int) {
    self.vectors = vectors
    self.order = order
    elements = [Double](repeating: 0, count: order * order)
  }

  /// The sum so far.
  var matrix: Matrix { Matrix(order, order, elements) }

  /// Adds the squares of the elements of the projection on the vectors from a place on.
  mutating func addSquaredProjection(from start: Int) {
    let plain = projection(start) { _ in 1 }
    for index in elements.indices { elements[index] += plain[index] * plain[index] }
  }

  /// Adds the products of the elements of the projection with those of the weighted projection.
  mutating func addProjection(from start: Int, weights: [Double]) {
    let plain = projection(start) { _ in 1 }
    let weighted = projection(start) { weights[$0] }
    for index in elements.indices { elements[index] += plain[index] * weighted[index] }
  }

  /// Adds the elementwise products of a vector's square with a weighted sum of the squares of vectors from a
  /// place on, where the square of a vector is its product with itself as a matrix.
  mutating func addPairs(_ vector: Int, with start: Int, weight: (Int) -> Double) {
    let others = projection(start, weight)
    for column in 0..<order {
      let factor = vectors[vector * order + column]
      for row in 0..<order {
        elements[column * order + row] +=
          factor * vectors[vector * order + row] * others[column * order + row]
      }
    }
  }

  /// The weighted sum of the squares, as matrices, of the vectors from a place on.
  private func projection(_ start: Int, _ weight: (Int) -> Double) -> [Double] {
    var sums = [Double](repeating: 0, count: order * order)
    sums.withUnsafeMutableBufferPointer { sums in
      vectors.withUnsafeBufferPointer { vectors in
        for index in start..<order {
          let scale = weight(index)
          guard scale != 0 else { continue }
          for column in 0..<order {
            let factor = scale * vectors[index * order + column]
            for row in 0..<order { sums[column * order + row] += factor * vectors[index * order + row] }
          }
        }
      }
    }
    return sums
  }
}
