import SurveyLinearAlgebra
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Matrices of special and random numbers and of every small shape through every public function: what
/// cannot be done is refused, nothing traps, and no factorization or solution holds a NaN.
@Suite struct LinearAlgebraFuzzTests {
  private static let special: [Double] = [
    0, -0.0, .leastNonzeroMagnitude, 1e-300, -1e-160, 1e-8, 0.5, 1, -1, 1, 2, -3, 1e9, 1e155, -1e300,
    .greatestFiniteMagnitude, .infinity, -.infinity, .nan,
  ]
  private static let integers = [0, 1, 2, 3, 4, -1, 1 << 31, 1 << 32, 1 << 62, Int.max, Int.min]

  /// A small generator of its own: the module has no random numbers.
  private struct Generator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state ^ (state >> 31)) >> 8
    }
    mutating func index(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
    /// Mostly plain numbers: a matrix with one NaN in it is refused at once.
    mutating func number(wild: Bool) -> Double {
      if wild, index(4) == 0 { return special[index(special.count)] }
      return Double(index(2001) - 1000) / 128
    }
    mutating func numbers(_ count: Int, wild: Bool) -> [Double] {
      (0..<count).map { _ in number(wild: wild) }
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func everyFunctionTakesEveryMatrix(_ seed: UInt64) throws {
    var generator = Generator(state: seed)
    var (faults, calls): ([String], Int) = ([], 0)
    func check(_ what: String, _ values: [Double]?) {
      calls += 1
      if let values, values.contains(where: \.isNaN) { faults.append("\(what): \(values)") }
    }
    for _ in 0..<1500 {
      let wild = generator.index(2) == 0
      let (n, k) = (generator.index(6), generator.index(6))
      var elements = generator.numbers(n * k, wild: wild)
      // Symmetric ones too, for Cholesky and the eigenvalues.
      if n == k, generator.index(2) == 0 {
        for i in 0..<n { for j in 0..<i { elements[i * n + j] = elements[j * n + i] } }
      }
      guard let matrix = try? Matrix(rowCount: n, columnCount: k, elements: elements) else { continue }
      // Products of larger numbers overflow as plain arithmetic does.
      let isModerate = elements.allSatisfy { $0.magnitude < 1e150 }
      let right = generator.numbers(generator.index(3) == 0 ? generator.index(6) : n, wild: wild)
      let several = try? Matrix(columns: [right, right])
      let tolerance = generator.number(wild: true)
      _ = (matrix.transposed, matrix.diagonal)
      if isModerate {
        check("gram of \(matrix)", (try? matrix.gram())?.elements)
        check("times of \(matrix)", (try? matrix.times(matrix.transposed))?.elements)
      } else {
        _ = (try? matrix.gram(), try? matrix.times(matrix.transposed))
      }
      _ = try? matrix.times(right)
      if let qr = try? QRFactorization(matrix) {
        check("R of \(matrix)", qr.triangle.elements)
        check("Q of \(matrix)", (try? qr.orthonormal())?.elements)
        check("QR solve of \(matrix)", try? qr.solve(right))
        if let several { _ = try? qr.solve(several) }
        check("condition of \(matrix)", (try? qr.conditionNumber()).map { [$0] })
      }
      _ = try? QRFactorization(matrix, weights: right, tolerance: tolerance)
      if let cholesky = try? CholeskyFactorization(matrix) {
        check("Cholesky solve of \(matrix)", try? cholesky.solve(right))
        check("Cholesky inverse of \(matrix)", (try? cholesky.inverse())?.elements)
        // The bare triangle passes a NaN of its right side through.
        let solved = try? cholesky.factor.solveUpper(right, transposed: wild)
        if right.allSatisfy(\.isFinite) { check("triangle of \(matrix)", solved) }
        check("Cholesky condition of \(matrix)", (try? cholesky.reciprocalCondition()).map { [$0] })
        check("log determinant of \(matrix)", [cholesky.logDeterminant])
        if let several { _ = (try? cholesky.solve(several), try? cholesky.factor.solveUpper(several)) }
      }
      if let lu = try? LUFactorization(matrix) {
        check("LU of \(matrix)", lu.lower.elements + lu.upper.elements + [lu.logDeterminant, lu.determinant])
        check("LU solve of \(matrix)", try? lu.solve(right))
        check("LU inverse of \(matrix)", (try? lu.inverse())?.elements)
        if let several { _ = try? lu.solve(several) }
        _ = (lu.rowOrder, lu.determinantSign)
      }
      if let svd = try? SVDFactorization(matrix) {
        check("SVD condition of \(matrix)", [svd.conditionNumber])
        _ = try? svd.rank(tolerance: tolerance)
      }
      _ = try? SymmetricEigen(matrix)
    }
    #expect(calls > 5000)
    #expect(faults.isEmpty, "\(faults.count) faults:\n\(faults.prefix(8).joined(separator: "\n"))")
  }

  @Test func sizesThatDoNotFitAreRefused() {
    for n in Self.integers {
      for k in Self.integers {
        let isRight = n >= 0 && k >= 0 && n.multipliedReportingOverflow(by: k) == (4, false)
        let made = try? Matrix(rowCount: n, columnCount: k, elements: [1, 2, 3, 4])
        #expect((made != nil) == isRight, "\(n) by \(k)")
      }
    }
    #expect((try? Matrix(rows: [[1, 2], [3]])) == nil && (try? Matrix(columns: [[1], []])) == nil)
  }
}
