import SurveyFiles

enum News: String, Factor { case paper, radio, television, internet }
enum Contract: String, Factor { case permanent, temporary }
enum Percent: SteppedRange {
  static let range = 0.0...100.0
  static let step = 5.0
}

/// A questionnaire whose questions are not all shown to everyone.
struct Worker: Respondent, Hashable {
  var id = ""
  var isEmployed: YesNo?
  var contract = Answer<Contract>.absent(.notShown)
  var hours: Double?
  var ease = Answer<Agreement>.absent(.notShown)
  var pace = Answer<Agreement>.absent(.notShown)
  var pride = Answer<Agreement>.absent(.notShown)
  var news = Answer<MultipleChoice<News>>.absent(.notShown)
  var confidence: Slider<Percent>?
  var remark: String?

  static let questionnaire = Questionnaire<Worker>(missing: ["", "NA"]) {
    Field("id", \.id)
    Field("employed", \.isEmployed, "Are you employed?").translated([.dutch: "Hebt u werk?"])
    Field("contract", \.contract, absent: ["8": .refused]).shown(when: \.isEmployed, is: .yes)
    Field("hours", \.hours, "Hours a week", in: 0...80).shown(when: \.isEmployed, is: .yes)
    Field("ease", \.ease, absent: ["8": .refused, "9": .notApplicable, "7": .notShown, "6": .lost])
      .shown(when: \.hours, atLeast: 8)
    Field("pace", \.pace, absent: ["8": .refused]).shown(when: \.isEmployed, is: .yes)
    Field("pride", \.pride, absent: ["7": .notShown])
    Field("news", \.news, none: "nowhere", absent: ["x": .refused])
    Field("conf", \.confidence).shown(when: \.news, includes: .radio)
    Field("remark", \.remark).shown(whenAnswered: \.pride).tolerant()
  }

  static let work = Scale<Worker>("Work", missing: .atLeast(2)) {
    Item(\.ease)
    Item(\.pace, keyed: .negative)
    Item(\.pride)
  }

  /// Workers whose answers follow the conditions, the same for a seed.
  static func random(_ count: Int, seed: UInt64) -> [Worker] {
    var random = Randomness(seed: seed)
    func draw<Value>(_ values: [Value], _ other: Value) -> Value {
      values.randomElement(using: &random) ?? other
    }
    func answer(_ absences: [AbsenceReason]) -> Answer<Agreement> {
      draw(Agreement.allCases.map(Answer.given) + absences.map(Answer.absent), .absent(.skipped))
    }
    return (0..<count).map { row in
      var worker = Worker(id: "w\(row)")
      worker.isEmployed = draw([.yes, .yes, .no, nil], nil)
      if worker.isEmployed == .yes {
        worker.contract = draw(
          [.given(.permanent), .given(.temporary), .absent(.refused), .absent(.skipped)], .absent(.lost))
        worker.hours = draw([nil, 4, 8, 36.5], nil)
        worker.pace = answer([.skipped, .refused])
      }
      if let hours = worker.hours, hours >= 8 {
        worker.ease = answer([.skipped, .refused, .notApplicable, .notShown, .lost])
      }
      worker.pride = answer([.skipped, .notShown])
      let news = News.allCases.filter { _ in Bool.random(using: &random) }
      worker.news = draw(
        [.given(MultipleChoice(news)), .given([]), .absent(.refused), .absent(.skipped)], .absent(.lost))
      if worker.news.value?.contains(.radio) == true { worker.confidence = Slider(draw([0, 35, 100, 3], 0)) }
      if worker.pride.value != nil { worker.remark = draw(["a;b", nil], nil) }
      return worker
    }
  }
}
