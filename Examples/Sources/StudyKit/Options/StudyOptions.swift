import ArgumentParser
import SurveyStatistics

/// How a report is written.
package enum ReportFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
  case text
  case markdown
  case json

  /// The report in this format.
  package func render(_ report: Report) -> String {
    switch self {
    case .text: report.text
    case .markdown: report.markdown
    case .json: report.json
    }
  }
}

/// The options that all examples share.
package struct StudyOptions: ParsableArguments {
  @Option(help: "How the report is written. Numbers in json are not rounded.")
  package var format: ReportFormat = .text

  @Option(help: "The seed of everything that draws random numbers.")
  package var seed: UInt64 = 1

  package init() {}

  /// Prints a report in the format that was asked for.
  package func show(_ report: Report) { print(format.render(report)) }
}
