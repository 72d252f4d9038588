import SurveyVocabulary

/// The answers of cases to a question with a list of answers: for each case one of the list, or the reason
/// why there is none.
///
/// ```swift
/// try CategoricalAnswers(["yes", nil, "no"], levels: ["no", "yes"], absent: [nil, "refused", nil])
/// ```
///
/// This is the door at which absence is told from answers: tables count the answers, and their ledgers the
/// reasons.
public struct CategoricalAnswers: Hashable, Sendable {
  /// The name of the question; `nil` where nobody said.
  public let name: String?
  /// The answers that are possible, in their order, those that nobody gave included.
  public let levels: [String]
  /// What each answer counts, where the answers are scored.
  public let scores: [Double]?
  /// The place of each case's answer in ``levels``; `nil` where there is none.
  public let codes: [Int?]
  /// Why there is no answer, in words that follow a number of cases; `nil` where there is one.
  public let reasons: [String?]

  /// Answers by their labels.
  ///
  /// - Parameters:
  ///   - labels: The answer of each case; `nil` for none.
  ///   - levels: All possible answers in their order; without them they come in the order of their first
  ///     appearance.
  ///   - reasons: Why there is no answer, one entry to a case, read where there is none; "missing" where
  ///     nobody said.
  ///   - name: The name of the question.
  /// - Throws: `InputError` if a level is declared twice, a label is not among the levels, or the reasons are
  ///   not as many as the labels.
  public init(
    _ labels: [String?], levels: [String]? = nil, absent reasons: [String?] = [], name: String? = nil
  ) throws(InputError) {
    var places = try Self.places(levels ?? [])
    var known = levels ?? []
    var codes: [Int?] = []
    codes.reserveCapacity(labels.count)
    for label in labels {
      guard let label else {
        codes.append(nil)
        continue
      }
      if let place = places[label] {
        codes.append(place)
        continue
      }
      guard levels == nil else {
        throw .unknownName(label, among: known, subject: name ?? "labels")
      }
      places[label] = known.count
      codes.append(known.count)
      known.append(label)
    }
    try self.init(known, scores: nil, codes, absent: reasons, name: name)
  }

  /// Answers by their scores, on a declared list of scores in ascending order.
  ///
  /// - Parameters:
  ///   - values: The score of each case's answer; `nil` for none.
  ///   - scores: All possible scores, ascending.
  ///   - labels: The words of the answers, one for each score; the numbers where there are none.
  ///   - reasons: Why there is no answer, one entry to a case; "missing" where nobody said.
  ///   - name: The name of the question.
  /// - Throws: `InputError` if the scores are not finite or do not ascend, a value is not among them, or the
  ///   lengths do not fit.
  public init(
    scores values: [Double?], of scores: [Double], labels: [String]? = nil, absent reasons: [String?] = [],
    name: String? = nil
  ) throws(InputError) {
    _ = try finiteValues(scores, "scores")
    for (score, next) in zip(scores, scores.dropFirst()) where score >= next {
      throw InputError(.definition, "scores", "\(shortText(next)) does not come after \(shortText(score))")
    }
    if let labels { try checkEqualLength(labels.count, "labels", scores.count, "the list of scores") }
    let places = Dictionary(uniqueKeysWithValues: zip(scores, scores.indices))
    var codes: [Int?] = []
    for value in values {
      guard let value else {
        codes.append(nil)
        continue
      }
      guard let place = places[value] else {
        throw .unknownName(shortText(value), among: scores.map(shortText), subject: name ?? "values")
      }
      codes.append(place)
    }
    let words = labels ?? scores.map(shortText)
    _ = try Self.places(words)
    try self.init(words, scores: scores, codes, absent: reasons, name: name)
  }

  /// Answers whose places in the list are known; labels must differ.
  package init(
    _ levels: [String], scores: [Double]?, _ codes: [Int?], absent reasons: [String?], name: String?
  ) throws(InputError) {
    if !reasons.isEmpty { try checkEqualLength(reasons.count, "reasons", codes.count, "the list of answers") }
    self.name = name
    self.levels = levels
    self.scores = scores
    self.codes = codes
    self.reasons = codes.enumerated().map { row, code in
      code == nil ? (reasons.isEmpty ? nil : reasons[row]) ?? "missing" : nil
    }
  }

  /// The number of cases, with an answer or without.
  public var count: Int { codes.count }

  /// The answers of some cases.
  package func keeping(_ rows: [Int]) -> CategoricalAnswers {
    CategoricalAnswers(self, rows)
  }

  private init(_ all: CategoricalAnswers, _ rows: [Int]) {
    name = all.name
    levels = all.levels
    scores = all.scores
    codes = rows.map { all.codes[$0] }
    reasons = rows.map { all.reasons[$0] }
  }

  private static func places(_ levels: [String]) throws(InputError) -> [String: Int] {
    var places: [String: Int] = [:]
    for level in levels {
      guard places.updateValue(places.count, forKey: level) == nil else {
        throw InputError(.definition, "levels", "\"\(level)\" is declared twice")
      }
    }
    return places
  }
}

/// A number as a label: whole numbers without a decimal point.
func shortText(_ number: Double) -> String { Int(exactly: number).map(String.init) ?? "\(number)" }
