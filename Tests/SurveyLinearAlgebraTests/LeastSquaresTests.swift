import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyLinearAlgebra

@Suite struct LeastSquaresTests {
  /// y = X·(1, 2, …) plus noise, on a design with a column of ones.
  private func problem(_ rows: Int, _ columns: Int) -> (design: Matrix, outcome: [Double]) {
    let numbers = sample(rows: rows, columns: columns - 1, seed: 11)
    let design = Matrix(rows, columns, [Double](repeating: 1, count: rows) + numbers.elements)
    let noise = sample(rows: rows, columns: 1, seed: 12).elements
    let outcome = (0..<rows).map { row in
      (0..<columns).reduce(noise[row]) { $0 + Double($1 + 1) * design[row, $1] }
    }
    return (design, outcome)
  }

  @Test(arguments: [4, 16, 100, 333]) func factorOfBlocksIsTheFactorOfTheWhole(_ block: Int) throws {
    let (design, outcome) = problem(333, 5)
    let whole = try BlockedQR(design, outcome: outcome, shift: 0.5, blockLength: 1_000)
    let blocks = try BlockedQR(design, outcome: outcome, shift: 0.5, blockLength: block)
    // Signs of rows are free, so compare what does not depend on them.
    for row in 0..<6 {
      for column in row..<6 {
        let sign = (whole.element(row, row) < 0) == (blocks.element(row, row) < 0) ? 1.0 : -1.0
        expectAgreement(
          blocks.element(row, column) * sign, whole.element(row, column), digits: 12, floor: 1e-13)
      }
    }
  }

  @Test func threeArithmeticsAgreeOnEasyData() throws {
    let (design, outcome) = problem(300, 6)
    let precise = PreciseLeastSquares(design, outcome: outcome, shift: 0)
    let refined = try LeastSquares(design, outcome: outcome)
    #expect(refined.arithmetic == .refined)
    let plain = try QRFactorization(design).solve(outcome)
    for column in 0..<6 {
      expectAgreement(refined.coefficients[column], precise.coefficients[column].value, digits: 15)
      expectAgreement(plain[column], precise.coefficients[column].value, digits: 12)
    }
    expectAgreement(refined.residualSumOfSquares, precise.residualSumOfSquares, digits: 14)
    expectAgreement(refined.explainedSumOfSquares, precise.explainedSumOfSquares, digits: 14)
    for (found, wanted) in zip(try refined.residuals(), precise.residuals) {
      expectAgreement(found, wanted, digits: 12, floor: 1e-14)
    }
    for (index, found) in try refined.leverages().enumerated() {
      let wanted = (0..<6).reduce(0.0) {
        $0 + precise.orthonormal[$1 * 300 + index] * precise.orthonormal[$1 * 300 + index]
      }
      expectAgreement(found, wanted, digits: 12)
    }
  }

  @Test func largeProblemsAgreeWithSmallOnes() throws {
    // 5,000 x 20 spans three blocks; its precise twin is slow.
    let (design, outcome) = problem(5_000, 20)
    let large = try LeastSquares(design, outcome: outcome, interceptColumn: 0, arithmetic: .double)
    #expect(large.arithmetic == .double)
    let precise = PreciseLeastSquares(design, outcome: outcome, shift: large.shift)
    for column in 1..<20 {
      expectAgreement(large.coefficients[column], precise.coefficients[column].value, digits: 12)
    }
    expectAgreement(large.residualSumOfSquares, precise.residualSumOfSquares, digits: 12)
    for (found, wanted) in zip(try large.residuals(), precise.residuals) {
      expectAgreement(found, wanted, digits: 10, floor: 1e-12)
    }
    let sum = try large.leverages().reduce(0, +)
    expectAgreement(sum, 20, digits: 12)
    let flat = try large.sandwich(large.middle { _, residuals, _ in residuals.map { _ in 1 } })
    let plain = try large.unscaledCovariance()
    for (found, wanted) in zip(flat.elements, plain.elements) {
      expectAgreement(found, wanted, digits: 11, floor: 1e-16)
    }
  }

