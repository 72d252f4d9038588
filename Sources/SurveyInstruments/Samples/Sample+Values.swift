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
    let questionnaire = R.questionnaire
    let levels = Array(V.Level.allCases)
    let name = questionnaire.name(of: path) ?? "group"
    let places = Dictionary(levels.enumerated().map { ($1, $0) }) { first, _ in first }
    return Grouping(
      name: name, levels: try levels.distinctLabels(name), ids: ids,
      indices: respondents.map { respondent in
        respondent[keyPath: path].level.flatMap { places[$0] }
      },
      reasons: respondents.map { respondent in
        let value = respondent[keyPath: path]
        guard value.level == nil else { return nil }
        let reason = questionnaire.reason(value.absence ?? .skipped, of: path, for: respondent)
        return value.absence == nil && reason == .skipped ? "missing" : reason.words
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
  /// Why a respondent has no level, in words that follow a number of cases; `nil` where there is one.
  public let reasons: [String?]
  /// Who came in, and how many have no level, by reason.
  public let cases: CaseLedger

  init(
    name: String, levels: [String], ids: [String], indices: [Int?], reasons: [String?],
    after earlier: CaseLedger
  ) {
    self.name = name
    self.levels = levels
    self.ids = ids
    self.indices = indices
    self.reasons = reasons
    var exclusions = ExclusionTally()
    for (index, reason) in zip(indices, reasons) where index == nil {
      exclusions.add(reason ?? "missing", variable: name)
    }
    cases = exclusions.ledger(used: indices.count { $0 != nil }, after: earlier)
  }

  /// A grouping whose ledger is known.
  init(
    name: String, levels: [String], ids: [String], indices: [Int?], reasons: [String?], cases: CaseLedger
  ) {
    self.name = name
    self.levels = levels
    self.ids = ids
    self.indices = indices
    self.reasons = reasons
    self.cases = cases
  }

  /// The number of respondents at each level.
  public var sizes: [Int] {
    levels.indices.map { level in indices.count { $0 == level } }
  }
}
