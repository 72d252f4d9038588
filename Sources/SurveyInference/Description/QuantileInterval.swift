import SurveyProbability
import SurveyVocabulary

/// A quantile, such as the median, with exact limits and a standard error.
///
/// The limits are two of the ordered values. The number of values below the quantile of a continuous
/// distribution is binomial, so that limits of given ranks hold it with a probability that is known exactly
/// and is at least the level asked for.
///
/// Reference: Thompson (1936), doi:10.1214/aoms/1177732502; standard error: Maritz & Jarrett (1978),
/// doi:10.1080/01621459.1978.10480027.
public struct QuantileInterval: Finding {
  /// The stable name of the method.
  public static let methodID = "quantile-interval/1"

  /// The quantile, in units of the data, with Maritz and Jarrett's standard error and with limits that are
  /// ordered values; either is absent where there are too few values.
  public let quantile: Estimate
  /// The probability at which the quantile is taken.
  public let probability: Double
  /// The probability with which limits of these ranks hold the quantile of a continuous distribution; `nil`
  /// without limits.
  public let coverage: Double?
  /// The rank of the lower limit among the ascending values, counted from 1; `nil` without limits.
  public let lowerRank: Int?
  /// The rank of the upper limit; `nil` without limits.
  public let upperRank: Int?
  /// How the quantile itself is defined.
  public let type: Quantiles.Definition
  /// The number of values.
  public let count: Int
  /// The level asked for.
  public let confidence: Double
  /// The name of the variable for print, and the cases.
  public var context: DataContext

  /// Takes a quantile of values, by default the median.
  ///
  /// - Parameters:
  ///   - values: The values.
  ///   - probability: Where the quantile is taken, above 0 and below 1.
  ///   - type: The definition of the quantile; the limits do not depend on it.
  ///   - confidence: The level that the limits keep at least.
  /// - Throws: `InputError` if there is no value, one is not finite, the probability is out of range, or the
  ///   standard error exceeds the range of `Double`.
  public init(
    _ values: some Collection<Double>, at probability: Double = 0.5, type: Quantiles.Definition = .seven,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let sorted = try finiteValues(values, "values", atLeast: 1).sorted()
    guard probability > 0, probability < 1 else {
      throw .outOfRange("probability", value: probability, allowed: "a number above 0 and below 1")
    }
    let tail = (1 - confidence) / 2
    let below = try Self.rank(sorted.count, probability, tail)
    // The same with the values in descending order.
    let above = try Self.rank(sorted.count, 1 - probability, tail)
    var interval: ConfidenceInterval?
    if let below, let above {
      let upper = sorted.count + 1 - above.rank
      interval = ConfidenceInterval(
        lower: sorted[below.rank - 1], upper: sorted[upper - 1], level: confidence,
        method: "order statistics, exact")
      (lowerRank, upperRank) = (below.rank, upper)
      coverage = 1 - (below.error + above.error)
    } else {
      (lowerRank, upperRank, coverage) = (nil, nil, nil)
    }
    let error = try Self.standardError(sorted, probability)
    guard error?.isFinite ?? true else {
      throw InputError(
        .outOfRange, "values", "their standard error exceeds the range of Double",
        remedy: "rescale the values")
    }
    quantile = Estimate(
      Quantiles.quantile(probability, of: sorted, type), standardError: error, interval: interval)
    self.probability = probability
    self.type = type
    self.confidence = confidence
    count = sorted.count
    context = DataContext(parts: [], cases: CaseLedger(all: sorted.count))
  }

  /// The largest rank k for which fewer than k values lie below the quantile with at most the probability of
  /// the tail, and that probability; `nil` where there is none.
  private static func rank(
    _ count: Int, _ probability: Double, _ tail: Double
  ) throws(InputError) -> (rank: Int, error: Double)? {
    let distribution = try BinomialDistribution(trials: count, probability: probability)
    var rank = min(try distribution.quantile(lowerTail: tail) + 1, count)
    while rank > 0, distribution.lowerTail(rank - 1) > tail { rank -= 1 }
    return rank >= 1 ? (rank, distribution.lowerTail(rank - 1)) : nil
  }

  /// The standard deviation of the values under the weights that a beta distribution with (n + 1)p and
  /// (n + 1)(1 - p) gives to their shares of the unit interval; `nil` where p lies beyond the ranks.
  private static func standardError(
    _ sorted: [Double], _ probability: Double
  ) throws(InputError) -> Double? {
    let size = Double(sorted.count)
    let (alpha, beta) = ((size + 1) * probability, (size + 1) * (1 - probability))
    guard sorted.count > 1, alpha >= 1, beta >= 1, let first = sorted.first, let last = sorted.last else {
      return nil
    }
    guard last > first else { return 0 }
    let distribution = try BetaDistribution(alpha: alpha, beta: beta)
    // Deviations as parts of half the range, from the middle of it.
    let (center, reach) = (first / 2 + last / 2, last / 2 - first / 2)
    let scores = sorted.map { ($0 - center) / reach }
    // Cuts below the quantile by their lower tails, those above by their upper tails: no digits are lost.
    let cuts = (0...sorted.count).map { place -> (isLow: Bool, tail: Double) in
      let share = Double(place) / size
      let isLow = share <= probability
      return (isLow, isLow ? distribution.lowerTail(share) : distribution.upperTail(share))
    }
    let weights = zip(cuts, cuts.dropFirst()).map { cut, next in
      if next.isLow { return next.tail - cut.tail }
      return cut.isLow ? (1 - cut.tail) - next.tail : cut.tail - next.tail
    }
    let mean = zip(weights, scores).reduce(0) { $0 + $1.0 * $1.1 }
    let variance = zip(weights, scores).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) }
    return max(variance, 0).squareRoot() * reach
  }
}

extension QuantileInterval {
  /// The quantile with its limits and how surely they hold it.
  public var report: Report {
    var facts = [Report.Fact("n", .count(count))]
    if let error = quantile.standardError { facts.append(.init("SE", .number(error))) }
    if let lowerRank, let upperRank, let coverage {
      facts.append(.init("ranks of the limits", .counts([lowerRank, upperRank])))
      facts.append(.init("coverage", .number(coverage, .bounded(3))))
    }
    var notes: [String] = []
    if quantile.interval == nil { notes.append("There are too few values for limits at this level.") }
    if quantile.standardError == nil { notes.append("There are too few values for a standard error.") }
    return Report(
      context.title(probability == 0.5 ? "Median" : "Quantile"),
      method: .init(
        Self.methodID,
        options: [
          .init("probability", .number(probability)),
          .init("definition", .text("Hyndman and Fan's type \(type.rawValue)")),
          .init("SE", .text("Maritz-Jarrett")),
        ],
        citation: Citation(
          "Thompson", 1936, "Annals of Mathematical Statistics 7, 122-128", doi: "10.1214/aoms/1177732502")),
      rows: [.init(probability == 0.5 ? "median" : "quantile", quantile)], facts: facts, cases: context.cases,
      notes: notes)
  }
}
