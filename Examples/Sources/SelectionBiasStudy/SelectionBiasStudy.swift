import ArgumentParser
import StudyKit
import SurveyStatistics

@main
struct SelectionBiasStudy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "SelectionBiasStudy",
    abstract: "Who takes part in co-production? Participants beside non-participants.",
    discussion: """
      Reads a questionnaire file and reports on cases, reliability, group comparisons, balance, \
      correlations, regressions, clustering, what groups of this size can show, and the claims of \
      Fledderus & Honingh (2016). Without --data it uses synthetic data that come with the package and \
      says so.

      EXAMPLES
        ./Examples/run SelectionBiasStudy
        ./Examples/run SelectionBiasStudy --columns
        ./Examples/run SelectionBiasStudy --data own.csv --format markdown > report.md
        ./Examples/run SelectionBiasStudy --data own.csv --format json --seed 7

      The exit code is 1, with every fault of the file, if the data cannot be used.
      """)

  @Option(
    help: ArgumentHelp("The questionnaire file, in CSV. Without it: the synthetic data.", valueName: "file"))
  var data: String?

  @Flag(help: "Print the columns that a file needs, with formats, allowed values and codes of absence.")
  var columns = false

  @OptionGroup var options: StudyOptions

  func run() throws {
    if columns {
      return options.show(
        columnGuide(Applicant.questionnaire, "The columns of a file for SelectionBiasStudy"))
    }
    let sample: Sample<Applicant> = try readSample(data ?? DataFolder.file("selection_bias.csv"))
    options.show(try SelectionStudy(sample, seed: options.seed).report)
  }
}
