import SurveyVocabulary

/// What a quadrature found: the integral, how far it may be off, and what it took.
public struct Integral: Hashable, Sendable {
  /// The integral.
  public let value: Double
  /// The estimated absolute error, by the difference of two rules on every panel; an estimate, not a bound.
  public let errorEstimate: Double
  /// How often the integrand was evaluated.
  public let evaluations: Int
  /// The number of panels of the final division of the range.
  public let panels: Int
  /// Whether the error estimate is within the tolerance.
  public let converged: Bool

  /// The integral, or an error where it did not converge.
  ///
  /// - Parameter subject: What was integrated, for the error's text.
  /// - Returns: This value.
  /// - Throws: `InputError` of code `notConverged` if the tolerance was not met.
  public func orNotConverged(_ subject: String = "integral") throws(InputError) -> Integral {
    guard converged else {
      throw InputError(
        .notConverged, subject,
        "after \(evaluations) evaluations the estimated error is \(errorEstimate) at a value of \(value)",
        remedy: "split the range where the integrand peaks, or allow more evaluations or a wider tolerance")
    }
    return self
  }
}
