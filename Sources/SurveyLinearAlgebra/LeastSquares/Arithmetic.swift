/// The arithmetic that a least-squares fit was computed in.
///
/// The estimator is the same in all three; they differ in how many digits of it survive rounding.
public enum LeastSquaresArithmetic: String, Hashable, Sendable, Codable {
  /// Householder QR in doubles, in one pass over the data: large problems.
  case double
  /// Householder QR in doubles, then one correction of the coefficients from residuals and gradients
  /// in double-double arithmetic.
  case refined = "refined double"
  /// All steps in double-double arithmetic: small problems with a condition number above 1,000.
  case doubleDouble = "double-double"
}
