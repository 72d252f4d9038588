import SurveyInstruments
import SurveyTestSupport
import Testing

@Suite struct SkipLogicTests {
  @Test func theQuestionnaireHasNoFaults() { #expect(Worker.questionnaire.faults.map { "\($0)" }.isEmpty) }

  @Test func conditionsAreData() {
    let conditions = Worker.questionnaire.columns.filter { !$0.conditions.isEmpty }.map {
      "\($0.name): \($0.conditions.map(\.words).joined(separator: " and "))"
    }
    #expect(
      conditions == [
        "hours: employed is 1", "ease: employed is 1", "sat: employed is 1 and hours is at least 8",
        "channel: news includes television", "conf: contract is one of 1, 2", "pain: children is answered",
      ])
    #expect(Worker.questionnaire.columns.filter(\.isTolerant).map(\.name) == ["pain"])
  }

  @Test func earlierAnswersDecide() {
    let shown = { (path: PartialKeyPath<Worker>, worker: Worker) in
      Worker.questionnaire.isShown(path, to: worker)
    }
    #expect(shown(\.hours, Worker(id: "a", isEmployed: .yes)))
    #expect(!shown(\.hours, Worker(id: "a", isEmployed: .no)))
    #expect(!shown(\.hours, Worker(id: "a")))
    #expect(shown(\.satisfaction, Worker(id: "a", isEmployed: .yes, hours: 8)))
    #expect(!shown(\.satisfaction, Worker(id: "a", isEmployed: .yes, hours: 7.9)))
    #expect(!shown(\.satisfaction, Worker(id: "a", isEmployed: .yes)))
    #expect(shown(\.channel, Worker(id: "a", news: .given([.radio, .television]))))
    #expect(!shown(\.channel, Worker(id: "a", news: .given([]))))
    #expect(shown(\.confidence, Worker(id: "a", contract: .given(.temporary))))
    #expect(!shown(\.confidence, Worker(id: "a", contract: .given(.none))))
    #expect(shown(\.pain, Worker(id: "a", children: .given(0))))
    #expect(!shown(\.pain, Worker(id: "a", children: .absent(.refused))))
    #expect(shown(\.income, Worker(id: "a")))
  }

  @Test func aBlankThatWasNotShownIsNotMissing() throws {
    let sample = try Sample([
      Worker(id: "a", isEmployed: .no), Worker(id: "b", isEmployed: .yes),
      Worker(id: "c", isEmployed: .yes, hours: 9),
    ])
    #expect(try sample.values(of: Variable(\.hours)).reasons == ["not shown", "missing", nil])
    #expect(try sample.values(of: Variable(\.satisfaction)).reasons == ["not shown", "not shown", "missing"])
    #expect(try sample.values(of: Variable(\.income)).reasons == ["not shown", "not shown", "not shown"])
  }

