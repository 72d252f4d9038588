/// A nominal variable with named levels, such as a group or a site.
///
/// ```swift
/// enum Status: String, Factor { case participant, nonParticipant }
/// ```
///
/// The raw values are the codes in data files; the order of the levels is that of the declaration.
public protocol Factor: RawRepresentable, CaseIterable, Hashable, Sendable where RawValue == String {
  /// The words of the level, for people.
  var label: String { get }
}

extension Factor {
  /// The raw value.
  public var label: String { rawValue }
}
