import Foundation
import StudyKit
import SurveyStatistics
import Testing

/// The job-training study gives the differences that are known of its data.
@Suite struct JobTrainingTests {
  private func study() throws -> JobTraining {
    try JobTraining(readSample(DataFolder.file("lalonde.csv")))
  }

  @Test func findsTheKnownDifferences() throws {
    let study = try study()
    let adjusted = try JobTraining.training(in: study.adjusted).estimate
    let robust = try JobTraining.training(in: study.robust).estimate
    for (found, known) in [
      (study.naive.difference.value, -635.0262), (adjusted.value, 1548.2438), (robust.value, 1548.2438),
      (try #require(robust.standardError), 749.986759),
    ] {
      #expect((found - known).magnitude < 5e-5, "\(found), not \(known)")
    }
  }

  @Test func theJSONHoldsTheSameNumbersUnrounded() throws {
    let study = try study()
    let outcome = try Command.run("JobTrainingStudy", ["--format", "json"])
    let robust = try JobTraining.training(in: study.robust).estimate
    for number in [study.naive.difference.value, robust.value, try #require(robust.standardError)] {
      #expect(outcome.output.contains("\(number)"))
    }
  }

  @Test func theTrainedEarnedLessBefore() throws {
    let study = try study()
    let before = study.before.groups.map(\.mean)
    #expect(study.naive.groups.map(\.count) == [185, 429])
    #expect(before[0] < before[1])
    #expect(study.balance.lines.map(\.name).contains("race: black"))
  }

  @Test func refusesAnotherStudysFile() throws {
    let outcome = try Command.run("JobTrainingStudy", ["--data", "Data/interviews.csv"])
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.error.contains("row 1, treat: the column is missing from the header"))
    #expect(outcome.error.contains("printed by --columns"))
  }

  @Test func refusesAFileWithoutComparison() throws {
    let text = try String(contentsOfFile: DataFolder.file("lalonde.csv"), encoding: .utf8)
    let lines = text.split(separator: "\n")
    let trained = lines.filter { $0.hasPrefix("row") || $0.hasPrefix("NSW") }.joined(separator: "\n")
    let outcome = try Command.run("JobTrainingStudy", data: trained + "\n")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("comparison: 0 observations found, at least 2 needed"), "\(outcome.error)")
  }
}
