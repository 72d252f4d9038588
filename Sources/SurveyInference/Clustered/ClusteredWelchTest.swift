import SurveyProbability
import SurveyVocabulary

/// Welch's test of the difference between two means whose cases come in clusters, such as people in
/// workplaces.
///
/// The variance of the difference is Bell and McCaffrey's CR2, which lets cases of a cluster depend on each
/// other in any way; the degrees of freedom are Satterthwaite's. Clusters may lie in one group each or have
/// cases in both. Where every case is a cluster of its own this is ``WelchTest``, with its degrees of freedom.
///
/// Reference: Bell & McCaffrey (2002), Survey Methodology 28, 169-181; Pustejovsky & Tipton (2018),
/// doi:10.1080/07350015.2016.1247004. Agrees with R's `clubSandwich::coef_test` to 11 digits.
public struct ClusteredWelchTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "clustered-welch-test/1"

  /// The variances of single cases in the model that the degrees of freedom are computed under.
  public enum WorkingVariances: String, Hashable, Sendable, Codable, CaseIterable {
    /// One variance in each group, estimated by the group's part in the CR2 variance: Welch's degrees of
    /// freedom where every case is a cluster.
    case separate
    /// The same variance in both groups: the degrees of freedom of Bell and McCaffrey, which do not depend on
    /// the values.
    case equal
  }

  /// Size, mean and variance of the two groups, in the order given.
  public let groups: [Moments]
  /// The number of clusters with cases in each group.
  public let clusterCounts: [Int]
  /// The number of clusters with cases in both groups.
  public let sharedClusterCount: Int
  /// First mean minus second, in the units of the data.
  public let difference: Estimate
  /// The difference in units of the root mean of the two variances (average-variance d), with an interval by
  /// linearization that respects the clusters.
  public let effect: Estimate
  /// t with Satterthwaite's degrees of freedom.
  public let statistic: TestStatistic
  /// The side on which a difference was looked for.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme under the null hypothesis.
  public let pValue: Double
  /// The working model of the degrees of freedom.
  public let workingVariances: WorkingVariances
  /// The intraclass correlation of cases of the same cluster and group (analysis of variance); `nil` where no
  /// cluster has two cases in a group.
  public let intraclassCorrelation: Double?
  /// The CR2 variance of the difference over Welch's, which takes the cases as independent.
  public let designEffect: Double
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares the means of two groups of clustered cases.
  ///
  /// - Parameters:
  ///   - group: The values whose mean is the minuend.
  ///   - clusters: The cluster of each value of `group`.
  ///   - baseline: The values whose mean is subtracted.
  ///   - baselineClusters: The cluster of each value of `baseline`; a label of the other group is the same
  ///     cluster.
  ///   - alternative: The side on which a difference is looked for.
  ///   - workingVariances: The variances of the model behind the degrees of freedom.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a group has fewer than two clusters, holds a value that is not finite, has not
  ///   one cluster for each value, or if the clusters do not vary.
  public init<Label: Hashable>(
    _ group: some Collection<Double>, clusters: some Collection<Label>,
    against baseline: some Collection<Double>, clusters baselineClusters: some Collection<Label>,
    alternative: Alternative = .twoSided, workingVariances: WorkingVariances = .separate,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    try self.init(
      ClusteredGroups(group, clusters, baseline, baselineClusters), alternative, workingVariances,
      confidence: confidence)
  }

  init(
    _ data: ClusteredGroups, _ alternative: Alternative, _ workingVariances: WorkingVariances,
    confidence: Double
  ) throws(InputError) {
    let moments = data.moments
    let sums = data.sums
    let variances = sums.variances
    let error = variances.difference.squareRoot()
    let t = try data.statistic(standardError: error)
    let (first, second) = (moments.first, moments.second)
    let df =
      switch workingVariances {
      case .separate: sums.degreesOfFreedom(variances.first, variances.second)
      case .equal: sums.degreesOfFreedom(1 / Double(first.count), 1 / Double(second.count))
      }
    let quantile = try StudentTDistribution(degreesOfFreedom: df)
      .quantile(upperTail: alternative.tailArea(confidence: confidence))
    func estimate(_ value: Double, _ error: Double, _ method: String) -> Estimate {
      Estimate(
        value, standardError: error,
        interval: alternative.interval(
          value - error * quantile, value + error * quantile, level: confidence, method: method))
    }
    difference = estimate(moments.difference, error, "CR2 t")
    let (v1, v2) = (first.variance ?? 0, second.variance ?? 0)
    let s = (v1 / 2 + v2 / 2).squareRoot()
    let d = moments.difference / s
    effect = estimate(d, sums.varianceOfD(d, s).squareRoot(), "CR2 t, linearization")
    designEffect = variances.difference / (v1 / Double(first.count) + v2 / Double(second.count))
    intraclassCorrelation = ClusterVariances([sums.first, sums.second])?.correlation
    statistic = TestStatistic("t", t, reference: .t(degreesOfFreedom: df))
    self.alternative = alternative
    pValue = statistic.pValue(alternative)
    self.workingVariances = workingVariances
    groups = [first, second]
    clusterCounts = [sums.first.clusterCount, sums.second.clusterCount]
    sharedClusterCount = zip(sums.first.counts, sums.second.counts).count { $0 > 0 && $1 > 0 }
    context = moments.context
  }
}

extension ClusteredWelchTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    var notes: [String] = []
    if case .t(let df) = statistic.reference, df < 4 {
      notes.append("With fewer than 4 degrees of freedom the probability can be off its level by much.")
    }
    if intraclassCorrelation == nil {
      notes.append("No cluster has two cases in a group: there is no intraclass correlation.")
    }
    return Report(
      context.title("Welch's test of clustered cases", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [
          .init("alternative", .text(alternative.rawValue)), .init("variance", .text("CR2")),
          .init("working variances", .text(workingVariances.rawValue)),
        ],
        citation: Citation("Bell & McCaffrey", 2002, "Survey Methodology 28, 169-181")),
      rows: [
        .init(
          "difference in means", difference, statistic: statistic, pValue: pValue, alternative: alternative),
        .init("average-variance d", effect),
      ],
      facts: groups.facts + clusterFacts, cases: context.cases, notes: notes)
  }

  private var clusterFacts: [Report.Fact] {
    [
      .init("clusters", .counts(clusterCounts)), .init("in both groups", .count(sharedClusterCount)),
      .init("ICC", intraclassCorrelation.map { .number($0, .bounded(2)) } ?? .empty),
      .init("design effect of the difference", .number(designEffect)),
    ]
  }
}
