import SurveyStatistics

/// The label of made-up data, which no table made from them can lose: it is part of every id.
///
/// A user's own file needs no column for it. Reports look for the label and carry the notice.
package enum SyntheticData {
  /// What the ids of made-up respondents begin with.
  package static let idPrefix = "synthetic-"

  /// What every report says that uses made-up data.
  package static let notice =
    "SYNTHETIC DATA: made by this package's own generator, not collected from anybody. The signs follow "
    + "the published claims; all sizes are the generator's own (Examples/Data/README.md). Nothing here is "
    + "a result of the published studies."

  /// The id of a made-up respondent, with two digits.
  package static func id(_ number: Int) -> String { idPrefix + (number < 10 ? "0" : "") + String(number) }

  /// Whether a respondent is made up.
  package static func isSynthetic(_ id: String) -> Bool { id.hasPrefix(idPrefix) }

  /// The notice, where any of the ids is that of a made-up respondent; else nothing.
  package static func notices(for ids: some Sequence<String>) -> [String] {
    ids.contains(where: isSynthetic) ? [notice] : []
  }
}
