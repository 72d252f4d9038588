import SurveyProbability
import SurveyVocabulary

/// Fisher's exact test of independence in a table of counts, conditional on its margins.
///
/// Of two rows and two columns it gives the odds ratio with it: the conditional maximum-likelihood estimate
/// and the limits that the one-sided tests imply. Larger tables are ordered by their probability (Freeman &
/// Halton 1951) and have Cramér's V.
///
/// Reference: Fisher (1935); Freeman & Halton (1951), doi:10.1093/biomet/38.1-2.141.
public struct FisherExactTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "fisher-exact-test/1"

  /// The conditional maximum-likelihood odds ratio of a two-by-two table with its exact limits; `nil` for
  /// larger tables, and where it is infinite or the margins leave only one table.
  public let oddsRatio: Estimate?
  /// The exact limits of the odds ratio, 0 and ∞ where the table sets none; `nil` for larger tables.
  public let oddsRatioInterval: ConfidenceInterval?
  /// Cramér's V of a larger table with the interval of the noncentral chi-square distribution; `nil` for two
  /// rows and two columns.
  public let cramersV: Estimate?
  /// The first cell with its null distribution, or minus the log probability of the table with that.
  public let statistic: TestStatistic
  /// The probability of a table at least as extreme.
  public let pValue: Double
  /// Where the probability over all tables lies, given random ones; `nil` for an exact probability.
  public let pValueInterval: ConfidenceInterval?
  /// The side on which an association was looked for.
  public let alternative: Alternative
  /// How the probability was found.
  public let method: TableMethod
  /// The table, without rows and columns that have no case.
  public let table: ContingencyTable
  /// The names of the two questions and the cases.
  public var context: DataContext
  private let notes: [String]

  /// Tests a table of counts.
  ///
  /// - Parameters:
  ///   - table: The table, or its counts row by row.
  ///   - alternative: For two rows and two columns: `.greater` asks for an odds ratio above 1.
  ///   - twoSided: How a two-sided probability is defined; larger tables have the minimum likelihood only.
  ///   - midP: Whether tables as probable as the observed one count half; the limits follow.
  ///   - method: Exact, or random tables for more than two rows or columns.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if fewer than two rows or columns have a case; if a larger table has a one-sided
  ///   alternative or another definition; if the tables are too many to count; or if the table has more than
  ///   2^31 cases.
  public init(
    _ table: some ContingencyTableConvertible, alternative: Alternative = .twoSided,
    twoSided: TwoSidedDefinition = .minimumLikelihood, midP: Bool = false, method: TableMethod = .exact,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let (table, notes) = try table.contingencyTable().occupied()
    self.table = table
    self.notes = notes
    self.alternative = alternative
    self.method = method
    context = table.context
    if table.rows.count == 2, table.columns.count == 2 {
      guard method == .exact else {
        throw InputError(
          .definition, "method", "a table of two rows and two columns has its exact probability at once",
          remedy: "use .exact")
      }
      let cells = try TwoByTwo(table, "Fisher's test")
      let conditional = ConditionalOddsRatio(cells)
      let null = try HypergeometricDistribution(
        marked: conditional.marked, population: conditional.population, draws: conditional.draws)
      statistic = TestStatistic(
        "n11", Double(cells.a), reference: .exact(twoSided.tails(of: cells.a, in: null, midP: midP)))
      let interval = try conditional.interval(
        midP: twoSided.halves(midP), alternative: alternative, confidence: confidence)
      let value = try conditional.estimate()
      oddsRatio = value.flatMap { $0.isFinite ? Estimate($0, interval: interval) : nil }
      oddsRatioInterval = interval
      cramersV = nil
      pValueInterval = nil
    } else {
      guard alternative == .twoSided, twoSided == .minimumLikelihood else {
        throw InputError(
          .definition, "alternative", "a table of more than two rows or columns has no sides",
          remedy: "use .twoSided with .minimumLikelihood")
      }
      let found = try Self.larger(table, midP: midP, method, confidence: confidence)
      statistic = TestStatistic("-log P", found.statistic, reference: found.reference)
      pValueInterval = found.interval
      oddsRatio = nil
      oddsRatioInterval = nil
      let chi = ChiSquareSum(table)
      cramersV = try chi.cramersV(confidence: confidence)
    }
    pValue = statistic.pValue(alternative)
  }

  private static func larger(
    _ table: ContingencyTable, midP: Bool, _ method: TableMethod, confidence: Double
  ) throws(InputError) -> (
    statistic: Double, reference: TestStatistic.Reference, interval: ConfidenceInterval?
  ) {
    guard table.total <= 10_000_000 else {
      throw .infeasible("table", "has more than 10,000,000 cases", remedy: "use ChiSquareTest")
    }
    let logs = ConditionalTables.logFactorials(upTo: table.total)
    // The margins' part of the log probability is the same for all tables.
    let observed = table.counts.joined().reduce(0) { $0 + logs[$1] }
    let margins = (table.rowTotals + table.columnTotals).reduce(0) { $0 + logs[$1] }
    let statistic = observed + logs[table.total] - margins
    let tolerance = 1e-10 * max(1, observed)
    let found = try TableProbability(
      table, method, observed: observed, tolerance: tolerance, midP: midP,
      definition: TwoSidedDefinition.minimumLikelihood.rawValue, confidence: confidence
    ) { _, _, count in logs[count] }
    guard let reference = found.reference else {
      throw InputError(
        .definition, "method", "Fisher's test has no large-sample form", remedy: "use ChiSquareTest or GTest")
    }
    return (statistic, reference, found.interval)
  }
}

extension FisherExactTest {
  /// The effect with its interval, the probability, and the table.
  public var report: Report {
    var rows: [Report.Row] = []
    var facts: [Report.Fact] = []
    var remarks = notes
    if let interval = oddsRatioInterval {
      if let oddsRatio {
        rows.append(
          .init("odds ratio", oddsRatio, statistic: statistic, pValue: pValue, alternative: alternative))
      } else {
        rows.append(
          .init("odds ratio", nil, statistic: statistic, pValue: pValue, alternative: alternative))
        facts.append(
          .init("\(DecimalText.level(interval.level)) CI of the odds ratio", .interval(interval, .automatic)))
        remarks.append(
          "The conditional estimate of the odds ratio is infinite: a cell off the diagonal is 0.")
      }
    } else if let cramersV {
      rows.append(.init("Cramér's V", cramersV, style: .bounded(2), statistic: statistic, pValue: pValue))
    }
    if let pValueInterval {
      facts.append(
        .init("\(DecimalText.level(pValueInterval.level)) CI of p", .interval(pValueInterval, .bounded(4))))
    }
    return Report(
      context.tableTitle("Fisher's exact test"),
      method: .init(
        Self.methodID, options: options, seed: method.seed,
        citation: Citation("Fisher", 1935, "Journal of the Royal Statistical Society 98, 39-82")),
      rows: rows, grids: [table.grid], facts: facts, cases: context.cases, notes: remarks)
  }

  private var options: [Report.Fact] {
    let definition: String =
      switch statistic.reference {
      case .exact(let tails), .monteCarlo(let tails, _, _): tails.definition
      default: ""
      }
    return [
      .init("method", .text(method.text(""))), .init("alternative", .text(alternative.rawValue)),
      .init("two-sided p", .text(definition)),
    ]
  }
}
