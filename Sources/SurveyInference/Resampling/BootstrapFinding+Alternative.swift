import SurveyVocabulary

extension BootstrapFinding {
  /// One-sided limits from two-sided ones that leave out as much on each side.
  ///
  /// - Parameters:
  ///   - alternative: Two-sided limits come as they are.
  ///   - confidence: The level of the limits.
  ///   - bounds: The ends of the range of the quantity, where an open side ends.
  ///   - resample: Makes two-sided limits at a level.
  /// - Returns: What resampling found, its interval open on the side of a one-sided alternative.
  /// - Throws: `InputError` for one-sided limits at a level of one half or less, or as resampling does.
  package static func oneSided(
    _ alternative: Alternative, confidence: Double,
    bounds: (lower: Double, upper: Double) = (-.infinity, .infinity),
    _ resample: (_ level: Double) throws(InputError) -> BootstrapFinding
  ) throws(InputError) -> BootstrapFinding {
    let found = try resample(alternative.twoSidedLevel(confidence: confidence))
    return found.opened(alternative, level: confidence, bounds: bounds)
  }

  /// The finding with two-sided limits made one-sided ones of a higher level.
  func opened(
    _ alternative: Alternative, level: Double,
    bounds: (lower: Double, upper: Double) = (-.infinity, .infinity)
  ) -> BootstrapFinding {
    guard alternative != .twoSided else { return self }
    return BootstrapFinding(
      plan: plan,
      interval: alternative.interval(
        interval.lower, interval.upper, level: level, method: interval.method, bounds: bounds),
      standardError: standardError, bias: bias, undefinedCount: undefinedCount, isAtTheEdge: isAtTheEdge)
  }
}
