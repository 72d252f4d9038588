import SurveyFiles

enum Agreement: Int, ResponseFormat { case stronglyDisagree = 1, disagree, neutral, agree, stronglyAgree }
enum Status: String, Factor { case participant, nonParticipant }
enum ZeroToTen: ContinuousRange { static let range = 0.0...10.0 }

/// A respondent with one field of every kind.
struct Client: Respondent, Hashable {
  var id = ""
  var status: Status?
  var age: Double?
  var children: Int?
  var trust = Answer<Agreement>.absent(.notShown)
  var control: Agreement?
  var mood: Rating<ZeroToTen>?
  var remark: String?

  static let questionnaire = Questionnaire<Client>(missing: ["", "NA"]) {
    Field("id", \.id)
    Field("status", \.status)
    Field("age", \.age, "Age in years", in: 16...110)
    Field("children", \.children, in: 0...20)
    Field("trust", \.trust, "Most people can be trusted", absent: ["8": .refused, "9": .notShown])
    Field("control", \.control)
    Field("mood", \.mood)
    Field("remark", \.remark)
  }
}
