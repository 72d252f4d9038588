/// A nominal variable with named levels, such as a group, a site, or a question whose answers have no
/// order.
///
/// ```swift
/// enum Status: String, Factor { case participant, nonParticipant }
/// ```
///
/// The raw values are the codes in data files; the order of the levels is that of the declaration. A
/// factor is no item: a scale refuses it when it is compiled, also where its codes are digits.
public protocol Factor: RawRepresentable, CaseIterable, AnswerFormat, FactorValue, Labelled
where RawValue == String, Level == Self {
  /// The words of the level, for people.
  var label: String { get }
  /// Whether the order of the levels means something, as that of schools does; false unless declared.
  static var isOrdered: Bool { get }
}

/// What a property of a respondent may hold to name a group: a level, an optional level, or an answer.
public protocol FactorValue: Sendable {
  /// The factor.
  associatedtype Level: Factor
  /// The level; `nil` where it is missing.
  var level: Level? { get }
  /// Why there is no level, where that is recorded.
  var absence: AbsenceReason? { get }
}

extension FactorValue {
  /// No reason is recorded.
  public var absence: AbsenceReason? { nil }
}

extension Optional: FactorValue where Wrapped: Factor {
  /// The level itself.
  public var level: Wrapped? { self }
}

extension Answer: FactorValue where Format: Factor {
  /// The level where one was given.
  public var level: Format? { value }
}

extension Factor {
  /// The level itself.
  public var level: Self? { self }

  /// The raw value.
  public var label: String { rawValue }

  /// Without an order.
  public static var isOrdered: Bool { false }

  /// The levels as what a column may hold.
  public static var columnKind: ColumnKind { .factor(options, isOrdered: isOrdered) }

  static var options: [ColumnKind.Option] {
    allCases.map { ColumnKind.Option($0.rawValue, label: $0.label, translations: $0.translations) }
  }
}
