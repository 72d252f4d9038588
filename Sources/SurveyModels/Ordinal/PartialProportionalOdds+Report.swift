import SurveyVocabulary

extension PartialProportionalOdds {
  /// The coefficients and thresholds with their tests, the tests of equal coefficients, odds ratios with a logit
  /// link, then the fit.
  public var report: Report {
    Report(
      context.title("Partial proportional odds"),
      method: .init(
        Self.methodID,
        options: [
          .init("link", .text(link.rawValue)),
          .init("varying", varying.isEmpty ? .text("none") : .list(varying.map { .text($0.name) })),
        ] + (isWeighted ? [.init("weights", .text("counts of cases"))] : []),
        citation: Citation(
          "Peterson & Harrell", 1990, "Journal of the Royal Statistical Society C 39, 205-217",
          doi: "10.2307/2347760")),
      rows: coefficients.rows + own.rows + thresholds.rows + tests, grids: ratios, facts: facts,
      cases: context.cases, notes: notes, warnings: warnings)
  }

  private var own: [WaldCoefficient] { varying.flatMap(\.columns).flatMap(\.coefficients) }

  private var tests: [Report.Row] {
    var rows: [Report.Row] = []
    if let likelihoodRatio, let likelihoodRatioPValue {
      rows.append(.init("all predictors", statistic: likelihoodRatio, pValue: likelihoodRatioPValue))
    }
    if let proportionalityTest, let proportionalityPValue {
      rows.append(
        .init("equal coefficients", statistic: proportionalityTest, pValue: proportionalityPValue))
    }
    guard varying.count > 1 else { return rows }
    for term in varying {
      guard let statistic = term.likelihoodRatio, let pValue = term.likelihoodRatioPValue else { continue }
      rows.append(.init("equal coefficients of \(term.name)", statistic: statistic, pValue: pValue))
    }
    return rows
  }

  private var ratios: [Report.Grid] {
    let all = coefficients + own
    guard link == .logit, !all.isEmpty else { return [] }
    return [all.ratios("odds ratio", confidence: confidence)]
  }

  private var notes: [String] {
    let missing = varying.filter { $0.likelihoodRatio == nil }.map(\.name)
    return ["positive coefficients go with higher levels"]
      + (levels.count > 2 && !missing.isEmpty
        ? [
          "no test of equal coefficients of \(missing.joined(separator: ", ")): the model without them has no "
            + "maximum at which all probabilities are positive"
        ] : [])
  }

  private var facts: [Report.Fact] {
    [
      .init(isWeighted ? "sum of weights" : "n", .number(weightSum, .decimals(isWeighted ? 1 : 0))),
      .init("levels", .list(levels.map { .text($0) })),
      .init("log likelihood", .number(logLikelihood, .decimals(2))),
      .init("AIC", .number(aic, .decimals(1))), .init("BIC", .number(bic, .decimals(1))),
      .init("iterations", .count(iterations)),
    ]
  }
}
