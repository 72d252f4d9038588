import StudyKit
import SurveyStatistics
import Testing

@Suite struct ClaimsTests {
  @Test func theInstrumentsAreSound() {
    #expect(Applicant.instrument.faults.isEmpty)
    #expect(Participant.instrument.faults.isEmpty)
    #expect(Interview.questionnaire.faults.isEmpty)
  }
}
