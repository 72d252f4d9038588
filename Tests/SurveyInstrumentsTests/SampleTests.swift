import SurveyInstruments
import SurveyTestSupport
import Testing

@Suite struct SampleTests {
  @Test func valuesKeepTheirReasons() throws {
    let sample = try Sample(Client.four)
    let age = try sample.values(of: Variable(\.age))
    #expect(age.name == "age")
    #expect(age.values == [30, nil, 50, 60])
    #expect(age.cases.exclusionText == "1 missing")
    #expect(age.provenance == nil)
    let answer = try sample.values(of: Variable(\.mostPeopleCanBeTrusted))
    #expect(answer.reasons == [nil, "refused", "skipped", "skipped"])
    #expect(try sample.values(of: Variable("id length") { Double($0.id.count) }).present == [1, 1, 1, 1])
  }

  @Test func groupsStandInTheOrderOfTheirDeclaration() throws {
    let groups = try Sample(Client.four).groups(by: \.status)
    #expect(groups.name == "status")
    #expect(groups.levels == ["participant", "nonParticipant"])
    #expect(groups.indices == [0, 0, nil, 1])
    #expect(groups.sizes == [2, 1])
    #expect(groups.cases.exclusionText == "1 missing (status)")
  }

  @Test func completeCasesCountEachRespondentOnce() throws {
    let sample = try Sample(Client.four)
    let complete = try sample.complete(
      [
        Variable(Client.generalizedTrust), Variable(\.age),
        Variable("twice the age") { $0.age.map { 2 * $0 } },
      ],
      by: [sample.groups(by: \.status)])
    #expect(complete.columns == [[13.0 / 3], [30], [60]])
    #expect(complete.values() == [[13.0 / 3], []])
    #expect(complete.values(ofVariable: 3).isEmpty)
    #expect(complete.cases.entered == 4)
    #expect(
      complete.cases.exclusionText == "1 missing (age), 1 missing (status), 1 skipped (Generalized trust)")
  }

  @Test func whoIsLeftOutStaysInTheLedger() throws {
    let old = try Sample(Client.four).excluding("younger than 40") { ($0.age ?? 40) < 40 }
    #expect(old.ids == ["2", "3", "4"])
    #expect(old.cases.entered == 4)
    let age = try old.values(of: Variable(\.age))
    #expect(age.cases.exclusionText == "1 younger than 40, 1 missing")
    #expect(old.excluding("nobody") { _ in false }.cases == old.cases)
  }

  @Test func refusesEmptyAndDuplicateIDsAndValuesThatAreNotFinite() throws {
    expectRefusal(.emptyID) { try Sample([Client()]) }
    expectRefusal(.duplicateID) { try Sample([Client(id: "a"), Client(id: "a")]) }
    let sample = try Sample(Client.four)
    expectRefusal(.notFinite) { try sample.values(of: Variable("broken") { _ in .nan }) }
    let other = try Sample(Client.random(3, seed: 1)).groups(by: \.status)
    expectRefusal(.lengthMismatch) { try sample.complete([Variable(\.age)], by: [other]) }
  }

  @Test func anEmptySampleIsASample() throws {
    let sample = try Sample<Client>([])
    #expect(sample.isEmpty)
    #expect(try sample.complete([Variable(\.age)]).columns == [[]])
    #expect(try sample.groups(by: \.status).sizes == [0, 0])
  }
}
