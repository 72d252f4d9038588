/// The value of a test statistic together with the distribution that it is judged by.
///
/// The probabilities that the distribution gives are in one place, `pValue(_:)`, which
/// `SurveyProbability` adds: no method takes a tail by itself.
public struct TestStatistic: Hashable, Sendable, Codable {
  /// The distribution of the statistic under the null hypothesis.
  public enum Reference: Hashable, Sendable, Codable {
    /// The standard normal distribution.
    case normal
    /// Student's t.
    case t(degreesOfFreedom: Double)
    /// Chi-square.
    case chiSquare(degreesOfFreedom: Double)
    /// F with the degrees of freedom of numerator and denominator.
    case f(numerator: Double, denominator: Double)
    /// A null distribution that was counted completely.
    case exact(TailProbabilities)
    /// A null distribution that was sampled.
    case monteCarlo(TailProbabilities, draws: Int, seed: UInt64)
  }

  /// The field's symbol for the statistic, such as "t", "F", "U" or "χ²".
  public let symbol: String
  /// The value that was observed.
  public let value: Double
  /// The distribution under the null hypothesis.
  public let reference: Reference

  /// Makes a statistic from its parts.
  public init(_ symbol: String, _ value: Double, reference: Reference) {
    self.symbol = symbol
    self.value = value
    self.reference = reference
  }
}

/// The probabilities of a statistic at least as extreme as the observed one, each side counted with
/// the observed value.
public struct TailProbabilities: Hashable, Sendable, Codable {
  /// The probability of the observed value or less.
  public let lower: Double
  /// The probability of the observed value or more.
  public let upper: Double
  /// The two-sided probability, by the definition that ``definition`` names.
  public let twoSided: Double
  /// How the two-sided probability is defined, such as "distance" or "doubled".
  public let definition: String

  /// Makes the tails from their probabilities.
  public init(lower: Double, upper: Double, twoSided: Double, definition: String) {
    self.lower = lower
    self.upper = upper
    self.twoSided = twoSided
    self.definition = definition
  }
}
