import SurveyFiles
import SurveyTestSupport
import Testing

@Suite struct FilesPageTests {
  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("Docs/Guide.docc/Files.md") { print in
      // page
      enum Agreement: Int, ResponseFormat {
        case stronglyDisagree = 1, disagree, neutral, agree, stronglyAgree
      }

      struct Client: Respondent {
        var id = ""
        var age: Double?
        var trust = Answer<Agreement>.absent(.notShown)

        static let questionnaire = Questionnaire<Client>(missing: ["", "NA"]) {
          Field("id", \.id)
          Field("age", \.age, "Age in years", in: 16...110)
          Field("trust", \.trust, "Most people can be trusted", absent: ["8": .refused, "9": .notShown])
        }
      }

      do throws(FileError) {
        _ = try Sample<Client>(
          csv: """
            id,age,trust
            a,34,4
            b,thirty,5
            c,29,6
            a,51, 2
            d,40
            """)
      } catch {
        print(error)
      }
      let survey = try Sample<Client>(csv: "trust,id,age\n4,a,34\n8,b,NA\n")
      print(survey.map { $0.trust.value?.label ?? $0.trust.absence?.words ?? "" })
      print(try survey.csv())
      // end
    }
  }
}
