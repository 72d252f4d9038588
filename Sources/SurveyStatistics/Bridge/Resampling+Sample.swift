import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Statistics of one's own over the respondents of a sample. Respondents without a stratum or a cluster, where these
// are asked for, are in the ledger.

extension BootstrapEstimate {
  /// Resamples the respondents of a sample.
  ///
  /// ```swift
  /// try BootstrapEstimate(of: survey, strata: \.region, clusters: \.workplace) { respondents in share(respondents) }
  /// ```
  ///
  /// - Parameters:
  ///   - sample: The respondents.
  ///   - plan: How the limits are found, from how many resamples and which seed.
  ///   - strata: The stratum of a respondent; `nil` where it is missing.
  ///   - clusters: The cluster of a respondent; `nil` where it is missing.
  ///   - confidence: The level of the interval.
  ///   - statistic: The statistic of respondents; `nil` where it does not exist.
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of sample: Sample<R>, plan: BootstrapPlan = .bca(), strata: ((R) -> String?)? = nil,
    clusters: ((R) -> String?)? = nil, confidence: Double = 0.95, statistic: ([R]) -> Double?
  ) throws(InputError) {
    let used = sample.having(strata, "without a stratum").having(clusters, "without a cluster")
    try self.init(
      used.respondents, plan: plan, strata: strata.map { label in used.map { label($0) ?? "" } },
      clusters: clusters.map { label in used.map { label($0) ?? "" } }, confidence: confidence,
      statistic: statistic)
    context.cases = used.cases
  }
}

extension JackknifeEstimate {
  /// Leaves each respondent of a sample, or each cluster of respondents, out of a statistic.
  ///
  /// - Parameters:
  ///   - sample: The respondents.
  ///   - clusters: The cluster of a respondent; `nil` where it is missing.
  ///   - confidence: The level of the interval.
  ///   - statistic: The statistic of respondents; `nil` where it does not exist.
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of sample: Sample<R>, clusters: ((R) -> String?)? = nil, confidence: Double = 0.95,
    statistic: ([R]) -> Double?
  ) throws(InputError) {
    let used = sample.having(clusters, "without a cluster")
    try self.init(
      used.respondents, clusters: clusters.map { label in used.map { label($0) ?? "" } },
      confidence: confidence, statistic: statistic)
    context.cases = used.cases
  }
}

extension Sample {
  /// The respondents who have a label, where labels are asked for.
  fileprivate func having(_ label: ((R) -> String?)?, _ reason: String) -> Sample {
    guard let label else { return self }
    return excluding(reason) { label($0) == nil }
  }
}
