extension Codebook {
  /// Reads a data dictionary: CSV text with a row for each column of the data.
  ///
  /// ```
  /// name,kind,wording,minimum,maximum,options,absence,required,scale,key
  /// id,text,,,,,,yes,,
  /// age,number,Age in years,16,110,,=skipped,,,
  /// gt1,answers,Most people can be trusted,,,1=disagree|2=neutral|3=agree,8=refused,,Trust,positive
  /// ```
  ///
  /// `name` and `kind` must be there; the other columns may be left out, and stand in any order. Scales are
  /// means that need every item; a dictionary has no place for other rules, for further languages, and for
  /// an order of items that is not that of the rows. The JSON form (`json`)
  /// holds everything.
  ///
  /// - Parameters:
  ///   - text: The text, header included.
  ///   - title: What the codebook describes.
  ///   - version: The version.
  ///   - idColumn: The column that tells respondents apart.
  ///   - limits: Sizes beyond which the text is refused.
  /// - Throws: `FileError` with every fault, at its row and column.
  public init(
    dictionary text: String, title: String, version: String? = nil, idColumn: String? = nil,
    limits: FileLimits = .standard
  ) throws(FileError) {
    var dictionary = DictionaryReader("dictionary", limits)
    Array(text.utf8).withUnsafeBufferPointer { dictionary.reader.scan($0) }
    self = try dictionary.codebook(title, version: version, idColumn: idColumn)
  }

  /// Reads a data dictionary from a CSV file.
  ///
  /// - Parameters:
  ///   - path: Where the file is.
  ///   - title: What the codebook describes.
  ///   - version: The version.
  ///   - idColumn: The column that tells respondents apart.
  ///   - limits: Sizes beyond which the file is refused.
  /// - Throws: `FileError` with every fault, at its row and column.
  public init(
    contentsOfDictionary path: String, title: String, version: String? = nil, idColumn: String? = nil,
    limits: FileLimits = .standard
  ) throws(FileError) {
    var dictionary = DictionaryReader(fileName(path), limits)
    dictionary.reader.scan(path: path)
    self = try dictionary.codebook(title, version: version, idColumn: idColumn)
  }

  /// The codebook as a data dictionary: CSV text with a row for each column.
  ///
  /// Title, version, id column, further languages, and of scales all but columns and keys have no place in
  /// it.
  ///
  /// - Throws: `InputError` with the faults of the codebook, or for a name, code or label that holds a
  ///   character which would not read back.
  public var dictionary: String {
    get throws(InputError) {
      try check()
      var text = CSVText()
      for column in DictionaryColumn.allCases { text.add(column.rawValue) }
      text.endLine()
      var memberships: [String: [(scale: String, key: Keying)]] = [:]
      for scale in scales {
        for item in scale.items where !item.isScale {
          memberships[item.column, default: []].append((scale.name, item.keyed))
        }
      }
      for column in columns {
        let own = memberships[column.name] ?? []
        for cell in DictionaryColumn.allCases { text.add(try column.text(cell, own)) }
        text.endLine()
      }
      return text.text
    }
  }
}

extension ColumnDescription {
  fileprivate func text(
    _ cell: DictionaryColumn, _ memberships: [(scale: String, key: Keying)]
  ) throws(InputError) -> String {
    switch cell {
    case .name: return name
    case .kind: return word.rawValue
    case .wording: return wording ?? ""
    case .minimum: return limits.minimum
    case .maximum: return limits.maximum
    case .step:
      if case .slider(_, _, let step) = kind { return shortNumber(step) }
      return ""
    case .options: return try options(cell)
    case .none:
      if case .choices(_, let none) = kind { return none }
      return ""
    case .midpoint:
      switch neutral {
      case .middle: return ""
      case .none: return "none"
      case .at(let score): return shortNumber(score)
      }
    case .absence: return try bars(absence.map { "\($0.code)=\($0.reason.rawValue)" }, cell)
    case .required: return isRequired ? "yes" : "no"
    case .shown: return try shown(cell)
    case .tolerant: return isTolerant ? "yes" : ""
    case .scale: return try bars(memberships.map(\.scale), cell)
    case .key: return memberships.map(\.key.rawValue).joined(separator: "|")
    }
  }

  private var word: DictionaryColumn.Kind {
    switch kind {
    case .text: .text
    case .number: .number
    case .whole: .whole
    case .factor(_, let isOrdered): isOrdered ? .ordered : .factor
    case .choices: .choices
    case .answers: .answers
    case .rating: .rating
    case .slider: .slider
    }
  }

  private var limits: (minimum: String, maximum: String) {
    switch kind {
    case .number(let low, let high): (low.map(shortNumber) ?? "", high.map(shortNumber) ?? "")
    case .whole(let low, let high): (low.map { String($0) } ?? "", high.map { String($0) } ?? "")
    case .rating(let low, let high), .slider(let low, let high, _): (shortNumber(low), shortNumber(high))
    case .text, .factor, .choices, .answers: ("", "")
    }
  }

  private func options(_ cell: DictionaryColumn) throws(InputError) -> String {
    switch kind {
    case .answers(let levels):
      return try bars(
        levels.map { $0.label == String($0.value) ? $0.label : "\($0.value)=\($0.label)" }, cell)
    case .factor(let options, _), .choices(let options, _):
      for option in options where option.name.utf8.contains(UInt8(ascii: "=")) || option.name.isEmpty {
        throw refusal(option.name, cell)
      }
      return try bars(options.map { $0.label == $0.name ? $0.name : "\($0.name)=\($0.label)" }, cell)
    case .text, .number, .whole, .rating, .slider: return ""
    }
  }

  private func shown(_ cell: DictionaryColumn) throws(InputError) -> String {
    let words = conditions.map { DictionaryCell.text($0) }
    for (condition, text) in zip(conditions, words) {
      // What reads back as another condition is not written.
      let kind: (String) -> ColumnKind? = { [condition] _ in condition.kindOfValues }
      guard DictionaryCell.conditions(text, kind) == [condition] else { throw refusal(text, cell) }
    }
    return try bars(words, cell)
  }

  private func bars(_ parts: [String], _ cell: DictionaryColumn) throws(InputError) -> String {
    for part in parts where part.utf8.contains(DictionaryColumn.bar) { throw refusal(part, cell) }
    return parts.joined(separator: "|")
  }

  private func refusal(_ text: String, _ cell: DictionaryColumn) -> InputError {
    InputError(
      .unwritable, "column \(name)", "\"\(text)\" would not read back from the cell \"\(cell.rawValue)\"",
      remedy: "write JSON")
  }
}

extension Condition {
  /// A kind whose values are numbers or names as those of the condition are.
  fileprivate var kindOfValues: ColumnKind {
    let values: [Value] =
      switch comparison {
      case .equals(let value): [value]
      case .isOneOf(let values): values
      case .atLeast, .atMost, .includes, .answered: []
      }
    if case .name = values.first { return .text }
    return .number(minimum: nil, maximum: nil)
  }
}
