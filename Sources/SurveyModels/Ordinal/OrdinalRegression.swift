import SurveyLinearAlgebra
import SurveyVocabulary

/// The regression of an ordered outcome by a cumulative link model: proportional odds, ordered probit, or
/// proportional hazards.
///
/// link(P(Y ≤ j)) = θ_j - x'β, so that a positive coefficient goes with higher levels. By maximum likelihood;
/// standard errors are from the observed information.
///
/// References: McCullagh (1980), doi:10.1111/j.2517-6161.1980.tb01109.x; Agresti (2010), Analysis of Ordinal
/// Categorical Data. Agrees with R's `ordinal::clm`.
public struct OrdinalRegression: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "ordinal-regression/1"

  /// The levels of the outcome, the lowest first.
  public let levels: [String]
  /// The scale on which the model is linear.
  public let link: OrdinalLink
  /// The thresholds θ between neighbouring levels, named "low | high", on the scale of the link.
  public let thresholds: [WaldCoefficient]
  /// The coefficients β in the order of the design's columns, without the intercept, whose place the
  /// thresholds take.
  public let coefficients: [WaldCoefficient]
  /// The covariance matrix of the thresholds, then the coefficients.
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
  let problem: LevelProblem
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
  ///   - link: The scale on which the model is linear.
  ///   - weights: One count per case, none negative, not necessarily whole.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a label is unknown, a level has no case, there is a single level, a number is
  ///   not finite, columns depend on each other or on the thresholds, there are more coefficients than cases
  ///   or than 1,000, columns separate the levels so that the likelihood has no maximum, or the search does not end.
  public init(
    _ outcome: some Collection<String>, levels: [String], on design: Design, link: OrdinalLink = .logit,
    weights: [Double]? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let problem = try Problem(outcome, levels: levels, on: design, link: link, weights: weights)
    try self.init(problem, problem.stages.maximum(from: nil), confidence)
  }

  init(_ model: Problem, _ found: LikelihoodSearch, _ confidence: Double) throws(InputError) {
    try checkConfidence(confidence)
    let problem = model.stages.problem
    let (all, covariance) = try model.stages.estimates(found, confidence: confidence)
    levels = problem.levels
    link = model.link
    thresholds = Array(all.prefix(levels.count - 1))
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
    self.problem = problem
    caseWeights = model.caseWeights
    context = DataContext(parts: [], cases: problem.cases)
  }

  /// Regresses whole numbers, such as answers of a rating scale, in their order on a design.
  ///
  /// The levels are the numbers that occur; only their order matters.
  ///
  /// - Throws: `InputError` as for labels.
  public init(
    _ outcome: some Collection<Int>, on design: Design, link: OrdinalLink = .logit, weights: [Double]? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      outcome.map { String($0) }, levels: Set(outcome).sorted().map { String($0) }, on: design, link: link,
      weights: weights, confidence: confidence)
  }
}
