import SurveyLinearAlgebra
import SurveyVocabulary

/// The regression of an ordered outcome in which named terms have a coefficient for each threshold, and the
/// others one for all: partial proportional odds.
///
/// link(P(Y ≤ j)) = θ_j - x'β - z'γ_j, so that a positive coefficient goes with higher levels. By maximum
/// likelihood; standard errors are from the observed information.
///
/// References: Peterson & Harrell (1990), doi:10.2307/2347760; Agresti (2010), Analysis of Ordinal Categorical
/// Data. Agrees with R's `ordinal::clm(nominal = …)`, whose threshold effects have the opposite sign.
public struct PartialProportionalOdds: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "partial-proportional-odds/1"

  /// A column whose coefficient varies by threshold.
  public struct VaryingColumn: Hashable, Sendable {
    /// The name of the column in the design.
    public let name: String
    /// The coefficients γ of being above each threshold, the lowest first, named "column (> level)".
    public let coefficients: [WaldCoefficient]
  }

  /// A named term with its columns.
  public struct VaryingTerm: Hashable, Sendable {
    /// The name that was given.
    public let name: String
    /// The columns of the term in the order of the design.
    public let columns: [VaryingColumn]
    /// The likelihood ratio against the model in which this term alone has the same coefficients for all
    /// thresholds; `nil` with a single threshold, or where that model has no maximum at which every level of
    /// every case has a positive probability.
    public let likelihoodRatio: TestStatistic?
    /// The probability of ``likelihoodRatio``.
    public let likelihoodRatioPValue: Double?
  }

  /// The levels of the outcome, the lowest first.
  public let levels: [String]
  /// The scale on which the model is linear.
  public let link: OrdinalLink
  /// The thresholds θ between neighbouring levels, named "low | high", on the scale of the link.
  public let thresholds: [WaldCoefficient]
  /// The terms whose coefficients vary by threshold, in the order in which they were named.
  public let varying: [VaryingTerm]
  /// The coefficients β that all thresholds share, in the order of the design's columns.
  public let coefficients: [WaldCoefficient]
  /// The covariance matrix of the thresholds, the varying coefficients column by column, then the shared ones.
  public let covariance: Matrix
  /// The logarithm of the likelihood at its maximum.
  public let logLikelihood: Double
  /// The same with one coefficient per column: that of ``OrdinalRegression``.
  public let proportionalLogLikelihood: Double
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
  /// The places of the shared columns in the design.
  let sharedColumns: [Int]
  /// The places of the varying columns in the design, term by term.
  let varyingColumns: [Int]
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
  ///   - varying: The names of the terms, or of single columns, whose coefficients vary by threshold. Without any,
  ///     the model is ``OrdinalRegression``.
  ///   - link: The scale on which the model is linear.
  ///   - weights: One count per case, none negative, not necessarily whole.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a name is not in the design or a column is named twice, if thresholds times
  ///   columns are more than 1,000, if no case determines a coefficient of a threshold, if the likelihood has no
  ///   maximum at which every level of every case has a positive probability, and as for ``OrdinalRegression``.
  public init(
    _ outcome: some Collection<String>, levels: [String], on design: Design, varying: [String],
    link: OrdinalLink = .logit, weights: [Double]? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let problem = try Problem(
      outcome, levels: levels, on: design, varying: varying, link: link, weights: weights)
    try self.init(problem, problem.maximum(), confidence)
  }

  init(_ model: Problem, _ found: LikelihoodSearch, _ confidence: Double) throws(InputError) {
    try checkConfidence(confidence)
    let (stages, problem, names) = (model.stages, model.stages.problem, model.stages.names)
    let (values, covariance, errors) = try found.transformed(
      by: stages.map, scales: stages.scales, weightMean: problem.weightMean)
    let all = names.indices.map {
      WaldCoefficient(
        name: names[$0], value: values[$0], standardError: errors[$0], confidence: confidence)
    }
    let cuts = problem.levels.count - 1
    let own = model.groups.flatMap(\.columns)
    levels = problem.levels
    link = model.link
    thresholds = Array(all.prefix(cuts))
    varying = try model.varyingTerms(Array(all[cuts..<cuts * (own.count + 1)]), found)
    coefficients = Array(all.dropFirst(cuts * (own.count + 1)))
    self.covariance = covariance
    logLikelihood = found.value * problem.weightMean
    proportionalLogLikelihood = try model.proportionalValue(found) * problem.weightMean
    nullLogLikelihood = problem.sharesLogLikelihood
    weightSum = problem.levelWeights.reduce(0, +)
    self.confidence = confidence
    iterations = found.iterations
    converged = true
    warnings = found.warnings
    design = model.design
    varyingColumns = own
    sharedColumns = ((design.hasIntercept ? 1 : 0)..<design.columnCount).filter { !own.contains($0) }
    caseWeights = model.caseWeights
    context = DataContext(parts: [], cases: problem.cases)
  }

  /// Regresses whole numbers, such as answers of a rating scale, in their order on a design.
  ///
  /// The levels are the numbers that occur; only their order matters.
  ///
  /// - Throws: `InputError` as for labels.
  public init(
    _ outcome: some Collection<Int>, on design: Design, varying: [String], link: OrdinalLink = .logit,
    weights: [Double]? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      outcome.map { String($0) }, levels: Set(outcome).sorted().map { String($0) }, on: design,
      varying: varying, link: link, weights: weights, confidence: confidence)
  }
}
