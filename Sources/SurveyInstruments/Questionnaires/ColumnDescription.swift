/// A column of a data file as a definition: what it is called, asks, may hold, when it is shown, and how
/// absence is coded.
public struct ColumnDescription: Hashable, Sendable {
  /// The name in the file's header.
  public let name: String
  /// The wording of the question, for people.
  public let wording: String?
  /// The wording in further languages.
  public let translations: [Language: String]
  /// What its cells may hold.
  public let kind: ColumnKind
  /// Which answer is the neutral one.
  public let neutral: Midpoint
  /// What earlier answers must be for the question to be shown; all of it must hold.
  public let conditions: [Condition]
  /// Whether an answer to a question that was not shown is kept instead of being a fault of the file.
  public let isTolerant: Bool
  /// The cells that mean absence, with their reasons; the first of a reason is the one that is written.
  public internal(set) var absence: [AbsenceCode]
  /// Whether every row must hold a value.
  public let isRequired: Bool

  /// Which answer of a column is the neutral one.
  public enum Midpoint: Hashable, Sendable {
    /// The middle of the kind, where there is one.
    case middle
    /// There is none, though the kind has a middle.
    case none
    /// The answer with this score.
    case at(Double)
  }

  /// A cell that means absence.
  public struct AbsenceCode: Hashable, Sendable {
    /// The cell's text.
    public let code: String
    /// Why the answer is absent.
    public let reason: AbsenceReason

    /// Makes a code.
    public init(_ code: String, _ reason: AbsenceReason) {
      self.code = code
      self.reason = reason
    }
  }

  /// Makes a description.
  ///
  /// - Parameters:
  ///   - name: The name in the file's header.
  ///   - kind: What the cells may hold.
  ///   - wording: The wording of the question.
  ///   - translations: The wording in further languages.
  ///   - neutral: Which answer is the neutral one.
  ///   - conditions: What earlier answers must be for the question to be shown.
  ///   - isTolerant: Whether an answer to a question that was not shown is kept.
  ///   - absence: The cells that mean absence.
  ///   - isRequired: Whether every row must hold a value.
  public init(
    _ name: String, _ kind: ColumnKind, wording: String? = nil, translations: [Language: String] = [:],
    neutral: Midpoint = .middle, conditions: [Condition] = [], isTolerant: Bool = false,
    absence: [AbsenceCode] = [], isRequired: Bool = false
  ) {
    self.name = name
    self.wording = wording
    self.translations = translations
    self.kind = kind
    self.neutral = neutral
    self.conditions = conditions
    self.isTolerant = isTolerant
    self.absence = absence
    self.isRequired = isRequired
  }

  /// The score of the neutral answer; `nil` where there is none.
  public var midpoint: Double? {
    switch neutral {
    case .middle: kind.middle
    case .none: nil
    case .at(let score): score
    }
  }

  /// The wording in a language; `nil` where there is none in it.
  public func wording(in language: Language) -> String? { translations[language] }

  /// The wording in the first of several languages that has one, else ``wording``; `nil` without any.
  public func wording(inFirstOf languages: [Language]) -> Words? {
    let found = words(wording ?? "", translations, inFirstOf: languages)
    return found.language == nil && wording == nil ? nil : found
  }

  /// The column with further codes for skipped answers, where it does not use them itself.
  func adding(missing: [String]) -> ColumnDescription {
    var column = self
    let own = Set(absence.map(\.code))
    column.absence += missing.filter { !own.contains($0) }.map { AbsenceCode($0, .skipped) }
    return column
  }
}
