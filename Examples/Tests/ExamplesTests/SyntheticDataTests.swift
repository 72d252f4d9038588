import Foundation
import StudyKit
import SurveyStatistics
import Testing

@Suite struct SyntheticDataTests {
  @Test func theFilesAreRegeneratedByteForByte() throws {
    for file in try SyntheticFiles.all() {
      let checkedIn = try Data(contentsOf: URL(fileURLWithPath: DataFolder.file(file.name)))
      #expect(
        checkedIn == Data(file.text.utf8),
        "\(file.name) differs: swift run --package-path Examples GenerateData")
    }
  }

  @Test func everyRespondentIsLabelledSynthetic() throws {
    let ids =
      SyntheticSelection.applicants().map(\.id) + SyntheticPanel.waves().start.map(\.id)
      + SyntheticPanel.waves().interviews.map(\.id)
    #expect(ids.allSatisfy(SyntheticData.isSynthetic))
    #expect(SyntheticData.notices(for: ["A1", "A2"]).isEmpty)
  }

  @Test func theSamplesHaveTheSizesAndSignsOfTheClaims() throws {
    let sample = try Sample(SyntheticSelection.applicants())
    let status = try sample.groups(by: \.status)
    #expect(status.sizes == [60, 18])
    for scale in Applicant.instrument.scales.dropLast() {
      let groups = try sample.complete([scale.variable], by: [status]).values()
      #expect(try Moments(groups[0]).mean > Moments(groups[1]).mean, "\(scale.name)")
    }
    for scale in Applicant.instrument.scales.dropFirst() {
      let found = try PearsonCorrelation(of: Applicant.motivation, with: scale, in: sample)
      #expect(found.correlation.value > 0, "\(scale.name)")
    }
    let waves = SyntheticPanel.waves()
    let panel = try Panel([Sample(waves.start), Sample(waves.later)])
    #expect(try panel.flow().stayed.count == 48)
    for scale in Participant.instrument.scales where scale.name != Participant.fellowTrust.name {
      #expect(try Moments(panel.pairs(of: scale).changes[0]).mean < 0, "\(scale.name)")
    }
  }
}
