import SurveyLinearAlgebra
import SurveyVocabulary

/// The regression of an outcome on predictors by Yohai's MM-estimate: it resists outliers of the outcome and of
/// the predictors, up to half of the cases, and has 95 % of the efficiency of least squares for normal errors.
///
/// The S-estimate with the smallest scale gives the start and the scale; then the bisquare's M-estimate with
/// c = 4.685061 is found from there, the scale held.
///
/// References: Yohai (1987), doi:10.1214/aos/1176350366; Salibian-Barrera & Yohai (2006),
/// doi:10.1198/106186006X113629. Agrees with R's `robustbase::lmrob`.
public struct MMRegression: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "mm-regression/1"
  /// The loss of the second step.
  public static let loss = RobustLoss.bisquare(c: 4.685061)

  /// The coefficients in the order of the design's columns.
  public let coefficients: [RobustCoefficient]
  /// The covariance matrix of the coefficients.
  public let covariance: Matrix
  /// The coefficients of the S-estimate that the search started from.
  public let startCoefficients: [Double]
  /// The scale of the residuals of the S-estimate, in units of the outcome.
  public let scale: Double
  /// The subsets of cases that the search started from.
  public let subsets: RobustSubsets
  /// The number of subsets that had a fit.
  public let subsetCount: Int
  /// The outcome minus the fitted values, one per case.
  public let residuals: [Double]
  /// The weight of each case at the end, from 0 to 1.
  public let weights: [Double]
  /// Cases minus coefficients.
  public let residualDegreesOfFreedom: Int
  /// The number of steps of the M-estimate.
  public let iterations: Int
  /// Whether the S-estimate and the M-estimate changed no more beyond the tolerance.
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
  ///   - subsets: The subsets of cases that the search for the smallest scale starts from.
  ///   - maximumIterations: The most steps of either estimate; a fit that needs more carries a warning.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a number is not finite, if there are not more cases than coefficients, if
  ///   columns depend on each other, if half of the cases or more can be fitted exactly so that the scale is
  ///   zero, if there are too many subsets, or if there is no standard error.
  public init(
    _ outcome: some Collection<Double>, on design: Design, subsets: RobustSubsets = .random(),
    maximumIterations: Int = 2_000, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let model = try Problem(outcome, on: design, subsets: subsets, maximumIterations: maximumIterations)
    try self.init(model, model.solution(model.start.solution.coefficients, maximumIterations), confidence)
  }

  init(_ model: Problem, _ found: RobustSolution, _ confidence: Double) throws(InputError) {
    try checkConfidence(confidence)
    let (problem, start) = (model.robust, model.start)
    let covariance = try Self.covariance(problem, start.solution, found)
    coefficients = try problem.estimates(found.coefficients, covariance, confidence: confidence)
    self.covariance = covariance
    design = model.design
    subsets = model.subsets
    subsetCount = start.subsets
    startCoefficients = start.solution.coefficients
    scale = start.solution.scale
    residuals = found.residuals
    weights = found.residuals.map { Self.loss.weight($0 / start.solution.scale) }
    residualDegreesOfFreedom = problem.degreesOfFreedom
    iterations = found.iterations
    converged = start.solution.converged && found.converged
    warnings =
      (start.solution.converged ? [] : ["The scale of the start was not refined to convergence."])
      + found.warnings
    context = DataContext(parts: [], cases: CaseLedger(all: problem.caseCount))
  }

  /// The coefficient of a column; `nil` where the design has no such column.
  public subscript(name: String) -> RobustCoefficient? { coefficients.first { $0.name == name } }

  /// A covariance matrix after Croux, Dhaene & Hoorelbeke (2003), which does not take the errors to be symmetric
  /// or equally spread.
  ///
  /// With u = r/s, A = s·(mean ψ′(u)xxᵀ)⁻¹ and a = A·mean(ψ′(u)·u·x)/mean(ρ₀′(u₀)u₀) it is the mean of
  /// A·ψ²·xxᵀ·A - (ρ₀ - ½)·ψ·(a·xᵀA + A·x·aᵀ) + (ρ₀² - ¼)·a·aᵀ, divided by n. The last factor is what the numbers
  /// of R's `lmrob` show; (ρ₀ - ½)² in its place has the same limit and differs by less than half a percent in the
  /// standard errors of small samples.
  private static func covariance(
    _ problem: RobustProblem, _ start: RobustSolution, _ found: RobustSolution
  ) throws(InputError) -> Matrix {
    let (n, k) = (Double(problem.caseCount), problem.columnCount)
    let units = found.residuals.map { $0 / start.scale }
    let early = start.residuals.map { $0 / start.scale }
    let slopes = units.map { loss.slope($0) }
    let psi = units.map { $0 * loss.weight($0) }
    let shares = early.map { SmallestScale.share($0) }
    let c = SmallestScale.loss.tuning
    let chi = early.reduce(0) { $0 + 6 / (c * c) * $1 * $1 * SmallestScale.loss.weight($1) } / n
    // Columns of length one, so that units of columns do not matter for the inverse.
    let lengths = (0..<k).map { column in
      problem.matrix[columnView: column].reduce(0) { max($0, $1.magnitude) }
    }
    let columns = (0..<k).map { column in problem.matrix[columnView: column].map { $0 / lengths[column] } }
    let x = Matrix(problem.caseCount, k, columns.flatMap { $0 })
    func moment(_ factors: [Double]) throws(InputError) -> Matrix {
      let weighted = Matrix(
        problem.caseCount, k, columns.flatMap { zip($0, factors).map { $0 * $1 / n } })
      return try x.transposed.times(weighted)
    }
    func mean(_ factors: [Double]) throws(InputError) -> [Double] {
      try x.transposed.times(factors.map { $0 / n })
    }
    let inverse = try LUFactorization(moment(slopes)).inverse()
    let bread = Matrix(k, k, inverse.elements.map { $0 * start.scale })
    let shift = try bread.times(mean(zip(slopes, units).map { $0 * $1 / chi }))
    let meat = try bread.times(moment(psi.map { $0 * $0 })).times(bread)
    let cross = try bread.times(mean(zip(shares, psi).map { ($0 - 0.5) * $1 }))
    let spread = shares.reduce(0) { $0 + $1 * $1 } / n - 0.25
    var result = Matrix(zeros: k, k)
    for column in 0..<k {
      for row in 0..<k {
        let value =
          meat[row, column] - shift[row] * cross[column] - cross[row] * shift[column]
          + spread * shift[row] * shift[column]
        result[row, column] = value / n / lengths[row] / lengths[column]
      }
    }
    guard result.diagonal.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw InputError(
        .infeasible, "standard errors", "the estimated variance of a coefficient is not positive",
        remedy: "use RobustRegression, or more cases")
    }
    return result
  }
}
