import Foundation
import StudyKit
import Testing

/// Whatever a file holds, the study of selection ends with a report or with a clear message.
@Suite struct SelectionBadInputTests {
  static let example = "SelectionBiasStudy"
  static let advice = "\nThe columns that a file needs are printed by --columns.\n"

  /// The clean file as rows of cells.
  static func rows() throws -> [[String]] {
    let text = try String(contentsOfFile: DataFolder.file("selection_bias.csv"), encoding: .utf8)
    return text.split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  static func csv(_ rows: [[String]]) -> String {
    rows.map { $0.joined(separator: ",") + "\n" }.joined()
  }

  /// The clean file with other answers in some columns.
  static func replacing(_ columns: [String], _ answer: (_ row: [String]) -> String?) throws -> String {
    var rows = try rows()
    let places = columns.compactMap { rows[0].firstIndex(of: $0) }
    for index in rows.indices.dropFirst() {
      guard let answer = answer(rows[index]) else { continue }
      for place in places { rows[index][place] = answer }
    }
    return csv(rows)
  }

  private func expectRefusal(_ data: String, _ message: String) throws {
    let outcome = try Command.run(Self.example, data: data)
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.error == "Error: " + message)
  }

  @Test func refusesAMissingFile() throws {
    let outcome = try Command.run(Self.example, ["--data", "nowhere.csv"])
    #expect(outcome.status == 1)
    #expect(outcome.error == "Error: nowhere.csv: 1 fault\nthe file does not exist" + Self.advice)
  }

  @Test func refusesAnEmptyFile() throws {
    try expectRefusal("", "own.csv: 1 fault\nthe file is empty" + Self.advice)
  }

  @Test func refusesAHeaderWithoutRespondents() throws {
    try expectRefusal(
      Self.csv([Self.rows()[0]]),
      "own.csv: 1 fault\nthe file has a header and no rows" + Self.advice)
  }

  @Test func refusesOneRespondent() throws {
    try expectRefusal(
      Self.csv(Array(Self.rows()[..<2])),
      "status: the study compares two groups and needs at least 2 respondents in each; found 0 participants "
        + "and 1 non-participant\n")
  }

  @Test func refusesAnEmptyGroup() throws {
    try expectRefusal(
      Self.csv(Self.rows().filter { $0[1] != "non-participant" }),
      "status: the study compares two groups and needs at least 2 respondents in each; found 60 participants "
        + "and 0 non-participants\n")
  }

  @Test func refusesAFileWithoutAnyAnswer() throws {
    let columns = try Array(Self.rows()[0][7...])
    try expectRefusal(
      Self.replacing(columns) { _ in "" },
      "no respondent of either group has a score on any scale: the answers are missing\n")
  }

  @Test func refusesARaggedLineAndAQuoteThatNeverCloses() throws {
    var rows = try Self.rows()
    rows[1].removeLast()
    let ragged = try Command.run(Self.example, data: Self.csv(rows))
    #expect(ragged.status == 1)
    #expect(ragged.error.contains("row 2: has 26 cells; expected 27, as in the header"))
    rows = try Self.rows()
    rows[1][2] = "\"6"
    let open = try Command.run(Self.example, data: Self.csv(rows))
    #expect(open.status == 1)
    #expect(open.error.contains("never close"), "\(open.error)")
  }

  @Test func refusesAnUnknownAndAMissingColumn() throws {
    var rows = try Self.rows()
    rows[0][3] = "Age"
    try expectRefusal(
      Self.csv(rows),
      "own.csv: 2 faults\nrow 1, Age: the column is not in the questionnaire; did you mean "
        + "\"age\"?\nrow 1, age: the column is missing from the header" + Self.advice)
  }

  @Test(
    arguments: [
      (3, "forty", "row 2, age: \"forty\" is not a number; expected a number, 16 to 80"),
      (3, "nan", "row 2, age: \"nan\" is not a finite number; expected a number, 16 to 80"),
      (3, "-inf", "row 2, age: \"-inf\" is not a finite number; expected a number, 16 to 80"),
      (3, "12", "row 2, age: \"12\" is out of range; expected a number, 16 to 80"),
      (7, "6", "row 2, mo1: \"6\" is not an allowed answer; expected 1, 2, 3, 4 or 5"),
      (0, "synthetic-02", "row 3, id: \"synthetic-02\" is the id of row 2 too"),
    ])
  func refusesACell(_ column: Int, _ text: String, _ fault: String) throws {
    var rows = try Self.rows()
    rows[1][column] = text
    try expectRefusal(Self.csv(rows), "own.csv: 1 fault\n\(fault)" + Self.advice)
  }

  @Test func findsEveryFaultOfTheDirtyFile() throws {
    let outcome = try Command.run(Self.example, ["--data", "Data/selection_bias_dirty.csv"])
    // The words are in Expected/SelectionBiasStudy-dirty-refused.txt; here only: each slip, and no other.
    for slip in TypingFaults.selection {
      #expect(outcome.error.contains("\nrow \(slip.row), \(slip.column): "), "\(slip)")
    }
    #expect(outcome.error.contains(": \(TypingFaults.selection.count) faults\n"))
  }

  @Test func aConstantScaleDoesNotHideTheOthers() throws {
    let data = try Self.replacing(["mt1", "mt2", "mt3", "mt4"]) { _ in "3" }
    let outcome = try Command.run(Self.example, data: data)
    #expect(outcome.status == 0, "\(outcome.error)")
    for warning in [
      "Municipal trust: no alpha (sum of the items: all values are equal).",
      "Municipal trust: no Welch's test (neither group varies).",
      "Municipal trust: no regression (outcome: all values are equal).",
    ] {
      #expect(outcome.output.contains(warning))
    }
    #expect(outcome.output.contains("[0.17, 0.93]   .006"))
    #expect(outcome.output.contains("cannot be tested with"))
  }

  @Test func aScaleThatOneGroupRefusedIsLeftOut() throws {
    let data = try Self.replacing(["it1", "it2", "it3", "it4"]) { row in
      row[1] == "non-participant" ? "8" : nil
    }
    let outcome = try Command.run(Self.example, data: data)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.contains("Interpersonal trust     78        60      60"))
    #expect(outcome.output.contains("18 refused"))
    #expect(outcome.output.contains("(non-participant: 0 observations found, at"))
  }

  @Test func ownDataCarryNoNotice() throws {
    var rows = try Self.rows()
    for index in rows.indices.dropFirst() { rows[index][0] = "P\(index)" }
    let outcome = try Command.run(Self.example, data: Self.csv(rows))
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(!outcome.output.contains("SYNTHETIC"))
  }

  @Test func theSeedDecidesThePermutations() throws {
    let runs = try [["--seed", "1"], ["--seed", "1"], ["--seed", "2"]].map {
      try Command.run(Self.example, $0 + ["--format", "json"]).output
    }
    #expect(runs[0] == runs[1])
    #expect(runs[0] != runs[2])
  }
}
