import SurveyProbability
import SurveyVocabulary

/// How many persons must be treated for one more to benefit, or to be harmed.
///
/// It is one over the risk difference. Where the interval of the difference holds zero, that of the number
/// goes through infinity, from a number to benefit to a number to harm (Altman 1998).
///
/// Reference: Altman (1998), doi:10.1136/bmj.317.7168.1309.
public struct NumberNeededToTreat: Finding {
  /// The method and the version of its definition.
  public static let methodID = "number-needed-to-treat/1"

  /// Whether the event of the first column is what treatment is to bring about or to prevent.
  public enum Event: String, Hashable, Sendable, Codable, CaseIterable {
    /// The treated should have the event more often.
    case desired
    /// The treated should have the event less often.
    case undesired
  }

  /// The difference of the shares in the direction of benefit, with its interval.
  public let benefit: Estimate
  /// One over the size of the difference; `nil` where there is none, so that no number is large enough.
  public let number: Double?
  /// Whether the number is one to harm.
  public let isHarm: Bool
  /// The numbers needed to benefit one person that the interval holds, up to ∞; `nil` where it holds none.
  public let toBenefit: ConfidenceInterval?
  /// The numbers needed to harm one person that the interval holds, up to ∞; `nil` where it holds none.
  public let toHarm: ConfidenceInterval?
  /// Whether the event is wanted.
  public let event: Event
  /// The table: the treated in the first row, the event in the first column.
  public let table: ContingencyTable
  /// The names of the two questions and the cases.
  public var context: DataContext

  /// The number needed to treat from a table.
  ///
  /// - Parameters:
  ///   - table: The treated in the first row, the others in the second, the event in the first column.
  ///   - event: Whether treatment is to bring the event about or to prevent it.
  ///   - interval: How the limits of the risk difference are found.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if the table is not of two rows and two columns, or a group has no case.
  public init(
    _ table: some ContingencyTableConvertible, event: Event, interval: RiskDifferenceInterval = .newcombe,
    confidence: Double = 0.95
  ) throws(InputError) {
    let risk = try RiskDifference(table, interval: interval, confidence: confidence)
    let sign: Double = event == .desired ? 1 : -1
    let value = sign * risk.difference.value
    let plain =
      risk.difference.interval ?? ConfidenceInterval(lower: -1, upper: 1, level: confidence, method: "")
    let limits =
      event == .desired
      ? plain
      : ConfidenceInterval(lower: -plain.upper, upper: -plain.lower, level: confidence, method: plain.method)
    benefit = Estimate(value, standardError: risk.difference.standardError, interval: limits)
    // A difference of counts is never so small that one over it overflows.
    number = value == 0 ? nil : 1 / value.magnitude
    isHarm = value < 0
    func numbers(_ least: Double, _ most: Double) -> ConfidenceInterval? {
      most > 0
        ? ConfidenceInterval(
          lower: 1 / most, upper: least > 0 ? 1 / least : .infinity, level: confidence, method: plain.method)
        : nil
    }
    toBenefit = numbers(limits.lower, limits.upper)
    toHarm = numbers(-limits.upper, -limits.lower)
    self.event = event
    self.table = risk.table
    context = risk.context
  }
}

extension NumberNeededToTreat {
  /// The number, its interval in words, and the difference that it comes from.
  public var report: Report {
    let text = { (value: Double) in value == .infinity ? "∞" : NumberStyle.decimals(1).text(value) }
    let spoken: String
    switch (toBenefit, toHarm) {
    case (let benefit?, let harm?):
      spoken = "benefit \(text(benefit.lower)) to ∞ to harm \(text(harm.lower))"
    case (let benefit?, nil): spoken = "benefit \(text(benefit.lower)) to \(text(benefit.upper))"
    case (nil, let harm?): spoken = "harm \(text(harm.lower)) to \(text(harm.upper))"
    case (nil, nil): spoken = "∞"
    }
    return Report(
      context.tableTitle("Number needed to treat"),
      method: .init(
        Self.methodID,
        options: [
          .init("event", .text(event.rawValue)), .init("interval", .text(benefit.interval?.method ?? "")),
        ],
        citation: Citation("Altman", 1998, "BMJ 317, 1309-1312", doi: "10.1136/bmj.317.7168.1309")),
      rows: [.init("risk difference towards benefit", benefit, style: .bounded(3))],
      grids: (try? TwoByTwo(table, "")).map { [$0.grid(table)] } ?? [],
      facts: [
        .init(
          isHarm ? "number needed to harm one" : "number needed to benefit one",
          number.map { .number($0, .decimals(1)) } ?? .text("∞")),
        .init("\(DecimalText.level(benefit.interval?.level ?? 0)) CI", .text(spoken)),
      ], cases: context.cases)
  }
}
