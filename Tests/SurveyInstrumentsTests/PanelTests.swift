import SurveyInstruments
import SurveyTestSupport
import Testing

@Suite struct PanelTests {
  private func client(_ id: String, _ answer: Agreement?, age: Double? = nil) -> Client {
    Client(id: id, age: age, mostPeopleCanBeTrusted: Answer(answer))
  }

  private func panel() throws -> Panel<Client> {
    let before = [client("a", .agree), client("b", .neutral), client("c", .disagree), client("d", nil)]
    let after = [client("d", .agree), client("e", .agree), client("b", nil), client("a", .disagree)]
    return try Panel(["before": Sample(before), "after": Sample(after)])
  }

  let trust = Scale<Client>("Trust") { Item(\.mostPeopleCanBeTrusted) }

  @Test func tellsWhoStayedLeftAndJoined() throws {
    let flow = try panel().flow()
    #expect(flow.stayed == ["a", "b", "d"])
    #expect(flow.left == ["c"])
    #expect(flow.joined == ["e"])
  }

  @Test func pairsThoseWhoHaveBothValuesAndAccountsForEveryone() throws {
    let pairs = try panel().pairs(of: trust)
    #expect(pairs.first == [4])
    #expect(pairs.second == [2])
    #expect(pairs.changes == [[-2]])
    #expect(pairs.ids == ["a"])
    #expect(pairs.cases.entered == 5)
    #expect(
      pairs.cases.exclusionText == "1 only in after, 1 only in before, 1 skipped (after), 1 skipped (before)")
  }

  @Test func swappingTheWavesNegatesTheChanges() throws {
    let (forth, back) = (try panel().pairs(of: trust), try panel().pairs(of: trust, from: 1, to: 0))
    #expect(forth.changes[0] == back.changes[0].map { -$0 })
    #expect(forth.cases.excluded == back.cases.excluded)
  }

  @Test func severalVariablesShareTheirRespondents() throws {
    let pairs = try panel().pairs(of: [Variable(trust), Variable("constant") { _ in 1 }])
    #expect(pairs.firstColumns == [[4], [1]])
    #expect(
      pairs.cases.exclusionText
        == "1 only in after, 1 only in before, 1 skipped (Trust, after), 1 skipped (Trust, before)")
  }

  @Test func stayersStandInTheSameOrderAndLeaversAsTheyWere() throws {
    let (first, second) = try panel().stayers()
    #expect(first.ids == ["a", "b", "d"])
    #expect(second.ids == first.ids)
    #expect(try panel().leavers().ids == ["c"])
    #expect(try panel().joiners().ids == ["e"])
    #expect(try panel().leavers().cases.exclusionText == "3 also in after")
  }

  @Test func whoWasLeftOutBeforeIsCountedOnce() throws {
    let clients = ["a", "b", "c"].map { client($0, .agree, age: $0 == "a" ? 15 : 40) }
    let adults = try Sample(clients).excluding("younger than 18") { ($0.age ?? 18) < 18 }
    let pairs = try Panel([adults, Sample(clients)]).pairs(of: trust)
    #expect(pairs.ids == ["b", "c"])
    #expect(pairs.cases.entered == 3)
    #expect(pairs.cases.exclusionText == "1 younger than 18 (wave 0)")
  }

  @Test func refusesOneWaveTwinNamesAndWavesThatAreNotThere() throws {
    let sample = try Sample([client("a", .agree)])
    expectRefusal(.tooFew) { try Panel([sample]) }
    expectRefusal(.tooFew) { try Panel<Client>([]) }
    expectRefusal(.definition) { try Panel(["x": sample, "x": sample]) }
    expectRefusal(.outOfRange) { try Panel([sample, sample]).pairs(of: self.trust, from: 0, to: 2) }
    expectRefusal(.outOfRange) { try Panel([sample, sample]).flow(from: .min, to: .max) }
    expectRefusal(.unknownName) { try Panel([sample, sample]).wave(named: "later") }
    #expect(try Panel([sample, sample]).wave(named: "wave 1") == 1)
  }
}
