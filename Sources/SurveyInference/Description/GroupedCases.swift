import SurveyVocabulary

/// The cases of a table, those of each group apart, with their weights.
struct GroupedCases {
  /// The cases that belong to a group, or all where there are none.
  let rows: [Int]
  /// The name of the grouping.
  let name: String?
  /// The names of the groups; empty where there are none.
  let labels: [String]
  /// The cases of each group.
  let groups: [[Int]]
  /// The weights.
  let weights: CaseWeights
  /// The cases without a group, by reason.
  let exclusions: [CaseLedger.Exclusion]

  /// Splits `count` cases for a table of so many lines.
  init(
    _ count: Int, by groups: CategoricalAnswers?, weights: [Double]?, lines: Int
  ) throws(InputError) {
    self.weights = try CaseWeights(weights, count: count)
    guard let groups else {
      (rows, name, labels, self.groups, exclusions) = (Array(0..<count), nil, [], [], [])
      return
    }
    try checkEqualLength(groups.count, "groups", count, "the list of answers")
    guard !groups.levels.isEmpty else { throw .tooFew("groups", found: 0, needed: 1) }
    try checkCells(lines, "lines", groups.levels.count, "groups")
    var parts = Array(repeating: [Int](), count: groups.levels.count)
    for (row, code) in groups.codes.enumerated() {
      if let code { parts[code].append(row) }
    }
    rows = (0..<count).filter { groups.codes[$0] != nil }
    name = groups.name
    labels = groups.levels
    self.groups = parts
    exclusions = ReasonCounts(groups.reasons.compactMap { $0 }).exclusions(variable: groups.name ?? "group")
  }
}

/// Refuses a table of more than a million cells, such as one of free text by free text.
func checkCells(_ rows: Int, _ rowName: String, _ columns: Int, _ columnName: String) throws(InputError) {
  let size = rows.multipliedReportingOverflow(by: columns)
  guard !size.overflow, size.partialValue <= 1_000_000 else {
    throw .infeasible(
      "table", "\(rows) \(rowName) and \(columns) \(columnName) are more than a million cells",
      remedy: "group the answers")
  }
}

/// Reasons of absence and how often each came, in the order of their first appearance.
struct ReasonCounts {
  private(set) var reasons: [String] = []
  private(set) var counts: [Int] = []
  private var places: [String: Int] = [:]

  init(_ reasons: [String]) {
    for reason in reasons {
      let place = places[reason] ?? self.reasons.count
      if place == self.reasons.count {
        places[reason] = place
        self.reasons.append(reason)
        counts.append(0)
      }
      counts[place] += 1
    }
  }

  /// The place of a reason.
  subscript(reason: String) -> Int? { places[reason] }

  /// The reasons as exclusions of a ledger.
  func exclusions(variable: String?) -> [CaseLedger.Exclusion] {
    zip(reasons, counts).map { CaseLedger.Exclusion($0, variable: variable, count: $1) }
  }
}
