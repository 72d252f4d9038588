extension Report {
  /// The report as plain text.
  public var description: String { text }

  /// The report as plain text, lines at most about 100 characters long where the content allows.
  public var text: String {
    var lines: [String] = []
    appendText(to: &lines, depth: 0)
    return lines.joined(separator: "\n")
  }

  private func appendText(to lines: inout [String], depth: Int) {
    if !lines.isEmpty { lines.append("") }
    let title = TextLayout.plain(title)
    lines.append(title)
    if !sections.isEmpty {
      // A document's title is underlined; a finding's own title is not.
      lines.append(String(repeating: depth == 0 ? "=" : "-", count: title.count))
    }
    let indent = sections.isEmpty ? "  " : ""
    lines += introductionLines(indent: indent)
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

  /// The paragraphs; those of a document stand apart, and points of a list hang from their dash.
  private func introductionLines(indent: String) -> [String] {
    var lines: [String] = []
    for paragraph in introduction {
      if !lines.isEmpty, !sections.isEmpty { lines.append("") }
      guard paragraph.hasPrefix("- ") else {
        lines += TextLayout.wrap(paragraph, indent: indent)
        continue
      }
      let point = TextLayout.wrap(
        String(paragraph.dropFirst(2)), indent: indent + "  ")
      lines += point.prefix(1).map { indent + "- " + $0.dropFirst(indent.count + 2) } + point.dropFirst()
    }
    let hasRemarks = !(warnings.isEmpty && notes.isEmpty)
    return lines.isEmpty || sections.isEmpty || !hasRemarks ? lines : lines + [""]
  }

  private func factLines(indent: String) -> [String] {
    guard !facts.isEmpty else { return [] }
    let words = facts.map(\.text)
    return TextLayout.wrap(words.joined(separator: "   "), indent: indent, separator: "   ")
  }

  private func gridLines(_ grid: Grid, indent: String) -> [String] {
    let numeric = Set(grid.columns.indices.filter(grid.isNumeric))
    var lines = grid.title.map { [indent + TextLayout.plain($0)] } ?? []
    lines += TextLayout.table(header: grid.columns, lines: grid.textLines, numeric: numeric, indent: indent)
    return lines
  }
}

extension Report.Fact {
  /// The fact in words. A probability brings its own sign: "p = .027", "p < .001".
  var text: String {
    if case .pValue(let probability) = value { return "\(label) \(DecimalText.pValue(probability))" }
    return "\(label) = \(value.text)"
  }
}
