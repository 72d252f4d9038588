import StudyKit
import SurveyStatistics
import Testing

/// A file made from what `--columns` prints works at the first try.
@Suite struct OwnFileTests {
  @Test func aFileMadeFromTheColumnsWorks() throws {
    let outcome = try Command.run(
      "SelectionBiasStudy", data: Self.file(Applicant.questionnaire, respondents: 24))
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.contains("participants = 12   non-participants = 12"))
  }

  @Test func theColumnsGiveAFirstLineToCopy() throws {
    let guide = try Command.run("SelectionBiasStudy", ["--columns"]).output
    let header = Self.file(Applicant.questionnaire, respondents: 1).prefix { $0 != "\n" }
    #expect(guide.contains("\n\(header)\n"))
  }

  /// Respondents who go through the allowed values and codes of each column.
  static func file<R: Respondent>(_ questionnaire: Questionnaire<R>, respondents: Int) -> String {
    let columns = questionnaire.columns
    var lines = [columns.map(\.name).joined(separator: ",")]
    for row in 1...respondents {
      let cells = columns.enumerated().map { place, column -> String in
        // Steps of different length, so that columns do not run in parallel.
        let step = row * (place % 3 + 1) + place + row / 5
        switch column.kind {
        case .text: return column.isRequired ? "P\(row)" : "group \(row % 5)"
        case .number(let minimum, let maximum):
          return step % 11 == 0
            ? "" : String((minimum ?? 0) + Double(step % 7) * ((maximum ?? 7) - (minimum ?? 0)) / 7)
        case .factor(let options, _): return options[row % options.count].name
        case .answers(let levels):
          if step % 13 == 0 { return column.absence[row % column.absence.count].code }
          return String(levels[step % levels.count].value)
        case .whole, .rating, .slider, .choices: return "1"
        }
      }
      lines.append(cells.joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
