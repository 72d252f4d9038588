extension TextLayout {
  /// Sets a table under its header.
  ///
  /// Where the narrowing of words does not bring a line within its length, the headers of numbers are
  /// wrapped too; where that does not either, the columns are set in blocks, each with the first column.
  static func table(
    header: [String], lines: [[String]], numeric: Set<Int>, indent: String
  ) -> [String] {
    let (header, lines) = (header.map(plain), lines.map { $0.map(plain) })
    let natural = natural([header] + lines)
    let shown = natural.indices.filter { natural[$0] > 0 }
    var widths = narrowed(natural, numeric: numeric, room: room(shown.count, indent))
    guard total(widths, shown) > room(shown.count, indent), let first = shown.first else {
      return set([header] + lines, shown, widths, numeric: numeric, indent: indent)
    }
    let bodies = self.natural(lines)
    let floors = natural.indices.map { column -> Int in
      guard numeric.contains(column), header.indices.contains(column) else { return widths[column] }
      let words = header[column].split(separator: " ").map(\.count).max() ?? 0
      return max(words, bodies.indices.contains(column) ? bodies[column] : 0)
    }
    let fits = total(floors, shown) <= room(shown.count, indent)
    if fits {
      shrink(&widths, to: floors, shown, indent)
    } else {
      for column in shown { widths[column] = floors[column] }
    }
    guard !fits, shown.count > 2 else {
      return block(header, lines, shown, widths, numeric, indent)
    }
    // The first column stands in every block and may be wider than a column among others.
    widths[first] = min(natural[first], max(widths[first], 2 * least))
    return blocks(shown, widths, indent).enumerated().flatMap { index, columns in
      // A line without cells in a later block, as above the diagonal of a matrix, is not repeated there.
      let kept = lines.filter { line in
        index == 0 || columns.contains { line.indices.contains($0) && !line[$0].isEmpty }
      }
      return (index > 0 ? [""] : []) + block(header, kept, [first] + columns, widths, numeric, indent)
    }
  }

  /// Takes room from the widest columns until all fit; they do at their floors, so that they are few.
  private static func shrink(_ widths: inout [Int], to floors: [Int], _ shown: [Int], _ indent: String) {
    // No header keeps more than a line, so that a very long one costs no time.
    for column in shown { widths[column] = max(floors[column], min(widths[column], width)) }
    var excess = total(widths, shown) - room(shown.count, indent)
    while excess > 0 {
      let wide = shown.filter { widths[$0] > floors[$0] }
      guard let widest = wide.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
  }

  private static func total(_ widths: [Int], _ shown: [Int]) -> Int { shown.reduce(0) { $0 + widths[$1] } }

  /// The columns after the first, in groups that fit into a line beside it.
  private static func blocks(_ shown: [Int], _ widths: [Int], _ indent: String) -> [[Int]] {
    let space = width - indent.count - widths[shown[0]]
    var blocks: [[Int]] = []
    var used = 0
    for column in shown.dropFirst() {
      let need = widths[column] + 2
      if blocks.isEmpty || used + need > space {
        blocks.append([])
        used = 0
      }
      blocks[blocks.count - 1].append(column)
      used += need
    }
    return blocks
  }

  /// A table whose wrapped headers stand at the bottom of the header, above their numbers.
  private static func block(
    _ header: [String], _ lines: [[String]], _ shown: [Int], _ widths: [Int], _ numeric: Set<Int>,
    _ indent: String
  ) -> [String] {
    let cells = header.indices.map { column in
      header[column].isEmpty ? [] : wrap(header[column], indent: "", width: max(widths[column], 1))
    }
    let height = shown.map { cells.indices.contains($0) ? cells[$0].count : 0 }.max() ?? 0
    let raised = (0..<height).map { line in
      header.indices.map { column -> String in
        let place = line - (height - cells[column].count)
        return cells[column].indices.contains(place) ? cells[column][place] : ""
      }
    }
    return set(raised + lines, shown, widths, numeric: numeric, indent: indent)
  }
}
