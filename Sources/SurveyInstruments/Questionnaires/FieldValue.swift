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
  /// No value, for this reason.
  case absent(AbsenceReason)
}
