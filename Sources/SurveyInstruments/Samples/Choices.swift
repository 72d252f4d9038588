/// The options that each respondent of a sample ticked: what a table of multiple responses takes.
public struct Choices: Hashable, Sendable {
  /// The name of the question.
  public let name: String
  /// The labels of the options in the order of their declaration, those that nobody ticked too.
  public let options: [String]
  /// The ids of the respondents.
  public let ids: [String]
  /// The places in ``options`` that each respondent ticked; empty where the answer was none of them, `nil`
  /// where there is no answer.
  public let ticked: [[Int]?]
  /// Why there is no answer, in words that follow a number of cases; `nil` for an answer.
  public let reasons: [String?]
  /// Who came in, who answered, and why the others did not.
  public let cases: CaseLedger

  init(
    name: String, options: [String], ids: [String], ticked: [[Int]?], reasons: [String?],
    after earlier: CaseLedger
  ) {
    self.name = name
    self.options = options
    self.ids = ids
    self.ticked = ticked
    self.reasons = reasons
    var exclusions = ExclusionTally()
    for (places, reason) in zip(ticked, reasons) where places == nil { exclusions.add(reason ?? "missing") }
    cases = exclusions.ledger(used: ticked.count { $0 != nil }, after: earlier)
  }

  /// The labels that each respondent with an answer ticked, one array per respondent; empty for "none of
  /// them".
  public var labels: [[String]] {
    ticked.compactMap { $0.map { places in places.map { options[$0] } } }
  }
}

extension Sample {
  /// The options that each respondent ticked.
  ///
  /// - Throws: `InputError` with the faults of the questionnaire, or where two options have one label.
  public func choices<P: AnswerProperty, Option: Factor>(
    of path: KeyPath<R, P> & Sendable
  ) throws(InputError) -> Choices where P.Format == MultipleChoice<Option> {
    try R.questionnaire.check()
    let options = Array(Option.allCases)
    let name = R.questionnaire.name(of: path) ?? "choices"
    let answers = respondents.map { P.answer(of: $0[keyPath: path]) }
    return Choices(
      name: name, options: try options.distinctLabels(name), ids: ids,
      ticked: answers.map { answer in
        answer.value.map { choice in options.indices.filter { choice.contains(options[$0]) } }
      },
      reasons: zip(answers, respondents).map { answer, respondent in
        R.questionnaire.reasonWords(of: answer, path, for: respondent)
      }, after: cases)
  }
}
