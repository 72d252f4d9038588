import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// How two groups differ on covariates: means or shares, standardized mean differences, variance
/// ratios.
///
/// A difference is the first group's mean minus the baseline's. It is divided by a standard deviation
/// that ``Denominator`` names; its interval is Bonett's (2008), which does not assume equal variances.
/// A factor has one line for each of its levels.
///
/// References: Rosenbaum & Rubin (1985), doi:10.1080/00031305.1985.10479383; Austin (2009),
/// doi:10.1002/sim.3697; Bonett (2008), doi:10.1037/1082-989X.13.2.99.
public struct BalanceTable: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "balance-table/1"

  /// The standard deviation that a difference of means is divided by.
  public enum Denominator: String, Hashable, Sendable, Codable {
    /// The root of the mean of the two groups' variances, whatever their sizes.
    case bothGroups = "both groups"
    /// The standard deviation of the first group.
    case firstGroup = "first group"
  }

  /// One covariate, or one level of a factor.
  public struct Line: Hashable, Sendable {
    /// The name of the covariate; for a level "factor: level".
    public let name: String
    /// Whether the numbers are shares of a level.
    public let isShare: Bool
    /// Size, mean and variance in the first group and in the baseline; a share is a mean of 0 and 1.
    public let groups: [Moments]
    /// The first group's mean minus the baseline's.
    public let difference: Double
    /// The difference in standard deviations; `nil` where the denominator is zero.
    public let standardizedDifference: Estimate?
    /// The first group's variance divided by the baseline's; `nil` where that is zero or the ratio exceeds
    /// the range of `Double`.
    public let varianceRatio: Double?
  }

  /// The covariates in the order given.
  public let lines: [Line]
  /// What the differences were divided by.
  public let denominator: Denominator
  /// The level of the intervals.
  public let confidence: Double
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Compares two of the groups that labels name.
  ///
  /// - Parameters:
  ///   - covariates: Numbers and factors, one value per case.
  ///   - labels: The group of each case.
  ///   - group: The first group.
  ///   - baseline: The group that is subtracted.
  ///   - denominator: What the differences are divided by.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a group has fewer than two cases, if there is no covariate, if
  ///   lengths differ, or if a number is not finite.
  public init(
    _ covariates: [Term], by labels: some Collection<String>, comparing group: String,
    against baseline: String,
    denominator: Denominator = .bothGroups, confidence: Double = 0.95
  ) throws(InputError) {
    let labels = Array(labels)
    guard group != baseline else {
      throw InputError(.definition, "baseline", "both groups are \"\(group)\"", remedy: "name two groups")
    }
    let first = labels.indices.filter { labels[$0] == group }
    let second = labels.indices.filter { labels[$0] == baseline }
    try self.init(
      covariates, count: labels.count, first, second, names: [group, baseline], denominator, confidence)
  }

  /// Compares the cases for which a condition holds with the others.
  ///
  /// - Throws: `InputError` if a group has fewer than two cases, if there is no covariate, if
  ///   lengths differ, or if a number is not finite.
  public init(
    _ covariates: [Term], by isInGroup: some Collection<Bool>, denominator: Denominator = .bothGroups,
    confidence: Double = 0.95
  ) throws(InputError) {
    let flags = Array(isInGroup)
    try self.init(
      covariates, count: flags.count, flags.indices.filter { flags[$0] }, flags.indices.filter { !flags[$0] },
      names: ["group", "baseline"], denominator, confidence)
  }

  private init(
    _ covariates: [Term], count: Int, _ first: [Int], _ second: [Int], names: [String],
    _ denominator: Denominator, _ confidence: Double
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard !covariates.isEmpty else { throw InputError(.definition, "covariates", "there is no covariate") }
    for (name, cases) in zip(names, [first, second]) where cases.count < 2 {
      throw .tooFew(name, found: cases.count, needed: 2)
    }
    let quantile = try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2)
    var lines: [Line] = []
    for covariate in covariates {
      try checkEqualLength(covariate.rowCount, covariate.name, count, "groups")
      for column in try covariate.balanceColumns() {
        let values = try finiteValues(column.values, column.name)
        let groups = [
          try Moments(finite: first.map { values[$0] }), try Moments(finite: second.map { values[$0] }),
        ]
        lines.append(
          Line(
            column.name, isShare: covariate.isFactor, groups, denominator, quantile: quantile,
            confidence: confidence))
      }
    }
    self.lines = lines
    self.denominator = denominator
    self.confidence = confidence
    let used = first.count + second.count
    context = DataContext(
      parts: names,
      cases: CaseLedger(used: used, exclusions: [.init("in another group", count: count - used)]))
  }

  /// The line of a covariate; `nil` where there is none of that name.
  public subscript(name: String) -> Line? { lines.first { $0.name == name } }
}

