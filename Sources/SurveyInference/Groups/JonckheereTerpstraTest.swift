import SurveyProbability
import SurveyVocabulary

/// The test of Jonckheere and Terpstra for a trend over ordered groups.
///
/// J counts the pairs of cases in which the case of the later group has the greater score, ties half. The
/// null hypothesis is that all groups have the same distribution; `.greater` looks for scores that rise with
/// the groups.
///
/// Reference: Jonckheere (1954), doi:10.1093/biomet/41.1-2.133; Hollander & Wolfe (1999), Nonparametric
/// Statistical Methods, for the variance with ties.
public struct JonckheereTerpstraTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "jonckheere-terpstra-test/1"

  /// The sizes of the groups, in their order.
  public let sizes: [Int]
  /// The pairs in which the later group has the greater score, ties half.
  public let j: Double
  /// J over the number of pairs: the probability that of two cases of different groups the later one has
  /// the greater score, ties half. One half without a trend.
  public let probability: Double
  /// J with its null distribution, or z with the normal one.
  public let statistic: TestStatistic
  /// The side on which a trend was looked for.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme under the null hypothesis.
  public let pValue: Double
  /// How the probability was found.
  public let method: NullDistributionMethod
  /// How a two-sided probability of arrangements is defined.
  public let twoSided: TwoSidedDefinition
  /// Where the probability of all arrangements lies, given the random ones; `nil` for other methods.
  public let pValueInterval: ConfidenceInterval?
  /// What resampling found about the effect, where it was asked for.
  public let bootstrap: BootstrapFinding?
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Tests for a trend over groups in their order.
  ///
  /// - Parameters:
  ///   - groups: The scores of each group, in the order of the supposed trend.
  ///   - alternative: `.greater` for scores that rise with the groups.
  ///   - method: The normal distribution without a continuity correction, a complete count, or random
  ///     arrangements.
  ///   - twoSided: How the two-sided probability of arrangements is defined.
  ///   - bootstrap: Resamples for an interval of the effect.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there are fewer than two groups, a group is empty, a score is not finite, all
  ///   scores are equal, or the exact distribution is not feasible at this size.
  public init(
    _ groups: ScoreGroups, alternative: Alternative = .twoSided, method: NullDistributionMethod = .asymptotic,
    twoSided: TwoSidedDefinition = .distance, bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let scores = try groups.checked()
    let count = scores.reduce(0) { $0 + $1.count }
    guard count <= 1_000_000_000 else {
      throw .infeasible("groups", "there are more than 1,000,000,000 scores", remedy: "draw a sample of them")
    }
    let ordered = OrderedGroups(scores)
    guard ordered.ties.count > 1 else { throw .constant("groups") }
    var interval: ConfidenceInterval?
    switch method {
    case .asymptotic:
      let z = (Double(ordered.doubledJ) - Double(ordered.pairs)) / 2 / Self.variance(ordered).squareRoot()
      statistic = TestStatistic("z", z, reference: .normal)
    case .exact:
      let tally = try ordered.counted(twoSided)
      statistic = TestStatistic(
        "J", Double(ordered.doubledJ) / 2, reference: .exact(try tally.tails(twoSided, adding: 0)))
    case .monteCarlo(let draws, let seed):
      try twoSided.checkForDraws()
      let tally = try ordered.sampled(draws, seed: seed)
      statistic = TestStatistic(
        "J", Double(ordered.doubledJ) / 2,
        reference: .monteCarlo(try tally.tails(twoSided, adding: 1), draws: draws, seed: seed))
      interval = try tally.interval(alternative, twoSided, confidence: confidence)
    }
    sizes = ordered.sizes
    j = Double(ordered.doubledJ) / 2
    probability = Double(ordered.doubledJ) / 2 / Double(ordered.pairs)
    self.bootstrap = try bootstrap.map { plan throws(InputError) in
      try BootstrapFinding.oneSided(alternative, confidence: confidence, bounds: (0, 1)) {
        level throws(InputError) in
        try SeveralGroupsBootstrap(scores, plan: plan).interval(
          around: Double(ordered.doubledJ) / 2 / Double(ordered.pairs), confidence: level
        ) { drawn in
          let ordered = OrderedGroups(drawn)
          return Double(ordered.doubledJ) / 2 / Double(ordered.pairs)
        }
      }
    }
    self.alternative = alternative
    pValue = statistic.pValue(alternative)
    self.method = method
    self.twoSided = twoSided
    pValueInterval = interval
    context = groups.context
  }

  /// The variance of J given the ties (Hollander & Wolfe 1999).
  private static func variance(_ ordered: OrderedGroups) -> Double {
    func sum(_ counts: [Int], _ term: (Double) -> Double) -> Double {
      counts.reduce(0) { $0 + term(Double($1)) }
    }
    let cubic = { (t: Double) in t * (t - 1) * (2 * t + 5) }
    let triple = { (t: Double) in t * (t - 1) * (t - 2) }
    let double = { (t: Double) in t * (t - 1) }
    let n = sum(ordered.sizes) { $0 }
    let (sizes, ties) = (ordered.sizes, ordered.ties)
    let first = (cubic(n) - sum(sizes, cubic) - sum(ties, cubic)) / 72
    let second = n > 2 ? sum(sizes, triple) * sum(ties, triple) / (36 * triple(n)) : 0
    return first + second + sum(sizes, double) * sum(ties, double) / (8 * double(n))
  }
}

extension JonckheereTerpstraTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    let order = sizes.indices.map { context.part($0) }.joined(separator: " < ")
    let definition: [Report.Fact] =
      method == .asymptotic ? [] : [.init("two-sided p", .text(twoSided.rawValue))]
    return Report(
      context.title("Jonckheere-Terpstra test", order),
      method: .init(
        Self.methodID,
        options: [method.option, .init("alternative", .text(alternative.rawValue))] + definition
          + (bootstrap?.options(besideSeed: method.seed) ?? []),
        seed: method.seed ?? bootstrap?.plan.seed,
        citation: Citation("Jonckheere", 1954, "Biometrika 41, 133-145", doi: "10.1093/biomet/41.1-2.133")),
      rows: [
        .init(
          "probability that the later is greater", bootstrap?.estimate(probability) ?? Estimate(probability),
          style: .bounded(2),
          statistic: statistic, pValue: pValue, alternative: alternative)
      ],
      facts: [.init("n", .counts(sizes)), .init("J", .number(j, .decimals(1)))]
        + (pValueInterval.map { [$0.factOfP] } ?? []),
      cases: context.cases, warnings: bootstrap?.warnings ?? [])
  }
}
