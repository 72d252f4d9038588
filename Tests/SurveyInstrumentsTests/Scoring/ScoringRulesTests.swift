import SurveyInstruments
import SurveyTestSupport
import Testing

/// Weights, rules, scales as items and standard scores, by laws and by the plainest computation.
@Suite struct ScoringRulesTests {
  @Test(arguments: Client.manyScales.map(\.name))
  func agreesWithThePlainestComputation(_ name: String) throws {
    let scale = try #require(Client.manyScales.first { $0.name == name })
    #expect(scale.faults.isEmpty)
    let clients = Client.random(700, seed: 11)
    let scores = try scale.scores(in: Sample(clients))
    #expect(scores.cases.used > 20)
    #expect(scores.cases.entered == 700)
    for (client, found) in zip(clients, scores.values) {
      let expected = NaiveScoring.score(
        scale.definition, NaiveScoring.answers(client), level: client.status?.rawValue)
      #expect((found == nil) == (expected == nil))
      expectAgreement(found ?? 0, expected ?? 0, digits: 13, floor: 1e-13, name)
    }
    #expect(try clients.map { try scale.observe($0) } == scores.observations)
  }

  @Test(arguments: Client.manyScales.map(\.name))
  func scoresStayInTheRangeThatIsDeclared(_ name: String) throws {
    let scale = try #require(Client.manyScales.first { $0.name == name })
    let range = try #require(scale.definition.scoreRange)
    let values = try scale.scores(in: Sample(Client.random(2_000, seed: 12))).present
    #expect(values.allSatisfy { $0 >= range.minimum - 1e-9 && $0 <= range.maximum + 1e-9 })
  }

  @Test(arguments: Client.manyScales.map(\.name))
  func nobodyAndSomeoneWhoAnsweredNothing(_ name: String) throws {
    let scale = try #require(Client.manyScales.first { $0.name == name })
    #expect(try scale.scores(in: Sample([])).observations.isEmpty)
    #expect(try scale.itemMatrix(in: Sample([])).columns.allSatisfy(\.isEmpty))
    let nothing = try scale.scores(in: Sample([Client(id: "1")]))
    #expect(nothing.values == [nil] && nothing.cases.excluded == 1)
  }

  // MARK: Weights

