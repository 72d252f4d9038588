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
    /// The estimate minus the mean of the values' deviations from it, and normal quantiles of their spread
    /// around that.
    case normal
    /// The quantiles of the deviations in units of each resample's own standard error, turned round the
    /// estimate. It needs that standard error, which ``BootstrapEstimate`` asks for; other methods refuse it.
    case studentized
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

  /// Normal limits around the estimate less its bias, from the spread of the values of the resamples.
  public static func normal(resamples: Int = 2_000, seed: UInt64 = 1) -> BootstrapPlan {
    BootstrapPlan(.normal, resamples: resamples, seed: seed)
  }

  /// Limits from deviations in units of each resample's own standard error, for ``BootstrapEstimate``.
  public static func studentized(resamples: Int = 2_000, seed: UInt64 = 1) -> BootstrapPlan {
    BootstrapPlan(.studentized, resamples: resamples, seed: seed)
  }
}
