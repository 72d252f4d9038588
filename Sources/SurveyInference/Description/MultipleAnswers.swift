import SurveyVocabulary

/// The answers of cases to a question of which any number of options may be ticked.
///
/// A case that ticked nothing has answered; a case that was not asked or did not answer has a reason instead.
public struct MultipleAnswers: Hashable, Sendable {
  /// The name of the question; `nil` where nobody said.
  public let name: String?
  /// The options in their order, those that nobody ticked included.
  public let options: [String]
  /// The places of the ticked options of each case, in ascending order; `nil` for a case without an answer.
  public let ticked: [[Int]?]
  /// Why there is no answer, in words that follow a number of cases; `nil` where there is one.
  public let reasons: [String?]

  /// What a gap among the columns of the options means.
  public enum GapRule: String, Hashable, Sendable, Codable, CaseIterable {
    /// A case that lacks the column of any option has not answered.
    case noAnswer = "a case with a gap has not answered"
    /// A case that has the column of at least one option did not tick those that it lacks.
    case notTicked = "a gap is an option that was not ticked"
  }

  /// Answers as sets of ticked options.
  ///
  /// - Parameters:
  ///   - sets: The ticked options of each case; empty for none, `nil` for no answer.
  ///   - options: All options in their order.
  ///   - reasons: Why there is no answer, one entry to a case; "missing" where nobody said.
  ///   - name: The name of the question.
  /// - Throws: `InputError` if there is no option, one is declared twice, one was ticked that is not declared,
  ///   or the lengths differ.
  public init(
    _ sets: [Set<String>?], options: [String], absent reasons: [String?] = [], name: String? = nil
  ) throws(InputError) {
    let places = try Self.places(options)
    var ticked: [[Int]?] = []
    for set in sets {
      guard let set else {
        ticked.append(nil)
        continue
      }
      if let stranger = set.sorted().first(where: { places[$0] == nil }) {
        throw .unknownName(stranger, among: options, subject: name ?? "sets")
      }
      ticked.append(set.compactMap { places[$0] }.sorted())
    }
    try self.init(ticked, options, reasons, name)
  }

  /// Answers as one column of 0 and 1 for each option.
  ///
  /// - Parameters:
  ///   - columns: For each option one value to a case: 1 for ticked, 0 for not ticked, `nil` for a gap.
  ///   - options: The options in the order of the columns.
  ///   - gaps: What a gap means.
  ///   - reasons: Why there is no answer, one entry to a case, read where the rule finds none.
  ///   - name: The name of the question.
  /// - Throws: `InputError` if there is no option, one is declared twice, the lengths differ, or a value is
  ///   neither 0 nor 1.
  public init(
    columns: [[Double?]], options: [String], gaps: GapRule = .noAnswer, absent reasons: [String?] = [],
    name: String? = nil
  ) throws(InputError) {
    _ = try Self.places(options)
    try checkEqualLength(columns.count, "columns", options.count, "the list of options")
    for (option, column) in zip(options, columns) {
      try checkEqualLength(column.count, option, columns[0].count, options[0])
      if let wrong = column.lazy.compactMap({ $0 }).first(where: { $0 != 0 && $0 != 1 }) {
        throw .outOfRange(option, value: wrong, allowed: "0 for not ticked or 1 for ticked")
      }
    }
    let ticked = columns[0].indices.map { row -> [Int]? in
      let gapCount = columns.count { $0[row] == nil }
      let isAnswer = gaps == .noAnswer ? gapCount == 0 : gapCount < columns.count
      return isAnswer ? columns.indices.filter { columns[$0][row] == 1 } : nil
    }
    try self.init(ticked, options, reasons, name)
  }

  private init(
    _ ticked: [[Int]?], _ options: [String], _ reasons: [String?], _ name: String?
  ) throws(InputError) {
    if !reasons.isEmpty {
      try checkEqualLength(reasons.count, "reasons", ticked.count, "the list of answers")
    }
    self.name = name
    self.options = options
    self.ticked = ticked
    self.reasons = ticked.enumerated().map { row, set in
      set == nil ? (reasons.isEmpty ? nil : reasons[row]) ?? "missing" : nil
    }
  }

  /// The number of cases, with an answer or without.
  public var count: Int { ticked.count }

  /// The answers of some cases.
  package func keeping(_ rows: [Int]) -> MultipleAnswers { MultipleAnswers(self, rows) }

  private init(_ all: MultipleAnswers, _ rows: [Int]) {
    name = all.name
    options = all.options
    ticked = rows.map { all.ticked[$0] }
    reasons = rows.map { all.reasons[$0] }
  }

  private static func places(_ options: [String]) throws(InputError) -> [String: Int] {
    guard !options.isEmpty else { throw InputError(.tooFew, "options", "0 options found, at least 1 needed") }
    var places: [String: Int] = [:]
    for option in options {
      guard places.updateValue(places.count, forKey: option) == nil else {
        throw InputError(.definition, "options", "\"\(option)\" is declared twice")
      }
    }
    return places
  }
}
