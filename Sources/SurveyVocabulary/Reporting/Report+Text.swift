extension Report {
  /// The report as plain text, lines at most about 100 characters long where the content allows.
  public var text: String {
    var lines: [String] = []
    appendText(to: &lines, depth: 0)
    return lines.joined(separator: "\n")
  }

  private func appendText(to lines: inout [String], depth: Int) {
    if !lines.isEmpty { lines.append("") }
    lines.append(title)
    if !sections.isEmpty {
      // A document's title is underlined; a finding's own title is not.
      lines.append(String(repeating: depth == 0 ? "=" : "-", count: title.count))
    }
    let indent = sections.isEmpty ? "  " : ""
    for paragraph in introduction { lines += TextLayout.wrap(paragraph, indent: indent) }
    lines += TextLayout.columns(
      rows.map { [$0.label, $0.estimateText, $0.intervalText, $0.testText] }, numeric: [1], indent: indent)
    for grid in grids { lines += gridLines(grid, indent: indent) }
    lines += factLines(indent: indent)
    if let cases { lines += TextLayout.wrap(cases.line, indent: indent) }
    if let method, !method.line.isEmpty { lines += TextLayout.wrap(method.line, indent: indent) }
    for warning in warnings { lines += TextLayout.wrap("Warning: \(warning)", indent: indent) }
    for note in notes { lines += TextLayout.wrap("Note: \(note)", indent: indent) }
    for section in sections { section.appendText(to: &lines, depth: depth + 1) }
  }

  private func factLines(indent: String) -> [String] {
    guard !facts.isEmpty else { return [] }
    let words = facts.map { "\($0.label) = \($0.value.text)" }
    return TextLayout.wrap(words.joined(separator: "   "), indent: indent, separator: "   ")
  }

  private func gridLines(_ grid: Grid, indent: String) -> [String] {
    let numeric = Set(grid.columns.indices.filter(grid.isNumeric))
    var lines = grid.title.map { [indent + $0] } ?? []
    lines += TextLayout.columns([grid.columns] + grid.textLines, numeric: numeric, indent: indent)
    return lines
  }
}

/// Columns and paragraphs of plain text.
enum TextLayout {
  static let width = 100

  /// Sets cells in columns two spaces apart; numeric columns are flush right.
  static func columns(_ rows: [[String]], numeric: Set<Int>, indent: String) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = indent
      var isFirst = true
      for column in 0..<count where widths[column] > 0 {
        let cell = row.indices.contains(column) ? row[column] : ""
        let space = String(repeating: " ", count: widths[column] - cell.count)
        line += (isFirst ? "" : "  ") + (numeric.contains(column) ? space + cell : cell + space)
        isFirst = false
      }
      return trimmingEnd(line)
    }
  }

  /// Breaks a paragraph into lines, all of them indented.
  static func wrap(_ paragraph: String, indent: String, separator: String = " ") -> [String] {
    var lines: [String] = []
    var line = ""
    for word in split(paragraph, by: separator) {
      if !line.isEmpty, indent.count + line.count + separator.count + word.count > width {
        lines.append(indent + trimmingEnd(line))
        line = ""
      }
      line += (line.isEmpty ? "" : separator) + word
    }
    return line.isEmpty ? lines : lines + [indent + trimmingEnd(line)]
  }

  private static func split(_ text: String, by separator: String) -> [String] {
    guard separator.count > 1 else {
      return text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    }
    var parts: [String] = []
    var rest = Substring(text)
    while let range = firstRange(of: separator, in: rest) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }

  private static func firstRange(of separator: String, in text: Substring) -> Range<Substring.Index>? {
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].hasPrefix(separator) {
        return start..<text.index(start, offsetBy: separator.count)
      }
      start = text.index(after: start)
    }
    return nil
  }

  private static func trimmingEnd(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
