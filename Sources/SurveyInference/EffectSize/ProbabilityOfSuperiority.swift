import SurveyProbability
import SurveyVocabulary

/// The probability that a value of one group exceeds a value of another, ties counted half, and
/// Cliff's delta, which is the same on the scale from -1 to 1.
///
/// No assumption about the shape or the spread of the groups is made. The interval is Feng and Cliff's
/// (2004) with Cliff's unbiased variance, so that unequal variances do no harm.
///
/// Reference: Cliff (1993), doi:10.1037/0033-2909.114.3.494; Feng & Cliff (2004),
/// doi:10.22237/jmasm/1099267560.
public struct ProbabilityOfSuperiority: Finding {
  /// The method and the version of its definition.
  public static let methodID = "probability-of-superiority/1"

  /// P(first > second) + ½ P(first = second), between 0 and 1, with its interval.
  public let superiority: Estimate
  /// P(first > second) - P(first < second), between -1 and 1, with its interval.
  public let cliffsDelta: Estimate
  /// The proportion of pairs in which the first value is greater.
  public let proportionGreater: Double
  /// The proportion of pairs of equal values.
  public let proportionEqual: Double
  /// The sizes of the two groups.
  public let sizes: [Int]
  /// Whether no value of one group lies within the range of the other, so that the data give no
  /// estimate of the variance and the interval uses the largest variance possible.
  public let isSeparated: Bool
  /// The side on which the interval is closed: two-sided, or open towards the alternative.
  public let alternative: Alternative
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Glass's rank-biserial correlation of group and value: the same number as Cliff's delta.
  public var rankBiserialCorrelation: Double { cliffsDelta.value }

  /// Compares the values of two groups.
  ///
  /// - Parameters:
  ///   - group: The values whose superiority is estimated.
  ///   - baseline: The values they are compared with.
  ///   - alternative: `.greater` gives a lower limit only, `.less` an upper limit only.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if a group has fewer than two observations or a value that is not finite,
  ///   or if the level is not between 0 and 1.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    let first = try finiteValues(group, "group", atLeast: 2)
    let second = try finiteValues(baseline, "baseline", atLeast: 2)
    try self.init(
      Dominance(first, over: second), sizes: [first.count, second.count], alternative: alternative,
      confidence: confidence)
  }

  init(
    _ dominance: Dominance, sizes: [Int], alternative: Alternative, confidence: Double
  ) throws(InputError) {
    try checkConfidence(confidence)
    let delta = dominance.delta
    let separated = dominance.greater == dominance.pairs || dominance.less == dominance.pairs
    let smaller = Double(min(sizes[0], sizes[1]))
    let variance = Self.variance(dominance)
    let error = separated ? 0 : variance.squareRoot()
    let z = try NormalDistribution.standard.quantile(
      upperTail: alternative.tailArea(confidence: confidence))
    // The limits solve (d - δ)² = z² variance(δ), where the variance falls to zero with 1 - δ². At
    // separation that is (1 - δ²)/min(n), the largest variance possible (van Dantzig 1951).
    let limits =
      separated
      ? Self.separatedLimits(delta, z * z / smaller)
      : Self.limits(delta, z * error)
    let lower = alternative == .less ? -1 : limits.lower
    let upper = alternative == .greater ? 1 : limits.upper
    let method = separated ? "largest variance" : "Feng-Cliff"
    cliffsDelta = Estimate(
      delta, standardError: separated ? nil : error,
      interval: ConfidenceInterval(lower: lower, upper: upper, level: confidence, method: method))
    superiority = Estimate(
      dominance.superiority, standardError: separated ? nil : error / 2,
      interval: ConfidenceInterval(
        lower: (1 + lower) / 2, upper: (1 + upper) / 2, level: confidence, method: method))
    proportionGreater = Double(dominance.greater) / Double(dominance.pairs)
    proportionEqual = Double(dominance.equal) / Double(dominance.pairs)
    self.sizes = sizes
    self.isSeparated = separated
    self.alternative = alternative
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: sizes[0] + sizes[1]))
  }

  /// Cliff's unbiased variance of delta, not below his bound (1 - d²)/(n₁n₂ - 1).
  private static func variance(_ dominance: Dominance) -> Double {
    let (n, m) = (Double(dominance.first.count), Double(dominance.second.count))
    let delta = dominance.delta
    let (first, second) = dominance.deviations
    let pairs = Double(dominance.pairs)
    let within = Double(dominance.pairs - dominance.equal) - pairs * delta * delta
    let unbiased = (m * m * first + n * n * second - within) / (pairs * (n - 1) * (m - 1))
    return max(unbiased, (1 - delta * delta) / (pairs - 1))
  }

  private static func limits(_ d: Double, _ reach: Double) -> (lower: Double, upper: Double) {
    let rest = 1 - d * d
    let width = reach * (rest * rest + reach * reach).squareRoot()
    let scale = rest + reach * reach
    return (max((d * rest - width) / scale, -1), min((d * rest + width) / scale, 1))
  }

  private static func separatedLimits(_ d: Double, _ share: Double) -> (lower: Double, upper: Double) {
    let other = (1 - share) / (1 + share)
    return d > 0 ? (other, 1) : (-1, -other)
  }
}

extension ProbabilityOfSuperiority {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Probability of superiority", "\(context.part(0)) over \(context.part(1))"),
      method: .init(
        Self.methodID, options: [.init("interval", .text(alternative.rawValue))],
        citation: Citation(
          "Feng & Cliff", 2004, "Journal of Modern Applied Statistical Methods 3, 322-332",
          doi: "10.22237/jmasm/1099267560")),
      rows: [
        .init("P(greater) + ½ P(equal)", superiority, style: .bounded(2)),
        .init("Cliff's delta", cliffsDelta, style: .bounded(2)),
      ],
      facts: [
        .init("n", .counts(sizes)),
        .init("pairs greater", .number(proportionGreater, .bounded(2))),
        .init("pairs equal", .number(proportionEqual, .bounded(2))),
      ],
      cases: context.cases, notes: notes)
  }

  /// What a reader must know of an interval without an estimated variance.
  var notes: [String] {
    isSeparated
      ? [
        "The groups do not overlap: the data give no variance of the probability of superiority, and its "
          + "interval uses the largest variance possible at these sizes."
      ] : []
  }
}
