import SurveyStatistics

/// What the two studies say, in the sense of their abstracts.
///
/// Only the abstracts are known here. They give no means, reliabilities, tests or coefficients, so none
/// are repeated; nor does anything here say "significant" where the abstract does not.
package enum Claims {
  /// The study of selection: 60 participants and 18 non-participants.
  package static let selectionStudy = Citation(
    "Fledderus & Honingh", 2016, "Int. Review of Administrative Sciences")
  /// The study over time: 60 participants, again after half a year.
  package static let longitudinalStudy = Citation(
    "Fledderus", 2015, "Int. J. of Public Sector Management")

  // Selection: participants of work corporations beside non-participants.
  package static let c1 = selection("C1", "participants have higher general motivation than non-participants")
  package static let c2 = selection("C2", "participants have higher generalized trust")
  package static let c3 = selection("C3", "participants have higher municipal trust")
  package static let c4 = selection("C4", "participants have higher interpersonal trust")
  package static let c5 = selection("C5", "high general motivation goes with high trust")
  package static let c6 = selection("C6", "high general motivation goes with high perceived control")

  // Over time: participants at the start and after half a year.
  package static let d1 = overTime(
    "D1", "trust in the service provider fell significantly after half a year", .negative)
  package static let d2 = overTime(
    "D2", "trust in local government fell significantly after half a year", .negative)
  package static let d3 = overTime("D3", "generalized trust fell significantly after half a year", .negative)
  package static let d4 = overTime(
    "D4", "a decrease in trust in fellow participants strongly related to one in trust in the provider",
    .positive)
  package static let d5 = overTime(
    "D5", "a decrease in trust in fellow participants strongly related to one in generalized trust", .positive
  )
  package static let d6 = overTime("D6", "motivation fell", .negative)
  package static let d7 = overTime("D7", "personal control fell", .negative)
  package static let d8 = overTime(
    "D8", "organizational support is a condition for building trust", .positive)
  package static let d9 = overTime("D9", "user commitment is a condition for building trust", .positive)

  /// The claims whose evidence in the abstract is qualitative only.
  package static let qualitative = [d6, d7, d8, d9]

  private static func selection(_ id: String, _ statement: String) -> Claim {
    Claim(id, statement, citation: selectionStudy, expects: .positive)
  }

  private static func overTime(_ id: String, _ statement: String, _ expects: Claim.Direction) -> Claim {
    Claim(id, statement, citation: longitudinalStudy, expects: expects)
  }
}
