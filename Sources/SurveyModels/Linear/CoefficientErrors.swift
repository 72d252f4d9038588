/// Which covariance matrix of the coefficients of a linear regression a test used.
public enum CoefficientErrors: Hashable, Sendable {
  /// That of independent cases.
  case independent(StandardErrors)
  /// That of cases in clusters.
  case clustered(ClusteredRegression.Estimator)
  /// That of cases in clusters of several kinds.
  case multiway(MultiwayClusteredRegression.Estimator)

  /// The name of the estimator, such as "HC3" or "CR2".
  public var name: String {
    switch self {
    case .independent(let errors): errors.rawValue
    case .clustered(let estimator): estimator.rawValue
    case .multiway(let estimator): "multiway \(estimator.rawValue)"
    }
  }

  /// The estimator of independent cases; `nil` for clusters.
  public var independent: StandardErrors? {
    if case .independent(let errors) = self { errors } else { nil }
  }
}
