import SurveyInstruments

enum Agreement: Int, ResponseFormat { case no = 1, neither, yes }
enum Status: String, Factor { case participant, other }

struct Client: Respondent {
  var id = ""
  var age: Double?
  var children: Int?
  var status: Status?
  var contract = Answer<Status>.absent(.skipped)
  var news: MultipleChoice<Status>?
  var income = Answer<Double>.absent(.skipped)
  var trust: Agreement?
  static let questionnaire = Questionnaire<Client> { Field("trust", \.trust) }
}

struct Visitor: Respondent {
  var id = ""
  var trust: Agreement?
  static let questionnaire = Questionnaire<Visitor> { Field("trust", \.trust) }
}

let scale = Scale<Client>("Trust") {
  Item(\.trust, keyed: .negative)
}
let item: Item<Client> = Item(\.trust)

#if WRONG
  let stranger = Scale<Client>("Trust") {
    // refused: 'KeyPath<Client, Optional<Agreement>>'
    Item(\Visitor.trust)
  }
  // refused: 'KeyPath<Client, Optional<Double>>'
  let age: Item<Client> = Item(\.age)
  // refused: 'KeyPath<Client, String>'
  let identity: Item<Client> = Item(\.id)
  // refused: 'KeyPath<Client, String>'
  let reversedIdentity: Item<Client> = Item(\.id, keyed: .negative)
  // refused: 'KeyPath<Client, Optional<Double>>'
  let reversedAge: Item<Client> = Item(\.age, keyed: .negative)
  // refused: 'KeyPath<Client, Optional<Int>>'
  let children: Item<Client> = Item(\.children)
  // refused: conform to 'ItemFormat'
  let income: Item<Client> = Item(\.income)
  // refused: 'Status' conform to 'ItemFormat'
  let status: Item<Client> = Item(\.status)
  // refused: no exact matches
  let contract: Item<Client> = Item(\.contract)
  // refused: no exact matches
  let reversedChoice: Item<Client> = Item(\.contract, keyed: .negative)
  // refused: 'MultipleChoice<Status>' conform to 'ItemFormat'
  let news: Item<Client> = Item(\.news)
  let factorInScale = Scale<Client>("Status") {
    // refused: 'Status' conform to 'ItemFormat'
    Item(\.status)
  }
#endif
