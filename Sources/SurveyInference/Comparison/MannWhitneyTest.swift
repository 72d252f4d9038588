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
  }

  /// The pairs in which the first group's value is greater, ties counted half: U of the first group.
  public let u: Double
  /// The probability of superiority of the first group, with its interval.
  public let effect: Estimate
  /// The median of all differences, first group minus second, in the units of the data (Hodges & Lehmann).
  public let shift: Estimate
  /// U with its exact null distribution, or z with the normal one.
  public let statistic: TestStatistic
  /// The side on which a difference was looked for.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme under the null hypothesis.
  public let pValue: Double
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
  ///   - method: Exact, or the normal approximation.
  ///   - confidence: The level of the interval of the effect.
  /// - Throws: `InputError` if a group has fewer than two observations or a value that is not finite; if
  ///   the exact distribution is not feasible at this size; or if all values are equal and the normal
  ///   approximation was asked for.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    alternative: Alternative = .twoSided, method: Method = .exact(), confidence: Double = 0.95
  ) throws(InputError) {
    let first = try finiteValues(group, "group", atLeast: 2)
    let second = try finiteValues(baseline, "baseline", atLeast: 2)
    let dominance = Dominance(first, over: second)
    let midranks = Midranks(first + second)
    let superiority = try ProbabilityOfSuperiority(
      dominance, sizes: [first.count, second.count], alternative: alternative, confidence: confidence)
    let median = PairwiseDifferences(first, minus: second).median
    guard median.isFinite else {
      throw InputError(
        .outOfRange, "group", "the differences exceed the range of Double", remedy: "rescale the values")
    }
    switch method {
    case .exact(let definition):
      statistic = TestStatistic(
        "U", dominance.u, reference: .exact(try Self.tails(midranks, first.count, definition)))
    case .asymptotic(let corrects):
      let z = try Self.z(dominance, midranks, alternative, corrects)
      statistic = TestStatistic("z", z, reference: .normal)
    }
    u = dominance.u
    effect = superiority.superiority
    shift = Estimate(median)
    self.alternative = alternative
    pValue = statistic.pValue(alternative)
    self.method = method
    sizes = superiority.sizes
    context = superiority.context
    effectNotes = superiority.notes
  }

  /// The exact tails of the rank sum of the first `size` values.
  private static func tails(
    _ midranks: Midranks, _ size: Int, _ definition: TwoSidedDefinition
  ) throws(InputError) -> TailProbabilities {
    let ranks = midranks.doubled
    // The smaller group has the smaller table; its sum rises as the other's falls.
    let swaps = 2 * size > ranks.count
    let drawn = swaps ? ranks.count - size : size
    let observed = (swaps ? ranks[size...] : ranks[..<size]).reduce(0, +)
    guard let distribution = SubsetSumDistribution(of: ranks, choosing: drawn) else {
      throw .infeasible(
        "method", "the exact distribution of \(size) against \(ranks.count - size) values is too large",
        remedy: "use .asymptotic(continuityCorrection:)")
    }
    // The mean of the doubled rank sum is drawn · (N + 1), an integer, and so is its mirror image.
    let mirrored = 2 * drawn * (ranks.count + 1) - observed
    let (lower, upper) = (distribution.lowerTail(observed), distribution.upperTail(observed))
    let distance =
      observed == mirrored
      ? 1
      : observed < mirrored
        ? lower + distribution.upperTail(mirrored) : upper + distribution.lowerTail(mirrored)
    return definition.tails(lower: swaps ? upper : lower, upper: swaps ? lower : upper, distance: distance)
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

extension MannWhitneyTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Mann-Whitney test", "\(context.part(0)) against \(context.part(1))"),
      method: .init(
        Self.methodID, options: options,
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
      facts: [.init("n", .counts(sizes)), .init("U", .number(u, .decimals(1)))],
      cases: context.cases, notes: effectNotes)
  }

  private var options: [Report.Fact] {
    switch method {
    case .exact(let definition):
      [
        .init("method", .text("exact given the ties")), .init("alternative", .text(alternative.rawValue)),
        .init("two-sided p", .text(definition.rawValue)),
      ]
    case .asymptotic(let corrects):
      [
        .init("method", .text("normal approximation")), .init("alternative", .text(alternative.rawValue)),
        .init("continuity correction", .text(corrects ? "one half" : "none")),
      ]
    }
  }
}
