import SurveyStatistics

func reliabilityWorkloads(_ harness: Harness) throws {
  guard harness.wants("alpha") else { return }
  let data = try NumberFile("\(harness.folder)/likert_large.csv")
  let items = data.names.map { data[$0] }
  try harness.bench("alpha") { try CronbachAlpha(items, names: data.names).alpha.value }
}
