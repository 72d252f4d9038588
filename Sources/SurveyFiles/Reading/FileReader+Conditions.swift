extension FileReader {
  /// Judges the row that was begun by the conditions of its columns: a blank cell of a question that was not
  /// shown says so, an answer to it is a fault.
  ///
  /// A condition on a cell that is at fault itself is not judged.
  mutating func applyConditions(_ logic: SkipLogic) -> Bool {
    var isSound = true
    for rule in logic.rules {
      let code = codes[rule.column]
      guard code != CodedRows.noCode, rule.sources.allSatisfy({ codes[$0] != CodedRows.noCode }) else {
        continue
      }
      let isShown = rule.isShown { column in
        rows.value(code: codes[column], row: rows.count, column: column, columns[column].kind)
      }
      if isShown { continue }
      switch CodedRows.reason(code) {
      case .skipped, .notShown: codes[rule.column] = CodedRows.code(of: .notShown)
      case .notApplicable: continue
      case nil where rule.isTolerant, .refused where rule.isTolerant, .lost where rule.isTolerant:
        kept[rule.column, default: 0] += 1
      case nil, .refused, .lost:
        addHidden(rule, code)
        isSound = false
      }
    }
    return isSound
  }

  private mutating func addHidden(_ rule: SkipLogic.Rule, _ code: Int32) {
    let column = columns[rule.column]
    let value = rows.value(code: code, row: rows.count, column: rule.column, column.kind)
    let reason = CodedRows.reason(code)
    let text = reason.flatMap { reason in column.absence.first { $0.reason == reason }?.code }
    add(
      .notShown, column: column.name, value: text ?? column.kind.cellText(value),
      reason.map { "says \"\($0.words)\" of a question that was not shown" }
        ?? "answers a question that was not shown", expected: "an answer only where \(rule.words)")
  }

  /// What to say of answers that were kept though their question was not shown.
  var keptNotes: [String] {
    kept.sorted { $0.key < $1.key }.map { column, count in
      let noun = count == 1 ? "1 answer" : "\(count) answers"
      return "\(columns[column].name): \(noun) kept though the question was not shown"
    }
  }
}
