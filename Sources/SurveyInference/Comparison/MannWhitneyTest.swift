import SurveyProbability
import SurveyVocabulary

/// Mann and Whitney's test (Wilcoxon's rank-sum test) of two independent groups.
///
/// The null hypothesis is that both groups have the same distribution. The exact probabilities are
/// conditional on the ties that were observed.
///
/// Reference: Mann & Whitney (1947), doi:10.1214/aoms/1177730491; Streitberg & Röhmel (1986).
public struct MannWhitneyTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "mann-whitney-test/1"

  /// How the probability is found.
  public enum Method: Hashable, Sendable {
    /// By counting all divisions of the observed midranks into groups of these sizes.
    case exact(twoSided: TwoSidedDefinition = .distance)
    /// By the normal approximation with the variance corrected for ties.
    case asymptotic(continuityCorrection: Bool)
    /// By random divisions of the observed midranks, at most 100,000,000, from a seed.
    case monteCarlo(divisions: Int, seed: UInt64, twoSided: TwoSidedDefinition = .distance)
  }

  /// The pairs in which the first group's value is greater, ties counted half: U of the first group.
  public let u: Double
  /// The probability of superiority of the first group, with its interval; without one where a group has a
  /// single value.
  public let effect: Estimate
  /// The median of all differences, first group minus second, in the units of the data (Hodges & Lehmann),
  /// with two of the differences as limits; without an interval where the level is out of reach or the
  /// exact ranks of the limits are not feasible.
  public let shift: Estimate
  /// U with its exact or sampled null distribution, or z with the normal one.
  public let statistic: TestStatistic
  /// The side on which a difference was looked for.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme under the null hypothesis.
  public let pValue: Double
  /// Where the probability of all divisions lies, given the random ones (Clopper & Pearson); `nil` for
  /// other methods.
  public let pValueInterval: ConfidenceInterval?
  /// How the probability was found.
  public let method: Method
  /// The sizes of the two groups.
  public let sizes: [Int]
  /// The names of the groups and the cases behind them.
  public var context: DataContext
  private let effectNotes: [String]

  /// Compares the values of two groups.
  ///
  /// Where all values are equal the exact probability is 1.
  ///
  /// - Parameters:
  ///   - group: The values whose superiority is tested.
  ///   - baseline: The values they are compared with.
  ///   - alternative: The side on which a difference is looked for.
  ///   - method: Exact, the normal approximation, or random divisions.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a group is empty or has a value that is not finite; if the exact
  ///   distribution is not feasible at this size; if all values are equal and the normal approximation
  ///   was asked for; or if random divisions are none, too many, or to be judged by minimum likelihood
  ///   or mid-p.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    alternative: Alternative = .twoSided, method: Method = .exact(), confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let first = try finiteValues(group, "group", atLeast: 1)
    let second = try finiteValues(baseline, "baseline", atLeast: 1)
    let dominance = Dominance(first, over: second)
    let midranks = Midranks(first + second)
    var distribution = ShiftLimits.Distribution.exact
    var counts: GroupDivisions.Counts?
    switch method {
    case .exact(let definition):
      statistic = TestStatistic(
        "U", dominance.u, reference: .exact(try Self.tails(midranks, first.count, definition)))
    case .asymptotic(let corrects):
      let z = try Self.z(dominance, midranks, alternative, corrects)
      statistic = TestStatistic("z", z, reference: .normal)
      distribution = .normal(continuityCorrection: corrects)
    case .monteCarlo(let divisions, let seed, let definition):
      try definition.checkForDraws()
      // Differences in mean rank order the divisions as U does, and are zero at its mean.
      let ranks = midranks.ranks
      let drawn = try GroupDivisions(
        Array(ranks[..<first.count]), Array(ranks[first.count...]), .meanDifference, tolerance: 1e-12
      ).sampled(divisions, seed: seed, subject: "divisions")
      // The observed division is one of them, which keeps the probability from being zero.
      statistic = TestStatistic(
        "U", dominance.u,
        reference: .monteCarlo(try drawn.tails(definition, adding: 1), draws: divisions, seed: seed))
      counts = drawn
      distribution = .normal(continuityCorrection: true)
    }
    u = dominance.u
    (effect, effectNotes) = try Self.effect(dominance, alternative, confidence)
    shift = try ShiftLimits(differences: PairwiseDifferences(first, minus: second))
      .estimate(distribution, alternative, confidence: confidence)
    self.alternative = alternative
    pValue = statistic.pValue(alternative)
    pValueInterval = try counts.map { counts throws(InputError) in
      try counts.interval(alternative, method.definition ?? .distance, confidence: confidence)
    }
    self.method = method
    sizes = [first.count, second.count]
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: first.count + second.count))
  }

  /// The probability of superiority, with an interval where both groups can vary.
  private static func effect(
    _ dominance: Dominance, _ alternative: Alternative, _ confidence: Double
  ) throws(InputError) -> (Estimate, [String]) {
    let sizes = [dominance.first.count, dominance.second.count]
    guard sizes[0] > 1, sizes[1] > 1 else {
      return (
        Estimate(dominance.superiority),
        ["A group of one value gives no interval of the probability of superiority."]
      )
    }
    let found = try ProbabilityOfSuperiority(
      dominance, sizes: sizes, alternative: alternative, confidence: confidence)
    return (found.superiority, found.notes)
  }

  /// The exact tails of the rank sum of the first `size` values.
  private static func tails(
    _ midranks: Midranks, _ size: Int, _ definition: TwoSidedDefinition
  ) throws(InputError) -> TailProbabilities {
    let ranks = midranks.doubled
    return try DividedSums(first: Array(ranks[..<size]), second: Array(ranks[size...])).tails(
      definition,
      tooLarge: .infeasible(
        "method", "the exact distribution of \(size) against \(ranks.count - size) values is too large",
        remedy: "use .monteCarlo(divisions:seed:) or .asymptotic(continuityCorrection:)"))
  }

  /// The standardized U, corrected towards its mean by one half where asked for.
  private static func z(
    _ dominance: Dominance, _ midranks: Midranks, _ alternative: Alternative, _ corrects: Bool
  ) throws(InputError) -> Double {
    let (n, m) = (Double(dominance.first.count), Double(dominance.second.count))
    let total = n + m
    let variance = n * m / 12 * (total + 1 - midranks.tieCorrection / (total * (total - 1)))
    guard midranks.tieSizes.count > 1, variance > 0 else {
      throw .constant("group and baseline", remedy: "use .exact(), which gives a probability of 1")
    }
    let distance = dominance.u - n * m / 2
    let correction: Double =
      switch alternative {
      case .twoSided: distance == 0 ? 0 : (distance > 0 ? 0.5 : -0.5)
      case .greater: 0.5
      case .less: -0.5
      }
    return (distance - (corrects ? correction : 0)) / variance.squareRoot()
  }
}