  @Test func aScaleWhoseItemsWereNotShownSaysSo() throws {
    let sample = try Sample([
      Worker(id: "a", isEmployed: .no, ease: .absent(.skipped)),
      Worker(id: "b", isEmployed: .yes, hours: 40, ease: .given(.easy), satisfaction: Likert(10)),
      Worker(id: "c", isEmployed: .yes, hours: 2, ease: .given(.hard)),
      Worker(id: "d", isEmployed: .yes, hours: 20, ease: .absent(.refused)),
    ])
    let scores = try Worker.work.scores(in: sample)
    #expect(scores.values == [nil, 50, nil, nil])
    #expect(
      scores.reasons == ["not shown", nil, "with more than one item not shown", "with every item missing"])
    let items = try Worker.work.itemMatrix(in: sample)
    #expect(
      items.cases.exclusionText
        == "1 not shown, 1 not shown (channel), 1 with every item missing, 1 with more than one item not shown"
    )
  }

  // MARK: Faults

  private struct Tangled: Respondent {
    var id = ""
    var first: YesNo?
    var second: YesNo?
    var required = YesNo.no
    var news: MultipleChoice<News>?
    var unlisted: Double?
    var age: Double?
    static let questionnaire = Questionnaire<Tangled> {
      Field("id", \.id)
      Field("first", \.first).shown(when: \.second, is: .yes)
      Field("second", \.second).shown(when: \.second, is: .yes)
      Field("required", \.required).shown(when: \.first, is: .yes)
      Field("news", \.news).shown(when: \.unlisted, is: 3)
      Field("age", \.age, in: 0...100).shown(when: \.first, isOneOf: []).tolerant()
      Field("again", \.unlisted).shown(when: \.age, atLeast: .nan).shown(when: \.age, is: 101)
        .shown(when: \.news, is: [.paper])
    }
  }

  @Test func everyContradictionIsAFault() {
    #expect(
      Tangled.questionnaire.faults.map { "\($0)" } == [
        "column first: is shown by second, which does not come earlier",
        "column second: is shown by second, which does not come earlier",
        "column required: is required in every row, but not shown to everyone",
        "column news: is shown by again, which does not come earlier",
        "column age: is shown by first, which is compared with an empty list",
        "column again: is shown by age, which is compared with nan, which is not a finite number",
        "column again: is shown by age, which has no \"101\"",
        "column again: is shown by news, which allows several answers; ask for what it includes",
      ])
  }

  @Test(arguments: [
    Condition("answers", .equals(.number(9))), Condition("answers", .equals(.name("a"))),
    Condition("factor", .isOneOf([.name("a"), .name("z")])), Condition("factor", .atLeast(1)),
    Condition("number", .equals(.number(.nan))), Condition("whole", .equals(.number(1.5))),
    Condition("rating", .equals(.number(2))), Condition("slider", .equals(.number(0.3))),
    Condition("answers", .includes("a")), Condition("choices", .includes("z")),
    Condition("choices", .equals(.name("a"))), Condition("text", .atMost(1)), Condition("nowhere", .answered),
    Condition("last", .answered), Condition("number", .atMost(.infinity)),
  ])
  func aConditionThatCannotHoldIsAFault(_ condition: Condition) throws {
    #expect(Codebook("x", columns: try Self.columns(condition)).faults.count == 1)
  }

  @Test(arguments: [
    Condition("answers", .equals(.number(2))), Condition("answers", .atLeast(2)),
    Condition("factor", .isOneOf([.name("a")])), Condition("number", .equals(.number(-7.5))),
    Condition("whole", .equals(.number(2))), Condition("rating", .atMost(0.5)),
    Condition("slider", .equals(.number(0.5))), Condition("choices", .includes("b")),
    Condition("text", .equals(.name("x"))), Condition("text", .answered), Condition("choices", .answered),
  ])
  func aConditionThatCanHoldIsNone(_ condition: Condition) throws {
    #expect(Codebook("x", columns: try Self.columns(condition)).faults.isEmpty)
  }

  private static func columns(_ condition: Condition) throws -> [ColumnDescription] {
    [
      ColumnDescription("answers", try .answers(1...3)), ColumnDescription("factor", .factor(["a", "b"])),
      ColumnDescription("number", .number(minimum: nil, maximum: nil)),
      ColumnDescription("whole", .whole(minimum: 0, maximum: 2)),
      ColumnDescription("rating", .rating(minimum: 0, maximum: 1)),
      ColumnDescription("slider", .slider(minimum: 0, maximum: 1, step: 0.5)),
      ColumnDescription("choices", .choices([.init("a"), .init("b")])), ColumnDescription("text", .text),
      ColumnDescription("last", .text, conditions: [condition]),
    ]
  }

  @Test func toleranceWithoutAConditionIsAFault() {
    #expect(Codebook("x", columns: [ColumnDescription("a", .text, isTolerant: true)]).faults.count == 1)
    #expect(
      Codebook("x", columns: [ColumnDescription("a", .rating(minimum: 0, maximum: 1), neutral: .at(2))])
        .faults
        .count == 1)
  }
}
