import SurveyInference
import SurveyVocabulary

/// The indirect effects of a predictor on an outcome through two mediators, the first of which acts on the
/// second.
///
/// ```swift
/// try SerialMediation(contact, through: fear, then: trust, on: cooperation)
/// ```
///
/// The order of the four variables and the absence of unmeasured common causes are assumed, not tested.
///
/// Reference: Taylor, MacKinnon & Tein (2008), doi:10.1177/1094428107300344.
public struct SerialMediation: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "serial-mediation/1"

  /// The regression of the first mediator on the predictor.
  public let firstRegression: LinearRegression
  /// The regression of the second mediator on the predictor and the first mediator.
  public let secondRegression: LinearRegression
  /// The regression of the outcome on the predictor and both mediators.
  public let outcomeRegression: LinearRegression
  /// The effect through the first mediator alone, in units of the outcome per unit of the predictor.
  public let throughFirst: Estimate
  /// The effect through the second mediator alone.
  public let throughSecond: Estimate
  /// The effect through the first and then the second mediator.
  public let throughBoth: Estimate
  /// The sum of the three.
  public let totalIndirect: Estimate
  /// The slope of the outcome on the predictor with both mediators held.
  public let direct: LinearRegression.Coefficient
  /// The slope of the outcome on the predictor without mediators.
  public let total: LinearRegression.Coefficient
  /// How the cases were resampled.
  public let bootstrap: BootstrapPlan
  /// Remarks on the resamples.
  let warnings: [String]
  /// The names and cases of the data, for print: predictor, both mediators, outcome.
  public var context: DataContext

  /// Estimates the effects, cases in the same order in all variables.
  ///
  /// - Parameters:
  ///   - predictor: One number per case.
  ///   - first: The mediator that the predictor acts on.
  ///   - second: The mediator that predictor and first mediator act on.
  ///   - outcome: One number per case.
  ///   - controls: Variables held in every regression, one array to a variable.
  ///   - bootstrap: How cases are resampled; all effects come from the same resamples.
  ///   - standardErrors: How the standard errors of the slopes are found.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for one mediator.
  public init(
    _ predictor: some Collection<Double>, through first: some Collection<Double>,
    then second: some Collection<Double>, on outcome: some Collection<Double>,
    given controls: [[Double]] = [],
    bootstrap: BootstrapPlan = .percentile(resamples: 5_000), standardErrors: StandardErrors = .classical,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let data = try MediationData(
      predictors: [("predictor", Array(predictor))],
      mediators: [("first mediator", Array(first)), ("second mediator", Array(second))],
      outcome: Array(outcome), controls: controls)
    func fit(
      _ variable: MediationData.Variable, _ predictors: [MediationData.Variable]
    ) throws(InputError) -> LinearRegression {
      try data.regression(of: variable, on: predictors, standardErrors, confidence: confidence)
    }
    firstRegression = try fit(data.mediators[0], data.predictors)
    secondRegression = try fit(data.mediators[1], data.predictors + data.mediators.prefix(1))
    outcomeRegression = try fit(data.outcome, data.predictors + data.mediators)
    total = try fit(data.outcome, data.predictors).known("predictor")
    direct = try outcomeRegression.known("predictor")
    let slopes = SerialSlopes(
      first: try firstRegression.known("predictor").value,
      second: try secondRegression.known("predictor").value,
      between: try secondRegression.known("first mediator").value,
      fromFirst: try outcomeRegression.known("first mediator").value,
      fromSecond: try outcomeRegression.known("second mediator").value)
    let columns = data.controls + data.predictors + data.mediators + [data.outcome]
    let paths = try ResampledPaths(columns.map(\.values))
    try paths.check(bootstrap, coefficients: 4)
    let engine = try Bootstrap(cases: data.count, plan: bootstrap)
    let start = controls.count
    var warnings: [String] = []
    func estimate(_ effect: (SerialSlopes) -> Double) throws(InputError) -> Estimate {
      let value = effect(slopes)
      guard value.isFinite else { throw ProductOfSlopes.outOfRange }
      let found = try engine.interval(around: value, confidence: confidence) { rows in
        paths.value(of: rows) {
          effect(SerialSlopes($0, predictor: start)) * paths.unit(of: start + 3, on: start)
        }
      }
      for warning in found.warnings where !warnings.contains(warning) { warnings.append(warning) }
      return found.estimate(value)
    }
    throughFirst = try estimate(\.throughFirst)
    throughSecond = try estimate(\.throughSecond)
    throughBoth = try estimate(\.throughBoth)
    totalIndirect = try estimate { $0.throughFirst + $0.throughSecond + $0.throughBoth }
    self.bootstrap = bootstrap
    self.warnings = warnings
    context = DataContext(
      parts: ["predictor", "first mediator", "second mediator", "outcome"], cases: CaseLedger(all: data.count)
    )
  }
}

