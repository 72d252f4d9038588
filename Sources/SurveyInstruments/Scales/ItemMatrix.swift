/// The keyed answers to the items of a scale, one column per item, complete cases only.
public struct ItemMatrix: Hashable, Sendable {
  /// The name of the scale.
  public let name: String
  /// The names of the items' columns.
  public let items: [String]
  /// The answers after reverse keys and rescaling, one array per item.
  public let columns: [[Double]]
  /// The ids of the respondents who answered every item.
  public let ids: [String]
  /// Who came in, who answered every item, and which item the others lack and why.
  public let cases: CaseLedger

  /// A matrix under construction, filled respondent by respondent.
  package struct Assembly {
    private let plan: ScoringPlan
    private var columns: [[Double]]
    private var row: [Double]
    private var ids: [String] = []
    private var exclusions = ExclusionTally()
    private var absences = AbsenceTally()
    private var absentItem = 0

    package init(_ plan: ScoringPlan, count: Int) {
      self.plan = plan
      row = Array(repeating: 0, count: plan.itemCount)
      columns = Array(repeating: [], count: plan.itemCount)
      for index in columns.indices { columns[index].reserveCapacity(count) }
    }

    package mutating func add(_ answer: Double, item: Int) { row[item] = plan.keyed(answer, item: item) }

    package mutating func add(_ reason: AbsenceReason, item: Int) {
      absences.add(reason)
      absentItem = item
    }

    package mutating func endRespondent(id: String) {
      defer { absences = AbsenceTally() }
      guard absences.count > 0 else {
        for (index, value) in row.enumerated() { columns[index].append(value) }
        return ids.append(id)
      }
      // One absent item is named; several are not, because none of them alone is the cause.
      if absences.count == 1 {
        exclusions.add(absences.reason?.words ?? "missing", variable: plan.columns[absentItem])
      } else {
        exclusions.add(absences.words(items: plan.itemCount, tolerated: 0))
      }
    }

    package func matrix(after cases: CaseLedger) -> ItemMatrix {
      ItemMatrix(
        name: plan.name, items: plan.columns, columns: columns, ids: ids,
        cases: exclusions.ledger(used: ids.count, after: cases))
    }
  }
}
