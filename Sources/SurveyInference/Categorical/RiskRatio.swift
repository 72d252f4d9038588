import SurveyProbability
import SurveyVocabulary

/// The ratio of the shares of two independent groups that have an event.
///
/// Reference: Katz, Baptista, Azen & Pike (1978), doi:10.2307/2530610; Koopman (1984), doi:10.2307/2531405;
/// Miettinen & Nurminen (1985), doi:10.1002/sim.4780040211.
public struct RiskRatio: Finding {
  /// The method and the version of its definition.
  public static let methodID = "risk-ratio/1"

  /// How the limits are found.
  public enum Interval: String, Hashable, Sendable, Codable, CaseIterable {
    /// The ratios that the score test does not reject (Koopman 1984).
    case koopman = "Koopman score"
    /// The same with the variance factor n/(n - 1) (Miettinen & Nurminen 1985).
    case miettinenNurminen = "Miettinen-Nurminen"
    /// The normal distribution of the logarithm (Katz and others 1978).
    case katz = "Katz log"
  }

  /// The first share divided by the second; `nil` where the second is zero.
  public let ratio: Estimate?
  /// The limits, 0 and ∞ where the table sets none; `nil` for Katz's with a zero cell in the first column.
  public let interval: ConfidenceInterval?
  /// The shares with the event.
  public let shares: [Double]
  /// The table: groups in the rows, the event in the first column.
  public let table: ContingencyTable
  /// The names of the two questions and the cases.
  public var context: DataContext
  private let method: Interval

  /// The ratio of two shares.
  ///
  /// - Parameters:
  ///   - table: Two groups in the rows, the event in the first column.
  ///   - interval: How the limits are found.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if the table is not of two rows and two columns, or a group has no case.
  public init(
    _ table: some ContingencyTableConvertible, interval: Interval = .koopman, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let table = try table.contingencyTable()
    let cells = try TwoByTwo(table, "the risk ratio")
    try cells.checkGroups(table)
    let (p, q) = cells.shares
    let z = try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2)
    let limits: (Double, Double)?
    switch interval {
    case .katz: limits = Self.katz(cells, z)
    case .koopman: limits = try Self.score(cells, z, factor: 1)
    case .miettinenNurminen:
      limits = try Self.score(cells, z, factor: Double(cells.total) / Double(cells.total - 1))
    }
    let found = limits.map {
      ConfidenceInterval(lower: $0.0, upper: $0.1, level: confidence, method: interval.rawValue)
    }
    self.interval = found
    ratio = q > 0 ? Estimate(p / q, interval: found) : nil
    shares = [p, q]
    method = interval
    self.table = table
    context = table.context
  }

  private static func katz(_ cells: TwoByTwo, _ z: Double) -> (Double, Double)? {
    guard cells.a > 0, cells.c > 0 else { return nil }
    let (a, b, c, d) = cells.numbers
    let (p, q) = cells.shares
    let reach = z * (b / a / Double(cells.first) + d / c / Double(cells.second)).squareRoot()
    return (p / q * libmExp(-reach), p / q * libmExp(reach))
  }

  private static func score(
    _ cells: TwoByTwo, _ z: Double, factor: Double
  ) throws(InputError) -> (Double, Double) {
    let lower = cells.a == 0 ? 0 : try lowerLimit(cells, z, factor)
    let upper = cells.c == 0 ? Double.infinity : 1 / (try lowerLimit(cells.swapped, z, factor))
    return (lower, upper)
  }

  /// The smallest ratio φ with p - φq = z √variance(φ), sought by its logarithm.
  private static func lowerLimit(
    _ cells: TwoByTwo, _ z: Double, _ factor: Double
  ) throws(InputError) -> Double {
    let (x, n) = (Double(cells.a), Double(cells.first))
    let (y, m) = (Double(cells.c), Double(cells.second))
    let (p, q) = cells.shares
    func excess(_ logarithm: Double) -> Double {
      let phi = libmExp(logarithm)
      // The most likely second share if the first is φ times as large: the smaller root of a quadratic.
      let linear = n * phi + x + m + y * phi
      let root = max(0, linear * linear - 4 * (n + m) * phi * (x + y)).squareRoot()
      let second = 2 * (x + y) / (linear + root)
      let first = min(phi * second, 1)
      let variance = first * (1 - first) / n + phi * phi * (second * max(0, 1 - second) / m)
      return p - phi * q - z * (factor * variance).squareRoot()
    }
    // Where both shares are 1 the variance at the estimate is zero, and the excess too.
    let top = q > 0 ? libmLog(p / q) - 1e-13 : 300
    if excess(top) >= 0 { return libmExp(top) }
    return libmExp(try RootFinding.solve(in: min(-300, top - 1)...top, "limit of the ratio", excess))
  }
}

extension RiskRatio {
  /// The ratio with its interval, and the shares.
  public var report: Report {
    var facts: [Report.Fact] = []
    var notes: [String] = []
    if ratio == nil {
      notes.append("The second share is zero: the ratio has no finite value.")
      if let interval {
        facts.append(
          .init("\(DecimalText.level(interval.level)) CI of the ratio", .interval(interval, .automatic)))
      }
    }
    if interval == nil { notes.append("Katz's interval needs the event in both groups: use .koopman.") }
    return Report(
      context.tableTitle("Risk ratio"),
      method: .init(
        Self.methodID, options: [.init("interval", .text(method.rawValue))],
        citation: Citation("Koopman", 1984, "Biometrics 40, 513-517", doi: "10.2307/2531405")),
      rows: ratio.map { [.init("risk ratio", $0)] } ?? [],
      grids: (try? TwoByTwo(table, "")).map { [$0.grid(table)] } ?? [], facts: facts, cases: context.cases,
      notes: notes)
  }
}
