import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyLinearAlgebra

/// Eigenvalues, singular values and LU against matrices whose answers are known, and the laws that
/// rebuild a matrix from its factors.
@Suite struct SpectrumTests {
  // MARK: Reference

  /// A system with the condition number κ keeps about 16 - log₁₀ κ digits; they are asked for less one.
  @Test(
    arguments: try Fixture.cases(
      "Factorizations", method: "Hilbert matrix of doubles: condition, eigenvalues, determinant"))
  func hilbertMatricesAgreeWithSixtyDigits(_ reference: Fixture.Case) throws {
    let order = try reference.options["order"].integer()
    let matrix = try hilbert(order)
    let expected = reference.expected
    let condition = try expected["condition_2norm"].number()
    let kept = max(correctDigits(1 + condition * Double.ulpOfOne, 1) - 1, 0)
    let lu = try LUFactorization(matrix)
    try expectAgreement(1 / lu.reciprocalCondition, expected["condition_1norm"], digits: kept, "1-norm")
    let cholesky = try CholeskyFactorization(matrix)
    try expectAgreement(
      1 / (try cholesky.reciprocalCondition()), expected["condition_1norm"], digits: kept, "1-norm")
    let svd = try SVDFactorization(matrix)
    try expectAgreement(svd.conditionNumber, expected["condition_2norm"], digits: kept, "2-norm")
    let eigen = try SymmetricEigen(matrix)
    let floor = Double(order) * Double.ulpOfOne * eigen.values[0]
    try expectAgreement(eigen.values, expected["eigenvalues"], digits: 14.5, floor: floor, "eigenvalues")
    try expectAgreement(svd.values, expected["eigenvalues"], digits: 14.5, floor: floor, "singular values")
    // The determinant's logarithm has the absolute error that the determinant has relatively.
    let loss = condition * Double.ulpOfOne * Double(order)
    try expectAgreement(lu.logDeterminant, expected["log_determinant"], digits: 14.5, floor: loss)
    try expectAgreement(cholesky.logDeterminant, expected["log_determinant"], digits: 14.5, floor: loss)
    #expect(lu.determinantSign == 1)
  }

  @Test(arguments: try Fixture.cases("Factorizations", method: "determinant of whole numbers"))
  func determinantsAgreeWithExactRationals(_ reference: Fixture.Case) throws {
    let rows = try reference.options["rows"].array().map { try $0.numbers() }
    let lu = try LUFactorization(Matrix(rows: rows))
    try expectAgreement(lu.determinant, reference.expected["determinant"], digits: 13, "determinant")
    try expectAgreement(lu.logDeterminant, reference.expected["log_determinant"], digits: 13, "logarithm")
    #expect(try lu.determinantSign == reference.expected["sign"].integer())
  }

  /// The eigenvalues of the matrix with 2 on the diagonal and -1 beside it are 2 - 2·cos(kπ/(n + 1)),
  /// and its determinant is n + 1.
  @Test(arguments: [1, 2, 3, 10, 64, 150]) func secondDifferencesHaveKnownEigenvalues(_ order: Int) throws {
    let matrix = secondDifferences(order)
    let eigen = try SymmetricEigen(matrix)
    let svd = try SVDFactorization(matrix)
    for (index, value) in eigen.values.enumerated() {
      let angle = Double(order - index) * Double.pi / (2 * Double(order + 1))
      let sine = SpectrumTests.sine(angle)
      expectAgreement(value, 4 * sine * sine, digits: 13.5, floor: 4e-15 * 4, "eigenvalue \(index)")
      expectAgreement(svd.values[index], 4 * sine * sine, digits: 13.5, floor: 4e-15 * 4)
    }
    let lu = try LUFactorization(matrix)
    expectAgreement(lu.determinant, Double(order + 1), digits: 13)
    #expect(lu.determinantSign == 1)
  }

  // MARK: Laws

