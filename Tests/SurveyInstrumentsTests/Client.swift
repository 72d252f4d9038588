import SurveyInstruments

enum Agreement: Int, ResponseFormat { case stronglyDisagree = 1, disagree, neutral, agree, stronglyAgree }
enum Status: String, Factor { case participant, nonParticipant }

struct Client: Respondent {  // one completed questionnaire
  var id = ""
  var status: Status?
  var age: Double?
  var mostPeopleCanBeTrusted = Answer<Agreement>.absent(.notShown)
  var carefulWithPeople = Answer<Agreement>.absent(.notShown)
  var peopleAreHelpful: Agreement?

  static let questionnaire = Questionnaire<Client>(missing: ["", "NA"]) {
    Field("id", \.id)
    Field("status", \.status)
    Field("age", \.age, "Age in years", in: 16...110)
    Field("gt1", \.mostPeopleCanBeTrusted, "Most people can be trusted", absent: ["8": .refused])
    Field("gt2", \.carefulWithPeople, "You can't be too careful in dealing with people")
    Field("gt3", \.peopleAreHelpful, "Most people try to be helpful")
  }

  static let generalizedTrust = Scale<Client>("Generalized trust", missing: .atLeast(2)) {
    Item(\.mostPeopleCanBeTrusted)
    Item(\.carefulWithPeople, keyed: .negative)
    Item(\.peopleAreHelpful)
  }
}
