import SurveyVocabulary

extension BootstrapFinding {
  /// One-sided limits from two-sided ones that leave out as much on each side.
  ///
  /// - Parameters:
  ///   - alternative: Two-sided limits come as they are.
  ///   - confidence: The level of the limits.
  ///   - bounds: The ends of the range of the quantity, where an open side ends.
  ///   - resample: Makes two-sided limits at a level.
  /// - Throws: `InputError` for one-sided limits at a level of one half or less, or as resampling does.
  package static func oneSided(
    _ alternative: Alternative, confidence: Double,
    bounds: (lower: Double, upper: Double) = (-.infinity, .infinity),
    _ resample: (_ level: Double) throws(InputError) -> BootstrapFinding
  ) throws(InputError) -> BootstrapFinding {
    guard alternative != .twoSided else { return try resample(confidence) }
    guard confidence > 0.5 else {
      throw .outOfRange(
        "confidence", value: confidence, allowed: "a level above 0.5 for one-sided limits of a bootstrap")
    }
    let found = try resample(2 * confidence - 1)
    return BootstrapFinding(
      plan: found.plan,
      interval: alternative.interval(
        found.interval.lower, found.interval.upper, level: confidence, method: found.interval.method,
        bounds: bounds),
      standardError: found.standardError, bias: found.bias, undefinedCount: found.undefinedCount,
      isAtTheEdge: found.isAtTheEdge)
  }
}
