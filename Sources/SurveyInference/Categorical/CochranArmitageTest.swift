import SurveyProbability
import SurveyVocabulary

/// The Cochran-Armitage test for a linear trend of proportions over ordered groups.
///
/// Reference: Cochran (1954), doi:10.2307/3001616; Armitage (1955), doi:10.2307/3001775.
public struct CochranArmitageTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "cochran-armitage-test/1"

  /// The change of the proportion for one unit of the score, by least squares with the group sizes as
  /// weights; the interval is Wald's with each group's own variance.
  public let slope: Estimate
  /// z with the normal distribution or that of all tables.
  public let statistic: TestStatistic
  /// The chi-square of the deviations from the line, with the groups less two as degrees of freedom; `nil`
  /// for two groups.
  public let departure: TestStatistic?
  /// The side on which a trend was looked for.
  public let alternative: Alternative
  /// The probability of a z at least as extreme.
  public let pValue: Double
  /// The proportions of the groups.
  public let shares: [Double]
  /// The scores of the groups.
  public let scores: [Double]
  /// How the probability was found.
  public let method: TrendMethod
  /// The table: groups in the rows, the event in the first column; without groups that have no case.
  public let table: ContingencyTable
  /// The names of the two questions and the cases.
  public var context: DataContext
  private let notes: [String]

  /// Tests a table of ordered groups.
  ///
  /// - Parameters:
  ///   - table: Groups in the rows in their order, the event in the first of two columns.
  ///   - scores: A number for each group; `nil` for 1, 2, 3, …
  ///   - alternative: `.greater` asks for a rising proportion.
  ///   - method: The normal distribution, or all tables with these margins.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are not two columns, fewer than two groups or columns have a case, the
  ///   scores do not fit or do not vary, or the tables are too many to count.
  public init(
    _ table: some ContingencyTableConvertible, scores: [Double]? = nil, alternative: Alternative = .twoSided,
    method: TrendMethod = .asymptotic, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let all = try table.contingencyTable()
    guard all.columns.count == 2 else {
      throw InputError(
        .definition, "table", "has \(all.columns.count) columns", remedy: "a trend of proportions needs two")
    }
    let given = try TrendMethod.scores(scores, all.rows.count, "scores")
    let (table, notes) = try all.occupied()
    let used = given.indices.filter { all.rowTotals[$0] > 0 }.map { given[$0] }
    guard used.contains(where: { $0 != used[0] }) else {
      throw .constant("scores", remedy: "the scores of the groups must differ")
    }
    let sizes = table.rowTotals.map(Double.init)
    let n = Double(table.total)
    let p = table.counts.map { Double($0[0]) / (Double($0[0]) + Double($0[1])) }
    let common = Double(table.columnTotals[0]) / n
    let mean = zip(used, sizes).reduce(0) { $0 + $1.0 * ($1.1 / n) }
    let x = used.map { $0 - mean }
    let spread = zip(x, sizes).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
    guard spread > 1e-250, spread.isFinite else {
      throw InputError(
        .outOfRange, "scores", "their squares leave the range of Double", remedy: "rescale them")
    }
    let products = x.indices.reduce(0) { $0 + x[$1] * sizes[$1] * (p[$1] - common) }
    let b = products / spread
    let rest = Double(table.columnTotals[1]) / n
    let z = products / (common * rest * spread).squareRoot()
    // Each group's proportion enters with weight x·size/spread.
    let variance = x.indices.reduce(0) { sum, row in
      let weight = x[row] * (sizes[row] / spread)
      return sum + weight * weight * (p[row] * (1 - p[row]) / sizes[row])
    }
    let quantile = try NormalDistribution.standard.quantile(
      upperTail: alternative.tailArea(confidence: confidence))
    let reach = quantile * variance.squareRoot()
    slope = Estimate(
      b, standardError: variance.squareRoot(),
      interval: alternative.interval(b - reach, b + reach, level: confidence, method: "Wald"))
    switch method {
    case .asymptotic: statistic = TestStatistic("z", z, reference: .normal)
    case .exact(let definition):
      statistic = TestStatistic(
        "z", z, reference: .exact(try TrendMethod.tails(table, used, [1, 0], definition)))
    }
    let residual = x.indices.reduce(0) { sum, row in
      let deviation = p[row] - common - b * x[row]
      return sum + sizes[row] * deviation * deviation
    }
    departure =
      x.count > 2
      ? TestStatistic(
        "χ²", residual / (common * rest), reference: .chiSquare(degreesOfFreedom: Double(x.count - 2))) : nil
    pValue = statistic.pValue(alternative)
    self.alternative = alternative
    shares = p
    self.scores = used
    self.method = method
    self.table = table
    self.notes = notes
    context = table.context
  }
}

extension CochranArmitageTest {
  /// The slope with its interval and test, the departure from the line, and the groups.
  public var report: Report {
    var rows = [
      Report.Row("slope", slope, statistic: statistic, pValue: pValue, alternative: alternative)
    ]
    if let departure {
      rows.append(.init("departure from the line", statistic: departure, pValue: departure.pValue()))
    }
    let lines = table.rows.indices.map { row -> [Report.Cell] in
      [.text(table.rows[row]), .number(scores[row])] + table.counts[row].map { .count($0) }
        + [.number(shares[row], .bounded(3))]
    }
    return Report(
      context.tableTitle("Cochran-Armitage test for trend"),
      method: .init(
        Self.methodID,
        options: method.options(statistic) + [.init("alternative", .text(alternative.rawValue))],
        citation: Citation("Armitage", 1955, "Biometrics 11, 375-386", doi: "10.2307/3001775")),
      rows: rows,
      grids: [
        Report.Grid(columns: ["", "score"] + table.columns + ["share \(table.columns[0])"], lines: lines)
      ], cases: context.cases, notes: notes)
  }
}
