import SurveyLinearAlgebra
import SurveyVocabulary

/// Average marginal effects: how much the expected outcome of a fitted regression changes with a variable, in
/// units of the outcome, averaged over cases.
///
/// For numbers the derivative of the expected outcome, through transformations, polynomials, splines and
/// products; for factors and for variables of 0 and 1 the difference between two levels. Standard errors by
/// the delta method with the covariance matrix of the fit, the values of the predictors taken as given.
///
/// References: Williams (2012), doi:10.1177/1536867X1201200209; Norton,
/// Dowd & Maciejewski (2019), doi:10.1001/jama.2019.1954. Agrees with Python's `statsmodels` `get_margeff`.
public struct AverageMarginalEffects: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "average-marginal-effects/1"

  /// What changes in a variable.
  public enum Change: Hashable, Sendable {
    /// The derivative by the number.
    case slope
    /// The outcome at the second value minus that at the first.
    case between(VariableValue, VariableValue)
    /// The outcome with a number added to the variable minus that without.
    case by(Double)
  }

  /// One effect.
  public struct Effect: Hashable, Sendable {
    /// The variable.
    public let variable: String
    /// What changed: "slope", "b - a", "+10".
    public let change: String
    /// The category of the outcome whose probability changes; `nil` where the outcome has none.
    public let category: String?
    /// The change of the expected outcome, in its units (of one unit of the variable for slopes).
    public let estimate: Estimate
    /// The effect over its standard error; `nil` where that is zero.
    public let statistic: TestStatistic?
    /// The two-sided probability of the statistic; `nil` where there is none.
    public let pValue: Double?
  }

  /// The effects, variable after variable in the order of the design, category after category.
  public let effects: [Effect]
  /// The covariance matrix of the effects.
  public let covariance: Matrix
  /// At which values of the variables.
  public let point: MarginalPoint
  /// What variables were set to: those asked for, and all of them at the means.
  public let place: [(variable: String, value: VariableValue)]
  /// What a case counts.
  public let weights: EffectWeights
  /// The number of rows that were averaged over.
  public let rowCount: Int
  /// Whether these are other cases than those of the fit.
  public let areOtherRows: Bool
  /// How the standard errors of the fit were found.
  public let standardErrors: String
  /// The level of the intervals.
  public let confidence: Double
  /// The names and cases of the data, for print.
  public var context: DataContext

  private let outcomes: ExpectedOutcomes

  /// Averages the effects of variables.
  ///
  /// - Parameters:
  ///   - regression: The fit; its design must be made of terms, of named columns or of a formula.
  ///   - variables: The variables; all of the design where none are named.
  ///   - changes: What changes in a variable, where it is not what its kind says: the slope of numbers, 1
  ///     against 0 of numbers that are nothing else, each level against the first of factors.
  ///   - point: At which values of the variables.
  ///   - setting: Values that variables are set to in every case.
  ///   - cases: Other cases to average over, each of which counts once; `nil` for those of the fit.
  ///   - weights: What a case of the fit counts.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the design was made of a matrix or lacks a predictor, a name or a level is
  ///   unknown, a change does not fit its variable, a derivative does not exist, an outcome leaves the range
  ///   of the model, or the fit has an offset and there are other cases.
  public init(
    of regression: some OutcomeRegression, _ variables: [String]? = nil, changes: [String: Change] = [:],
    at point: MarginalPoint = .observed, setting: [String: VariableValue] = [:],
    over cases: ModelData? = nil, weights: EffectWeights = .cases, confidence: Double = 0.95
  ) throws(InputError) {
    let outcomes = try regression.expectedOutcomes
    let inference = try DeltaInference(outcomes, confidence: confidence)
    let marginal = try MarginalCases(
      outcomes, at: point, setting: setting, over: cases, weights: weights)
    let chosen = variables ?? marginal.names
    for name in chosen + changes.keys.sorted() where !marginal.names.contains(name) {
      throw .unknownName(name, among: marginal.names, subject: "variables")
    }
    if let name = changes.keys.sorted().first(where: { !chosen.contains($0) }) {
      throw .unknownName(name, among: chosen, subject: "changes")
    }
    guard Set(chosen).count == chosen.count, !chosen.isEmpty else {
      throw InputError(.definition, "variables", "none is named, or one twice", remedy: "name each once")
    }
    var functions: [ParameterFunction] = []
    var labels: [(variable: String, change: String, category: String?)] = []
    for name in chosen {
      let usual: [Change] = changes[name] == nil ? try marginal.usualChanges(of: name) : []
      for change in changes[name].map({ [$0] }) ?? usual {
        for (place, function) in try marginal.effect(of: name, change).enumerated() {
          functions.append(function)
          let category = outcomes.categories.indices.contains(place) ? outcomes.categories[place] : nil
          labels.append((name, change.text, category))
        }
      }
    }
    covariance = try outcomes.covariance(of: functions)
    var effects: [Effect] = []
    for (place, function) in functions.enumerated() {
      let variance = covariance[place, place]
      let statistic = inference.statistic(function.value, variance: variance)
      effects.append(
        Effect(
          variable: labels[place].variable, change: labels[place].change, category: labels[place].category,
          estimate: try inference.estimate(function.value, variance: variance), statistic: statistic,
          pValue: statistic?.pValue(.twoSided)))
    }
    self.effects = effects
    self.point = point
    place = marginal.place(point, setting)
    self.weights = weights
    rowCount = cases?.count ?? outcomes.rows.count
    areOtherRows = cases != nil
    standardErrors = outcomes.standardErrors
    self.confidence = confidence
    self.outcomes = outcomes
    context = outcomes.context
  }

  /// The first effect of a variable, or that of a change or of a category; `nil` where there is none.
  public subscript(variable: String, change: String? = nil, category: String? = nil) -> Effect? {
    effects.first {
      $0.variable == variable && (change ?? $0.change) == $0.change
        && (category ?? $0.category) == $0.category
    }
  }

  /// A weighted sum of the effects, such as the difference of two: its standard error takes their covariance
  /// into account.
  ///
  /// - Parameter weights: One number for each effect.
  /// - Returns: The sum, its statistic and its two-sided probability; these are `nil` where the standard error
  ///   is zero.
  /// - Throws: `InputError` if there is not one finite weight for each effect.
  public func contrast(
    _ weights: [Double]
  ) throws(InputError) -> (estimate: Estimate, statistic: TestStatistic?, pValue: Double?) {
    try checkEqualLength(weights.count, "weights", effects.count, "effects")
    _ = try finiteValues(weights, "weights")
    let inference = try DeltaInference(outcomes, confidence: confidence)
    let sum = zip(weights, effects).reduce(0) { $0 + $1.0 * $1.1.estimate.value }
    let variance = covariance.variance(of: weights)
    let statistic = inference.statistic(sum, variance: variance)
    return (try inference.estimate(sum, variance: variance), statistic, statistic?.pValue(.twoSided))
  }
}

extension Matrix {
  /// The variance of a weighted sum of quantities with this covariance matrix.
  func variance(of weights: [Double]) -> Double {
    // In units of the largest weight, so that only the result can leave the range of doubles.
    let size = weights.reduce(0) { max($0, $1.magnitude) }
    guard size > 0 else { return 0 }
    var sum = 0.0
    for row in weights.indices where weights[row] != 0 {
      for column in weights.indices {
        sum += weights[row] / size * (weights[column] / size) * self[row, column]
      }
    }
    // Rounding can take a variance of zero below it.
    return sum < 0 ? 0 : sum * size * size
  }
}
