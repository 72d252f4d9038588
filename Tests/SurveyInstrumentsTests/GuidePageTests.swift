import SurveyInstruments
import SurveyTestSupport
import Testing

@Suite struct GuidePageTests {
  @Test func instrumentsPageShowsWhatItsCodePrints() throws {
    try checkPage("Docs/Guide.docc/Instruments.md") { print in
      // page
      enum Agreement: Int, ResponseFormat {
        case stronglyDisagree = 1, disagree, neutral, agree, stronglyAgree
      }
      enum Status: String, Factor { case participant, nonParticipant }

      struct Client: Respondent {
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

      let survey = try Sample([
        Client(
          id: "a", status: .participant, age: 34, mostPeopleCanBeTrusted: .given(.agree),
          carefulWithPeople: .given(.disagree), peopleAreHelpful: .agree),
        Client(
          id: "b", status: .nonParticipant, mostPeopleCanBeTrusted: .absent(.refused),
          carefulWithPeople: .given(.neutral), peopleAreHelpful: .disagree),
        Client(id: "c", status: .participant, age: 51, mostPeopleCanBeTrusted: .given(.stronglyAgree)),
      ])
      let scores = try Client.generalizedTrust.scores(in: survey)
      print(scores.values)
      print(scores.cases.exclusionText)
      // end
    }
  }

  @Test func missingDataPageShowsWhatItsCodePrints() throws {
    try checkPage("Docs/Guide.docc/MissingData.md") { print in
      // page
      enum Agreement: Int, ResponseFormat {
        case stronglyDisagree = 1, disagree, neutral, agree, stronglyAgree
      }

      struct Client: Respondent {
        var id = ""
        var age: Double?
        var first = Answer<Agreement>.absent(.notShown)
        var second = Answer<Agreement>.absent(.notShown)
        var third = Answer<Agreement>.absent(.notShown)

        static let questionnaire = Questionnaire<Client> {
          Field("id", \.id)
          Field("age", \.age)
          Field("t1", \.first)
          Field("t2", \.second)
          Field("t3", \.third)
        }

        static let trust = Scale<Client>("Trust", missing: .atLeast(2)) {
          Item(\.first)
          Item(\.second)
          Item(\.third)
        }
      }

      let sample = try Sample([
        Client(id: "a", age: 34, first: .given(.agree), second: .given(.agree), third: .given(.neutral)),
        Client(id: "b", age: 51, first: .given(.agree), second: .given(.neutral), third: .absent(.skipped)),
        Client(id: "c", age: 17, first: .given(.agree), second: .absent(.refused), third: .absent(.skipped)),
        Client(
          id: "d", age: 29, first: .absent(.refused), second: .absent(.refused), third: .absent(.refused)),
        Client(id: "e", first: .given(.disagree), second: .given(.neutral), third: .given(.agree)),
      ])
      let adults = sample.excluding("younger than 18") { ($0.age ?? 18) < 18 }
      let scores = try Client.trust.scores(in: adults)
      print("scores: \(scores.cases.used) used, \(scores.cases.exclusionText)")
      let items = try Client.trust.itemMatrix(in: adults)
      print("items: \(items.cases.used) used, \(items.cases.exclusionText)")
      let both = try adults.complete([Variable(Client.trust), Variable(\.age)])
      print("trust and age: \(both.cases.used) used, \(both.cases.exclusionText)")
      // end
    }
  }
}
