import SurveyLinearAlgebra
import SurveyVocabulary

/// The regression of an outcome in unordered levels by baseline-category logits.
///
/// log(P(Y = j) / P(Y = baseline)) = x'β_j, one equation for each level but the baseline. By maximum
/// likelihood; the observed information is the expected one here.
///
/// Reference: Agresti (2013), Categorical Data Analysis, section 8.1. Agrees with R's `nnet::multinom`, whose
/// search stops earlier.
public struct MultinomialRegression: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "multinomial-regression/1"

  /// The comparison of one level with the baseline.
  public struct Equation: Hashable, Sendable {
    /// The level.
    public let level: String
    /// The coefficients in the order of the design's columns.
    public let coefficients: [WaldCoefficient]

    /// The coefficient of a column; `nil` where the design has no such column.
    public subscript(name: String) -> WaldCoefficient? { coefficients.first { $0.name == name } }
  }

  /// The levels of the outcome.
  public let levels: [String]
  /// The level that the others are compared with.
  public let baseline: String
  /// One equation for each level but the baseline, in the order of the levels.
  public let equations: [Equation]
  /// The covariance matrix of the coefficients, equation after equation.
  public let covariance: Matrix
  /// The logarithm of the likelihood at its maximum.
  public let logLikelihood: Double
  /// The same of the intercepts alone; without an intercept, of equal probabilities of all levels.
  public let nullLogLikelihood: Double
  /// The number of cases, or the sum of their weights.
  public let weightSum: Double
  /// The level of the intervals.
  public let confidence: Double
  /// The steps of Newton's method.
  public let iterations: Int
  /// Whether the search came to its end; a search that does not is an error, so that this is true.
  public let converged: Bool
  /// What makes the numbers doubtful without making them wrong.
  public let warnings: [String]
  /// The names and cases of the data, for print.
  public var context: DataContext

  let design: Design
  /// One weight per case of the design; `nil` where none were given.
  let caseWeights: [Double]?
  var isWeighted: Bool { caseWeights != nil }

  /// Regresses labels on a design.
  ///
  /// Weights are counts of equal cases: a weight of 2 is the same as the case twice. A case with the weight
  /// zero takes no part and counts as left out.
  ///
  /// - Parameters:
  ///   - outcome: One label per case.
  ///   - levels: All levels, each with a case; the labels that occur, sorted, where none are given.
  ///   - baseline: The level that the others are compared with; the first where none is named.
  ///   - design: The predictors of the same cases.
  ///   - weights: One count per case, none negative, not necessarily whole.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a label or the baseline is unknown, a level has no case, there is a single
  ///   level, a number is not finite, columns depend on each other, there are more coefficients than cases or
  ///   more than 1,000, columns separate the levels so that the likelihood has no maximum, or the search does
  ///   not end.
  public init(
    _ outcome: some Collection<String>, levels: [String]? = nil, baseline: String? = nil, on design: Design,
    weights: [Double]? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let problem = try Problem(outcome, levels: levels, baseline: baseline, on: design, weights: weights)
    try self.init(problem, problem.stages.maximum(from: nil), confidence)
  }

  init(_ model: Problem, _ found: LikelihoodSearch, _ confidence: Double) throws(InputError) {
    try checkConfidence(confidence)
    let (stages, problem, base) = (model.stages, model.stages.problem, model.baseline)
    let (values, covariance, errors) = try found.transformed(
      by: stages.map, scales: stages.scales, weightMean: problem.weightMean)
    let (levels, width) = (problem.levels, stages.likelihood.width)
    self.levels = levels
    self.baseline = base
    equations = levels.filter { $0 != base }.enumerated().map { equation, level in
      Equation(
        level: level,
        coefficients: (0..<width).map {
          WaldCoefficient(
            name: problem.names[$0], value: values[equation * width + $0],
            standardError: errors[equation * width + $0], confidence: confidence)
        })
    }
    self.covariance = covariance
    weightSum = problem.levelWeights.reduce(0, +)
    logLikelihood = found.value * problem.weightMean
    nullLogLikelihood =
      model.design.hasIntercept ? problem.sharesLogLikelihood : -weightSum * naturalLog(Double(levels.count))
    self.confidence = confidence
    iterations = found.iterations
    converged = true
    warnings = found.warnings
    design = model.design
    caseWeights = model.caseWeights
    context = DataContext(parts: [], cases: problem.cases)
  }
}
