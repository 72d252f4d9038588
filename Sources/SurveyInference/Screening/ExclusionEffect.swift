import SurveyVocabulary

/// What an exclusion does to a result: the estimates of one method with all cases and without some.
///
/// The two estimates share most of their cases, so that their difference has no test here: the change is
/// given in units and beside the standard error or the width of the interval.
public struct ExclusionEffect: Finding {
  /// The stable name of the method.
  public static let methodID = "exclusion-effect/1"

  /// One estimate with and without the excluded cases.
  public struct Line: Hashable, Sendable {
    /// What is estimated.
    public let label: String
    /// The estimate with all cases.
    public let all: Estimate
    /// The estimate without the excluded cases.
    public let remaining: Estimate
    /// The second minus the first.
    public let change: Double
    /// The change as a share of half the width of the first interval; `nil` without a finite one.
    public let shareOfHalfWidth: Double?
    /// The style in which the method prints the estimate.
    let style: NumberStyle
  }

  /// The estimates that both findings have, in the order of the report.
  public let lines: [Line]
  /// The cases of the first finding.
  public let allCases: CaseLedger
  /// The cases of the second finding.
  public let remainingCases: CaseLedger
  /// What the method reports of itself.
  public let method: String
  /// The names for print, and the cases of the second finding.
  public var context: DataContext

  /// Sets a finding without some cases against the same finding with all.
  ///
  /// - Parameters:
  ///   - remaining: The finding without the excluded cases.
  ///   - all: The finding with all cases, by the same method.
  /// - Throws: `InputError` if the findings share no estimate.
  public init<F: Finding>(_ remaining: F, against all: F) throws(InputError) {
    let (before, after) = (all.report, remaining.report)
    var lines: [Line] = []
    for row in before.rows {
      guard let first = row.estimate,
        let second = after.rows.first(where: { $0.label == row.label })?.estimate
      else { continue }
      lines.append(Line(row.label, first, second, row.style))
    }
    guard !lines.isEmpty else {
      throw InputError(
        .definition, before.title, "its report has no estimate to compare",
        remedy: "use a method that estimates something")
    }
    self.lines = lines
    allCases = all.cases
    remainingCases = remaining.cases
    method = before.title
    context = DataContext(subject: all.context.subject, parts: [], cases: remaining.cases)
  }
}

extension ExclusionEffect.Line {
  init(_ label: String, _ all: Estimate, _ remaining: Estimate, _ style: NumberStyle) {
    self.label = label
    self.all = all
    self.remaining = remaining
    self.style = style
    change = remaining.value - all.value
    shareOfHalfWidth = all.interval.flatMap { interval in
      let half = 0.5 * interval.width
      return half > 0 && half.isFinite ? (remaining.value - all.value) / half : nil
    }
  }
}

extension ExclusionEffect {
  /// The estimates side by side.
  public var report: Report {
    let cells = { (estimate: Estimate, style: NumberStyle) -> [Report.Cell] in
      [.number(estimate.value, style), estimate.interval.map { .interval($0, style) } ?? .empty]
    }
    let lines = lines.map { line -> [Report.Cell] in
      [.text(line.label)] + cells(line.all, line.style) + cells(line.remaining, line.style) + [
        .number(line.change, line.style), line.shareOfHalfWidth.map { .number($0, .percent(0)) } ?? .empty,
      ]
    }
    return Report(
      context.title("Effect of an exclusion", context.subject == nil ? method : nil),
      method: .init(Self.methodID),
      grids: [
        Report.Grid(
          columns: ["", "all", "CI", "remaining", "CI", "change", "of half the first CI"], lines: lines)
      ],
      facts: [
        Report.Fact("used of all", .count(allCases.used)),
        Report.Fact("used of the remaining", .count(remainingCases.used)),
      ], cases: context.cases,
      notes: ["The two share most of their cases: the change is no test of the excluded ones."])
  }
}
