import SurveyProbability
import SurveyVocabulary

/// How many cases alpha needs: for an interval of a wanted width, or for a test against a value.
///
/// Both follow from Bonett's approximation that ln(1 - alpha) is normal with variance 2k/((k - 1)(n - 2)).
/// Beside them stands what Feldt's exact distribution says at that number of cases.
///
/// Reference: Bonett (2002), doi:10.3102/10769986027004335.
public struct AlphaSampleSize: Finding {
  /// The stable name of the method.
  public static let methodID = "alpha-sample-size/1"

  /// What the number of cases is for.
  public enum Aim: Hashable, Sendable {
    /// An interval of this width around the planned alpha.
    case width(Double)
    /// An interval with these limits.
    case limits(lower: Double, upper: Double)
    /// A two-sided test against this value with this power.
    case test(against: Double, power: Double)
  }

  /// The smallest number of cases, at least 3.
  public let count: Int
  /// The number before it was rounded up.
  public let exactCount: Double
  /// What the number is for.
  public let aim: Aim
  /// The alpha that is expected in the population.
  public let planned: Double
  /// The number of items.
  public let itemCount: Int
  /// The level of the interval; 1 minus the level of the test.
  public let confidence: Double
  /// Feldt's interval around the planned alpha at ``count``.
  public let feldtInterval: ConfidenceInterval
  /// The power of Feldt's two-sided test at ``count``; `nil` unless a test is planned.
  public let feldtPower: Double?
  /// The names for print.
  public var context: DataContext

  /// The most cases that are asked for before a plan is refused.
  static let mostCases = 1e12

