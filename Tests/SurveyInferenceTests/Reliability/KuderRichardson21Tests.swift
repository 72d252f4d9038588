import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct KuderRichardson21Tests {
  @Test(arguments: try Fixture.cases("KuderRichardson21"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let items = try reference.dichotomousItems()
    let population = try KuderRichardson21(items, bootstrap: nil)
    let sample = try KuderRichardson21(items, variance: .sample, bootstrap: nil)
    try expectAgreement(population.reliability.value, reference.expected["kr21_population"], digits: 12)
    try expectAgreement(sample.reliability.value, reference.expected["kr21_sample"], digits: 12)
    try expectAgreement(population.totalMean, reference.expected["mean"], digits: 13)
    #expect(population.count == (try reference.expected["n"].integer()))
  }

  @Test func isAtMostKR20AndEqualForEqualDifficulty() throws {
    let twenty = try KuderRichardson20(Answers.dichotomous).reliability.value
    #expect(try KuderRichardson21(Answers.dichotomous, bootstrap: nil).reliability.value < twenty)
    let item = Answers.dichotomous[1]
    let equal = [item, Array(item.reversed()), item]
    expectAgreement(
      try KuderRichardson21(equal, bootstrap: nil).reliability.value,
      try KuderRichardson20(equal).reliability.value, digits: 12)
  }

  @Test func summariesGiveWhatTheDataGive() throws {
    let sums = (0..<20).map { row in Answers.dichotomous.reduce(0) { $0 + $1[row] } }
    for variance in KuderRichardson21.Variance.allCases {
      let data = try KuderRichardson21(Answers.dichotomous, variance: variance, bootstrap: nil)
      let summary = try KuderRichardson21(Moments(sums), itemCount: 6, variance: variance)
      expectAgreement(summary.reliability.value, data.reliability.value, digits: 14)
    }
  }

  @Test func resamplesAreThoseOfItsCases() throws {
    let plan = BootstrapPlan.percentile(resamples: 100, seed: 5)
    let found = try #require(
      try KuderRichardson21(Answers.dichotomous, bootstrap: plan, confidence: 0.8).reliability.interval)
    let slow = try Bootstrap(cases: 20, plan: plan).interval(around: 0, confidence: 0.8) { rows in
      try? KuderRichardson21(Answers.dichotomous.map { item in rows.map { item[$0] } }, bootstrap: nil)
        .reliability.value
    }
    expectAgreement(found.lower, slow.interval.lower, digits: 11)
    expectAgreement(found.upper, slow.interval.upper, digits: 11)
  }

  @Test func refusesSumsThatNoItemsHave() throws {
    expectRefusal(.outOfRange) { try KuderRichardson21([[0, 1, 3], [0, 1, 1]]) }
    expectRefusal(.constant) { try KuderRichardson21([[0, 1], [1, 0]]) }
    expectRefusal(.outOfRange) { try KuderRichardson21(Answers.dichotomous, confidence: .nan) }
    func summary(_ count: Int, _ mean: Double, _ deviation: Double, _ items: Int) throws -> KuderRichardson21
    {
      try KuderRichardson21(
        Moments(count: count, mean: mean, standardDeviation: deviation), itemCount: items)
    }
    expectRefusal(.tooFew) { try summary(20, 1, 1, 1) }
    expectRefusal(.tooFew) { try summary(1, 1, 0, 5) }
    expectRefusal(.outOfRange) { try summary(20, 5.1, 1, 5) }
    expectRefusal(.outOfRange) { try summary(20, -0.1, 1, 5) }
    expectRefusal(.definition) { try summary(20, 1, 3, 5) }
    expectRefusal(.constant) { try summary(20, 1, 0, 5) }
    #expect(try summary(20, 2, 0.5, .max).reliability.value.isFinite)
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try KuderRichardson21(Answers.dichotomous, bootstrap: .percentile(resamples: 200)) }
    try checkFinding {
      try KuderRichardson21(Moments(count: 50, mean: 12, standardDeviation: 4), itemCount: 20)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("KuderRichardson21") { print in
      // page
      let total = try Moments(count: 120, mean: 21.4, standardDeviation: 5.2)
      print(try KuderRichardson21(total, itemCount: 30))
      // end
    }
  }
}
