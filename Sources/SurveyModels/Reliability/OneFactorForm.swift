/// What a one-factor model takes to be equal between items.
public enum OneFactorForm: String, Hashable, Sendable, Codable, CaseIterable {
  /// Each item has a loading and an error variance of its own.
  case congeneric
  /// All loadings are equal, in the units of the items; error variances are free: (essentially)
  /// tau-equivalent items.
  case tauEquivalent = "tau-equivalent"
  /// All loadings and all error variances are equal, in the units of the items.
  case parallel

  /// The number of free parameters for a number of items.
  func parameterCount(items: Int) -> Int {
    switch self {
    case .congeneric: return 2 * items
    case .tauEquivalent: return 1 + items
    case .parallel: return 2
    }
  }

  /// The number of variances and covariances beyond the parameters; negative where the model is not
  /// identified.
  func degreesOfFreedom(items: Int) -> Int {
    items * (items + 1) / 2 - parameterCount(items: items)
  }
}