  /// The cases for an interval of a wanted width around a planned alpha: the smallest n for which Bonett's
  /// interval around it is no wider.
  ///
  /// - Parameters:
  ///   - width: Upper minus lower limit.
  ///   - planned: The alpha that is expected; take the smallest plausible one to be safe.
  ///   - itemCount: The number of items.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if a number is outside its range, or the plan needs more than 10^12 cases.
  public init(
    width: Double, planned: Double, itemCount: Int, confidence: Double = 0.95
  ) throws(InputError) {
    try Self.check(planned, itemCount, confidence)
    guard width > 0, width < 2 else {
      throw .outOfRange("width", value: width, allowed: "a number above 0 and below 2")
    }
    let z = try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2)
    // The width is 2(1 - α) sinh(z·σ): arsinh x = artanh(x/√(1 + x²)) keeps the digits of a small x.
    let x = width / (2 * (1 - planned))
    let reach = libmAtanh(x / (1 + x * x).squareRoot())
    try self.init(
      Self.factor(itemCount) * (z / reach) * (z / reach) + 2, aim: .width(width), planned: planned,
      itemCount: itemCount, confidence: confidence)
  }

  /// The cases for an interval with wanted limits, Bonett's first formula:
  /// n = 8k/(k - 1)·(z/ln((1 - lower)/(1 - upper)))² + 2.
  ///
  /// The planned alpha is the one in the middle of such an interval, 1 - √((1 - lower)(1 - upper)).
  ///
  /// - Throws: `InputError` if a number is outside its range, or the plan needs more than 10^12 cases.
  public init(lower: Double, upper: Double, itemCount: Int, confidence: Double = 0.95) throws(InputError) {
    try Self.check(lower, itemCount, confidence)
    try Self.check(upper, itemCount, confidence)
    guard lower < upper else {
      throw .outOfRange("lower limit", value: lower, allowed: "a number below the upper limit")
    }
    let z = try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2)
    let reach = libmLog((1 - lower) / (1 - upper)) / 2
    try self.init(
      Self.factor(itemCount) * (z / reach) * (z / reach) + 2, aim: .limits(lower: lower, upper: upper),
      planned: 1 - ((1 - lower) * (1 - upper)).squareRoot(), itemCount: itemCount, confidence: confidence)
  }

  /// The cases for a two-sided test that alpha equals a value, Bonett's second formula:
  /// n = 2k/(k - 1)·((z + z_power)/ln((1 - value)/(1 - planned)))² + 2.
  ///
  /// - Parameters:
  ///   - value: The alpha of the null hypothesis.
  ///   - planned: The alpha that is expected.
  ///   - itemCount: The number of items.
  ///   - power: The probability of detecting the planned alpha.
  ///   - significance: The level of the two-sided test.
  /// - Throws: `InputError` if a number is outside its range, the two alphas are equal, or the plan needs
  ///   more than 10^12 cases.
  public init(
    testingAgainst value: Double, planned: Double, itemCount: Int, power: Double = 0.8,
    significance: Double = 0.05
  ) throws(InputError) {
    guard significance > 0, significance < 1 else {
      throw .outOfRange("significance", value: significance, allowed: "a level above 0 and below 1")
    }
    guard power > significance / 2, power < 1 else {
      throw .outOfRange(
        "power", value: power, allowed: "a probability above half the significance and below 1")
    }
    try Self.check(value, itemCount, 0.5)
    try Self.check(planned, itemCount, 0.5)
    let normal = NormalDistribution.standard
    let z = try normal.quantile(upperTail: significance / 2) + normal.quantile(lowerTail: power)
    let distance = libmLog((1 - value) / (1 - planned))
    guard distance != 0 else {
      throw InputError(.outOfRange, "planned alpha", "equals the value it is tested against")
    }
    try self.init(
      Self.factor(itemCount) * (z / distance) * (z / distance) + 2, aim: .test(against: value, power: power),
      planned: planned, itemCount: itemCount, confidence: 1 - significance)
  }

  private init(
    _ exact: Double, aim: Aim, planned: Double, itemCount: Int, confidence: Double
  ) throws(InputError) {
    guard exact <= Self.mostCases else {
      throw .infeasible(
        "sample size", "the plan needs more than 10^12 cases", remedy: "ask for less precision or power")
    }
    exactCount = exact
    // A whole number that rounding has lifted is that number.
    count = max(3, Int((exact * (1 - 1e-13)).rounded(.up)))
    self.aim = aim
    self.planned = planned
    self.itemCount = itemCount
    self.confidence = confidence
    feldtInterval = try AlphaInterval.feldt(planned, cases: count, items: itemCount, confidence: confidence)
    if case .test(let value, _) = aim {
      let rows = Double(count - 1)
      let f = try FDistribution(numerator: rows, denominator: rows * Double(itemCount - 1))
      let tail = (1 - confidence) / 2
      // Under the planned alpha (1 - value)/(1 - sample alpha) is (1 - value)/(1 - planned) times F.
      let shift = (1 - planned) / (1 - value)
      feldtPower =
        f.upperTail(try f.quantile(upperTail: tail) * shift)
        + f.lowerTail(try f.quantile(lowerTail: tail) * shift)
    } else {
      feldtPower = nil
    }
    context = DataContext(parts: [], cases: CaseLedger(all: 0))
  }

  private static func factor(_ items: Int) -> Double { 2 * (Double(items) / Double(items - 1)) }

  private static func check(_ alpha: Double, _ items: Int, _ confidence: Double) throws(InputError) {
    try checkConfidence(confidence)
    guard items >= 2 else { throw CronbachAlpha.tooFewItems(items) }
    guard alpha >= 0, alpha < 1 else {
      throw .outOfRange("alpha", value: alpha, allowed: "a number of at least 0 and below 1")
    }
  }
}

extension AlphaSampleSize {
  /// The number of cases and what Feldt's distribution says there.
  public var report: Report {
    let two = NumberStyle.bounded(2)
    var options: [Report.Fact]
    switch aim {
    case .width(let width): options = [Report.Fact("width", .number(width, two))]
    case .limits(let lower, let upper):
      options = [
        Report.Fact("lower limit", .number(lower, two)), Report.Fact("upper limit", .number(upper, two)),
      ]
    case .test(let value, let power):
      options = [Report.Fact("against", .number(value, two)), Report.Fact("power", .number(power, two))]
    }
    options.append(Report.Fact("level", .number(confidence, two)))
    var facts = [
      Report.Fact("cases needed", .count(count)), Report.Fact("planned alpha", .number(planned, two)),
      Report.Fact("items", .count(itemCount)),
      Report.Fact("Feldt's interval at this n", .interval(feldtInterval, two)),
      Report.Fact("its width", .number(feldtInterval.width, .bounded(3))),
    ]
    if let feldtPower { facts.append(Report.Fact("power of Feldt's test", .number(feldtPower, .bounded(3)))) }
    return Report(
      context.title("Sample size for alpha"),
      method: .init(
        Self.methodID, options: options,
        citation: Citation(
          "Bonett", 2002, "Journal of Educational and Behavioral Statistics 27, 335-340",
          doi: "10.3102/10769986027004335")),
      facts: facts)
  }
}