extension BalanceTable.Line {
  fileprivate init(
    _ name: String, isShare: Bool, _ groups: [Moments], _ denominator: BalanceTable.Denominator,
    quantile: Double, confidence: Double
  ) {
    self.name = name
    self.isShare = isShare
    self.groups = groups
    difference = groups[0].mean - groups[1].mean
    let (first, second) = (groups[0].variance ?? 0, groups[1].variance ?? 0)
    let ratio = first / second
    varianceRatio = ratio.isFinite ? ratio : nil
    // Bonett (2008), the two-group case of his standardized contrasts.
    let (df1, df2) = (Double(groups[0].count - 1), Double(groups[1].count - 1))
    let square = denominator == .bothGroups ? first / 2 + second / 2 : first
    let value = difference / square.squareRoot()
    guard square > 0, value.isFinite, (value * value).isFinite else {
      standardizedDifference = nil
      return
    }
    let (a, b) = (first / square, second / square)
    let ofDenominator = denominator == .bothGroups ? (a * a / df1 + b * b / df2) / 8 : 1 / (2 * df1)
    let error = (value * value * ofDenominator + a / df1 + b / df2).squareRoot()
    standardizedDifference = Estimate(
      value, standardError: error,
      interval: ConfidenceInterval(
        lower: value - quantile * error, upper: value + quantile * error, level: confidence, method: "Bonett")
    )
  }
}

extension BalanceTable {
  /// The table of the covariates.
  public var report: Report {
    Report(
      context.title("Covariate balance", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID, options: [Report.Fact("divided by the SD of", .text(denominator.rawValue))],
        citation: Citation(
          "Rosenbaum & Rubin", 1985, "The American Statistician 39, 33-38",
          doi: "10.1080/00031305.1985.10479383")),
      grids: [grid], facts: sizes, cases: context.cases, notes: notes)
  }

  private var grid: Report.Grid {
    Report.Grid(
      columns: [
        "covariate", context.part(0), context.part(1), "SMD", "\(DecimalText.level(confidence)) CI",
        "variance ratio",
      ],
      lines: lines.map { line in
        let means = line.groups.map { Report.Cell.number($0.mean, line.isShare ? .percent(1) : .automatic) }
        let difference: [Report.Cell] =
          line.standardizedDifference.map { estimate in
            [
              .number(estimate.value, .decimals(2)),
              estimate.interval.map { .interval($0, .decimals(2)) } ?? .empty,
            ]
          } ?? [.empty, .empty]
        return [.text(line.name)] + means + difference
          + [line.varianceRatio.map { .number($0, .decimals(2)) } ?? .empty]
      })
  }

  private var sizes: [Report.Fact] {
    guard let groups = lines.first?.groups else { return [] }
    return groups.indices.map { Report.Fact("n \(context.part($0))", .count(groups[$0].count)) }
  }

  private var notes: [String] {
    lines.contains { $0.standardizedDifference == nil }
      ? ["without variation there is no standardized difference, and no variance ratio"] : []
  }
}
