import SurveyStatistics

func fileWorkloads(_ harness: Harness) throws {
  guard harness.wants("csv") else { return }
  let names = (1...25).map { "i\($0)" }
  let answers = try ColumnKind.answers(1...5)
  let codebook = Codebook(
    "Benchmark", missing: ["", "NA"], columns: names.map { ColumnDescription($0, answers) })
  try harness.bench("csv") {
    let responses = try Codebook.Responses(
      contentsOf: "\(harness.folder)/likert_large.csv", codebook: codebook)
    return try responses.values(of: "i1").present.reduce(0, +)
  }
}
