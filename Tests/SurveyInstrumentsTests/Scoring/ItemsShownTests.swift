import Foundation
import SurveyInstruments
import SurveyTestSupport
import Testing

/// Missing rules that count only the items that were shown.
@Suite struct ItemsShownTests {
  // MARK: Laws

  @Test(arguments: Commuter.rules, [ScoreRule.mean, .proratedSum, .percentOfMaximum])
  func agreesWithThePlainestComputation(_ rule: MissingRule, _ score: ScoreRule) throws {
    let commuters = Commuter.random(600, seed: 3, absent: AbsenceReason.allCases)
    let scale = Commuter.strain(rule.ofItemsShown, score)
    let found = try scale.scores(in: Sample(commuters))
    for (commuter, value) in zip(commuters, found.values) {
      let shown = commuter.strainItems.filter(\.isShown)
      let given = shown.filter { $0.answer != nil }
      // The rule of a scale of the shown items alone; one answer at the least.
      let needed = rule == .atLeast(3) ? 3 : max(1, rule.needed(of: shown.count) ?? 1)
      guard given.count >= needed else {
        #expect(value == nil)
        continue
      }
      let weight = given.reduce(0) { $0 + $1.weight }
      let mean = given.reduce(0) { $0 + $1.weight * ($1.answer ?? .nan) } / weight
      let expected = score == .mean ? mean : score == .proratedSum ? 4.5 * mean : 25 * (mean - 1)
      expectAgreement(try #require(value), expected, digits: 13, floor: 1e-13)
    }
    #expect(try commuters.map { try scale.observe($0) } == found.observations)
  }

  @Test(arguments: Commuter.rules)
  func isTheDefaultRuleWhereEverythingIsShown(_ rule: MissingRule) throws {
    let sample = try Sample(Commuter.random(500, seed: 4, absent: [.skipped, .refused, .lost]))
    let (own, plain) = (Commuter.strain(rule.ofItemsShown), Commuter.strain(rule))
    #expect(try own.scores(in: sample).observations == plain.scores(in: sample).observations)
    let (whole, plainWhole) = (
      Commuter.journey(rule == .atLeast(3) ? .none : .none.ofItemsShown, parts: .none.ofItemsShown),
      Commuter.journey(.none, parts: .none)
    )
    #expect(try whole.scores(in: sample).observations == plainWhole.scores(in: sample).observations)
  }

  @Test(arguments: Commuter.rules)
  func itemsThatWereNotShownCountForNothing(_ rule: MissingRule) throws {
    // Three items, and the same three beside one that nobody was shown.
    var commuters = Commuter.random(500, seed: 5, absent: [.skipped, .refused])
    for place in commuters.indices { (commuters[place].takesTrain, commuters[place].seats) = (.no, nil) }
    let sample = try Sample(commuters)
    let three = Scale<Commuter>("three", missing: rule == .atMost(missing: 3) ? .atLeast(1) : rule) {
      Item(\.noise, weight: 2)
      Item(\.crowds)
      Item(\.delay)
    }
    let four = try Commuter.strain(rule.ofItemsShown).scores(in: sample)
    #expect(try four.values == three.scores(in: sample).values)
  }

  @Test(arguments: Commuter.rules)
  func typedScalesAndCodebooksScoreAlike(_ rule: MissingRule) throws {
    let sample = try Sample(Commuter.random(400, seed: 6, absent: AbsenceReason.allCases))
    let part = rule == .atLeast(3) || rule == .atMost(missing: 3) ? MissingRule.none : rule
    let scales = [
      Commuter.strain(rule.ofItemsShown),
      Commuter.journey(.none.ofItemsShown, parts: part == .atMost(missing: 1) ? .none : part.ofItemsShown),
    ]
    let typed = Codebook("commuters", idColumn: "id", questionnaire: Commuter.questionnaire, scales: scales)
    #expect(typed.faults.isEmpty)
    let codebook = try Codebook(json: typed.json)
    #expect(codebook == typed)
    let encoded = try JSONEncoder().encode(typed)
    #expect(try JSONDecoder().decode(Codebook.self, from: encoded) == typed)
    let responses = Commuter.responses(sample, codebook)
    for scale in scales {
      let (own, other) = (try scale.scores(in: sample), try responses.scores(of: scale.name))
      #expect(own.observations == other.observations && own.cases == other.cases)
      #expect(own.provenance == other.provenance)
      #expect(try scale.itemMatrix(in: sample) == responses.itemMatrix(of: scale.name))
      #expect(try scale.with(missing: .none).itemMatrix(in: sample) == scale.itemMatrix(in: sample))
    }
  }

  @Test func rulesThatNeedTheSameOfEverybodyHashAlike() throws {
    func hash(_ rule: MissingRule) -> String { Commuter.strain(rule).definition.fingerprint }
    #expect(
      Set([MissingRule.none, .atLeast(fraction: 1), .atMost(missing: 0)].map { hash($0.ofItemsShown) }).count
        == 1)
    #expect(hash(.none) != hash(.none.ofItemsShown))
    #expect(hash(.atLeast(fraction: 0.5).ofItemsShown) != hash(.none.ofItemsShown))
    // Four fifths of one to four items are all of them.
    #expect(hash(.atLeast(fraction: 0.8).ofItemsShown) == hash(.none.ofItemsShown))
    // One answer is one answer, whatever was shown.
    #expect(hash(.atLeast(fraction: 0.01).ofItemsShown) == hash(.atLeast(1)))
    #expect(MissingRule.atLeast(2).ofItemsShown == .atLeast(2))
    #expect(!MissingRule.atLeast(2).ofItemsShown.countsOnlyItemsShown)
    #expect(MissingRule.none.ofItemsShown.ofItemsShown == .none.ofItemsShown)
    #expect(MissingRule.none.ofItemsShown != .none)
  }

