import SurveyVocabulary

extension BootstrapEstimate {
  /// Resamples a statistic by several workers at once, with the same finding as by one.
  ///
  /// It is meant for statistics that take long. The resamples come in sixteen parts, so that more than sixteen
  /// workers have nothing to do.
  ///
  /// - Parameters:
  ///   - cases: The cases, of any type.
  ///   - plan: How the limits are found, from how many resamples and which seed.
  ///   - strata: The stratum of each case.
  ///   - clusters: The cluster of each case.
  ///   - standardError: The standard error of the statistic for a resample, for studentized limits.
  ///   - nested: The resamples of each resample that give its standard error.
  ///   - workers: The number of tasks that share the resamples.
  ///   - confidence: The level of the interval.
  ///   - statistic: The statistic of a resample; `nil` where it does not exist.
  /// - Throws: `InputError` as without workers, or if there is none.
  public init<T: Sendable>(
    _ cases: some Collection<T>, plan: BootstrapPlan = .bca(), strata: [String]? = nil,
    clusters: [String]? = nil, standardError: (@Sendable ([T]) -> Double?)? = nil, nested: Int? = nil,
    workers: Int, confidence: Double = 0.95, statistic: @escaping @Sendable ([T]) -> Double?
  ) async throws(InputError) {
    try checkConfidence(confidence)
    guard workers >= 1 else {
      throw .outOfRange("workers", value: Double(workers), allowed: "a number of at least 1")
    }
    let cases = Array(cases)
    let units = try ResamplingUnits(cases: cases.count, strata: strata, clusters: clusters)
    let work = try StatisticResampling(
      cases, plan, units, nested: nested, hasFormula: standardError != nil)
    let value = try work.estimate(statistic)
    let count = min(workers, Bootstrap.parts)
    let parts = await withTaskGroup(of: [(Int, StatisticResampling<T>.Part)].self) { group in
      for worker in 0..<count {
        group.addTask {
          stride(from: worker, to: Bootstrap.parts, by: count).map {
            ($0, work.part($0, around: value, formula: standardError, statistic))
          }
        }
      }
      var all: [(Int, StatisticResampling<T>.Part)] = []
      for await some in group { all += some }
      return all.sorted { $0.0 < $1.0 }.map(\.1)
    }
    let found = try work.finding(
      parts, around: value, formula: standardError, confidence: confidence, statistic)
    self.init(value, found, work)
  }
}