  @Test(arguments: [(1, 1), (2, 2), (5, 3), (3, 5), (40, 40), (130, 60)])
  func factorsRebuildTheirMatrix(_ rows: Int, _ columns: Int) throws {
    let matrix = sample(rows: rows, columns: columns, seed: 21)
    let svd = try SVDFactorization(matrix)
    try expectEqual(svd.left.times(diagonal(svd.values)).times(svd.right.transposed), matrix, 2e-14)
    try expectEqual(svd.left.gram(), identity(svd.values.count), 2e-14)
    try expectEqual(svd.right.gram(), identity(svd.values.count), 2e-14)
    #expect(svd.values == svd.values.sorted(by: >) && svd.values.allSatisfy { $0 >= 0 })
    #expect(try svd.rank() == min(rows, columns))
    guard rows >= columns else { return }
    let qr = try QRFactorization(matrix)
    let orthonormal = try qr.orthonormal()
    try expectEqual(orthonormal.gram(), identity(columns), 2e-14)
    let product = try orthonormal.times(qr.triangle)
    for (place, column) in qr.pivots.enumerated() {
      for row in 0..<rows {
        expectAgreement(
          product[row, place] * qr.columnLengths[column], matrix[row, column], digits: 13, floor: 2e-14)
      }
    }
  }

  @Test(arguments: [1, 2, 3, 17, 60, 120]) func squareFactorsRebuildTheirMatrix(_ order: Int) throws {
    let matrix = sample(rows: order, columns: order, seed: 22)
    let lu = try LUFactorization(matrix)
    let product = try lu.lower.times(lu.upper)
    for (row, original) in lu.rowOrder.enumerated() {
      for column in 0..<order {
        expectAgreement(product[row, column], matrix[original, column], digits: 13, floor: 5e-14)
      }
    }
    var symmetric = matrix
    symmetric.mirrorUpper()
    let eigen = try SymmetricEigen(symmetric)
    let rebuilt = try eigen.vectors.times(diagonal(eigen.values)).times(eigen.vectors.transposed)
    try expectEqual(rebuilt, symmetric, 5e-14)
    try expectEqual(eigen.vectors.gram(), identity(order), 2e-14)
    #expect(eigen.values == eigen.values.sorted(by: >))
    // Trace and determinant by two routes.
    expectAgreement(eigen.values.reduce(0, +), symmetric.diagonal.reduce(0, +), digits: 12, floor: 1e-13)
    let logs = try LUFactorization(symmetric)
    let negative = eigen.values.filter { $0 < 0 }.count
    #expect(logs.determinantSign == (negative.isMultiple(of: 2) ? 1 : -1))
    // Only the upper triangle is read.
    #expect(try SymmetricEigen(matrix) == eigen)
  }

  @Test(arguments: [1, 2, 9, 50]) func solvingUndoesMultiplying(_ order: Int) throws {
    let matrix = sample(rows: order, columns: order, seed: 23)
    let solution = sample(rows: order, columns: 3, seed: 24)
    let right = try matrix.times(solution)
    let lu = try LUFactorization(matrix)
    let loss = 1e-15 / lu.reciprocalCondition
    #expect(loss < 1e-9)
    try expectEqual(lu.solve(right), solution, loss)
    try expectEqual(lu.inverse().times(right), solution, 10 * loss)
    try expectEqual(QRFactorization(matrix).solve(right), solution, 10 * loss)
    let single = try lu.solve(right[column: 1])
    let column = try lu.solve(right)[column: 1]
    for (found, wanted) in zip(single, column) { expectAgreement(found, wanted, digits: 9, floor: loss) }
    let positive = try sample(rows: 2 * order + 5, columns: order, seed: 25).gram()
    let cholesky = try CholeskyFactorization(positive)
    let bound = 1e-15 / (try cholesky.reciprocalCondition())
    try expectEqual(cholesky.solve(positive.times(solution)), solution, bound)
    try expectEqual(LUFactorization(positive).solve(positive.times(solution)), solution, bound)
    expectAgreement(cholesky.logDeterminant, try LUFactorization(positive).logDeterminant, digits: 12)
  }

  @Test func severalRightSidesAreSolvedLikeOne() throws {
    let matrix = sample(rows: 30, columns: 4, seed: 26)
    let right = sample(rows: 30, columns: 5, seed: 27)
    let qr = try QRFactorization(matrix)
    let together = try qr.solve(right)
    for column in 0..<5 {
      for (found, wanted) in zip(together[columnView: column], try qr.solve(right[column: column])) {
        expectAgreement(found, wanted, digits: 13)
      }
    }
    #expect(try qr.solve(Matrix(rowCount: 30, columnCount: 0, elements: [])).columnCount == 0)
  }

