import SurveyVocabulary

/// A statistic of one's own with bootstrap limits: any function of cases that gives a number.
///
/// ```swift
/// try BootstrapEstimate(incomes) { incomes in median(incomes) }
/// try BootstrapEstimate(respondents, clusters: workplaces) { sample in ratio(sample) }
/// ```
///
/// Cases are of any type: numbers, pairs, whole respondents, or row numbers of data kept elsewhere. They are
/// drawn with replacement, one by one or in whole clusters, from all or from each stratum by itself. The same
/// plan gives the same limits on every platform and for any number of workers.
///
/// Reference: Davison & Hinkley (1997), doi:10.1017/CBO9780511802843. The limits agree with R's `boot::boot.ci`
/// for the same values of the resamples.
public struct BootstrapEstimate: Finding {
  /// The method and the version of its definition.
  public static let methodID = "bootstrap-estimate/1"

  /// The statistic of all cases with its bootstrap standard error and limits.
  public let estimate: Estimate
  /// The limits, the bias and what could not be computed.
  public let bootstrap: BootstrapFinding
  /// The resamples of each resample behind studentized limits; `nil` where a formula gave the standard
  /// errors, and for other limits.
  public let nestedResamples: Int?
  /// The number of clusters that were drawn from; `nil` where cases were drawn.
  public let clusterCount: Int?
  /// The number of strata; `nil` where nothing was stratified.
  public let stratumCount: Int?
  /// The name of the statistic for print, and the cases.
  public var context: DataContext

  /// Resamples a statistic.
  ///
  /// - Parameters:
  ///   - cases: The cases, of any type.
  ///   - plan: How the limits are found, from how many resamples and which seed.
  ///   - strata: The stratum of each case; each stratum is resampled by itself and keeps its size.
  ///   - clusters: The cluster of each case; whole clusters are drawn, as many as there are.
  ///   - standardError: The standard error of the statistic for a resample, for studentized limits.
  ///   - nested: The resamples of each resample that give its standard error, for studentized limits in place
  ///     of `standardError`.
  ///   - confidence: The level of the interval.
  ///   - statistic: The statistic of a resample; `nil` where it does not exist. Cases of a cluster, and of a
  ///     stratum, stand side by side.
  /// - Throws: `InputError` if there are fewer than two cases or clusters, in all or in a stratum; a list has
  ///   another length than the cases; a cluster lies in two strata; the statistic does not exist for the data
  ///   or for too many resamples; or the limits of the plan do not exist.
  public init<T>(
    _ cases: some Collection<T>, plan: BootstrapPlan = .bca(), strata: [String]? = nil,
    clusters: [String]? = nil, standardError: (([T]) -> Double?)? = nil, nested: Int? = nil,
    confidence: Double = 0.95, statistic: ([T]) -> Double?
  ) throws(InputError) {
    try checkConfidence(confidence)
    let cases = Array(cases)
    let units = try ResamplingUnits(cases: cases.count, strata: strata, clusters: clusters)
    let work = try StatisticResampling(
      cases, plan, units, nested: nested, hasFormula: standardError != nil)
    let value = try work.estimate(statistic)
    let parts = (0..<Bootstrap.parts).map {
      work.part($0, around: value, formula: standardError, statistic)
    }
    let found = try work.finding(
      parts, around: value, formula: standardError, confidence: confidence, statistic)
    self.init(value, found, work)
  }

  init<T>(_ value: Double, _ found: BootstrapFinding, _ work: StatisticResampling<T>) {
    bootstrap = found
    estimate = found.estimate(value)
    nestedResamples = work.nested
    clusterCount = work.units.clusterCount
    stratumCount = work.units.stratumCount
    context = DataContext(parts: ["statistic"], cases: CaseLedger(all: work.cases.count))
  }
}

extension BootstrapEstimate {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    var facts: [Report.Fact] = [.init("bias", .number(bootstrap.bias))]
    facts.append(.init("standard error", .number(bootstrap.standardError)))
    if let clusterCount { facts.append(.init("clusters", .count(clusterCount))) }
    if let stratumCount { facts.append(.init("strata", .count(stratumCount))) }
    return Report(
      context.title("Bootstrap"),
      method: .init(
        Self.methodID, options: options, seed: bootstrap.plan.seed,
        citation: Citation(
          "Davison & Hinkley", 1997, "Bootstrap methods and their application",
          doi: "10.1017/CBO9780511802843")),
      rows: [.init(context.part(0), estimate)], facts: facts, cases: context.cases,
      warnings: bootstrap.warnings)
  }

  private var options: [Report.Fact] {
    var options = bootstrap.options
    options.append(
      .init(
        "drawn",
        .text((clusterCount == nil ? "cases" : "clusters") + (stratumCount == nil ? "" : " within strata"))))
    if bootstrap.plan.interval == .studentized {
      options.append(
        .init(
          "standard errors",
          .text(nestedResamples.map { "\(DecimalText.grouped($0)) nested resamples" } ?? "of the caller")))
    }
    return options
  }
}
