import Testing

/// Every example explains itself.
@Suite struct HelpTests {
  @Test(arguments: [
    ("SelectionBiasStudy", ["--data <file>", "--columns", "--format <format>", "--seed <seed>"]),
    ("LongitudinalStudy", ["--data <file>", "--interviews <file>", "--real", "--columns", "--seed <seed>"]),
    ("JobTrainingStudy", ["--data <file>", "--columns", "--format <format>", "--seed <seed>"]),
    (
      "ReliabilityCheck",
      ["--data <file>", "--items <names>", "--reverse <names>", "--range <range>", "--missing <codes>"]
    ),
  ])
  func helpNamesTheOptionsAndGivesExamples(_ name: String, _ options: [String]) throws {
    let outcome = try Command.run(name, ["--help"])
    #expect(outcome.status == 0)
    for part in options + ["EXAMPLES", "./Examples/run \(name)", "exit code is 1"] {
      #expect(outcome.output.contains(part), "\(part)")
    }
  }

  @Test func anUnknownOptionIsAUsageError() throws {
    let outcome = try Command.run("SelectionBiasStudy", ["--datum", "own.csv"])
    #expect(outcome.status == 64)
    #expect(outcome.error.contains("Unknown option '--datum'"))
  }
}
