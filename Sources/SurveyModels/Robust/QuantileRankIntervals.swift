import SurveyProbability
import SurveyVocabulary

/// Confidence intervals of the coefficients of a quantile regression by inverting a rank test.
///
/// An interval holds the values of a coefficient that the test of regression rank scores at τ does not reject. No
/// density is estimated, the limits need not be symmetric, and there is no standard error. The errors are assumed to be
/// equally distributed.
///
/// References: Koenker (1994); Gutenbrunner, Jurečková, Koenker & Portnoy (1993). Agrees with R's
/// `quantreg::summary.rq(se = "rank")`.
public struct QuantileRankIntervals: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "quantile-rank-intervals/1"
  /// The most cases: every change of the test on the way to a limit is visited.
  public static let mostCases = 5_000

  /// Where a limit lies between two values at which the test changes.
  public enum Limits: Hashable, Sendable {
    /// On the line between the statistics of both, where it meets the critical value.
    case interpolated
    /// At the outer one: the interval holds exactly what is not rejected.
    case steps

    var name: String {
      switch self {
      case .interpolated: "interpolated"
      case .steps: "steps of the test"
      }
    }
  }

  /// The names of the coefficients.
  public let names: [String]
  /// The coefficients with their intervals; a limit is infinite where the test rejects nothing on that side.
  public let coefficients: [Estimate]
  /// The quantile that is regressed.
  public let tau: Double
  /// Where limits lie between changes of the test.
  public let limits: Limits
  /// Whether there is only one solution for the coefficients.
  public let isUnique: Bool
  /// The degrees of freedom of the critical value by Student's t: cases minus coefficients.
  public let degreesOfFreedom: Int
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// The intervals of the coefficients of an outcome on a design.
  ///
  /// - Parameters:
  ///   - outcome: One number per case.
  ///   - design: The predictors of the same cases.
  ///   - tau: The quantile: 0.5 is the median.
  ///   - limits: Where a limit lies between two changes of the test.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for ``QuantileRegression``, if all cases are fitted exactly, or if there are more than
  ///   ``mostCases``.
  public init(
    _ outcome: some Collection<Double>, on design: Design, tau: Double = 0.5, limits: Limits = .interpolated,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard outcome.count <= Self.mostCases else {
      throw InputError(
        .infeasible, "outcome", "has more than \(DecimalText.grouped(Self.mostCases)) cases",
        remedy: "use QuantileRegression with .kernel()")
    }
    let model = try QuantileRegression.Problem(outcome, on: design, tau: tau)
    let minimum = try model.minimum()
    let problem = model.robust
    let residuals = problem.residuals(minimum.parameters)
    let freedom = problem.degreesOfFreedom
    let critical = try StudentTDistribution(degreesOfFreedom: Double(freedom))
      .quantile(upperTail: (1 - confidence) / 2)
    var found: [Estimate] = []
    for (index, value) in minimum.parameters.enumerated() {
      var test = try RankInversion(problem, residuals, column: index, tau: tau)
      let isInterpolated = limits == .interpolated
      let below = try test.limit(-1, critical: critical, isInterpolated: isInterpolated)
      let above = try test.limit(1, critical: critical, isInterpolated: isInterpolated)
      found.append(
        Estimate(
          value,
          interval: ConfidenceInterval(
            lower: below.map { value + $0 } ?? -.infinity, upper: above.map { value + $0 } ?? .infinity,
            level: confidence, method: "rank inversion")))
    }
    coefficients = found
    names = problem.names
    self.tau = tau
    self.limits = limits
    isUnique = minimum.fit.cornerCount == 1 && minimum.fit.isComplete
    degreesOfFreedom = freedom
    context = DataContext(parts: [], cases: CaseLedger(all: problem.caseCount))
  }

  /// The intervals by a formula, over the cases that have every variable; see ``QuantileRegression``.
  ///
  /// - Throws: `InputError` if the text is no formula, has random terms, or does not fit the data, and as
  ///   for a design.
  public init(
    _ formula: String, in data: ModelData, contrasts: [String: Contrasts] = [:], tau: Double = 0.5,
    limits: Limits = .interpolated, confidence: Double = 0.95
  ) throws(InputError) {
    let read = try RobustFormula(formula, in: data, contrasts: contrasts)
    try self.init(read.outcome, on: read.design, tau: tau, limits: limits, confidence: confidence)
    read.complete(&context)
  }

  /// The coefficients with their intervals.
  public var report: Report {
    Report(
      context.title("Quantile regression with rank intervals"),
      method: .init(
        Self.methodID,
        options: [
          Report.Fact("quantile", .number(tau, .decimals(3))), Report.Fact("limits", .text(limits.name)),
        ],
        citation: Citation("Koenker", 1994, "Asymptotic Statistics, 349-359", doi: nil)),
      rows: zip(names, coefficients).map { Report.Row($0, $1) },
      facts: [
        Report.Fact("n", .count(context.cases.used)), Report.Fact("residual df", .count(degreesOfFreedom)),
      ],
      cases: context.cases,
      notes: isUnique ? [] : ["Several solutions are equally good: the coefficients are the mean of corners."]
    )
  }
}
