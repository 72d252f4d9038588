import SurveyVocabulary

extension OrdinalRegression {
  /// The coefficients and thresholds with their tests, odds ratios with a logit link, then the fit.
  public var report: Report {
    Report(
      context.title("Ordinal regression"),
      method: .init(
        Self.methodID,
        options: [.init("link", .text(link.rawValue))]
          + (isWeighted ? [.init("weights", .text("counts of cases"))] : []),
        citation: Citation(
          "McCullagh", 1980, "Journal of the Royal Statistical Society B 42, 109-142",
          doi: "10.1111/j.2517-6161.1980.tb01109.x")),
      rows: coefficients.rows + thresholds.rows + overall, grids: ratios, facts: facts,
      cases: context.cases, notes: ["positive coefficients go with higher levels"], warnings: warnings)
  }

  private var overall: [Report.Row] {
    guard let likelihoodRatio, let likelihoodRatioPValue else { return [] }
    return [.init("all predictors", statistic: likelihoodRatio, pValue: likelihoodRatioPValue)]
  }

  private var ratios: [Report.Grid] {
    guard link == .logit, !coefficients.isEmpty else { return [] }
    return [coefficients.ratios("odds ratio", confidence: confidence)]
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
