import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// Logistic regression by Firth's penalized likelihood, which is finite where predictors separate the
/// outcome, and less biased in small samples.
///
/// The log-likelihood is raised by half the logarithm of the determinant of the information, Jeffreys'
/// prior. Intervals and tests profile the penalized likelihood; the penalty keeps all columns where a
/// coefficient is held.
///
/// References: Firth (1993), doi:10.1093/biomet/80.1.27; Heinze & Schemper (2002), doi:10.1002/sim.1047.
/// The estimates agree with R's `brglm2` (AS_mean).
public struct FirthRegression: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "firth-regression/1"

  /// How intervals and tests of the coefficients are found.
  public enum Inference: String, Hashable, Sendable, Codable {
    /// By the profile of the penalized likelihood: some twenty fits for each coefficient.
    case profile = "profile penalized likelihood"
    /// By the standard errors.
    case wald = "Wald"
  }

  /// One coefficient with its test against zero.
  public struct Coefficient: Hashable, Sendable {
    /// The name of the column.
    public let name: String
    /// The logarithm of the odds ratio of one unit, with Wald's standard error and the interval.
    public let estimate: Estimate
    /// Twice the penalized log-likelihood that is lost at zero, or Wald's z.
    public let statistic: TestStatistic
    /// The two-sided probability of the statistic.
    public let pValue: Double
  }

  /// The coefficients in the order of the design's columns.
  public let coefficients: [Coefficient]
  /// The covariance matrix of the coefficients: the inverse of the information at the estimates.
  public let covariance: Matrix
  /// The log-likelihood plus its penalty.
  public let penalizedLogLikelihood: Double
  /// The penalized likelihood ratio of all coefficients but the intercept; `nil` where there are none.
  public let overall: TestStatistic?
  /// How intervals and tests were found.
  public let inference: Inference
  /// The level of the intervals.
  public let confidence: Double
  /// The iterations that the fit took.
  public let iterations: Int
  /// Whether the last step was short; a fit that did not converge is refused.
  public let converged: Bool
  /// The names and cases of the data, for print.
  public var context: DataContext

  let data: GeneralizedData
  let fit: FirthFit
  let design: Design
  let weighting: CaseWeights?
  let hasOffset: Bool

  /// Regresses events on a design.
  ///
  /// - Parameters:
  ///   - outcome: 0 or 1, one per case.
  ///   - design: The predictors of the same cases.
  ///   - offset: A term of the linear predictor with the coefficient one.
  ///   - weights: What each row counts; `nil` counts each as one case.
  ///   - inference: How intervals and tests are found.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a number is not finite or neither 0 nor 1, if all cases have the same class,
  ///   if there are not more rows than coefficients, if columns determine each other, if profiles of so
  ///   many coefficients and cases would take hours, or if a fit does not converge.
  public init(
    _ outcome: some Collection<Double>, on design: Design, offset: [Double]? = nil,
    weights: CaseWeights? = nil, inference: Inference = .profile, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    try Self.checkWork(rows: outcome.count, design, inference)
    let problem = try Problem(outcome, on: design, offset: offset, weights: weights)
    try self.init(problem, fit: { () throws(InputError) in try problem.firth.fit() }, inference, confidence)
  }

  /// Refuses profiles that would take hours.
  private static func checkWork(rows: Int, _ design: Design, _ inference: Inference) throws(InputError) {
    let columns = Double(design.columnCount)
    guard inference == .wald || Double(rows) * columns * columns * columns <= 1e9 else {
      throw .infeasible(
        "design", "profiles of \(design.columnCount) coefficients over \(rows) cases take too long",
        remedy: "use inference: .wald, or GeneralizedRegression")
    }
  }

  /// The finding of a fit, which is not begun where its inference would take too long.
  init(
    _ problem: Problem, fit: () throws(InputError) -> FirthFit, _ inference: Inference, _ confidence: Double
  ) throws(InputError) {
    try checkConfidence(confidence)
    let (data, design) = (problem.data, problem.design)
    try Self.checkWork(rows: problem.rowCount, design, inference)
    let fit = try fit()
    let search = FirthInference(data: data, fit: fit, confidence: confidence)
    var coefficients: [Coefficient] = []
    for (column, name) in design.columnNames.enumerated() {
      coefficients.append(try search.coefficient(column, name, inference))
    }
    self.coefficients = coefficients
    overall = try search.overall(intercept: design.hasIntercept)
    covariance = fit.covariance
    penalizedLogLikelihood = fit.state.value
    self.inference = inference
    self.confidence = confidence
    iterations = fit.iterations
    converged = fit.lastStep <= GeneralizedProblem.tolerance(fit.state.state)
    self.data = data
    self.fit = fit
    self.design = design
    weighting = problem.weighting
    hasOffset = problem.hasOffset
    context = DataContext(
      parts: [],
      cases: CaseLedger(
        used: data.rows.count,
        exclusions: [.init("with weight zero", count: problem.rowCount - data.rows.count)]))
  }

  /// Regresses events on a design: `true` is the event. As for numbers.
  public init(
    _ outcome: some Collection<Bool>, on design: Design, offset: [Double]? = nil,
    weights: CaseWeights? = nil, inference: Inference = .profile, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      outcome.map { $0 ? 1.0 : 0 }, on: design, offset: offset, weights: weights, inference: inference,
      confidence: confidence)
  }

  /// Firth's logistic regression by a formula, over the cases that have every variable. As for a design.
  public init(
    _ formula: String, in data: ModelData, contrasts: [String: Contrasts] = [:],
    inference: Inference = .profile, confidence: Double = 0.95
  ) throws(InputError) {
    let read = try Formula(formula)
    let model = try read.model(in: data, contrasts: contrasts)
    guard model.randomTerms.isEmpty else {
      throw InputError(
        .definition, "formula", "this regression has no random terms", remedy: "leave the bars out")
    }
    try self.init(
      try model.outcome(), on: model.design, offset: model.offset, inference: inference,
      confidence: confidence)
    context.subject = read.outcome?.text
    context.cases = model.cases
  }
}
