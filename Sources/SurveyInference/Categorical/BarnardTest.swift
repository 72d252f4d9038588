import SurveyProbability
import SurveyVocabulary

/// Barnard's unconditional exact test of two independent proportions.
///
/// Tables with the same group sizes are ordered by the score statistic; the probability is the largest over
/// the proportion that both groups share under the null hypothesis.
///
/// Reference: Barnard (1947), doi:10.1093/biomet/34.1-2.123; score statistic: Suissa & Shuster (1985),
/// doi:10.2307/2981892.
public struct BarnardTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "barnard-test/1"

  /// The first proportion minus the second, with the score interval of Miettinen and Nurminen.
  public let difference: Estimate
  /// The score statistic z with its unconditional null distribution.
  public let statistic: TestStatistic
  /// The side on which a difference was looked for.
  public let alternative: Alternative
  /// The largest probability of a z at least as extreme.
  public let pValue: Double
  /// The common proportion at which that probability is reached.
  public let nuisance: Double
  /// The variance behind z.
  public let variance: TwoProportionsTest.Variance
  /// The table: groups in the rows, the event in the first column.
  public let table: ContingencyTable
  /// The names of the two questions and the cases.
  public var context: DataContext

  /// Tests a table of two groups.
  ///
  /// - Parameters:
  ///   - table: Two groups in the rows, the event in the first column.
  ///   - alternative: The side on which a difference is looked for.
  ///   - variance: The variance of the statistic that orders the tables.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if the table is not of two rows and two columns, a group has no case, or there are
  ///   more than 250,000 tables with these group sizes.
  public init(
    _ table: some ContingencyTableConvertible, alternative: Alternative = .twoSided,
    variance: TwoProportionsTest.Variance = .pooled, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let table = try table.contingencyTable()
    let cells = try TwoByTwo(table, "Barnard's test")
    try cells.checkGroups(table)
    let tables = try UnconditionalTables(cells)
    let (n, m) = (cells.first, cells.second)
    func z(_ x: Int, _ y: Int) -> Double {
      let score = ScoreDifference(TwoByTwo(a: x, b: n - x, c: y, d: m - y))
      // In whole numbers, so that equal statistics are equal.
      let distance = Double(x * m - y * n) / Double(n * m)
      guard distance != 0 else { return 0 }
      let share = Double(x + y) / Double(n + m)
      let square =
        variance == .pooled
        ? share * (1 - share) * (1 / Double(n) + 1 / Double(m)) : score.waldError * score.waldError
      return square > 0 ? distance / square.squareRoot() : (distance > 0 ? 1e300 : -1e300)
    }
    let observed = z(cells.a, cells.c)
    let tie = 1e-10 * max(1, observed.magnitude)
    let lower = tables.largest { z($0, $1) <= observed + tie }
    let upper = tables.largest { z($0, $1) >= observed - tie }
    let both = tables.largest { z($0, $1).magnitude >= observed.magnitude - tie }
    statistic = TestStatistic(
      "z", observed.magnitude == 1e300 ? (observed < 0 ? -.infinity : .infinity) : observed,
      reference: .exact(
        TailProbabilities(
          lower: lower.probability, upper: upper.probability, twoSided: both.probability,
          definition: TwoSidedDefinition.distance.rawValue)))
    pValue = statistic.pValue(alternative)
    nuisance =
      switch alternative {
      case .twoSided: both.proportion
      case .greater: upper.proportion
      case .less: lower.proportion
      }
    difference = Estimate(
      cells.determinant / Double(n) / Double(m),
      interval: try RiskDifferenceInterval.miettinenNurminen.interval(
        cells, alternative: alternative, confidence: confidence))
    self.alternative = alternative
    self.variance = variance
    self.table = table
    context = table.context
  }
}

extension BarnardTest {
  /// The difference with its interval and test, and the proportions.
  public var report: Report {
    Report(
      context.tableTitle("Barnard's unconditional exact test"),
      method: .init(
        Self.methodID,
        options: [
          .init("variance", .text(variance.rawValue)), .init("alternative", .text(alternative.rawValue)),
          .init("interval", .text(difference.interval?.method ?? "")),
        ], citation: Citation("Barnard", 1947, "Biometrika 34, 123-138", doi: "10.1093/biomet/34.1-2.123")),
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
