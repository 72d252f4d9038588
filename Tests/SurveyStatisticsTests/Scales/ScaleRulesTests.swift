import SurveyStatistics
import SurveyTestSupport
import Testing

/// Weights, percent of maximum, standard scores, bands and scores of scores, against base R.
@Suite struct ScaleRulesTests {
  @Test(arguments: try Fixture.cases("ScaleRules"))
  func agreesWithBaseR(_ reference: Fixture.Case) throws {
    let (options, sample) = (reference.options, try SurveyPerson.sample())
    let needed = MissingRule.atLeast(try options["needed"].integer())
    func check(_ key: String, _ scale: Scale<SurveyPerson>) throws {
      let found = try scale.scores(in: sample).values
      let expected = try reference.expected[key].numbers()
      #expect(found.count == expected.count)
      for (own, other) in zip(found, expected) {
        #expect((own == nil) == other.isNaN)
        #expect(other.isNaN || abs((own ?? .nan) - other) <= 1e-12, "\(key)")
      }
    }
    let weighted = try SurveyPerson.scale(options, needed)
    try check("weighted_mean", weighted)
    try check("weighted_prorated_sum", SurveyPerson.scale(options, needed, .proratedSum))
    let plain = Fixture.Value.object(["items": options["items"], "keys": options["keys"]])
    try check("percent_of_maximum", SurveyPerson.scale(plain, needed, .percentOfMaximum))
    let norms = options["norms"]
    func norm(_ group: SurveyPerson.Group) throws -> Norm {
      let numbers = try norms[group.rawValue].numbers()
      return Norm(mean: numbers[0], standardDeviation: numbers[1])
    }
    try check(
      "t_by_group",
      weighted.standardized(
        against: [.participant: norm(.participant), .nonparticipant: norm(.nonparticipant)], by: \.group))
    let motivation = Scale<SurveyPerson>("motivation", missing: .atLeast(3)) {
      Item(\.mot1); Item(\.mot2); Item(\.mot3); Item(\.mot4, keyed: .negative)
    }
    for (key, rule) in [("second_order", MissingRule.atLeast(1)), ("second_order_strict", .none)] {
      let second = Scale<SurveyPerson>("both", missing: rule) {
        Item(weighted, weight: 2)
        Item(motivation)
      }
      try check(key, second)
    }
    let sum = try SurveyPerson.scale(plain, .none, .sum)
    try check("sum", sum)
    let banded = sum.banded([Band("low", 5...10), Band("middle", 11...15), Band("high", 16...25)])
    #expect(
      try banded.bandedScores(in: sample).counts.map(Double.init)
        == reference.expected["band_counts"].numbers())
  }
}
