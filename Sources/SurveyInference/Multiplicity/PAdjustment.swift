import SurveyVocabulary

/// How the p-values of a family of tests are adjusted, for methods that test several things at once.
public enum PAdjustment: String, Hashable, Sendable, Codable, CaseIterable {
  /// Not at all.
  case none
  /// ``BonferroniAdjustment``.
  case bonferroni = "Bonferroni"
  /// ``HolmAdjustment``.
  case holm = "Holm"
  /// ``HochbergAdjustment``.
  case hochberg = "Hochberg"
  /// ``HommelAdjustment``.
  case hommel = "Hommel"
  /// ``SidakAdjustment``.
  case sidak = "Šidák"
  /// ``HolmSidakAdjustment``.
  case holmSidak = "Holm-Šidák"
  /// ``BenjaminiHochbergAdjustment``.
  case benjaminiHochberg = "Benjamini-Hochberg"
  /// ``BenjaminiYekutieliAdjustment``.
  case benjaminiYekutieli = "Benjamini-Yekutieli"

  /// The adjusted p-values, in the order given.
  ///
  /// - Throws: `InputError` if there is no p-value, one is NaN or outside 0 to 1, or there are too many for
  ///   Hommel's steps.
  public func adjusted(_ pValues: some Collection<Double>) throws(InputError) -> [Double] {
    switch self {
    case .none: try PValueFamily(pValues, names: []).values
    case .bonferroni: try BonferroniAdjustment(pValues).adjusted
    case .holm: try HolmAdjustment(pValues).adjusted
    case .hochberg: try HochbergAdjustment(pValues).adjusted
    case .hommel: try HommelAdjustment(pValues).adjusted
    case .sidak: try SidakAdjustment(pValues).adjusted
    case .holmSidak: try HolmSidakAdjustment(pValues).adjusted
    case .benjaminiHochberg: try BenjaminiHochbergAdjustment(pValues).adjusted
    case .benjaminiYekutieli: try BenjaminiYekutieliAdjustment(pValues).adjusted
    }
  }
}