extension MannWhitneyTest.Method {
  /// The definition of a two-sided probability; `nil` for the normal approximation, which is symmetric.
  fileprivate var definition: TwoSidedDefinition? {
    switch self {
    case .exact(let definition), .monteCarlo(_, _, let definition): definition
    case .asymptotic: nil
    }
  }
}

extension MannWhitneyTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Mann-Whitney test", "\(context.part(0)) against \(context.part(1))"),
      method: .init(
        Self.methodID, options: options, seed: seed,
        citation: Citation(
          "Mann & Whitney", 1947, "Annals of Mathematical Statistics 18, 50-60",
          doi: "10.1214/aoms/1177730491")
      ),
      rows: [
        .init(
          "probability of superiority", effect, style: .bounded(2), statistic: statistic, pValue: pValue,
          alternative: alternative),
        .init("Hodges-Lehmann shift", shift),
      ],
      facts: [.init("n", .counts(sizes)), .init("U", .number(u, .decimals(1)))]
        + (pValueInterval.map { [$0.factOfP] } ?? []),
      cases: context.cases, notes: effectNotes + shiftNotes)
  }

  private var shiftNotes: [String] {
    shift.interval == nil
      ? [
        "There is no interval of the shift: the level is out of reach of these sizes, or its ranks are not counted."
      ]
      : []
  }

  private var seed: UInt64? {
    guard case .monteCarlo(_, let seed, _) = method else { return nil }
    return seed
  }

  private var options: [Report.Fact] {
    let how: String
    var details: [Report.Fact] = []
    switch method {
    case .exact: how = "exact given the ties"
    case .monteCarlo(let divisions, _, _):
      how = "\(DecimalText.grouped(divisions)) random divisions"
      details = [.init("interval of the shift", .text("normal approximation"))]
    case .asymptotic(let corrects):
      how = "normal approximation"
      details = [.init("continuity correction", .text(corrects ? "one half" : "none"))]
    }
    if let definition = method.definition {
      details.insert(.init("two-sided p", .text(definition.rawValue)), at: 0)
    }
    return [.init("method", .text(how)), .init("alternative", .text(alternative.rawValue))] + details
  }
}
