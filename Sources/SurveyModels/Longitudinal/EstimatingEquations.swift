import SurveyLinearAlgebra
import SurveyVocabulary

/// Generalized estimating equations: a regression of repeated or clustered outcomes (amounts, events, counts)
/// whose coefficients compare means of the population, with standard errors that hold whatever the true
/// correlation within clusters is.
///
/// The dispersion is the mean square of the Pearson residuals; correlations are means of products of
/// standardized residuals over pairs of cases (AR(1): least squares of all products on α^lag).
///
/// References: Liang & Zeger (1986), doi:10.1093/biomet/73.1.13; Mancl & DeRouen (2001),
/// doi:10.1111/j.0006-341X.2001.00126.x; Kauermann & Carroll (2001), Journal of the American Statistical
/// Association 96, 1387-1396. Agrees with R's `geepack`.
public struct EstimatingEquations: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "estimating-equations/1"

  /// The coefficients on the scale of the link, in the order of the design's columns.
  public let coefficients: [GeneralizedRegression.Coefficient]
  /// The covariance matrix of the coefficients, as `errors` says.
  public let covariance: Matrix
  /// The covariance matrix that holds where variance and working correlation are the true ones.
  public let naiveCovariance: Matrix
  /// The variance and link of the outcome.
  public let family: Family
  /// The structure of the working correlation.
  public let correlation: WorkingCorrelation
  /// How the standard errors were found.
  public let errors: Errors
  /// The mean square of the Pearson residuals.
  public let dispersion: Double
  /// The one correlation of an exchangeable or AR(1) structure; `nil` for the others.
  public let alpha: Double?
  /// The distinct occasions in order.
  public let occasions: [Int]
  /// The number of clusters.
  public let clusterCount: Int
  /// The numbers of cases of the clusters, in the order in which they first occur.
  public let clusterSizes: [Int]
  /// The means, one per case.
  public let fitted: [Double]
  /// The level of the intervals.
  public let confidence: Double
  /// The scoring steps that the fit took.
  public let iterations: Int
  /// Whether the last step was shorter than 10⁻¹⁰ naive standard errors, or than rounding; a fit that did not
  /// converge is refused.
  public let converged: Bool
  /// Remarks on the fit.
  public let warnings: [String]
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// The quasi-likelihood for the dispersion one, and the trace of its information times the robust covariances.
  let quasi: (value: Double, trace: Double)
  let structure: WorkingStructure
  let design: Design
  let offset: [Double]?
  var hasOffset: Bool { offset != nil }

  /// Solves the estimating equations of an outcome on a design.
  ///
  /// - Parameters:
  ///   - outcome: One number per case: any for gaussian, 0 or 1 for binomial, counts for Poisson.
  ///   - design: The predictors of the same cases.
  ///   - clusters: The cluster of each case.
  ///   - occasions: The occasion of each case within its cluster; `nil` counts the cases of a cluster in the
  ///     order of the data. Independence and exchangeable correlation do not depend on it.
  ///   - family: The variance and link.
  ///   - correlation: The working correlation.
  ///   - errors: How the standard errors are found.
  ///   - offset: A term of the linear predictor with the coefficient one.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if lengths differ, a number is not finite or not one of the family, there are fewer
  ///   than two clusters, occasions repeat within a cluster, columns determine each other or separate the
  ///   outcome, the moments give no correlation matrix, a coefficient hangs on one cluster alone, or the
  ///   iterations do not converge.
  public init(
    _ outcome: some Collection<Double>, on design: Design, clusters: some Collection<some Hashable>,
    occasions: [Int]? = nil, family: Family, correlation: WorkingCorrelation, errors: Errors = .robust,
    offset: [Double]? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let model = try Problem(
      outcome, on: design, clusters: clusters, occasions: occasions, family: family,
      correlation: correlation, offset: offset)
    let solution = try model.marginal.solution(correlation)
    try self.init(model, solution.state, iterations: solution.iterations, errors, confidence)
  }

  init(
    _ model: Problem, _ state: MarginalProblem.State, iterations: Int, _ errors: Errors, _ confidence: Double
  ) throws(InputError) {
    try checkConfidence(confidence)
    let (problem, cases) = (model.marginal, model.marginal.cases)
    let (family, correlation) = (problem.family, model.correlation)
    let found = try MarginalCovariance(state, in: cases, power: errors.power)
    var coefficients: [GeneralizedRegression.Coefficient] = []
    for (index, name) in problem.names.enumerated() {
      let (own, naive) = (found.robust[index, index].squareRoot(), found.naive[index, index].squareRoot())
      guard own.isFinite, naive.isFinite, own > 1e-10 * naive, own > 0 else {
        throw InputError(
          .infeasible, name, "the clusters leave its estimate no variance: one cluster alone determines it",
          remedy: "leave the column out, or take the clusters as they differ in it")
      }
      coefficients.append(
        GeneralizedRegression.Coefficient(
          name: name, value: state.coefficients[index], standardError: own, degreesOfFreedom: nil,
          confidence: confidence))
    }
    self.coefficients = coefficients
    covariance = found.robust
    naiveCovariance = found.naive
    quasi = try problem.quasiLikelihood(
      at: state.coefficients,
      covariance: errors == .robust
        ? found.robust : try MarginalCovariance(state, in: cases, power: 0).robust)
    self.family = family
    self.correlation = correlation
    self.errors = errors
    self.confidence = confidence
    dispersion = state.dispersion
    structure = state.structure
    alpha = correlation == .exchangeable || correlation == .autoregressive ? structure.alpha : nil
    self.occasions = cases.levels
    clusterSizes = cases.members.map(\.count)
    clusterCount = cases.members.count
    fitted = state.means
    self.iterations = iterations
    converged = true
    design = model.design
    offset = model.offset
    warnings =
      clusterCount > coefficients.count
      ? []
      : [
        "\(clusterCount) clusters do not determine the covariances of \(coefficients.count) coefficients: "
          + "look at single ones only"
      ]
    context = DataContext(parts: [], cases: CaseLedger(used: problem.outcome.count, exclusions: []))
  }
}
