import SurveyInference
import SurveyInstruments
import SurveyVocabulary

/// What gives each respondent one of a list of answers: a question of a closed format, a factor, or a variable
/// whose values are counted one by one.
///
/// ```swift
/// Categorical(\.trust)
/// Categorical(\.site)
/// Categorical(Variable(\.householdSize))
/// ```
public struct Categorical<R: Respondent>: Sendable {
  private let source: @Sendable (Sample<R>) throws(InputError) -> CategoricalAnswers

  /// A question with reasons of absence.
  public init<F: ItemFormat>(_ path: KeyPath<R, Answer<F>> & Sendable) {
    self.init(Variable(path), format: F.self)
  }

  /// A question that may be unanswered for unrecorded reasons.
  public init<F: ItemFormat>(_ path: KeyPath<R, F?> & Sendable) {
    self.init(Variable(path), format: F.self)
  }

  /// A question that every respondent has answered.
  public init<F: ItemFormat>(_ path: KeyPath<R, F> & Sendable) { self.init(Variable(path), format: F.self) }

  /// A factor.
  public init<V: FactorValue>(_ path: KeyPath<R, V> & Sendable) {
    source = { sample throws(InputError) in try CategoricalAnswers(sample.groups(by: path)) }
  }

  /// A variable, each of whose values is an answer; the answers are those that came, in ascending order.
  public init(_ variable: Variable<R>) {
    source = { sample throws(InputError) in
      let observed = try sample.values(of: variable)
      return try CategoricalAnswers(
        scores: observed.values, of: Set(observed.present).sorted(), absent: observed.reasons,
        name: observed.name)
    }
  }

  private init<F: ItemFormat>(_ variable: Variable<R>, format: F.Type) {
    source = { sample throws(InputError) in
      try R.questionnaire.check()
      return try CategoricalAnswers(sample.values(of: variable), kind: F.columnKind)
    }
  }

  /// The answers of a sample.
  ///
  /// - Throws: `InputError` with the faults of the questionnaire, for a format without a list of answers, or if
  ///   two answers have the same label.
  public func answers(in sample: Sample<R>) throws(InputError) -> CategoricalAnswers { try source(sample) }
}

extension CategoricalAnswers {
  /// The answers in a column of the rows of a codebook: a list of answers, a factor, or numbers counted one by
  /// one.
  ///
  /// - Throws: `InputError` for a column that does not exist or holds text or several options, or if two answers have the same label.
  public init(of column: String, in responses: Codebook.Responses) throws(InputError) {
    guard let kind = responses.codebook.columns.first(where: { $0.name == column })?.kind else {
      throw .unknownName(column, among: responses.codebook.columns.map(\.name), subject: "codebook")
    }
    switch kind {
    case .factor: try self.init(responses.groups(by: column))
    case .answers: try self.init(responses.values(of: column), kind: kind)
    case .number, .whole, .rating, .slider, .text, .choices:
      let observed = try responses.values(of: column)
      try self.init(
        scores: observed.values, of: Set(observed.present).sorted(), absent: observed.reasons,
        name: observed.name)
    }
  }

  /// The levels of a factor.
  init(_ grouping: Grouping) throws(InputError) {
    try self.init(
      grouping.levels, scores: nil, grouping.indices, absent: grouping.reasons, name: grouping.name)
  }

  /// Answers of a list that a format declares.
  init(_ observed: Observations, kind: ColumnKind) throws(InputError) {
    guard case .answers(let levels) = kind else {
      throw InputError(
        .definition, observed.name, "is of the kind \"\(kind.name)\", which has no list of answers",
        remedy: "use Descriptives, or group its values")
    }
    var seen: Set<String> = []
    for level in levels where !seen.insert(level.label).inserted {
      throw InputError(.definition, observed.name, "two answers are labelled \(level.label)")
    }
    let places = Dictionary(levels.enumerated().map { (Double($1.value), $0) }) { first, _ in first }
    try self.init(
      levels.map(\.label), scores: levels.map { Double($0.value) },
      observed.values.map { $0.flatMap { places[$0] } }, absent: observed.reasons, name: observed.name)
  }
}
