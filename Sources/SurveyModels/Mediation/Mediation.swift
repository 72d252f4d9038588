import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// The indirect effect of a predictor on an outcome through a mediator, beside the direct and the total effect.
///
/// ```swift
/// try Mediation(contact, through: trust, on: cooperation, given: [age])
/// ```
///
/// With a the slope of the mediator on the predictor, and b that of the outcome on the mediator with the
/// predictor held, the indirect effect is a·b; it equals the total minus the direct effect. That the predictor
/// precedes the mediator and the mediator the outcome, and that no unmeasured variable causes two of them, is
/// assumed, not tested.
///
/// References: Baron & Kenny (1986), doi:10.1037/0022-3514.51.6.1173; MacKinnon, Lockwood & Williams (2004),
/// doi:10.1207/s15327906mbr3901_4; Preacher & Hayes (2008), doi:10.3758/BRM.40.3.879.
public struct Mediation: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "mediation/1"

  /// a: the slope of the mediator on the predictor, in units of the mediator per unit of the predictor.
  public let predictorToMediator: LinearRegression.Coefficient
  /// b: the slope of the outcome on the mediator with the predictor held.
  public let mediatorToOutcome: LinearRegression.Coefficient
  /// The slope of the outcome on the predictor with the mediator held.
  public let direct: LinearRegression.Coefficient
  /// The slope of the outcome on the predictor alone, and on the controls.
  public let total: LinearRegression.Coefficient
  /// a·b with its interval, in units of the outcome per unit of the predictor.
  public let indirect: Estimate
  /// How the interval was found.
  public let interval: MediationInterval
  /// The resampling of the cases; `nil` where the interval was found otherwise.
  public let bootstrap: BootstrapFinding?
  /// Sobel's test: a·b over its standard error by the delta method; `nil` where that is zero.
  public let sobel: TestStatistic?
  /// The larger of the two-sided probabilities of a and b: the joint test of both; `nil` where one has none.
  public let jointPValue: Double?
  /// The indirect effect of the predictor in standard deviations of the outcome, per unit of the predictor.
  public let partiallyStandardized: Double
  /// The indirect effect in standard deviations of the outcome per standard deviation of the predictor.
  public let standardized: Double
  /// The regression of the mediator.
  public let mediatorRegression: LinearRegression
  /// The regression of the outcome with the mediator.
  public let outcomeRegression: LinearRegression
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Estimates the effects, cases in the same order in all variables.
  ///
  /// - Parameters:
  ///   - predictor: One number per case; 0 and 1 for two groups.
  ///   - mediator: One number per case.
  ///   - outcome: One number per case.
  ///   - controls: Variables held in every regression, one array to a variable.
  ///   - interval: How the interval of the indirect effect is found.
  ///   - standardErrors: How the standard errors of the slopes are found.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if lengths differ, a value is not finite, a variable does not vary, there are not
  ///   more cases than coefficients, the predictor and the controls determine the mediator, or the interval
  ///   cannot be found.
  public init(
    _ predictor: some Collection<Double>, through mediator: some Collection<Double>,
    on outcome: some Collection<Double>, given controls: [[Double]] = [],
    interval: MediationInterval = .bootstrap(.percentile(resamples: 5_000)),
    standardErrors: StandardErrors = .classical, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let data = try MediationData(
      predictors: [("predictor", Array(predictor))], mediators: [("mediator", Array(mediator))],
      outcome: Array(outcome), controls: controls)
    func fit(
      _ variable: MediationData.Variable, _ predictors: [MediationData.Variable]
    ) throws(InputError) -> LinearRegression {
      try data.regression(of: variable, on: predictors, standardErrors, confidence: confidence)
    }
    mediatorRegression = try fit(data.mediators[0], data.predictors)
    outcomeRegression = try fit(data.outcome, data.predictors + data.mediators)
    total = try fit(data.outcome, data.predictors).known("predictor")
    predictorToMediator = try mediatorRegression.known("predictor")
    mediatorToOutcome = try outcomeRegression.known("mediator")
    direct = try outcomeRegression.known("predictor")
    let product = try ProductOfSlopes(predictorToMediator, mediatorToOutcome)
    self.interval = interval
    switch interval {
    case .bootstrap(let plan):
      let found = try Self.resampled(data, plan, around: product.value, confidence: confidence)
      bootstrap = found
      indirect = found.estimate(product.value)
    case .monteCarlo(let draws, let seed):
      bootstrap = nil
      indirect = try product.monteCarlo(draws: draws, seed: seed, confidence: confidence)
    case .sobel:
      bootstrap = nil
      indirect = try product.normal(confidence: confidence)
    }
    sobel = product.sobel
    if let first = predictorToMediator.pValue, let second = mediatorToOutcome.pValue {
      jointPValue = max(first, second)
    } else {
      jointPValue = nil
    }
    let spreads = (
      try Moments(finite: data.predictors[0].values).standardDeviation ?? 0,
      try Moments(finite: data.outcome.values).standardDeviation ?? 0
    )
    partiallyStandardized = product.value / spreads.1
    standardized = product.value / spreads.1 * spreads.0
    guard partiallyStandardized.isFinite, standardized.isFinite else { throw ProductOfSlopes.outOfRange }
    context = DataContext(
      parts: ["predictor", "mediator", "outcome"], cases: CaseLedger(all: data.count))
  }

  /// The limits from resamples of the cases.
  private static func resampled(
    _ data: MediationData, _ plan: BootstrapPlan, around estimate: Double, confidence: Double
  ) throws(InputError) -> BootstrapFinding {
    let variables = data.controls + data.predictors + data.mediators + [data.outcome]
    let paths = try ResampledPaths(variables.map(\.values))
    try paths.check(plan)
    let first = data.controls.count
    return try Bootstrap(cases: data.count, plan: plan).interval(around: estimate, confidence: confidence) {
      paths.indirect(of: $0, predictor: first, mediator: first + 1, outcome: first + 2)
    }
  }
}

extension ResampledPaths {
  /// The indirect effect through one mediator in a resample.
  func indirect(
    of rows: UnsafeBufferPointer<Int>, predictor: Int, mediator: Int, outcome: Int
  ) -> Double? {
    let product = value(of: rows) {
      $0.slope(of: mediator, onLast: predictor) * $0.slope(of: outcome, onLast: mediator)
    }
    return product.map { $0 * unit(of: outcome, on: predictor) }
  }
}

extension Mediation {
  /// The standard error of a·b from those of the slopes; `nil` where the variance is negative.
  public func standardError(_ variance: ProductVariance) -> Double? {
    variance.standardError(predictorToMediator, mediatorToOutcome)
  }

  /// The two-sided probability of Sobel's test; `nil` where there is none.
  public var sobelPValue: Double? { sobel.map { $0.pValue(.twoSided) } }

  /// The indirect over the total effect; `nil` where the total effect is zero. It is no share where direct and
  /// indirect effect differ in sign, and unstable where the total effect is small.
  public var indirectShare: Double? {
    let share = indirect.value / total.value
    return share.isFinite ? share : nil
  }
}
