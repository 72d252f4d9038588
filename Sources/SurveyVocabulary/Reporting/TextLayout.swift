/// Columns and paragraphs of plain text.
enum TextLayout {
  static let width = 100
  /// The width below which a column of words is not narrowed.
  static let least = 16

  /// Sets cells in columns two spaces apart; numeric columns are flush right.
  ///
  /// Where the line would be too long, the widest columns of words are narrowed and wrapped.
  static func columns(_ rows: [[String]], numeric: Set<Int>, indent: String) -> [String] {
    let rows = rows.map { $0.map(plain) }
    let natural = natural(rows)
    let shown = natural.indices.filter { natural[$0] > 0 }
    let widths = narrowed(natural, numeric: numeric, room: room(shown.count, indent))
    return set(rows, shown, widths, numeric: numeric, indent: indent)
  }

  /// The length of the longest cell of each column.
  static func natural(_ rows: [[String]]) -> [Int] {
    (0..<(rows.map(\.count).max() ?? 0)).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
  }

  /// What a line leaves to the cells of some columns, two spaces apart.
  static func room(_ columns: Int, _ indent: String) -> Int { width - indent.count - 2 * max(columns - 1, 0) }

  /// Sets the columns to be shown in their widths; cells that are too long are wrapped.
  static func set(
    _ rows: [[String]], _ shown: [Int], _ widths: [Int], numeric: Set<Int>, indent: String
  ) -> [String] {
    rows.flatMap { row -> [String] in
      let cells = shown.map { column -> [String] in
        guard row.indices.contains(column), !row[column].isEmpty else { return [] }
        return row[column].count <= widths[column]
          ? [row[column]] : wrap(row[column], indent: "", width: widths[column])
      }
      return (0..<max(cells.map(\.count).max() ?? 0, 1)).map { line in
        let parts = zip(shown, cells).map { column, lines in
          pad(line < lines.count ? lines[line] : "", to: widths[column], right: numeric.contains(column))
        }
        return indent + trimmingEnd(parts.joined(separator: "  "))
      }
    }
  }

  /// Breaks a paragraph into lines, all of them indented.
  static func wrap(
    _ paragraph: String, indent: String, separator: String = " ", width: Int = width
  ) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in split(plain(paragraph), by: separator) {
      if !line.isEmpty, indent.count + line.count + separator.count + word.count > width {
        lines.append(indent + trimmingEnd(line))
        line = ""
      }
      line += (line.isEmpty ? "" : separator) + word
    }
    return line.isEmpty ? lines : lines + [indent + trimmingEnd(line)]
  }

  /// Takes room from the widest column of words until all columns fit, but leaves each readable.
  static func narrowed(_ natural: [Int], numeric: Set<Int>, room: Int) -> [Int] {
    // No column keeps more than a line, so that very long words cost no time.
    var widths = natural.indices.map { numeric.contains($0) ? natural[$0] : min(natural[$0], width) }
    var excess = widths.reduce(0, +) - room
    while excess > 0 {
      let words = widths.indices.filter { !numeric.contains($0) && widths[$0] > least }
      guard let widest = words.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  /// Text with a space for each line break and control character: what a data file says stays in its
  /// cell, and does not command a terminal.
  static func plain(_ text: String) -> String {
    func isControl(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: true
      default: false
      }
    }
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { plain.append(isControl(scalar) ? " " : scalar) }
    return String(plain)
  }

  private static func pad(_ text: String, to width: Int, right: Bool) -> String {
    let space = String(repeating: " ", count: max(width - text.count, 0))
    return right ? space + text : text + space
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
