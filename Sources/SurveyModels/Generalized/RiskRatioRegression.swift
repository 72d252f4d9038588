import SurveyLinearAlgebra
import SurveyVocabulary

/// Risk ratios of an event by modified Poisson regression: the logarithm of the risk is linear, fitted by the
/// likelihood equations of Poisson's distribution, with robust standard errors because events are no counts.
///
/// The exponential of a coefficient is a ratio of risks, not of odds. Cases in clusters take the sums of the
/// clusters' scores.
///
/// References: Zou (2004), doi:10.1093/aje/kwh090; Zou & Donner (2013), doi:10.1177/0962280211427759.
/// Agrees with R's `glm(family = poisson)` with `sandwich`.
public struct RiskRatioRegression: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "risk-ratio-regression/1"

  /// How the standard errors were found.
  public enum Errors: Hashable, Sendable {
    /// From the cases' squared scores.
    case robust(StandardErrors)
    /// From the clusters' squared sums of scores.
    case clustered(ClusteredRegression.Estimator)

    /// The name of the estimator.
    public var name: String {
      switch self {
      case .robust(let estimator): estimator.rawValue
      case .clustered(let estimator): estimator.rawValue
      }
    }
  }

  /// The coefficients, logarithms of risk ratios, in the order of the design's columns.
  public let coefficients: [GeneralizedRegression.Coefficient]
  /// The covariance matrix of the coefficients.
  public let covariance: Matrix
  /// How the standard errors were found.
  public let errors: Errors
  /// The number of clusters; `nil` where cases are taken as independent.
  public let clusterCount: Int?
  /// Wald's test of all coefficients but the intercept; `nil` where there are none, or their covariance matrix
  /// is not of full rank.
  public let overall: TestStatistic?
  /// The number of events, frequencies counted.
  public let eventCount: Double
  /// The fitted risks, one per row used.
  public let fitted: [Double]
  /// The number of rows with a fitted risk above 1, which no risk can be.
  public let risksAboveOne: Int
  /// The level of the intervals.
  public let confidence: Double
  /// The iterations that the fit took.
  public let iterations: Int
  /// Whether the last step was short; a fit that did not converge is refused.
  public let converged: Bool
  /// Remarks on the fit.
  public let warnings: [String]
  /// The names and cases of the data, for print.
  public var context: DataContext

  let data: GeneralizedData
  let design: Design
  let weighting: CaseWeights?

  /// Regresses events of independent cases on a design.
  ///
  /// - Parameters:
  ///   - outcome: 0 or 1, one per case.
  ///   - design: The predictors of the same cases.
  ///   - weights: What each row counts; `nil` counts each as one case.
  ///   - standardErrors: A robust estimator; HC0 is that of Zou (2004).
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a number is not finite or neither 0 nor 1, if all cases have the same class, if
  ///   the standard errors are `.classical`, if there are not more rows than coefficients, if columns determine
  ///   each other or one separates cases without the event, or if the fit does not converge.
  public init(
    _ outcome: some Collection<Double>, on design: Design, weights: CaseWeights? = nil,
    standardErrors: StandardErrors = .hc0, confidence: Double = 0.95
  ) throws(InputError) {
    try Self.check(standardErrors, confidence)
    let problem = try Problem(outcome, on: design, weights: weights)
    try self.init(problem, problem.fit(), standardErrors, confidence)
  }

  /// Regresses events of cases that come in clusters, such as people in workplaces, on a design.
  ///
  /// - Parameters:
  ///   - outcome: 0 or 1, one per case.
  ///   - design: The predictors of the same cases.
  ///   - clusters: The cluster of each case.
  ///   - weights: What each row counts; `nil` counts each as one case.
  ///   - estimator: `.cr0` is that of Zou & Donner (2013) with independent working correlation; `.cr1` and
  ///     `.cr1s` are multiples of it.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for independent cases, if there is not one cluster for each case or fewer than
  ///   two, or if the estimator is another.
  public init(
    _ outcome: some Collection<Double>, on design: Design, clusters: some Collection<some Hashable>,
    weights: CaseWeights? = nil, estimator: ClusteredRegression.Estimator = .cr0, confidence: Double = 0.95
  ) throws(InputError) {
    let codes = ClusteredRegression.codes(clusters)
    try checkEqualLength(codes.count, "clusters", outcome.count, "outcome")
    try checkConfidence(confidence)
    let problem = try Problem(outcome, on: design, weights: weights)
    try self.init(problem, problem.fit(), codes: codes, estimator, confidence)
  }

  /// The regression of a fit, with errors of independent cases.
  init(
    _ problem: Problem, _ fit: GeneralizedFit, _ standardErrors: StandardErrors, _ confidence: Double
  ) throws(InputError) {
    try self.init(
      problem, fit, confidence, errors: .robust(standardErrors),
      (try problem.data.covariance(fit, standardErrors, dispersion: 1), nil))
  }

  /// The regression of a fit, with errors of clusters.
  init(
    _ problem: Problem, _ fit: GeneralizedFit, codes: [Int], _ estimator: ClusteredRegression.Estimator,
    _ confidence: Double
  ) throws(InputError) {
    let found = try problem.data.clusterCovariance(fit, codes: codes, estimator)
    try self.init(
      problem, fit, confidence, errors: .clustered(estimator), (found.covariance, found.clusterCount))
  }

  /// Refuses standard errors and levels that the regression does not have.
  static func check(_ standardErrors: StandardErrors, _ confidence: Double) throws(InputError) {
    guard standardErrors != .classical else {
      throw InputError(
        .definition, "standard errors", "those of Poisson's variance are too large for events",
        remedy: "use .hc0, or another robust estimator")
    }
    try checkConfidence(confidence)
  }

  private init(
    _ problem: Problem, _ fit: GeneralizedFit, _ confidence: Double, errors: Errors,
    _ covariance: (Matrix, Int?)
  ) throws(InputError) {
    let (data, design) = (problem.data, problem.poisson.design)
    (self.covariance, clusterCount) = covariance
    var coefficients: [GeneralizedRegression.Coefficient] = []
    let information = try data.covariance(fit, .classical, dispersion: 1)
    for (index, name) in design.columnNames.enumerated() {
      let error = self.covariance[index, index].squareRoot()
      guard error.isFinite, error > 1e-10 * information[index, index].squareRoot() else {
        throw InputError(
          .infeasible, name, "its estimate has no variance: the risks are fitted exactly along it",
          remedy: "leave the column out or rescale it, or use FirthRegression with PredictiveMargins")
      }
      coefficients.append(
        .init(
          name: name, value: fit.coefficients[index], standardError: error, degreesOfFreedom: nil,
          confidence: confidence))
    }
    self.coefficients = coefficients
    overall = Self.wald(coefficients, self.covariance, from: design.hasIntercept ? 1 : 0)
    self.errors = errors
    self.confidence = confidence
    eventCount = zip(data.problem.outcome, data.problem.weights).reduce(0) { $0 + $1.0 * $1.1 }
    fitted = fit.state.means
    // A saturated group of events alone has the risk 1 but for rounding.
    risksAboveOne = fitted.count { $0 > 1 + 1e-9 }
    iterations = fit.iterations
    converged = fit.lastStep <= GeneralizedProblem.tolerance(fit.state)
    warnings = Self.warnings(
      risksAboveOne, largest: fitted.max() ?? 0, clusters: clusterCount, coefficients: coefficients.count)
    self.data = data
    self.design = design
    weighting = problem.poisson.weighting
    context = DataContext(
      parts: [],
      cases: CaseLedger(
        used: data.rows.count,
        exclusions: [.init("with weight zero", count: problem.poisson.rowCount - data.rows.count)]))
  }

  private static func wald(
    _ coefficients: [GeneralizedRegression.Coefficient], _ covariance: Matrix, from first: Int
  ) -> TestStatistic? {
    let places = Array(coefficients.indices.dropFirst(first))
    guard !places.isEmpty else { return nil }
    let elements = places.flatMap { column in places.map { covariance[$0, column] } }
    let values = places.map { coefficients[$0].value }
    guard let solution = ScaledInformation(Matrix(places.count, places.count, elements))?.solve(values) else {
      return nil
    }
    let value = zip(values, solution).reduce(0) { $0 + $1.0 * $1.1 }
    return TestStatistic("χ²", max(0, value), reference: .chiSquare(degreesOfFreedom: Double(places.count)))
  }

  private static func warnings(
    _ above: Int, largest: Double, clusters: Int?, coefficients: Int
  ) -> [String] {
    var warnings: [String] = []
    if above > 0 {
      let size = NumberStyle.decimals(2).text(largest)
      warnings.append(
        "\(above) fitted \(above == 1 ? "risk is" : "risks are") above 1, the largest \(size): do not read "
          + "risks of single cases")
    }
    if let clusters {
      warnings += ClusteredGeneralizedRegression.warnings(clusters, coefficients: coefficients)
    }
    return warnings
  }
}
