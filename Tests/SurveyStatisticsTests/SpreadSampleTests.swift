import SurveyStatistics
import SurveyTestSupport
import Testing

@Suite struct SpreadSampleTests {
  @Test func twoGroupsFollowTheDeclarationOfTheFactor() throws {
    let sample = try visitors()
    let scale = Visitor.wellBeing
    // The scores are means of the answered items, the second of them reversed.
    let treated = [14, 12, 14, 10, 14].map { $0 / 3.0 }
    let control = [7 / 3.0, 8 / 3.0, 4 / 3.0, 2.5, 8 / 3.0]
    let ratio = try VarianceRatioTest(of: scale, by: \.arm, in: sample, alternative: .less)
    expectAgreement(
      ratio.ratio.value, try VarianceRatioTest(treated, against: control).ratio.value, digits: 12)
    #expect(ratio.context.parts == ["treated", "control"] && ratio.context.subject == "Well-being")
    #expect(ratio.cases.exclusionText == "1 missing (arm), 1 with more than one item skipped")
    let ansari = try AnsariBradleyTest(of: scale, by: \.arm, in: sample)
    #expect(ansari.pValue == (try AnsariBradleyTest(treated, against: control)).pValue)
    let shape = try KolmogorovSmirnovTest(of: scale, by: \.arm, in: sample, side: .secondAbove)
    #expect(
      shape.pValue == (try KolmogorovSmirnovTest(treated, against: control, side: .secondAbove)).pValue)
    #expect(shape.cases.entered == 12)
  }

  @Test func severalGroupsAreThoseOfTheFactor() throws {
    let sample = try visitors()
    let scale = Visitor.wellBeing
    let complete = try sample.complete([scale.variable], by: [sample.groups(by: \.site)])
    let groups = ScoreGroups(complete.values(), names: Site.allCases.map(\.label))
    let levene = try LeveneTest(of: scale, by: \.site, in: sample, center: .mean)
    #expect(try levene.statistic == LeveneTest(groups, center: .mean).statistic)
    #expect(levene.context.parts == ["north", "south", "east"])
    #expect(try BartlettTest(of: scale, by: \.site, in: sample).statistic == BartlettTest(groups).statistic)
    #expect(
      try FlignerKilleenTest(of: scale, by: \.site, in: sample).statistic
        == FlignerKilleenTest(groups).statistic)
    let median = try MoodMedianTest(of: scale, by: \.site, in: sample, ties: .above)
    #expect(try median.statistic == MoodMedianTest(groups, ties: .above).statistic)
    #expect(median.cases.entered == 12)
  }

  @Test func levelsAndPairsChooseTheGroups() throws {
    let sample = try visitors()
    let test = try LeveneTest(of: Visitor.wellBeing, by: \.site, levels: [.south, .north], in: sample)
    #expect(test.context.parts == ["south", "north"])
    #expect(test.cases.exclusionText.contains("in another group"))
    let pair = try KolmogorovSmirnovTest(
      of: Variable(\Visitor.age), by: \.site, comparing: (.east, .north), in: sample)
    #expect(pair.context.parts == ["east", "north"])
    expectRefusal(.definition) { try AnsariBradleyTest(of: Visitor.wellBeing, by: \.site, in: sample) }
    expectRefusal(.tooFew) {
      try MoodMedianTest(of: Visitor.wellBeing, by: \.site, levels: [.east], in: sample)
    }
  }
}
