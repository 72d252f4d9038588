extension Report {
  /// The report as GitHub-flavoured Markdown.
  public var markdown: String {
    var blocks: [String] = []
    appendMarkdown(to: &blocks, level: 1)
    return blocks.joined(separator: "\n\n")
  }

  private func appendMarkdown(to blocks: inout [String], level: Int) {
    blocks.append(String(repeating: "#", count: min(level, 6)) + " " + MarkdownTable.escape(title))
    blocks += introduction.map(MarkdownTable.escape)
    if !rows.isEmpty {
      let cells = rows.map { [$0.label, $0.estimateText, $0.intervalText, $0.testText] }
      let used = (0..<4).filter { column in column == 0 || cells.contains { !$0[column].isEmpty } }
      let header = ["", "estimate", "interval", "test"]
      blocks.append(
        MarkdownTable.text(
          header: used.map { header[$0] }, lines: cells.map { line in used.map { line[$0] } },
          numeric: Set(used.indices.filter { used[$0] == 1 })))
    }
    for grid in grids {
      if let title = grid.title { blocks.append("**\(MarkdownTable.escape(title))**") }
      blocks.append(
        MarkdownTable.text(
          header: grid.columns, lines: grid.textLines,
          numeric: Set(grid.columns.indices.filter(grid.isNumeric))))
    }
    if !facts.isEmpty {
      blocks.append(
        facts.map { MarkdownTable.escape($0.text) }.joined(separator: ", "))
    }
    if let cases { blocks.append(MarkdownTable.escape(cases.line)) }
    if let method, !method.line.isEmpty { blocks.append(MarkdownTable.escape(method.line)) }
    blocks += warnings.map { "> **Warning:** \(MarkdownTable.escape($0))" }
    blocks += notes.map { "> \(MarkdownTable.escape($0))" }
    for section in sections { section.appendMarkdown(to: &blocks, level: level + 1) }
  }
}

private enum MarkdownTable {
  static func text(header: [String], lines: [[String]], numeric: Set<Int>) -> String {
    let rule = header.indices.map { numeric.contains($0) ? "---:" : "---" }
    return ([header.map(escape), rule] + lines.map { $0.map(escape) })
      .map { "| " + $0.joined(separator: " | ") + " |" }
      .joined(separator: "\n")
  }

  /// Keeps characters of the data from being read as Markdown or HTML, and a line break from ending
  /// a table line.
  static func escape(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "|", "*", "_", "`", "<", "\\", "#", "[", "]": escaped += "\\\(character)"
      case _ where character.isNewline: escaped += " "
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
