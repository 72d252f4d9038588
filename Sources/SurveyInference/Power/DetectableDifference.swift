import SurveyProbability
import SurveyVocabulary

/// What a number of cases can show: the standardized difference that a t test detects with a wanted
/// power, and the smallest observed one that reaches the level at all.
///
/// For two groups the difference is Cohen's d of Student's test, for pairs the mean difference over the
/// standard deviation of the differences. It is a statement about a design, not about data: it must not
/// be computed from an observed effect.
///
/// Reference: Cohen (1988), Statistical Power Analysis for the Behavioral Sciences. Agrees with R's
/// `pwr.t.test` and `pwr.t2n.test` to 9 digits of the power.
public struct DetectableDifference: Finding {
  /// The method and the version of its definition.
  public static let methodID = "detectable-difference/1"

  /// The smallest positive standardized difference detected with the wanted power.
  public let detectable: Double
  /// The smallest observed standardized difference, in size, that reaches the level.
  public let criticalDifference: Double
  /// The wanted power.
  public let power: Double
  /// The level of the test: its probability of an error of the first kind.
  public let level: Double
  /// Whether the test is one-sided; its side is that of the difference.
  public let isOneSided: Bool
  /// The sizes of the two groups, or the number of pairs.
  public let sizes: [Int]
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  private let critical: Double
  private let scale: Double
  private let degreesOfFreedom: Double

  /// What Student's test of two groups can show.
  ///
  /// - Parameters:
  ///   - first: The size of the first group.
  ///   - second: The size of the second group.
  ///   - power: The wanted probability of finding a difference.
  ///   - level: The level of the test.
  ///   - oneSided: Whether the test looks on one side only, that of the difference.
  /// - Throws: `InputError` if a group has fewer than two cases, if the level is not between 0 and 1, or
  ///   if the power is not between the level and 1.
  public init(
    _ first: Int, against second: Int, power: Double = 0.8, level: Double = 0.05, oneSided: Bool = false
  ) throws(InputError) {
    guard first >= 2 else { throw .tooFew("first group", found: first, needed: 2) }
    guard second >= 2 else { throw .tooFew("second group", found: second, needed: 2) }
    let (n, m) = (Double(first), Double(second))
    try self.init(
      sizes: [first, second], degreesOfFreedom: n + m - 2, scale: (1 / (1 / n + 1 / m)).squareRoot(),
      power, level, oneSided)
  }

  /// What a paired t test can show.
  ///
  /// - Parameters:
  ///   - pairs: The number of pairs.
  ///   - power: The wanted probability of finding a difference.
  ///   - level: The level of the test.
  ///   - oneSided: Whether the test looks on one side only, that of the difference.
  /// - Throws: `InputError` if there are fewer than two pairs, if the level is not between 0 and 1, or if
  ///   the power is not between the level and 1.
  public init(
    pairs: Int, power: Double = 0.8, level: Double = 0.05, oneSided: Bool = false
  ) throws(InputError) {
    guard pairs >= 2 else { throw .tooFew("pairs", found: pairs, needed: 2) }
    let n = Double(pairs)
    try self.init(
      sizes: [pairs], degreesOfFreedom: n - 1, scale: n.squareRoot(), power, level, oneSided)
  }

  private init(
    sizes: [Int], degreesOfFreedom: Double, scale: Double, _ power: Double, _ level: Double,
    _ oneSided: Bool
  ) throws(InputError) {
    guard level > 0, level < 1 else {
      throw .outOfRange("level", value: level, allowed: "a probability above 0 and below 1")
    }
    guard power > level, power < 1 else {
      throw .outOfRange("power", value: power, allowed: "a probability above the level and below 1")
    }
    let critical = try StudentTDistribution(degreesOfFreedom: degreesOfFreedom)
      .quantile(upperTail: oneSided ? level : level / 2)
    guard critical <= 1e5 else {
      throw .outOfRange("level", value: level, allowed: "a level with a critical t of at most 100,000")
    }
    self.sizes = sizes
    self.degreesOfFreedom = degreesOfFreedom
    self.scale = scale
    self.critical = critical
    self.power = power
    self.level = level
    isOneSided = oneSided
    criticalDifference = critical / scale
    detectable =
      try Self.noncentrality(power, critical, degreesOfFreedom, oneSided) / scale
    let all = sizes.reduce(0) { $0 > Int.max - $1 ? Int.max : $0 + $1 }
    context = DataContext(
      parts: sizes.count == 2 ? ["first", "second"] : ["pairs"], cases: CaseLedger(all: all))
  }

  /// The power of the test at a standardized difference of `d`; for a one-sided test `d` is positive on
  /// its side.
  ///
  /// - Throws: `InputError` if `d` is not a finite number.
  public func power(of d: Double) throws(InputError) -> Double {
    guard d.isFinite else { throw .notFinite("d", value: d, at: 0) }
    return try Self.power(d * scale, critical, degreesOfFreedom, isOneSided)
  }

  private static func power(
    _ noncentrality: Double, _ critical: Double, _ df: Double, _ oneSided: Bool
  ) throws(InputError) -> Double {
    // Far beyond any critical value the probability is 1 or 0 to the last digit.
    guard noncentrality.magnitude <= 1e6 else { return oneSided && noncentrality < 0 ? 0 : 1 }
    let t = try NoncentralTDistribution(degreesOfFreedom: df, noncentrality: noncentrality)
    return min(t.upperTail(critical) + (oneSided ? 0 : t.lowerTail(-critical)), 1)
  }

  /// The noncentrality with the wanted power, by halving: the power rises with it.
  private static func noncentrality(
    _ power: Double, _ critical: Double, _ df: Double, _ oneSided: Bool
  ) throws(InputError) -> Double {
    var (low, high) = (0.0, max(critical, 1))
    var doublings = 0
    while try Self.power(high, critical, df, oneSided) < power {
      (low, high) = (high, 2 * high)
      doublings += 1
      guard doublings < 60 else {
        throw InputError(.notConverged, "power", "no difference reaches this power in double precision")
      }
    }
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { break }
      if try Self.power(middle, critical, df, oneSided) < power { low = middle } else { high = middle }
    }
    return high
  }
}

extension DetectableDifference {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    let isPaired = sizes.count == 1
    return Report(
      context.title(
        "What this n can show", isPaired ? "paired t test" : "Student's test of two groups"),
      method: .init(
        Self.methodID,
        options: [
          .init("level", .number(level, .bounded(2))),
          .init("test", .text(isOneSided ? "one-sided" : "two-sided")),
        ],
        citation: Citation(
          "Cohen", 1988, "Statistical Power Analysis for the Behavioral Sciences, 2nd edition")),
      rows: [
        .init(
          "\(isPaired ? "dz" : "d") detected with power \(NumberStyle.bounded(2).text(power))",
          Estimate(detectable)),
        .init("smallest \(isPaired ? "|dz|" : "|d|") that reaches the level", Estimate(criticalDifference)),
      ],
      facts: [.init(isPaired ? "pairs" : "n", .counts(sizes))],
      cases: nil)
  }
}
