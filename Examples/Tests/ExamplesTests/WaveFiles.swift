import Foundation
import StudyKit

/// The synthetic waves as rows of cells, for tests that change them.
struct WaveFiles {
  var waves: [[[String]]]

  /// The columns of the items.
  static let firstItem = 2

  init() throws {
    waves = try ["longitudinal_wave0.csv", "longitudinal_wave1.csv"].map { name in
      try String(contentsOfFile: DataFolder.file(name), encoding: .utf8).split(separator: "\n").map { line in
        line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
    }
  }

  /// The place of a column.
  func column(_ name: String) -> Int { waves[0][0].firstIndex(of: name) ?? 0 }

  /// Writes an answer into columns of a wave, everywhere.
  mutating func replace(_ columns: [String], in wave: Int, by answer: String) {
    let places = columns.map(column)
    for row in waves[wave].indices.dropFirst() {
      for place in places { waves[wave][row][place] = answer }
    }
  }

  /// Runs the study on the two waves; Markdown breaks no lines.
  func run(_ arguments: [String] = ["--format", "markdown"]) throws -> Command.Outcome {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["start.csv", "later.csv"].map { folder.appendingPathComponent($0) }
    for (file, rows) in zip(files, waves) {
      try Data(rows.map { $0.joined(separator: ",") + "\n" }.joined().utf8).write(to: file)
    }
    return try Command.run("LongitudinalStudy", ["--data"] + files.map(\.path) + arguments)
  }
}
