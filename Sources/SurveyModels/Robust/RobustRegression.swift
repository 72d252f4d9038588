import SurveyLinearAlgebra
import SurveyVocabulary

/// The regression of an outcome on predictors by an M-estimate: large residuals count less.
///
/// Iteratively reweighted least squares from the least squares fit; the scale is the median of the sizes of the
/// residuals divided by 0.6745, found anew at each step. It resists outliers of the outcome, not cases that lie
/// far out in the predictors: for those see ``MMRegression``.
///
/// References: Huber (1981), Robust Statistics, section 7.6; Holland & Welsch (1977),
/// doi:10.1080/03610927708827533. Agrees with R's `MASS::rlm`.
public struct RobustRegression: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "robust-regression/1"

  /// The coefficients in the order of the design's columns.
  public let coefficients: [RobustCoefficient]
  /// The covariance matrix of the coefficients.
  public let covariance: Matrix
  /// The loss that was minimized.
  public let loss: RobustLoss
  /// The scale of the residuals, in units of the outcome.
  public let scale: Double
  /// The outcome minus the fitted values, one per case.
  public let residuals: [Double]
  /// The weight of each case at the end, from 0 to 1.
  public let weights: [Double]
  /// Cases minus coefficients.
  public let residualDegreesOfFreedom: Int
  /// The number of steps.
  public let iterations: Int
  /// Whether the last step changed nothing beyond the tolerance.
  public let converged: Bool
  /// What a reader of the coefficients has to know.
  public let warnings: [String]
  /// The names and cases of the data, for print.
  public var context: DataContext

  let design: Design

  /// Regresses an outcome on a design.
  ///
  /// - Parameters:
  ///   - outcome: One number per case.
  ///   - design: The predictors of the same cases.
  ///   - loss: How much a residual counts.
  ///   - maximumIterations: The most steps; a fit that needs more carries a warning.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a number is not finite, if there are not more cases than coefficients, if
  ///   columns depend on each other, if half of the cases or more are fitted exactly so that the scale is zero,
  ///   or if the weights leave too few cases or no standard error.
  public init(
    _ outcome: some Collection<Double>, on design: Design, loss: RobustLoss = .huber(),
    maximumIterations: Int = 1_000, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let model = try Problem(outcome, on: design, loss: loss)
    try self.init(model, model.solution(model.robust.leastSquares, maximumIterations), confidence)
  }

  init(_ model: Problem, _ found: RobustSolution, _ confidence: Double) throws(InputError) {
    try checkConfidence(confidence)
    let (problem, loss) = (model.robust, model.loss)
    let variance = try Self.varianceFactor(found, loss, columns: problem.columnCount)
    let covariance = Matrix(
      problem.columnCount, problem.columnCount, problem.unscaledCovariance.elements.map { $0 * variance })
    coefficients = try problem.estimates(found.coefficients, covariance, confidence: confidence)
    self.covariance = covariance
    design = model.design
    self.loss = loss
    scale = found.scale
    residuals = found.residuals
    weights = found.residuals.map { loss.weight($0 / found.scale) }
    residualDegreesOfFreedom = problem.degreesOfFreedom
    iterations = found.iterations
    converged = found.converged
    warnings = found.warnings
    context = DataContext(parts: [], cases: CaseLedger(all: problem.caseCount))
  }

  /// The coefficient of a column; `nil` where the design has no such column.
  public subscript(name: String) -> RobustCoefficient? { coefficients.first { $0.name == name } }

  /// K²·[Σψ²/(n - k)]·s²/[mean ψ′]², with K = 1 + k·var(ψ′)/(n·[mean ψ′]²) (Huber 1981, section 7.6).
  static func varianceFactor(
    _ found: RobustSolution, _ loss: RobustLoss, columns: Int
  ) throws(InputError) -> Double {
    let (n, k) = (Double(found.residuals.count), Double(columns))
    let units = found.residuals.map { $0 / found.scale }
    let slopes = units.map { loss.slope($0) }
    let mean = slopes.reduce(0, +) / n
    guard mean > 0 else {
      throw InputError(
        .infeasible, "standard errors", "the mean of ψ′ is \(mean), too many residuals are large",
        remedy: "use a larger tuning constant, or .huber()")
    }
    let spread = slopes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    let correction = 1 + k * spread / (n * mean * mean)
    let influence = units.reduce(0) { sum, u in
      let psi = u * loss.weight(u)
      return sum + psi * psi
    }
    let root = found.scale * (influence / (n - k)).squareRoot() * correction / mean
    return root * root
  }
}
