import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyLinearAlgebra

/// Results do not depend on the number of BLAS threads beyond the last digits.
@Suite struct ThreadsTests {
  // The number of threads belongs to the process and may not change while another thread computes, so
  // the comparison runs in a process of its own.
  #if compiler(>=6.2) && (os(Linux) || os(macOS))
    @Test func resultsKeepTwelveDigitsWithAnyNumberOfThreads() async {
      await #expect(processExitsWith: .success) {
        LinearAlgebraThreads.set(1)
        let alone = try ThreadsTests.results()
        for count in [2, 4] {
          LinearAlgebraThreads.set(count)
          let together = try ThreadsTests.results()
          #expect(alone.count == together.count)
          for (one, other) in zip(alone, together) {
            // Numbers near zero are judged by the size of the numbers they stand among.
            let size = one.values.reduce(0) { max($0, $1.magnitude) }
            let worst = zip(one.values, other.values).reduce(0.0) { max($0, ($1.0 - $1.1).magnitude) }
            #expect(worst <= 1e-12 * size, "\(one.name) with \(count) threads: \(worst / size)")
          }
        }
      }
    }
  #endif

  @Test func theLibraryDoesNotChangeTheNumberOfThreads() throws {
    let before = LinearAlgebraThreads.count
    _ = try Self.results(scale: 4)
    #expect(LinearAlgebraThreads.count == before)
  }

  /// One number or more of every call of BLAS and LAPACK, at sizes where threads would wake.
  static func results(scale: Int = 1) throws -> [(name: String, values: [Double])] {
    let tall = sample(rows: 20_000 / scale, columns: 40, seed: 31)
    let square = sample(rows: 400 / scale, columns: 400 / scale, seed: 32)
    let right = sample(rows: 400 / scale, columns: 3, seed: 33)
    let outcome = sample(rows: 20_000 / scale, columns: 1, seed: 34).elements
    let gram = try tall.gram()
    let fit = try LeastSquares(tall, outcome: outcome, arithmetic: .double)
    let cholesky = try CholeskyFactorization(gram)
    let lu = try LUFactorization(square)
    let qr = try QRFactorization(tall)
    return [
      ("product", try square.times(square).elements), ("sums of products", gram.elements),
      ("coefficients", fit.coefficients), ("residual sum of squares", [fit.residualSumOfSquares]),
      ("covariance", try fit.unscaledCovariance().elements), ("leverages", try fit.leverages()),
      ("Cholesky inverse", try cholesky.inverse().elements), ("log determinant", [cholesky.logDeterminant]),
      ("pivoted QR", try qr.solve(outcome)),
      ("LU", try lu.solve(right).elements.map { $0 * lu.reciprocalCondition }),
      ("eigenvalues", try SymmetricEigen(gram).values),
      ("singular values", try SVDFactorization(square).values),
    ]
  }
}
