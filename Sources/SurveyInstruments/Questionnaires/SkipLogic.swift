/// The conditions of a list of columns, ready to judge rows.
package struct SkipLogic: Sendable {
  /// What decides whether a column is shown.
  package struct Rule: Sendable {
    /// The place of the column.
    package let column: Int
    /// The conditions in words.
    package let words: String
    /// Whether an answer that should not be there is kept.
    package let isTolerant: Bool
    fileprivate let tests: [ConditionTest]

    /// The places of the columns that are asked.
    package var sources: [Int] { tests.map(\.column) }
  }

  /// The rules in the order of their columns.
  package let rules: [Rule]
  /// The place of a column's rule in ``rules``; `nil` for a column that is always shown.
  private let places: [Int: Int]

  /// `nil` where every column is always shown.
  package init?(_ columns: [ColumnDescription]) {
    guard columns.contains(where: { !$0.conditions.isEmpty }) else { return nil }
    let names = Dictionary(columns.enumerated().map { ($1.name, $0) }) { first, _ in first }
    var rules: [Rule] = []
    for (place, column) in columns.enumerated() where !column.conditions.isEmpty {
      let tests = column.conditions.compactMap { condition -> ConditionTest? in
        names[condition.column].map { ConditionTest(condition, column: $0, columns[$0].kind) }
      }
      let words = column.conditions.map(\.words).joined(separator: " and ")
      rules.append(Rule(column: place, words: words, isTolerant: column.isTolerant, tests: tests))
    }
    self.rules = rules
    places = Dictionary(rules.enumerated().map { ($1.column, $0) }) { first, _ in first }
  }

  /// The rule of a column; `nil` for one that is always shown.
  package func rule(of column: Int) -> Rule? { places[column].map { rules[$0] } }

  /// Whether a column is shown to a respondent with these values.
  package func isShown(_ column: Int, _ value: (Int) -> FieldValue) -> Bool {
    guard let rule = rule(of: column) else { return true }
    return rule.isShown(value)
  }
}

extension SkipLogic.Rule {
  /// Whether all conditions hold.
  package func isShown(_ value: (Int) -> FieldValue) -> Bool {
    tests.allSatisfy { $0.holds(value($0.column)) }
  }
}

/// A condition with the places and numbers behind its values.
private struct ConditionTest: Sendable {
  let column: Int
  private let comparison: Condition.Comparison
  private let kind: ColumnKind

  init(_ condition: Condition, column: Int, _ kind: ColumnKind) {
    self.column = column
    self.kind = kind
    comparison = condition.comparison
  }

  func holds(_ value: FieldValue) -> Bool {
    if case .absent = value { return false }
    switch comparison {
    case .answered: return true
    case .equals(let wanted): return kind.conditionValue(value) == wanted
    case .isOneOf(let wanted): return kind.conditionValue(value).map(wanted.contains) ?? false
    case .atLeast(let limit): return kind.conditionValue(value)?.number.map { $0 >= limit } ?? false
    case .atMost(let limit): return kind.conditionValue(value)?.number.map { $0 <= limit } ?? false
    case .includes(let name):
      guard case .choices(let options, _) = kind, case .set(let bits) = value,
        let place = options.firstIndex(where: { $0.name == name })
      else { return false }
      return place < 64 && bits >> UInt64(place) & 1 == 1
    }
  }
}

extension Condition.Value {
  var number: Double? {
    if case .number(let number) = self { return number }
    return nil
  }
}

extension ColumnKind {
  /// A cell's value as what conditions compare; `nil` for several options and for no value.
  func conditionValue(_ value: FieldValue) -> Condition.Value? {
    switch (value, self) {
    case (.index(let place), .answers(let levels)) where levels.indices.contains(place):
      .number(Double(levels[place].value))
    case (.index(let place), .factor(let options, _)) where options.indices.contains(place):
      .name(options[place].name)
    case (.number(let number), _): .number(number)
    case (.whole(let whole), _): .number(Double(whole))
    case (.text(let text), _): .name(text)
    default: nil
    }
  }
}
