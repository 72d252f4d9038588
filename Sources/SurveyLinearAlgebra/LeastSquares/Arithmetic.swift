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

/// The arithmetic that a caller asks a least-squares fit for.
public enum ArithmeticChoice: String, Hashable, Sendable, Codable, CaseIterable {
  /// By condition number κ, n cases and k columns: double-double where κ is above 1,000 and n·k² at most
  /// 4 million, else refined where n·k is at most 262,144 and κ at most a million, else double.
  case automatic
  /// Householder QR in doubles and nothing more.
  case double
  /// Doubles with one correction from residuals and gradients in double-double arithmetic, which needs a
  /// copy of the data.
  case refined = "refined double"
  /// Double-double arithmetic throughout, up to n·k² of 400 million, about half a minute.
  case doubleDouble = "double-double"
}
