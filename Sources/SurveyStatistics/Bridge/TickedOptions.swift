import SurveyInference
import SurveyInstruments
import SurveyVocabulary

/// A question of which a respondent may tick any number of options.
///
/// ```swift
/// TickedOptions(\.news)
/// TickedOptions("services used") { (client: Client) -> Set<Service>? in client.services }
/// TickedOptions("media", options: [("paper", Variable(\.paper)), ("radio", Variable(\.radio))])
/// ```
public struct TickedOptions<R: Respondent>: Sendable {
  private let source: @Sendable (Sample<R>) throws(InputError) -> MultipleAnswers

  /// A multiple choice, with the reasons of those who did not answer.
  public init<P: AnswerProperty, Option: Factor>(_ path: KeyPath<R, P> & Sendable)
  where P.Format == SurveyInstruments.MultipleChoice<Option> {
    source = { sample throws(InputError) in try MultipleAnswers(sample.choices(of: path)) }
  }

  /// A question whose options are the levels of a factor.
  ///
  /// - Parameters:
  ///   - name: The name of the question.
  ///   - ticked: The ticked options of a respondent; empty for none, `nil` for no answer.
  public init<Option: Factor>(_ name: String, _ ticked: @escaping @Sendable (R) -> Set<Option>?) {
    source = { sample throws(InputError) in
      try MultipleAnswers(
        sample.map { ticked($0).map { Set($0.map(\.label)) } }, options: Option.allCases.map(\.label),
        name: name)
    }
  }

  /// A question with one variable of 0 and 1 for each option.
  ///
  /// - Parameters:
  ///   - name: The name of the question.
  ///   - options: The options, each with its variable.
  ///   - gaps: What it means that a respondent has no value of a variable.
  public init(
    _ name: String, options: [(label: String, variable: Variable<R>)],
    gaps: MultipleAnswers.GapRule = .noAnswer
  ) {
    source = { sample throws(InputError) in
      var columns: [Observations] = []
      for option in options { columns.append(try sample.values(of: option.variable)) }
      return try MultipleAnswers(columns, options: options.map(\.label), gaps: gaps, name: name)
    }
  }

  /// The answers of a sample.
  ///
  /// - Throws: `InputError` as for arrays.
  public func answers(in sample: Sample<R>) throws(InputError) -> MultipleAnswers { try source(sample) }
}

extension MultipleAnswers {
  /// The answers in columns of 0 and 1 of the rows of a codebook, one for each option.
  ///
  /// - Parameters:
  ///   - columns: The names of the columns, which are the options.
  ///   - responses: The rows.
  ///   - gaps: What a gap means.
  ///   - name: The name of the question.
  /// - Throws: `InputError` for a column that does not exist, or as for arrays.
  public init(
    of columns: [String], in responses: Codebook.Responses, gaps: GapRule = .noAnswer, name: String? = nil
  ) throws(InputError) {
    var observed: [Observations] = []
    for column in columns { observed.append(try responses.values(of: column)) }
    try self.init(observed, options: columns, gaps: gaps, name: name)
  }

  /// The options that were ticked in one column of the rows of a codebook.
  ///
  /// - Throws: `InputError` for a column that does not exist or does not allow several options.
  public init(of column: String, in responses: Codebook.Responses) throws(InputError) {
    try self.init(responses.choices(of: column))
  }

  /// The options that each respondent ticked, with the reasons of those who did not answer.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(_ choices: Choices) throws(InputError) {
    try self.init(
      choices.ticked.map { $0.map { places in Set(places.map { choices.options[$0] }) } },
      options: choices.options, absent: choices.reasons, name: choices.name)
  }

  /// Observations of one column for each option, with the reason that the gaps of a case share.
  init(_ columns: [Observations], options: [String], gaps: GapRule, name: String?) throws(InputError) {
    let reasons = (columns.first?.observations.indices).map { rows in
      rows.map { row -> String? in
        let reasons = Set(columns.compactMap { $0.observations[row].absence })
        guard reasons.count <= 1 else { return "missing" }
        let isWhole = columns.allSatisfy { $0.observations[row].value == nil }
        return reasons.first.map { isWhole ? $0 : "with an option \($0)" }
      }
    }
    try self.init(
      columns: columns.map(\.values), options: options, gaps: gaps, absent: reasons ?? [], name: name)
  }
}
