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
      rows: coefficients.rows + intercepts.rows + overall(), grids: ratios,
      facts: facts(weighted: isWeighted),
      cases: context.cases, notes: ["odds of each level against the one below it"], warnings: warnings)
  }

  private var ratios: [Report.Grid] {
    guard !coefficients.isEmpty else { return [] }
    return [coefficients.ratios("odds ratio", confidence: confidence)]
  }
}
