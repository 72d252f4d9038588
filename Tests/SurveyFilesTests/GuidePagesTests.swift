import SurveyFiles
import SurveyTestSupport
import Testing

@Suite struct GuidePagesTests {
  @Test func conditionsPageShowsWhatItsCodePrints() throws {
    try checkPage("Docs/Guide.docc/Conditions.md") { print in
      // page
      enum Ease: Int, ResponseFormat { case hard = 1, neither, easy }

      struct Worker: Respondent {
        var id = ""
        var isEmployed: YesNo?
        var hours: Double?
        var home: Ease?
        var pace = Answer<Ease>.absent(.notShown)
        var tasks = Answer<Ease>.absent(.notShown)

        static let questionnaire = Questionnaire<Worker>(missing: ["", "NA"]) {
          Field("id", \.id)
          Field("employed", \.isEmployed, "Are you employed?")
          Field("hours", \.hours, "Hours a week", in: 0...80).shown(when: \.isEmployed, is: .yes)
          Field("home", \.home)
          Field("pace", \.pace, absent: ["8": .refused]).shown(when: \.hours, atLeast: 8)
          Field("tasks", \.tasks, absent: ["8": .refused]).shown(when: \.hours, atLeast: 8)
        }
        static let ease = Scale<Worker>("Ease", missing: .atLeast(1)) {
          Item(\.pace)
          Item(\.tasks)
        }
        static let comfort = Scale<Worker>("Comfort") {
          Item(\.home)
          Item(\.tasks)
        }
      }

      let sample = try Sample<Worker>(
        csv: """
          id,employed,hours,home,pace,tasks
          a,1,40,2,3,2
          b,1,4,3,,
          c,0,,1,,
          d,1,32,3,8,
          """)
      print(try sample.values(of: Variable(\.hours)).cases.exclusionText)
      print(try Worker.ease.scores(in: sample).cases.exclusionText)
      for rule in [MissingRule.none, .none.ofItemsShown] {
        let scores = try Worker.comfort.with(missing: rule).scores(in: sample)
        print("\(rule.words): \(scores.cases.used) scored, \(scores.cases.exclusionText)")
      }
      do throws(FileError) {
        _ = try Sample<Worker>(csv: "id,employed,hours,home,pace,tasks\na,0,12,3,,\nb,1,12,1,2,2\nc,,,1,8,\n")
      } catch {
        print(error)
      }
      // end
    }
  }

  @Test func codebookPageShowsWhatItsCodePrints() throws {
    try checkPage("Docs/Guide.docc/Codebooks.md") { print in
      // page
      let json = """
        { "title": "Trust", "idColumn": "id", "missing": ["", "NA"],
          "columns": [
            { "name": "id", "kind": { "holds": "text" }, "required": true },
            { "name": "visited", "kind": { "holds": "answers", "answers": [
                { "value": 0, "label": "no", "labels": { "nl": "nee" } },
                { "value": 1, "label": "yes", "labels": { "nl": "ja" } } ] } },
            { "name": "gt1", "wording": "Most people can be trusted",
              "kind": { "holds": "rating", "minimum": 0, "maximum": 10 },
              "absence": [{ "code": "-8", "reason": "refused" }] },
            { "name": "gt2", "wording": "You can't be too careful",
              "kind": { "holds": "rating", "minimum": 0, "maximum": 10 },
              "shown": [{ "when": "visited", "equals": 1 }] } ],
          "scales": [{ "name": "Trust", "items": ["gt1", { "column": "gt2", "keyed": "negative" }],
                       "missing": { "atLeast": 1 } }] }
        """
      let codebook = try Codebook(json: json)
      let responses = try Codebook.Responses(
        csv: "id,visited,gt1,gt2\na,1,8,2\nb,0,6,\nc,0,-8,\n", codebook: codebook)
      print(try responses.scores(of: "Trust").values)
      print(try codebook.dictionary)
      do throws(CodebookError) {
        _ = try Codebook(
          json: """
            { "title": "Trust", "columns": [{ "name": "gt1", "kind": { "holds": "rating", "minimum": "0" } }],
              "scales": [{ "name": "Trust", "item": ["gt1"] }] }
            """)
      } catch {
        print(error)
      }
      do throws(FileError) {
        _ = try Codebook(
          dictionary: "name,kind,minimum,maximum,options\ngt1,rating,0,,\nsex,factor,,,\nage,years,,,\n",
          title: "x")
      } catch {
        print(error)
      }
      // end
    }
  }
}