  @Test func wholeWeightsRepeatRowsAndZeroLeavesThemOut() throws {
    let matrix = sample(rows: 12, columns: 3, seed: 28)
    let right = sample(rows: 12, columns: 2, seed: 29)
    let weights = (0..<12).map { Double($0 % 4) }
    let weighted = try QRFactorization(matrix, weights: weights).solve(right)
    let repeated = (0..<12).flatMap { Array(repeating: $0, count: $0 % 4) }
    let plain = try QRFactorization(Matrix(rows: repeated.map { matrix[row: $0] }))
      .solve(Matrix(rows: repeated.map { right[row: $0] }))
    try expectEqual(weighted, plain, 1e-13)
    let scaled = try QRFactorization(matrix, weights: weights.map { $0 * 1e-30 }).solve(right)
    try expectEqual(scaled, plain, 1e-13)
  }

  @Test func signsAndOrderAreFixed() throws {
    let eigen = try SymmetricEigen(Matrix(rows: [[2, 1], [1, 2]]))
    expectAgreement(eigen.values[0], 3, digits: 15)
    expectAgreement(eigen.values[1], 1, digits: 15)
    #expect(eigen.vectors[0, 0] > 0 && eigen.vectors[1, 0] > 0 && eigen.vectors[0, 1] > 0)
    let svd = try SVDFactorization(Matrix(rows: [[-3, 0], [0, 2]]))
    #expect(svd.values == [3, 2])
    #expect(svd.left[0, 0] == 1 && svd.right[0, 0] == -1)
  }

  @Test func singularMatricesHaveFactorsButNoInverse() throws {
    let matrix = try Matrix(rows: [[1, 2], [2, 4]])
    let lu = try LUFactorization(matrix)
    #expect(lu.determinant == 0 && lu.determinantSign == 0 && lu.logDeterminant == -.infinity)
    #expect(lu.reciprocalCondition == 0)
    expectRefusal(.rankDeficient) { try lu.solve([1, 2]) }
    expectRefusal(.rankDeficient) { try lu.inverse() }
    expectRefusal(.rankDeficient) { try LUFactorization(hilbert(14)).inverse() }
    let svd = try SVDFactorization(matrix)
    #expect(try svd.rank() == 1)
    #expect(try SVDFactorization(Matrix(rows: [[0, 0]])).conditionNumber == .infinity)
    #expect(try SVDFactorization(Matrix(rows: [[0, 0]])).rank() == 0)
  }

  @Test func determinantsOverflowOnlyAtTheEnd() throws {
    let large = try LUFactorization(diagonal([1e200, 1e200, 1e-200, 1e-200]))
    expectAgreement(large.determinant, 1, digits: 14)
    #expect(try LUFactorization(diagonal([1e200, -1e200])).determinant == -.infinity)
    #expect(try LUFactorization(diagonal([1e-200, 1e-200])).determinant == 0)
    expectAgreement(
      try LUFactorization(diagonal([1e200, -1e200])).logDeterminant, 921.034037197618274, digits: 15)
    let tiny = Double.leastNonzeroMagnitude
    #expect(try LUFactorization(Matrix(rows: [[tiny]])).determinant == tiny)
  }

  // MARK: Refusals

  @Test func refusesWhatCannotBeFactored() throws {
    let oblong = try Matrix(rows: [[1, 2]])
    let empty = try Matrix(columns: [])
    let tall = try Matrix(rowCount: 3_000_000_000, columnCount: 0, elements: [])
    expectRefusal(.lengthMismatch) { try LUFactorization(oblong) }
    expectRefusal(.lengthMismatch) { try SymmetricEigen(oblong) }
    expectRefusal(.lengthMismatch) { try LUFactorization(tall) }
    for matrix in [empty, tall] { expectRefusal(.tooFew) { try SVDFactorization(matrix) } }
    expectRefusal(.tooFew) { try LUFactorization(empty) }
    expectRefusal(.tooFew) { try SymmetricEigen(empty) }
    expectRefusal(.infeasible) { try int32(1 << 31) }
    for value in [Double.nan, .infinity, -.infinity] {
      let matrix = try Matrix(rows: [[1, value], [value, 1]])
      expectRefusal(.notFinite) { try LUFactorization(matrix) }
      expectRefusal(.notFinite) { try SymmetricEigen(matrix) }
      expectRefusal(.notFinite) { try SVDFactorization(matrix) }
      expectRefusal(.notFinite) { try LUFactorization(Matrix(rows: [[1]])).solve([value]) }
      expectRefusal(.notFinite) { try CholeskyFactorization(Matrix(rows: [[1]])).solve([value]) }
      expectRefusal(.notFinite) { try QRFactorization(Matrix(rows: [[1]]), weights: [value]) }
      expectRefusal(.outOfRange) { try SVDFactorization(oblong).rank(tolerance: value) }
    }
    expectRefusal(.lengthMismatch) { try LUFactorization(Matrix(rows: [[1]])).solve([1, 2]) }
    expectRefusal(.lengthMismatch) { try CholeskyFactorization(Matrix(rows: [[1]])).solve([]) }
    expectRefusal(.lengthMismatch) { try QRFactorization(Matrix(rows: [[1]]), weights: [1, 1]) }
    expectRefusal(.outOfRange) { try QRFactorization(Matrix(rows: [[1]]), weights: [-1]) }
    expectRefusal(.tooFew) { try QRFactorization(Matrix(rows: [[1], [2]]), weights: [0, 0]) }
  }

