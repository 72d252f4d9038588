/// The respondents who have a value of every variable that an analysis uses.
public struct CompleteCases: Hashable, Sendable {
  /// The names of the variables.
  public let names: [String]
  /// The values, one array per variable.
  public let columns: [[Double]]
  /// The place of each respondent's level, one array per factor.
  public let groups: [[Int]]
  /// The factors, with their levels.
  public let groupings: [Grouping]
  /// The ids of the respondents.
  public let ids: [String]
  /// Who came in, who is complete, and what the others lack and why.
  public let cases: CaseLedger

  /// The values of one variable at each level of a factor, in the order of the levels.
  ///
  /// - Parameters:
  ///   - variable: The place of the variable in ``names``.
  ///   - grouping: The place of the factor in ``groupings``.
  /// - Returns: One array per level; empty for a place that does not exist.
  public func values(ofVariable variable: Int = 0, byGrouping grouping: Int = 0) -> [[Double]] {
    guard columns.indices.contains(variable), groups.indices.contains(grouping) else { return [] }
    var parts = Array(repeating: [Double](), count: groupings[grouping].levels.count)
    for (value, level) in zip(columns[variable], groups[grouping]) { parts[level].append(value) }
    return parts
  }
}

extension Sample {
  /// The respondents who have a value of every variable and a level of every factor.
  ///
  /// A respondent who lacks several is counted under the first: factors before variables, in the order
  /// of the arguments.
  ///
  /// - Parameters:
  ///   - variables: The variables.
  ///   - groupings: The factors, from `groups(by:)` of the same sample.
  /// - Returns: Columns of equal length, and the ledger.
  /// - Throws: `InputError` with the faults of a scale, if a value is not finite, or if a factor is
  ///   from another sample.
  public func complete(
    _ variables: [Variable<R>], by groupings: [Grouping] = []
  ) throws(InputError) -> CompleteCases {
    // A single variable is the subject of what follows, and is not named again as the cause.
    try complete(variables, by: groupings, namesCause: variables.count > 1)
  }

  /// The respondents who have a value of every variable, with or without the variable that others lack.
  package func complete(
    _ variables: [Variable<R>], by groupings: [Grouping], namesCause: Bool
  ) throws(InputError) -> CompleteCases {
    var observed: [Observations] = []
    for variable in variables { observed.append(try values(of: variable)) }
    for grouping in groupings where grouping.ids != ids {
      throw InputError(.lengthMismatch, grouping.name, "its groups are those of another sample")
    }
    var exclusions = ExclusionTally()
    var rows: [Int] = []
    for row in indices {
      if let grouping = groupings.first(where: { $0.indices[row] == nil }) {
        exclusions.add(grouping.reasons[row] ?? "missing", variable: grouping.name)
      } else if let variable = observed.first(where: { $0.observations[row].value == nil }) {
        let reason = variable.observations[row].absence ?? "missing"
        exclusions.add(reason, variable: namesCause ? variable.name : nil)
      } else {
        rows.append(row)
      }
    }
    return CompleteCases(
      names: observed.map(\.name),
      columns: observed.map { variable in rows.compactMap { variable.observations[$0].value } },
      groups: groupings.map { grouping in rows.compactMap { grouping.indices[$0] } },
      groupings: groupings, ids: rows.map { respondents[$0].id },
      cases: exclusions.ledger(used: rows.count, after: cases))
  }
}
