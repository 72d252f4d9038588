import SurveyProbability
import SurveyVocabulary

/// Pearson's product-moment correlation, with Student's t test and Fisher's z interval.
///
/// The test is exact and the interval approximate for normal data. All or random orders of one variable give a
/// test without that assumption, and the bootstrap an interval.
///
/// Reference: Fisher (1915), doi:10.1093/biomet/10.4.507, and Fisher (1921), Metron 1, 3-32; orders: Pitman
/// (1937), Supplement to the Journal of the Royal Statistical Society 4, 225-232.
public struct PearsonCorrelation: Finding {
  /// The stable name of the method.
  public static let methodID = "pearson-correlation/1"

  /// How the null distribution is found.
  public enum Method: Hashable, Sendable {
    /// Student's t, for normal data.
    case studentT
    /// By going through all orders of the second variable, up to twelve pairs.
    case exact
    /// By random orders of the second variable, at most 10,000,000, from a seed.
    case monteCarlo(permutations: Int, seed: UInt64)
  }

  /// The correlation with Fisher's interval, which is absent for three pairs, or with that of the bootstrap.
  ///
  /// A one-sided interval ends at -1 or 1 on its open side.
  public let correlation: Estimate
  /// Student's t of the correlation, infinite if the pairs lie on a line; or r with its counted or sampled
  /// distribution.
  public let statistic: TestStatistic
  /// The side that was tested.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme if the variables are not correlated.
  public let pValue: Double
  /// Where the probability of all orders lies, given the random ones (Clopper & Pearson); `nil` for other
  /// methods.
  public let pValueInterval: ConfidenceInterval?
  /// How the null distribution was found.
  public let method: Method
  /// What resampling found, where it was asked for.
  public let bootstrap: BootstrapFinding?
  /// Size, mean and variance of the two variables, in the order given.
  public let variables: [Moments]
  /// The names of the two variables for print, and the cases.
  public var context: DataContext

  /// Correlates two variables, cases in the same order.
  ///
  /// - Parameters:
  ///   - first: One variable.
  ///   - second: The other.
  ///   - method: How the null distribution is found.
  ///   - alternative: The side to test.
  ///   - twoSided: How the two-sided probability of exact and random orders is defined; the centre for the
  ///     distance is zero.
  ///   - bootstrap: Resamples the pairs for the interval, in place of Fisher's.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there are fewer than three pairs (two always lie on a line), the
  ///   lengths differ, a value is not finite, a variable is constant, the method is not feasible at this size,
  ///   or the bootstrap does not exist, as where all resamples lie on a line.
  public init(
    _ first: some Collection<Double>, with second: some Collection<Double>, method: Method = .studentT,
    alternative: Alternative = .twoSided, twoSided: TwoSidedDefinition = .distance,
    bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let (x, y) = (Array(first), Array(second))
    let pairs = try PairSums.checked(x, y)
    guard let r = pairs.correlation else {
      let isFirst = pairs.first.minimum == pairs.first.maximum
      throw .constant(
        isFirst ? "first variable" : "second variable",
        remedy: "a correlation is undefined where one variable does not vary")
    }
    let count = pairs.first.count
    var counts: GroupDivisions.Counts?
    switch method {
    case .studentT: statistic = CorrelationTest.statistic(r, count: count)
    case .exact:
      let tails = try ProductSum(x, y).enumerated().tailsOfOrders(twoSided, adding: 0)
      statistic = TestStatistic("r", r, reference: .exact(tails))
    case .monteCarlo(let permutations, let seed):
      let drawn = try RandomOrders.products(ProductSum(x, y), permutations, seed: seed)
      // The observed order is one of them, which keeps the probability from being zero.
      statistic = TestStatistic(
        "r", r,
        reference: .monteCarlo(try drawn.tailsOfOrders(twoSided, adding: 1), draws: permutations, seed: seed))
      counts = drawn
    }
    pValue = statistic.pValue(alternative)
    pValueInterval = try counts.map { counts throws(InputError) in
      try counts.interval(alternative, twoSided, confidence: confidence)
    }
    let resampled = try Self.resampled(bootstrap, around: r, x, y, alternative, confidence)
    correlation = try resampled.estimate(r) { () throws(InputError) in
      Estimate(
        r,
        interval: try CorrelationTest.fisherInterval(
          r, count: count, varianceFactor: 1, method: "Fisher z", alternative: alternative,
          confidence: confidence))
    }
    self.bootstrap = resampled
    self.method = method
    variables = [pairs.first, pairs.second]
    self.alternative = alternative
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: count))
  }

  private static func resampled(
    _ plan: BootstrapPlan?, around r: Double, _ x: [Double], _ y: [Double], _ alternative: Alternative,
    _ confidence: Double
  ) throws(InputError) -> BootstrapFinding? {
    guard let plan else { return nil }
    return try BootstrapFinding.oneSided(alternative, confidence: confidence, bounds: (-1, 1)) {
      level throws(InputError) in
      try Bootstrap(cases: x.count, plan: plan).interval(around: r, confidence: level) { rows in
        (try? PairSums(rows.map { x[$0] }, rows.map { y[$0] }))?.correlation
      }
    }
  }
}

extension PearsonCorrelation {
  /// The correlation with its interval and test.
  public var report: Report {
    var facts = [Report.Fact("n", .count(variables[0].count))]
    for (index, variable) in variables.enumerated() {
      facts.append(Report.Fact("mean \(context.part(index))", .number(variable.mean)))
      if let deviation = variable.standardDeviation {
        facts.append(Report.Fact("SD \(context.part(index))", .number(deviation)))
      }
    }
    var notes: [String] = []
    if correlation.interval == nil { notes.append("Fisher's interval needs at least four pairs.") }
    if correlation.value.magnitude == 1 { notes.append("The pairs lie on a line.") }
    if method != .studentT { notes.append("Orders test whether the variables are independent.") }
    return Report(
      context.title("Pearson correlation", "\(context.part(0)) with \(context.part(1))"),
      method: .init(
        Self.methodID, options: options, seed: seed,
        citation: Citation("Fisher", 1915, "Biometrika 10, 507-521", doi: "10.1093/biomet/10.4.507")),
      rows: [
        Report.Row(
          "r", correlation, style: .bounded(2), statistic: statistic, pValue: pValue,
          alternative: alternative)
      ],
      facts: facts + (pValueInterval.map { [$0.factOfP] } ?? []), cases: context.cases, notes: notes,
      warnings: bootstrap?.warnings ?? [])
  }

  private var options: [Report.Fact] {
    let how: String? =
      switch method {
      case .studentT: nil
      case .exact: "all orders"
      case .monteCarlo(let permutations, _): "\(DecimalText.grouped(permutations)) random orders"
      }
    var other: UInt64?
    if case .monteCarlo(_, let seed) = method { other = seed }
    return (how.map { [Report.Fact("null distribution", .text($0))] } ?? [])
      + [Report.Fact("alternative", .text(alternative.rawValue))] + statistic.twoSidedOption
      + (bootstrap?.options(besideSeed: other) ?? [])
  }

  private var seed: UInt64? {
    if case .monteCarlo(_, let seed) = method { return seed }
    return bootstrap?.plan.seed
  }
}
