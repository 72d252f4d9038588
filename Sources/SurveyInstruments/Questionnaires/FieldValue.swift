/// The content of one cell, between a data file and a respondent.
package enum FieldValue: Hashable, Sendable {
  /// Text as it stands.
  case text(String)
  /// A number, or a rating.
  case number(Double)
  /// A whole number.
  case whole(Int)
  /// The place of an answer or a level in the list of its kind.
  case index(Int)
  /// The options that were ticked, one bit for each place of the list.
  case set(UInt64)
  /// No value, for this reason.
  case absent(AbsenceReason)
}
