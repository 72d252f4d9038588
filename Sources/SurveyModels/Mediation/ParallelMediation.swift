import SurveyInference
import SurveyVocabulary

/// The indirect effects of a predictor on an outcome through several mediators at once, their sum and their
/// differences.
///
/// ```swift
/// try ParallelMediation(contact, through: [("trust", trust), ("fear", fear)], on: cooperation)
/// ```
///
/// Each mediator is regressed on the predictor, and the outcome on predictor and all mediators, so that the
/// effect through one mediator is that with the others held. No mediator acts on another; that, the order of
/// the variables and the absence of unmeasured common causes are assumed, not tested.
///
/// Reference: Preacher & Hayes (2008), doi:10.3758/BRM.40.3.879.
public struct ParallelMediation: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "parallel-mediation/1"

  /// The path through one mediator.
  public struct Path: Sendable {
    /// The name of the mediator.
    public let mediator: String
    /// The slope of the mediator on the predictor.
    public let predictorToMediator: LinearRegression.Coefficient
    /// The slope of the outcome on the mediator with the predictor and the other mediators held.
    public let mediatorToOutcome: LinearRegression.Coefficient
    /// The product of both with its bootstrap limits, in units of the outcome per unit of the predictor.
    public let indirect: Estimate
  }

  /// The difference of two indirect effects.
  public struct Contrast: Sendable {
    /// The mediator of the effect that the other is taken from.
    public let first: String
    /// The mediator of the other effect.
    public let second: String
    /// The first indirect effect minus the second.
    public let difference: Estimate
  }

  /// The paths in the order of the mediators.
  public let paths: [Path]
  /// The sum of all indirect effects.
  public let totalIndirect: Estimate
  /// The differences of all pairs of indirect effects.
  public let contrasts: [Contrast]
  /// The slope of the outcome on the predictor with all mediators held.
  public let direct: LinearRegression.Coefficient
  /// The slope of the outcome on the predictor without mediators.
  public let total: LinearRegression.Coefficient
  /// How the cases were resampled.
  public let bootstrap: BootstrapPlan
  /// Remarks on the resamples.
  let warnings: [String]
  let standardErrors: StandardErrors
  let controlCount: Int
  /// The names and cases of the data, for print: predictor, outcome, then the mediators.
  public var context: DataContext

  /// Estimates the effects, cases in the same order in all variables.
  ///
  /// - Parameters:
  ///   - predictor: One number per case.
  ///   - mediators: Two or more mediators with their names.
  ///   - outcome: One number per case.
  ///   - controls: Variables held in every regression, one array to a variable.
  ///   - bootstrap: How cases are resampled; all effects come from the same resamples.
  ///   - standardErrors: How the standard errors of the slopes are found.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for one mediator, or if there are fewer than two mediators or two of one name.
  public init(
    _ predictor: some Collection<Double>, through mediators: [(name: String, values: [Double])],
    on outcome: some Collection<Double>, given controls: [[Double]] = [],
    bootstrap: BootstrapPlan = .percentile(resamples: 5_000), standardErrors: StandardErrors = .classical,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard mediators.count >= 2 else {
      throw InputError(
        .tooFew, "mediators", "\(mediators.count) found, at least 2 needed", remedy: "use Mediation for one")
    }
    let data = try MediationData(
      predictors: [("predictor", Array(predictor))], mediators: mediators, outcome: Array(outcome),
      controls: controls)
    let outcomeFit = try data.regression(
      of: data.outcome, on: data.predictors + mediators, standardErrors, confidence: confidence)
    let resampling = try ParallelResampling(data, bootstrap, confidence: confidence)
    var slopes: [(LinearRegression.Coefficient, LinearRegression.Coefficient)] = []
    for mediator in mediators {
      let fit = try data.regression(
        of: mediator, on: data.predictors, standardErrors, confidence: confidence)
      slopes.append((try fit.known("predictor"), try outcomeFit.known(mediator.name)))
    }
    let products = slopes.map { $0.0.value * $0.1.value }
    var found: [BootstrapFinding] = []
    func estimate(_ weights: [Double]) throws(InputError) -> Estimate {
      let value = zip(weights, products).reduce(0) { $0 + $1.0 * $1.1 }
      guard value.isFinite else { throw ProductOfSlopes.outOfRange }
      let limits = try resampling.limits(of: weights, around: value)
      found.append(limits)
      return limits.estimate(value)
    }
    let places = mediators.indices
    var paths: [Path] = []
    for place in places {
      paths.append(
        Path(
          mediator: mediators[place].name, predictorToMediator: slopes[place].0,
          mediatorToOutcome: slopes[place].1, indirect: try estimate(places.map { $0 == place ? 1 : 0 })))
    }
    var contrasts: [Contrast] = []
    for first in places {
      for second in places where second > first {
        contrasts.append(
          Contrast(
            first: mediators[first].name, second: mediators[second].name,
            difference: try estimate(places.map { $0 == first ? 1 : $0 == second ? -1 : 0 })))
      }
    }
    totalIndirect = try estimate(places.map { _ in 1 })
    (self.paths, self.contrasts) = (paths, contrasts)
    direct = try outcomeFit.known("predictor")
    total = try data.regression(of: data.outcome, on: data.predictors, standardErrors, confidence: confidence)
      .known("predictor")
    self.bootstrap = bootstrap
    self.standardErrors = standardErrors
    controlCount = controls.count
    var warnings: [String] = []
    for warning in found.flatMap(\.warnings) where !warnings.contains(warning) { warnings.append(warning) }
    self.warnings = warnings
    context = DataContext(
      parts: ["predictor", "outcome"] + mediators.map(\.name), cases: CaseLedger(all: data.count))
  }
}

