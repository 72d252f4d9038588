import SurveyStatistics

/// Whether a coder found a theme in an interview.
package enum Voiced: String, Factor {
  case yes
  case no
}

/// One interview, coded by two people who did not confer.
package struct Interview: Respondent {
  package var id = ""
  package var supportFirst: Voiced?
  package var supportSecond: Voiced?
  package var commitmentFirst: Voiced?
  package var commitmentSecond: Voiced?

  package init() {}

  package static let questionnaire = Questionnaire<Interview>(missing: ["", "NA"]) {
    Field("id", \.id, "The id of the participant in the waves")
    Field("support_a", \.supportFirst, "Organizational support is voiced, first coder")
    Field("support_b", \.supportSecond, "Organizational support is voiced, second coder")
    Field("commitment_a", \.commitmentFirst, "User commitment is voiced, first coder")
    Field("commitment_b", \.commitmentSecond, "User commitment is voiced, second coder")
  }
}
