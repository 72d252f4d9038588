import SurveyVocabulary

/// The inverse of the triangular factor, and the condition number that it makes exact.
struct TriangularInverse {
  let matrix: Matrix
  let conditionNumber: Double

  init(of qr: BlockedQR, _ triangle: Matrix) throws(InputError) {
    matrix = try triangle.invertedUpper()
    let norms = qr.columnNorms
    // R with columns of length one is R D⁻¹; its inverse is D R⁻¹.
    var forward = 0.0
    var backward = 0.0
    for column in 0..<qr.order {
      var sums = (forward: 0.0, backward: 0.0)
      for row in 0...column {
        sums.forward += (qr.element(row, column) / norms[column]).magnitude
        sums.backward += (matrix.elements[column * qr.order + row] * norms[row]).magnitude
      }
      forward = max(forward, sums.forward)
      backward = max(backward, sums.backward)
    }
    conditionNumber = forward * backward
  }
}

extension Matrix {
  /// The inverse of an upper triangular matrix, whose lower triangle is not read.
  func invertedUpper() throws(InputError) -> Matrix {
    let order = rowCount
    guard order == columnCount, order > 0 else { throw .wrongSize("triangular matrix") }
    for index in 0..<order where elements[index * order + index] == 0 {
      throw InputError(
        .rankDeficient, "triangular matrix", "the element \(index + 1) of its diagonal is zero")
    }
    var result = self
    guard order <= 32 else {
      let zero = try result.withStorage { storage throws(InputError) in
        try LAPACK.invertUpper(storage, order: order)
      }
      if let zero {
        throw InputError(.rankDeficient, "triangular matrix", "the element \(zero) of its diagonal is zero")
      }
      result.clearLower()
      return result
    }
    result.elementsOfInverse(order)
    result.clearLower()
    return result
  }

  private mutating func elementsOfInverse(_ order: Int) {
    let original = elements
    for column in 0..<order {
      elements[column * order + column] = 1 / original[column * order + column]
      for row in stride(from: column - 1, through: 0, by: -1) {
        var sum = 0.0
        for middle in (row + 1)...column {
          sum += original[middle * order + row] * elements[column * order + middle]
        }
        elements[column * order + row] = -sum / original[row * order + row]
      }
    }
  }

  mutating func clearLower() {
    for column in 0..<columnCount {
      for row in (column + 1)..<max(rowCount, column + 1) { self[row, column] = 0 }
    }
  }

  /// The product of an upper triangular matrix with a vector of as many values.
  func upperTimes(_ vector: [Double]) -> [Double] {
    var product = [Double](repeating: 0, count: rowCount)
    for column in 0..<columnCount {
      let factor = vector[column]
      for row in 0...column { product[row] += elements[column * rowCount + row] * factor }
    }
    return product
  }

  /// The product of a transposed upper triangular matrix with a vector of as many values.
  func transposedUpperTimes(_ vector: [Double]) -> [Double] {
    var product = [Double](repeating: 0, count: columnCount)
    for column in 0..<columnCount {
      var sum = 0.0
      for row in 0...column { sum += elements[column * rowCount + row] * vector[row] }
      product[column] = sum
    }
    return product
  }
}
