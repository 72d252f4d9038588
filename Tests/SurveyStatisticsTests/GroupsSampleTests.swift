import SurveyStatistics
import SurveyTestSupport
import Testing

@Suite struct GroupsSampleTests {
  @Test func groupsOfASampleAreThoseOfTheFactor() throws {
    let sample = try visitors()
    let test = try OneWayANOVA(of: Visitor.wellBeing, by: \.site, in: sample)
    let complete = try sample.complete([Visitor.wellBeing.variable], by: [sample.groups(by: \.site)])
    let arrays = try OneWayANOVA(ScoreGroups(complete.values(), names: Site.allCases.map(\.label)))
    #expect(test.statistic == arrays.statistic)
    #expect(test.context.parts == ["north", "south", "east"])
    #expect(test.context.subject == "Well-being")
    #expect(test.cases.entered == 12 && test.cases.excluded > 0)
  }

  @Test func levelsChooseAndOrderTheGroups() throws {
    let sample = try visitors()
    let test = try KruskalWallisTest(
      of: Visitor.wellBeing, by: \.site, levels: [.south, .north], in: sample, method: .exact)
    #expect(test.context.parts == ["south", "north"])
    #expect(test.cases.exclusionText.contains("in another group"))
    expectRefusal(.definition) {
      try WelchANOVA(of: Visitor.wellBeing, by: \.site, levels: [.south, .south], in: sample)
    }
    expectRefusal(.tooFew) {
      try WelchANOVA(of: Visitor.wellBeing, by: \.site, levels: [.south], in: sample)
    }
  }

  @Test func everyMethodTakesASample() throws {
    let sample = try visitors()
    let scale = Visitor.wellBeing
    let contrast = GroupContrast("south and east - north", [-1, 0.5, 0.5])
    #expect(try WelchANOVA(of: scale, by: \.site, in: sample).pValue < 1)
    #expect(try BrownForsytheANOVA(of: scale, by: \.site, in: sample).pValue < 1)
    #expect(try JonckheereTerpstraTest(of: scale, by: \.site, in: sample).pValue < 1)
    #expect(try PermutationF(of: scale, by: \.site, in: sample).pValue < 1)
    #expect(try TukeyKramer(of: scale, by: \.site, in: sample).comparisons.count == 3)
    #expect(try GamesHowell(of: scale, by: \.site, in: sample).comparisons.count == 3)
    #expect(try DunnettTest(of: scale, by: \.site, in: sample, against: "east").control == 2)
    #expect(try DunnTest(of: scale, by: \.site, in: sample).comparisons.count == 3)
    #expect(try ScheffeTest(of: scale, by: \.site, in: sample).contrasts.count == 3)
    #expect(try PairwiseTTests(of: scale, by: \.site, in: sample).comparisons.count == 3)
    #expect(
      try PlannedContrasts(of: scale, by: \.site, in: sample, contrasts: [contrast]).contrasts.count == 1)
  }

  @Test func conditionsAreVariablesOfTheSameRespondents() throws {
    let sample = try visitors()
    let conditions: [Variable<Visitor>] = [Variable(\.calm), Variable(\.tense), Variable(\.content)]
    let columns = try sample.complete(conditions).columns
    let friedman = try FriedmanTest(of: conditions, in: sample)
    #expect(try friedman.statistic == FriedmanTest(columns).statistic)
    #expect(friedman.context.parts == ["calm", "tense", "content"])
    #expect(friedman.cases.entered == 12 && friedman.cases.used == columns[0].count)
    #expect(try QuadeTest(of: conditions, in: sample).statistic == QuadeTest(columns).statistic)
    #expect(try PageTest(of: conditions, in: sample).statistic == PageTest(columns).statistic)
    #expect(
      try RepeatedMeasuresANOVA(of: conditions, in: sample).statistic
        == RepeatedMeasuresANOVA(columns).statistic)
    let agrees = columns.map { $0.map { $0 > 3 } }
    #expect(
      try CochransQ(of: conditions, in: sample) { $0 > 3 }.statistic == CochransQ(agrees).statistic)
  }

  @Test func factorsOfASampleSplitTheVariance() throws {
    let sample = try visitors()
    let test = try FactorialANOVA(
      of: Visitor.wellBeing, by: [sample.groups(by: \.arm), sample.groups(by: \.site)], in: sample,
      sumsOfSquares: .hierarchical)
    #expect(test.terms.map(\.name) == ["arm", "site", "arm × site"])
    #expect(test.cases.entered == 12)
    #expect(test.context.subject == "Well-being")
  }
}
