import ArgumentParser
import StudyKit
import SurveyStatistics

@main
struct LongitudinalStudy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "LongitudinalStudy",
    abstract: "Analyses two waves of the same participants: attrition, change, change against change.",
    usage: """
      LongitudinalStudy [--interviews FILE]
      LongitudinalStudy --data WAVE0 WAVE1 [--interviews FILE]
      LongitudinalStudy --real
      """,
    discussion: """
      Reads two waves of a questionnaire and reports on cases and attrition, reliability, change, change \
      against change, what this number of pairs can show, and the claims of Fledderus (2015). Without \
      --data it uses synthetic data that come with the package and says so. The same person has the same \
      id in both files. Claims that rest on interviews are not tested unless interviews coded by two \
      people are given.

      EXAMPLES
        ./Examples/run LongitudinalStudy
        ./Examples/run LongitudinalStudy --columns
        ./Examples/run LongitudinalStudy --data start.csv later.csv > report.txt
        ./Examples/run LongitudinalStudy --interviews Examples/Data/interviews.csv
        ./Examples/run LongitudinalStudy --real --format json

      The exit code is 1, with every fault of the file, if the data cannot be used.
      """)

  @Option(
    parsing: .upToNextOption, help: ArgumentHelp("The two waves (CSV), the earlier first.", valueName: "file")
  )
  var data: [String] = []

  @Option(help: ArgumentHelp("Coded interviews (CSV).", valueName: "file"))
  var interviews: String?

  @Flag(help: "Report on real data instead: political democracy in 75 countries, 1960 and 1965.")
  var real = false

  @Flag(help: "Print the columns that the files need, and stop.")
  var columns = false

  @OptionGroup var options: StudyOptions

  func validate() throws {
    guard data.isEmpty || data.count == 2 else {
      throw ValidationError("--data needs two files, the earlier wave first; \(data.count) given")
    }
    if real, !data.isEmpty || interviews != nil {
      throw ValidationError("--real has its own data; leave out --data and --interviews")
    }
  }

  func run() throws {
    if columns { return options.show(columnReport) }
    if real { return options.show(try countries()) }
    let files =
      data.isEmpty ? ["longitudinal_wave0.csv", "longitudinal_wave1.csv"].map(DataFolder.file) : data
    let study = try LongitudinalReport(
      readSample(files[0]), readSample(files[1]), interviews: interviews.map { try readSample($0) })
    options.show(try study.report())
  }

  private func countries() throws -> Report {
    let path = DataFolder.file("political_democracy.csv")
    return try CountryReport(
      Sample<CountryRecord>(contentsOf: path, otherColumns: .ignore)
    ).report()
  }

  private var columnReport: Report {
    Report(
      "Columns of the study over time",
      sections: [
        columnGuide(Participant.questionnaire, "Each of the two waves (--data WAVE0 WAVE1)"),
        columnGuide(Interview.questionnaire, "Coded interviews (--interviews FILE)"),
      ])
  }
}
