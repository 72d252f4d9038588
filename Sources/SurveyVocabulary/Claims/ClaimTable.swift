/// Published claims beside what the data at hand say about each.
///
/// The rule: a confidence interval wholly on the side that the claim expects *supports* it, one wholly
/// on the other side *contrasts* with it, one that holds zero is *inconclusive*. A claim without an
/// estimate *cannot be tested with these data*, and the table says why. The rule reads the interval as
/// it was made, so a family of claims is as strict as its intervals are.
public struct ClaimTable: Finding {
  /// The stable name of the method.
  public static let methodID = "claim-table/1"

  /// One claim with what was tested.
  public struct Line: Hashable, Sendable {
    /// The claim.
    public let claim: Claim
    /// What was tested, in words; for an untestable claim the reason why it is one.
    public let tested: String
    /// The estimate with its interval; `nil` where the claim cannot be tested.
    public let estimate: Estimate?
    /// What the data say.
    public let verdict: Claim.Verdict
  }

  /// The claims in the order in which they were added.
  public private(set) var lines: [Line] = []
  /// The names for print.
  public var context = DataContext(parts: [], cases: CaseLedger(all: 0))

  /// Makes an empty table.
  public init(_ subject: String? = nil) { context.subject = subject }

  /// Adds a claim with the estimate that tests it; zero is the null value.
  ///
  /// - Throws: ``InputError`` if the estimate is not finite, or has no interval whose limits are in order.
  public mutating func add(_ claim: Claim, tested: String, _ estimate: Estimate) throws(InputError) {
    guard let interval = estimate.interval else {
      throw InputError(.definition, "claim \(claim.id)", "the estimate has no confidence interval")
    }
    guard interval.lower <= interval.upper else {
      throw InputError(
        .definition, "claim \(claim.id)", "the limits of the confidence interval are in the wrong order")
    }
    guard estimate.value.isFinite else {
      throw InputError(.notFinite, "claim \(claim.id)", "the estimate is \(estimate.value)")
    }
    let verdict: Claim.Verdict
    if interval.lower > 0 {
      verdict = claim.expects == .positive ? .supports : .contrasts
    } else if interval.upper < 0 {
      verdict = claim.expects == .negative ? .supports : .contrasts
    } else {
      verdict = .inconclusive
    }
    lines.append(Line(claim: claim, tested: tested, estimate: estimate, verdict: verdict))
  }

  /// Adds a claim that these data cannot test.
  public mutating func add(_ claim: Claim, untestable reason: String) {
    lines.append(Line(claim: claim, tested: reason, estimate: nil, verdict: .untestable))
  }
}

extension ClaimTable {
  /// The table, one line to a claim, with the sources below.
  public var report: Report {
    let cells = lines.map { line -> [Report.Cell] in
      let interval = line.estimate?.interval
      return [
        .text(line.claim.id), .text(line.claim.statement), .text(line.tested),
        line.estimate.map { .number($0.value) } ?? .empty,
        interval.map { .interval($0, .automatic) } ?? .empty,
        .text(line.verdict.rawValue),
      ]
    }
    var sources: [Citation] = []
    for line in lines where !sources.contains(line.claim.citation) { sources.append(line.claim.citation) }
    // A claim may have several lines, one for each way to test it; its source names it once.
    let claims = { (source: Citation) in
      var ids: [String] = []
      for line in lines where line.claim.citation == source && !ids.contains(line.claim.id) {
        ids.append(line.claim.id)
      }
      return ids.joined(separator: ", ")
    }
    return Report(
      context.title("Claims"), method: .init(Self.methodID),
      grids: [
        Report.Grid(
          columns: ["", "claim", "tested here", "estimate", "interval", "these data"], lines: cells)
      ],
      notes: [
        "An interval wholly on the side that a claim expects supports it, one wholly on the other side "
          + "contrasts with it, one that holds zero is inconclusive."
      ] + sources.map { "\(claims($0)): \($0)." })
  }
}
