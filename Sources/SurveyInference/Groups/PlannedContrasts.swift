import SurveyProbability
import SurveyVocabulary

/// Contrasts of the means of groups that were planned before the data were seen.
///
/// With separate variances the degrees of freedom are Satterthwaite's (1946), with pooled ones N - k.
///
/// Reference: Satterthwaite (1946), doi:10.2307/3002019; Bonett (2008), doi:10.1037/1082-989X.13.2.99.
public struct PlannedContrasts: Finding {
  /// The method and the version of its definition.
  public static let methodID = "planned-contrasts/1"

  /// Size, mean and variance of the groups, in their order.
  public let groups: [Moments]
  /// The contrasts in their order; each interval holds for its contrast alone.
  ///
  /// The effect is the contrast over a standard deviation: with pooled variances that within groups, with a
  /// noncentral-t interval; with separate variances the root of the mean of the groups' variances, with Bonett's.
  public let contrasts: [ContrastFinding]
  /// Whose variances were used.
  public let variances: PairwiseTTests.Variances
  /// How the probabilities were adjusted.
  public let adjustment: PAdjustment
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Judges contrasts of the means.
  ///
  /// - Parameters:
  ///   - groups: The scores of each group; with separate variances at least two in each.
  ///   - contrasts: What is compared.
  ///   - variances: One variance for all groups, or those of each.
  ///   - adjustment: How the probabilities are adjusted for the number of contrasts.
  ///   - confidence: The level of each interval alone.
  /// - Throws: `InputError` if there is no contrast, one does not fit the groups, there are fewer than two
  ///   groups, a group is too small, a score is not finite, or the groups of a contrast do not vary.
  public init(
    _ groups: ScoreGroups, contrasts: [GroupContrast], variances: PairwiseTTests.Variances = .separate,
    adjustment: PAdjustment = .none, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard !contrasts.isEmpty else {
      throw InputError(.tooFew, "contrasts", "0 contrasts found, at least 1 needed")
    }
    let spread = try GroupSpread(groups.checked(atLeast: variances == .separate ? 2 : 1))
    try spread.checkError()
    var alone: [ContrastFinding] = []
    for contrast in contrasts {
      let weights = try contrast.checked(groups.names)
      let judged =
        variances == .pooled
        ? try spread.pooled(weights, confidence) : try spread.separate(weights, contrast.name, confidence)
      let (value, error, df, effect) = judged
      let statistic = TestStatistic("t", value / error, reference: .t(degreesOfFreedom: df))
      let reach = try StudentTDistribution(degreesOfFreedom: df).quantile(upperTail: (1 - confidence) / 2)
      let interval = ConfidenceInterval(
        lower: value - reach * error, upper: value + reach * error, level: confidence, method: "Student t")
      alone.append(
        ContrastFinding(
          contrast: contrast, estimate: Estimate(value, standardError: error, interval: interval),
          statistic: statistic, pValue: statistic.pValue(), adjustedPValue: statistic.pValue(), effect: effect
        ))
    }
    let adjusted = try adjustment.adjusted(alone.map(\.adjustedPValue))
    self.contrasts = zip(alone, adjusted).map { finding, p in
      ContrastFinding(
        contrast: finding.contrast, estimate: finding.estimate, statistic: finding.statistic,
        pValue: finding.pValue, adjustedPValue: p, effect: finding.effect)
    }
    self.groups = spread.groups
    self.variances = variances
    self.adjustment = adjustment
    context = groups.context
  }
}

extension GroupSpread {
  fileprivate typealias Judged = (value: Double, error: Double, df: Double, effect: Estimate)

  /// A contrast under one variance, with its effect from the noncentral t distribution.
  fileprivate func pooled(_ weights: [Double], _ confidence: Double) throws(InputError) -> Judged {
    let (value, error) = try contrast(weights)
    let (df, root) = (withinDegreesOfFreedom, rootOfWeights(weights))
    let area = (1 - confidence) / 2
    let t = value / error
    let low = try NoncentralTDistribution.noncentrality(ofLowerTail: 1 - area, at: t, degreesOfFreedom: df)
    let high = try NoncentralTDistribution.noncentrality(ofLowerTail: area, at: t, degreesOfFreedom: df)
    let interval = ConfidenceInterval(
      lower: low * root, upper: high * root, level: confidence, method: "noncentral t")
    return (value, error, df, Estimate(value / withinMeanSquare.squareRoot(), interval: interval))
  }

  /// A contrast with a variance for each group, with Bonett's (2008) effect.
  fileprivate func separate(
    _ weights: [Double], _ name: String, _ confidence: Double
  ) throws(InputError) -> Judged {
    let unit = variances.max() ?? 1
    let shares = variances.map { $0 / unit }
    let (value, _) = try contrast(weights)
    let parts = zip(zip(weights, shares), groups).map { $0.0 * $0.0 * $0.1 / Double($1.count) }
    let total = parts.reduce(0, +)
    guard total > 0 else {
      throw .constant("contrast \(name)", remedy: "none of its groups varies; use pooled variances")
    }
    let df = total * total / zip(parts, groups).reduce(0) { $0 + $1.0 * $1.0 / Double($1.1.count - 1) }
    let error = (total * unit).squareRoot()
    let k = Double(groups.count)
    let mean = shares.reduce(0, +) / k
    let d = value / (unit * mean).squareRoot()
    var (spreadOfUnit, spreadOfMeans) = (0.0, 0.0)
    for index in groups.indices {
      let freedom = Double(groups[index].count - 1)
      spreadOfUnit += shares[index] * shares[index] / freedom
      spreadOfMeans += weights[index] * weights[index] * shares[index] / freedom
    }
    let variance = d * d * spreadOfUnit / (2 * k * k * mean * mean) + spreadOfMeans / mean
    let reach =
      try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2) * variance.squareRoot()
    guard (value / error).isFinite, df.isFinite, reach.isFinite, d.isFinite else {
      throw InputError(
        .outOfRange, "contrast \(name)", "exceeds the range of Double", remedy: "rescale the weights")
    }
    let interval = ConfidenceInterval(lower: d - reach, upper: d + reach, level: confidence, method: "Bonett")
    return (value, error, df, Estimate(d, standardError: variance.squareRoot(), interval: interval))
  }
}

extension PlannedContrasts {
  /// The contrasts as a table for any renderer.
  public var report: Report {
    Report(
      context.title("Planned contrasts"),
      method: .init(
        Self.methodID,
        options: [
          .init("variances", .text(variances.rawValue)), .init("adjustment", .text(adjustment.rawValue)),
        ],
        citation: Citation("Satterthwaite", 1946, "Biometrics Bulletin 2, 110-114", doi: "10.2307/3002019")),
      grids: [
        context.grid(of: groups),
        ContrastFinding.grid(
          contrasts, adjustedName: adjustment == .none ? "p" : "\(adjustment.rawValue) p",
          showsRaw: adjustment != .none),
      ], cases: context.cases,
      notes: [
        "Each interval holds for its contrast alone. d is the contrast over "
          + (variances == .pooled
            ? "the standard deviation within groups." : "the root of the mean of the groups' variances.")
      ])
  }
}