  // MARK: Edges and refusals

  @Test func theSumIsProratedToAllItemsOfTheScale() throws {
    let scale = Scale<Commuter>("sum", missing: .none.ofItemsShown, score: .proratedSum) {
      Item(\.noise)
      Item(\.crowds)
      Item(\.delay)
    }
    let two = Commuter(id: "1", noise: .given(.agree), crowds: .given(.disagree))
    #expect(try scale.score(two) == 9)
    let one = Commuter(id: "2", noise: .given(.agree), crowds: .absent(.notApplicable))
    #expect(try scale.score(one) == 12)
    #expect(scale.definition.scoreRange.map { [$0.minimum, $0.maximum] } == [3, 15])
  }

  @Test func refusesAPlainSumAndRulesThatCannotBeMet() {
    func faults(_ rule: MissingRule, _ score: ScoreRule = .mean) -> [String] {
      Commuter.strain(rule, score).faults.map { "\($0)" }
    }
    #expect(
      faults(.none.ofItemsShown, .sum) == [
        "scale Strain: a plain sum over some of the items depends on how many; use .proratedSum or .mean"
      ])
    expectRefusal(.definition) { try Commuter.strain(.none.ofItemsShown, .sum).score(Commuter()) }
    #expect(
      faults(.atMost(missing: 4).ofItemsShown) == [
        "scale Strain: no score can follow from \"at most four items missing of the items shown\" of 4"
      ])
    for rule in [MissingRule.atLeast(fraction: 0), .moreThan(fraction: 1), .atLeast(fraction: .nan)] {
      #expect(faults(rule.ofItemsShown).count == 1)
    }
    #expect(faults(.atLeast(5).ofItemsShown).count == 1)
    #expect(Scale<Commuter>("nothing", missing: .none.ofItemsShown) {}.faults.count == 1)
    // With one item, whoever was shown it must have answered it: that is every item of the scale.
    let one = Scale<Commuter>("one", missing: .none.ofItemsShown, score: .sum) { Item(\.noise) }
    #expect(one.faults.isEmpty)
  }

  @Test func nobodyAndThoseToWhomNothingWasShown() throws {
    let scale = Commuter.strain(.none.ofItemsShown)
    #expect(try scale.scores(in: Sample([])).observations.isEmpty)
    var commuter = Commuter(id: "1", takesTrain: .no)
    #expect(try scale.observe(commuter) == .absent("not shown"))
    commuter.delay = .absent(.notApplicable)
    #expect(try scale.observe(commuter) == .absent("not shown or not applicable"))
    #expect(try scale.with(missing: .none).observe(commuter) == .absent("not shown or not applicable"))
  }

  @Test func aScaleThatIsAnItemIsNotShownWhereAllThatItLacksWasNot() throws {
    let scale = Commuter.journey(.none.ofItemsShown, parts: .none.ofItemsShown)
    // Without the train: the second scale wants its second item, which was not shown.
    var commuter = Commuter(
      id: "1", takesTrain: .no, noise: .given(.agree), crowds: .absent(.notShown), delay: .given(.neutral))
    #expect(try scale.score(commuter) == 4 * 4)
    #expect(
      try Commuter.journey(.none, parts: .none.ofItemsShown).observe(commuter)
        == .absent("with a scale not shown"))
    commuter.delay = .absent(.skipped)
    #expect(try scale.observe(commuter) == .absent("with a scale missing"))
    commuter.noise = .absent(.refused)
    #expect(try scale.observe(commuter) == .absent("with every scale missing"))
    commuter = Commuter(id: "2", takesTrain: .no)
    #expect(try scale.observe(commuter) == .absent("not shown"))
  }

  @Test func aScaleThatLacksOnlyItsNormIsNotOneThatWasNotShown() throws {
    let part = Scale<Commuter>("part", missing: .atLeast(1)) {
      Item(\.noise)
      Item(\.crowds)
    }.standardized(against: [.participant: Norm(mean: 3, standardDeviation: 1)], by: \.status)
    let whole = Scale<Commuter>("whole", missing: .none.ofItemsShown) {
      Item(part)
    }
    let commuter = Commuter(id: "1", takesTrain: .no, noise: .given(.agree))
    #expect(try part.observe(commuter) == .absent("without a norm (status missing)"))
    #expect(try whole.observe(commuter) == .absent("with every scale missing"))
  }

  // MARK: Print

  @Test func theLedgerKeepsNotShownApart() throws {
    let commuters = [
      Commuter(
        id: "1", takesTrain: .no, noise: .given(.agree), crowds: .given(.agree), delay: .given(.agree)),
      Commuter(id: "2", takesTrain: .no),
      Commuter(id: "3", takesTrain: .no, noise: .given(.agree), crowds: .absent(.skipped)),
      Commuter(id: "4", takesTrain: .no, noise: .absent(.refused), crowds: .absent(.refused)),
      Commuter(id: "5", takesTrain: .no, noise: .absent(.refused), crowds: .absent(.lost)),
      Commuter(
        id: "6", takesTrain: .yes, noise: .given(.agree), crowds: .absent(.refused), delay: .absent(.skipped)),
    ]
    let sample = try Sample(commuters)
    #expect(
      try Commuter.strain(.none.ofItemsShown).scores(in: sample).cases.exclusionText
        == "1 not shown, 1 refused, 1 with an item skipped, 1 with every item shown missing, "
        + "1 with more than one item missing")
    #expect(
      try Commuter.strain(.atMost(missing: 1).ofItemsShown).scores(in: sample).cases.exclusionText
        == "1 not shown, 1 refused, 1 with every item shown missing, 1 with more than one item missing")
    #expect(
      try Commuter.strain(.none).scores(in: sample).cases.exclusionText
        == "2 with every item missing, 2 with more than one item missing, 1 not shown, "
        + "1 with an item not shown")
    #expect(
      try Commuter.strain(.none.ofItemsShown).itemMatrix(in: sample).cases.exclusionText
        == "2 with every item missing, 2 with more than one item missing, 1 not shown, 1 not shown (seats)")
  }

  @Test func saysItselfInWords() {
    #expect(
      Commuter.rules.map(\.ofItemsShown.words) == [
        "all items shown answered", "at least 1 item answered", "at least 3 items answered",
        "at least 0.5 of the items shown answered", "at least 0.8 of the items shown answered",
        "at least 0.01 of the items shown answered", "more than 0 of the items shown answered",
        "more than 0.5 of the items shown answered", "at most no items missing of the items shown",
        "at most one item missing of the items shown", "at most three items missing of the items shown",
      ])
  }

  @Test func readsAndWritesJSON() throws {
    func rule(_ json: String) throws -> MissingRule {
      try JSONDecoder().decode(MissingRule.self, from: Data(json.utf8))
    }
    #expect(try rule(#"{"of": "shown"}"#) == .none.ofItemsShown)
    #expect(try rule(#"{"fraction": 0.8, "of": "shown"}"#) == .atLeast(fraction: 0.8).ofItemsShown)
    #expect(try rule(#"{"atLeast": 2, "of": "shown"}"#) == .atLeast(2))
    #expect(try rule(#"{"atMostMissing": 1, "of": "all"}"#) == .atMost(missing: 1))
    for rule in Commuter.rules + Commuter.rules.map(\.ofItemsShown) {
      #expect(try JSONDecoder().decode(MissingRule.self, from: JSONEncoder().encode(rule)) == rule)
    }
    let error = #expect(throws: CodebookError.self) {
      try Codebook(
        json:
          #"{"title": "x", "columns": [], "scales": [{"name": "s", "items": [], "missing": {"of": "seen"}}]}"#
      )
    }
    #expect(
      error?.description.contains(#"$.scales[0].missing.of: there is no "seen"; known are: all, shown"#)
        == true)
  }
}
