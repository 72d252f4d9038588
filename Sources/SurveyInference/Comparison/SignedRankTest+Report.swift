import SurveyVocabulary

extension SignedRankTest {
  /// The pseudomedian with its interval and the test, and the effect.
  public var report: Report {
    let rule: String =
      switch zeros {
      case .pratt: "Pratt"
      case .wilcoxon: "Wilcoxon (left out)"
      case .split: "split between the signs"
      }
    var options = [Report.Fact("zeros", .text(rule))]
    var seed: UInt64?
    switch method {
    case .exact: options.append(Report.Fact("null distribution", .text("exact, conditional on ties")))
    case .monteCarlo(let permutations, let number):
      seed = number
      options.append(
        Report.Fact(
          "null distribution", .text("\(DecimalText.grouped(permutations)) random assignments of signs")))
    case .asymptotic(let corrected):
      options.append(
        Report.Fact(
          "null distribution",
          .text("normal, \(corrected ? "with" : "without") continuity correction")))
    }
    if twoSided != .distance, pValueInterval != nil || method == .exact {
      options.append(Report.Fact("two-sided p", .text(twoSided.rawValue)))
    }
    let warnings =
      nearTies == 0
      ? []
      : [
        "Some absolute differences are unequal only by rounding and were not tied (\(nearTies)): "
          + "tieTolerance: 1e-9 ties them."
      ]
    let notes =
      pseudomedian.interval == nil
      ? ["There are too few pairs for an interval of the pseudomedian at this level."] : []
    return Report(
      context.title("Signed-rank test", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID, options: options, seed: seed,
        citation: Citation("Wilcoxon", 1945, "Biometrics Bulletin 1, 80-83", doi: "10.2307/3001968")),
      rows: [
        Report.Row(
          "pseudomedian of the differences", pseudomedian, statistic: statistic, pValue: pValue,
          alternative: alternative),
        Report.Row("rank-biserial r", Estimate(rankBiserial), style: .bounded(2)),
      ],
      facts: [
        Report.Fact("positive", .count(signs.positive)), Report.Fact("negative", .count(signs.negative)),
        Report.Fact("zero", .count(signs.zero)),
        Report.Fact("sum of positive ranks", .number(sumOfPositiveRanks)),
        Report.Fact("of negative ranks", .number(sumOfNegativeRanks)),
      ] + (pValueInterval.map { [$0.factOfP] } ?? []),
      cases: context.cases, notes: notes, warnings: warnings)
  }
}
