import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary

/// A table of two ordered questions that the pages and the laws share.
let jobSatisfaction = [[1, 2, 1, 0], [3, 3, 6, 1], [10, 10, 14, 9], [6, 7, 12, 11]]
let treatment = [[12, 5], [7, 14]]

extension Fixture.Case {
  /// The counts of the options, row by row.
  func table() throws -> [[Int]] {
    let isShort = (try? options["table_row_major"].array()) != nil
    let cells = try (isShort ? options["table_row_major"] : options["row_major"]).array().map {
      try $0.integer()
    }
    let rows = isShort ? 2 : try options["n_rows"].integer()
    let width = cells.count / rows
    return (0..<rows).map { Array(cells[$0 * width..<($0 + 1) * width]) }
  }

  /// The methods that have expected values under a name.
  func has(_ key: String) -> Bool {
    if case .null = expected[key] { return false }
    return true
  }
}

/// The columns of a table as its rows.
func transposed(_ table: [[Int]]) -> [[Int]] { table[0].indices.map { column in table.map { $0[column] } } }

/// Random small tables with many zeros, for comparison with enumeration.
func smallTable(_ rows: Int, _ columns: Int, cases: Int, seed: UInt64) -> [[Int]] {
  var stream = RandomStream(seed: seed)
  var table = Array(repeating: [Int](repeating: 0, count: columns), count: rows)
  for _ in 0..<cases { table[stream.index(below: rows)][stream.index(below: columns)] += 1 }
  return table
}

/// All tables with the margins of one, each with its probability, slow and obvious: every order of the
/// columns' labels over the cases.
func allTables(like table: [[Int]]) -> [(table: [[Int]], probability: Double)] {
  let rows = table.map { $0.reduce(0, +) }
  let columns = transposed(table).map { $0.reduce(0, +) }
  let n = rows.reduce(0, +)
  func factorial(_ k: Int) -> Double { k < 2 ? 1 : (2...k).reduce(1) { $0 * Double($1) } }
  let top = (rows + columns).reduce(1) { $0 * factorial($1) } / factorial(n)
  var found: [(table: [[Int]], probability: Double)] = []
  var cells = Array(repeating: [Int](repeating: 0, count: columns.count), count: rows.count)
  func fill(_ place: Int) {
    if place == rows.count * columns.count {
      let fits =
        cells.map { $0.reduce(0, +) } == rows && transposed(cells).map { $0.reduce(0, +) } == columns
      if fits { found.append((cells, top / cells.joined().reduce(1) { $0 * factorial($1) })) }
      return
    }
    let (row, column) = (place / columns.count, place % columns.count)
    let most = min(rows[row] - cells[row].reduce(0, +), columns[column] - cells.reduce(0) { $0 + $1[column] })
    for count in 0...max(most, 0) where count <= most {
      cells[row][column] = count
      fill(place + 1)
    }
    cells[row][column] = 0
  }
  fill(0)
  return found
}
