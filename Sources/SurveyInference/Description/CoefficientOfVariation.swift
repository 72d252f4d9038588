import SurveyVocabulary

/// The standard deviation as a share of the mean.
///
/// For normal data √n over the coefficient has a noncentral t distribution, from which the limits come; there
/// is no upper limit where the mean is not clearly above zero.
public struct CoefficientOfVariation: Finding {
  /// The stable name of the method.
  public static let methodID = "coefficient-of-variation/1"

  /// Standard deviation (n - 1) over mean, with the standard error that normal data give it; without an interval
  /// where the values are all equal, and with an infinite upper limit where the mean may be zero.
  public let coefficient: Estimate
  /// The coefficient times 1 + 1/(4n), nearly unbiased for normal data.
  public let corrected: Double
  /// Size, mean and variance of the values.
  public let moments: Moments
  /// What resampling found; `nil` where it was not asked for.
  public let bootstrap: BootstrapFinding?
  /// The name of the variable for print, and the cases.
  public var context: DataContext

  /// Takes the coefficient of variation of values.
  ///
  /// - Parameters:
  ///   - values: The values, on a scale whose zero means none.
  ///   - plan: Resamples the cases for the interval, in place of the noncentral t distribution.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than two values, one is not finite, the mean is not above zero, the
  ///   coefficient exceeds the range of `Double`, or the limits are out of reach.
  public init(
    _ values: some Collection<Double>, bootstrap plan: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let sorted = try finiteValues(values, "values", atLeast: 2).sorted()
    let moments = try Moments(finite: sorted)
    guard moments.mean > 0, let deviation = moments.standardDeviation else {
      throw InputError(
        .outOfRange, "values", "their mean is \(moments.mean), and a share of it needs a mean above 0",
        remedy: "describe them by their standard deviation")
    }
    let value = deviation / moments.mean
    let size = Double(sorted.count)
    let error = value * (1 / (2 * (size - 1)) + value / size * value).squareRoot()
    guard error.isFinite else {
      throw InputError(
        .outOfRange, "values", "the coefficient exceeds the range of Double", remedy: "rescale the values")
    }
    if let plan {
      let found = try Bootstrap(cases: sorted.count, plan: plan).interval(
        around: value, confidence: confidence
      ) {
        let drawn = try? Moments($0.map { sorted[$0] })
        guard let drawn, drawn.mean > 0 else { return nil }
        return drawn.standardDeviation.map { $0 / drawn.mean }
      }
      bootstrap = found
      coefficient = found.estimate(value)
    } else {
      bootstrap = nil
      coefficient = Estimate(
        value, standardError: error, interval: try Self.interval(value, sorted.count, confidence))
    }
    corrected = value * (1 + 1 / (4 * size))
    self.moments = moments
    context = DataContext(parts: [], cases: CaseLedger(all: sorted.count))
  }

  /// The coefficients whose noncentral t distributions have the observed value at the ends of the level.
  private static func interval(
    _ value: Double, _ count: Int, _ confidence: Double
  ) throws(InputError) -> ConfidenceInterval? {
    guard value > 0 else { return nil }
    let root = Double(count).squareRoot()
    guard root / value <= 5_000 else {
      throw InputError(
        .outOfRange, "values",
        "the mean is over 5,000 standard errors above 0, which the limits do not reach",
        remedy: "ask for a bootstrap interval")
    }
    let limits = try NoncentralLimits.interval(
      root / value, degreesOfFreedom: Double(count - 1), scale: 1, confidence: confidence)
    // A larger coefficient has a smaller noncentrality.
    return ConfidenceInterval(
      lower: limits.upper > 0 ? root / limits.upper : .infinity,
      upper: limits.lower > 0 ? root / limits.lower : .infinity, level: confidence, method: "noncentral t")
  }
}

extension CoefficientOfVariation {
  /// The coefficient with its limits.
  public var report: Report {
    var facts = [Report.Fact("n", .count(moments.count)), Report.Fact("mean", .number(moments.mean))]
    if let deviation = moments.standardDeviation { facts.append(.init("SD", .number(deviation))) }
    if let error = coefficient.standardError { facts.append(.init("SE", .number(error, .decimals(3)))) }
    facts.append(.init("corrected", .number(corrected, .decimals(3))))
    return Report(
      context.title("Coefficient of variation"),
      method: .init(
        Self.methodID,
        options: bootstrap?.options ?? [.init("interval", .text("noncentral t, for normal data"))],
        seed: bootstrap?.plan.seed),
      rows: [.init("coefficient of variation", coefficient, style: .decimals(3))], facts: facts,
      cases: context.cases, warnings: bootstrap?.warnings ?? [])
  }
}
