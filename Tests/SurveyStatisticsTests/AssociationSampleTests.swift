import SurveyStatistics
import SurveyTestSupport
import Testing

@Suite struct AssociationSampleTests {
  @Test func correlationsOfASampleAreThoseOfItsCompleteCases() throws {
    let sample = try visitors()
    let spearman = try SpearmanCorrelation(of: Visitor.wellBeing, with: Variable(\.age), in: sample)
    let kendall = try KendallCorrelation(
      of: Visitor.wellBeing, with: Variable(\.age), in: sample, method: .exact)
    #expect(kendall.context == spearman.context && kendall.count == 10)
    #expect(kendall.correlation.value.magnitude <= 1)
    let bent = try PercentageBendCorrelation(of: Visitor.wellBeing, with: Variable(\.age), in: sample)
    #expect(bent.context == spearman.context)
  }

  @Test func controlsOfASampleAreLeftOutTogether() throws {
    let sample = try visitors()
    let partial = try PartialCorrelation(
      of: Visitor.wellBeing, with: Variable(\.age), given: [Variable(\.tense)], in: sample)
    let own = try SemipartialCorrelation(
      of: Visitor.wellBeing, with: Variable(\.age), given: [Variable(\.tense)], in: sample)
    #expect(partial.count == own.count && partial.cases == own.cases && partial.pValue == own.pValue)
    #expect(partial.context.parts.count == 3)
  }
}
