import SurveyVocabulary

/// What a table of counts can be made of: counts row by row, or a table made elsewhere.
public protocol ContingencyTableConvertible: Sendable {
  /// The table of counts.
  ///
  /// - Throws: `InputError` if the counts make no table.
  func contingencyTable() throws(InputError) -> ContingencyTable
}

/// The numbers of cases that have each pair of answers to two questions.
///
/// Where a method speaks of risks, the rows are groups and the first column is the event.
public struct ContingencyTable: Hashable, Sendable, ContingencyTableConvertible {
  /// The most cases of a table: up to here every count is exact as a Double.
  public static let mostCases = 1 << 52
  /// The most cells of a table.
  public static let mostCells = 1_000_000

  /// The counts, one array to a row.
  public let counts: [[Int]]
  /// The names of the rows; numbers where nobody gave any.
  public let rows: [String]
  /// The names of the columns; numbers where nobody gave any.
  public let columns: [String]
  /// The sums of the rows.
  public let rowTotals: [Int]
  /// The sums of the columns.
  public let columnTotals: [Int]
  /// The number of cases.
  public let total: Int
  /// The names of the two questions for print, and the cases.
  public var context: DataContext

  /// A table of counts.
  ///
  /// - Parameters:
  ///   - counts: One array to a row, all of the same length.
  ///   - rows: The names of the rows; empty for numbers.
  ///   - columns: The names of the columns; empty for numbers.
  /// - Throws: `InputError` if there is no cell or no case, rows are unequally long, names do not fit, a
  ///   count is negative, or there are more than 2^52 cases or a million cells.
  public init(_ counts: [[Int]], rows: [String] = [], columns: [String] = []) throws(InputError) {
    let width = counts.first?.count ?? 0
    guard width > 0 else { throw .tooFew("table", found: 0, needed: 1) }
    guard counts.count <= Self.mostCells / width else {
      throw .infeasible("table", "has more than a million cells", remedy: "join categories")
    }
    for row in counts { try checkEqualLength(row.count, "row", width, "the first row") }
    if !rows.isEmpty { try checkEqualLength(rows.count, "row names", counts.count, "the list of rows") }
    if !columns.isEmpty { try checkEqualLength(columns.count, "column names", width, "the first row") }
    var total = 0
    for count in counts.joined() {
      guard count >= 0, count <= Self.mostCases - total else {
        throw .outOfRange("count", value: Double(count), allowed: "0 and more, together at most 2^52")
      }
      total += count
    }
    guard total > 0 else { throw .tooFew("table", found: 0, needed: 1) }
    self.counts = counts
    self.rows = rows.isEmpty ? counts.indices.map { "\($0 + 1)" } : rows
    self.columns = columns.isEmpty ? (1...width).map { "\($0)" } : columns
    rowTotals = counts.map { $0.reduce(0, +) }
    columnTotals = (0..<width).map { column in counts.reduce(0) { $0 + $1[column] } }
    self.total = total
    context = DataContext(parts: [], cases: CaseLedger(all: total))
  }

  /// Counts the pairs of labels of cases.
  ///
  /// - Parameters:
  ///   - rowLabels: The answers for the rows, one to a case.
  ///   - columnLabels: The answers for the columns, cases in the same order.
  ///   - rows: All answers of the rows in their order; `nil` takes those that occur, in the order in which
  ///     they do.
  ///   - columns: All answers of the columns in their order.
  /// - Throws: `InputError` if there is no case, the lengths differ, or a label is not among the answers or
  ///   is declared twice.
  public init(
    _ rowLabels: some Collection<String>, by columnLabels: some Collection<String>, rows: [String]? = nil,
    columns: [String]? = nil
  ) throws(InputError) {
    try checkEqualLength(columnLabels.count, "columns", rowLabels.count, "rows")
    let first = try Self.codes(rowLabels, levels: rows, "rows")
    let second = try Self.codes(columnLabels, levels: columns, "columns")
    guard !first.codes.isEmpty else { throw .tooFew("table", found: 0, needed: 1) }
    guard first.levels.count <= Self.mostCells / second.levels.count else {
      throw .infeasible("table", "has more than a million cells", remedy: "join categories")
    }
    var counts = Array(
      repeating: Array(repeating: 0, count: second.levels.count), count: first.levels.count)
    for (row, column) in zip(first.codes, second.codes) { counts[row][column] += 1 }
    try self.init(counts, rows: first.levels, columns: second.levels)
  }

