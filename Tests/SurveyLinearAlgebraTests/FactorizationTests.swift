import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyLinearAlgebra

@Suite struct FactorizationTests {
  @Test(arguments: [1, 2, 7, 50]) func qrSolvesLeastSquares(_ size: Int) throws {
    let matrix = sample(rows: 2 * size + 1, columns: size, seed: 3)
    let right = sample(rows: 2 * size + 1, columns: 1, seed: 4).elements
    let factorization = try QRFactorization(matrix)
    #expect(factorization.rank == size)
    #expect(factorization.pivots.sorted() == Array(0..<size))
    let solution = try factorization.solve(right)
    let fitted = try matrix.times(solution)
    // The residuals are orthogonal to every column.
    let residuals = zip(right, fitted).map { $0 - $1 }
    for product in try matrix.transposed.times(residuals) { expectAgreement(product, 0, digits: 12) }
    #expect(try factorization.conditionNumber() >= 1)
  }

  @Test func pivotingRevealsTheRank() throws {
    let matrix = sample(rows: 9, columns: 3, seed: 5)
    let sum = zip(matrix[column: 0], matrix[column: 2]).map { 1e6 * ($0 + $1) }
    let factorization = try QRFactorization(
      Matrix(columns: [matrix[column: 0], sum, matrix[column: 1], matrix[column: 2]]))
    #expect(factorization.rank == 3)
    #expect(try factorization.conditionNumber() == .infinity)
    expectRefusal(.rankDeficient) { try factorization.solve([Double](repeating: 1, count: 9)) }
    #expect(try QRFactorization(Matrix(columns: [[0, 0], [0, 0]])).rank == 0)
  }

  @Test func rankAndConditionDoNotDependOnUnits() throws {
    let matrix = sample(rows: 12, columns: 3, seed: 6)
    let rescaled = try Matrix(
      columns: [matrix[column: 0], matrix[column: 1].map { $0 * 1e9 }, matrix[column: 2].map { $0 * 1e-9 }])
    let (first, second) = (try QRFactorization(matrix), try QRFactorization(rescaled))
    #expect(first.rank == second.rank)
    expectAgreement(try first.conditionNumber(), try second.conditionNumber(), digits: 12)
  }

  @Test(arguments: [1, 2, 7, 50]) func choleskySolvesAndInverts(_ size: Int) throws {
    let matrix = try sample(rows: 2 * size + 3, columns: size, seed: 7).gram()
    let factorization = try CholeskyFactorization(matrix)
    let right = (0..<size).map { Double($0) - 0.5 }
    for (found, wanted) in zip(try matrix.times(try factorization.solve(right)), right) {
      expectAgreement(found, wanted, digits: 9)
    }
    let identity = try matrix.times(try factorization.inverse())
    for row in 0..<size {
      for column in 0..<size { expectAgreement(identity[row, column], row == column ? 1 : 0, digits: 9) }
    }
    let again = try factorization.factor.transposed.times(factorization.factor)
    for (found, wanted) in zip(again.elements, matrix.elements) {
      expectAgreement(found, wanted, digits: 12, floor: 1e-13)
    }
  }

  @Test func logDeterminantOfADiagonalIsTheSumOfLogarithms() throws {
    let matrix = try Matrix(rows: [[2, 0], [0, 8]])
    expectAgreement(try CholeskyFactorization(matrix).logDeterminant, 2.772588722239781, digits: 15)
  }

  @Test func refusesWhatCannotBeFactored() throws {
    expectRefusal(.rankDeficient) { try CholeskyFactorization(Matrix(rows: [[1, 2], [2, 1]])) }
    expectRefusal(.rankDeficient) { try CholeskyFactorization(Matrix(rows: [[0]])) }
    expectRefusal(.lengthMismatch) { try CholeskyFactorization(Matrix(rows: [[1, 2]])) }
    expectRefusal(.tooFew) { try CholeskyFactorization(Matrix(columns: [])) }
    expectRefusal(.notFinite) { try CholeskyFactorization(Matrix(rows: [[.nan]])) }
    expectRefusal(.notFinite) { try QRFactorization(Matrix(rows: [[.infinity], [1]])) }
    expectRefusal(.tooFew) { try QRFactorization(Matrix(rows: [[1, 2]])) }
    expectRefusal(.tooFew) { try QRFactorization(Matrix(columns: [])) }
    expectRefusal(.outOfRange) { try QRFactorization(Matrix(rows: [[1]]), tolerance: .nan) }
    expectRefusal(.lengthMismatch) { try QRFactorization(Matrix(rows: [[1]])).solve([1, 2]) }
    expectRefusal(.notFinite) { try QRFactorization(Matrix(rows: [[1]])).solve([.nan]) }
    expectRefusal(.rankDeficient) { try Matrix(rows: [[1, 1], [0, 0]]).solveUpper([1, 2]) }
    expectRefusal(.lengthMismatch) { try Matrix(rows: [[1, 1], [0, 1]]).solveUpper([1]) }
    expectRefusal(.notFinite) { try Matrix(rows: [[1]]).solveUpper([.nan]) }
    expectRefusal(.notFinite) { try Matrix(rows: [[.infinity]]).solveUpper([1]) }
    expectRefusal(.outOfRange) { try Matrix(rows: [[1e-300]]).solveUpper([1e300]) }
  }

  @Test func triangularSystemsAreSolvedBothWays() throws {
    let triangle = try Matrix(rows: [[2, 1], [0, 4]])
    #expect(try triangle.solveUpper([4, 8]) == [1, 2])
    #expect(try triangle.solveUpper([2, 9], transposed: true) == [1, 2])
  }

  @Test func threadsAreCountedAndBounded() {
    #expect(LinearAlgebraThreads.bounded(-5) == 1)
    #expect(LinearAlgebraThreads.bounded(.max) == 1_024)
    // The number belongs to the process, where other tests compute: it is set to what it is.
    guard let count = LinearAlgebraThreads.count else { return }
    LinearAlgebraThreads.set(count)
    #expect(LinearAlgebraThreads.count == count)
  }
}
