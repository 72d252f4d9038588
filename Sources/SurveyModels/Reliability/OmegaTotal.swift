import SurveyInference
import SurveyVocabulary

/// McDonald's omega total of a one-factor model: the share of the variance of the sum of the items that the
/// common factor explains.
///
/// From unstandardized loadings λ and error variances θ: ω = (Σλ)² / ((Σλ)² + Σθ), or with the observed
/// variance of the sum below the line. It is the reliability of the sum if one factor accounts for all
/// covariances; with parallel items it equals Cronbach's alpha.
///
/// Reference: McDonald (1999), Test Theory: A Unified Treatment; intervals by the delta method: Raykov
/// (2002), doi:10.1207/S15327906MBR3701_04.
public struct OmegaTotal: Finding {
  /// The stable name of the method.
  public static let methodID = "omega-total/1"

  /// Which variance of the sum stands below the line.
  public enum TotalVariance: String, Hashable, Sendable, Codable, CaseIterable {
    /// The variance that the model implies.
    case implied = "implied by the model"
    /// The variance that was observed, which counts what the model does not explain as error.
    case observed
  }

  /// Omega total with its interval.
  public let omega: Estimate
  /// Which variance of the sum stands below the line.
  public let totalVariance: TotalVariance
  /// The fitted model.
  public let model: OneFactorModel
  /// How the bootstrap went, where the interval is one.
  public let bootstrap: BootstrapFinding?
  /// The names of the items for print, and the cases.
  public var context: DataContext
  private let coefficient: ModelCoefficient

  /// Omega of items, one array to an item, with the cases in the same order in each.
  ///
  /// - Parameters:
  ///   - items: The items, reverse-keyed ones already reversed.
  ///   - names: The names of the items, for print and errors; numbers where there are none.
  ///   - form: What the model takes to be equal between items.
  ///   - totalVariance: Which variance of the sum stands below the line.
  ///   - interval: How the interval is found.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` as ``OneFactorModel`` does, or if a bootstrap would take too long or has too few values.
  public init(
    _ items: [[Double]], names: [String] = [], form: OneFactorForm = .congeneric,
    totalVariance: TotalVariance = .implied, interval: ModelInterval = .logit, confidence: Double = 0.95
  ) throws(InputError) {
    self.init(
      try ModelCoefficient(items, names: names, form: form, interval: interval, confidence: confidence) {
        Self.value($0, $1, totalVariance)
      }, totalVariance)
  }

  /// Omega of a model that was fitted before, such as one of covariances.
  ///
  /// - Throws: `InputError` if the confidence is not between 0 and 1, or if a bootstrap is asked for.
  public init(
    _ model: OneFactorModel, totalVariance: TotalVariance = .implied, interval: ModelInterval = .logit,
    confidence: Double = 0.95
  ) throws(InputError) {
    self.init(
      try ModelCoefficient(model, interval: interval, confidence: confidence) {
        Self.value($0, $1, totalVariance)
      }, totalVariance)
  }

  private init(_ coefficient: ModelCoefficient, _ totalVariance: TotalVariance) {
    self.coefficient = coefficient
    self.totalVariance = totalVariance
    omega = coefficient.estimate
    model = coefficient.model
    bootstrap = coefficient.bootstrap
    context = coefficient.model.context
  }

  static func value(
    _ solution: OneFactorSolution, _ moments: OneFactorMoments, _ kind: TotalVariance
  ) -> DeltaValue {
    let k = solution.order
    let sum = solution.loadings.reduce(0, +)
    let errors = solution.errorVariances.reduce(0, +)
    let (common, implied) = (sum * sum, solution.totalVariance)
    switch kind {
    case .implied:
      let gradient =
        [Double](repeating: 2 * (sum / implied) * (errors / implied), count: k)
        + [Double](repeating: -(common / implied) / implied, count: k)
      return DeltaValue(value: common / implied, variance: solution.covariance(gradient, gradient))
    case .observed:
      let total = moments.totalVariance
      let direct =
        [Double](repeating: 2 * sum / total, count: k) + [Double](repeating: 0, count: k)
      let relative =
        [Double](repeating: 2 * sum / implied, count: k) + [Double](repeating: 1 / implied, count: k)
      // The observed variance of the sum varies by 2T²/n, and with the estimates as the implied one does.
      let ratio = common / total
      let variance =
        solution.covariance(direct, direct) - 2 * ratio * solution.covariance(direct, relative)
        + ratio * ratio * 2 / Double(solution.count)
      return DeltaValue(value: ratio, variance: variance)
    }
  }
}

extension OneFactorMoments {
  /// The variance of the sum of the items, with the number of cases in the denominator.
  var totalVariance: Double {
    var sum = 0.0
    for row in 0..<order {
      for column in 0..<order {
        sum += correlations[row * order + column] * deviations[row] * deviations[column]
      }
    }
    return sum
  }
}

extension OmegaTotal {
  /// Omega with its interval and the fit of the model behind it.
  public var report: Report {
    coefficient.report(
      "Omega total", "omega", methodID: Self.methodID,
      citation: Citation("McDonald", 1999, "Test Theory: A Unified Treatment"), context: context,
      options: [Report.Fact("variance of the sum", .text(totalVariance.rawValue))])
  }
}