/// The resampling of weighted sums of indirect effects.
private struct ParallelResampling {
  let paths: ResampledPaths
  let engine: Bootstrap
  let confidence: Double
  let first: Int
  let count: Int

  init(_ data: MediationData, _ plan: BootstrapPlan, confidence: Double) throws(InputError) {
    let columns = data.controls + data.predictors + data.mediators + [data.outcome]
    paths = try ResampledPaths(columns.map(\.values))
    (first, count) = (data.controls.count, data.mediators.count)
    try paths.check(plan, coefficients: count + 1 + count * (count - 1) / 2)
    engine = try Bootstrap(cases: data.count, plan: plan)
    self.confidence = confidence
  }

  /// The limits of a weighted sum of indirect effects; every call draws the same resamples.
  func limits(of weights: [Double], around value: Double) throws(InputError) -> BootstrapFinding {
    let outcome = first + count + 1
    let unit = paths.unit(of: outcome, on: first)
    return try engine.interval(around: value, confidence: confidence) { rows in
      paths.value(of: rows) { factor in
        let slopes = factor.slopes(of: outcome, on: first + 1...first + count)
        var sum = 0.0
        for place in 0..<count where weights[place] != 0 {
          sum += weights[place] * factor.slope(of: first + 1 + place, onLast: first) * slopes[place]
        }
        return sum * unit
      }
    }
  }
}

extension ParallelMediation {
  /// The slopes and effects, then the indirect effects, their sum and their differences.
  public var report: Report {
    let (predictor, outcome) = (context.part(0), context.part(1))
    func row(_ label: String, _ coefficient: LinearRegression.Coefficient) -> Report.Row {
      Report.Row(
        label, coefficient.estimate, statistic: coefficient.statistic, pValue: coefficient.pValue)
    }
    var rows: [Report.Row] = []
    for path in paths {
      rows.append(row("a: \(predictor) → \(path.mediator)", path.predictorToMediator))
      rows.append(row("b: \(path.mediator) → \(outcome)", path.mediatorToOutcome))
    }
    rows += [row("direct effect", direct), row("total effect", total)]
    rows += paths.map { Report.Row("indirect effect through \($0.mediator)", $0.indirect) }
    rows.append(Report.Row("all indirect effects", totalIndirect))
    rows += contrasts.map { Report.Row("through \($0.first) - \($0.second)", $0.difference) }
    return Report(
      context.title("Parallel mediation", "\(predictor) → \(outcome)"),
      method: .init(
        Self.methodID,
        options: [
          .init("standard errors", .text(standardErrors.rawValue)),
          .init("interval", .text("bootstrap \(bootstrap.interval.rawValue)")),
          .init("resamples", .count(bootstrap.resamples)),
        ], seed: bootstrap.seed,
        citation: Citation(
          "Preacher & Hayes", 2008, "Behavior Research Methods 40, 879-891", doi: "10.3758/BRM.40.3.879")),
      rows: rows, facts: controlCount > 0 ? [.init("control variables", .count(controlCount))] : [],
      cases: context.cases, notes: [MediationInterval.assumption], warnings: warnings)
  }
}
