import SurveyProbability
import SurveyVocabulary

/// Anderson and Darling's test that several groups have the same distribution.
///
/// A² adds up, over all pooled values, how far the distribution functions of the groups lie from that of
/// all, in units of their variance: differences in the tails weigh as much as those in the middle. With two
/// groups it is Pettitt's test.
///
/// Reference: Scholz & Stephens (1987), doi:10.1080/01621459.1987.10478517.
public struct AndersonDarlingKSampleTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "anderson-darling-k-sample-test/1"

  /// What a distribution function is at values that occur more than once.
  public enum TieRule: String, Hashable, Sendable, Codable, CaseIterable {
    /// The mean of its values before and after the step: Scholz and Stephens's A²_akN.
    case midpoints
    /// Its value after the step: their A²_kN.
    case steps
  }

  /// The sizes of the groups, in their order.
  public let sizes: [Int]
  /// A², zero or more; about k - 1 if the groups have the same distribution.
  public let aSquared: Double
  /// A² less k - 1, over its standard deviation without ties; `nil` for fewer than four values.
  public let standardized: Double?
  /// The share of variance between the groups when the values are cut in two, averaged over all cuts: from 0
  /// to 1.
  public let meanShare: Double
  /// The share that chance makes if the groups have the same distribution: (k - 1)/(N - 1).
  public let shareByChance: Double
  /// A² with its counted or sampled null distribution; `nil` for the limit distribution.
  public let statistic: TestStatistic?
  /// The probability of an A² at least as large if the groups have the same distribution.
  public let pValue: Double
  /// How the probability was found.
  public let method: NullDistributionMethod
  /// What a distribution function is at tied values.
  public let ties: TieRule
  /// Where the probability of all divisions lies, given the random ones; `nil` for other methods.
  public let pValueInterval: ConfidenceInterval?
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares the distributions of groups.
  ///
  /// - Parameters:
  ///   - groups: The scores of each group.
  ///   - ties: What a distribution function is at tied values; without ties the two statistics differ by the
  ///     weight of their terms.
  ///   - method: All divisions of the pooled values, ties as they are; random ones; or the limit
  ///     distribution at the standardized A², for values without many ties.
  /// - Throws: `InputError` if there are fewer than two groups, a group is empty, a score is not finite, all
  ///   scores are equal, there are more than 1,000,000 scores, the exact distribution is not feasible at this
  ///   size, or there are fewer than four scores for the limit distribution.
  public init(
    _ groups: ScoreGroups, ties: TieRule = .midpoints,
    method: NullDistributionMethod = .monteCarlo(draws: 9_999, seed: 1)
  ) throws(InputError) {
    let scores = try groups.checked()
    let sizes = scores.map(\.count)
    let count = sizes.reduce(0, +)
    guard count <= 1_000_000 else {
      throw .infeasible("groups", "there are more than 1,000,000 scores", remedy: "draw a part of them")
    }
    let shares = CutPointShares(scores, ties)
    guard shares.blocks.sizes.count > 1 else { throw .constant("groups") }
    let value = shares.observed
    let freedom = Double(sizes.count - 1)
    let standardized = Self.deviation(sizes).map { (value - freedom) / $0 }
    var interval: ConfidenceInterval?
    var limit = 1.0
    switch method {
    case .exact:
      statistic = TestStatistic("A²", value, reference: try shares.enumerated().exactUpper)
    case .monteCarlo(let draws, let seed):
      let counts = try shares.sampled(draws, seed: seed)
      statistic = TestStatistic("A²", value, reference: counts.sampledUpper(draws, seed))
      interval = try counts.interval(count: counts.upper)
    case .asymptotic:
      guard let standardized else {
        throw .tooFew("groups", found: count, needed: 4, remedy: "use .exact")
      }
      // Moved to the mean and the spread of the limit.
      let distribution = LimitOfSquares(.andersonDarling, degreesOfFreedom: freedom)
      limit = distribution.upperTail(distribution.mean + standardized * distribution.deviation)
      statistic = nil
    }
    self.sizes = sizes
    aSquared = value
    self.standardized = standardized
    meanShare = shares.meanShare
    shareByChance = freedom / Double(count - 1)
    pValue = statistic?.pValue() ?? limit
    self.method = method
    self.ties = ties
    pValueInterval = interval
    context = groups.context
  }

  /// The standard deviation of A² without ties.
  private static func deviation(_ sizes: [Int]) -> Double? {
    let count = sizes.reduce(0, +)
    guard count >= 4 else { return nil }
    let (n, k) = (Double(count), Double(sizes.count))
    let reciprocals = sizes.reduce(0) { $0 + 1 / Double($1) }
    var harmonic = 0.0
    // g = Σ Σ 1/((N - i) j) over i < j < N, the inner sums from above.
    var (g, above) = (0.0, 0.0)
    for i in stride(from: count - 1, through: 1, by: -1) {
      g += above / Double(count - i)
      above += 1 / Double(i)
      harmonic += 1 / Double(i)
    }
    let h = harmonic
    let a = (4 * g - 6) * (k - 1) + (10 - 6 * g) * reciprocals
    let b = (2 * g - 4) * k * k + 8 * h * k + (2 * g - 14 * h - 4) * reciprocals - 8 * h + 4 * g - 6
    let c = (6 * h + 2 * g - 2) * k * k + (4 * h - 4 * g + 6) * k + (2 * h - 6) * reciprocals + 4 * h
    let d = (2 * h + 6) * k * k - 4 * h * k
    let variance = (((a * n + b) * n + c) * n + d) / ((n - 1) * (n - 2) * (n - 3))
    return variance > 0 ? variance.squareRoot() : nil
  }

  /// The test of groups given by a label for each score; the other arguments are those for arrays.
  ///
  /// `levels` are all groups in their order, the sorted labels where none are given.
  ///
  /// - Throws: `InputError` as for arrays, or if scores and labels do not fit.
  public init(
    _ scores: some Collection<Double>, by labels: some Collection<String>, levels: [String]? = nil,
    ties: TieRule = .midpoints, method: NullDistributionMethod = .monteCarlo(draws: 9_999, seed: 1)
  ) throws(InputError) {
    try self.init(ScoreGroups(scores, by: labels, levels: levels), ties: ties, method: method)
  }
}

extension AndersonDarlingKSampleTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    var facts: [Report.Fact] = [
      .init("A²", .number(aSquared, .decimals(3))),
      .init("share by chance", .number(shareByChance, .bounded(3))),
    ]
    if let standardized { facts.append(.init("standardized A²", .number(standardized, .decimals(3)))) }
    if let pValueInterval { facts.append(pValueInterval.factOfP) }
    return Report(
      context.title("Anderson-Darling test of several groups"),
      method: .init(
        Self.methodID,
        options: [method.option, .init("distribution functions at ties", .text(ties.rawValue))],
        seed: method.seed,
        citation: Citation(
          "Scholz & Stephens", 1987, "Journal of the American Statistical Association 82, 918-924",
          doi: "10.1080/01621459.1987.10478517")),
      rows: [
        .init(
          "mean share of variance between groups", Estimate(meanShare), style: .bounded(3),
          statistic: statistic, pValue: pValue)
      ],
      grids: [
        Report.Grid(
          columns: ["group", "n"], lines: sizes.indices.map { [.text(context.part($0)), .count(sizes[$0])] })
      ], facts: facts, cases: context.cases)
  }
}
