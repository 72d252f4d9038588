import SurveyInstruments
import SurveyTestSupport
import Testing

@Suite struct QuestionnaireTests {
  private struct Broken: Respondent {
    var id = ""
    var age: Double?
    var answer: Agreement?
    static let questionnaire = Questionnaire<Broken>(missing: ["", "3"]) {
      Field("id", \.id)
      Field("id", \.age, in: 16...110, absent: ["99": .refused])
      Field("", \.answer)
      Field("again", \.age)
    }
  }

  @Test func aSoundQuestionnaireHasNoFaults() {
    #expect(Client.questionnaire.faults.isEmpty)
    #expect(Client.questionnaire.name(of: \Client.carefulWithPeople) == "gt2")
    #expect(Client.questionnaire.name(of: \Client.trustComputed) == nil)
  }

  @Test func printsTheColumnsThatAFileNeeds() {
    #expect(
      Client.questionnaire.report("Columns of a client file").text == """
        Columns of a client file
          column  holds           allowed                  absent                   wording
          id      text, required  any text
          status  name            participant,             empty, NA skipped
                                  nonParticipant
          age     number          16 to 110                empty, NA skipped        Age in years
          gt1     answer          1 strongly disagree, 2   empty, NA skipped; 8     Most people can be
                                  disagree, 3 neutral, 4   refused                  trusted
                                  agree, 5 strongly agree
          gt2     answer          1 strongly disagree, 2   empty, NA skipped        You can't be too careful
                                  disagree, 3 neutral, 4                            in dealing with people
                                  agree, 5 strongly agree
          gt3     answer          1 strongly disagree, 2   empty, NA skipped        Most people try to be
                                  disagree, 3 neutral, 4                            helpful
                                  agree, 5 strongly agree
          mood    rating          0 to 10                  empty, NA skipped
          Note: A file is comma-separated text (RFC 4180, UTF-8) with these names in its first line, in any
          order.
          Note: Numbers have a decimal point and no separators of thousands; nothing stands around a value.
        """)
  }

  @Test func everyContradictionIsAFault() {
    #expect(
      Broken.questionnaire.faults.map { "\($0)" } == [
        "questionnaire of Broken: the column id is named twice",
        "column id: the absence code \"99\" is also an allowed value",
        "questionnaire of Broken: field 3 has an empty column name",
        "column : the absence code \"3\" is also an allowed value",
        "field again: stands for the same property as id",
      ])
  }

  @Test func whateverUsesABrokenQuestionnaireSaysSo() {
    expectRefusal(.definition) { try Sample([Broken(id: "a")]) }
    expectRefusal(.definition) { try Scale<Broken>("x") { Item(\.answer) }.score(Broken()) }
    expectRefusal(.definition) { try Broken.questionnaire.check() }
  }

  @Test func limitsAndListsAreChecked() {
    func faults(_ kind: ColumnKind) -> Int {
      Codebook("x", columns: [ColumnDescription("a", kind)]).faults.count
    }
    #expect(faults(.number(minimum: 1, maximum: 0)) == 1)
    #expect(faults(.number(minimum: .nan, maximum: 0)) == 1)
    #expect(faults(.whole(minimum: 1, maximum: 0)) == 1)
    #expect(faults(.rating(minimum: 0, maximum: .infinity)) == 1)
    #expect(faults(.rating(minimum: 1, maximum: 1)) == 1)
    #expect(faults(.rating(minimum: -1e308, maximum: 1e308)) == 1)
    #expect(faults(.rating(minimum: .nan, maximum: 1)) == 1)
    #expect(faults(.factor([])) == 1)
    #expect(faults(.factor(["a", "a"])) == 1)
    #expect(faults(.answers([.init(value: 1)])) == 1)
    #expect(faults(.answers([.init(value: 1), .init(value: 1)])) == 1)
    expectRefusal(.infeasible) { try ColumnKind.answers(Int.min...Int.max) }
  }

  @Test func ratingsOutsideTheirRangeCannotBeMade() {
    #expect(Rating<ZeroToTen>(10)?.score == 10)
    #expect([-0.1, 10.1, .nan, .infinity].allSatisfy { Rating<ZeroToTen>($0) == nil })
  }

  @Test func formatsDeclareTheirExtremes() {
    #expect(Agreement.minimum == 1)
    #expect(Agreement.maximum == 5)
    #expect(Agreement(score: 2.5) == nil)
    #expect(Agreement(score: .nan) == nil)
    #expect(Agreement(score: 1e300) == nil)
    #expect(Agreement.stronglyAgree.label == "strongly agree")
  }
}
