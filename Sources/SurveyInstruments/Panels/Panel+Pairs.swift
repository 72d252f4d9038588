/// The values of variables in two waves, for the respondents who have them all in both.
public struct PairedObservations: Hashable, Sendable {
  /// The names of the variables.
  public let names: [String]
  /// The names of the two waves.
  public let waves: [String]
  /// The values in the first wave, one array per variable.
  public let firstColumns: [[Double]]
  /// The values in the second wave, one array per variable, of the same respondents in the same order.
  public let secondColumns: [[Double]]
  /// The ids of the respondents.
  public let ids: [String]
  /// Everyone in either wave, who is paired, and why the others are not.
  public let cases: CaseLedger

  /// The first variable in the first wave.
  public var first: [Double] { firstColumns.first ?? [] }
  /// The first variable in the second wave.
  public var second: [Double] { secondColumns.first ?? [] }

  /// Second wave minus first, one array per variable.
  public var changes: [[Double]] {
    zip(firstColumns, secondColumns).map { first, second in zip(first, second).map { $1 - $0 } }
  }
}

extension Panel {
  /// The values of a variable in two waves, for those who have it in both.
  ///
  /// - Parameters:
  ///   - variable: A scale or a variable.
  ///   - first: The place of the earlier wave.
  ///   - second: The place of the later wave.
  /// - Returns: The pairs, and a ledger of everyone in either wave.
  /// - Throws: `InputError` with the faults of a scale, or where there is no such wave.
  public func pairs(
    of variable: some VariableConvertible<R>, from first: Int = 0, to second: Int = 1
  ) throws(InputError) -> PairedObservations {
    try pairs(of: [variable.variable], from: first, to: second)
  }

  /// The values of several variables in two waves, for those who have them all in both.
  ///
  /// A respondent who lacks several is counted under the first cause: left out of a sample before, in one
  /// wave only, absent in the earlier wave, absent in the later one.
  ///
  /// - Parameters:
  ///   - variables: The variables.
  ///   - first: The place of the earlier wave.
  ///   - second: The place of the later wave.
  /// - Returns: The pairs, and a ledger of everyone in either wave.
  /// - Throws: `InputError` with the faults of a scale, or where there is no such wave.
  public func pairs(
    of variables: [Variable<R>], from first: Int = 0, to second: Int = 1
  ) throws(InputError) -> PairedObservations {
    let (start, end) = (try wave(first, "from"), try wave(second, "to"))
    let before = try columns(of: variables, in: start)
    let after = try columns(of: variables, in: end)
    let places = Dictionary(end.sample.ids.enumerated().map { ($1, $0) }) { first, _ in first }
    var exclusions = strangers(start, end)
    var rows: [(Int, Int)] = []
    for (row, id) in start.sample.ids.enumerated() where end.sample.leftOut[id] == nil {
      guard let later = places[id] else { continue }
      if let missing = before.first(where: { $0.observations[row].value == nil }) {
        exclude(missing, row, start, isOne: variables.count == 1, &exclusions)
      } else if let missing = after.first(where: { $0.observations[later].value == nil }) {
        exclude(missing, later, end, isOne: variables.count == 1, &exclusions)
      } else {
        rows.append((row, later))
      }
    }
    return PairedObservations(
      names: variables.map(\.name), waves: [start.name, end.name],
      firstColumns: before.map { column in rows.compactMap { column.observations[$0.0].value } },
      secondColumns: after.map { column in rows.compactMap { column.observations[$0.1].value } },
      ids: rows.map { start.sample[$0.0].id },
      cases: exclusions.ledger(used: rows.count, after: CaseLedger(all: 0)))
  }

  private func columns(of variables: [Variable<R>], in wave: Wave) throws(InputError) -> [Observations] {
    var columns: [Observations] = []
    for variable in variables { columns.append(try wave.sample.values(of: variable)) }
    return columns
  }

  /// Everyone who is in one wave only, or was left out of one, counted once.
  private func strangers(_ start: Wave, _ end: Wave) -> ExclusionTally {
    var exclusions = ExclusionTally()
    for (_, reason) in start.sample.leftOut { exclusions.add(reason, variable: start.name) }
    for (id, reason) in end.sample.leftOut where start.sample.leftOut[id] == nil {
      exclusions.add(reason, variable: end.name)
    }
    let (before, after) = (Set(start.sample.ids), Set(end.sample.ids))
    for id in before where !after.contains(id) && end.sample.leftOut[id] == nil {
      exclusions.add("only in \(start.name)")
    }
    for id in after where !before.contains(id) && start.sample.leftOut[id] == nil {
      exclusions.add("only in \(end.name)")
    }
    return exclusions
  }

  private func exclude(
    _ column: Observations, _ row: Int, _ wave: Wave, isOne: Bool, _ exclusions: inout ExclusionTally
  ) {
    let variable = isOne ? wave.name : "\(column.name), \(wave.name)"
    exclusions.add(column.observations[row].absence ?? "missing", variable: variable)
  }
}
