import SurveyInference
import SurveyVocabulary

/// Maximal reliability (Hancock & Mueller's H): the reliability of the best weighted sum of the items of a
/// one-factor model.
///
/// H = Q / (1 + Q) with Q = Σ λ²/θ; the weights are λ/θ. No sum of the items is more reliable, and the plain
/// sum is as reliable only if all λ/θ are equal. The sign of a loading does not matter.
///
/// Reference: Hancock & Mueller (2001), Rethinking construct reliability within latent variable systems, in
/// Cudeck, du Toit & Sörbom (Eds.), Structural Equation Modeling: Present and Future.
public struct MaximalReliability: Finding {
  /// The stable name of the method.
  public static let methodID = "maximal-reliability/1"

  /// H with its interval.
  public let reliability: Estimate
  /// The weights of the best sum of the items in their own units, the largest in size set to 1.
  public let weights: [Double]
  /// The fitted model.
  public let model: OneFactorModel
  /// How the bootstrap went, where the interval is one.
  public let bootstrap: BootstrapFinding?
  /// The names of the items for print, and the cases.
  public var context: DataContext
  private let coefficient: ModelCoefficient

  /// H of items, one array to an item, with the cases in the same order in each.
  ///
  /// - Parameters:
  ///   - items: The items; H is the same whether reverse-keyed ones are reversed or not.
  ///   - names: The names of the items, for print and errors; numbers where there are none.
  ///   - form: What the model takes to be equal between items.
  ///   - interval: How the interval is found.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` as ``OneFactorModel`` does, if an error variance is not above zero (H does not
  ///   exist then), or if a bootstrap has too few values.
  public init(
    _ items: [[Double]], names: [String] = [], form: OneFactorForm = .congeneric,
    interval: ModelInterval = .logit, confidence: Double = 0.95
  ) throws(InputError) {
    self.init(
      try ModelCoefficient(items, names: names, form: form, interval: interval, confidence: confidence) {
        solution, _ throws(InputError) in try Self.value(solution, names)
      })
  }

  /// H of a model that was fitted before, such as one of covariances.
  ///
  /// - Throws: `InputError` if an error variance is not above zero, if the confidence is not between 0 and
  ///   1, or if a bootstrap is asked for.
  public init(
    _ model: OneFactorModel, interval: ModelInterval = .logit, confidence: Double = 0.95
  ) throws(InputError) {
    self.init(
      try ModelCoefficient(model, interval: interval, confidence: confidence) {
        solution, _ throws(InputError) in try Self.value(solution, model.context.parts)
      })
  }

  private init(_ coefficient: ModelCoefficient) {
    self.coefficient = coefficient
    reliability = coefficient.estimate
    model = coefficient.model
    let solution = coefficient.model.solution
    let raw = zip(solution.loadings, solution.errorVariances).map { $0 / $1 }
    let largest = raw.reduce(0) { max($0, $1.magnitude) }
    weights = raw.map { largest > 0 ? $0 / largest : 0 }
    bootstrap = coefficient.bootstrap
    context = coefficient.model.context
  }

  private static func value(
    _ solution: OneFactorSolution, _ names: [String]
  ) throws(InputError) -> DeltaValue {
    if let item = solution.errorVariances.firstIndex(where: { $0 <= 0 }) {
      let name = names.indices.contains(item) ? names[item] : "item \(item + 1)"
      throw InputError(
        .outOfRange, "error variance of \(name)",
        "it is not above zero (a Heywood case), and maximal reliability does not exist",
        remedy: "see the one-factor model; leave the item out or use another coefficient")
    }
    let pairs = zip(solution.loadings, solution.errorVariances)
    let ratio = pairs.reduce(0) { $0 + $1.0 / $1.1 * $1.0 }
    let outer = 1 / (1 + ratio) / (1 + ratio)
    let gradient =
      pairs.map { outer * 2 * $0 / $1 } + pairs.map { -outer * ($0 / $1) * ($0 / $1) }
    return DeltaValue(value: ratio / (1 + ratio), variance: solution.covariance(gradient, gradient))
  }
}

extension MaximalReliability {
  /// H with its interval, the weights, and the fit of the model behind it.
  public var report: Report {
    let lines = weights.indices.map { item -> [Report.Cell] in
      [
        .text(context.parts.indices.contains(item) ? context.parts[item] : "item \(item + 1)"),
        .number(weights[item], .decimals(2)),
      ]
    }
    return coefficient.report(
      "Maximal reliability", "H", methodID: Self.methodID,
      citation: Citation(
        "Hancock & Mueller", 2001, "Rethinking construct reliability within latent variable systems"),
      context: context, grids: [Report.Grid(columns: ["", "best weight"], lines: lines)])
  }
}
