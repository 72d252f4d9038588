import SurveyStatistics
import SurveyTestSupport
import Testing

/// Comparisons of whole distributions from samples: the same numbers as from arrays, with names and ledgers.
@Suite struct DistributionsBridgeTests {
  private let age = Variable<Visitor>(\.age)

  @Test func twoGroupsOfASampleAreCompared() throws {
    let sample = try visitors()
    let x = sample.respondents.filter { $0.arm == .treated }.compactMap(\.age)
    let y = sample.respondents.filter { $0.arm == .control }.compactMap(\.age)
    let distance = try CramerVonMisesTwoSampleTest(of: age, by: \.arm, in: sample)
    #expect(distance.statistic == (try CramerVonMisesTwoSampleTest(x, against: y).statistic))
    #expect(distance.context.parts == ["treated", "control"] && distance.cases.used == 10)
    expectRefusal(.definition) { try CramerVonMisesTwoSampleTest(of: age, by: \.site, in: sample) }
    let pair = try CramerVonMisesTwoSampleTest(of: age, by: \.site, comparing: (.south, .north), in: sample)
    #expect(pair.context.parts == ["south", "north"])
  }

  @Test func theGroupsOfAFactorAreCompared() throws {
    let sample = try visitors()
    let test = try AndersonDarlingKSampleTest(of: age, by: \.site, in: sample, method: .exact)
    let groups = Site.allCases.map { site in
      sample.respondents.filter { $0.site == site }.compactMap(\.age)
    }
    #expect(test.statistic == (try AndersonDarlingKSampleTest(ScoreGroups(groups), method: .exact).statistic))
    #expect(test.context.parts == ["north", "south", "east"] && test.cases.excluded == 1)
    let two = try AndersonDarlingKSampleTest(of: age, by: \.site, levels: [.east, .north], in: sample)
    #expect(two.context.parts == ["east", "north"])
  }
}
