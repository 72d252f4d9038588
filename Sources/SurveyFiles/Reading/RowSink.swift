/// What a reader fills, cell by cell and row by row.
protocol RowSink {
  /// The columns that are wanted.
  var columns: [ColumnDescription] { get }
  /// Takes a value for a column.
  mutating func put(_ value: FieldValue, column: Int)
  /// Takes the place of an answer or a level.
  mutating func put(place: Int, column: Int)
  /// Ends a row; a row with faults is not kept.
  ///
  /// - Returns: What is wrong with the row as a whole.
  mutating func endRow(_ row: Int, isFaulty: Bool) -> IDFault?
}

/// An id that cannot tell its respondent apart.
struct IDFault {
  /// The name of the id's column, where there is one.
  let column: String?
  let id: String
  /// The row that has the id already; `nil` for an empty id.
  let earlierRow: Int?
}

/// The ids of the rows so far.
struct IDRegister {
  private var rows: [String: Int] = [:]

  mutating func add(_ id: String, row: Int, column: String?) -> IDFault? {
    if id.isEmpty { return IDFault(column: column, id: id, earlierRow: nil) }
    if let earlier = rows[id] { return IDFault(column: column, id: id, earlierRow: earlier) }
    rows[id] = row
    return nil
  }
}
