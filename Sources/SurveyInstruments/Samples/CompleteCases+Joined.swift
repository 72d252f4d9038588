extension CompleteCases {
  /// Complete cases of several samples, such as the waves of a panel, one after the other.
  ///
  /// - Parameter parts: Cases of the same variables and factors; what the first one lacks is empty.
  /// - Returns: All cases, with one ledger; the ids of a respondent in several parts occur as often.
  package static func joined(_ parts: [CompleteCases]) -> CompleteCases {
    let first = parts.first
    var exclusions: [CaseLedger.Exclusion] = []
    for exclusion in parts.flatMap(\.cases.exclusions) {
      let place = exclusions.firstIndex {
        $0.reason == exclusion.reason && $0.variable == exclusion.variable
      }
      if let place {
        exclusions[place] = .init(
          exclusion.reason, variable: exclusion.variable, count: exclusions[place].count + exclusion.count)
      } else {
        exclusions.append(exclusion)
      }
    }
    let columns = first?.columns.indices.map { column in parts.flatMap { $0.columns[column] } }
    let groups = first?.groups.indices.map { grouping in parts.flatMap { $0.groups[grouping] } }
    let ids = parts.flatMap(\.ids)
    return CompleteCases(
      names: first?.names ?? [], columns: columns ?? [], groups: groups ?? [],
      groupings: first?.groupings ?? [], ids: ids, cases: CaseLedger(used: ids.count, exclusions: exclusions))
  }
}
