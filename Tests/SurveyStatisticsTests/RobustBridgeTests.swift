import SurveyStatistics
import SurveyTestSupport
import Testing

@Suite struct RobustBridgeTests {
  @Test func regressionsOfASampleAreThoseOfItsCompleteCases() throws {
    let sample = try visitors()
    let scores = Visitor.wellBeing
    let complete = sample.respondents.filter { $0.age != nil }
    let pairs = try zip(sample.values(of: scores).values, sample.respondents.map(\.age))
      .compactMap { score, age in score.flatMap { score in age.map { (score, $0) } } }
    #expect(pairs.count < complete.count && pairs.count > 5)
    let outcome = pairs.map(\.0)
    let design = try Design(columns: [("age", pairs.map(\.1))])

    let robust = try RobustRegression(of: scores, in: sample) { Predictor(\.age) }
    #expect(
      robust.coefficients.map(\.value)
        == (try RobustRegression(outcome, on: design).coefficients.map(\.value)))
    let strong = try MMRegression(of: scores, in: sample, subsets: .all) { Predictor(\.age) }
    #expect(
      strong.coefficients.map(\.value)
        == (try MMRegression(outcome, on: design, subsets: .all).coefficients.map(\.value)))
    let median = try QuantileRegression(of: scores, in: sample, standardErrors: .equalErrors) {
      Predictor(\.age)
    }
    #expect(
      median.coefficients.map(\.value)
        == (try QuantileRegression(outcome, on: design, standardErrors: .equalErrors).coefficients
          .map(\.value)))
    let kernel = try QuantileRegression(of: scores, in: sample, standardErrors: .kernel()) {
      Predictor(\.age)
    }
    #expect(
      kernel.covariance == (try QuantileRegression(outcome, on: design, standardErrors: .kernel()).covariance)
    )
    for cases in [robust.cases, strong.cases, median.cases] {
      #expect(cases.entered == 12 && cases.used == pairs.count)
    }
    #expect(robust.context.subject == "Well-being" && median.context.subject == "Well-being")
  }
}
