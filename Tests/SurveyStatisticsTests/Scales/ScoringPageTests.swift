import SurveyStatistics
import SurveyTestSupport
import Testing

@Suite struct ScoringPageTests {
  @Test func scoringPageShowsWhatItsCodePrints() throws {
    try checkPage("Docs/Guide.docc/Scoring.md") { print in
      // page
      enum Points: Int, ResponseFormat { case never = 0, seldom, often, always }
      enum Sex: String, Factor { case female, male }

      struct Person: Respondent {
        var id = ""
        var sex: Sex?
        var sad: Points?
        var tired: Points?
        var calm: Points?
        var tense: Points?

        static let questionnaire = Questionnaire<Person>(missing: [""]) {
          Field("id", \.id)
          Field("sex", \.sex)
          Field("sad", \.sad)
          Field("tired", \.tired)
          Field("calm", \.calm)
          Field("tense", \.tense)
        }

        // A sum with published bands; every item is needed.
        static let mood = Scale<Person>("Low mood", score: .sum) {
          Item(\.sad)
          Item(\.tired)
        }.banded([Band("little", 0...2), Band("some", 3...4), Band("much", 5...6)])

        // The second item also belongs to this scale, and counts half.
        static let strain = Scale<Person>("Strain", missing: .atMost(missing: 1)) {
          Item(\.tense)
          Item(\.calm, keyed: .negative)
          Item(\.tired, weight: 0.5)
        }

        // A score of scores, both on 0 to 100 first.
        static let burden = Scale<Person>("Burden", rescaling: .percentOfRange) {
          Item(mood)
          Item(strain)
        }

        // The distance from a norm of one's own sex.
        static let strainT = strain.standardized(
          "Strain (T)",
          against: [
            .female: Norm(mean: 1.4, standardDeviation: 0.6), .male: Norm(mean: 1.1, standardDeviation: 0.5),
          ], by: \.sex)
      }

      let people = try Sample<Person>(
        csv: """
          id,sex,sad,tired,calm,tense
          a,female,0,1,3,0
          b,female,2,3,1,2
          c,male,1,2,,2
          d,,3,3,0,3
          """)
      for scale in [Person.mood, Person.strain, Person.burden, Person.strainT] {
        let scores = try scale.scores(in: people)
        let texts = scores.values.map { $0.map { NumberStyle.decimals(2).text($0) } ?? "-" }
        let (used, all) = (scores.cases.used, scores.cases.entered)
        print("\(scale.name): \(texts.joined(separator: ", "))   \(used) of \(all) scored")
      }
      print(try Person.strainT.scores(in: people).cases.exclusionText)
      print(try Person.mood.bandedScores(in: people).report())
      // end
    }
  }

  @Test func readyInstrumentsPageShowsWhatItsCodePrints() throws {
    try checkPage("Docs/Guide.docc/ReadyInstruments.md") { print in
      // page
      // Only a data file: the codebook knows columns, answers, keys and bands.
      let codebook = try ReadyInstrument.gad7.codebook(idColumn: "visit")
      let visits = try Codebook.Responses(
        csv: """
          visit,gad7_1,gad7_2,gad7_3,gad7_4,gad7_5,gad7_6,gad7_7
          v1,1,0,1,1,0,1,0
          v2,2,2,3,1,1,2,1
          v3,3,3,3,2,2,NA,2
          """, codebook: codebook)
      print(try visits.bandedScores(of: "GAD-7").report())

      // Properties of one's own: the scale comes with keys and range.
      struct Reader: Respondent {
        var id = ""
        var trusted: Rating<Line>?
        var fair: Rating<Line>?
        var helpful: Rating<Line>?

        enum Line: ContinuousRange { static let range = 0.0...10.0 }
        static let questionnaire = Questionnaire<Reader> {
          Field("id", \.id)
          Field("trusted", \.trusted)
          Field("fair", \.fair)
          Field("helpful", \.helpful)
        }
        static let trust = ReadyInstrument.socialTrust.scale(missing: .atLeast(2)) {
          Item(\Reader.trusted)
          Item(\Reader.fair)
          Item(\Reader.helpful)
        }
      }
      let reader = Reader(id: "1", trusted: Rating(6), fair: Rating(7), helpful: nil)
      print(try Reader.trust.observe(reader))
      // end
    }
  }
}
