import SurveyProbability
import SurveyVocabulary

/// Kolmogorov and Smirnov's test of the distributions of two independent groups.
///
/// D is the largest distance between the two empirical distribution functions. The exact probabilities are
/// conditional on the ties that were observed.
///
/// Reference: Smirnov (1939); exact with ties: Schröer & Trenkler (1995), doi:10.1016/0167-9473(94)00040-P.
/// Agrees with R's `ks.test(exact = TRUE)` to 9 digits.
public struct KolmogorovSmirnovTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "kolmogorov-smirnov-test/1"

  /// Which distribution function is supposed to lie above the other.
  ///
  /// The function of the group with the smaller values lies above: it has gathered more of its values at
  /// every place.
  public enum Side: String, Hashable, Sendable, Codable, CaseIterable {
    /// Either: the statistic is D.
    case twoSided = "two-sided"
    /// That of the first group, whose values are smaller: the statistic is D⁺. R's "greater".
    case firstAbove = "first distribution function above"
    /// That of the second group, so that the values of the first are larger: the statistic is D⁻. R's "less".
    case secondAbove = "second distribution function above"
  }

  /// How the probability is found.
  public enum Method: String, Hashable, Sendable, Codable, CaseIterable {
    /// By counting all divisions of the observed values, ties as they are, into groups of these sizes.
    case exact
    /// By the limit for large samples without ties.
    case asymptotic
  }

  /// A largest distance between the two distribution functions.
  public struct Distance: Hashable, Sendable {
    /// The distance, from 0 to 1.
    public let value: Double
    /// The least value at which it occurs, in the units of the data; `nil` where the distance is 0.
    public let place: Double?
  }

  /// The largest distance in either direction, with limits for that of the populations.
  public let d: Estimate
  /// The largest excess of the first distribution function over the second, and where it is.
  public let firstAbove: Distance
  /// The largest excess of the second distribution function over the first, and where it is.
  public let secondAbove: Distance
  /// The statistic of the side that was asked for with its exact distribution; `nil` for `.asymptotic`.
  public let statistic: TestStatistic?
  /// The probability of a statistic at least as large if both groups have the same distribution.
  public let pValue: Double
  /// Which distribution function was supposed to lie above.
  public let side: Side
  /// How the probability was found.
  public let method: Method
  /// The sizes of the two groups.
  public let sizes: [Int]
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares the distributions of two groups.
  ///
  /// Where all values are equal D is 0 and the probability 1.
  ///
  /// - Parameters:
  ///   - group: The first group, at least one value.
  ///   - baseline: The second group, at least one value.
  ///   - side: Which distribution function is supposed to lie above.
  ///   - method: Exact, or the limit for large samples.
  ///   - confidence: The level of the interval of D.
  /// - Throws: `InputError` if a group is empty or has a value that is not finite, or if the exact
  ///   distribution is not feasible at this size.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>, side: Side = .twoSided,
    method: Method = .exact, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let first = try finiteValues(group, "group", atLeast: 1)
    let second = try finiteValues(baseline, "baseline", atLeast: 1)
    let steps = try DistributionSteps(first, second)
    let (n, m) = (Double(first.count), Double(second.count))
    firstAbove = steps.distance(steps.most)
    secondAbove = steps.distance(steps.least)
    let value = max(firstAbove.value, secondAbove.value)
    d = Estimate(value, interval: Self.interval(value, n, m, confidence))
    let (symbol, size): (String, Double) =
      switch side {
      case .twoSided: ("D", value)
      case .firstAbove: ("D+", firstAbove.value)
      case .secondAbove: ("D-", secondAbove.value)
      }
    switch method {
    case .exact:
      let statistic = TestStatistic(symbol, size, reference: .exact(try steps.tails(side)))
      self.statistic = statistic
      pValue = statistic.pValue()
    case .asymptotic:
      statistic = nil
      let root = (n / (n + m) * m).squareRoot()
      // One-sided, exp(-2x²) is the upper tail of chi-square with 2 degrees of freedom at 4x².
      pValue =
        side == .twoSided
        ? KolmogorovLimitDistribution().upperTail(root * size)
        : TestStatistic(
          "χ²", 4 * (root * size) * (root * size), reference: .chiSquare(degreesOfFreedom: 2)
        ).pValue()
    }
    self.side = side
    self.method = method
    sizes = [first.count, second.count]
    context = DataContext(
      parts: ["first", "second"], cases: CaseLedger(all: first.count + second.count))
  }

  /// Each empirical distribution function is within √(log(2/a)/(2n)) of its own with probability 1 - a or
  /// more (Massart 1990), both are together with (1 - a)², and D is off by no more than both distances.
  private static func interval(_ d: Double, _ n: Double, _ m: Double, _ confidence: Double)
    -> ConfidenceInterval
  {
    let share = 1 - confidence.squareRoot()
    // A level next to 1 leaves nothing out, and the distance grows beyond every D.
    let reach = share > 0 ? (-libmLog(share / 2) / 2).squareRoot() : .infinity
    let width = reach * ((1 / n).squareRoot() + (1 / m).squareRoot())
    return ConfidenceInterval(
      lower: max(0, d - width), upper: min(1, d + width), level: confidence,
      method: "Dvoretzky-Kiefer-Wolfowitz-Massart")
  }
}

extension KolmogorovSmirnovTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    let text = method == .exact ? "exact given the ties" : "limit for large samples without ties"
    let names = [context.part(0), context.part(1)]
    func line(_ index: Int, _ distance: Distance) -> [Report.Cell] {
      [
        .text("\(names[index]) above \(names[1 - index])"), .number(distance.value, .bounded(3)),
        distance.place.map { .number($0) } ?? .empty,
      ]
    }
    var rows = [Report.Row("D", d, style: .bounded(3))]
    switch side {
    case .twoSided: (rows[0].statistic, rows[0].pValue) = (statistic, pValue)
    case .firstAbove, .secondAbove:
      let isFirst = side == .firstAbove
      rows.append(
        .init(
          isFirst ? "D+" : "D-", Estimate(isFirst ? firstAbove.value : secondAbove.value),
          style: .bounded(3), statistic: statistic, pValue: pValue, alternative: isFirst ? .greater : .less))
    }
    return Report(
      context.title("Kolmogorov-Smirnov test", "\(names[0]) against \(names[1])"),
      method: .init(
        Self.methodID,
        options: [.init("method", .text(text)), .init("alternative", .text(side.rawValue))],
        citation: Citation(
          "Schröer & Trenkler", 1995, "Computational Statistics & Data Analysis 20, 185-202",
          doi: "10.1016/0167-9473(94)00040-P")),
      rows: rows,
      grids: [
        Report.Grid(
          columns: ["distribution function of", "largest distance", "first at"],
          lines: [line(0, firstAbove), line(1, secondAbove)])
      ],
      facts: [.init("n", .counts(sizes))], cases: context.cases)
  }
}