  @Test func theRuleForTheArithmeticIsAsStated() throws {
    func rule(_ choice: ArithmeticChoice, _ cases: Int, _ columns: Int, _ condition: Double) throws -> String
    {
      try LeastSquaresSolution.arithmetic(choice, cases: cases, columns: columns, condition: condition)
        .rawValue
    }
    #expect(try rule(.automatic, 100, 5, 900) == "refined double")
    #expect(try rule(.automatic, 100, 5, 1_100) == "double-double")
    #expect(try rule(.automatic, 26_214, 10, 100) == "refined double")
    #expect(try rule(.automatic, 26_215, 10, 100) == "double")
    #expect(try rule(.automatic, 40_001, 10, 1_100) == "double")
    #expect(try rule(.automatic, 20_001, 15, 2e6) == "double")
    #expect(try rule(.double, 10, 2, 1e9) == "double")
    #expect(try rule(.refined, 1_000_000, 20, 2) == "refined double")
    #expect(try rule(.doubleDouble, 1_000_000, 20, 2) == "double-double")
    expectRefusal(.infeasible) { try rule(.doubleDouble, 1_000_001, 20, 2) }
    expectRefusal(.infeasible) { try rule(.doubleDouble, .max, .max, 2) }
  }

  @Test func dependentColumnsAreFoundInTheirOrder() throws {
    let (design, outcome) = problem(50, 4)
    let sum = zip(design[column: 1], design[column: 2]).map { $0 + $1 }
    let columns = [
      design[column: 0], design[column: 1], design[column: 2], sum, design[column: 3],
      [Double](repeating: 7, count: 50),
    ]
    let fit = try LeastSquares(Matrix(columns: columns), outcome: outcome)
    #expect(fit.kept == [0, 1, 2, 4])
    let reduced = try LeastSquares(design, outcome: outcome)
    for (found, wanted) in zip(fit.coefficients, reduced.coefficients) {
      expectAgreement(found, wanted, digits: 14)
    }
  }

  @Test func doubleDoublesKeepThirtyDigits() {
    let third = DoubleDouble(1) / DoubleDouble(3)
    #expect((third * DoubleDouble(3) - DoubleDouble(1)).value.magnitude < 1e-31)
    let root = DoubleDouble(2).squareRoot
    #expect((root * root - DoubleDouble(2)).value.magnitude < 1e-31)
    #expect(DoubleDouble.product(1e8 + 1, 1e8 - 1) == DoubleDouble(1e16, -1))
    #expect(DoubleDouble.sum(1e20, 1).low == 1)
    #expect(DoubleDouble(-4).squareRoot == DoubleDouble(0))
  }

  @Test func refusesWhatCannotBeFitted() throws {
    let design = try Matrix(columns: [[1, 1, 1], [1, 2, 3]])
    expectRefusal(.lengthMismatch) { try LeastSquares(design, outcome: [1, 2]) }
    expectRefusal(.tooFew) { try LeastSquares(Matrix(columns: [[1, 2], [2, 1]]), outcome: [1, 2]) }
    expectRefusal(.tooFew) { try LeastSquares(Matrix(columns: []), outcome: []) }
    expectRefusal(.notFinite) { try LeastSquares(design, outcome: [1, .nan, 2]) }
    expectRefusal(.notFinite) { try LeastSquares(Matrix(columns: [[1, .infinity, 2]]), outcome: [1, 2, 3]) }
    expectRefusal(.rankDeficient) { try LeastSquares(Matrix(columns: [[0, 0, 0]]), outcome: [1, 2, 3]) }
    expectRefusal(.outOfRange) { try LeastSquares(design, outcome: [1e300, -1e300, 1e300]) }
    let tiny = 100 * Double.leastNonzeroMagnitude
    expectRefusal(.outOfRange) {
      try LeastSquares(Matrix(columns: [[tiny, 2 * tiny, 0]]), outcome: [1, 2, 3])
    }
  }
}
