import Foundation
@testable import SurveyFiles
import Testing

/// Bytes at random: whatever they are, reading ends with respondents or with faults.
@Suite struct FuzzTests {
  private static let pieces: [[UInt8]] =
    [
      "id", "trust", "age", "a", "b", "1", "4", "8", "NA", ",", ",", ",", "\"", "\"\"", "\n", "\r\n", "\r",
      " ", "é", "-", "1e9",
    ]
    .map { Array($0.utf8) } + [[0], [0xFF], [0xC3], [0xEF, 0xBB, 0xBF]]

  private static func text(_ random: inout Randomness) -> [UInt8] {
    let header = Array("id,status,age,children,trust,control,mood,remark\n".utf8)
    let body = (0..<Int.random(in: 0..<120, using: &random)).flatMap { _ in
      pieces[Int.random(in: 0..<pieces.count, using: &random)]
    }
    return Bool.random(using: &random) ? header + body : body
  }

  @Test func neverTrapsAndIsNeverSilent() {
    var random = Randomness(seed: 20_261_123)
    var (read, refused) = (0, 0)
    for _ in 0..<4000 {
      do {
        read += try Sample<Client>(csv: Self.text(&random)).count > 0 ? 1 : 0
      } catch {
        refused += error.count > 0 && !error.faults.isEmpty && !error.description.isEmpty ? 1 : 0
      }
    }
    #expect(read + refused == 4000)
  }

  /// Conditions, options and steps in any disorder: what is read follows the conditions, by both doors.
  @Test func whatIsReadFollowsTheConditions() throws {
    var random = Randomness(seed: 4)
    let cells = [
      "", "0", "1", "5", "8", "9", "7", "NA", "35", "radio", "radio;paper", "nowhere", "permanent", "x", ";",
    ]
    let codebook = Codebook("w", idColumn: "id", questionnaire: Worker.questionnaire)
    var (read, differences) = (0, 0)
    for round in 0..<3_000 {
      let row = (0..<9).map { _ in
        Int.random(in: 0..<3, using: &random) < 2 ? "" : cells.randomElement(using: &random) ?? ""
      }
      let text = ConditionTests.header + "p\(round)," + row.joined(separator: ",") + "\n"
      let responses = try? Codebook.Responses(csv: text, codebook: codebook)
      guard let sample = try? Sample<Worker>(csv: text), let worker = sample.first else {
        if responses != nil { differences += 1 }
        continue
      }
      read += 1
      let isHidden = !Worker.questionnaire.isShown(\.hours, to: worker)
      if isHidden, worker.hours != nil { differences += 1 }
      if isHidden, try responses?.values(of: "hours").reasons != ["not shown"] { differences += 1 }
      if try Array(Sample<Worker>(csv: sample.csv())) != [worker] { differences += 1 }
    }
    #expect(differences == 0)
    #expect(read > 100)
  }

  @Test func uniformBytesAreRefused() {
    var random = Randomness(seed: 7)
    var refused = 0
    for length in 0..<500 {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      do { _ = try Sample<Client>(csv: bytes) } catch { refused += 1 }
    }
    #expect(refused == 500)
  }

  /// The window that slides over a file must not show in what is read, wherever it cuts.
  @Test func theSizeOfTheWindowDoesNotMatter() throws {
    var random = Randomness(seed: 99)
    let path = FileManager.default.temporaryDirectory.appending(path: "window-\(UUID()).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var differences = 0
    for _ in 0..<150 {
      let bytes = Self.text(&random)
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      let whole = Self.outcome { try $0.read(bytes) }
      for chunk in [1, 2, 3, 7, 64] where Self.outcome({ try $0.read(path: path, chunk: chunk) }) != whole {
        differences += 1
      }
    }
    #expect(differences == 0)
  }

  private static func outcome(_ read: (inout FileReader) throws -> Void) -> String {
    var reader = FileReader(
      Client.questionnaire.columns, idColumn: 0, file: "text", otherColumns: .ignore, limits: .standard)
    do {
      try read(&reader)
      return "\(reader.rows.count) rows \(reader.rows.codes) \(reader.rows.texts) \(reader.rows.numbers)"
    } catch { return "\(error)" }
  }
}
