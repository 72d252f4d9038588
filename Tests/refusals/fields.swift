import SurveyInstruments

enum Agreement: Int, ResponseFormat { case no = 1, neither, yes }
enum Status: String, Factor { case participant, other }

struct Client: Respondent {
  var id = ""
  let fixed: Agreement? = nil
  var computed: Agreement? { trust }
  var trust: Agreement?
  var scores: [Double] = []
  static let questionnaire = Questionnaire<Client> {
    Field("id", \.id)
    Field("trust", \.trust)
  }
}

struct Visitor: Respondent {
  var id = ""
  var trust: Agreement?
  static let questionnaire = Questionnaire<Visitor> { Field("trust", \.trust) }
}

let answered = Answer<Agreement>.given(.yes)

#if WRONG
  let stranger = Questionnaire<Client> {
    // refused: 'WritableKeyPath<Client, Optional<Agreement>>'
    Field("trust", \Visitor.trust)
  }
  // refused: no exact matches in call to initializer
  let fixed: Field<Client> = Field("fixed", \.fixed)
  // refused: no exact matches
  let computed: Field<Client> = Field("computed", \.computed)
  // refused: no exact matches
  let list: Field<Client> = Field("scores", \.scores)
  // refused: no exact matches
  let boundedAnswer: Field<Client> = Field("trust", \.trust, in: 1...3)
  // refused: type '[Double]' does not conform to protocol 'AnswerFormat'
  let nothing: Answer<[Double]>
  // refused: type 'Agreement' does not conform to protocol 'Factor'
  let options: MultipleChoice<Agreement>
#endif
