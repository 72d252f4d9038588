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
  /// - Throws: `InputError` for a value that would not read back as it is.
  func text(_ value: FieldValue, id: String) throws(InputError) -> String {
    switch (value, column.kind) {
    case (.absent(let reason), _):
      guard !column.isRequired, let code = codes[reason] else {
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
    case (.index(let place), .factor(let names)) where names.indices.contains(place): return names[place]
    case (.index(let place), .answers(let levels)) where levels.indices.contains(place):
      return String(levels[place].value)
    default: throw refusal(id, "holds a value of another kind")
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
