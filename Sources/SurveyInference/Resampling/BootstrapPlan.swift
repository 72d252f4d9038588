/// How the interval of a coefficient is found by resampling its cases with replacement.
///
/// ```swift
/// CronbachAlpha(items, interval: .bootstrap(.bca(resamples: 5_000, seed: 2)))
/// ```
///
/// Cases are drawn, never single answers, so that what a case's answers have in common stays together.
/// The same plan gives the same limits on every platform.
public struct BootstrapPlan: Hashable, Sendable, Codable {
  /// How the limits follow from the values of the resamples.
  public enum Interval: String, Hashable, Sendable, Codable, CaseIterable {
    /// The quantiles of the values.
    case percentile
    /// The estimate minus the quantiles of the values' deviations from it.
    case basic
    /// Quantiles of the values, shifted for their bias and for a spread that changes with the parameter.
    case bca = "BCa"
  }

  /// How the limits follow from the values of the resamples.
  public let interval: Interval
  /// The number of resamples.
  public let resamples: Int
  /// The seed of the random numbers.
  public let seed: UInt64

  /// Makes a plan; what it asks for is checked by the method that carries it out.
  public init(_ interval: Interval, resamples: Int, seed: UInt64) {
    self.interval = interval
    self.resamples = resamples
    self.seed = seed
  }

  /// Bias-corrected and accelerated limits (Efron 1987), the acceleration from leaving out each case.
  public static func bca(resamples: Int = 2_000, seed: UInt64 = 1) -> BootstrapPlan {
    BootstrapPlan(.bca, resamples: resamples, seed: seed)
  }

  /// Limits that are quantiles of the values of the resamples.
  public static func percentile(resamples: Int = 2_000, seed: UInt64 = 1) -> BootstrapPlan {
    BootstrapPlan(.percentile, resamples: resamples, seed: seed)
  }

  /// Limits that turn the quantiles of the values round the estimate.
  public static func basic(resamples: Int = 2_000, seed: UInt64 = 1) -> BootstrapPlan {
    BootstrapPlan(.basic, resamples: resamples, seed: seed)
  }
}
