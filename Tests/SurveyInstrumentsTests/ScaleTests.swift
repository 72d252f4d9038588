import SurveyInstruments
import SurveyTestSupport
import Testing

@Suite struct ScaleTests {
  let clients = [
    Client(
      id: "1", status: .participant, age: 30, mostPeopleCanBeTrusted: .given(.agree),
      carefulWithPeople: .given(.disagree), peopleAreHelpful: .stronglyAgree),
    Client(
      id: "2", status: .participant, age: nil, mostPeopleCanBeTrusted: .absent(.refused),
      carefulWithPeople: .given(.stronglyAgree), peopleAreHelpful: .neutral),
    Client(
      id: "3", status: nil, age: 50, mostPeopleCanBeTrusted: .absent(.skipped),
      carefulWithPeople: .absent(.skipped), peopleAreHelpful: .agree),
    Client(
      id: "4", status: .nonParticipant, age: 60, mostPeopleCanBeTrusted: .absent(.skipped),
      carefulWithPeople: .absent(.skipped), peopleAreHelpful: nil),
  ]

  @Test func reversesByTheDeclaredRangeAndAveragesWhatWasAnswered() throws {
    let scores = try Client.generalizedTrust.scores(in: Sample(clients))
    #expect(scores.values == [13.0 / 3, 2, nil, nil])
    #expect(scores.reasons == [nil, nil, "with more than one item skipped", "skipped"])
    #expect(scores.cases.exclusionText == "1 skipped, 1 with more than one item skipped")
    #expect(Client.generalizedTrust.faults.isEmpty)
  }

  @Test func itemMatrixNamesTheItemThatIsMissing() throws {
    let matrix = try Client.generalizedTrust.itemMatrix(in: Sample(clients))
    #expect(matrix.columns == [[4], [4], [5]])
    #expect(matrix.cases.exclusionText == "1 refused (gt1), 1 skipped, 1 with more than one item skipped")
  }

  @Test func completeCasesCountEachRespondentOnce() throws {
    let sample = try Sample(clients)
    let complete = try sample.complete(
      [
        Variable(Client.generalizedTrust), Variable(\.age),
        Variable("twice the age") { $0.age.map { 2 * $0 } },
      ],
      by: [sample.groups(by: \.status)])
    #expect(complete.columns == [[13.0 / 3], [30], [60]])
    #expect(complete.values() == [[13.0 / 3], []])
    #expect(
      complete.cases.exclusionText == "1 missing (age), 1 missing (status), 1 skipped (Generalized trust)")
  }
}
