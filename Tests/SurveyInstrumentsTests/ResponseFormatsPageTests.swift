import SurveyInstruments
import SurveyTestSupport
import Testing

@Suite struct ResponseFormatsPageTests {
  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("Docs/Guide.docc/ResponseFormats.md") { print in
      // page
      enum Agreement: Int, ResponseFormat {
        case disagree = 1, neither, agree
        var translations: [Language: String] {
          switch self {
          case .disagree: [.dutch: "oneens"]
          case .neither: [.dutch: "geen van beide"]
          case .agree: [.dutch: "eens"]
          }
        }
      }
      enum Satisfaction: WholeRange {
        static let range = 0...10
        static let labels = [0: "not at all", 10: "completely"]
      }
      enum Percent: SteppedRange {
        static let range = 0.0...100.0
        static let step = 5.0
      }
      enum Contract: String, Factor {
        case permanent = "1"
        case temporary = "2"
        case none = "3"
      }
      enum News: String, Factor { case paper, radio, television, internet }

      struct Worker: Respondent {
        var id = ""
        var contract = Answer<Contract>.absent(.notShown)
        var isContent: Agreement?
        var satisfaction: Likert<Satisfaction>?
        var control: Likert<SevenPoints>?
        var confidence: Slider<Percent>?
        var pain: VisualAnalogue?
        var income = Answer<Double>.absent(.notShown)
        var news = Answer<MultipleChoice<News>>.absent(.notShown)

        static let questionnaire = Questionnaire<Worker> {
          Field("id", \.id)
          Field("contract", \.contract, "Which contract?")
          Field("content", \.isContent, "I like my work").translated([.dutch: "Ik vind mijn werk leuk"])
          Field("sat", \.satisfaction, "How satisfied are you?")
          Field("control", \.control)
          Field("conf", \.confidence)
          Field("pain", \.pain)
          Field("income", \.income, in: 0...1_000_000, absent: ["-8": .refused])
          Field("news", \.news, "Where do you get the news?", none: "nowhere")
        }
      }

      let columns = Worker.questionnaire.columns
      for column in columns.dropFirst() { print("\(column.name): \(column.kind.allowed)") }
      print(columns.compactMap { column in column.midpoint.map { "\(column.name) \($0)" } })
      print(columns.filter(\.kind.isOrdered).map(\.name))
      print(Agreement.agree.label(in: .dutch) ?? "not in Dutch")
      print(Agreement.agree.label(in: .german) ?? "not in German")
      print(Agreement.agree.label(inFirstOf: [.german, .dutch]))

      let sample = try Sample([
        Worker(id: "a", income: .given(30_000), news: .given([.internet, .paper])),
        Worker(id: "b", income: .absent(.refused), news: .given([])),
        Worker(id: "c", news: .absent(.skipped)),
      ])
      print(try sample.choices(of: \.news).labels)
      print(try sample.choices(of: \.news).cases.exclusionText)
      print(try sample.values(of: Variable(\.income)).cases.exclusionText)
      // end
    }
  }
}
