import SurveyInference

/// How the interval of an indirect effect is found.
///
/// The product of two estimates is not normal in samples of usual size, which the normal interval ignores.
public enum MediationInterval: Hashable, Sendable {
  /// By resampling cases with replacement.
  case bootstrap(BootstrapPlan)
  /// From normal numbers in place of both coefficients, with their estimates and standard errors (MacKinnon,
  /// Lockwood & Williams 2004).
  case monteCarlo(draws: Int = 20_000, seed: UInt64 = 1)
  /// The estimate and normal quantiles of Sobel's standard error (Sobel 1982).
  case sobel
}

/// The variance of a product of two independent estimates; MacKinnon et al. (2002) compare them.
public enum ProductVariance: String, Hashable, Sendable, Codable, CaseIterable {
  /// a²·s²(b) + b²·s²(a), by the delta method (Sobel 1982).
  case sobel = "Sobel"
  /// Sobel's plus s²(a)·s²(b), the variance of a product of independent variables (Aroian 1947).
  case aroian = "Aroian"
  /// Sobel's minus s²(a)·s²(b), unbiased; it can be negative (Goodman 1960).
  case goodman = "Goodman"

  /// The standard error of the product; `nil` where the variance is negative.
  func standardError(
    _ first: LinearRegression.Coefficient, _ second: LinearRegression.Coefficient
  ) -> Double? {
    let parts = [first.value * second.standardError, second.value * first.standardError]
    let both = first.standardError * second.standardError
    let size = max(parts[0].magnitude, parts[1].magnitude, both)
    // In units of the largest part, so that no square leaves the range.
    guard size > 0, size.isFinite else { return size == 0 ? 0 : nil }
    let square = parts.reduce(0) { $0 + ($1 / size) * ($1 / size) }
    let extra = (both / size) * (both / size)
    let variance =
      switch self {
      case .sobel: square
      case .aroian: square + extra
      case .goodman: square - extra
      }
    return variance < 0 ? nil : size * variance.squareRoot()
  }
}
