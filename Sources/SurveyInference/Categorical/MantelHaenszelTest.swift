import SurveyProbability
import SurveyVocabulary

/// The Cochran-Mantel-Haenszel test of two-by-two tables in strata, with the common odds ratio and the test
/// that it is common.
///
/// Reference: Mantel & Haenszel (1959), doi:10.1093/jnci/22.4.719; variance: Robins, Breslow & Greenland
/// (1986), doi:10.2307/2531052; homogeneity: Breslow & Day (1980), Tarone (1985), doi:10.1093/biomet/72.1.91.
public struct MantelHaenszelTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "mantel-haenszel-test/1"

  /// How the probability and the odds ratio are found.
  public enum Method: Hashable, Sendable {
    /// The chi-square test, and the Mantel-Haenszel odds ratio with the interval of Robins, Breslow and
    /// Greenland.
    case chiSquare(continuityCorrection: Bool = false)
    /// The exact conditional test, and the conditional odds ratio with its exact interval.
    case exact(twoSided: TwoSidedDefinition = .minimumLikelihood, midP: Bool = false)
  }

  /// The common odds ratio; `nil` where it is infinite or undefined.
  public let oddsRatio: Estimate?
  /// The limits of the common odds ratio; `nil` where there are none.
  public let interval: ConfidenceInterval?
  /// z, whose square is the Mantel-Haenszel chi-square, or the sum of the first cells with its null
  /// distribution.
  public let statistic: TestStatistic
  /// The side on which an association was looked for.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme.
  public let pValue: Double
  /// The test of Breslow and Day that the strata have one odds ratio, with Tarone's adjustment; `nil` where
  /// the common odds ratio is 0, infinite or undefined, or fewer than two strata inform.
  public let homogeneity: TestStatistic?
  /// The same without the adjustment.
  public let breslowDay: TestStatistic?
  /// The odds ratio of each stratum, ad/bc; `nil` where it is infinite or undefined.
  public let strataOddsRatios: [Double?]
  /// The strata.
  public let strata: [ContingencyTable]
  /// The strata in which a question does not vary, which tell nothing of the odds ratio.
  public let uninformativeCount: Int
  /// How the probability was found.
  public let method: Method
  /// The names of the strata and the cases.
  public var context: DataContext

  /// Tests strata.
  ///
  /// - Parameters:
  ///   - strata: One table of two rows and two columns to a stratum.
  ///   - alternative: `.greater` asks for an odds ratio above 1.
  ///   - method: The chi-square test, or the exact conditional one.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there is no stratum, a table is not of two rows and two columns, no stratum
  ///   informs, there are more than 2^52 cases, or the exact distribution is too large.
  public init(
    strata: [some ContingencyTableConvertible], alternative: Alternative = .twoSided,
    method: Method = .chiSquare(), confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard !strata.isEmpty else { throw InputError(.tooFew, "strata", "0 found, at least 1 needed") }
    var tables: [ContingencyTable] = []
    var informing: [TwoByTwo] = []
    var total = 0
    for stratum in strata {
      let table = try stratum.contingencyTable()
      let cells = try TwoByTwo(table, "a stratum")
      guard table.total <= ContingencyTable.mostCases - total else {
        throw .outOfRange("strata", value: Double(table.total), allowed: "together at most 2^52 cases")
      }
      total += table.total
      tables.append(table)
      if (table.rowTotals + table.columnTotals).allSatisfy({ $0 > 0 }) { informing.append(cells) }
    }
    guard !informing.isEmpty else {
      throw .constant("strata", remedy: "in each stratum a row or a column has no case")
    }
    let sums = MantelHaenszelSums(informing)
    let common = sums.oddsRatio
    switch method {
    case .chiSquare(let corrects):
      let size = max(0, sums.distance.magnitude - (corrects ? 0.5 : 0)) / sums.variance.squareRoot()
      statistic = TestStatistic("z", sums.distance < 0 ? -size : size, reference: .normal)
      let found = try sums.interval(alternative, confidence: confidence)
      interval = found
      oddsRatio = common.flatMap { $0.isFinite ? Estimate($0, interval: found) : nil }
    case .exact(let definition, let midP):
      let cells = StratifiedCells(informing)
      statistic = TestStatistic(
        "Σ n11", Double(cells.observed), reference: .exact(try cells.tails(definition, midP: midP)))
      let start = common.flatMap { $0 > 0 && $0.isFinite ? $0 : nil } ?? 1
      let found = try cells.estimate(
        near: start, midP: definition.halves(midP), alternative: alternative, confidence: confidence)
      interval = found.interval
      oddsRatio = found.value.isFinite ? Estimate(found.value, interval: found.interval) : nil
    }
    pValue = statistic.pValue(alternative)
    let tests = common.flatMap { sums.homogeneity($0) }
    breslowDay = tests?.plain
    homogeneity = tests?.adjusted
    strataOddsRatios = tables.map { table in
      let cells = table.counts.map { $0.map(Double.init) }
      let (over, under) = (cells[0][0] * cells[1][1], cells[0][1] * cells[1][0])
      return under > 0 ? over / under : nil
    }
    self.strata = tables
    uninformativeCount = tables.count - informing.count
    self.alternative = alternative
    self.method = method
    context = DataContext(parts: [], cases: CaseLedger(all: total))
  }

  /// Tests labels of cases.
  ///
  /// - Parameters:
  ///   - rows: The group of each case.
  ///   - columns: The answer of each case.
  ///   - strata: The stratum of each case.
  ///   - alternative: `.greater` asks for an odds ratio above 1.
  ///   - method: The chi-square test, or the exact conditional one.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if the lengths differ, there are not two groups and two answers, or as for
  ///   tables.
  public init(
    _ rows: some Collection<String>, by columns: some Collection<String>,
    within strata: some Collection<String>,
    alternative: Alternative = .twoSided, method: Method = .chiSquare(), confidence: Double = 0.95
  ) throws(InputError) {
    try checkEqualLength(strata.count, "strata", rows.count, "rows")
    let all = try ContingencyTable(rows, by: columns)
    _ = try TwoByTwo(all, "a stratum")
    let (first, second, third) = (Array(rows), Array(columns), Array(strata))
    var names: [String] = []
    var members: [String: [Int]] = [:]
    for (place, name) in third.enumerated() {
      if members[name] == nil { names.append(name) }
      members[name, default: []].append(place)
    }
    var tables: [ContingencyTable] = []
    for name in names {
      let places = members[name] ?? []
      tables.append(
        try ContingencyTable(
          places.map { first[$0] }, by: places.map { second[$0] }, rows: all.rows, columns: all.columns))
    }
    try self.init(strata: tables, alternative: alternative, method: method, confidence: confidence)
    context.parts = names
  }
}
