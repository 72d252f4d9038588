import SurveyInference
import SurveyLinearAlgebra
import SurveyVocabulary

/// The regression of a quantile of the outcome on predictors: its median, or any other.
///
/// The coefficients make Σρτ(y - x′b) smallest, where ρτ(r) is τ·r above zero and (τ - 1)·r below. The solution is
/// exact: a linear program solved by a simplex. Where several solutions are equally good, the mean of the corners
/// of their set is reported and the range of each coefficient with it.
///
/// References: Koenker & Bassett (1978), doi:10.2307/1913643; Barrodale & Roberts (1973), doi:10.1137/0710069.
/// Agrees with R's `quantreg::rq` where the solution is unique.
public struct QuantileRegression: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "quantile-regression/1"

  /// The coefficients in the order of the design's columns.
  public let coefficients: [RobustCoefficient]
  /// The quantile that is regressed, between 0 and 1.
  public let tau: Double
  /// The covariance matrix of the coefficients; `nil` where they were resampled.
  public let covariance: Matrix?
  /// How the standard errors were found.
  public let standardErrors: QuantileStandardErrors
  /// The sparsity that all cases share, one over the density at the quantile, in units of the outcome; `nil` where
  /// each case has its own, or where cases were resampled.
  public let sparsity: Double?
  /// The smallest and the largest of equally good median slopes of the residuals; `nil` for other standard errors.
  public let sparsityRange: ClosedRange<Double>?
  /// The sum of the check losses, in units of the outcome.
  public let objective: Double
  /// One minus the objective's share of that of an intercept alone (Koenker & Machado 1999); `nil` without an
  /// intercept, or where the outcome does not vary.
  public let goodnessOfFit: Double?
  /// Whether there is only one solution.
  public let isUnique: Bool
  /// The smallest and the largest value of each coefficient over all solutions; one value where it is unique.
  public let ranges: [ClosedRange<Double>]
  /// The number of corners of the set of solutions.
  public let cornerCount: Int
  /// The outcome minus the fitted values, one per case.
  public let residuals: [Double]
  /// Cases minus coefficients.
  public let residualDegreesOfFreedom: Int
  /// The number of steps of the simplex.
  public let iterations: Int
  /// What resampling found for each coefficient; none where it was not asked for.
  public let bootstrap: [BootstrapFinding]
  /// What a reader of the coefficients has to know.
  public let warnings: [String]
  /// The names and cases of the data, for print.
  public var context: DataContext

  let design: Design

  /// Regresses a quantile of an outcome on a design.
  ///
  /// - Parameters:
  ///   - outcome: One number per case.
  ///   - design: The predictors of the same cases.
  ///   - tau: The quantile: 0.5 is the median.
  ///   - standardErrors: How the standard errors are found.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if `tau` is not between 0 and 1, if a number is not finite, if there are not more
  ///   cases than coefficients, if columns depend on each other, if there is no standard error, or if the simplex
  ///   finds no solution.
  public init(
    _ outcome: some Collection<Double>, on design: Design, tau: Double = 0.5,
    standardErrors: QuantileStandardErrors = .sandwich, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let problem = try Problem(outcome, on: design, tau: tau)
    try self.init(problem, at: problem.minimum(), standardErrors: standardErrors, confidence: confidence)
  }

  /// The fourth stage: the regression of a problem at its minimum.
  ///
  /// - Parameters:
  ///   - model: Outcome, design and quantile.
  ///   - minimum: What ``Problem/minimum()`` found.
  ///   - standardErrors: How the standard errors are found.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the minimum is of another problem, or if there is no standard error.
  public init(
    _ model: Problem, at minimum: Minimum, standardErrors: QuantileStandardErrors = .sandwich,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    try checkParameters(minimum.parameters, model.parameterNames)
    let (problem, columns, tau, fit) = (model.robust, model.columns, model.tau, minimum.fit)
    let freedom = problem.degreesOfFreedom
    let spread = QuantileSpread(problem: problem, columns: columns, tau: tau)
    var warnings: [String] = []
    var bootstrap: [BootstrapFinding] = []
    var covariance: Matrix?
    var shared: SharedSparsity?
    switch standardErrors {
    case .equalErrors:
      let found = try spread.equalErrors()
      (covariance, shared) = (found.covariance, SharedSparsity(value: found.sparsity))
    case .kernel(let bandwidth): covariance = try spread.kernel(fit, bandwidth)
    case .residuals(let estimator, let bandwidth):
      let found = try spread.sparsity(fit, estimator, bandwidth)
      (covariance, shared) = (try spread.covariance(found), found)
      if !found.isComplete {
        warnings.append("There are more median slopes of the residuals than were visited.")
      }
    case .sandwich:
      let found = try spread.sandwich()
      covariance = found.covariance
      if found.without > 0 {
        warnings.append(
          "\(DecimalText.grouped(found.without)) cases have no positive density at their quantile, where the "
            + "fits above and below cross, and count nothing for the standard errors.")
      }
    case .bootstrap(let plan):
      bootstrap = try spread.bootstrap(fit, plan, confidence: confidence)
      warnings += Set(bootstrap.flatMap(\.warnings)).sorted()
    }
    if !fit.isComplete {
      warnings.append(
        "There are more solutions than were visited: the coefficients are the mean of \(fit.cornerCount) corners."
      )
    }
    coefficients = try Self.coefficients(
      problem.names, fit.coefficients, covariance, bootstrap, freedom, confidence)
    self.tau = tau
    self.covariance = covariance
    design = model.design
    self.standardErrors = standardErrors
    sparsity = shared?.value
    sparsityRange = shared?.range
    let residuals = problem.residuals(fit.coefficients)
    self.residuals = residuals
    objective = Self.loss(residuals, tau)
    goodnessOfFit = model.hasIntercept ? Self.goodness(objective, problem.outcome, tau) : nil
    isUnique = fit.cornerCount == 1 && fit.isComplete
    ranges = fit.ranges
    cornerCount = fit.cornerCount
    residualDegreesOfFreedom = freedom
    iterations = fit.program.iterations
    self.bootstrap = bootstrap
    self.warnings = warnings
    context = DataContext(parts: [], cases: CaseLedger(all: problem.caseCount))
  }

  /// The coefficient of a column; `nil` where the design has no such column.
  public subscript(name: String) -> RobustCoefficient? { coefficients.first { $0.name == name } }

  private static func coefficients(
    _ names: [String], _ values: [Double], _ covariance: Matrix?, _ bootstrap: [BootstrapFinding],
    _ freedom: Int, _ confidence: Double
  ) throws(InputError) -> [RobustCoefficient] {
    var coefficients: [RobustCoefficient] = []
    for (index, name) in names.enumerated() {
      if let covariance {
        coefficients.append(
          try RobustCoefficient(
            name, values[index], standardError: max(covariance[index, index], 0).squareRoot(),
            degreesOfFreedom: Double(freedom), confidence: confidence))
      } else {
        coefficients.append(
          RobustCoefficient(
            name, bootstrap[index].estimate(values[index]), degreesOfFreedom: Double(freedom)))
      }
    }
    return coefficients
  }

  /// The sum of the check losses.
  static func loss(_ residuals: [Double], _ tau: Double) -> Double {
    residuals.reduce(0) { $0 + ($1 > 0 ? tau * $1 : (tau - 1) * $1) }
  }

  private static func goodness(_ objective: Double, _ outcome: [Double], _ tau: Double) -> Double? {
    let sorted = outcome.sorted()
    let place = min(max(Int((Double(sorted.count) * tau).rounded(.up)) - 1, 0), sorted.count - 1)
    let alone = loss(outcome.map { $0 - sorted[place] }, tau)
    return alone > 0 ? 1 - objective / alone : nil
  }
}
