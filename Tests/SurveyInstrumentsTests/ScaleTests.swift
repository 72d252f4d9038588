import SurveyInstruments
import SurveyTestSupport
import Testing

@Suite struct ScaleTests {
  // MARK: Reference

  @Test(
    arguments: try Fixture.cases(
      "Scale", method: "scale scoring: reverse keying, mean of available items, prorated sum"))
  func agreesWithScoringByHand(_ reference: Fixture.Case) throws {
    let responses = try Responses(reference)
    let items = responses.items
    let needed = MissingRule.atLeast(items.count - (try reference.options["max_missing"].integer()))
    func check(_ key: String, _ missing: MissingRule, _ score: ScoreRule) throws {
      let scale = Codebook.Scale("scale", items: items, missing: missing, score: score)
      let scores = try responses.value.scores(of: responses.value.codebook.definition(of: scale))
      let expected = try reference.expected[key].numbers().map { $0.isNaN ? nil : $0 }
      #expect(scores.values.count == expected.count)
      #expect(largestDifference(scores.values, expected) <= 1e-12, "\(key)")
      if key == "mean" { #expect(try scores.cases.used == reference.expected["n_valid"].integer()) }
    }
    try check("mean", needed, .mean)
    try check("sum_prorated", needed, .proratedSum)
    try check("sum_strict", .none, .sum)
    let absent = try items.map { try responses.value.values(of: $0.column).values }
    let missing = responses.value.ids.indices.map { row in absent.count { $0[row] == nil } }
    #expect(try missing.map(Double.init) == reference.expected["n_missing_items"].numbers())
  }

  @Test(arguments: try Fixture.cases("Scale", method: "psych::scoreItems(impute='none')"))
  func agreesWithPsych(_ reference: Fixture.Case) throws {
    let responses = try Responses(reference)
    let scale = Codebook.Scale("scale", items: responses.items, missing: .atLeast(1))
    let scores = try responses.value.scores(of: responses.value.codebook.definition(of: scale))
    let expected = try reference.expected["mean"].numbers().map { $0.isNaN ? nil : $0 }
    #expect(largestDifference(scores.values, expected) <= 1e-12)
  }

  // MARK: Laws

  @Test func reversesByTheDeclaredRangeAndAveragesWhatWasAnswered() throws {
    let scores = try Client.generalizedTrust.scores(in: Sample(Client.four))
    #expect(scores.values == [13.0 / 3, 2, nil, nil])
    #expect(scores.reasons == [nil, nil, "with more than one item skipped", "skipped"])
    #expect(scores.cases.exclusionText == "1 skipped, 1 with more than one item skipped")
    #expect(scores.present == [13.0 / 3, 2])
  }

  @Test func reversingEveryItemMirrorsTheScore() throws {
    let clients = Client.random(200, seed: 1)
    let plain = scale(.mean) {
      Item(\.mostPeopleCanBeTrusted); Item(\.carefulWithPeople)
    }
    let mirrored = scale(.mean) {
      Item(\.mostPeopleCanBeTrusted, keyed: .negative)
      Item(\.carefulWithPeople, keyed: .negative)
    }
    let (first, second) = (try plain.scores(in: Sample(clients)), try mirrored.scores(in: Sample(clients)))
    #expect(first.values.map { $0.map { 6 - $0 } } == second.values)
    #expect(first.cases == second.cases)
  }

  @Test func aProratedSumIsTheMeanTimesTheNumberOfItems() throws {
    let sample = try Sample(Client.random(200, seed: 2))
    let mean = try threeItems(.mean, .atLeast(2)).scores(in: sample)
    let sum = try threeItems(.proratedSum, .atLeast(2)).scores(in: sample)
    #expect(mean.values.map { $0.map { $0 * 3 } } == sum.values)
    let strict = try threeItems(.sum, .none).scores(in: sample)
    #expect(zip(strict.values, sum.values).allSatisfy { $0 == nil || $0 == $1 })
  }

  @Test func oneRespondentAndManyScoreAlike() throws {
    let sample = try Sample(Client.random(600, seed: 3))
    let scores = try Client.generalizedTrust.scores(in: sample)
    #expect(try sample.map { try Client.generalizedTrust.observe($0) } == scores.observations)
  }

  @Test func theLedgerIsTheSameForAnyOrderOfRows() throws {
    let clients = Client.random(300, seed: 4)
    let (forth, back) = (try Sample(clients), try Sample(clients.reversed()))
    #expect(
      try Client.generalizedTrust.scores(in: forth).cases == Client.generalizedTrust.scores(in: back).cases)
    #expect(
      try Client.generalizedTrust.itemMatrix(in: forth).cases
        == Client.generalizedTrust.itemMatrix(in: back).cases)
  }

  @Test func casesAddUp() throws {
    let sample = try Sample(Client.random(300, seed: 5))
    for cases in [
      try Client.generalizedTrust.scores(in: sample).cases,
      try Client.generalizedTrust.itemMatrix(in: sample).cases,
    ] {
      #expect(cases.entered == 300)
      #expect(cases.used + cases.excluded == 300)
    }
  }

  @Test func aComputedPropertyIsAnItemToo() throws {
    let stored = scale(.mean) { Item(\.mostPeopleCanBeTrusted) }
    let computed = Scale<Client>("computed") { Item(\.trustComputed) }
    let clients = Client.random(50, seed: 6)
    let plan = try ScoringTwin.values(computed, clients)
    #expect(plan == (try stored.scores(in: Sample(clients)).values))
  }

  @Test func percentOfRangeRunsFromZeroToOneHundred() throws {
    let scale = Scale<Client>("mixed", rescaling: .percentOfRange) {
      Item(\.peopleAreHelpful)
      Item(\.mood, keyed: .negative)
    }
    #expect(scale.faults.isEmpty)
    var client = Client(id: "1", peopleAreHelpful: .stronglyAgree, mood: Rating(0))
    #expect(try scale.score(client) == 100)
    client.peopleAreHelpful = .stronglyDisagree
    #expect(try scale.score(client) == 50)
    client.mood = Rating(7.5)
    #expect(try scale.score(client) == 12.5)
    client.mood = nil
    #expect(try scale.observe(client) == .absent("with an item skipped"))
  }

  @Test func itemMatrixNamesTheItemThatIsMissing() throws {
    let matrix = try Client.generalizedTrust.itemMatrix(in: Sample(Client.four))
    #expect(matrix.columns == [[4], [4], [5]])
    #expect(matrix.items == ["gt1", "gt2", "gt3"])
    #expect(matrix.ids == ["1"])
    #expect(matrix.cases.exclusionText == "1 refused (gt1), 1 skipped, 1 with more than one item skipped")
  }

  @Test func anEmptySampleHasNoScores() throws {
    let scores = try Client.generalizedTrust.scores(in: Sample([]))
    #expect(scores.values.isEmpty)
    #expect(try Client.generalizedTrust.itemMatrix(in: Sample([])).columns == [[], [], []])
  }

  @Test func missingRulesSayHowManyItemsTheyNeed() {
    #expect(MissingRule.none.needed(of: 5) == 5)
    #expect((0...6).map { MissingRule.atLeast($0).needed(of: 5) } == [nil, 1, 2, 3, 4, 5, nil])
    #expect([0.8, 0.7, 1, 0.01].map { MissingRule.atLeast(fraction: $0).needed(of: 10) } == [8, 7, 10, 1])
    #expect([2.0 / 3, 0.5].map { MissingRule.atLeast(fraction: $0).needed(of: 3) } == [2, 2])
    #expect(
      [0, -1, 1.1, .nan, .infinity].allSatisfy { MissingRule.atLeast(fraction: $0).needed(of: 5) == nil })
  }

  // MARK: Refusals

  @Test func refusesWhatContradictsItself() throws {
    let client = Client(id: "1")
    expectRefusal(.definition) { try Scale<Client>("no items") {}.score(client) }
    expectRefusal(.definition) { try Scale<Client>("") { Item(\.peopleAreHelpful) }.score(client) }
    expectRefusal(.definition) {
      try Scale<Client>("twice") {
        Item(\.peopleAreHelpful); Item(\.peopleAreHelpful)
      }.score(client)
    }
    expectRefusal(.definition) {
      try Scale<Client>("ranges") {
        Item(\.peopleAreHelpful); Item(\.mood)
      }.score(client)
    }
    expectRefusal(.definition) { try self.threeItems(.sum, .atLeast(2)).score(client) }
    expectRefusal(.definition) { try self.threeItems(.mean, .atLeast(4)).score(client) }
    expectRefusal(.definition) { try self.threeItems(.mean, .atLeast(0)).score(client) }
    expectRefusal(.definition) { try Scale<Client>("no field") { Item(\.trustComputed) }.score(client) }
    #expect(
      Scale<Client>("ranges") {
        Item(\.peopleAreHelpful); Item(\.mood)
      }.faults.map { "\($0)" } == [
        "scale ranges: gt3 is scored 1 to 5, but mood 0 to 10; say how to rescale: .percentOfRange"
      ])
  }

  private func scale(_ score: ScoreRule, @ItemBuilder<Client> items: () -> [Item<Client>]) -> Scale<Client> {
    Scale("scale", score: score, items: items)
  }

  private func threeItems(_ score: ScoreRule, _ missing: MissingRule) -> Scale<Client> {
    Scale("three items", missing: missing, score: score) {
      Item(\.mostPeopleCanBeTrusted)
      Item(\.carefulWithPeople, keyed: .negative)
      Item(\.peopleAreHelpful)
    }
  }

  private func largestDifference(_ found: [Double?], _ expected: [Double?]) -> Double {
    zip(found, expected).map { found, expected in
      guard let found, let expected else { return found == nil && expected == nil ? 0 : .infinity }
      return abs(found - expected)
    }.max() ?? .infinity
  }
}

