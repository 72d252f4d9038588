import Foundation
import Testing

/// The reliability check reads any file of items, and says what is wrong with a call.
@Suite struct ReliabilityCheckTests {
  static let example = "ReliabilityCheck"
  static let own = ["--data", "Data/bfi240.csv"]

  @Test(
    arguments: [
      (["--items", "A1,A2,Q3", "--range", "1-6"], "row 1, Q3: the column is missing from the header"),
      (["--items", "A1,A2", "--reverse", "A4", "--range", "1-6"], "--reverse: there is no \"A4\""),
      (["--items", "A1,A2", "--range", "1-5"], "row 7, A1: \"6\" is not an allowed answer"),
      (["--items", "A1,A2", "--range", "6"], "--range: \"6\" is not a lowest and a highest answer"),
      (["--items", "A1,A2", "--range", "6-1"], "--range: \"6-1\" is not a lowest and a highest answer"),
      (["--items", "A1,A2", "--range", "1-six"], "--range: \"1-six\" is not a lowest and a highest answer"),
      (["--items", "A1,A2", "--range", "0-99999"], "more than 1,001 answers"),
      (["--items", "A1", "--range", "1-6"], "--items: 1 item named, at least 2 needed"),
      (["--items", "A1,A1", "--range", "1-6"], "--items: A1 is named twice"),
      (["--items", "A1,A2", "--range", "1-6", "--missing", "6"], "\"6\" is also an allowed value"),
    ])
  func refusesAMistakenCall(_ arguments: [String], _ message: String) throws {
    let outcome = try Command.run(Self.example, Self.own + arguments)
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.error.hasPrefix("Error: "))
    #expect(outcome.error.contains(message), "\(outcome.error)")
  }

  @Test(
    arguments: [
      (["--data", "Data/bfi240.csv"], "name the items"),
      (["--reverse", "A1"], "name the items"),
      (["--items", "A1,A2"], "give the lowest and the highest answer"),
    ])
  func explainsAnIncompleteCall(_ arguments: [String], _ message: String) throws {
    let outcome = try Command.run(Self.example, arguments)
    #expect(outcome.status == 64)
    #expect(outcome.error.contains(message), "\(outcome.error)")
  }

  @Test func refusesAMissingFile() throws {
    let outcome = try Command.run(
      Self.example, ["--data", "nowhere.csv", "--items", "a,b", "--range", "1-5"])
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("nowhere.csv: 1 fault\nthe file does not exist"))
  }

  private func run(_ data: String, _ arguments: [String]) throws -> Command.Outcome {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).csv")
    try Data(data.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try Command.run(Self.example, ["--data", file.path] + arguments)
  }

  @Test func leavesOutAndCountsCasesWithAMissingItem() throws {
    let data = "q1,q2,note\n1,2,a\n2,,b\n3,NA,c\n4,5,d\n9,4,e\n5,4,f\n"
    let outcome = try run(data, ["--items", "q1,q2", "--range", "1-5", "--missing", "9"])
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.contains("3 of 6 cases used"))
    #expect(outcome.output.contains("2 skipped (q2), 1 skipped (q1)"))
    #expect(outcome.output.contains("1 column of the file not read: note"), "\(outcome.output)")
  }

  @Test func anItemReversedByHandGivesTheSameAlpha() throws {
    let answers = [[1, 5], [2, 4], [4, 1], [5, 2], [3, 3]]
    let plain = "q1,q2\n" + answers.map { "\($0[0]),\($0[1])\n" }.joined()
    let turned = "q1,q2\n" + answers.map { "\($0[0]),\(6 - $0[1])\n" }.joined()
    let format = ["--items", "q1,q2", "--range", "1-5", "--format", "json"]
    let first = try run(plain, format + ["--reverse", "q2"])
    let second = try run(turned, format)
    #expect(first.status == 0, "\(first.error)")
    #expect(try alpha(first.output) == alpha(second.output))
  }

  private func alpha(_ json: String) throws -> Double {
    let document = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let rows = try #require(document?["rows"] as? [[String: Any]])
    return try #require(rows.first?["estimate"] as? Double)
  }

  @Test func readsContinuousAnswersAndNegativeOnes() throws {
    let continuous = try run("a,b\n1.5,2.25\n3,3.5\n7,9.75\n", ["--items", "a,b", "--range", "0.0-10"])
    #expect(continuous.status == 0, "\(continuous.error)")
    let negative = try run("a,b\n-2,-1\n0,1\n2,1\n", ["--items", "a,b", "--range", "-2-2"])
    #expect(negative.status == 0, "\(negative.error)")
    #expect(negative.output.contains("Answers from -2 to 2; no item is reversed."))
  }

  @Test func refusesItemsThatDoNotVary() throws {
    let outcome = try run("a,b\n3,3\n3,3\n", ["--items", "a,b", "--range", "1-5"])
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("all values are equal"), "\(outcome.error)")
  }

  @Test func refusesAFileInWhichNobodyAnsweredEveryItem() throws {
    let outcome = try run("a,b\n3,\n,3\n", ["--items", "a,b", "--range", "1-5"])
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("0 observations found, at least 2 needed"), "\(outcome.error)")
  }
}
