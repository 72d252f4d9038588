import SurveyStatistics
import SurveyTestSupport
import Testing

@Suite struct ReadmeTests {
  @Test func exampleCompilesAndPrintsWhatTheReadmeShows() throws {
    try checkPage("README.md") { print in
      // page
      enum Agreement: Int, ResponseFormat { case no = 1, ratherNo, neutral, ratherYes, yes }
      enum Status: String, Factor { case participant, nonParticipant }

      struct Client: Respondent {  // one completed questionnaire
        var id = ""
        var status: Status?
        var trusted: Agreement?
        var careful: Agreement?
        var helpful: Agreement?

        static let questionnaire = Questionnaire<Client>(missing: ["", "NA"]) {
          Field("id", \.id)
          Field("status", \.status)
          Field("gt1", \.trusted, "Most people can be trusted")
          Field("gt2", \.careful, "You can't be too careful in dealing with people")
          Field("gt3", \.helpful, "Most people try to be helpful")
        }
        static let trust = Scale<Client>("Generalized trust", missing: .atLeast(2)) {
          Item(\.trusted)
          Item(\.careful, keyed: .negative)
          Item(\.helpful)
        }
      }

      let sample = try Sample<Client>(  // or contentsOf: path
        csv: """
          id,status,gt1,gt2,gt3
          1,participant,4,2,4
          2,participant,5,2,4
          3,participant,3,NA,4
          4,nonParticipant,2,4,3
          5,nonParticipant,1,5,2
          6,nonParticipant,NA,4,NA
          """)
      print(try CronbachAlpha(of: Client.trust, in: sample))
      print(try WelchTest(of: Client.trust, by: \.status, in: sample))
      // end
    }
  }
}
