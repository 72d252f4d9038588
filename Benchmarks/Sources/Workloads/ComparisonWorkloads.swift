import SurveyStatistics

func comparisonWorkloads(_ harness: Harness) throws {
  for (id, file) in [("exact-mw", "scores_78"), ("exact-mw-large", "scores_390")] where harness.wants(id) {
    let (first, second) = try groups(harness, file)
    try harness.bench(id, runs: 21) { try MannWhitneyTest(first, against: second).pValue }
  }
  if harness.wants("bca") {
    let (first, second) = try groups(harness, "scores_78")
    try harness.bench("bca") {
      try HedgesG(first, against: second, bootstrap: .bca(resamples: 10_000)).g.interval?.lower ?? .nan
    }
  }
  if harness.wants("permutation") {
    let (first, second) = try groups(harness, "scores_78")
    try harness.bench("permutation") {
      try PermutationTest(
        first, against: second, statistic: .meanDifference,
        method: .monteCarlo(permutations: 100_000, seed: 1)
      ).pValue
    }
    try harness.bench("permutation-welch") {
      try PermutationTest(first, against: second, method: .monteCarlo(permutations: 100_000, seed: 1)).pValue
    }
  }
}

private func groups(_ harness: Harness, _ file: String) throws -> ([Double], [Double]) {
  let data = try NumberFile("\(harness.folder)/\(file).csv")
  return (
    data.values("score", where: "participant", is: 1), data.values("score", where: "participant", is: 0)
  )
}
