/// The columns of a data dictionary.
enum DictionaryColumn: String, CaseIterable {
  case name, kind, wording, minimum, maximum, step, options, none, midpoint, absence, required, shown,
    tolerant,
    scale, key

  /// The kinds of columns that a dictionary knows, by their words.
  enum Kind: String, CaseIterable {
    case text, number, whole, factor, ordered, choices, answers, rating, slider
  }

  /// The column as the reader of files wants it.
  var description: ColumnDescription {
    let blank = [ColumnDescription.AbsenceCode("", .skipped)]
    switch self {
    case .name: return ColumnDescription(rawValue, .text, isRequired: true)
    case .kind: return ColumnDescription(rawValue, .factor(Kind.allCases.map(\.rawValue)), isRequired: true)
    case .minimum, .maximum, .step:
      return ColumnDescription(rawValue, .number(minimum: nil, maximum: nil), absence: blank)
    case .required, .tolerant: return ColumnDescription(rawValue, .factor(["no", "yes"]), absence: blank)
    case .wording, .options, .none, .midpoint, .absence, .shown, .scale, .key:
      return ColumnDescription(rawValue, .text, absence: blank)
    }
  }

  /// The cells that belong to a kind; all others of these must be empty.
  static func cells(of kind: Kind) -> [DictionaryColumn] {
    switch kind {
    case .text: []
    case .number, .whole: [.minimum, .maximum]
    case .rating: [.minimum, .maximum, .midpoint]
    case .slider: [.minimum, .maximum, .step, .midpoint]
    case .factor, .ordered: [.options]
    case .choices: [.options, .none]
    case .answers: [.options, .midpoint]
    }
  }

  static let kindCells: [DictionaryColumn] = [.minimum, .maximum, .step, .options, .none, .midpoint]
  /// What separates the parts of a cell.
  static let bar = UInt8(ascii: "|")
}
