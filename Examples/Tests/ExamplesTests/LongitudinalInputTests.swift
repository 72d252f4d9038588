import Foundation
import Testing

/// Whatever the files hold, the study over time ends with a report or with a clear message.
@Suite struct LongitudinalInputTests {
  static let example = "LongitudinalStudy"

  private func expectRefusal(_ outcome: Command.Outcome, _ message: String) {
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.error.hasPrefix("Error: "))
    #expect(outcome.error.contains(message), "\(outcome.error)")
  }

  private func expectReport(_ outcome: Command.Outcome, _ parts: String...) {
    #expect(outcome.status == 0, "\(outcome.error)")
    for part in parts { #expect(outcome.output.contains(part), "\(part)") }
  }

  @Test func strangersAreReportedAndInNoPair() throws {
    var files = try WaveFiles()
    files.waves[1][1][0] = "stranger"
    expectReport(
      try files.run(), "wave 0 = 60, wave 1 = 48, in both = 47, only in wave 0 = 13, only in wave 1 = 1",
      "Only in wave 1, and so in no pair: stranger.")
  }

  @Test func refusesTwoFilesWithoutACommonPerson() throws {
    var files = try WaveFiles()
    for row in files.waves[1].indices.dropFirst() { files.waves[1][row][0] = "other-\(row)" }
    expectRefusal(
      try files.run(), "nobody is in both waves: none of the 48 ids of the second file is in the first")
  }

  @Test func refusesADuplicateID() throws {
    var files = try WaveFiles()
    files.waves[0][2][0] = files.waves[0][1][0]
    expectRefusal(try files.run(), "start.csv: 1 fault\nrow 3, id: \"synthetic-01\" is the id of row 2 too")
  }

  @Test func refusesAnotherStudysFile() throws {
    let outcome = try Command.run(
      Self.example, ["--data", "Data/longitudinal_wave0.csv", "Data/selection_bias.csv"])
    expectRefusal(outcome, "row 1, tp1: the column is missing from the header")
  }

  @Test func findsEveryFaultOfTheDirtyWave() throws {
    let outcome = try Command.run(
      Self.example, ["--data", "Data/longitudinal_wave0.csv", "Data/longitudinal_dirty_wave1.csv"])
    expectRefusal(outcome, "longitudinal_dirty_wave1.csv: 5 faults")
  }

  @Test(
    arguments: [
      (["--data", "Data/longitudinal_wave0.csv"], "--data needs two files"),
      (["--real", "--interviews", "Data/interviews.csv"], "--real has its own data"),
    ])
  func explainsAnIncompleteCall(_ arguments: [String], _ message: String) throws {
    let outcome = try Command.run(Self.example, arguments)
    #expect(outcome.status == 64)
    #expect(outcome.error.contains(message), "\(outcome.error)")
  }

  @Test func refusesWavesWithoutAnyAnswer() throws {
    var files = try WaveFiles()
    files.replace(Array(files.waves[0][0][WaveFiles.firstItem...]), in: 1, by: "")
    expectRefusal(try files.run(), "nobody has a score in both waves on any scale")
  }

  @Test func aConstantScaleDoesNotHideTheOthers() throws {
    var files = try WaveFiles()
    for wave in 0...1 { files.replace(["tp1", "tp2", "tp3", "tp4"], in: wave, by: "3") }
    expectReport(
      try files.run(),
      "Not computed for Trust in the provider, wave 0, Trust in the provider, wave 1: sum of the items",
      "mean change: all values are equal", "| Generalized trust | 48 | 6.14 | 5.56 |")
  }

  @Test func oneLeaverIsTooFewToCompareAndIsBounded() throws {
    var files = try WaveFiles()
    let stayed = Set(files.waves[1].map { $0[0] })
    let gone = try #require(files.waves[0].first { !stayed.contains($0[0]) && $0[0] != "id" })
    files.waves[0] = files.waves[0].filter { stayed.contains($0[0]) || $0[0] == gone[0] }
    expectReport(
      try files.run(), "only in wave 0 = 1", "left: 1 observation found, at least 2 needed",
      "Those who left, at their worst and best")
  }

  @Test func nobodyLeftMeansNothingToCompare() throws {
    var files = try WaveFiles()
    let stayed = Set(files.waves[1].map { $0[0] })
    files.waves[0] = files.waves[0].filter { stayed.contains($0[0]) }
    let outcome = try files.run()
    expectReport(outcome, "only in wave 0 = 0")
    #expect(!outcome.output.contains("Those who left, at the start"))
  }

  @Test func aSinglePairGivesAReportOfReasons() throws {
    var files = try WaveFiles()
    files.waves[1] = Array(files.waves[1][...1])
    expectReport(try files.run(), "in both = 1", "at least 2 needed", "cannot be tested with these data")
  }

  @Test func theReliabilityOfAChangeIsRefusedWhereTheWavesAgreeTooWell() throws {
    var files = try WaveFiles()
    files.waves[1] = files.waves[0]
    let items = ["tp1", "tp2", "tf1", "tf2", "tg1", "gt1"].map(files.column)
    for row in 1...9 {
      for item in items { files.waves[1][row][item] = row.isMultiple(of: 2) ? "3" : "4" }
    }
    expectReport(try files.run(), "refused", "correlate less")
  }

  @Test func withoutCorporationsNothingIsSaidOfThem() throws {
    var files = try WaveFiles()
    for wave in 0...1 { files.replace(["corporation"], in: wave, by: "") }
    let outcome = try files.run()
    expectReport(outcome, "Nobody has a corporation: clustering cannot be looked at.")
    #expect(!outcome.output.contains("p (CR2)"))
  }

  @Test func ownDataCarryNoNotice() throws {
    var files = try WaveFiles()
    for wave in 0...1 {
      for row in files.waves[wave].indices.dropFirst() {
        files.waves[wave][row][0] = String(files.waves[wave][row][0].dropFirst("synthetic-".count))
      }
    }
    let outcome = try files.run()
    expectReport(outcome, "Cases at every step")
    #expect(!outcome.output.contains("SYNTHETIC"))
  }

  @Test func refusesAnUnknownCodeInTheInterviews() throws {
    let outcome = try Command.run(
      Self.example, data: "id,support_a,support_b,commitment_a,commitment_b\nx,yes,maybe,no,no\n",
      option: "--interviews")
    expectRefusal(outcome, "row 2, support_b: \"maybe\" is not an allowed name; expected yes or no")
  }

  @Test func tooFewInterviewsLeaveTheClaimsUntested() throws {
    let outcome = try Command.run(
      Self.example, data: "id,support_a,support_b,commitment_a,commitment_b\nnobody,yes,yes,no,no\n",
      option: "--interviews")
    expectReport(
      outcome, "Interviewed, but without a pair of scores: nobody.", "too few coded", "100%")
  }
}
