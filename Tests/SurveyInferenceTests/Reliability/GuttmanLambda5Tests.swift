import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

// No fixture: the references are entries of CronbachAlpha.json and SplitHalfReliability.json.
@Suite struct GuttmanLambda5Tests {
  @Test(arguments: try Fixture.cases("CronbachAlpha").filter { $0.id.hasPrefix("alpha.") })
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let bound = try GuttmanLambda5(reference.keyedItems(), bootstrap: nil)
    try expectAgreement(bound.lambda.value, reference.expected["lambda5"], digits: 11)
  }

  @Test(arguments: try Fixture.cases("SplitHalfReliability"))
  func agreesWithPsychOnCorrelations(_ reference: Fixture.Case) throws {
    let bound = try GuttmanLambda5(reference.correlations())
    try expectAgreement(bound.lambda.value, reference.expected["lambda5_std"], digits: 10)
  }

  @Test func namesTheItemThatLeads() throws {
    let covariances = try ItemCovariances(
      matrix: [[1, 0.1, 0.6], [0.1, 1, 0.6], [0.6, 0.6, 1]], count: 50)
    let bound = try GuttmanLambda5(covariances, names: ["a", "b", "c"])
    #expect(bound.leadingItem == 2 && bound.description.contains("leading item = c"))
    let total = 3 + 2 * 1.3
    expectAgreement(bound.lambda.value, 1 - 3 / total + 2 * 0.72.squareRoot() / total, digits: 14)
    #expect(bound.lambda.value > (try GuttmanLambda1(covariances).lambda.value))
  }

  @Test func refusesWhatHasNoBound() throws {
    try expectGuttmanRefusals { try GuttmanLambda5($0, names: $1, bootstrap: $2, confidence: $3) }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try GuttmanLambda5(Answers.keyed, bootstrap: .percentile(resamples: 200)) }
    try checkFinding { try GuttmanLambda5(Answers.raw, bootstrap: nil) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("GuttmanLambda5") { print in
      // page
      let answers: [[Double]] = [
        [4, 3, 5, 2, 4, 1, 5, 3, 2, 4],
        [5, 3, 4, 2, 4, 2, 5, 2, 3, 4],
        [4, 3, 5, 2, 4, 1, 5, 2, 2, 3],
        [4, 4, 5, 1, 3, 2, 4, 3, 1, 5],
      ]
      let names = ["trust1", "trust2", "trust3", "trust4"]
      print(try GuttmanLambda5(answers, names: names))
      // end
    }
  }
}
