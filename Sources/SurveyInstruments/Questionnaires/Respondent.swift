/// One completed questionnaire.
///
/// A respondent is a struct with a property per question; its questionnaire says in which column of a
/// data file each property stands.
public protocol Respondent: Sendable {
  /// A respondent who has answered nothing yet.
  init()
  /// What tells respondents apart, and recognises them in another wave.
  var id: String { get }
  /// The columns, wordings and codes.
  static var questionnaire: Questionnaire<Self> { get }
}
