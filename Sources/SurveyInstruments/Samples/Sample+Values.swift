extension Sample {
  /// The values of a variable, aligned with the respondents, with the reasons of those that are absent.
  ///
  /// - Throws: `InputError` with the faults of a scale, or if a value is not finite.
  public func values(of variable: some VariableConvertible<R>) throws(InputError) -> Observations {
    let variable = variable.variable
    let observations = try variable.observations(of: respondents)
    for (index, observation) in observations.enumerated() {
      guard let value = observation.value, !value.isFinite else { continue }
      throw .notFinite(variable.name, value: value, at: index)
    }
    return Observations(
      name: variable.name, ids: ids, observations: observations, after: cases,
      provenance: variable.scale.map { Provenance($0.definition) })
  }

  /// The level of a factor for each respondent.
  ///
  /// - Throws: `InputError` with the faults of the questionnaire.
  public func groups<V: FactorValue>(by path: KeyPath<R, V> & Sendable) throws(InputError) -> Grouping {
    try R.questionnaire.check()
    let levels = Array(V.Level.allCases)
    let name = R.questionnaire.name(of: path) ?? "group"
    var seen: Set<String> = []
    for level in levels where !seen.insert(level.label).inserted {
      throw InputError(.definition, name, "two levels are labelled \(level.label)")
    }
    let places = Dictionary(levels.enumerated().map { ($1, $0) }) { first, _ in first }
    return Grouping(
      name: name, levels: levels.map(\.label), ids: ids,
      indices: respondents.map { respondent in
        respondent[keyPath: path].level.flatMap { places[$0] }
      }, after: cases)
  }
}

/// The level of a factor for each respondent of a sample.
public struct Grouping: Hashable, Sendable {
  /// The name of the factor.
  public let name: String
  /// The levels in the order of their declaration, those without respondents too.
  public let levels: [String]
  /// The ids of the respondents.
  public let ids: [String]
  /// The place of each respondent's level in ``levels``; `nil` where it is absent.
  public let indices: [Int?]
  /// Who came in, and how many have no level.
  public let cases: CaseLedger

  init(name: String, levels: [String], ids: [String], indices: [Int?], after earlier: CaseLedger) {
    self.name = name
    self.levels = levels
    self.ids = ids
    self.indices = indices
    var exclusions = ExclusionTally()
    for case nil in indices { exclusions.add("missing", variable: name) }
    cases = exclusions.ledger(used: indices.count { $0 != nil }, after: earlier)
  }

  /// The number of respondents at each level.
  public var sizes: [Int] {
    levels.indices.map { level in indices.count { $0 == level } }
  }
}