  @Test func weightsOfOneChangeNothing() throws {
    let sample = try Sample(Client.random(300, seed: 13))
    let plain = try trust(.mean, weights: (1, 1, 1)).scores(in: sample)
    #expect(
      trust(.mean, weights: (1, 1, 1)).definition.fingerprint
        == Client.generalizedTrust.definition.fingerprint)
    #expect(plain.observations == (try Client.generalizedTrust.scores(in: sample).observations))
  }

  @Test func aWeightOfTwoCountsAnItemTwice() throws {
    var client = Client(
      id: "1", mostPeopleCanBeTrusted: .given(.agree), carefulWithPeople: .given(.disagree),
      peopleAreHelpful: .stronglyAgree)
    #expect(try trust(.mean, weights: (2, 1, 1)).score(client) == (2 * 4 + 4 + 5) / 4.0)
    #expect(try trust(.proratedSum, weights: (2, 1, 1)).score(client) == 17)
    client.mostPeopleCanBeTrusted = .absent(.refused)
    #expect(try trust(.mean, weights: (2, 1, 1)).score(client) == 4.5)
    #expect(try trust(.proratedSum, weights: (2, 1, 1)).score(client) == 18)
    client.carefulWithPeople = .absent(.refused)
    #expect(
      try trust(.mean, weights: (2, 1, 1)).observe(client) == .absent("with more than one item refused"))
  }

  @Test func weightsInTheSameProportionGiveTheSameMean() throws {
    let sample = try Sample(Client.random(300, seed: 14))
    let one = try trust(.mean, weights: (0.5, 1, 2)).scores(in: sample).present
    let other = try trust(.mean, weights: (2, 4, 8)).scores(in: sample).present
    #expect(one == other)
  }

  @Test func theItemMatrixHoldsAnswersWithoutWeights() throws {
    let sample = try Sample(Client.random(300, seed: 15))
    let weighted = try trust(.mean, weights: (0.5, 1, 2)).itemMatrix(in: sample)
    #expect(weighted.columns == (try Client.generalizedTrust.itemMatrix(in: sample)).columns)
  }

  // MARK: Rules

  @Test func percentOfMaximumRunsFromZeroToOneHundred() throws {
    let scale = trust(.percentOfMaximum, weights: (1, 1, 1))
    #expect(scale.definition.scoreRange.map { [$0.minimum, $0.maximum] } == [0, 100])
    let lowest = Client(
      id: "1", mostPeopleCanBeTrusted: .given(.stronglyDisagree), carefulWithPeople: .given(.stronglyAgree),
      peopleAreHelpful: .stronglyDisagree)
    #expect(try scale.score(lowest) == 0)
    #expect(
      try scale.score(Client(id: "2", mostPeopleCanBeTrusted: .given(.neutral), peopleAreHelpful: .agree))
        == 62.5)
  }

  @Test func newMissingRulesSayHowManyItemsTheyNeed() {
    #expect((-1...5).map { MissingRule.atMost(missing: $0).needed(of: 5) } == [nil, 5, 4, 3, 2, 1, nil])
    #expect(MissingRule.atMost(missing: .max).needed(of: 5) == nil)
    #expect([0.5, 0, 0.8, 0.7].map { MissingRule.moreThan(fraction: $0).needed(of: 10) } == [6, 1, 9, 8])
    #expect(MissingRule.moreThan(fraction: 0.5).needed(of: 5) == 3)
    #expect(
      [1, -0.1, .nan, .infinity].allSatisfy { MissingRule.moreThan(fraction: $0).needed(of: 5) == nil })
    #expect(MissingRule.atMost(missing: 1).words == "at most one item missing")
    #expect(MissingRule.moreThan(fraction: 0.5).words == "more than 0.5 of the items answered")
  }

  @Test func rulesThatNeedAsManyItemsScoreAlikeAndHashAlike() throws {
    let sample = try Sample(Client.random(300, seed: 16))
    let scales = [
      MissingRule.atLeast(2), .atMost(missing: 1), .moreThan(fraction: 0.5), .atLeast(fraction: 0.6),
    ]
    .map { Client.generalizedTrust.with(missing: $0) }
    #expect(Set(scales.map(\.definition.fingerprint)).count == 1)
    #expect(Set(try scales.map { try $0.scores(in: sample).observations }).count == 1)
  }

  // MARK: Scales as items

  @Test func aSumOfSumsIsTheSumOfAllItems() throws {
    let sample = try Sample(Client.random(300, seed: 17))
    let whole = Scale<Client>("all", score: .sum) {
      Item(\.mostPeopleCanBeTrusted)
      Item(\.peopleAreHelpful)
      Item(\.carefulWithPeople, keyed: .negative, weight: 3)
    }
    let parts = try Client.higherOrder[1].scores(in: sample)
    #expect(parts.values == (try whole.scores(in: sample)).values)
  }

  @Test func eachScaleKeepsItsOwnRuleAndItsReasons() throws {
    let both = Client.higherOrder[0].with(missing: .none)
    var client = Client(
      id: "1", mostPeopleCanBeTrusted: .given(.agree), carefulWithPeople: .absent(.refused),
      peopleAreHelpful: .agree)
    #expect(try both.score(client) == (2 * 4 + (1 + 5 - 2)) / 3.0)
    client.mostPeopleCanBeTrusted = .absent(.refused)
    #expect(try both.observe(client) == .absent("with a scale refused"))
    client.peopleAreHelpful = nil
    #expect(try both.observe(client) == .absent("with every scale missing"))
    client = Client(
      id: "2", mostPeopleCanBeTrusted: .absent(.refused), carefulWithPeople: .absent(.refused),
      peopleAreHelpful: .agree)
    #expect(try both.observe(client) == .absent("with a scale refused"))
    let matrix = try both.itemMatrix(in: Sample([client]))
    #expect(matrix.items == ["Generalized trust", "Careful"])
    #expect(matrix.cases.exclusionText == "1 refused (Generalized trust)")
  }

  @Test func anItemMayBelongToSeveralScales() throws {
    let instrument = Instrument("several", version: "1", scales: [Client.generalizedTrust, Client.careful])
    #expect(instrument.faults.isEmpty)
    #expect(try instrument.scores(in: Sample(Client.four)).count == 2)
  }

  private func trust(_ score: ScoreRule, weights: (Double, Double, Double)) -> Scale<Client> {
    Scale("trust", missing: .atLeast(2), score: score) {
      Item(\.mostPeopleCanBeTrusted, weight: weights.0)
      Item(\.carefulWithPeople, keyed: .negative, weight: weights.1)
      Item(\.peopleAreHelpful, weight: weights.2)
    }
  }
}
