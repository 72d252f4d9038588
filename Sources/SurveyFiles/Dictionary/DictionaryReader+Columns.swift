extension DictionaryReader {
  /// The column that a row describes, its conditions left out; `nil` where a cell is at fault.
  mutating func column(_ row: Int) -> ColumnDescription? {
    let before = reader.faults.count
    let codes = absence(row)
    let kind = kind(row)
    let neutral = midpoint(row)
    if let cell = text(row, .shown), DictionaryCell.conditions(cell, { _ in nil }) == nil {
      add(
        row, .value, .shown, cell, "is no list of conditions",
        expected:
          "such as \"employed = 1\", \"age >= 18\", \"status in a;b\", \"news includes tv\", \"q1 answered\"")
    }
    guard reader.faults.count == before, let kind, let name = text(row, .name) else { return nil }
    return ColumnDescription(
      name, kind, wording: text(row, .wording), neutral: neutral, absence: codes,
      isRequired: text(row, .required) == "yes")
  }

  private mutating func kind(_ row: Int) -> ColumnKind? {
    guard let kind = text(row, .kind).flatMap(DictionaryColumn.Kind.init) else { return nil }
    let own = DictionaryColumn.cells(of: kind)
    for cell in DictionaryColumn.kindCells where !own.contains(cell) {
      if let value = text(row, cell) {
        add(row, .value, cell, value, "does not belong to a column of the kind \(kind.rawValue)")
      }
    }
    let (low, high) = (number(row, .minimum), number(row, .maximum))
    switch kind {
    case .text: return .text
    case .number: return .number(minimum: low, maximum: high)
    case .whole: return .whole(minimum: whole(row, .minimum), maximum: whole(row, .maximum))
    case .factor, .ordered: return .factor(options(row), isOrdered: kind == .ordered)
    case .choices: return .choices(options(row), none: text(row, .none) ?? "none")
    case .answers: return .answers(levels(row))
    case .rating, .slider:
      guard let low, let high else {
        add(row, .required, low == nil ? .minimum : .maximum, nil, "the cell is empty", expected: "a limit")
        return nil
      }
      if kind == .rating { return .rating(minimum: low, maximum: high) }
      guard let step = number(row, .step) else {
        add(row, .required, .step, nil, "the cell is empty", expected: "a step")
        return nil
      }
      return .slider(minimum: low, maximum: high, step: step)
    }
  }

  private mutating func whole(_ row: Int, _ cell: DictionaryColumn) -> Int? {
    guard let number = number(row, cell) else { return nil }
    if let whole = Int(exactly: number) { return whole }
    add(row, .value, cell, text(row, cell), "is not a whole number")
    return nil
  }

  private mutating func parts(_ row: Int) -> [(code: String, label: String?)] {
    guard let cell = text(row, .options) else {
      add(row, .required, .options, nil, "the cell is empty", expected: "options such as 1=no|2=yes")
      return []
    }
    return DictionaryCell.parts(cell).map { DictionaryCell.pair($0) }
  }

  private mutating func options(_ row: Int) -> [ColumnKind.Option] {
    parts(row).map { ColumnKind.Option($0.code, label: $0.label) }
  }

  private mutating func levels(_ row: Int) -> [ColumnKind.Level] {
    parts(row).compactMap { code, label in
      var code = code
      guard let value = code.withUTF8({ DecimalParser.whole($0) }) else {
        add(row, .value, .options, code, "is not a whole number")
        return nil
      }
      return ColumnKind.Level(value: value, label: label)
    }
  }

  private mutating func midpoint(_ row: Int) -> ColumnDescription.Midpoint {
    guard let cell = text(row, .midpoint) else { return .middle }
    if cell == "none" { return .none }
    var copy = cell
    if case .value(let score) = copy.withUTF8({ DecimalParser.number($0) }) { return .at(score) }
    add(row, .value, .midpoint, cell, "is no midpoint", expected: "a score, or none")
    return .middle
  }

  private mutating func absence(_ row: Int) -> [ColumnDescription.AbsenceCode] {
    guard let cell = text(row, .absence) else { return [] }
    return DictionaryCell.parts(cell).compactMap { part in
      let place = part.utf8.lastIndex(of: UInt8(ascii: "="))
      let words = place.map { String(part[part.utf8.index(after: $0)...]) } ?? ""
      guard let place, let reason = AbsenceReason(rawValue: words) else {
        let reasons = AbsenceReason.allCases.map(\.rawValue).joined(separator: ", ")
        add(
          row, .value, .absence, part, "is no code with a reason", expected: "code=reason, one of \(reasons)")
        return nil
      }
      return .init(String(part[..<place]), reason)
    }
  }
}
