import SurveyStatistics

func reliabilityWorkloads(_ harness: Harness) throws {
  try alphaWorkload(harness)
  try alphaBootstrapWorkload(harness)
  try polychoricWorkload(harness)
}

private func alphaWorkload(_ harness: Harness) throws {
  guard harness.wants("alpha") else { return }
  let data = try NumberFile("\(harness.folder)/likert_large.csv")
  let items = data.names.map { data[$0] }
  try harness.bench("alpha") { try CronbachAlpha(items, names: data.names).alpha.value }
}

private func alphaBootstrapWorkload(_ harness: Harness) throws {
  guard harness.wants("alpha-boot") else { return }
  let data = try NumberFile("\(harness.folder)/items_78.csv")
  let items = data.names.map { data[$0] }
  try harness.bench("alpha-boot") {
    try CronbachAlpha(items, interval: .bootstrap(.percentile(resamples: 2_000))).alpha.interval?.lower
      ?? .nan
  }
}

private func polychoricWorkload(_ harness: Harness) throws {
  guard harness.wants("polychoric") else { return }
  let data = try NumberFile("\(harness.folder)/likert_2000.csv")
  let items = data.names.map { data[$0] }
  try harness.bench("polychoric") { try PolychoricMatrix(items, names: data.names)[0, 1] }
}