/// The slopes of a chain of two mediators.
private struct SerialSlopes {
  let first: Double
  let second: Double
  let between: Double
  let fromFirst: Double
  let fromSecond: Double

  var throughFirst: Double { first * fromFirst }
  var throughSecond: Double { second * fromSecond }
  var throughBoth: Double { first * between * fromSecond }
}

extension SerialSlopes {
  /// The slopes of a resample, columns in the order of the chain.
  init(_ factor: PathFactor, predictor: Int) {
    let ofSecond = factor.slopes(of: predictor + 2, on: predictor...predictor + 1)
    let ofOutcome = factor.slopes(of: predictor + 3, on: predictor + 1...predictor + 2)
    self.init(
      first: factor.slope(of: predictor + 1, onLast: predictor), second: ofSecond[0], between: ofSecond[1],
      fromFirst: ofOutcome[0], fromSecond: ofOutcome[1])
  }
}

extension SerialMediation {
  /// The slopes and effects, then the indirect effects and their sum.
  public var report: Report {
    let names = (0..<4).map { context.part($0) }
    func row(
      _ label: String, _ regression: LinearRegression, _ name: String
    ) -> [Report.Row] {
      regression[name].map {
        [Report.Row(label, $0.estimate, statistic: $0.statistic, pValue: $0.pValue)]
      } ?? []
    }
    var rows = row("\(names[0]) → \(names[1])", firstRegression, "predictor")
    rows += row("\(names[0]) → \(names[2])", secondRegression, "predictor")
    rows += row("\(names[1]) → \(names[2])", secondRegression, "first mediator")
    rows += row("\(names[1]) → \(names[3])", outcomeRegression, "first mediator")
    rows += row("\(names[2]) → \(names[3])", outcomeRegression, "second mediator")
    rows += row("direct effect", outcomeRegression, "predictor")
    rows += [
      Report.Row("total effect", total.estimate, statistic: total.statistic, pValue: total.pValue),
      Report.Row("through \(names[1])", throughFirst), Report.Row("through \(names[2])", throughSecond),
      Report.Row("through \(names[1]), then \(names[2])", throughBoth),
      Report.Row("all indirect effects", totalIndirect),
    ]
    let controls = firstRegression.design.columnCount - 2
    return Report(
      context.title("Serial mediation", names.joined(separator: " → ")),
      method: .init(
        Self.methodID,
        options: [
          .init("standard errors", .text(firstRegression.standardErrors.rawValue)),
          .init("interval", .text("bootstrap \(bootstrap.interval.rawValue)")),
          .init("resamples", .count(bootstrap.resamples)),
        ], seed: bootstrap.seed,
        citation: Citation(
          "Taylor, MacKinnon & Tein", 2008, "Organizational Research Methods 11, 241-269",
          doi: "10.1177/1094428107300344")),
      rows: rows, facts: controls > 0 ? [.init("control variables", .count(controls))] : [],
      cases: context.cases, notes: [MediationInterval.assumption], warnings: warnings)
  }
}