  private static func codes(
    _ labels: some Collection<String>, levels: [String]?, _ subject: String
  ) throws(InputError) -> (codes: [Int], levels: [String]) {
    var places: [String: Int] = [:]
    var known = levels ?? []
    for (place, level) in known.enumerated() {
      guard places.updateValue(place, forKey: level) == nil else {
        throw InputError(.definition, subject, "\"\(level)\" is declared twice")
      }
    }
    var codes: [Int] = []
    codes.reserveCapacity(labels.count)
    for label in labels {
      if let place = places[label] {
        codes.append(place)
        continue
      }
      guard levels == nil else { throw .unknownName(label, among: known, subject: subject) }
      places[label] = known.count
      codes.append(known.count)
      known.append(label)
    }
    return (codes, known)
  }

  /// The table itself.
  public func contingencyTable() -> ContingencyTable { self }
}

extension Array: ContingencyTableConvertible where Element == [Int] {
  /// The counts, row by row, as a table.
  ///
  /// - Throws: `InputError` as the table does.
  public func contingencyTable() throws(InputError) -> ContingencyTable { try ContingencyTable(self) }
}

extension ContingencyTable {
  /// The table without the rows and columns that have no case, and what to say of them.
  ///
  /// - Throws: `InputError` if fewer than two rows or two columns have a case.
  func occupied() throws(InputError) -> (table: ContingencyTable, notes: [String]) {
    let keptRows = rowTotals.indices.filter { rowTotals[$0] > 0 }
    let keptColumns = columnTotals.indices.filter { columnTotals[$0] > 0 }
    guard keptRows.count >= 2 else { throw .constant("rows", remedy: "there is nothing to compare") }
    guard keptColumns.count >= 2 else { throw .constant("columns", remedy: "there is nothing to compare") }
    guard keptRows.count < rows.count || keptColumns.count < columns.count else { return (self, []) }
    var kept = try ContingencyTable(
      keptRows.map { row in keptColumns.map { counts[row][$0] } }, rows: keptRows.map { rows[$0] },
      columns: keptColumns.map { columns[$0] })
    kept.context = context
    var notes: [String] = []
    let emptyRows = rowTotals.indices.filter { rowTotals[$0] == 0 }.map { rows[$0] }
    let emptyColumns = columnTotals.indices.filter { columnTotals[$0] == 0 }.map { columns[$0] }
    if !emptyRows.isEmpty { notes.append("Rows without a case, left out: \(Self.list(emptyRows)).") }
    if !emptyColumns.isEmpty { notes.append("Columns without a case, left out: \(Self.list(emptyColumns)).") }
    return (kept, notes)
  }

  private static func list(_ names: [String]) -> String {
    names.count > 10
      ? names.prefix(10).joined(separator: ", ") + " and \(names.count - 10) others"
      : names.joined(separator: ", ")
  }

  /// The counts as a grid of a report.
  var grid: Report.Grid {
    Report.Grid(
      columns: [""] + columns,
      lines: zip(rows, counts).map { name, row in [.text(name)] + row.map { .count($0) } })
  }
}

extension DataContext {
  /// A title of the form "Method: subject, rows by columns".
  func tableTitle(_ method: String) -> String {
    title(method, parts.count >= 2 ? "\(parts[0]) by \(parts[1])" : nil)
  }
}
