import SurveyProbability
import SurveyVocabulary

/// The description of a variable whose cases have weights, of a kind that is named.
///
/// The weighted mean does not depend on what the weights say; its standard error, the variance and the
/// degrees of freedom do (see ``WeightKind``). Cases of weight zero take no part in a mean or a quantile.
/// Among sampling weights they still are sampled cases, which the linearized standard error counts.
///
/// Reference: Kish (1965), Survey Sampling, for the effective number of cases.
public struct WeightedDescriptives: Finding {
  /// The stable name of the method.
  public static let methodID = "weighted-descriptives/1"

  /// What the weights say.
  public let weights: WeightKind
  /// The number of cases, those of weight zero included.
  public let count: Int
  /// The number of cases of weight zero.
  public let zeroWeights: Int
  /// The sum of the weights.
  public let sumOfWeights: Double
  /// Kish's effective number of cases, (Σw)²/Σw²: how many cases of equal weight have the same variance of
  /// the mean. It means nothing for frequency weights, whose sum is the number of cases.
  public let effectiveSize: Double
  /// The weighted mean; standard error and t interval are absent where the variance does not exist, the
  /// interval alone where frequencies add up to fewer than two cases.
  public let mean: Estimate
  /// The degrees of freedom of the interval of the mean; `nil` without one.
  public let degreesOfFreedom: Double?
  /// The variance as the kind of weights defines it, in squared units of the data; `nil` where fewer than two
  /// cases count, or where frequencies do not exceed one together.
  public let variance: Double?
  /// The root of the variance.
  public let standardDeviation: Double?
  /// The variance with the sum of the weights in the denominator: that of the weighted distribution itself.
  public let populationVariance: Double
  /// The weighted median.
  public let median: Double
  /// The weighted quantile at one quarter.
  public let lowerQuartile: Double
  /// The weighted quantile at three quarters.
  public let upperQuartile: Double
  /// The smallest value with a weight above zero.
  public let minimum: Double
  /// The largest value with a weight above zero.
  public let maximum: Double
  /// How the median and the quartiles are defined.
  public let quantiles: Quantiles.Definition
  /// The names for print, and the cases.
  public var context: DataContext

  /// Describes weighted observations.
  ///
  /// - Parameters:
  ///   - values: The observations.
  ///   - weights: A weight of at least zero for each.
  ///   - kind: What the weights say.
  ///   - quantiles: The definition of median and quartiles; for weights other than frequencies types 1 and 2.
  ///   - confidence: The level of the interval of the mean.
  /// - Throws: `InputError` if there is no observation, the lengths differ, a number is not finite, a weight
  ///   is negative, all weights are zero, the weights cannot have the definition of quantiles, or the variance
  ///   exceeds the range of `Double`.
  public init(
    _ values: some Collection<Double>, weights: some Collection<Double>, as kind: WeightKind,
    quantiles: Quantiles.Definition = .two, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let finite = try finiteValues(values, "values", atLeast: 1)
    let checked = try CaseWeights.withZeros(weights, count: finite.count)
    try checkDefinition(quantiles, kind, checked)
    let sums = WeightedSums(finite, checked)
    let spread = sums.spread(kind)
    guard spread.degreesOfFreedom.isFinite else {
      throw InputError(
        .outOfRange, "weights", "they differ too much for degrees of freedom in the range of Double",
        remedy: "leave out the cases that hardly count")
    }
    let unit = sums.longest
    mean = try .student(
      sums.mean, error: spread.ofMean.map { unit * $0.squareRoot() },
      degreesOfFreedom: spread.degreesOfFreedom, confidence: confidence)
    degreesOfFreedom = mean.interval == nil ? nil : spread.degreesOfFreedom
    variance = spread.variance.map { $0 * unit * unit }
    standardDeviation = spread.variance.map { $0.squareRoot() * unit }
    populationVariance = sums.populationPart * unit * unit
    guard mean.value.isFinite, populationVariance.isFinite, variance?.isFinite ?? true,
      mean.interval?.width.isFinite ?? true
    else {
      throw InputError(
        .outOfRange, "values", "the variance exceeds the range of Double", remedy: "rescale the values")
    }
    let order = WeightedOrder(finite, checked)
    median = order.quantile(0.5, quantiles)
    lowerQuartile = order.quantile(0.25, quantiles)
    upperQuartile = order.quantile(0.75, quantiles)
    (minimum, maximum) = order.range
    self.weights = kind
    self.quantiles = quantiles
    count = sums.count
    zeroWeights = sums.count - sums.positive
    sumOfWeights = sums.sumOfWeights
    effectiveSize = sums.effective
    context = DataContext(parts: [], cases: CaseLedger(all: sums.count))
  }

  /// The upper quartile minus the lower.
  public var interquartileRange: Double { upperQuartile - lowerQuartile }
}

extension WeightedDescriptives {
  /// The mean with its interval, and everything else as facts.
  public var report: Report {
    var facts = [Report.Fact("n", .count(count))]
    if zeroWeights > 0 { facts.append(.init("of weight zero", .count(zeroWeights))) }
    facts.append(.init("sum of weights", .number(sumOfWeights)))
    if weights != .frequency { facts.append(.init("effective n", .number(effectiveSize, .decimals(1)))) }
    if let standardDeviation { facts.append(.init("SD", .number(standardDeviation))) }
    if let error = mean.standardError { facts.append(.init("SE", .number(error))) }
    if let degreesOfFreedom {
      let isWhole = degreesOfFreedom == degreesOfFreedom.rounded()
      facts.append(.init("df", .number(degreesOfFreedom, .decimals(isWhole ? 0 : 1))))
    }
    facts += [
      .init("median", .number(median)), .init("lower quartile", .number(lowerQuartile)),
      .init("upper quartile", .number(upperQuartile)), .init("minimum", .number(minimum)),
      .init("maximum", .number(maximum)),
    ]
    return Report(
      context.title("Weighted descriptives"),
      method: .init(
        Self.methodID,
        options: [
          .init("weights", .text(weights.rawValue)), .init("quantiles", .text("type \(quantiles.rawValue)")),
        ]),
      rows: [Report.Row("weighted mean", mean)], facts: facts, cases: context.cases,
      notes: notes)
  }
}

extension WeightedDescriptives {
  private var notes: [String] {
    if mean.standardError == nil {
      return ["There are too few weighted cases for a variance and a standard error."]
    }
    return mean.interval == nil ? ["The weights add up to fewer than two cases: there is no interval."] : []
  }
}

extension Estimate {
  /// An estimate with Student's interval; without an error, or with less than one degree of freedom but for
  /// rounding, it has none.
  static func student(
    _ value: Double, error: Double?, degreesOfFreedom: Double, confidence: Double, method: String = "t"
  ) throws(InputError) -> Estimate {
    guard let error, degreesOfFreedom > 0.999 else { return Estimate(value, standardError: error) }
    let distribution = try StudentTDistribution(degreesOfFreedom: degreesOfFreedom)
    let reach = error > 0 ? try distribution.quantile(upperTail: (1 - confidence) / 2) * error : 0
    return Estimate(
      value, standardError: error,
      interval: ConfidenceInterval(
        lower: value - reach, upper: value + reach, level: confidence, method: method))
  }
}
