import SurveyInference
import SurveyVocabulary

/// The average variance extracted: the mean share of an item's variance that the common factor explains.
///
/// It is the mean of the squared standardized loadings of a one-factor model. It is not a reliability: it
/// says how much of a single item is common, whatever the number of items.
///
/// Reference: Fornell & Larcker (1981), doi:10.1177/002224378101800104.
public struct AverageVarianceExtracted: Finding {
  /// The stable name of the method.
  public static let methodID = "average-variance-extracted/1"

  /// The average variance extracted with its interval.
  public let average: Estimate
  /// The fitted model.
  public let model: OneFactorModel
  /// How the bootstrap went, where the interval is one.
  public let bootstrap: BootstrapFinding?
  /// The names of the items for print, and the cases.
  public var context: DataContext
  private let coefficient: ModelCoefficient

  /// The average of items, one array to an item, with the cases in the same order in each.
  ///
  /// - Parameters:
  ///   - items: The items; the average is the same whether reverse-keyed ones are reversed or not.
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

  /// The average of a model that was fitted before, such as one of covariances.
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
    average = coefficient.estimate
    model = coefficient.model
    bootstrap = coefficient.bootstrap
    context = coefficient.model.context
  }

  private static func value(_ solution: OneFactorSolution) -> DeltaValue {
    let loadings = (0..<solution.order).map { solution.standardizedLoading($0).value }
    let count = Double(loadings.count)
    let gradient = solution.chained { 2 * loadings[$0] / count }
    return DeltaValue(
      value: loadings.reduce(0) { $0 + $1 * $1 } / count, variance: solution.covariance(gradient, gradient))
  }
}

extension AverageVarianceExtracted {
  /// The average variance extracted with its interval and the fit of the model behind it.
  public var report: Report {
    coefficient.report(
      "Average variance extracted", "average variance extracted", methodID: Self.methodID,
      citation: Citation(
        "Fornell & Larcker", 1981, "Journal of Marketing Research 18, 39-50",
        doi: "10.1177/002224378101800104"), context: context)
  }
}
