/// Turns values into the text of a column's cells, so that reading gives the same values again.
struct CellEncoder {
  private let column: ColumnDescription
  private let codes: [AbsenceReason: String]
  private let allCodes: Set<String>

  init(_ column: ColumnDescription) {
    self.column = column
    codes = Dictionary(column.absence.map { ($0.reason, $0.code) }) { first, _ in first }
    allCodes = Set(column.absence.map(\.code))
  }

  /// The text of a value.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - isShown: Whether the question was shown, by the conditions of its field.
  ///   - keepsReasons: Whether a skipped answer must read back as skipped.
  ///   - id: The respondent's id.
  /// - Returns: The text of the cell.
  /// - Throws: `InputError` for a value that would not read back as it is.
  func text(
    _ value: FieldValue, isShown: Bool, keepsReasons: Bool, id: String
  ) throws(InputError) -> String {
    if !isShown { try checkHidden(value, keepsReasons, id) }
    switch (value, column.kind) {
    case (.absent(let reason), _):
      // Where the question was not shown, a blank reads back as that.
      let code = codes[reason] ?? (reason == .notShown && !isShown ? codes[.skipped] : nil)
      guard !column.isRequired, let code else {
        throw refusal(id, "has no code for \"\(reason.words)\"", remedy: "name one in the field's absent:")
      }
      return code
    case (.text(let text), _):
      if allCodes.contains(text) { throw refusal(id, "holds \"\(text)\", which is a code for absence") }
      if text.isEmpty, column.isRequired { throw refusal(id, "is empty, but required") }
      if text.utf8.contains(0) { throw refusal(id, "holds a NUL") }
      return text
    case (.number(let number), .number(let minimum, let maximum)):
      return try checked(number, minimum, maximum, shortNumber(number), id)
    case (.number(let number), .rating(let minimum, let maximum)):
      return try checked(number, minimum, maximum, shortNumber(number), id)
    case (.whole(let whole), .whole(let minimum, let maximum)):
      guard whole >= minimum ?? .min, whole <= maximum ?? .max else {
        throw refusal(id, "holds \(whole), which is out of range")
      }
      return try checked(Double(whole), nil, nil, String(whole), id)
    case (.number(let number), .slider(let minimum, let maximum, let step)):
      guard isStep(number, from: minimum, to: maximum, by: step) else {
        throw refusal(id, "holds \(shortNumber(number)), which is out of range or between two steps")
      }
      return try checked(number, minimum, maximum, shortNumber(number), id)
    default:
      guard let text = column.kind.cellText(value) else { throw refusal(id, "holds a value of another kind") }
      return text
    }
  }

  /// Refuses what a reader would not accept of a question that was not shown.
  private func checkHidden(_ value: FieldValue, _ keepsReasons: Bool, _ id: String) throws(InputError) {
    switch value {
    case .absent(.notShown), .absent(.notApplicable): return
    case .absent(.skipped) where !keepsReasons: return
    case .absent(.skipped): throw refusal(id, "says \"skipped\", but would read as \"not shown\"")
    case _ where column.isTolerant: return
    case .absent(let reason): throw refusal(id, "says \"\(reason.words)\" of a question that was not shown")
    default: throw refusal(id, "answers a question that was not shown")
    }
  }

  private func checked(
    _ number: Double, _ minimum: Double?, _ maximum: Double?, _ text: String, _ id: String
  ) throws(InputError) -> String {
    guard number.isFinite, number >= minimum ?? -.infinity, number <= maximum ?? .infinity else {
      throw refusal(id, "holds \(text), which is out of range")
    }
    if allCodes.contains(text) { throw refusal(id, "holds \(text), which is a code for absence") }
    return text
  }

  private func refusal(_ id: String, _ problem: String, remedy: String? = nil) -> InputError {
    InputError(.unwritable, "\(column.name) of respondent \(id)", problem, remedy: remedy)
  }
}
