import SurveyLinearAlgebra
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Matrices from every corner of `Double` and of every small shape, through every public function: a typed
/// error or numbers that are not NaN.
@Suite struct HostileInputTests {
  private struct Generator {
    var state: UInt64 = 11
    static let corners: [Double] = [
      0, -0.0, 1, -1, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude, 1e-160, 1e154,
      1e300, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1e16, 3.14,
    ]
    static let broken: [Double] = [.nan, .infinity, -.infinity]

    mutating func below(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state >> 33) % bound
    }

    mutating func number(_ kind: Int) -> Double {
      switch kind {
      case 0: Self.corners[below(Self.corners.count)]
      case 1: Double(below(3)) - 1
      case 2 where below(20) == 0: Self.broken[below(3)]
      default: Double(below(1_000_000)) / 1e5 - 5
      }
    }

    mutating func numbers(_ count: Int, _ kind: Int) -> [Double] { (0..<count).map { _ in number(kind) } }
  }

  @Test func everyMatrixIsRefusedOrGivesNumbers() throws {
    var generator = Generator()
    var (found, faults) = (0, [String]())
    func judge(_ name: String, _ numbers: [Double]?) {
      guard let numbers else { return }
      found += 1
      if numbers.contains(where: \.isNaN) { faults.append(name) }
    }
    for round in 0..<6_000 {
      let kind = generator.below(4)
      let (rows, columns) = (generator.below(6), generator.below(6))
      let matrix = try Matrix(
        rowCount: rows, columnCount: columns, elements: generator.numbers(rows * columns, kind))
      let count = generator.below(8) == 0 ? generator.below(6) : rows
      let right = try Matrix(
        rowCount: count, columnCount: round % 3, elements: generator.numbers(count * (round % 3), kind))
      let vector = generator.numbers(count, kind)
      let weights =
        round % 2 == 0 ? nil : generator.numbers(count, round % 4 == 1 ? 3 : kind).map(\.magnitude)
      let tolerance = round % 5 == 0 ? generator.number(kind) : 1e-12
      if let lu = try? LUFactorization(matrix) {
        judge("LU", lu.lower.elements + lu.upper.elements + [lu.determinant, lu.logDeterminant])
        judge(
          "LU condition", [lu.reciprocalCondition, Double(lu.determinantSign), Double(lu.rowOrder.count)])
        judge("LU inverse", (try? lu.inverse())?.elements)
        judge("LU solution", (try? lu.solve(right))?.elements)
        judge("LU solution", try? lu.solve(vector))
      }
      if let cholesky = try? CholeskyFactorization(matrix) {
        judge("Cholesky", cholesky.factor.elements + [cholesky.logDeterminant])
        judge("Cholesky condition", (try? cholesky.reciprocalCondition()).map { [$0] })
        judge("Cholesky inverse", (try? cholesky.inverse())?.elements)
        judge("Cholesky solution", (try? cholesky.solve(right))?.elements)
        judge("Cholesky solution", try? cholesky.solve(vector))
      }
      if let qr = try? QRFactorization(matrix, weights: weights, tolerance: tolerance) {
        judge("QR", qr.triangle.elements + qr.columnLengths + [Double(qr.rank)])
        judge("QR orthonormal", (try? qr.orthonormal())?.elements)
        judge("QR condition", (try? qr.conditionNumber()).map { [$0] })
        judge("QR solution", (try? qr.solve(right))?.elements)
        judge("QR solution", try? qr.solve(vector))
      }
      if let eigen = try? SymmetricEigen(matrix) {
        judge("eigenvalues", eigen.values + eigen.vectors.elements)
      }
      if let svd = try? SVDFactorization(matrix) {
        judge("singular values", svd.values + svd.left.elements + svd.right.elements + [svd.conditionNumber])
        judge("rank", (try? svd.rank(tolerance: tolerance)).map { [Double($0)] })
      }
    }
    #expect(faults.isEmpty, "\(Set(faults).sorted())")
    #expect(found > 15_000, "only \(found) results")
  }
}