  @Test func hugeNumbersGiveFiniteResultsOrAreRefused() throws {
    let (huge, tiny) = (Double.greatestFiniteMagnitude, Double.leastNonzeroMagnitude)
    let matrices = try [
      Matrix(rows: [[huge, huge], [huge, -huge]]), Matrix(rows: [[huge, -huge], [-huge, huge]]),
      Matrix(rows: [[tiny, 0], [0, huge]]), Matrix(rows: [[tiny, tiny], [tiny, -tiny]]),
    ]
    for matrix in matrices {
      if let lu = try? LUFactorization(matrix) {
        #expect(!lu.determinant.isNaN && !lu.logDeterminant.isNaN && lu.reciprocalCondition.isFinite)
        #expect((try? lu.inverse())?.elements.allSatisfy(\.isFinite) ?? true)
        #expect((try? lu.solve([1, huge]))?.allSatisfy(\.isFinite) ?? true)
      }
      if let eigen = try? SymmetricEigen(matrix) {
        let numbers = eigen.values + eigen.vectors.elements
        #expect(!numbers.contains { !$0.isFinite })
      }
      if let svd = try? SVDFactorization(matrix) {
        let numbers = svd.values + svd.left.elements + svd.right.elements
        #expect(!numbers.contains { !$0.isFinite })
        #expect(!svd.conditionNumber.isNaN)
      }
      if let qr = try? QRFactorization(matrix) {
        #expect((try? qr.solve([1, huge]))?.allSatisfy(\.isFinite) ?? true)
      }
    }
  }
}

extension SpectrumTests {
  private func hilbert(_ order: Int) throws -> Matrix {
    try Matrix(rows: (0..<order).map { row in (0..<order).map { 1 / Double(row + $0 + 1) } })
  }

  private func secondDifferences(_ order: Int) -> Matrix {
    var matrix = Matrix(zeros: order, order)
    for index in 0..<order {
      matrix[index, index] = 2
      if index > 0 { (matrix[index, index - 1], matrix[index - 1, index]) = (-1, -1) }
    }
    return matrix
  }

  private func diagonal(_ values: [Double]) -> Matrix {
    var matrix = Matrix(zeros: values.count, values.count)
    for (index, value) in values.enumerated() { matrix[index, index] = value }
    return matrix
  }

  private func identity(_ order: Int) -> Matrix { diagonal([Double](repeating: 1, count: order)) }

  /// The sine by its series, enough for angles up to π/2.
  private static func sine(_ angle: Double) -> Double {
    var (term, sum) = (angle, angle)
    for step in 1...15 {
      term *= -angle * angle / Double(2 * step * (2 * step + 1))
      sum += term
    }
    return sum
  }

  /// Expects that two matrices agree up to an absolute error.
  private func expectEqual(
    _ found: Matrix, _ wanted: Matrix, _ error: Double, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(found.rowCount == wanted.rowCount && found.columnCount == wanted.columnCount)
    let largest = zip(found.elements, wanted.elements).reduce(0.0) { max($0, ($1.0 - $1.1).magnitude) }
    #expect(largest <= error, "\(largest) against \(error)", sourceLocation: sourceLocation)
  }
}
