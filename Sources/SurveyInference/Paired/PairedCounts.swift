import SurveyVocabulary

/// A square table of counts: the categories of one occasion against those of the other.
struct PairedCounts {
  /// The counts, row after row; rows are the first-named occasion.
  let cells: [[Int]]
  /// All pairs.
  let total: Int

  /// Checks that the table is square, has two categories or more, and holds counts.
  init(_ table: [[Int]]) throws(InputError) {
    guard table.count >= 2 else {
      throw InputError(.tooFew, "table", "\(table.count) categories found, at least 2 needed")
    }
    guard table.count <= 1_000 else {
      throw .infeasible(
        "table", "\(table.count) categories are too many", remedy: "at most 1,000 are compared")
    }
    var total = 0
    for (index, row) in table.enumerated() {
      guard row.count == table.count else {
        throw InputError(
          .lengthMismatch, "table",
          "row \(index + 1) has \(row.count) cells in a table of \(table.count) rows",
          remedy: "a table of pairs is square")
      }
      for count in row {
        guard count >= 0 else {
          throw .outOfRange("table", value: Double(count), allowed: "counts of at least 0")
        }
        let (sum, overflow) = total.addingReportingOverflow(count)
        // Sums of counts and their squares stay whole numbers of a Double.
        guard !overflow, sum <= 1 << 50 else {
          throw InputError(.outOfRange, "table", "the counts are too many to add up")
        }
        total = sum
      }
    }
    guard total > 0 else { throw .tooFew("table", found: 0, needed: 1) }
    cells = table
    self.total = total
  }

  /// Counts pairs of labels; the categories are those that occur, in ascending order.
  static func counting<Label: Hashable & Comparable>(
    _ values: some Collection<Label>, _ baseline: some Collection<Label>
  ) throws(InputError) -> (table: [[Int]], labels: [Label]) {
    try checkEqualLength(values.count, "values", baseline.count, "baseline")
    let labels = Set(values).union(baseline).sorted()
    guard labels.count <= 1_000 else {
      throw .infeasible(
        "values", "\(labels.count) categories are too many", remedy: "at most 1,000 are compared")
    }
    let places = Dictionary(labels.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var table = [[Int]](repeating: [Int](repeating: 0, count: labels.count), count: labels.count)
    for (value, other) in zip(values, baseline) {
      if let row = places[value], let column = places[other] { table[row][column] += 1 }
    }
    return (table, labels)
  }

  var size: Int { cells.count }

  /// The pairs in a category on the first-named occasion.
  func row(_ index: Int) -> Int { cells[index].reduce(0, +) }

  /// The pairs in a category on the occasion compared with.
  func column(_ index: Int) -> Int { cells.reduce(0) { $0 + $1[index] } }

  /// The table of one category against all others.
  func collapsed(_ index: Int) -> PairedShares {
    let both = cells[index][index]
    let (first, second) = (row(index) - both, column(index) - both)
    return PairedShares(both: both, first: first, second: second, neither: total - both - first - second)
  }
}
