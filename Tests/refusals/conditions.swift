import SurveyInstruments

enum Status: String, Factor { case participant, other }
enum News: String, Factor { case paper, radio }
enum Agreement: Int, ResponseFormat { case no = 1, neither, yes }

struct Client: Respondent {
  var id = ""
  var isEmployed: YesNo?
  var status = Answer<Status>.absent(.skipped)
  var news: MultipleChoice<News>?
  var hours: Double?
  var isComputed: YesNo? { isEmployed }
  static let questionnaire = Questionnaire<Client> { field.shown(when: \.isEmployed, is: .yes) }
}

struct Visitor: Respondent {
  var id = ""
  var isEmployed: YesNo?
  static let questionnaire = Questionnaire<Visitor> { Field("employed", \.isEmployed) }
}

let field: Field<Client> = Field("hours", \.hours)
let shown = [
  field.shown(when: \.isEmployed, is: .yes), field.shown(when: \.status, isOneOf: [.participant, .other]),
  field.shown(when: \.hours, atLeast: 8), field.shown(when: \.news, includes: .radio),
  field.shown(whenAnswered: \.status),
]

#if WRONG
  // refused: cannot convert value of type 'Agreement' to expected argument type 'YesNo'
  let otherFormat = field.shown(when: \.isEmployed, is: Agreement.yes)
  // refused: has no member 'perhaps'
  let unknownOption = field.shown(when: \.isEmployed, is: .perhaps)
  // refused: cannot convert value of type
  let otherFactor = field.shown(when: \.status, isOneOf: [News.paper])
  // refused: 'OrderedFormat'
  let unordered = field.shown(when: \.status, atLeast: .other)
  // refused: 'MultipleChoice<News>'
  let several = field.shown(when: \.status, includes: News.paper)
  // refused: 'MultipleChoice<Status>'
  let otherOptions = field.shown(when: \.news, includes: Status.other)
  let otherRespondent = Questionnaire<Client> {
    // refused: 'Field<Visitor>'
    Field("hours", \.hours).shown(when: \Visitor.isEmployed, is: .yes)
  }
  // refused: 'WritableKeyPath<Client
  let computed = field.shown(when: \.isComputed, is: .yes)
#endif
