import SurveyInference
import SurveyVocabulary

/// How the slope of an outcome on a predictor changes with a moderator: the regression with their product, and
/// the simple slopes at chosen values of the moderator.
///
/// ```swift
/// try Moderation(effort, by: age, on: wellBeing, standardErrors: .hc3)
/// ```
///
/// Reference: Aiken & West (1991), Multiple Regression: Testing and Interpreting Interactions.
public struct Moderation: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "moderation/1"

  /// A value of the moderator with a name for print.
  public struct Point: Hashable, Sendable {
    /// The name, such as "mean + SD".
    public let name: String
    /// The value, in units of the moderator.
    public let value: Double

    /// Names a value.
    public init(_ name: String, _ value: Double) { (self.name, self.value) = (name, value) }
  }

  /// The values of the moderator at which slopes are found.
  public enum Points: Hashable, Sendable {
    /// The mean of the moderator, and one standard deviation below and above it.
    case meanAndDeviations
    /// These values.
    case values([Double])
    /// These values under their names.
    case named([Point])
  }

  /// The slope on the predictor at one value of the moderator.
  public struct Slope: Hashable, Sendable {
    /// The value of the moderator.
    public let point: Point
    /// The slope, in units of the outcome per unit of the predictor.
    public let estimate: Estimate
    /// The slope over its standard error; `nil` where the outcome is fitted exactly.
    public let statistic: TestStatistic?
    /// The two-sided probability; `nil` where there is no statistic.
    public let pValue: Double?
  }

  /// The regression on predictor, moderator, their product and the controls, nothing centred.
  public let regression: LinearRegression
  /// The coefficient of the product: the change of the slope per unit of the moderator.
  public let interaction: LinearRegression.Coefficient
  /// The slopes at the chosen values of the moderator.
  public let slopes: [Slope]
  /// What R² would lose without the product.
  public let rSquaredChange: Double
  /// The level of the intervals.
  public let confidence: Double
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// The moderator of each case.
  let moderator: [Double]
  /// The mean of the moderator.
  let center: Double
  /// The same regression with the moderator less its mean, which keeps digits where the mean is large.
  let centred: LinearRegression

  static let product = "predictor × moderator"

  /// Regresses an outcome on a predictor, a moderator and their product, cases in the same order in all.
  ///
  /// - Parameters:
  ///   - predictor: One number per case.
  ///   - moderator: One number per case; 0 and 1 for two groups.
  ///   - outcome: One number per case.
  ///   - controls: Variables held, one array to a variable.
  ///   - points: The values of the moderator at which slopes are found.
  ///   - standardErrors: How the standard errors are found.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if lengths differ, a value is not finite, a variable does not vary, there are not
  ///   more cases than coefficients, columns depend on each other, or there is no value of the moderator.
  public init(
    _ predictor: some Collection<Double>, by moderator: some Collection<Double>,
    on outcome: some Collection<Double>, given controls: [[Double]] = [],
    at points: Points = .meanAndDeviations, standardErrors: StandardErrors = .classical,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let data = try MediationData(
      predictors: [("predictor", Array(predictor)), ("moderator", Array(moderator))], mediators: [],
      outcome: Array(outcome), controls: controls, coefficients: 4 + controls.count)
    let moments = try Moments(finite: data.predictors[1].values)
    self.moderator = data.predictors[1].values
    center = moments.mean
    func fit(_ moderator: [Double]) throws(InputError) -> LinearRegression {
      let (one, other) = (
        Term.numeric("predictor", data.predictors[0].values), Term.numeric("moderator", moderator)
      )
      let terms = [one, other, .product(one, other)] + data.controls.map { Term.numeric($0.name, $0.values) }
      return try LinearRegression(
        data.outcome.values, on: Design(terms), standardErrors: standardErrors, confidence: confidence)
    }
    regression = try fit(self.moderator)
    let centred = try fit(self.moderator.map { $0 - moments.mean })
    self.centred = centred
    interaction = try centred.known(Self.product)
    slopes = try Self.values(points, moments).map { point throws(InputError) in
      try Self.slope(centred, point, center: moments.mean, confidence)
    }
    let place = centred.coefficients.firstIndex { $0.name == Self.product } ?? 0
    let lost = interaction.value / (try centred.fit.unscaledCovariance()[place, place].squareRoot())
    let total = (centred.explainedSumOfSquares + centred.residualSumOfSquares).squareRoot()
    rSquaredChange = (lost / total) * (lost / total)
    self.confidence = confidence
    context = DataContext(parts: ["predictor", "moderator", "outcome"], cases: CaseLedger(all: data.count))
  }

  static func values(_ points: Points, _ moments: Moments) throws(InputError) -> [Point] {
    let chosen: [Point]
    switch points {
    case .meanAndDeviations:
      let deviation = moments.standardDeviation ?? 0
      chosen = [
        Point("mean - SD", moments.mean - deviation), Point("mean", moments.mean),
        Point("mean + SD", moments.mean + deviation),
      ]
    case .values(let values): chosen = values.map { Point("", $0) }
    case .named(let points): chosen = points
    }
    guard !chosen.isEmpty else { throw .tooFew("values of the moderator", found: 0, needed: 1) }
    return chosen
  }

  private static func slope(
    _ fit: LinearRegression, _ point: Point, center: Double, _ confidence: Double
  ) throws(InputError) -> Slope {
    guard point.value.isFinite else {
      throw .notFinite("values of the moderator", value: point.value, at: 0)
    }
    let sum = try LinearCombination(
      of: fit, ["predictor": 1, product: point.value - center], confidence: confidence)
    return Slope(point: point, estimate: sum.estimate, statistic: sum.statistic, pValue: sum.pValue)
  }

  /// The slope at any value of the moderator.
  ///
  /// - Throws: `InputError` if the value is not finite, or too large for the slope to be a number.
  public func slope(at value: Double) throws(InputError) -> Slope {
    try Self.slope(centred, Point("", value), center: center, confidence)
  }
}

extension Moderation {
  /// The coefficients, then the slopes at the chosen values.
  public var report: Report {
    let names = ["predictor": context.part(0), "moderator": context.part(1)]
    func label(_ name: String) -> String {
      names[name] ?? (name == Self.product ? "\(context.part(0)) × \(context.part(1))" : name)
    }
    let coefficients = regression.coefficients.map {
      Report.Row(label($0.name), $0.estimate, statistic: $0.statistic, pValue: $0.pValue)
    }
    let simple = slopes.map { slope in
      let value = NumberStyle.automatic.text(slope.point.value)
      let name = slope.point.name.isEmpty ? "" : " (\(slope.point.name))"
      return Report.Row(
        "slope at \(context.part(1)) = \(value)\(name)", slope.estimate, statistic: slope.statistic,
        pValue: slope.pValue)
    }
    return Report(
      context.title("Moderation", "\(context.part(2)) on \(context.part(0)) by \(context.part(1))"),
      method: .init(
        Self.methodID, options: [.init("standard errors", .text(regression.standardErrors.rawValue))],
        citation: Citation("Aiken & West", 1991, "Multiple Regression, Sage")),
      rows: coefficients + simple,
      facts: [
        .init("R²", .number(regression.rSquared, .bounded(3))),
        .init("R² of the product", .number(rSquaredChange, .bounded(3))),
      ],
      cases: context.cases,
      notes: interaction.standardError > 0
        ? [] : ["The outcome is fitted exactly, so that there is nothing to test."])
  }
}
