import ArgumentParser
import SurveyStatistics

/// How a report is written.
public enum ReportFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
  case text
  case markdown
  case json

  /// The report in this format.
  public func render(_ report: Report) -> String {
    switch self {
    case .text: report.text
    case .markdown: report.markdown
    case .json: report.json
    }
  }
}

/// The options that all examples share.
public struct StudyOptions: ParsableArguments {
  @Option(help: "How the report is written. Numbers in json are not rounded.")
  public var format: ReportFormat = .text

  @Option(help: "The seed of everything that draws random numbers.")
  public var seed: UInt64 = 1

  public init() {}
}
