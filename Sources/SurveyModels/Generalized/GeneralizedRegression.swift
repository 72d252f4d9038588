import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// A generalized linear model: logistic, probit and complementary log-log regression of events, Poisson
/// regression of counts, gamma regression of positive amounts, and their quasi-likelihood forms.
///
/// Coefficients by maximum likelihood (Fisher scoring in orthonormal coordinates, step-halving); standard
/// errors from the expected information, or robust. A likelihood without a maximum, by separation, is found
/// and refused with the names of the columns.
///
/// References: McCullagh & Nelder (1989), Generalized Linear Models, doi:10.1007/978-1-4899-3242-6;
/// Albert & Anderson (1984), doi:10.1093/biomet/71.1.1. Agrees with R's `glm`.
public struct GeneralizedRegression: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "generalized-regression/1"

  /// The family of the outcome with the link of its mean.
  public let family: ResponseFamily
  /// The coefficients on the scale of the link, in the order of the design's columns.
  public let coefficients: [Coefficient]
  /// The covariance matrix of the coefficients.
  public let covariance: Matrix
  /// How the standard errors were found; `.classical` are those of the expected information.
  public let standardErrors: StandardErrors
  /// The level of the intervals.
  public let confidence: Double
  /// Twice the log-likelihood that is lost against a model with a parameter for every row.
  public let deviance: Double
  /// The deviance of the intercept (or of nothing but the offset) alone; `nil` where that is no model.
  public let nullDeviance: Double?
  /// The cases minus the coefficients.
  public let residualDegreesOfFreedom: Double
  /// What the variance of the family is multiplied by: Pearson's statistic over the residual degrees of
  /// freedom for quasi-likelihoods and gamma, otherwise 1.
  public let dispersion: Double
  /// The iterations that the fit took.
  public let iterations: Int
  /// Whether the last step was shorter than 10⁻¹¹ standard errors; a fit that did not converge is refused.
  public let converged: Bool
  /// Remarks on the fit.
  public let warnings: [String]
  /// The names and cases of the data, for print.
  public var context: DataContext

  let data: GeneralizedData
  let fit: GeneralizedFit
  let design: Design
  let weighting: CaseWeights?
  let hasOffset: Bool

  /// Regresses numbers on a design: 0 and 1 for the binomial families, counts for Poisson, positive numbers
  /// for gamma.
  ///
  /// - Parameters:
  ///   - outcome: One number per case.
  ///   - design: The predictors of the same cases.
  ///   - family: The distribution with its link.
  ///   - offset: A term of the linear predictor with the coefficient one, such as the logarithm of exposure.
  ///   - weights: What each row counts; `nil` counts each as one case.
  ///   - standardErrors: From the information, or robust.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a number is not finite or not one of the family, if all cases have the same
  ///   class or no event, if there are not more rows than coefficients, if columns determine each other, if
  ///   columns separate the outcome, or if the fit does not converge.
  public init(
    _ outcome: some Collection<Double>, on design: Design, family: ResponseFamily, offset: [Double]? = nil,
    weights: CaseWeights? = nil, standardErrors: StandardErrors = .classical, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let problem = try Problem(outcome, on: design, family: family, offset: offset, weights: weights)
    try self.init(problem, problem.data.problem.maximumLikelihood(), standardErrors, confidence)
  }

  /// Regresses numbers of events of numbers of trials on a design, by a binomial family.
  ///
  /// - Parameters:
  ///   - events: The events of each row.
  ///   - trials: The trials of each row; a row without trials takes no part.
  ///   - design: The predictors of the same rows.
  ///   - family: A binomial family.
  ///   - offset: A term of the linear predictor with the coefficient one.
  ///   - weights: What each row counts; `nil` counts each as one case.
  ///   - standardErrors: From the information, or robust.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for numbers, and if the family is not binomial, or if there are more events
  ///   than trials.
  public init(
    _ events: some Collection<Double>, of trials: some Collection<Double>, on design: Design,
    family: ResponseFamily = .binomial(), offset: [Double]? = nil, weights: CaseWeights? = nil,
    standardErrors: StandardErrors = .classical, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let problem = try Problem(
      events, of: trials, on: design, family: family, offset: offset, weights: weights)
    try self.init(problem, problem.data.problem.maximumLikelihood(), standardErrors, confidence)
  }

  init(
    _ problem: Problem, _ fit: GeneralizedFit, _ standardErrors: StandardErrors, _ confidence: Double
  ) throws(InputError) {
    try checkConfidence(confidence)
    let (data, design, family) = (problem.data, problem.design, problem.family)
    residualDegreesOfFreedom = data.caseCount - Double(design.columnCount)
    let pearson = fit.state.pearson
    dispersion = family.hasDispersion ? pearson / residualDegreesOfFreedom : 1
    covariance = try data.covariance(fit, standardErrors, dispersion: dispersion)
    guard covariance.diagonal.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw InputError(
        .outOfRange, "design", "the standard errors are zero or exceed the range of Double",
        remedy: "rescale the columns, or look for an outcome that is fitted exactly")
    }
    let freedom = family.hasDispersion ? residualDegreesOfFreedom : nil
    var coefficients: [Coefficient] = []
    for (index, name) in design.columnNames.enumerated() {
      coefficients.append(
        Coefficient(
          name: name, value: fit.coefficients[index], standardError: covariance[index, index].squareRoot(),
          degreesOfFreedom: freedom, confidence: confidence))
    }
    self.coefficients = coefficients
    nullDeviance = try data.nullDeviance(hasIntercept: design.hasIntercept, deviance: fit.state.deviance)
    self.family = family
    self.standardErrors = standardErrors
    self.confidence = confidence
    self.data = data
    self.fit = fit
    self.design = design
    weighting = problem.weighting
    hasOffset = problem.hasOffset
    deviance = fit.state.deviance
    iterations = fit.iterations
    converged = fit.lastStep <= GeneralizedProblem.tolerance(fit.state)
    let extremes = fit.state.means.count { family.isBinomial && ($0 < 1e-10 || $0 > 1 - 1e-10) }
    warnings =
      extremes == 0
      ? [] : ["\(extremes) fitted probabilities lie within 1e-10 of 0 or 1: look for extreme predictors"]
    let used = data.rows.count
    context = DataContext(
      parts: [],
      cases: CaseLedger(
        used: used, exclusions: [.init("with weight zero or no trial", count: problem.rowCount - used)]))
  }
}
