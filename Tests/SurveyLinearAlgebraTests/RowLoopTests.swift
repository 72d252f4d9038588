import CSurveyKernels
import SurveyTestSupport
import Testing

@testable import SurveyLinearAlgebra

/// The loops in C, both builds of them, beside their definition.
@Suite struct RowLoopTests {
  /// Numbers of rows and columns on both sides of every border of the loops: vectors of rows, tiles of columns.
  private static let sizes = [0, 1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 17, 31, 64].flatMap { rows in
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 22, 65].map { (rows, $0) }
  }

  private func block(_ rows: Int, _ columns: Int, stride: Int) -> [Double] {
    sample(rows: stride, columns: columns, seed: UInt64(rows * 100 + columns + 1)).elements
  }

  @Test func sumsOfProductsAgreeWithTheirDefinition() {
    for (rows, columns) in Self.sizes {
      let stride = rows + 3
      let block = block(rows, columns, stride: stride)
      let start = (0..<columns * columns).map { Double($0) }
      for add in [survey_add_gram, survey_add_gram_portable] {
        var sums = start
        add(block, rows, columns, stride, &sums)
        for column in 0..<columns {
          for other in 0..<columns {
            let place = column * columns + other
            // Below the diagonal nothing is written.
            let wanted =
              other > column
              ? 0 : (0..<rows).reduce(0.0) { $0 + block[column * stride + $1] * block[other * stride + $1] }
            expectAgreement(sums[place], start[place] + wanted, digits: 14, floor: 1e-13)
          }
        }
      }
    }
  }

  @Test func rowsSolveTheirTriangularSystem() {
    for (rows, columns) in Self.sizes {
      let stride = rows + 3
      let original = block(rows, columns, stride: stride)
      var factor = sample(rows: columns, columns: columns, seed: 7).elements
      for index in 0..<columns { factor[index * columns + index] = Double(index % 3 + 3) }
      let reciprocals = (0..<columns).map { 1 / factor[$0 * columns + $0] }
      for solve in [survey_solve_rows, survey_solve_rows_portable] {
        var block = original
        solve(&block, rows, columns, stride, factor, reciprocals)
        for column in 0..<columns {
          for row in 0..<rows {
            let product = (0...column).reduce(0.0) {
              $0 + block[$1 * stride + row] * factor[column * columns + $1]
            }
            expectAgreement(product, original[column * stride + row], digits: 13, floor: 1e-13)
          }
          // Between the columns nothing is written.
          #expect(
            block[column * stride + rows..<(column + 1) * stride]
              == original[column * stride + rows..<(column + 1) * stride])
        }
      }
    }
  }

  @Test func notANumberStaysInItsOwnSums() {
    var block = block(20, 5, stride: 20)
    block[2 * 20 + 19] = .nan
    for add in [survey_add_gram, survey_add_gram_portable] {
      var sums = [Double](repeating: 0, count: 25)
      add(block, 20, 5, 20, &sums)
      for column in 0..<5 {
        for other in 0...column { #expect(sums[column * 5 + other].isNaN == (column == 2 || other == 2)) }
      }
    }
  }
}
