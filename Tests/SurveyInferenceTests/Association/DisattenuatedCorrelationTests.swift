import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

// No fixture: the correction is one division, checked here by hand; its parts have fixtures of their own.

@Suite struct DisattenuatedCorrelationTests {
  // MARK: Laws

  @Test func itIsTheCorrelationOverTheRootOfTheReliabilities() throws {
    let found = try DisattenuatedCorrelation(0.3, count: 78, reliabilities: (0.9, 0.4))
    expectAgreement(found.corrected.value, 0.5, digits: 15)
    let (plain, corrected) = (try #require(found.observed.interval), try #require(found.corrected.interval))
    expectAgreement(corrected.lower, plain.lower / 0.6, digits: 15)
    expectAgreement(corrected.upper, plain.upper / 0.6, digits: 15)
    let perfect = try DisattenuatedCorrelation(0.3, count: 78, reliabilities: (1, 1))
    #expect(perfect.corrected.value == 0.3)
  }

  @Test func dataGiveWhatTheirCorrelationDoes() throws {
    let pearson = try PearsonCorrelation([1, 2, 3, 4, 6], with: [2, 1, 4, 3, 5]).named("trust", "a", "b")
    let found = try DisattenuatedCorrelation(pearson, reliabilities: (0.8, 0.9))
    expectAgreement(found.corrected.value, pearson.correlation.value / 0.72.squareRoot(), digits: 14)
    #expect(found.context == pearson.context && found.observed == pearson.correlation)
  }

  // MARK: Edges and refusals

  @Test func aCorrelationAboveOneIsShownAndExplained() throws {
    let found = try DisattenuatedCorrelation(0.6, count: 20, reliabilities: (0.5, 0.5))
    expectAgreement(found.corrected.value, 1.2, digits: 15)
    #expect(found.report.notes.count == 2)
  }

  @Test func refusesWhatCannotBeCorrected() {
    for value in [0, -0.1, 1.01, .nan, .infinity] {
      expectRefusal(.outOfRange) { try DisattenuatedCorrelation(0.3, count: 78, reliabilities: (value, 0.9)) }
      expectRefusal(.outOfRange) { try DisattenuatedCorrelation(0.3, count: 78, reliabilities: (0.9, value)) }
    }
    for r in [1, -1, .nan] {
      expectRefusal(.outOfRange) { try DisattenuatedCorrelation(r, count: 78, reliabilities: (0.9, 0.9)) }
    }
    expectRefusal(.tooFew) { try DisattenuatedCorrelation(0.3, count: 3, reliabilities: (0.9, 0.9)) }
    expectRefusal(.outOfRange) { try DisattenuatedCorrelation(0.3, count: .max, reliabilities: (0.9, 0.9)) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try DisattenuatedCorrelation(0.3, count: 78, reliabilities: (0.9, 0.4)) }
    try checkFinding { try DisattenuatedCorrelation(-0.6, count: 4, reliabilities: (0.5, 0.5)) }
    // A reliability next to nothing makes a number next to infinite, but a number.
    try checkFinding { try DisattenuatedCorrelation(0.5, count: 9, reliabilities: (1e-300, 1e-300)) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("DisattenuatedCorrelation") { print in
      // page
      let correlation = try DisattenuatedCorrelation(0.30, count: 78, reliabilities: (0.85, 0.60))
      print(correlation.named("true scores", "motivation", "generalized trust"))
      // end
    }
  }
}
