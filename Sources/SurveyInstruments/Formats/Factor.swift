/// A nominal variable with named levels, such as a group or a site.
///
/// ```swift
/// enum Status: String, Factor { case participant, nonParticipant }
/// ```
///
/// The raw values are the codes in data files; the order of the levels is that of the declaration.
public protocol Factor: RawRepresentable, CaseIterable, Hashable, FactorValue
where RawValue == String, Level == Self {
  /// The words of the level, for people.
  var label: String { get }
}

/// What a property of a respondent may hold to name a group: a level, or an optional level.
public protocol FactorValue: Sendable {
  /// The factor.
  associatedtype Level: Factor
  /// The level; `nil` where it is missing.
  var level: Level? { get }
}

extension Optional: FactorValue where Wrapped: Factor {
  /// The level itself.
  public var level: Wrapped? { self }
}

extension Factor {
  /// The level itself.
  public var level: Self? { self }

  /// The raw value.
  public var label: String { rawValue }
}
