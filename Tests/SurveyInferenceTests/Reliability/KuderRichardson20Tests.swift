import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct KuderRichardson20Tests {
  @Test(arguments: try Fixture.cases("KuderRichardson20"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let finding = try KuderRichardson20(reference.dichotomousItems())
    let expected = reference.expected
    try expectAgreement(finding.reliability.value, expected["kr20"], digits: 12.5, "KR-20")
    try expectAgreement(finding.shares, expected["shares"], digits: 13, "shares")
    try expectAgreement(finding.totalMean, expected["mean"], digits: 13, "mean")
    try expectAgreement(finding.totalStandardDeviation, expected["sd"], digits: 13, "SD")
    let interval = try #require(finding.reliability.interval)
    try expectAgreement([interval.lower, interval.upper], expected["ci95_feldt"], digits: 12, "limits")
    #expect(finding.count == (try expected["n"].integer()))
  }

  @Test func isAlphaOfTheSameItems() throws {
    let (finding, alpha) = (
      try KuderRichardson20(Answers.dichotomous), try CronbachAlpha(Answers.dichotomous)
    )
    #expect(finding.reliability == alpha.alpha)
    #expect(finding.standardErrorOfMeasurement == alpha.standardErrorOfMeasurement)
  }

  @Test func reversingAllItemsChangesNothing() throws {
    let turned = Answers.dichotomous.map { $0.map { 1 - $0 } }
    expectAgreement(
      try KuderRichardson20(turned).reliability.value,
      try KuderRichardson20(Answers.dichotomous).reliability.value, digits: 13)
  }

  @Test func aConstantItemIsPointedOut() throws {
    let finding = try KuderRichardson20(Answers.dichotomous + [[Double](repeating: 1, count: 20)])
    #expect(finding.report.warnings == ["item 7 is constant: all answers are equal."])
  }

  @Test func refusesAnswersThatAreNeitherRightNorWrong() throws {
    expectRefusal(.outOfRange) { try KuderRichardson20([[0, 1, 2], [0, 1, 1]]) }
    expectRefusal(.outOfRange) { try KuderRichardson20([[0, 1, 0.5], [0, 1, 1]]) }
    expectRefusal(.notFinite) { try KuderRichardson20([[0, 1, .nan], [0, 1, 1]]) }
    expectRefusal(.tooFew) { try KuderRichardson20([]) }
    expectRefusal(.tooFew) { try KuderRichardson20([[0, 1]]) }
    expectRefusal(.tooFew) { try KuderRichardson20([[0], [1]]) }
    expectRefusal(.lengthMismatch) { try KuderRichardson20([[0, 1], [1]]) }
    expectRefusal(.lengthMismatch) { try KuderRichardson20([[0, 1], [1, 1]], names: ["a"]) }
    expectRefusal(.constant) { try KuderRichardson20([[0, 1], [1, 0]]) }
    expectRefusal(.constant) { try KuderRichardson20([[1, 1], [0, 0]]) }
    expectRefusal(.outOfRange) { try KuderRichardson20(Answers.dichotomous, confidence: 1) }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try KuderRichardson20(Answers.dichotomous) }
    try checkFinding {
      try KuderRichardson20(Answers.dichotomous, interval: .bootstrap(.percentile(resamples: 200)))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("KuderRichardson20") { print in
      // page
      let answers: [[Double]] = [
        [1, 1, 1, 0, 1, 1, 0, 1, 1, 1, 0, 1],
        [1, 1, 0, 0, 1, 1, 0, 1, 1, 0, 0, 1],
        [1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1],
        [0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0],
      ]
      print(try KuderRichardson20(answers, names: ["q1", "q2", "q3", "q4"]))
      // end
    }
  }
}
