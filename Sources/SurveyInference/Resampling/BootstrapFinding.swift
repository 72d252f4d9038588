import SurveyVocabulary

/// What resampling found about one estimate: its limits, its spread, and what could not be computed.
public struct BootstrapFinding: Hashable, Sendable {
  /// How the resamples were made.
  public let plan: BootstrapPlan
  /// The limits.
  public let interval: ConfidenceInterval
  /// The standard deviation of the values of the resamples.
  public let standardError: Double
  /// The mean of the values of the resamples minus the estimate.
  public let bias: Double
  /// Resamples in which the coefficient does not exist, such as those in which nothing varies.
  public let undefinedCount: Int
  /// Whether a limit is the smallest or the largest value of all resamples, because more extreme ones
  /// would have been needed: more resamples move it.
  public let isAtTheEdge: Bool

  /// The estimate with the standard error and the limits.
  package func estimate(_ value: Double) -> Estimate {
    Estimate(value, standardError: standardError, interval: interval)
  }
}

extension BootstrapFinding {
  /// The choices behind the limits, for the report of the method that asked for them.
  package var options: [Report.Fact] {
    [
      Report.Fact("interval", .text(interval.method)),
      Report.Fact("resamples", .count(plan.resamples)),
    ]
  }

  /// The same with the seed of the resamples, where another seed is the report's.
  func options(besideSeed seed: UInt64?) -> [Report.Fact] {
    options + (seed == nil ? [] : [Report.Fact("seed of the resamples", .text("\(plan.seed)"))])
  }

  /// What a reader of the limits has to know.
  package var warnings: [String] {
    var warnings: [String] = []
    if undefinedCount > 0 {
      warnings.append(
        "\(DecimalText.grouped(undefinedCount)) of \(DecimalText.grouped(plan.resamples)) resamples have no "
          + "value and are left out of the interval.")
    }
    if isAtTheEdge {
      warnings.append("A limit is the most extreme value of all resamples: ask for more of them.")
    }
    return warnings
  }
}

extension BootstrapFinding? {
  /// The estimate with these limits, or with those of a formula where nothing was resampled.
  func estimate(
    _ value: Double, otherwise formula: () throws(InputError) -> Estimate
  ) throws(InputError) -> Estimate {
    if let self { return self.estimate(value) }
    return try formula()
  }
}
