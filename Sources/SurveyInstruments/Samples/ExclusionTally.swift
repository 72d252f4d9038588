/// Counts cases left out, by reason and variable.
package struct ExclusionTally {
  private struct Key: Hashable {
    let reason: String
    let variable: String?
  }

  private var counts: [Key: Int] = [:]

  package init() {}

  package mutating func add(_ reason: String, variable: String? = nil) {
    counts[Key(reason: reason, variable: variable), default: 0] += 1
  }

  /// The ledger after earlier exclusions, most frequent reason first and the same for any order of rows.
  package func ledger(used: Int, after earlier: CaseLedger) -> CaseLedger {
    let own = counts.sorted { first, second in
      if first.value != second.value { return first.value > second.value }
      return (first.key.reason, first.key.variable ?? "") < (second.key.reason, second.key.variable ?? "")
    }.map { CaseLedger.Exclusion($0.key.reason, variable: $0.key.variable, count: $0.value) }
    return CaseLedger(used: used, exclusions: earlier.exclusions + own)
  }
}
