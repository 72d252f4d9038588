import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// The regression of counts that vary more than Poisson's: variance μ + μ²/θ (NB2), the logarithm of the mean
/// linear, θ by maximum likelihood.
///
/// Standard errors of the coefficients are conditional on θ, which is orthogonal to them in expectation: from the
/// expected information, or robust.
/// Where the likelihood rises up to the Poisson model there is no θ, and the coefficients are Poisson's.
///
/// References: Lawless (1987), doi:10.2307/3314912; Hilbe (2011), Negative Binomial Regression,
/// doi:10.1017/CBO9780511973420. Agrees with R's `MASS::glm.nb`.
public struct NegativeBinomialRegression: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "negative-binomial-regression/1"

  /// The coefficients, logarithms of rate ratios, in the order of the design's columns.
  public let coefficients: [GeneralizedRegression.Coefficient]
  /// The covariance matrix of the coefficients for the θ that was found.
  public let covariance: Matrix
  /// How the standard errors of the coefficients were found; `.classical` are those of the expected information.
  public let standardErrors: StandardErrors
  /// The size θ of the negative binomial distribution; `nil` where the counts vary no more than Poisson's.
  public let theta: Double?
  /// The standard error of ``theta`` from the observed information; `nil` without θ.
  public let thetaStandardError: Double?
  /// The logarithm of the likelihood at its maximum.
  public let logLikelihood: Double
  /// Twice the log-likelihood that is lost against a model with a parameter for every row, for this θ.
  public let deviance: Double
  /// The likelihood ratio against the Poisson model; zero without θ.
  ///
  /// 1/θ = 0 lies on the boundary, so that its probability is half that of χ² with one degree of freedom.
  public let overdispersion: TestStatistic
  /// The likelihood ratio of all coefficients but the intercept, θ estimated on both sides; `nil` where there
  /// are none.
  public let overall: TestStatistic?
  /// The cases minus the coefficients.
  public let residualDegreesOfFreedom: Double
  /// The level of the intervals.
  public let confidence: Double
  /// How often the coefficients were fitted for a θ.
  public let iterations: Int
  /// Whether the search ended at a maximum; one that did not is refused.
  public let converged: Bool
  /// The names and cases of the data, for print.
  public var context: DataContext

  let data: GeneralizedData
  let fit: GeneralizedFit
  let design: Design
  let weighting: CaseWeights?
  let hasOffset: Bool

  /// Regresses counts on a design.
  ///
  /// - Parameters:
  ///   - outcome: One count per case.
  ///   - design: The predictors of the same cases.
  ///   - offset: A term of the linear predictor with the coefficient one, such as the logarithm of exposure.
  ///   - weights: What each row counts; `nil` counts each as one case.
  ///   - standardErrors: From the information, or robust, for the θ that was found.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a number is not a count, if all are zero, if there are not more rows than
  ///   coefficients, if columns determine each other, if the counts along a column are all zero, or if a
  ///   fit does not converge.
  public init(
    _ outcome: some Collection<Double>, on design: Design, offset: [Double]? = nil,
    weights: CaseWeights? = nil, standardErrors: StandardErrors = .classical, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let problem = try Problem(outcome, on: design, offset: offset, weights: weights)
    try self.init(problem, NegativeBinomialFit(problem.data.problem), standardErrors, confidence)
  }

  init(
    _ problem: Problem, _ found: NegativeBinomialFit, _ standardErrors: StandardErrors, _ confidence: Double
  ) throws(InputError) {
    try checkConfidence(confidence)
    let (data, design, fit) = (problem.data, problem.design, found.fit)
    covariance = try data.covariance(fit, standardErrors, dispersion: 1)
    var coefficients: [GeneralizedRegression.Coefficient] = []
    for (index, name) in design.columnNames.enumerated() {
      coefficients.append(
        .init(
          name: name, value: fit.coefficients[index], standardError: covariance[index, index].squareRoot(),
          degreesOfFreedom: nil, confidence: confidence))
    }
    guard coefficients.allSatisfy({ $0.standardError > 0 && $0.standardError.isFinite }) else {
      throw InputError(
        .outOfRange, "design", "the standard errors exceed the range of Double", remedy: "rescale the columns"
      )
    }
    self.coefficients = coefficients
    theta = found.theta
    thetaStandardError = found.theta.flatMap { theta in
      let information = data.problem.sum(fit) {
        NegativeBinomialLikelihood.information($0, mean: $1, theta: theta)
      }
      return information > 0 ? 1 / information.squareRoot() : nil
    }
    let poisson = found.theta == nil ? found.logLikelihood : try data.poissonLogLikelihood()
    overdispersion = TestStatistic(
      "χ²", max(0, 2 * (found.logLikelihood - poisson)), reference: .chiSquare(degreesOfFreedom: 1))
    overall = try data.negativeBinomialRatio(found.logLikelihood, hasIntercept: design.hasIntercept)
    logLikelihood = found.logLikelihood
    deviance = fit.state.deviance
    residualDegreesOfFreedom = data.caseCount - Double(design.columnCount)
    self.standardErrors = standardErrors
    self.confidence = confidence
    iterations = found.evaluations
    converged = true
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

  /// A negative binomial regression by a formula, over the cases that have every variable. As for a design.
  public init(
    _ formula: String, in data: ModelData, contrasts: [String: Contrasts] = [:],
    standardErrors: StandardErrors = .classical, confidence: Double = 0.95
  ) throws(InputError) {
    let read = try Formula(formula)
    let model = try read.model(in: data, contrasts: contrasts)
    guard model.randomTerms.isEmpty else {
      throw InputError(
        .definition, "formula", "this regression has no random terms", remedy: "leave the bars out")
    }
    try self.init(
      try model.outcome(), on: model.design, offset: model.offset, standardErrors: standardErrors,
      confidence: confidence)
    context.subject = read.outcome?.text
    context.cases = model.cases
  }
}

extension GeneralizedData {
  fileprivate func poissonLogLikelihood() throws(InputError) -> Double {
    problem.sum(try problem.fit()) { NegativeBinomialLikelihood.limit($0, mean: $1) }
  }

  fileprivate func negativeBinomialRatio(
    _ logLikelihood: Double, hasIntercept: Bool
  ) throws(InputError) -> TestStatistic? {
    guard hasIntercept, problem.names.count > 1, let null = try problem.choosing([0]) else { return nil }
    let ratio = 2 * (logLikelihood - (try NegativeBinomialFit(null)).logLikelihood)
    return TestStatistic(
      "χ²", max(0, ratio), reference: .chiSquare(degreesOfFreedom: Double(problem.names.count - 1)))
  }
}
