import SurveyProbability
import SurveyVocabulary

/// Bartlett's test of the variances of two or more groups.
///
/// It assumes normal data: with heavy tails it rejects far too often, however large the groups are.
///
/// Reference: Bartlett (1937), doi:10.1098/rspa.1937.0109. Agrees with R's `bartlett.test` to 10 digits.
public struct BartlettTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "bartlett-test/1"

  /// Size, mean and variance of the groups, in their order.
  public let groups: [Moments]
  /// Bartlett's K² with k - 1 degrees of freedom.
  public let statistic: TestStatistic
  /// The probability of a K² at least as large if all variances are equal.
  public let pValue: Double
  /// The variance within all groups together, in squared units of the data.
  public let pooledVariance: Double
  /// The largest variance over the smallest. It has no interval: both were chosen after the data were seen.
  public let largestRatio: Double
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares the variances of groups.
  ///
  /// - Parameter groups: The scores of each group, at least two in each.
  /// - Throws: `InputError` if there are fewer than two groups, a group has fewer than two scores or does not
  ///   vary, or a score is not finite.
  public init(_ groups: ScoreGroups) throws(InputError) {
    var moments: [Moments] = []
    for (name, scores) in zip(groups.names, try groups.checked(atLeast: 2)) {
      do throws(InputError) {
        moments.append(try Moments(finite: scores))
      } catch {
        throw InputError(error.code, name, error.problem, remedy: error.remedy)
      }
    }
    try self.init(moments, groups.names)
  }

  /// Compares groups known only by their size, mean and variance.
  ///
  /// - Throws: `InputError` if there are fewer than two groups, or a group has fewer than two observations or
  ///   does not vary.
  public init(_ groups: [Moments], names: [String] = []) throws(InputError) {
    guard groups.count >= 2 else { throw .tooFew("groups", found: groups.count, needed: 2) }
    guard groups.count <= ScoreGroups.most else {
      throw .infeasible("groups", "there are more than 1,000 groups", remedy: "use fewer levels")
    }
    if !names.isEmpty { try checkEqualLength(names.count, "names", groups.count, "the list of groups") }
    let all = names.isEmpty ? groups.indices.map { "group \($0 + 1)" } : names
    for (name, group) in zip(all, groups) where group.count < 2 {
      throw .tooFew(name, found: group.count, needed: 2, remedy: "leave the group out")
    }
    try self.init(groups, all)
  }

  private init(_ groups: [Moments], _ names: [String]) throws(InputError) {
    for (name, group) in zip(names, groups) {
      try group.checkVariance(
        name, remedy: "use LeveneTest or FlignerKilleenTest, or leave the group out")
    }
    let freedoms = groups.map { Double($0.count - 1) }
    let total = freedoms.reduce(0, +)
    let variances = groups.map { $0.variance ?? 0 }
    let pooled = zip(freedoms, variances).reduce(0) { $0 + $1.1 * ($1.0 / total) }
    let others = Double(groups.count - 1)
    // ν log(s²/pooled) sums to the same as ν (log(s²/pooled) - (s²/pooled - 1)), whose terms have one sign.
    let sum = zip(freedoms, variances).reduce(0) { sum, group in
      let excess = (group.1 - pooled) / pooled
      return sum + group.0 * (excess - libmLog1p(excess))
    }
    let reciprocals = freedoms.reduce(0) { $0 + 1 / $1 } - 1 / total
    let value = max(0, sum) / (1 + reciprocals / (3 * others))
    let (largest, smallest) = (variances.reduce(0, max), variances.reduce(.infinity, min))
    let (count, overflow) = groups.reduce((0, false)) { sum, group in
      let (next, isOver) = sum.0.addingReportingOverflow(group.count)
      return (next, sum.1 || isOver)
    }
    guard !overflow, value.isFinite, pooled.isFinite, (largest / smallest).isFinite else {
      throw InputError(
        .outOfRange, "groups", "the variances exceed the range of Double", remedy: "rescale the scores")
    }
    self.groups = groups
    statistic = TestStatistic("K²", value, reference: .chiSquare(degreesOfFreedom: others))
    pValue = statistic.pValue()
    pooledVariance = pooled
    largestRatio = largest / smallest
    context = DataContext(parts: names, cases: CaseLedger(all: count))
  }
}

extension BartlettTest {
  /// The finding as rows, tables and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Bartlett's test of equal variances"),
      method: .init(
        Self.methodID,
        citation: Citation(
          "Bartlett", 1937, "Proceedings of the Royal Society of London A 160, 268-282",
          doi: "10.1098/rspa.1937.0109")),
      rows: [
        .init("largest over smallest variance", Estimate(largestRatio), statistic: statistic, pValue: pValue)
      ],
      grids: [context.grid(of: groups)], cases: context.cases,
      notes: [
        "The test holds for normal data only. Do not choose between Student's and Welch's test, or between "
          + "two analyses of variance, by it."
      ])
  }
}
