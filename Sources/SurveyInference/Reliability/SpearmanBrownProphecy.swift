import SurveyVocabulary

/// Spearman and Brown's prophecy: what lengthening or shortening a test by parallel parts does to its
/// reliability.
///
/// Reference: Spearman (1910) and Brown (1910), British Journal of Psychology 3, 271-295 and 296-322.
public enum SpearmanBrownProphecy {
  /// The reliability of a test of `factor` times the length, nρ/(1 + (n - 1)ρ).
  ///
  /// - Parameters:
  ///   - reliability: The present reliability, above 0 and at most 1.
  ///   - factor: The new length over the present one; 0.5 halves the test.
  /// - Returns: The reliability at the new length.
  /// - Throws: `InputError` if the reliability or the factor is outside its range.
  public static func reliability(from reliability: Double, lengthenedBy factor: Double) throws(InputError)
    -> Double
  {
    try check(reliability, "reliability")
    guard factor > 0, factor.isFinite else {
      throw .outOfRange("length factor", value: factor, allowed: "a finite number above 0")
    }
    // Divided by the factor, so that a huge one cannot exceed the range.
    return min(1, reliability / (reliability + (1 - reliability) / factor))
  }

  /// How many times longer a test must be for a wanted reliability, ρ'(1 - ρ)/(ρ(1 - ρ')).
  ///
  /// - Parameters:
  ///   - reliability: The present reliability, above 0 and at most 1.
  ///   - wanted: The wanted reliability, above 0 and below 1.
  /// - Returns: The factor; times the number of items, rounded up, it is the number of items needed.
  /// - Throws: `InputError` if a reliability is outside its range, or the factor exceeds that of `Double`.
  public static func lengthFactor(from reliability: Double, to wanted: Double) throws(InputError) -> Double {
    try check(reliability, "reliability")
    guard wanted > 0, wanted < 1 else {
      throw .outOfRange("wanted reliability", value: wanted, allowed: "a number above 0 and below 1")
    }
    let factor = wanted / (1 - wanted) * ((1 - reliability) / reliability)
    guard factor.isFinite else {
      throw InputError(.outOfRange, "length factor", "exceeds the range of Double")
    }
    return factor
  }

  private static func check(_ value: Double, _ name: String) throws(InputError) {
    guard value > 0, value <= 1 else {
      throw .outOfRange(name, value: value, allowed: "a number above 0 and at most 1")
    }
  }
}
