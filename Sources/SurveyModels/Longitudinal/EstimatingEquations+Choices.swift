extension EstimatingEquations {
  /// The variance of the outcome as a function of its mean, with the link of the mean to the linear predictor.
  public enum Family: String, Hashable, Sendable, Codable, CaseIterable {
    /// The same variance everywhere; the mean itself is linear.
    case gaussian
    /// 0 or 1; the logarithm of the odds is linear.
    case binomial
    /// Counts whose variance is proportional to their mean; the logarithm of the mean is linear.
    case poisson = "Poisson"

    /// The name of the link.
    public var linkName: String {
      switch self {
      case .gaussian: "identity"
      case .binomial: "logit"
      case .poisson: "log"
      }
    }

    var ratioName: String? {
      switch self {
      case .gaussian: nil
      case .binomial: "odds ratio"
      case .poisson: "rate ratio"
      }
    }
  }

  /// The correlation that the equations take the cases of a cluster to have.
  public enum WorkingCorrelation: String, Hashable, Sendable, Codable, CaseIterable {
    /// None.
    case independence
    /// The same for any two cases of a cluster.
    case exchangeable
    /// α to the power of the distance of the occasions.
    case autoregressive = "AR(1)"
    /// One for each pair of occasions.
    case unstructured
  }

  /// How the standard errors are found.
  public enum Errors: String, Hashable, Sendable, Codable, CaseIterable {
    /// From the clusters' residuals as they are (Liang & Zeger 1986): too small with few clusters.
    case robust
    /// The residuals times the inverse root of what the fit leaves of them (Kauermann & Carroll 2001).
    case kauermannCarroll = "Kauermann-Carroll"
    /// The residuals times the inverse of it (Mancl & DeRouen 2001), close to the jackknife over clusters.
    case manclDeRouen = "Mancl-DeRouen"

    /// The power of what the fit leaves of a cluster's residuals.
    var power: Double {
      switch self {
      case .robust: 0
      case .kauermannCarroll: -0.5
      case .manclDeRouen: -1
      }
    }
  }
}
