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
      rows: coefficients.rows + thresholds.rows + overall(), grids: ratios,
      facts: facts(weighted: isWeighted),
      cases: context.cases, notes: ["positive coefficients go with higher levels"], warnings: warnings)
  }

  private var ratios: [Report.Grid] {
    guard link == .logit, !coefficients.isEmpty else { return [] }
    return [coefficients.ratios("odds ratio", confidence: confidence)]
  }
}
