/// One property of a respondent: its column in data files, its wording and its codes for absence.
///
/// The type of the property decides what the column may hold:
///
/// | property | cells |
/// |---|---|
/// | `String` | any text, required |
/// | `String?` | any text |
/// | `Double?`, `Int?` | a number, within `in:` |
/// | a ``Factor``, optional or not | one of the raw values |
/// | an ``ItemFormat``, optional or not | one of the answers, or a number on the range |
/// | a ``MultipleChoice``, optional or not | any number of the raw values |
/// | an ``Answer`` of any of these | the same, and codes for each reason of absence |
///
/// A property that is neither optional nor an ``Answer`` is required in every row. What follows a field
/// adds to it: `.translated(…)` the wording in further languages, `.shown(when:…)` a condition.
public struct Field<R: Respondent>: Sendable {
  /// The name in the file's header.
  public let name: String
  /// The wording of the question, for people.
  public let wording: String?
  /// What the cells may hold.
  public let kind: ColumnKind
  /// Whether every row must hold a value.
  public let isRequired: Bool
  /// The property.
  public let path: PartialKeyPath<R> & Sendable
  /// The wording in further languages.
  public internal(set) var translations: [Language: String] = [:]
  /// Whether an answer to a question that was not shown is kept.
  public internal(set) var isTolerant = false
  /// Which answer is the neutral one.
  let neutral: ColumnDescription.Midpoint
  /// What earlier answers must be.
  var conditions: [FieldCondition<R>] = []
  let codes: [String: AbsenceReason]
  /// Puts a value of the field's kind into a respondent; false for a value of another kind.
  package let store: @Sendable (inout R, FieldValue) -> Bool
  /// Puts the cells of a column, from a row on, into respondents; gives the rows that were refused.
  let fill: @Sendable (UnsafeMutableBufferPointer<R>, CodedRows, Int, Int) -> [Int]
  /// Whether the property belongs to an object, which copies of a respondent would share.
  let isShared: Bool
  /// Takes the value out of a respondent.
  package let load: @Sendable (R) -> FieldValue
  /// Whether the property tells the reasons of absence apart.
  package let keepsReasons: Bool

  init<Value: AnswerProperty>(
    _ name: String, _ wording: String?, _ kind: ColumnKind, _ codes: [String: AbsenceReason],
    isRequired: Bool = false, neutral: ColumnDescription.Midpoint = .middle,
    _ path: WritableKeyPath<R, Value> & Sendable,
    decode: @escaping @Sendable (FieldValue) -> Value?, encode: @escaping @Sendable (Value) -> FieldValue
  ) {
    self.name = name
    self.wording = wording
    self.kind = kind
    self.codes = codes
    self.isRequired = isRequired
    self.neutral = neutral
    keepsReasons = Value.keepsReasons
    self.path = path
    store = { respondent, value in
      guard let decoded = decode(value) else { return false }
      respondent[keyPath: path] = decoded
      return true
    }
    load = { encode($0[keyPath: path]) }
    isShared = path is ReferenceWritableKeyPath<R, Value>
    let filler = ColumnFiller(path, kind, decode)
    fill = { filler.fill($0, $1, from: $2, column: $3) }
  }

  /// The field as a column among others, with the questionnaire's codes for skipped answers after its own.
  func column(among fields: [Field], missing: [String]) -> ColumnDescription {
    let own = codes.sorted { ($0.key.utf8.count, $0.key) < ($1.key.utf8.count, $1.key) }
      .map { ColumnDescription.AbsenceCode($0.key, $0.value) }
    return ColumnDescription(
      name, kind, wording: wording, translations: translations, neutral: neutral,
      conditions: conditions.map { $0.condition(among: fields) }, isTolerant: isTolerant, absence: own,
      isRequired: isRequired
    ).adding(missing: missing)
  }
}

extension Field {
  /// The field with its wording in further languages.
  ///
  /// - Parameter wordings: The wording by language; one of an earlier call is replaced.
  /// - Returns: The field.
  public func translated(_ wordings: [Language: String]) -> Field {
    var field = self
    field.translations.merge(wordings) { _, new in new }
    return field
  }

  /// The wording in a language; `nil` where there is none in it.
  public func wording(in language: Language) -> String? { translations[language] }
}
