import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// A logistic regression whose level varies between groups: binary outcomes, or events of trials, of persons in sites
/// or of waves within persons.
///
/// The level of a group is a draw from a normal distribution, which is integrated out by adaptive Gauss-Hermite
/// quadrature; one point is Laplace's approximation. Coefficients compare cases of the same group.
///
/// References: Pinheiro & Bates (1995), doi:10.1080/10618600.1995.10474663; Liu & Pierce (1994),
/// doi:10.1093/biomet/81.3.624. Agrees with R's `lme4::glmer`.
public struct LogisticMixedModel: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "logistic-mixed-model/1"

  /// What a reader should know about a fit.
  public enum Warning: Hashable, Sendable {
    /// The variance between groups is estimated as zero: they differ no more than chance explains.
    case zeroVariance(grouping: String)
    /// More points change -2 log likelihood by more than 0.01.
    case coarseQuadrature(points: Int, change: Double)
  }

  /// The coefficients within groups, in logits, in the order of the design's columns.
  public let coefficients: [WaldCoefficient]
  /// The covariance matrix of the coefficients, from the observed information of coefficients and deviation.
  public let covariance: Matrix
  /// The standard deviation of the levels of groups, in logits; the interval is Wald's of its logarithm. Without
  /// standard error and interval where it is zero.
  public let standardDeviation: Estimate
  /// What the groups are.
  public let grouping: String
  /// The number of groups.
  public let groupCount: Int
  /// The numbers of cases of the groups, in the order of their first case.
  public let groupSizes: [Int]
  /// The log likelihood, with the numbers of orders of events.
  public let logLikelihood: Double
  /// The log likelihood of the regression without groups.
  public let logLikelihoodWithoutGroups: Double
  /// The points of the quadrature.
  public let points: Int
  /// The points of the finer quadrature that the fit was checked by.
  public let checkPoints: Int
  /// What the finer quadrature changes of -2 log likelihood at the estimates.
  public let quadratureChange: Double
  /// The level of the intervals.
  public let confidence: Double
  /// The steps of the search.
  public let iterations: Int
  /// Whether the last step was shorter than 10⁻⁸ standard errors; a fit that did not converge is refused.
  public let converged: Bool
  /// What a reader should know about the fit.
  public let warnings: [Warning]
  /// The names and cases of the data, for print.
  public var context: DataContext

  let problem: LogisticMixedProblem
  let modes: [LogisticMixedObjective.Mode]
  let fixedFit: [Double]
  let design: Design
  let hasOffset: Bool

  /// Fits a logistic model of zeros and ones.
  ///
  /// - Parameters:
  ///   - outcome: 0 or 1 per case.
  ///   - design: The fixed terms of the same cases.
  ///   - random: The groups, between which the level varies.
  ///   - points: The points of the quadrature, 1 to 100; 1 is Laplace's approximation.
  ///   - offset: A term of the linear predictor with the coefficient one.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for ``GeneralizedRegression``, if the random term has slopes, there are fewer than two
  ///   groups, no group has two trials, every group's trials end alike, the variance grows without bound, or the
  ///   search does not converge.
  public init(
    _ outcome: some Collection<Double>, on design: Design, random: RandomTerm, points: Int = 25,
    offset: [Double]? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let model = try Problem(outcome, on: design, random: random, points: points, offset: offset)
    try self.init(model, LogisticMixedSearch(model.likelihood), confidence)
  }

  /// Fits a logistic model of events of trials.
  ///
  /// - Parameters:
  ///   - events: The events of each row.
  ///   - trials: The trials of each row; a row without trials takes no part.
  ///   - design: The fixed terms of the same rows.
  ///   - random: The groups, between which the level varies.
  ///   - points: The points of the quadrature, 1 to 100; 1 is Laplace's approximation.
  ///   - offset: A term of the linear predictor with the coefficient one.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for zeros and ones, and if there are more events than trials.
  public init(
    _ events: some Collection<Double>, of trials: some Collection<Double>, on design: Design,
    random: RandomTerm, points: Int = 25, offset: [Double]? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let model = try Problem(
      events, of: trials, on: design, random: random, points: points, offset: offset)
    try self.init(model, LogisticMixedSearch(model.likelihood), confidence)
  }

  init(_ model: Problem, _ found: LogisticMixedSearch, _ confidence: Double) throws(InputError) {
    try checkConfidence(confidence)
    let objective = model.likelihood
    let problem = objective.problem
    let points = model.points
    let width = problem.width
    let deviation = found.parameters[width]
    let values: [Double]
    if let inverse = found.covariance {
      values = try problem.back.times(Array(found.parameters[..<width]))
      let fixed = Matrix(
        width, width, (0..<width).flatMap { column in (0..<width).map { inverse[$0, column] } })
      covariance = try problem.back.times(fixed).times(problem.back.transposed)
      standardDeviation = try Self.deviation(deviation, inverse[width, width].squareRoot(), confidence)
    } else {
      values = problem.fit.coefficients
      covariance = try problem.data.covariance(problem.fit, .classical, dispersion: 1)
      standardDeviation = Estimate(0)
    }
    guard covariance.diagonal.allSatisfy({ $0 > 0 && $0.isFinite }), values.allSatisfy(\.isFinite) else {
      throw InputError(
        .outOfRange, "design", "the standard errors are zero or exceed the range of Double",
        remedy: "rescale the columns")
    }
    let covariance = covariance
    coefficients = values.enumerated().map { index, value in
      WaldCoefficient(
        name: problem.names[index], value: value, standardError: covariance[index, index].squareRoot(),
        confidence: confidence)
    }
    checkPoints = points == 1 ? 25 : 2 * points + 1
    let finer = LogisticMixedObjective(problem: problem, rule: try GaussHermite(points: checkPoints))
    quadratureChange = -2 * (finer.evaluate(found.parameters).value - found.value)
    logLikelihood = found.value + problem.constant
    logLikelihoodWithoutGroups =
      objective.evaluate(problem.start + [0]).value + problem.constant
    grouping = problem.grouping
    groupCount = problem.labels.count
    groupSizes = problem.members.map(\.count)
    self.points = points
    self.confidence = confidence
    iterations = found.iterations
    converged = found.lastStep <= 1e-8
    warnings =
      (deviation == 0 ? [.zeroVariance(grouping: problem.grouping)] : [])
      + (quadratureChange.magnitude > 0.01
        ? [.coarseQuadrature(points: points, change: quadratureChange)] : [])
    fixedFit = zip(objective.predictor(found.parameters), problem.offset).map { $0 - $1 }
    modes = objective.modes(found.parameters)
    self.problem = problem
    design = model.design
    hasOffset = model.hasOffset
    let used = problem.count
    context = DataContext(
      parts: [],
      cases: CaseLedger(used: used, exclusions: [.init("with no trial", count: model.rowCount - used)]))
  }

  private static func deviation(
    _ value: Double, _ error: Double, _ confidence: Double
  ) throws(InputError) -> Estimate {
    let z = try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2)
    let factor = exponential(z * error / value)
    guard factor.isFinite, value / factor > 0 else { return Estimate(value, standardError: error) }
    return Estimate(
      value, standardError: error,
      interval: ConfidenceInterval(
        lower: value / factor, upper: value * factor, level: confidence, method: "Wald of the logarithm"))
  }
}
