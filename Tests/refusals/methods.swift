import SurveyStatistics

enum Agreement: Int, ResponseFormat { case no = 1, neither, yes }
enum Status: String, Factor { case participant, other }

struct Client: Respondent {
  var id = ""
  var status: Status?
  var age: Double?
  var trust: Agreement?
  var news: MultipleChoice<Status>?
  static let questionnaire = Questionnaire<Client> {
    Field("status", \.status)
    Field("trust", \.trust)
  }
  static let trust = Scale<Client>("Trust") { Item(\.trust) }
}

struct Visitor: Respondent {
  var id = ""
  var trust: Agreement?
  static let questionnaire = Questionnaire<Visitor> { Field("trust", \.trust) }
  static let trust = Scale<Visitor>("Trust") { Item(\.trust) }
}

func right(_ sample: Sample<Client>) throws {
  _ = try WelchTest(of: Client.trust, by: \.status, in: sample)
  _ = try FrequencyTable(of: \.trust, in: sample)
  _ = try sample.choices(of: \.news)
}

#if WRONG
  func wrong(_ sample: Sample<Client>) throws {
    // refused: 'Double' conform to 'Factor'
    _ = try WelchTest(of: Client.trust, by: \.age, in: sample)
    // refused: 'Agreement' conform to 'Factor'
    _ = try WelchTest(of: Client.trust, by: \.trust, in: sample)
    // refused: 'Client' and 'Visitor' be equivalent
    _ = try WelchTest(of: Visitor.trust, by: \.status, in: sample)
    // refused: 'Double' conform to 'Factor'
    _ = try sample.groups(by: \.age)
    // refused: 'Visitor'
    _ = try sample.values(of: Visitor.trust)
    // refused: no exact matches in call to initializer
    _ = try FrequencyTable(of: \.news, in: sample)
    // refused: 'MultipleChoice
    _ = try sample.choices(of: \.status)
    // refused: no exact matches in call to initializer
    _ = Variable<Client>(\.status)
  }
#endif
