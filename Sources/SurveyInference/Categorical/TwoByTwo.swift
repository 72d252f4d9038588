import SurveyVocabulary

/// The four counts of a table of two groups in the rows and an event in the first column.
struct TwoByTwo: Hashable {
  let a: Int
  let b: Int
  let c: Int
  let d: Int

  /// - Throws: `InputError` if the table is not of two rows and two columns.
  init(_ table: ContingencyTable, _ method: String) throws(InputError) {
    guard table.rows.count == 2, table.columns.count == 2 else {
      throw InputError(
        .definition, "table", "has \(table.rows.count) rows and \(table.columns.count) columns",
        remedy: "\(method) needs two of each")
    }
    (a, b) = (table.counts[0][0], table.counts[0][1])
    (c, d) = (table.counts[1][0], table.counts[1][1])
  }

  /// The sizes of the two groups.
  var first: Int { a + b }
  var second: Int { c + d }
  var total: Int { a + b + c + d }
  /// The shares with the event.
  var shares: (Double, Double) { (Double(a) / Double(first), Double(c) / Double(second)) }
  /// The counts as numbers.
  var numbers: (a: Double, b: Double, c: Double, d: Double) { (Double(a), Double(b), Double(c), Double(d)) }

  /// Refuses a group without cases.
  ///
  /// - Throws: `InputError` that names the group.
  func checkGroups(_ table: ContingencyTable) throws(InputError) {
    for (row, size) in [first, second].enumerated() where size == 0 {
      throw .tooFew("row \(table.rows[row])", found: 0, needed: 1)
    }
  }

  /// ad - bc without loss of digits: in whole numbers of 128 bits.
  var determinant: Double {
    let (one, other) = (a.multipliedFullWidth(by: d), b.multipliedFullWidth(by: c))
    let isNegative = one.high < other.high || (one.high == other.high && one.low < other.low)
    let (more, less) = isNegative ? (other, one) : (one, other)
    let (low, borrow) = more.low.subtractingReportingOverflow(less.low)
    let size = Double(more.high - less.high - (borrow ? 1 : 0)) * 0x1p64 + Double(low)
    return isNegative ? -size : size
  }

  /// Group sizes and shares with the event, for print.
  func grid(_ table: ContingencyTable) -> Report.Grid {
    let (p, q) = shares
    return Report.Grid(
      columns: ["", table.columns[0], table.columns[1], "share \(table.columns[0])"],
      lines: [
        [.text(table.rows[0]), .count(a), .count(b), .number(p, .bounded(3))],
        [.text(table.rows[1]), .count(c), .count(d), .number(q, .bounded(3))],
      ])
  }
}
