import SurveyInstruments

enum School: String, Factor {
  case primary, secondary, higher
  static let isOrdered = true
  var translations: [Language: String] {
    switch self {
    case .primary: [.dutch: "basisschool"]
    case .secondary: [.dutch: "middelbaar"]
    case .higher: [.dutch: "hoger"]
    }
  }
}

enum Contract: String, Factor {
  case none = "0"
  case permanent = "1"
  case temporary = "2"
  var label: String { "\(["no", "permanent", "temporary"][Int(rawValue) ?? 0]) contract" }
}

enum News: String, Factor { case paper, radio, television, internet }

enum Percent: SteppedRange {
  static let range = 0.0...100.0
  static let step = 5.0
}

enum Satisfaction: WholeRange {
  static let range = 0...10
  static let labels = [0: "not at all", 10: "completely"]
  static let translations = [0: [Language.dutch: "helemaal niet"], 10: [.dutch: "helemaal"]]
}

/// Ease at work, with a fourth answer that is beside the order of the others.
enum Ease: Int, ResponseFormat {
  case hard = 1, neither, easy
  static let midpoint: Double? = nil
}

/// A questionnaire with every format, absence of every kind, and questions that are not shown to everyone.
struct Worker: Respondent, Hashable {
  var id = ""
  var school: School?
  var contract = Answer<Contract>.absent(.notShown)
  var isEmployed: YesNo?
  var hours: Double?
  var ease = Answer<Ease>.absent(.notShown)
  var satisfaction: Likert<Satisfaction>?
  var income = Answer<Double>.absent(.notShown)
  var children = Answer<Int>.absent(.notShown)
  var news = Answer<MultipleChoice<News>>.absent(.notShown)
  var channel: Agreement?
  var confidence: Slider<Percent>?
  var pain: VisualAnalogue?
  var remark = Answer<String>.absent(.notShown)

  static let questionnaire = Questionnaire<Worker>(missing: ["", "NA"]) {
    Field("id", \.id)
    Field("school", \.school, "Highest school").translated([.dutch: "Hoogste opleiding"])
    Field("contract", \.contract, "Contract", absent: ["8": .refused, "9": .notApplicable])
    Field("employed", \.isEmployed, "Are you employed?").translated([.dutch: "Hebt u werk?"])
    Field("hours", \.hours, "Hours a week", in: 0...80).shown(when: \.isEmployed, is: .yes)
    Field("ease", \.ease, "How easy is it?", absent: ["8": .refused, "7": .notApplicable])
      .shown(when: \.isEmployed, is: .yes)
    Field("sat", \.satisfaction, "Satisfied with work?")
      .shown(when: \.isEmployed, is: .yes).shown(when: \.hours, atLeast: 8)
    Field("income", \.income, in: 0...1e6, absent: ["-8": .refused])
    Field("children", \.children, in: 0...20, absent: ["-8": .refused])
    Field("news", \.news, "Where do you get the news?", none: "nowhere", absent: ["x": .refused])
    Field("channel", \.channel).shown(when: \.news, includes: .television)
    Field("conf", \.confidence).shown(when: \.contract, isOneOf: [.permanent, .temporary])
    Field("pain", \.pain).shown(whenAnswered: \.children).tolerant()
    Field("remark", \.remark, absent: ["-8": .refused])
  }

  static let work = Scale<Worker>("Work", missing: .atLeast(2), rescaling: .percentOfRange) {
    Item(\.ease, keyed: .negative)
    Item(\.satisfaction)
    Item(\.channel)
  }
}
