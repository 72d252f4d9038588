import SurveyVocabulary

/// Two groups of clustered cases that are compared by their means.
struct ClusteredGroups {
  let moments: GroupMoments
  let sums: ClusteredDifference
  let first: [Double]
  let second: [Double]
  let codes: ClusterCodes

  /// - Throws: `InputError` if a group has fewer than two clusters, holds a value that is not finite, or has
  ///   not one cluster for each value.
  init<Label: Hashable>(
    _ group: some Collection<Double>, _ clusters: some Collection<Label>,
    _ baseline: some Collection<Double>, _ baselineClusters: some Collection<Label>
  ) throws(InputError) {
    first = try finiteValues(group, "group", atLeast: 2)
    second = try finiteValues(baseline, "baseline", atLeast: 2)
    codes = try ClusterCodes(
      [Array(clusters), Array(baselineClusters)], sizes: [first.count, second.count],
      names: [("group", "clusters of group"), ("baseline", "clusters of baseline")])
    sums = ClusteredDifference(
      first: try ClusterSums(first, codes.codes[0], clusters: codes.count),
      second: try ClusterSums(second, codes.codes[1], clusters: codes.count))
    for (name, sums) in [("group", sums.first), ("baseline", sums.second)] {
      guard sums.clusterCount >= 2 else {
        throw InputError(
          .tooFew, name, "1 cluster found, at least 2 needed",
          remedy: "with a single cluster nothing says how much clusters differ")
      }
    }
    moments = try GroupMoments(sums.first.moments, sums.second.moments)
  }

  /// The divided difference, refused where neither the cases nor the clusters vary.
  func statistic(standardError: Double) throws(InputError) -> Double {
    if standardError == 0, moments.pooledStandardDeviation > 1e-140 {
      throw InputError(
        .constant, "clusters", "they do not vary",
        remedy: "there is no error between clusters to judge the difference by")
    }
    return try moments.statistic(standardError: standardError)
  }
}
