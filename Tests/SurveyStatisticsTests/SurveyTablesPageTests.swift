import SurveyStatistics
import SurveyTestSupport
import Testing

@Suite struct SurveyTablesPageTests {
  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("Docs/Guide.docc/SurveyTables.md") { print in
      // page
      enum Region: String, Factor { case north, south }
      enum Service: String, Factor { case library, pool, park }
      enum Opinion: Int, ResponseFormat { case no = 1, ratherNo, ratherYes, yes }

      struct Resident: Respondent {
        var id = ""
        var region: Region?
        var weight: Double?
        var safe = Answer<Opinion>.absent(.notShown)
        var noisy: Opinion?
        var clean: Opinion?
        var library: Int?
        var pool: Int?
        var park: Int?

        static let questionnaire = Questionnaire<Resident>(missing: ["", "NA"]) {
          Field("id", \.id)
          Field("region", \.region)
          Field("weight", \.weight, "Weight by age and region")
          Field("safe", \.safe, "I feel safe in my street", absent: ["8": .refused])
          Field("noisy", \.noisy, "My street is noisy")
          Field("clean", \.clean, "My street is clean")
          Field("library", \.library)
          Field("pool", \.pool)
          Field("park", \.park)
        }
        static let quality = Scale<Resident>("Quality of the street") {
          Item(\.safe)
          Item(\.noisy, keyed: .negative)
          Item(\.clean)
        }
      }

      let survey = try Sample<Resident>(
        csv: """
          id,region,weight,safe,noisy,clean,library,pool,park
          a,north,1.2,4,1,4,1,0,1
          b,north,0.8,3,2,3,1,1,1
          c,south,1.0,8,4,1,0,0,0
          d,south,1.4,1,NA,2,0,1,1
          e,south,0.9,2,3,2,0,0,1
          f,south,1.1,4,1,3,NA,NA,NA
          g,north,0.7,2,3,3,1,0,0
          h,north,0.9,4,2,4,0,0,1
          i,south,1.3,1,4,2,0,1,1
          j,NA,1.0,3,2,3,1,0,1
          """)
      let services: [(label: String, variable: Variable<Resident>)] = [
        ("library", Variable(\.library)), ("swimming pool", Variable(\.pool)), ("park", Variable(\.park)),
      ]

      print(
        try FrequencyTable(
          of: Categorical(\.safe), by: Categorical(\.region), in: survey, weights: Variable(\.weight)))
      print(
        try CrossTable(
          of: Categorical(\.noisy), by: Categorical(\.region), in: survey, parts: [.columnPercent]))
      print(try MultipleResponseTable(of: TickedOptions("services used", options: services), in: survey))
      print(try BoxScores(of: Categorical(\.safe), boxes: .topTwo, in: survey, weights: Variable(\.weight)))
      print(try ItemStatistics(of: Resident.quality, in: survey))
      print(try InterItemCorrelations(of: Resident.quality, in: survey))
      // end
    }
  }
}
