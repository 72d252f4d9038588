import ArgumentParser
import StudyKit
import SurveyStatistics

@main
struct JobTrainingStudy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "JobTrainingStudy",
    abstract: "Compares trained with untrained men: naive and regression-adjusted differences in earnings.",
    discussion: """
      Without --data it analyses the National Supported Work data that come along (LaLonde 1986; Dehejia \
      & Wahba 1999). A file of your own needs the columns that --columns prints.

      EXAMPLES
        ./Examples/run JobTrainingStudy
        ./Examples/run JobTrainingStudy --format json
        ./Examples/run JobTrainingStudy --data own.csv --format markdown > report.md

      The exit code is 1, with every fault of the file, if the data cannot be used.
      """)

  @Option(help: ArgumentHelp("A data file (CSV).", valueName: "file"))
  var data: String?

  @Flag(help: "Print the columns that a data file needs, and stop.")
  var columns = false

  @OptionGroup var options: StudyOptions

  func run() throws {
    if columns {
      return options.show(columnGuide(Trainee.questionnaire, "The columns of a file for JobTrainingStudy"))
    }
    let path = data ?? DataFolder.file("lalonde.csv")
    let study = try JobTraining(readSample(path))
    options.show(try study.report(isOwnFile: data != nil))
  }
}
