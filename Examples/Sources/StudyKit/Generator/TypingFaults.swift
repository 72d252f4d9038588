/// Copies of data files with faults such as people make when they type answers in.
///
/// The import must find each of them; the clean file has none.
package enum TypingFaults {
  /// One cell as somebody typed it.
  package struct Slip: Sendable {
    /// The row as spreadsheets count, the header being row 1.
    package let row: Int
    package let column: String
    let typed: String

    init(_ row: Int, _ column: String, _ typed: String) {
      self.row = row
      self.column = column
      self.typed = typed
    }
  }

  /// What went wrong with the file of the study of selection.
  package static let selection = [
    Slip(4, "age", "4l"),  // a letter for a digit
    Slip(9, "mo2", "6"),  // the neighbouring key
    Slip(12, "status", "particpant"),
    Slip(15, "gt1", "11"),
    Slip(20, "it1", "44"),  // a key pressed twice
    Slip(23, "months", "2 years"),
    Slip(27, "id", "synthetic-25"),  // the id of the row before
    Slip(31, "pc3", "3 "),
    Slip(38, "gender", "f"),
    Slip(44, "age", "410"),
    Slip(52, "mt2", "2.5"),  // between two boxes
    Slip(60, "id", ""),
    Slip(66, "education", "university"),
  ]

  /// What went wrong with the second wave of the study over time.
  package static let laterWave = [
    Slip(5, "tp2", "0"),
    Slip(11, "gt2", "100"),
    Slip(17, "tf3", "three"),
    Slip(25, "mo3", "-"),
    Slip(33, "pc1", "12"),  // two answers in one cell
  ]

  /// The file with the slips in it; a slip outside the file changes nothing.
  static func copy(of csv: String, with slips: [Slip]) -> String {
    var rows = csv.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    for slip in slips where rows.indices.contains(slip.row - 1) {
      guard let column = rows[0].firstIndex(of: slip.column) else { continue }
      rows[slip.row - 1][column] = slip.typed
    }
    return rows.map { $0.joined(separator: ",") }.joined(separator: "\n")
  }
}
