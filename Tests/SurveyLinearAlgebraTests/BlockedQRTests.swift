import Foundation
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyLinearAlgebra

/// The factor of long data, by products where they are safe, beside reflectors on all rows at once and beside
/// arithmetic of 32 digits.
@Suite struct BlockedQRTests {
  private let rows = 9_000

  private func noise(_ seed: UInt64) -> [Double] { sample(rows: rows, columns: 1, seed: seed).elements }

  private func design(_ columns: [[Double]]) throws -> Matrix {
    try Matrix(columns: [[Double](repeating: 1, count: rows)] + columns)
  }

  /// The digits in which coefficients agree with those of double-double arithmetic, on the whole.
  private func digits(_ qr: BlockedQR, _ design: Matrix, _ outcome: [Double]) throws -> Double {
    let precise = PreciseLeastSquares(design, outcome: outcome, shift: 0)
    let found = try TriangularInverse(of: qr, qr.triangle).matrix.upperTimes(qr.projection)
    let wanted = precise.coefficients.map(\.value)
    let largest = wanted.map(\.magnitude).max() ?? 1
    let error = zip(found, wanted).map { ($0 - $1).magnitude / largest }.max() ?? 0
    return -log10(max(error, 1e-17))
  }

  /// Products square the condition number of what they multiply; that of the data must not be it. Powers of x on
  /// 0...1 have a condition number of 10⁶ and more.
  @Test(arguments: [2, 4, 6, 8]) func productsLoseNoMoreDigitsThanReflectors(_ degree: Int) throws {
    let x = (0..<rows).map { Double($0) / Double(rows) }
    var power = [Double](repeating: 1, count: rows)
    var columns: [[Double]] = []
    for _ in 0..<degree {
      power = zip(power, x).map { $0 * $1 }
      columns.append(power)
    }
    let design = try design(columns)
    let outcome = zip(x, noise(5)).map { 1 / (1 + 25 * ($0 - 0.5) * ($0 - 0.5)) + $1 / 10 }
    let whole = try digits(BlockedQR(design, outcome: outcome, shift: 0, blockLength: rows), design, outcome)
    let blocks = try digits(BlockedQR(design, outcome: outcome, shift: 0), design, outcome)
    #expect(blocks > whole - 1, "\(blocks) digits by products, \(whole) by reflectors")
  }

  /// What the first block says of the other rows: nothing (levels that come late), little (one row that is a
  /// million times larger), all.
  @Test(arguments: ["late level", "one case", "one large case", "trend", "huge and tiny"])
  func rowsThatDifferFromTheFirstOnesChangeNoDigit(_ kind: String) throws {
    var first = noise(1)
    var second = noise(2)
    switch kind {
    case "late level": first = (0..<rows).map { $0 > rows - 300 ? 1 : 0 }
    case "one case": first = (0..<rows).map { $0 == rows - 2 ? 1 : 0 }
    case "one large case": first[rows - 2] = 1e6
    case "trend": first = (0..<rows).map { Double($0) * Double($0) }
    default:
      first = first.map { $0 * 1e140 }
      second = second.map { $0 * 1e-140 }
    }
    let design = try design([first, second, noise(3)])
    let outcome = noise(4)
    let whole = try BlockedQR(design, outcome: outcome, shift: 0, blockLength: rows)
    let blocks = try BlockedQR(design, outcome: outcome, shift: 0)
    for row in 0..<5 {
      let sign = (whole.element(row, row) < 0) == (blocks.element(row, row) < 0) ? 1.0 : -1.0
      for column in row..<5 {
        // To the length of the column: rounding is small beside that, not beside every element.
        let length = norm((0...column).map { whole.element($0, column) })
        let difference = blocks.element(row, column) * sign - whole.element(row, column)
        #expect(difference.magnitude <= 1e-13 * length, "row \(row), column \(column)")
      }
    }
  }

  @Test func dependentColumnsOfLongDataAreFound() throws {
    let (first, second) = (noise(1), noise(2))
    let zero = [Double](repeating: 0, count: rows)
    let design = try design([first, zip(first, second).map { $0 - $1 }, second, zero, noise(3)])
    #expect(try LeastSquares(design, outcome: noise(4)).kept == [0, 1, 2, 5])
  }

  @Test func aNumberThatIsNoneIsNamedWhereverItStands() throws {
    for row in [0, 128, 2_047, 5_000, rows - 1] {
      var first = noise(1)
      first[row] = .nan
      let design = try design([first, noise(2)])
      expectRefusal(.notFinite) { try LeastSquares(design, outcome: noise(4)) }
      expectRefusal(.notFinite) { try LeastSquares(self.design([noise(2)]), outcome: first) }
    }
  }

  /// More columns than the loops in C take: the library's triangular solution and products.
  @Test func wideDataAreFactoredByTheLibrary() throws {
    let numbers = sample(rows: rows, columns: 80, seed: 9)
    let outcome = noise(4)
    let whole = try BlockedQR(numbers, outcome: outcome, shift: 0, blockLength: rows)
    let blocks = try BlockedQR(numbers, outcome: outcome, shift: 0)
    for row in 0..<81 {
      let sign = (whole.element(row, row) < 0) == (blocks.element(row, row) < 0) ? 1.0 : -1.0
      for column in row..<81 {
        expectAgreement(
          blocks.element(row, column) * sign, whole.element(row, column), digits: 12, floor: 1e-12 * 100)
      }
    }
    let fit = try LeastSquares(numbers, outcome: outcome, arithmetic: .double)
    expectAgreement(try fit.leverages().reduce(0, +), 80, digits: 12)
  }
}
