/// How many cases came in, how many were used, and why the others were left out.
///
/// A ledger travels with every finding and is printed with it: nothing is dropped in silence.
public struct CaseLedger: Hashable, Sendable, Codable {
  /// Cases left out for one reason.
  public struct Exclusion: Hashable, Sendable, Codable {
    /// Why, in words that follow a number: "with more than one item skipped".
    public let reason: String
    /// The variable that was the cause, where one was.
    public let variable: String?
    /// How many cases.
    public let count: Int

    /// Makes an exclusion.
    public init(_ reason: String, variable: String? = nil, count: Int) {
      self.reason = reason
      self.variable = variable
      self.count = count
    }
  }

  /// Cases that came in.
  public let entered: Int
  /// Cases that the method used.
  public let used: Int
  /// Cases left out, by reason and variable; the counts add up to `entered - used`.
  public let exclusions: [Exclusion]

  /// A ledger in which every case was used.
  public init(all count: Int) {
    entered = count
    used = count
    exclusions = []
  }

  /// A ledger of used and excluded cases; exclusions without cases are left away.
  public init(used: Int, exclusions: [Exclusion]) {
    let kept = exclusions.filter { $0.count > 0 }
    self.used = used
    self.exclusions = kept
    // Saturates rather than overflows, whatever counts a caller passes.
    entered = Self.sum(kept, from: used)
  }

  /// Cases left out for any reason.
  public var excluded: Int { Self.sum(exclusions, from: 0) }

  private static func sum(_ exclusions: [Exclusion], from start: Int) -> Int {
    exclusions.reduce(start) { total, exclusion in
      let (sum, overflow) = total.addingReportingOverflow(exclusion.count)
      return overflow ? (exclusion.count < 0 ? .min : .max) : sum
    }
  }

  /// The reasons in words: "2 with more than one item skipped, 1 refused (gt1)"; empty if none.
  public var exclusionText: String {
    exclusions.map { exclusion in
      let variable = exclusion.variable.map { " (\($0))" } ?? ""
      return "\(exclusion.count) \(exclusion.reason)\(variable)"
    }.joined(separator: ", ")
  }
}
