import SurveyInference
import SurveyVocabulary

/// Composite reliability of a one-factor model in standardized form: the share of the variance of the sum
/// of standardized items that the common factor explains.
///
/// From standardized loadings l: (Σl)² / ((Σl)² + Σ(1 - l²)). It belongs to a score of standardized items;
/// for the sum of the items as they are, ``OmegaTotal`` is the coefficient.
///
/// References: Fornell & Larcker (1981), doi:10.1177/002224378101800104; Raykov (1997),
/// doi:10.1177/01466216970212006.
public struct CompositeReliability: Finding {
  /// The stable name of the method.
  public static let methodID = "composite-reliability/1"

  /// Composite reliability with its interval.
  public let reliability: Estimate
  /// The fitted model.
  public let model: OneFactorModel
  /// How the bootstrap went, where the interval is one.
  public let bootstrap: BootstrapFinding?
  /// The names of the items for print, and the cases.
  public var context: DataContext
  private let coefficient: ModelCoefficient

  /// Composite reliability of items, one array to an item, with the cases in the same order in each.
  ///
  /// - Parameters:
  ///   - items: The items, reverse-keyed ones already reversed.
  ///   - names: The names of the items, for print and errors; numbers where there are none.
  ///   - form: What the model takes to be equal between items.
  ///   - interval: How the interval is found.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` as ``OneFactorModel`` does, or if a bootstrap would take too long or has too few values.
  public init(
    _ items: [[Double]], names: [String] = [], form: OneFactorForm = .congeneric,
    interval: ModelInterval = .logit, confidence: Double = 0.95
  ) throws(InputError) {
    self.init(
      try ModelCoefficient(items, names: names, form: form, interval: interval, confidence: confidence) {
        solution, _ in Self.value(solution)
      })
  }

  /// Composite reliability of a model that was fitted before, such as one of covariances.
  ///
  /// - Throws: `InputError` if the confidence is not between 0 and 1, or if a bootstrap is asked for.
  public init(
    _ model: OneFactorModel, interval: ModelInterval = .logit, confidence: Double = 0.95
  ) throws(InputError) {
    self.init(
      try ModelCoefficient(model, interval: interval, confidence: confidence) { solution, _ in
        Self.value(solution)
      })
  }

  private init(_ coefficient: ModelCoefficient) {
    self.coefficient = coefficient
    reliability = coefficient.estimate
    model = coefficient.model
    bootstrap = coefficient.bootstrap
    context = coefficient.model.context
  }

  private static func value(_ solution: OneFactorSolution) -> DeltaValue {
    let loadings = (0..<solution.order).map { solution.standardizedLoading($0).value }
    let sum = loadings.reduce(0, +)
    let errors = loadings.reduce(0) { $0 + (1 - $1 * $1) }
    let total = sum * sum + errors
    let gradient = solution.chained { (2 * sum * errors + 2 * sum * sum * loadings[$0]) / total / total }
    return DeltaValue(value: sum * sum / total, variance: solution.covariance(gradient, gradient))
  }
}

extension OneFactorSolution {
  /// The derivatives of a function of standardized loadings by the parameters of the model.
  func chained(_ derivative: (Int) -> Double) -> [Double] {
    var gradient = [Double](repeating: 0, count: 2 * order)
    for item in 0..<order {
      let (outer, inner) = (derivative(item), standardizedLoading(item).gradient)
      for index in [item, order + item] { gradient[index] += outer * inner[index] }
    }
    return gradient
  }
}

extension CompositeReliability {
  /// Composite reliability with its interval and the fit of the model behind it.
  public var report: Report {
    coefficient.report(
      "Composite reliability", "composite reliability", methodID: Self.methodID,
      citation: Citation(
        "Fornell & Larcker", 1981, "Journal of Marketing Research 18, 39-50",
        doi: "10.1177/002224378101800104"), context: context,
      options: [Report.Fact("items", .text("standardized"))])
  }
}
