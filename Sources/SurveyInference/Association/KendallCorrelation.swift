import SurveyProbability
import SurveyVocabulary

/// Kendall's rank correlation τ-b: concordant less discordant pairs of cases, as a share corrected for ties.
///
/// The normal approximation is the default; the exact distribution is conditional on the ties. The interval
/// is Fieller, Hartley and Pearson's.
///
/// Reference: Kendall (1945), doi:10.1093/biomet/33.3.239; interval: Fieller, Hartley & Pearson (1957),
/// doi:10.1093/biomet/44.3-4.470.
public struct KendallCorrelation: Finding {
  /// The stable name of the method.
  public static let methodID = "kendall-correlation/1"

  /// How the null distribution is found.
  public enum Method: Hashable, Sendable {
    /// The normal distribution with the variance that the ties leave, with or without a correction of one
    /// pair for continuity.
    case normalApproximation(continuityCorrection: Bool)
    /// By counting, conditional on the ties of both variables: up to 1,000 pairs without ties, with ties as
    /// far as the work allows.
    case exact
    /// By random orders of the second variable, at most 10,000,000, from a seed.
    case monteCarlo(permutations: Int, seed: UInt64)
  }

  /// τ-b; the interval is absent for fewer than five pairs and at -1 and 1.
  public let correlation: Estimate
  /// Pairs of cases in the same order on both variables.
  public let concordant: Int
  /// Pairs of cases in opposite orders.
  public let discordant: Int
  /// The standard normal z, or τ with its counted or sampled distribution.
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
  /// The number of cases.
  public let count: Int
  /// The names of the two variables for print, and the cases.
  public var context: DataContext

  /// Correlates the orders of two variables, cases in the same order.
  ///
  /// - Parameters:
  ///   - first: One variable.
  ///   - second: The other.
  ///   - method: How the null distribution is found.
  ///   - alternative: The side to test.
  ///   - twoSided: How the two-sided probability of exact and random orders is defined; the centre for the
  ///     distance is zero.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there are fewer than three cases or more than a million, the lengths differ, a
  ///   value is not finite, a variable is constant, or the method is not feasible at this size.
  public init(
    _ first: some Collection<Double>, with second: some Collection<Double>,
    method: Method = .normalApproximation(continuityCorrection: false), alternative: Alternative = .twoSided,
    twoSided: TwoSidedDefinition = .distance, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let x = Midranks(try finiteValues(first, "first variable"))
    let y = Midranks(try finiteValues(second, "second variable"))
    let size = x.doubled.count
    try checkEqualLength(size, "first variable", y.doubled.count, "second variable")
    guard size >= 3 else { throw .tooFew("pairs", found: size, needed: 3) }
    guard size <= 1_000_000 else {
      throw .infeasible("pairs", "\(size) cases found", remedy: "1,000,000 cases are the most")
    }
    for (ranks, name) in [(x, "first variable"), (y, "second variable")] where ranks.tieSizes.count == 1 {
      throw .constant(name, remedy: "a correlation is undefined where one variable does not vary")
    }
    let pairs = ConcordantPairs(x.doubled, y.doubled)
    let tau = Self.tau(pairs.difference, size, x.tieSizes, y.tieSizes)
    var counts: GroupDivisions.Counts?
    switch method {
    case .normalApproximation(let isCorrected):
      let deviation = KendallVariance.value(size, x.tieSizes, y.tieSizes).squareRoot()
      let shift = isCorrected ? Self.correction(pairs.difference, alternative) : 0
      statistic = TestStatistic("z", (Double(pairs.difference) - shift) / deviation, reference: .normal)
    case .exact:
      let tails = try ConcordanceDistribution(x.tieSizes, y.tieSizes).tails(
        of: pairs.difference, twoSided)
      statistic = TestStatistic("τ", tau, reference: .exact(tails))
    case .monteCarlo(let permutations, let seed):
      let drawn = try RandomOrders.concordance(x.doubled, y.doubled, permutations, seed: seed)
      // The observed order is one of them, which keeps the probability from being zero.
      statistic = TestStatistic(
        "τ", tau,
        reference: .monteCarlo(try drawn.tailsOfOrders(twoSided, adding: 1), draws: permutations, seed: seed))
      counts = drawn
    }
    pValueInterval = try counts.map { counts throws(InputError) in
      try counts.interval(alternative, twoSided, confidence: confidence)
    }
    pValue = statistic.pValue(alternative)
    // A perfect order in the sample does not make one in the population: no interval there.
    let interval =
      tau.magnitude == 1
      ? nil
      : try CorrelationTest.fisherInterval(
        // The variance of artanh τ is .437 / (n - 4); Fisher's divides by n - 3.
        tau, count: size - 1, varianceFactor: 0.437, method: "Fieller", alternative: alternative,
        confidence: confidence)
    correlation = Estimate(tau, interval: interval)
    (concordant, discordant) = (pairs.concordant, pairs.discordant)
    self.alternative = alternative
    self.method = method
    count = size
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: size))
  }

  private static func tau(_ difference: Int, _ count: Int, _ first: [Int], _ second: [Int]) -> Double {
    let open = { (sizes: [Int]) in
      Double(count * (count - 1) / 2 - sizes.reduce(0) { $0 + $1 * ($1 - 1) / 2 })
    }
    // One root each: the product of two counts of pairs may be beyond 2⁵³.
    let (a, b) = (open(first), open(second))
    return a == b ? Double(difference) / a : Double(difference) / (a.squareRoot() * b.squareRoot())
  }

  /// The pair by which the difference is drawn towards the null hypothesis.
  private static func correction(_ difference: Int, _ alternative: Alternative) -> Double {
    switch alternative {
    case .greater: 1
    case .less: -1
    case .twoSided: difference == 0 ? 0 : difference > 0 ? 1 : -1
    }
  }
}

extension KendallCorrelation {
  /// The correlation with its interval and test.
  public var report: Report {
    var how = "normal approximation"
    var seed: UInt64?
    switch method {
    case .normalApproximation(let isCorrected):
      how += isCorrected ? ", corrected for continuity" : ""
    case .exact: how = "exact"
    case .monteCarlo(let permutations, let given):
      how = "\(DecimalText.grouped(permutations)) random orders"
      seed = given
    }
    return Report(
      context.title("Kendall correlation", "\(context.part(0)) with \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [
          Report.Fact("null distribution", .text(how)),
          Report.Fact("alternative", .text(alternative.rawValue)),
        ] + statistic.twoSidedOption, seed: seed,
        citation: Citation("Kendall", 1945, "Biometrika 33, 239-251", doi: "10.1093/biomet/33.3.239")),
      rows: [
        Report.Row(
          "τ-b", correlation, style: .bounded(2), statistic: statistic, pValue: pValue,
          alternative: alternative)
      ],
      facts: [
        Report.Fact("n", .count(count)), Report.Fact("concordant pairs", .count(concordant)),
        Report.Fact("discordant pairs", .count(discordant)),
      ] + (pValueInterval.map { [$0.factOfP] } ?? []),
      cases: context.cases,
      notes: correlation.interval == nil
        ? ["There is no interval for fewer than five cases, nor where the orders agree or oppose perfectly."]
        : []
    )
  }
}
