import SurveyInstruments

enum Agreement: Int, ResponseFormat { case stronglyDisagree = 1, disagree, neutral, agree, stronglyAgree }
enum Status: String, Factor { case participant, nonParticipant }
enum ZeroToTen: ContinuousRange { static let range = 0.0...10.0 }

/// One completed questionnaire.
struct Client: Respondent, Hashable {
  var id = ""
  var status: Status?
  var age: Double?
  var mostPeopleCanBeTrusted = Answer<Agreement>.absent(.notShown)
  var carefulWithPeople = Answer<Agreement>.absent(.notShown)
  var peopleAreHelpful: Agreement?
  var mood: Rating<ZeroToTen>?

  /// Not stored: it has no place in memory and no field.
  var trustComputed: Answer<Agreement> { mostPeopleCanBeTrusted }

  static let questionnaire = Questionnaire<Client>(missing: ["", "NA"]) {
    Field("id", \.id)
    Field("status", \.status)
    Field("age", \.age, "Age in years", in: 16...110)
    Field("gt1", \.mostPeopleCanBeTrusted, "Most people can be trusted", absent: ["8": .refused])
    Field("gt2", \.carefulWithPeople, "You can't be too careful in dealing with people")
    Field("gt3", \.peopleAreHelpful, "Most people try to be helpful")
    Field("mood", \.mood)
  }

  static let generalizedTrust = Scale<Client>("Generalized trust", missing: .atLeast(2)) {
    Item(\.mostPeopleCanBeTrusted)
    Item(\.carefulWithPeople, keyed: .negative)
    Item(\.peopleAreHelpful)
  }

  static let four = [
    Client(
      id: "1", status: .participant, age: 30, mostPeopleCanBeTrusted: .given(.agree),
      carefulWithPeople: .given(.disagree), peopleAreHelpful: .stronglyAgree),
    Client(
      id: "2", status: .participant, age: nil, mostPeopleCanBeTrusted: .absent(.refused),
      carefulWithPeople: .given(.stronglyAgree), peopleAreHelpful: .neutral),
    Client(
      id: "3", status: nil, age: 50, mostPeopleCanBeTrusted: .absent(.skipped),
      carefulWithPeople: .absent(.skipped), peopleAreHelpful: .agree),
    Client(
      id: "4", status: .nonParticipant, age: 60, mostPeopleCanBeTrusted: .absent(.skipped),
      carefulWithPeople: .absent(.skipped), peopleAreHelpful: nil),
  ]

  /// Clients with answers and absences at random, the same for a seed.
  static func random(_ count: Int, seed: UInt64) -> [Client] {
    var state = seed
    func draw(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    func answer() -> Answer<Agreement> {
      let place = draw(7)
      let absences: [AbsenceReason] = [.skipped, .refused]
      return place < 5 ? Answer(Agreement(rawValue: place + 1)) : .absent(absences[place - 5])
    }
    return (0..<count).map { row in
      Client(
        id: "p\(row)", status: [.participant, .nonParticipant, nil][draw(3)],
        age: draw(4) == 0 ? nil : Double(16 + draw(80)), mostPeopleCanBeTrusted: answer(),
        carefulWithPeople: answer(), peopleAreHelpful: Agreement(rawValue: draw(6)),
        mood: Rating(Double(draw(12))))
    }
  }
}
