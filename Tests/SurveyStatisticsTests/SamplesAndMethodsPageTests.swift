import SurveyStatistics
import SurveyTestSupport
import Testing

@Suite struct SamplesAndMethodsPageTests {
  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("Docs/Guide.docc/SamplesAndMethods.md") { print in
      // page
      enum Arm: String, Factor { case treated, control }
      enum Agreement: Int, ResponseFormat { case no = 1, ratherNo, neutral, ratherYes, yes }

      struct Visitor: Respondent {
        var id = ""
        var arm: Arm?
        var age: Double?
        var calm: Agreement?
        var tense: Agreement?

        static let questionnaire = Questionnaire<Visitor>(missing: ["", "NA"]) {
          Field("id", \.id)
          Field("arm", \.arm)
          Field("age", \.age, "Age in years", in: 16...110)
          Field("calm", \.calm)
          Field("tense", \.tense)
        }
        static let ease = Scale<Visitor>("Ease") {
          Item(\.calm)
          Item(\.tense, keyed: .negative)
        }
      }

      let before = try Sample<Visitor>(
        csv: """
          id,arm,age,calm,tense
          a,treated,31,3,3
          b,treated,45,2,4
          c,treated,28,4,3
          d,treated,52,3,4
          e,control,33,2,3
          f,control,47,3,3
          g,control,39,4,2
          h,control,NA,1,4
          """)
      let after = try Sample<Visitor>(
        csv: """
          id,arm,age,calm,tense
          a,treated,32,5,2
          b,treated,46,4,4
          c,treated,29,4,1
          d,treated,53,NA,2
          e,control,34,2,4
          f,control,48,3,2
          g,control,40,4,2
          """)

      print(try PairedTTest(of: Visitor.ease, in: Panel(["spring": before, "autumn": after])))
      print(
        try LinearRegression(of: Visitor.ease, in: before) {
          Predictor(\.age)
          Predictor(\.arm, baseline: .control)
        })
      print(try BalanceTable(by: \.arm, in: before) { Predictor(\.age) })
      // end
    }
  }
}
