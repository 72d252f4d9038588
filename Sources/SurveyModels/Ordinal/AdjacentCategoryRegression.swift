import SurveyLinearAlgebra
import SurveyVocabulary

/// The regression of an ordered outcome by adjacent-category logits.
///
/// log(P(Y = j+1) / P(Y = j)) = α_j + x'β: one unit more of a predictor multiplies the odds of each level
/// against the one below it by exp(β). By maximum likelihood; the observed information is the expected one
/// here.
///
/// Reference: Agresti (2010), Analysis of Ordinal Categorical Data, section 4.1.
public struct AdjacentCategoryRegression: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "adjacent-category-regression/1"

  /// The levels of the outcome, the lowest first.
  public let levels: [String]
  /// The constants α of neighbouring levels, named "middle : low" for middle against low.
  public let intercepts: [WaldCoefficient]
  /// The coefficients β in the order of the design's columns, without the intercept, whose place the constants
  /// take.
  public let coefficients: [WaldCoefficient]
  /// The covariance matrix of the constants, then the coefficients.
  public let covariance: Matrix
  /// The logarithm of the likelihood at its maximum.
  public let logLikelihood: Double
  /// The same without any coefficient: of the shares of the levels.
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

  /// Regresses ordered labels on a design.
  ///
  /// Weights are counts of equal cases: a weight of 2 is the same as the case twice. A case with the weight
  /// zero takes no part and counts as left out.
  ///
  /// - Parameters:
  ///   - outcome: One label per case.
  ///   - levels: All levels, the lowest first; each must have a case.
  ///   - design: The predictors of the same cases; its intercept, if any, is left out.
  ///   - weights: One count per case, none negative, not necessarily whole.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for ``OrdinalRegression``.
  public init(
    _ outcome: some Collection<String>, levels: [String], on design: Design, weights: [Double]? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let problem = try Problem(outcome, levels: levels, on: design, weights: weights)
    try self.init(problem, problem.stages.maximum(from: nil), confidence)
  }

  init(_ model: Problem, _ found: LikelihoodSearch, _ confidence: Double) throws(InputError) {
    try checkConfidence(confidence)
    let problem = model.stages.problem
    let (all, covariance) = try model.stages.estimates(found, confidence: confidence)
    levels = problem.levels
    intercepts = Array(all.prefix(levels.count - 1))
    coefficients = Array(all.dropFirst(levels.count - 1))
    self.covariance = covariance
    logLikelihood = found.value * problem.weightMean
    nullLogLikelihood = problem.sharesLogLikelihood
    weightSum = problem.levelWeights.reduce(0, +)
    self.confidence = confidence
    iterations = found.iterations
    converged = true
    warnings = found.warnings
    design = model.design
    caseWeights = model.caseWeights
    context = DataContext(parts: [], cases: problem.cases)
  }

  /// Regresses whole numbers, such as answers of a rating scale, in their order on a design.
  ///
  /// The levels are the numbers that occur; only their order matters.
  ///
  /// - Throws: `InputError` as for labels.
  public init(
    _ outcome: some Collection<Int>, on design: Design, weights: [Double]? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      outcome.map { String($0) }, levels: Set(outcome).sorted().map { String($0) }, on: design,
      weights: weights, confidence: confidence)
  }
}
