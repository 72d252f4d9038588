import SurveyStatistics
import SurveyTestSupport
import Testing

/// Effect sizes and tests of pairs from samples and panels: the same numbers as from arrays, with names
/// and ledgers.
@Suite struct PairsBridgeTests {
  private func groups() throws -> (treated: [Double], control: [Double]) {
    let known = try visitors().respondents.filter { $0.age != nil }
    return (
      known.filter { $0.arm == .treated }.compactMap(\.age),
      known.filter { $0.arm == .control }.compactMap(\.age)
    )
  }

  @Test func effectSizesOfASampleAreThoseOfItsGroups() throws {
    let sample = try visitors()
    let age = Variable<Visitor>(\.age)
    let (x, y) = try groups()
    let plan = BootstrapPlan.percentile(resamples: 99, seed: 2)
    let d = try CohensD(of: age, by: \.arm, in: sample, bootstrap: plan)
    #expect(d.d == (try CohensD(x, against: y, bootstrap: plan).d))
    #expect(d.context.parts == ["treated", "control"] && d.cases.entered == 12)
    #expect(
      try GlassDelta(of: age, by: \.arm, in: sample, standardizer: .group).delta
        == GlassDelta(x, against: y, standardizer: .group).delta)
    #expect(try AverageVarianceD(of: age, by: \.arm, in: sample).d == AverageVarianceD(x, against: y).d)
    #expect(try CliffsDelta(of: age, by: \.arm, in: sample).delta == CliffsDelta(x, against: y).delta)
    #expect(
      try RankBiserial(of: age, by: \.arm, in: sample, interval: .fisher).r
        == RankBiserial(x, against: y, interval: .fisher).r)
    #expect(
      try LogRatioOfMeans(of: age, by: \.arm, in: sample, correction: .none).ratio
        == LogRatioOfMeans(x, against: y, correction: .none).ratio)
    #expect(
      try OverlapCoefficient(of: age, by: \.arm, in: sample, model: .kernel).overlap
        == OverlapCoefficient(x, against: y, model: .kernel).overlap)
    #expect(try CohensU(of: age, by: \.arm, in: sample).u3 == CohensU(x, against: y).u3)
    #expect(
      try CommonLanguageEffect(of: age, by: \.arm, in: sample, variances: .pooled).superiority
        == CommonLanguageEffect(x, against: y, variances: .pooled).superiority)
    #expect(
      try HedgesG(of: age, by: \.arm, in: sample, bootstrap: plan).g
        == HedgesG(x, against: y, bootstrap: plan).g)
    expectRefusal(.definition) { try CohensD(of: age, by: \.site, in: sample) }
  }

  @Test func effectsOfPairsComeFromTheWavesOfAPanel() throws {
    let first = try visitors()
    let later = try Sample(
      first.respondents.enumerated().map { place, visitor in
        var visitor = visitor
        visitor.age = visitor.age.map { $0 + Double(place % 4) - 1 }
        return visitor
      })
    let panel = try Panel(["start": first, "end": later])
    let age = Variable<Visitor>(\.age)
    let y = first.respondents.compactMap(\.age)
    let x = later.respondents.compactMap(\.age)
    let sign = try SignTest(of: age, in: panel, ties: .split)
    #expect(sign.context.parts == ["end", "start"] && sign.cases.used == 11)
    #expect(sign.pValue == (try SignTest(x, against: y, ties: .split).pValue))
    #expect(
      try SignFlipTest(of: age, in: panel, method: .exact).pValue
        == SignFlipTest(x, against: y, method: .exact).pValue)
    #expect(try CohensDz(of: age, in: panel).dz == CohensDz(x, against: y).dz)
    #expect(
      try CohensDav(of: age, in: panel, denominator: .meanStandardDeviation).dav
        == CohensDav(x, against: y, denominator: .meanStandardDeviation).dav)
    #expect(try CohensDrm(of: age, in: panel).drm == CohensDrm(x, against: y).drm)
    #expect(try BeckersDb(of: age, in: panel).db == BeckersDb(x, against: y).db)
    expectRefusal(.outOfRange) { try CohensDz(of: age, in: panel, from: 0, to: 7) }
  }
}
