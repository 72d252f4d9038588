import SurveyLinearAlgebra
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MatrixTests {
  @Test func storesColumnByColumn() throws {
    let matrix = try Matrix(rows: [[1, 2], [3, 4], [5, 6]])
    #expect(matrix.elements == [1, 3, 5, 2, 4, 6])
    #expect(matrix == (try Matrix(columns: [[1, 3, 5], [2, 4, 6]])))
    #expect(matrix[2, 0] == 5)
    #expect(matrix[row: 1] == [3, 4])
    #expect(matrix[column: 1] == [2, 4, 6])
    #expect(matrix.transposed == (try Matrix(rows: [[1, 3, 5], [2, 4, 6]])))
    #expect(matrix.diagonal == [1, 4])
  }

  @Test func copiesAreIndependent() throws {
    let matrix = try Matrix(rows: [[1, 2], [3, 4]])
    var copy = matrix
    copy[0, 1] = 9
    #expect(matrix[0, 1] == 2)
    #expect(copy[0, 1] == 9)
  }

  /// Sizes on both sides of the border where BLAS takes over.
  @Test(arguments: [1, 3, 40]) func productsAgreeWithTheirDefinition(_ size: Int) throws {
    let first = sample(rows: size + 2, columns: size, seed: 1)
    let second = sample(rows: size, columns: size + 1, seed: 2)
    let product = try first.times(second)
    let gram = try first.gram()
    for row in 0..<first.rowCount {
      for column in 0..<second.columnCount {
        let sum = (0..<size).reduce(0.0) { $0 + first[row, $1] * second[$1, column] }
        expectAgreement(product[row, column], sum, digits: 12, floor: 1e-13)
      }
    }
    for row in 0..<size {
      for column in 0..<size {
        let sum = (0..<first.rowCount).reduce(0.0) { $0 + first[$1, row] * first[$1, column] }
        expectAgreement(gram[row, column], sum, digits: 12, floor: 1e-13)
      }
    }
    let vector = second[column: 0]
    for (found, wanted) in zip(try first.times(vector), product[column: 0]) {
      expectAgreement(found, wanted, digits: 12, floor: 1e-13)
    }
  }

  @Test func emptyMatricesAreAllowed() throws {
    let empty = try Matrix(columns: [])
    #expect(empty.rowCount == 0 && empty.columnCount == 0)
    #expect(try empty.times(empty) == empty)
    #expect(try empty.gram() == empty)
    #expect(empty.transposed == empty)
  }

  @Test func refusesSizesThatDoNotFit() throws {
    let matrix = try Matrix(rows: [[1, 2], [3, 4], [5, 6]])
    expectRefusal(.lengthMismatch) { try Matrix(rowCount: 2, columnCount: 2, elements: [1, 2, 3]) }
    expectRefusal(.lengthMismatch) { try Matrix(rowCount: -1, columnCount: -3, elements: [1, 2, 3]) }
    expectRefusal(.lengthMismatch) { try Matrix(rowCount: .max, columnCount: 2, elements: []) }
    expectRefusal(.lengthMismatch) { try Matrix(columns: [[1, 2], [3]]) }
    expectRefusal(.lengthMismatch) { try Matrix(rows: [[1, 2], [3]]) }
    expectRefusal(.lengthMismatch) { try matrix.times(matrix) }
    expectRefusal(.lengthMismatch) { try matrix.times([1, 2, 3]) }
  }
}

/// Numbers between -1 and 1 from a small generator, the same at every run.
func sample(rows: Int, columns: Int, seed: UInt64) -> Matrix {
  var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  return Matrix(
    rows, columns,
    (0..<(rows * columns)).map { _ in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Double(state >> 11) / 4_503_599_627_370_496 - 1
    })
}
