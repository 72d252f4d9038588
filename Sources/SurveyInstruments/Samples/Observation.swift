/// The value of a variable for one respondent, or why there is none.
public enum Observation: Hashable, Sendable {
  /// The value.
  case value(Double)
  /// No value, for a reason in words that follow a number of cases: "refused".
  case absent(String)

  /// The value where there is one.
  public var value: Double? {
    if case .value(let value) = self { return value }
    return nil
  }

  /// The reason where there is no value.
  public var absence: String? {
    if case .absent(let reason) = self { return reason }
    return nil
  }
}

/// The values of one variable for every respondent of a sample.
public struct Observations: Hashable, Sendable {
  /// The name of the variable.
  public let name: String
  /// The ids of the respondents.
  public let ids: [String]
  /// The values, aligned with ``ids``.
  public let observations: [Observation]
  /// Who came in, who has a value, and why the others have none.
  public let cases: CaseLedger
  /// What made the scores; `nil` for a variable that is no scale.
  public let provenance: Provenance?

  init(
    name: String, ids: [String], observations: [Observation], after earlier: CaseLedger,
    provenance: Provenance?
  ) {
    self.name = name
    self.ids = ids
    self.observations = observations
    self.provenance = provenance
    var exclusions = ExclusionTally()
    for case .absent(let reason) in observations { exclusions.add(reason) }
    cases = exclusions.ledger(used: observations.count { $0.value != nil }, after: earlier)
  }

  /// The values, aligned with ``ids``; `nil` where there is none.
  public var values: [Double?] { observations.map(\.value) }

  /// The reasons of absence, aligned with ``ids``; `nil` where there is a value.
  public var reasons: [String?] { observations.map(\.absence) }

  /// The values that there are.
  public var present: [Double] { observations.compactMap(\.value) }
}
