/// The data of a fixture: text cells under named columns, `NA` read as missing.
public struct DataTable: Sendable {
  /// The names of the columns, in file order.
  public let names: [String]
  /// The rows; `nil` is missing.
  public let rows: [[String?]]

  private init(names: [String], rows: [[String?]]) {
    self.names = names
    self.rows = rows
  }

  /// Reads the fixtures' plain CSV: no quoted commas, `NA` for missing.
  init(csv: String) throws {
    let lines = csv.split(whereSeparator: \.isNewline).map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map { cell in
        let text = cell.trimmingQuotes()
        return text == "NA" ? nil : text
      }
    }
    guard let header = lines.first else { throw FixtureError("no header") }
    names = header.map { $0 ?? "NA" }
    rows = Array(lines.dropFirst())
  }

  /// The cells of a column.
  public func column(_ name: String) throws -> [String?] {
    guard let index = names.firstIndex(of: name) else { throw FixtureError("no column \(name)") }
    return rows.map { $0.indices.contains(index) ? $0[index] : nil }
  }

  /// The numbers of a column; missing cells are `nil`.
  public func numbers(_ name: String) throws -> [Double?] {
    try column(name).map { cell in
      guard let cell else { return nil }
      guard let value = Double(cell) else { throw FixtureError("\(cell) in \(name) is not a number") }
      return value
    }
  }

  /// The numbers of several columns in the rows where none of them is missing.
  public func complete(_ names: [String]) throws -> [[Double]] {
    let columns = try names.map(numbers)
    let kept = rows.indices.filter { row in columns.allSatisfy { $0[row] != nil } }
    return columns.map { column in kept.compactMap { column[$0] } }
  }

  /// The rows in which no named column is missing.
  public func dropping(missingIn names: [String]) throws -> DataTable {
    let columns = try names.map(column)
    return DataTable(
      names: self.names,
      rows: rows.indices.filter { row in columns.allSatisfy { $0[row] != nil } }.map { rows[$0] })
  }

  /// The rows that satisfy an R filter such as `gear == 5 & cyl == 8 | carb == 6`.
  func filtered(_ filter: String) throws -> DataTable {
    let alternatives = try filter.split(separator: "|").map { part in
      try part.split(separator: "&").map { try Condition(String($0), in: self) }
    }
    return DataTable(
      names: names,
      rows: rows.filter { row in alternatives.contains { $0.allSatisfy { $0.holds(row) } } })
  }

  private struct Condition {
    let index: Int
    let comparison: String
    let value: String

    init(_ text: String, in table: DataTable) throws {
      let words = text.split(separator: " ").map(String.init)
      guard words.count == 3, let index = table.names.firstIndex(of: words[0]),
        ["==", "!=", "<", ">", "<=", ">="].contains(words[1])
      else { throw FixtureError("cannot read the filter \(text)") }
      self.index = index
      comparison = words[1]
      value = Substring(words[2]).trimmingQuotes()
    }

    func holds(_ row: [String?]) -> Bool {
      guard row.indices.contains(index), let cell = row[index] else { return false }
      guard let left = Double(cell), let right = Double(value) else {
        return comparison == "!=" ? cell != value : comparison == "==" && cell == value
      }
      switch comparison {
      case "==": return left == right
      case "!=": return left != right
      case "<": return left < right
      case ">": return left > right
      case "<=": return left <= right
      default: return left >= right
      }
    }
  }
}

extension Substring {
  fileprivate func trimmingQuotes() -> String {
    guard count >= 2, let first, first == last, first == "\"" || first == "'" else { return String(self) }
    return String(dropFirst().dropLast())
  }
}
