import SurveyProbability
import SurveyVocabulary

/// How alike cases of the same cluster are, and what that costs: the intraclass correlation of a variable in
/// clusters, the design effect of its mean and the effective number of cases.
///
/// The correlation is the analysis-of-variance estimator with the size n₀ for clusters of unequal size. The
/// design effect is that of the mean of all cases if any two cases of a cluster correlate alike. For raters
/// who judge the same subjects see ``IntraclassCorrelation``.
///
/// Reference: Donner (1986), International Statistical Review 54, 67-82; Kish (1965), Survey Sampling.
public struct DesignEffect: Finding {
  /// The method and the version of its definition.
  public static let methodID = "design-effect/1"

  /// The correlation of two cases of the same cluster; its limits follow from those of F, which is exact for
  /// normal data and clusters of one size. It can be negative.
  public let intraclassCorrelation: Estimate
  /// F of the hypothesis that clusters do not differ; infinite where cases of a cluster are all equal.
  public let statistic: TestStatistic
  /// The probability of an F at least as large if clusters do not differ.
  public let pValue: Double
  /// 1 + (m - 1) times the correlation, where m is ``weightedSize``: the variance of the mean over that of as
  /// many independent cases.
  public let designEffect: Estimate
  /// The number of independent cases whose mean is as precise: cases over design effect; `nil` where the
  /// design effect is not positive, which happens where cases of a cluster are less alike than chance.
  public let effectiveSize: Estimate?
  /// The mean and variance of all cases.
  public let moments: Moments
  /// The number of clusters.
  public let clusterCount: Int
  /// The smallest and the largest number of cases in a cluster.
  public let sizeRange: ClosedRange<Int>
  /// Σ n²/Σ n over the clusters: the size of the cluster of an average case.
  public let weightedSize: Double
  /// n₀, the size in the analysis of variance: (N - Σ n²/N)/(K - 1).
  public let analysisSize: Double
  /// The names of the data and the cases.
  public var context: DataContext

  /// The clustering of values.
  ///
  /// - Parameters:
  ///   - values: The values, in any units.
  ///   - clusters: The cluster of each value.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there are fewer than two clusters or no cluster has two cases, a value is not
  ///   finite, there is not one cluster for each value, or nothing varies.
  public init<Label: Hashable>(
    _ values: some Collection<Double>, clusters: some Collection<Label>, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let values = try finiteValues(values, "values", atLeast: 3)
    let codes = try ClusterCodes(
      [Array(clusters)], sizes: [values.count], names: [("values", "clusters")])
    guard codes.count >= 2 else {
      throw InputError(.tooFew, "clusters", "1 cluster found, at least 2 needed")
    }
    let sums = try ClusterSums(values, codes.codes[0], clusters: codes.count)
    guard let variances = ClusterVariances([sums]) else {
      throw InputError(
        .tooFew, "clusters", "no cluster has two cases, so that nothing says how alike they are",
        remedy: "cases that are clusters of their own need no design effect")
    }
    guard sums.moments.minimum != sums.moments.maximum else { throw .constant("values") }
    guard let correlation = variances.correlation, max(variances.between, variances.within) > 1e-280,
      let interval = try variances.interval(confidence: confidence)
    else {
      throw InputError(
        .outOfRange, "values", "they vary too little for the range of Double", remedy: "rescale the values")
    }
    let total = Double(values.count)
    let size = sums.counts.reduce(0) { $0 + Double($1) * Double($1) } / total
    let effect = Estimate(correlation, interval: interval).rising { 1 + (size - 1) * $0 }
    intraclassCorrelation = Estimate(correlation, interval: interval)
    designEffect = Self.named(effect, "F, \(Self.formula)")
    effectiveSize = effect.value > 0 ? Self.named(Self.cases(total, over: effect), "F, \(Self.formula)") : nil
    statistic = variances.statistic
    pValue = statistic.pValue()
    moments = sums.moments
    clusterCount = codes.count
    sizeRange = (sums.counts.min() ?? 0)...(sums.counts.max() ?? 0)
    weightedSize = size
    analysisSize = variances.size
    context = DataContext(parts: [], cases: CaseLedger(all: values.count))
  }

  private static let formula = "1 + (m - 1) ICC"

  private static func named(_ estimate: Estimate, _ method: String) -> Estimate {
    Estimate(
      estimate.value,
      interval: estimate.interval.map {
        ConfidenceInterval(lower: $0.lower, upper: $0.upper, level: $0.level, method: method)
      })
  }

  /// Cases over a design effect, the limits exchanged; a limit of the effect that is not positive leaves the
  /// side open.
  private static func cases(_ total: Double, over effect: Estimate) -> Estimate {
    func quotient(_ value: Double) -> Double { value > 0 ? total / value : .infinity }
    return Estimate(
      quotient(effect.value),
      interval: effect.interval.map {
        ConfidenceInterval(
          lower: quotient($0.upper), upper: quotient($0.lower), level: $0.level, method: $0.method)
      })
  }
}

extension DesignEffect {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    var rows: [Report.Row] = [
      .init(
        "intraclass correlation", intraclassCorrelation, style: .bounded(2), statistic: statistic,
        pValue: pValue),
      .init("design effect", designEffect),
    ]
    if let effectiveSize { rows.append(.init("effective cases", effectiveSize, style: .decimals(1))) }
    return Report(
      context.title("Design effect"),
      method: .init(
        Self.methodID,
        options: [
          .init("estimator", .text("analysis of variance")),
          .init("design effect", .text("\(Self.formula), m = Σn²/Σn")),
        ],
        citation: Citation("Donner", 1986, "International Statistical Review 54, 67-82")),
      rows: rows,
      facts: [
        .init("n", .count(moments.count)), .init("clusters", .count(clusterCount)),
        .init("smallest and largest", .counts([sizeRange.lowerBound, sizeRange.upperBound])),
        .init("m", .number(weightedSize)), .init("n₀", .number(analysisSize)),
      ],
      cases: context.cases,
      notes: effectiveSize == nil
        ? ["The design effect is not positive: there is no effective number of cases."] : [])
  }
}
