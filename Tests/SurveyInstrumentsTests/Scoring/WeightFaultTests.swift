import SurveyInstruments
import SurveyTestSupport
import Testing

/// Weights, items and ranges that cannot make a score.
@Suite struct WeightFaultTests {
  @Test(arguments: [0, -1, 1e-7, 1e7, .nan, .infinity] as [Double])
  func refusesWeightsThatAreNone(_ weight: Double) {
    expectRefusal(.definition) {
      try Scale<Client>("x") { Item(\.peopleAreHelpful, weight: weight) }.score(Client(id: "1"))
    }
    let codebook = Codebook(
      "x", columns: Client.questionnaire.columns,
      scales: [.init("x", items: [.init("gt1", weight: weight), .init("gt2")])])
    #expect(codebook.faults.count == 1)
  }

  @Test func refusesScoresBeyondTheRangeOfDouble() {
    let huge = ColumnKind.rating(minimum: 0, maximum: 1e300)
    let items = (0..<200).map { ScaleDefinition.Item("c\($0)", huge, weight: 1e6) }
    #expect(ScaleDefinition("sum", items: items, score: .sum).faults.count == 1)
    #expect(ScaleDefinition("mean", items: items, score: .mean).faults.isEmpty)
  }

  @Test func refusesAScaleThatIsAnItemTwice() {
    let scale = Scale<Client>("x") {
      Item(Client.careful); Item(Client.careful)
    }
    #expect(scale.faults.map { "\($0)" } == ["scale x: Careful is an item twice"])
  }

  @Test func refusesPartsOfDifferentRangesWithoutARescaling() {
    let scale = Scale<Client>("x") {
      Item(Client.trustSum); Item(Client.careful)
    }
    #expect(
      scale.faults.map { "\($0)" } == [
        "scale x: Trust (sum) is scored 2 to 10, but Careful 1 to 5; say how to rescale: .percentOfRange"
      ])
    // A sum of sums is the sum of all their items and needs no common range; a column beside one has a range.
    #expect(
      Scale<Client>("x", score: .sum) {
        Item(Client.trustSum); Item(Client.carefulSum)
      }.faults.isEmpty)
    #expect(
      !Scale<Client>("x", score: .sum) {
        Item(Client.trustSum); Item(\.mood)
      }.faults.isEmpty)
  }

  @Test func faultsBelowAScaleAreItsOwn() {
    let broken = Scale<Client>("part") {
      Item(\.peopleAreHelpful); Item(\.mood)
    }
    expectRefusal(.definition) { try Scale<Client>("x") { Item(broken) }.score(Client.four[0]) }
    let stranger = Scale<Client>("part") { Item(\.trustComputed) }
    #expect(
      Scale<Client>("x") { Item(stranger) }.faults.map { "\($0)" }
        == ["scale x: one item without a field in the questionnaire"])
    let twice = Client.trustT.standardized(against: Norm(mean: 50, standardDeviation: 10))
    #expect(Scale<Client>("x") { Item(twice) }.faults.count == 1)
  }
}
