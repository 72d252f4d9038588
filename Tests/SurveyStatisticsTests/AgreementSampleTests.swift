import SurveyStatistics
import SurveyTestSupport
import Testing

@Suite struct AgreementSampleTests {
  enum Topic: String, Factor { case work, money, health, other }
  enum Tone: Int, ResponseFormat { case negative = -1, neutral, positive }

  struct OpenAnswer: Respondent {
    var id = ""
    var firstTopic: Topic?
    var secondTopic: Topic?
    var firstTone = Answer<Tone>.absent(.notShown)
    var secondTone = Answer<Tone>.absent(.notShown)
    var machineTone: Tone?
    var humanTone: Tone?
    var early = Tone.neutral
    var late = Tone.neutral
    var undeclared: Tone?

    static let questionnaire = Questionnaire<OpenAnswer>(missing: ["", "NA"]) {
      Field("id", \.id)
      Field("topic_ann", \.firstTopic)
      Field("topic_bo", \.secondTopic)
      Field("tone_ann", \.firstTone)
      Field("tone_bo", \.secondTone)
      Field("tone_machine", \.machineTone)
      Field("tone_human", \.humanTone)
      Field("tone_early", \.early)
      Field("tone_late", \.late)
    }
  }

  static let topics: [(Topic?, Topic?)] = [
    (.work, .work), (.money, .work), (.health, .health), (nil, .money), (.work, .work), (.money, .money),
  ]
  static let tones: [(Tone?, Tone?)] = [
    (.negative, .negative), (.neutral, .positive), (.positive, .positive), (.neutral, nil),
    (.neutral, .neutral),
    (.negative, .neutral),
  ]

  static var sample: Sample<OpenAnswer> {
    get throws {
      try Sample(
        topics.indices.map { index in
          var answer = OpenAnswer(id: "\(index)")
          (answer.firstTopic, answer.secondTopic) = topics[index]
          (answer.machineTone, answer.humanTone) = tones[index]
          answer.firstTone = Answer(tones[index].0)
          answer.secondTone = tones[index].1.map(Answer.given) ?? .absent(.refused)
          answer.early = tones[index].0 ?? .neutral
          answer.late = tones[index].1 ?? .neutral
          return answer
        })
    }
  }

  @Test func levelsGiveWhatTheirWordsGive() throws {
    let table = try RatingTable(
      of: [\OpenAnswer.firstTopic, \.secondTopic], in: Self.sample, subject: "topic")
    let words = try RatingTable(
      units: Self.topics.map { [$0.0?.rawValue, $0.1?.rawValue] },
      categories: ["work", "money", "health", "other"], names: ["topic_ann", "topic_bo"])
    #expect(table.raters == words.raters && table.categories == words.categories)
    #expect(table.countsOfUnits == words.countsOfUnits && table.subject == "topic")
    let kappa = try CohensKappa(table)
    #expect(kappa.kappa == (try CohensKappa(words).kappa))
    #expect(kappa.report.title == "Cohen's kappa: topic, topic_ann with topic_bo")
    #expect(kappa.cases.exclusions == [.init("without a rating by every rater", count: 1)])
  }

  @Test func formatsGiveTheirScoresAndWords() throws {
    let optional = try RatingTable(of: [\OpenAnswer.machineTone, \.humanTone], in: Self.sample)
    let answers = try RatingTable(of: [\OpenAnswer.firstTone, \.secondTone], in: Self.sample)
    let plain = try RatingTable(of: [\OpenAnswer.early, \.late], in: Self.sample)
    let scores = try RatingTable(
      units: Self.tones.map { [$0.0?.rawValue, $0.1?.rawValue] }, categories: -1...1)
    #expect(optional.categories.map(\.value) == [-1, 0, 1])
    #expect(optional.categories.map(\.label) == ["negative", "neutral", "positive"])
    for table in [optional, answers] {
      #expect(table.countsOfUnits == scores.countsOfUnits)
      let alpha = try KrippendorffsAlpha(table, metric: .interval, bootstrap: nil)
      #expect(alpha.alpha == (try KrippendorffsAlpha(scores, metric: .interval, bootstrap: nil).alpha))
    }
    #expect(plain.ratingCount == 12 && plain.raters == ["tone_early", "tone_late"])
  }

  @Test func whatWasLeftOutBeforeStaysInTheLedger() throws {
    let some = try Self.sample.excluding("not an answer") { $0.id == "0" }
    let found = try GwetAC1(RatingTable(of: [\OpenAnswer.firstTopic, \.secondTopic], in: some))
    #expect(found.cases.entered == 6 && found.cases.used == 5)
    #expect(found.cases.exclusions == [.init("not an answer", count: 1)])
  }

  @Test func aPropertyWithoutAFieldIsNumbered() throws {
    let table = try RatingTable(of: [\OpenAnswer.undeclared, \.humanTone], in: Self.sample)
    #expect(table.raters == ["rater 1", "tone_human"])
  }

  @Test func refusesNoRaterAndNoUnit() throws {
    let none = [KeyPath<OpenAnswer, Topic?> & Sendable]()
    expectRefusal(.tooFew) { try RatingTable(of: none, in: Self.sample) }
    expectRefusal(.tooFew) {
      try RatingTable(of: [\OpenAnswer.firstTopic], in: Sample([OpenAnswer]()))
    }
    expectRefusal(.tooFew) {
      try PercentAgreement(RatingTable(of: [\OpenAnswer.firstTopic], in: Self.sample))
    }
  }
}
