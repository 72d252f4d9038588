import ArgumentParser
import StudyKit
import SurveyStatistics

@main
struct ReliabilityCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ReliabilityCheck",
    abstract: "Reports the reliability of the items of any CSV file, by several coefficients, and the items.",
    usage: """
      ReliabilityCheck
      ReliabilityCheck --data FILE --items A1,A2,A3 --range 1-6 [--reverse A1] [--missing 9]
      """,
    discussion: """
      Without --data and --items it reports the five scales of the 25-item personality questionnaire that \
      comes along, keyed as published. Cases with a missing item are left out and counted. Columns of the \
      file that are not items are not read, and named.

      EXAMPLES
        ./Examples/run ReliabilityCheck
        ./Examples/run ReliabilityCheck --data own.csv --items q1,q2,q3,q4 --reverse q2 --range 1-5
        ./Examples/run ReliabilityCheck --data own.csv --items q1,q2,q3 --range 0-10 --missing 99 --format json

      The exit code is 1, with every fault of the file, if the data cannot be used.
      """)

  @Option(help: ArgumentHelp("A data file (CSV, names of the columns in the first line).", valueName: "file"))
  var data: String?

  @Option(help: ArgumentHelp("The items, commas between them.", valueName: "names"))
  var items: String?

  @Option(help: ArgumentHelp("Those of the items that count the other way.", valueName: "names"))
  var reverse: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The lowest and the highest answer, such as 1-6; with decimals (0.0-10.0) any number between them.",
      valueName: "range"))
  var range: String?

  @Option(
    help: ArgumentHelp(
      "Cells that mean a missing answer, commas between them, besides the empty cell and NA.",
      valueName: "codes"))
  var missing: String?

  @Option(help: ArgumentHelp("The name of the scale, for print.", valueName: "name"))
  var name: String?

  @OptionGroup var options: StudyOptions

  func validate() throws {
    if items == nil, data != nil || reverse != nil || range != nil || missing != nil {
      throw ValidationError("name the items: --items A1,A2,A3")
    }
    if items != nil, range == nil {
      throw ValidationError("give the lowest and the highest answer of the items: --range 1-6")
    }
  }

  func run() throws {
    let path = data ?? DataFolder.file("bfi240.csv")
    let selections = try selections()
    let codes = ["", "NA"] + ItemSelection.names(missing ?? "").filter { $0 != "NA" }
    let codebook = ReliabilityReport.codebook(selections, missing: codes)
    let responses = try Codebook.Responses(contentsOf: path, codebook: codebook, otherColumns: .ignore)
    options.show(try report(selections, responses).report)
  }

  private func selections() throws(InputError) -> [ItemSelection] {
    guard let items, let range else { return try PersonalityItems.scales() }
    return [
      try ItemSelection(
        name, items: ItemSelection.names(items), reversed: ItemSelection.names(reverse ?? ""), range: range)
    ]
  }

  private func report(
    _ selections: [ItemSelection], _ responses: Codebook.Responses
  ) throws(InputError) -> ReliabilityReport {
    guard items == nil else {
      return try ReliabilityReport(
        "Reliability", introduction: [], selections, in: responses)
    }
    return try ReliabilityReport(
      "Five scales of personality: reliability",
      introduction: [
        "Answers of \(responses.count) people to 25 items, from 1 (very inaccurate) to 6 (very accurate), five "
          + "to a scale, keyed as published: A1, C4, C5, E1, E2, O2 and O5 are reversed.",
        "Real data: \(PersonalityItems.citation).",
      ],
      selections, in: responses)
  }
}
