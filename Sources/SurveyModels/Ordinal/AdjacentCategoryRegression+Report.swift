import SurveyVocabulary

extension AdjacentCategoryRegression {
  /// The coefficients and constants with their tests, the odds ratios, then the fit.
  public var report: Report {
    Report(
      context.title("Adjacent-category regression"),
      method: .init(
        Self.methodID, options: isWeighted ? [.init("weights", .text("counts of cases"))] : [],
        citation: Citation(
          "Agresti", 2010, "Analysis of Ordinal Categorical Data, 2nd ed., Wiley",
          doi: "10.1002/9780470594001")),
      rows: coefficients.rows + intercepts.rows + overall, grids: ratios, facts: facts,
      cases: context.cases, notes: ["odds of each level against the one below it"], warnings: warnings)
  }

  private var overall: [Report.Row] {
    guard let likelihoodRatio, let likelihoodRatioPValue else { return [] }
    return [.init("all predictors", statistic: likelihoodRatio, pValue: likelihoodRatioPValue)]
  }

  private var ratios: [Report.Grid] {
    guard !coefficients.isEmpty else { return [] }
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
