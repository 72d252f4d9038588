import SurveyStatistics
import SurveyTestSupport
import Testing

private struct Panelist: Respondent {
  var id = ""
  var arm: Arm?
  var seconds: Double?
  var a1: Agreement?
  var a2: Agreement?
  var b1: Agreement?
  var b2: Agreement?
  var c1: Agreement?
  var c2: Agreement?

  // The questionnaire asks the scales' items in turn.
  static let questionnaire = Questionnaire<Panelist> {
    Field("id", \.id)
    Field("arm", \.arm)
    Field("seconds", \.seconds)
    Field("a1", \.a1)
    Field("b1", \.b1)
    Field("c1", \.c1)
    Field("a2", \.a2)
    Field("b2", \.b2)
    Field("c2", \.c2)
  }

  static let scales = [
    Scale<Panelist>("A", missing: .atLeast(1)) {
      Item(\.a1)
      Item(\.a2, keyed: .negative)
    },
    Scale<Panelist>("B") {
      Item(\.b1)
      Item(\.b2)
    },
    Scale<Panelist>("C") {
      Item(\.c1)
      Item(\.c2)
    },
  ]

  init() {}

  /// Answers in the order a1 a2 b1 b2 c1 c2; 0 for none.
  init(_ id: String, _ arm: Arm, _ seconds: Double?, _ answers: [Int]) {
    (self.id, self.arm, self.seconds) = (id, arm, seconds)
    let given = answers.map(Agreement.init(rawValue:))
    (a1, a2, b1, b2, c1, c2) = (given[0], given[1], given[2], given[3], given[4], given[5])
  }
}

@Suite struct ScreeningBridgeTests {
  private let sample = Result {
    try Sample([
      Panelist("p1", .treated, 60, [5, 1, 2, 1, 4, 4]), Panelist("p2", .treated, 8, [3, 3, 3, 3, 3, 3]),
      Panelist("p3", .treated, 70, [4, 2, 1, 2, 3, 3]), Panelist("p4", .treated, 55, [5, 2, 3, 2, 1, 1]),
      Panelist("p5", .control, 66, [1, 5, 4, 5, 2, 3]), Panelist("p6", .control, nil, [2, 4, 5, 0, 3, 2]),
      Panelist("p7", .control, 48, [1, 4, 4, 4, 5, 5]), Panelist("p8", .control, 52, [2, 5, 2, 3, 4, 4]),
      Panelist("p9", .control, 59, [3, 2, 5, 4, 1, 2]),
    ])
  }

  @Test func answersAreTakenInTheOrderOfTheQuestionnaireAndUnkeyed() throws {
    let sample = try sample.get()
    let index = try LongString(of: Panelist.scales, in: sample)
    // p1 answered a1 b1 c1 a2 b2 c2 with 5 2 4 1 1 4.
    #expect(index.values[0] == 2 && index.values[1] == 6)
    #expect(index.respondents == sample.ids && index.context.parts == ["a1", "b1", "c1", "a2", "b2", "c2"])
    let spread = try IntraindividualVariability(of: Panelist.scales, in: sample, flagging: .atMost(0))
    #expect(spread.flagged == [1] && spread.itemCount == 6)
  }

  @Test func halvesAreKeyedBeforeTheyAreCompared() throws {
    let index = try EvenOddConsistency(of: Panelist.scales, in: sample.get())
    // p1: 100 25 75 against 100 0 75.
    #expect((index.values[0] ?? 0) > 0.95)
    #expect(index.values[1] == nil && index.values[5] == nil && index.context.parts == ["A", "B", "C"])
  }

  @Test func distancesAndSynonymsTakeTheSameAnswers() throws {
    let sample = try sample.get()
    let distances = try MahalanobisDistances(of: Panelist.scales, in: sample, flaggingBeyond: nil)
    #expect(distances.values[5] == nil && distances.cases.exclusionText == "1 with an answer missing")
    let synonyms = try PsychometricSynonyms(of: Panelist.scales, in: sample, critical: 0.5)
    #expect(synonyms.values.count == 9 && synonyms.context.parts.count == 6)
    let times = try ResponseTimes(of: Variable(\.seconds), items: 6, in: sample)
    #expect(times.flagged == [1] && times.context.subject == "seconds")
  }

  @Test func exclusionIsAskedForAndEndsUpInTheLedgerAndBesideTheFullResult() throws {
    let sample = try sample.get()
    let screen = try CarelessnessScreen([
      LongString(of: Panelist.scales, in: sample),
      IntraindividualVariability(of: Panelist.scales, in: sample, flagging: .atMost(0)),
      ResponseTimes(of: Variable(\.seconds), items: 6, in: sample),
    ])
    #expect(screen.flagCounts[1] == 3)
    let rest = try sample.excluding(screen, flaggedByAtLeast: 2)
    #expect(rest.count == 8 && sample.count == 9)
    #expect(rest.cases.exclusionText == "1 flagged by at least 2 of 3 screening indices")
    let effect = try ExclusionEffect(rest, against: sample) { sample throws(InputError) in
      try WelchTest(of: Panelist.scales[0], by: \.arm, in: sample)
    }
    #expect(effect.allCases.used == 9 && effect.remainingCases.used == 8)
    #expect(effect.cases.exclusionText == "1 flagged by at least 2 of 3 screening indices")
    #expect(effect.lines[0].change > 0)
    try checkFinding {
      try ExclusionEffect(rest, against: sample) { sample throws(InputError) in
        try WelchTest(of: Panelist.scales[0], by: \.arm, in: sample)
      }
    }
  }

  @Test func refusesAScreenOfOtherRespondents() throws {
    let sample = try sample.get()
    let screen = try CarelessnessScreen([LongString(of: Panelist.scales, in: sample)])
    let others = sample.excluding("slow") { ($0.seconds ?? 0) > 65 }
    expectRefusal(.definition) { try others.excluding(screen, flaggedByAtLeast: 1) }
    for count in [0, -1, Int.min] {
      expectRefusal(.outOfRange) { try sample.excluding(screen, flaggedByAtLeast: count) }
    }
    #expect(try sample.excluding(screen, flaggedByAtLeast: .max).count == 9)
    let times: [any ScreeningIndex] = [try ResponseTimes(Array(repeating: 1, count: 9), items: 1)]
    expectRefusal(.definition) { try sample.excluding(CarelessnessScreen(times), flaggedByAtLeast: 1) }
  }

  @Test func scalesWithFaultsAreRefused() throws {
    let empty = Scale<Panelist>("empty") {}
    expectRefusal(.definition) { try LongString(of: [empty], in: sample.get()) }
    expectRefusal(.tooFew) { try LongString(of: [Scale<Panelist>](), in: sample.get()) }
  }
}
