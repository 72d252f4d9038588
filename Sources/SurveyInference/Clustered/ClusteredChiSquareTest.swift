import SurveyProbability
import SurveyVocabulary

/// A chi-square test of groups by categories whose cases come in clusters.
///
/// Pearson's chi-square counts cases of a cluster as independent and is too large where they resemble each
/// other. Rao and Scott's adjustment divides it by its design effect, estimated from totals of clusters; Donner's
/// divides each group's part by a factor from the intraclass correlation.
///
/// Reference: Rao & Scott (1984), doi:10.1214/aos/1176346391; Donner (1989); Donner & Klar (2000).
public struct ClusteredChiSquareTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "clustered-chi-square-test/1"

  /// How chi-square is adjusted for the clusters.
  public enum Adjustment: String, Hashable, Sendable, Codable, CaseIterable {
    /// Rao and Scott's second-order adjustment as an F test (Thomas & Rao 1987): any numbers of groups and
    /// categories, and clusters with cases in several groups.
    case raoScott = "Rao-Scott"
    /// Donner's adjusted chi-square: two categories, and clusters that lie in one group each.
    case donner = "Donner"
  }

  /// The adjusted statistic: F for Rao and Scott, chi-square for Donner.
  public let statistic: TestStatistic
  /// The probability of a statistic at least as large under independence of groups and categories.
  public let pValue: Double
  /// Pearson's chi-square without adjustment.
  public let pearsonChiSquare: Double
  /// What Pearson's chi-square is divided by on the whole: the mean of the generalized design effects for Rao
  /// and Scott, the ratio of both chi-squares for Donner.
  public let designEffect: Double
  /// Donner's factor of each group; empty for Rao and Scott.
  public let groupFactors: [Double]
  /// The intraclass correlation of Donner's factors; `nil` for Rao and Scott, and where no cluster has two
  /// cases.
  public let intraclassCorrelation: Double?
  /// Cramér's V of the table, with the limits of the noncentral chi-square distribution at the size that the
  /// design effect leaves.
  public let cramersV: Estimate
  /// How chi-square was adjusted.
  public let adjustment: Adjustment
  /// The table, without groups and categories that have no case.
  public let table: ContingencyTable
  /// The number of clusters with cases in each group.
  public let clusterCounts: [Int]
  /// The number of clusters with cases in more than one group.
  public let sharedClusterCount: Int
  /// The names of the two questions and the cases.
  public var context: DataContext
  private let notes: [String]

  /// Tests groups by categories.
  ///
  /// - Parameters:
  ///   - groups: The group of each case.
  ///   - categories: The category of each case; Donner's event is the first.
  ///   - clusters: The cluster of each case.
  ///   - levels: All groups in their order; `nil` takes those that occur, in the order in which they do.
  ///   - categoryLevels: All categories in their order.
  ///   - adjustment: How chi-square is adjusted.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if the lists have different lengths, fewer than two groups or categories have a
  ///   case, a group has fewer than two clusters, the clusters do not vary, or the adjustment does not fit.
  public init<Label: Hashable>(
    _ groups: some Collection<String>, by categories: some Collection<String>,
    clusters: some Collection<Label>, levels: [String]? = nil, categoryLevels: [String]? = nil,
    adjustment: Adjustment = .raoScott, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let data = try ClusteredTable(
      Array(groups), Array(categories), Array(clusters), levels: levels, answerLevels: categoryLevels)
    let chi = ChiSquareSum(data.table)
    switch adjustment {
    case .raoScott:
      let effects = try data.designEffects()
      guard effects.sum > 1e-12 else {
        throw InputError(
          .constant, "clusters", "they do not vary",
          remedy: "there is no error between clusters to judge the table by")
      }
      let df = effects.sum / effects.squares * effects.sum
      statistic = TestStatistic(
        "F", chi.value / effects.sum,
        reference: .f(numerator: df, denominator: df * Double(data.clusterCount - 1)))
      designEffect = effects.sum / chi.degreesOfFreedom
      groupFactors = []
      intraclassCorrelation = nil
    case .donner:
      let (factors, correlation) = try data.donnersFactors()
      let share = chi.columns[0] / chi.total
      var adjusted = 0.0
      for (row, factor) in factors.enumerated() {
        let deviation = chi.counts[row][0] / chi.rows[row] - share
        adjusted += chi.rows[row] * deviation / factor * (deviation / (share * (1 - share)))
      }
      statistic = TestStatistic(
        "χ²", adjusted, reference: .chiSquare(degreesOfFreedom: chi.degreesOfFreedom))
      designEffect =
        chi.value > 0 && adjusted > 0
        ? chi.value / adjusted
        : zip(factors, chi.rows).reduce(0) { $0 + $1.0 * $1.1 / chi.total }
      groupFactors = factors
      intraclassCorrelation = correlation
    }
    pValue = statistic.pValue()
    pearsonChiSquare = chi.value
    cramersV = Estimate(
      chi.cramersV,
      interval: try NoncentralEffect(
        chi.value / designEffect, degreesOfFreedom: chi.degreesOfFreedom, confidence: confidence
      ).interval(scale: chi.total * chi.shorter / designEffect, largest: 1))
    self.adjustment = adjustment
    table = data.table
    clusterCounts = data.clustersOfRows
    sharedClusterCount = data.sharedClusterCount
    notes = data.notes
    context = data.table.context
  }
}

extension ClusteredChiSquareTest {
  /// The test with the table and its clusters.
  public var report: Report {
    Report(
      context.tableTitle("Chi-square test of clustered cases"),
      method: .init(
        Self.methodID, options: [.init("adjustment", .text(adjustment.rawValue))],
        citation: adjustment == .raoScott
          ? Citation("Rao & Scott", 1984, "Annals of Statistics 12, 46-60", doi: "10.1214/aos/1176346391")
          : Citation("Donner & Klar", 2000, "Design and analysis of cluster randomization trials")),
      rows: [.init("Cramér's V", cramersV, style: .bounded(2), statistic: statistic, pValue: pValue)],
      grids: [table.grid], facts: facts, cases: context.cases, notes: notes)
  }

  private var facts: [Report.Fact] {
    var facts: [Report.Fact] = [
      .init("clusters", .counts(clusterCounts)), .init("in several groups", .count(sharedClusterCount)),
      .init("χ² unadjusted", .number(pearsonChiSquare)), .init("design effect", .number(designEffect)),
    ]
    if let intraclassCorrelation {
      facts.append(.init("ICC", .number(intraclassCorrelation, .bounded(2))))
    }
    if !groupFactors.isEmpty {
      facts.append(.init("factors", .list(groupFactors.map { .number($0) })))
    }
    return facts
  }
}
