/// How the two-sided probability of a test with an exact or sampled null distribution is defined.
///
/// A null distribution that is not symmetric has no single two-sided probability. The definitions
/// agree where it is symmetric.
public enum TwoSidedDefinition: String, Hashable, Sendable, Codable, CaseIterable {
  /// The probability of a value at least as far from the centre of the null distribution as the
  /// observed one, on either side.
  case distance
  /// Twice the smaller of the two tails, at most 1.
  case doubled

  /// The two-sided probability of a statistic by this definition.
  ///
  /// - Parameters:
  ///   - lower: The probability of the observed value or less.
  ///   - upper: The probability of the observed value or more.
  ///   - distance: The probability of a value at least as far from the centre.
  /// - Returns: The tails with the two-sided probability that the definition asks for, none above 1.
  package func tails(lower: Double, upper: Double, distance: Double) -> TailProbabilities {
    let twoSided = self == .distance ? distance : 2 * min(lower, upper)
    return TailProbabilities(
      lower: min(lower, 1), upper: min(upper, 1), twoSided: min(twoSided, 1), definition: rawValue)
  }
}
