/// Which covariance matrix of the coefficients of a regression a test used.
public enum CoefficientErrors: Hashable, Sendable {
  /// That of independent cases.
  case independent(StandardErrors)
  /// That of cases in clusters.
  case clustered(ClusteredRegression.Estimator)
  /// That of cases in clusters of several kinds.
  case multiway(MultiwayClusteredRegression.Estimator)
  /// The inverse of the information of a generalized regression.
  case information
  /// That of estimating equations.
  case equations(EstimatingEquations.Errors)
  /// That of a robust regression: M for ``RobustRegression``, MM for ``MMRegression``.
  case robust(RobustEstimate)

  /// Which robust regression.
  public enum RobustEstimate: String, Hashable, Sendable {
    /// Of `RobustRegression`.
    case m = "M-estimate"
    /// Of `MMRegression`.
    case mm = "MM-estimate"
  }

  /// The name of the estimator, such as "HC3" or "CR2".
  public var name: String {
    switch self {
    case .independent(let errors): errors.rawValue
    case .clustered(let estimator): estimator.rawValue
    case .multiway(let estimator): "multiway \(estimator.rawValue)"
    case .information: "information"
    case .equations(let errors): errors.rawValue
    case .robust(let estimate): estimate.rawValue
    }
  }

  /// The estimator of independent cases; `nil` for others.
  public var independent: StandardErrors? {
    if case .independent(let errors) = self { errors } else { nil }
  }
}
