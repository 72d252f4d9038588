import SurveyInference
import SurveyInstruments
import SurveyVocabulary

extension FrequencyTable {
  /// How often each answer of a question was given in a sample, and each reason for none.
  ///
  /// Every answer of the format has its line, in its order and by its label, those that nobody gave too;
  /// ratings and sliders come as numbers in ascending order. Skipped, refused, not applicable, not shown and
  /// lost stay apart; a plain `nil` is "missing", unless the conditions of the field say that the question
  /// was not shown.
  ///
  /// - Throws: `InputError` with the faults of the questionnaire, for a sample without respondents, or where
  ///   two answers have one label.
  public init<R, P: AnswerProperty>(
    of path: KeyPath<R, P> & Sendable, in sample: Sample<R>
  ) throws(InputError) where P.Format: ItemFormat {
    try self.init(P.Format.columnKind, path, sample) { $0.score }
  }

  /// How often each level of a factor was given in a sample, and each reason for none.
  ///
  /// - Throws: `InputError` with the faults of the questionnaire, for a sample without respondents, or where
  ///   two levels have one label.
  public init<R, P: AnswerProperty>(
    of path: KeyPath<R, P> & Sendable, in sample: Sample<R>
  ) throws(InputError) where P.Format: Factor {
    let answers = try Answers(path, sample)
    let labels = P.Format.allCases.map(\.label)
    try self.init(answers.given.map(\.label), levels: labels, missing: answers.reasons)
    context = answers.context
  }

  /// How often each number was given in a sample, in ascending order, and each reason for none.
  ///
  /// - Throws: `InputError` with the faults of the questionnaire, for a sample without respondents, or for a
  ///   number that is not finite.
  public init<R, P: AnswerProperty>(
    of path: KeyPath<R, P> & Sendable, in sample: Sample<R>
  ) throws(InputError) where P.Format == Double {
    try self.init(.number(minimum: nil, maximum: nil), path, sample) { $0 }
  }

  /// How often each whole number was given in a sample, in ascending order, and each reason for none.
  ///
  /// - Throws: `InputError` with the faults of the questionnaire, or for a sample without respondents.
  public init<R, P: AnswerProperty>(
    of path: KeyPath<R, P> & Sendable, in sample: Sample<R>
  ) throws(InputError) where P.Format == Int {
    try self.init(.whole(minimum: nil, maximum: nil), path, sample) { Double($0) }
  }

  private init<R, P: AnswerProperty>(
    _ kind: ColumnKind, _ path: KeyPath<R, P> & Sendable, _ sample: Sample<R>, _ score: (P.Format) -> Double
  ) throws(InputError) {
    let answers = try Answers(path, sample)
    try self.init(kind, answers.given.map(score), answers.reasons)
    context = answers.context
  }

  /// Counts scores by their labels where the kind lists them, else as numbers.
  private init(_ kind: ColumnKind, _ scores: [Double], _ reasons: [String]) throws(InputError) {
    guard case .answers(let levels) = kind else {
      try self.init(scores, missing: reasons)
      return
    }
    let ordered = levels.sorted { $0.value < $1.value }
    let words = Dictionary(ordered.map { (Double($0.value), $0.label) }) { first, _ in first }
    try self.init(scores.map { words[$0] ?? "\($0)" }, levels: ordered.map(\.label), missing: reasons)
  }
}

/// The answers of a sample to one question, and the reasons of those that are absent.
private struct Answers<Format: AnswerFormat> {
  let given: [Format]
  let reasons: [String]
  let context: DataContext

  init<R, P: AnswerProperty>(
    _ path: KeyPath<R, P> & Sendable, _ sample: Sample<R>
  ) throws(InputError) where P.Format == Format {
    let questionnaire = R.questionnaire
    try questionnaire.check()
    let answers = sample.map { P.answer(of: $0[keyPath: path]) }
    given = answers.compactMap(\.value)
    reasons = inOrder(
      zip(answers, sample).compactMap { questionnaire.reasonWords(of: $0, path, for: $1) })
    context = DataContext(
      subject: questionnaire.name(of: path), parts: [],
      cases: CaseLedger(used: given.count, exclusions: sample.cases.exclusions + counted(reasons)))
  }
}

/// Reasons in the order of their declaration, so that a table does not depend on the order of the rows.
private func inOrder(_ reasons: [String]) -> [String] {
  let order = ["missing"] + AbsenceReason.allCases.map(\.words)
  let place = Dictionary(order.enumerated().map { ($1, $0) }) { first, _ in first }
  return reasons.sorted { (place[$0] ?? order.count, $0) < (place[$1] ?? order.count, $1) }
}

private func counted(_ reasons: [String]) -> [CaseLedger.Exclusion] {
  var exclusions: [CaseLedger.Exclusion] = []
  for reason in reasons where exclusions.last?.reason != reason {
    exclusions.append(.init(reason, count: reasons.count { $0 == reason }))
  }
  return exclusions
}
