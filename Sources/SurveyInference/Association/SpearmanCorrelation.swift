import SurveyProbability
import SurveyVocabulary

/// Spearman's rank correlation: Pearson's correlation of the midranks.
///
/// The t approximation is the default; the exact distribution is conditional on the ties and is counted
/// up to twelve pairs, sampled beyond. The interval is Bonett and Wright's.
///
/// Reference: Spearman (1904), doi:10.2307/1412159; interval: Bonett & Wright (2000),
/// doi:10.1007/BF02294183.
public struct SpearmanCorrelation: Finding {
  /// The stable name of the method.
  public static let methodID = "spearman-correlation/1"

  /// How the null distribution is found.
  public enum Method: Hashable, Sendable {
    /// Student's t of the correlation of the ranks.
    case tApproximation
    /// By counting all pairings of the two sets of ranks, up to twelve pairs.
    case exact
    /// By random orders of the second variable, at most 10,000,000, from a seed.
    case monteCarlo(permutations: Int, seed: UInt64)
  }

  /// The correlation of the midranks; the interval is absent for three pairs and at -1 and 1.
  public let correlation: Estimate
  /// The sum of squared differences of ranks that gives the correlation, (n³ - n)(1 - ρ)/6; without ties
  /// it is that sum itself.
  public let sumOfSquaredRankDifferences: Double
  /// Student's t, or ρ with its counted or sampled distribution.
  public let statistic: TestStatistic
  /// The side that was tested.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme if the variables are independent.
  public let pValue: Double
  /// Where the probability of all orders lies, given the random ones (Clopper & Pearson); `nil` for other
  /// methods.
  public let pValueInterval: ConfidenceInterval?
  /// How the null distribution was found.
  public let method: Method
  /// The number of pairs.
  public let count: Int
  /// The names of the two variables for print, and the cases.
  public var context: DataContext

  /// Correlates the ranks of two variables, cases in the same order.
  ///
  /// - Parameters:
  ///   - first: One variable.
  ///   - second: The other.
  ///   - method: How the null distribution is found; the exact one is counted up to twelve pairs.
  ///   - alternative: The side to test.
  ///   - twoSided: How the two-sided probability of exact and random orders is defined; the centre for the
  ///     distance is zero.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there are fewer than three pairs, the lengths differ, a value is not
  ///   finite, a variable is constant, or there are too many pairs for an exact test.
  public init(
    _ first: some Collection<Double>, with second: some Collection<Double>, method: Method = .tApproximation,
    alternative: Alternative = .twoSided, twoSided: TwoSidedDefinition = .distance, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let x = Midranks(try finiteValues(first, "first variable")).doubled
    let y = Midranks(try finiteValues(second, "second variable")).doubled
    let pairs = try PairSums.checked(x.map(Double.init), y.map(Double.init))
    guard let rho = pairs.correlation else {
      let isFirst = pairs.first.minimum == pairs.first.maximum
      throw .constant(
        isFirst ? "first variable" : "second variable",
        remedy: "a correlation is undefined where one variable does not vary")
    }
    let size = Double(x.count)
    sumOfSquaredRankDifferences = size * (size - 1) * (size + 1) / 6 * (1 - rho)
    let finding: TestStatistic
    var counts: GroupDivisions.Counts?
    switch method {
    case .tApproximation: finding = CorrelationTest.statistic(rho, count: x.count)
    case .exact:
      finding = TestStatistic("ρ", rho, reference: .exact(try RankPairings.tails(of: x, with: y, twoSided)))
    case .monteCarlo(let permutations, let seed):
      // The sum of products of ranks and its distance from the mean are whole numbers: no tolerance.
      let drawn = try RandomOrders.products(ProductSum(ranks: x, y), permutations, seed: seed)
      finding = TestStatistic(
        "ρ", rho,
        reference: .monteCarlo(try drawn.tailsOfOrders(twoSided, adding: 1), draws: permutations, seed: seed))
      counts = drawn
    }
    pValueInterval = try counts.map { counts throws(InputError) in
      try counts.interval(alternative, twoSided, confidence: confidence)
    }
    statistic = finding
    pValue = finding.pValue(alternative)
    // A perfect order in the sample does not make one in the population: no interval there.
    let interval =
      rho.magnitude == 1
      ? nil
      : try CorrelationTest.fisherInterval(
        rho, count: x.count, varianceFactor: 1 + rho * rho / 2, method: "Bonett-Wright",
        alternative: alternative, confidence: confidence)
    correlation = Estimate(rho, interval: interval)
    self.alternative = alternative
    self.method = method
    count = x.count
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: x.count))
  }
}

extension SpearmanCorrelation {
  /// The correlation with its interval and test.
  public var report: Report {
    let isPerfect = correlation.value.magnitude == 1
    var notes: [String] = []
    if correlation.interval == nil {
      notes.append("There is no interval for three pairs, nor where the orders agree or oppose perfectly.")
    }
    if isPerfect, method == .tApproximation {
      notes.append(
        "At a perfect order the t approximation gives 0 or 1 whatever the number of pairs: ask for the exact test."
      )
    }
    var how = "t approximation"
    var seed: UInt64?
    switch method {
    case .tApproximation: break
    case .exact: how = "exact"
    case .monteCarlo(let permutations, let given):
      how = "\(DecimalText.grouped(permutations)) random orders"
      seed = given
    }
    return Report(
      context.title("Spearman correlation", "\(context.part(0)) with \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [Report.Fact("null distribution", .text(how))] + statistic.twoSidedOption, seed: seed,
        citation: Citation(
          "Spearman", 1904, "American Journal of Psychology 15, 72-101", doi: "10.2307/1412159")),
      rows: [
        Report.Row(
          "ρ", correlation, style: .bounded(2), statistic: statistic, pValue: pValue,
          alternative: alternative)
      ],
      facts: [
        Report.Fact("n", .count(count)),
        Report.Fact("sum of squared rank differences", .number(sumOfSquaredRankDifferences)),
      ] + (pValueInterval.map { [$0.factOfP] } ?? []),
      cases: context.cases, notes: notes)
  }
}
