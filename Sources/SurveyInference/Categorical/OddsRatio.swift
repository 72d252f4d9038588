import SurveyProbability
import SurveyVocabulary

/// The odds ratio of a table of two groups and an event, with a choice of intervals.
///
/// Reference: Fagerland, Lydersen & Laake (2015), doi:10.1177/0962280211415469.
public struct OddsRatio: Finding {
  /// The method and the version of its definition.
  public static let methodID = "odds-ratio/1"

  /// How the estimate and its limits are found.
  public enum Interval: String, Hashable, Sendable, Codable, CaseIterable {
    /// ad/bc with the two-sided conditional mid-p test (Baptista & Pike 1977).
    case baptistaPikeMidP = "Baptista-Pike mid-p"
    /// ad/bc with the two-sided exact conditional test (Baptista & Pike 1977).
    case baptistaPike = "Baptista-Pike"
    /// The conditional estimate with two one-sided exact conditional tests (Cornfield 1956).
    case conditional = "exact conditional"
    /// The conditional estimate with two one-sided conditional mid-p tests.
    case conditionalMidP = "exact conditional mid-p"
    /// ad/bc with the score test that has the variance factor n/(n - 1) (Miettinen & Nurminen 1985).
    case score = "Miettinen-Nurminen score"
    /// ad/bc with the normal distribution of its logarithm (Woolf 1955).
    case woolf = "Woolf"
    /// The same after one half is added to each cell (Gart 1966).
    case woolfHalf = "Woolf, one half added"
  }

  /// The odds ratio; `nil` where it is infinite or undefined.
  public let oddsRatio: Estimate?
  /// The limits, 0 and ∞ where the table sets none; `nil` for Woolf's with a zero cell.
  public let interval: ConfidenceInterval?
  /// Yule's Q, (ad - bc)/(ad + bc); `nil` where both products are zero.
  public let yulesQ: Double?
  /// The table: groups in the rows, the event in the first column.
  public let table: ContingencyTable
  /// The names of the two questions and the cases.
  public var context: DataContext
  private let method: Interval

  /// The odds ratio of a table.
  ///
  /// - Parameters:
  ///   - table: Two rows and two columns.
  ///   - interval: How the estimate and its limits are found.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if the table is not of two rows and two columns, a row or a column has no case,
  ///   or the table is too large for an exact interval.
  public init(
    _ table: some ContingencyTableConvertible, interval: Interval = .baptistaPikeMidP,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let table = try table.contingencyTable()
    let cells = try TwoByTwo(table, "the odds ratio")
    _ = try table.occupied()
    let (a, b, c, d) = cells.numbers
    let sample: Double? = b > 0 && c > 0 ? a / b * (d / c) : (a > 0 && d > 0 ? .infinity : nil)
    let conditional = ConditionalOddsRatio(cells)
    let area = 1 - confidence
    let z = try NormalDistribution.standard.quantile(upperTail: area / 2)
    let value: Double?
    var limits: (Double, Double)?
    switch interval {
    case .baptistaPike, .baptistaPikeMidP:
      value = sample
      let midP = interval == .baptistaPikeMidP
      let turned = ConditionalOddsRatio(TwoByTwo(a: cells.b, b: cells.a, c: cells.d, d: cells.c))
      let upper = try BaptistaPike(conditional: turned, midP: midP).lowerLimit(area)
      limits = (
        try BaptistaPike(conditional: conditional, midP: midP).lowerLimit(area),
        upper == 0 ? .infinity : 1 / upper
      )
    case .conditional, .conditionalMidP:
      value = try conditional.estimate()
      let found = try conditional.interval(
        midP: interval == .conditionalMidP, alternative: .twoSided, confidence: confidence)
      limits = (found.lower, found.upper)
    case .score:
      value = sample
      limits = try ScoreOdds.limits(cells, z)
    case .woolf:
      value = sample
      limits = Self.woolf(a, b, c, d, z)
    case .woolfHalf:
      value = (a + 0.5) / (b + 0.5) * ((d + 0.5) / (c + 0.5))
      limits = Self.woolf(a + 0.5, b + 0.5, c + 0.5, d + 0.5, z)
    }
    let found = limits.map {
      ConfidenceInterval(lower: $0.0, upper: $0.1, level: confidence, method: interval.rawValue)
    }
    self.interval = found
    oddsRatio = value.flatMap { $0.isFinite ? Estimate($0, interval: found) : nil }
    yulesQ = a * d + b * c > 0 ? cells.determinant / (a * d + b * c) : nil
    method = interval
    self.table = table
    context = table.context
  }

  private static func woolf(
    _ a: Double, _ b: Double, _ c: Double, _ d: Double, _ z: Double
  ) -> (Double, Double)? {
    guard min(a, b, c, d) > 0 else { return nil }
    let odds = a / b * (d / c)
    let reach = z * (1 / a + 1 / b + 1 / c + 1 / d).squareRoot()
    return (odds * libmExp(-reach), odds * libmExp(reach))
  }
}

extension OddsRatio {
  /// The odds ratio with its interval, and the shares.
  public var report: Report {
    var facts: [Report.Fact] = []
    var notes: [String] = []
    if oddsRatio == nil {
      notes.append("A cell off the diagonal is 0: the odds ratio has no finite value.")
      if let interval {
        facts.append(
          .init("\(DecimalText.level(interval.level)) CI of the odds ratio", .interval(interval, .automatic)))
      }
    }
    if interval == nil { notes.append("Woolf's interval needs cases in all cells: use another one.") }
    if let yulesQ { facts.append(.init("Yule's Q", .number(yulesQ, .bounded(2)))) }
    return Report(
      context.tableTitle("Odds ratio"),
      method: .init(
        Self.methodID, options: [.init("interval", .text(method.rawValue))],
        citation: Citation(
          "Fagerland, Lydersen & Laake", 2015, "Statistical Methods in Medical Research 24, 224-254",
          doi: "10.1177/0962280211415469")),
      rows: oddsRatio.map { [.init("odds ratio", $0)] } ?? [],
      grids: (try? TwoByTwo(table, "")).map { [$0.grid(table)] } ?? [], facts: facts, cases: context.cases,
      notes: notes)
  }
}
