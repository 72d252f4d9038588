import SurveyProbability
import SurveyVocabulary

/// Boschloo's unconditional exact test of two independent proportions.
///
/// Tables with the same group sizes are ordered by the probability of Fisher's exact test; the probability is
/// the largest over the proportion that both groups share under the null hypothesis. It is never larger than
/// Fisher's.
///
/// Reference: Boschloo (1970), doi:10.1111/j.1467-9574.1970.tb00104.x.
public struct BoschlooTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "boschloo-test/1"

  /// The first proportion minus the second, with the score interval of Miettinen and Nurminen.
  public let difference: Estimate
  /// Fisher's probability with its unconditional null distribution.
  public let statistic: TestStatistic
  /// The side on which a difference was looked for.
  public let alternative: Alternative
  /// The largest probability of a Fisher's probability at least as small.
  public let pValue: Double
  /// The common proportion at which that probability is reached; with `.doubled`, on the smaller side.
  public let nuisance: Double
  /// The table: groups in the rows, the event in the first column.
  public let table: ContingencyTable
  /// The names of the two questions and the cases.
  public var context: DataContext

  /// Tests a table of two groups.
  ///
  /// - Parameters:
  ///   - table: Two groups in the rows, the event in the first column.
  ///   - alternative: The side on which a difference is looked for.
  ///   - twoSided: `minimumLikelihood` for tables in the order of Fisher's two-sided probability, or
  ///     `doubled` for twice the smaller of the two one-sided tests; the others are not defined here.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if the table is not of two rows and two columns, a group has no case, there are
  ///   more than 250,000 tables with these group sizes, or the definition is another.
  public init(
    _ table: some ContingencyTableConvertible, alternative: Alternative = .twoSided,
    twoSided: TwoSidedDefinition = .minimumLikelihood, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard twoSided == .minimumLikelihood || twoSided == .doubled else {
      throw twoSided.undefined(
        "is not defined for Boschloo's order of tables", remedy: "use .minimumLikelihood or .doubled")
    }
    let table = try table.contingencyTable()
    let cells = try TwoByTwo(table, "Boschloo's test")
    try cells.checkGroups(table)
    let tables = try UnconditionalTables(cells)
    let fisher = tables.fisher()
    let own = fisher[cells.a][cells.c]
    func largest(_ probability: (TailProbabilities) -> Double) -> (probability: Double, proportion: Double) {
      let limit = probability(own) * (1 + TwoSidedDefinition.tie)
      return tables.largest { probability(fisher[$0][$1]) <= limit }
    }
    let lower = largest(\.lower)
    let upper = largest(\.upper)
    let smaller = lower.probability <= upper.probability ? lower : upper
    let both =
      twoSided == .doubled
      ? (probability: min(1, 2 * smaller.probability), proportion: smaller.proportion) : largest(\.twoSided)
    let value: Double
    switch alternative {
    case .twoSided:
      value = twoSided == .doubled ? min(own.lower, own.upper) : own.twoSided
      nuisance = both.proportion
    case .greater: (value, nuisance) = (own.upper, upper.proportion)
    case .less: (value, nuisance) = (own.lower, lower.proportion)
    }
    statistic = TestStatistic(
      "Fisher's p", value,
      reference: .exact(
        TailProbabilities(
          lower: lower.probability, upper: upper.probability, twoSided: both.probability,
          definition: twoSided.rawValue)))
    pValue = statistic.pValue(alternative)
    difference = Estimate(
      cells.determinant / Double(cells.first) / Double(cells.second),
      interval: try RiskDifferenceInterval.miettinenNurminen.interval(
        cells, alternative: alternative, confidence: confidence))
    self.alternative = alternative
    self.table = table
    context = table.context
  }
}

extension BoschlooTest {
  /// The difference with its interval and test, and the proportions.
  public var report: Report {
    let definition: String = if case .exact(let tails) = statistic.reference { tails.definition } else { "" }
    return Report(
      context.tableTitle("Boschloo's unconditional exact test"),
      method: .init(
        Self.methodID,
        options: [
          .init("alternative", .text(alternative.rawValue)), .init("two-sided p", .text(definition)),
          .init("interval", .text(difference.interval?.method ?? "")),
        ],
        citation: Citation(
          "Boschloo", 1970, "Statistica Neerlandica 24, 1-9", doi: "10.1111/j.1467-9574.1970.tb00104.x")),
      rows: [
        .init(
          "difference", difference, style: .bounded(3), statistic: statistic, pValue: pValue,
          alternative: alternative)
      ],
      grids: (try? TwoByTwo(table, "")).map { [$0.grid(table)] } ?? [],
      facts: [.init("common proportion of the largest p", .number(nuisance, .bounded(3)))],
      cases: context.cases)
  }
}