/// Scores by the plainest means: what the scale's blocks must agree with.
enum ScoringTwin {
  static func values(_ scale: Scale<Client>, _ clients: [Client]) throws -> [Double?] {
    clients.map { client in client.trustComputed.value.map { Double($0.rawValue) } }
  }
}

/// The data of a fixture as the responses of a codebook.
private struct Responses {
  let value: Codebook.Responses
  let items: [Codebook.Item]

  init(_ reference: Fixture.Case) throws {
    let names = try reference.options["items"].strings()
    let keys = try reference.options["keys"].numbers()
    let range = try reference.options["min"].integer()...reference.options["max"].integer()
    items = zip(names, keys).map { Codebook.Item($0, keyed: $1 < 0 ? .negative : .positive) }
    let columns = try names.map { ColumnDescription($0, try .answers(range)) }
    let table = try reference.data()
    let cells = try names.map { try table.numbers($0) }
    var rows = CodedRows(columns)
    for row in table.rows.indices {
      rows.beginRow()
      rows.endRow(
        codes: cells.map { column in
          column[row].map { Int32($0) - Int32(range.lowerBound) } ?? CodedRows.code(of: .skipped)
        })
    }
    value = Codebook.Responses(codebook: Codebook("fixture", columns: columns), rows: rows, notes: [])
  }
}
