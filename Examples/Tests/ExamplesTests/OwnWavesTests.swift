import StudyKit
import SurveyStatistics
import Testing

/// Files made from what `--columns` prints work at the first try, and are not taken for those that come along.
@Suite struct OwnWavesTests {
  private func rows(_ text: String) -> [[String]] {
    text.split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test func twoWavesMadeFromTheColumnsWork() throws {
    var files = try WaveFiles()
    let first = rows(OwnFileTests.file(Participant.questionnaire, respondents: 30))
    // The same answers given by others, so that people change.
    var second = first
    for row in 1...30 { second[row][0] = first[(row + 6) % 30 + 1][0] }
    files.waves = [first, second]
    let outcome = try files.run()
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.contains("wave 0 = 30, wave 1 = 30, in both = 30"))
    #expect(!outcome.output.contains("SYNTHETIC"))
  }

  @Test func ownTrainingDataCarryNoWordOfThePublishedOnes() throws {
    let text = try String(contentsOfFile: DataFolder.file("lalonde.csv"), encoding: .utf8)
    let lines = text.split(separator: "\n").enumerated().filter { $0.offset == 0 || $0.offset % 3 == 1 }
    let outcome = try Command.run("JobTrainingStudy", data: lines.map { "\($0.element)\n" }.joined())
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.contains("n trained = 62"), "\(outcome.output)")
    #expect(!outcome.output.contains("LaLonde"))
    #expect(!outcome.output.contains("National Supported Work"))
  }

  @Test(arguments: ["LongitudinalStudy", "JobTrainingStudy"])
  func theColumnsGiveAFirstLineToCopy(_ name: String) throws {
    let guide = try Command.run(name, ["--columns"]).output
    let files =
      name == "JobTrainingStudy"
      ? [OwnFileTests.file(Trainee.questionnaire, respondents: 1)]
      : [
        OwnFileTests.file(Participant.questionnaire, respondents: 1),
        OwnFileTests.file(Interview.questionnaire, respondents: 1),
      ]
    for header in files.map({ $0.prefix { $0 != "\n" } }) { #expect(guide.contains("\(header)\n")) }
  }
}
