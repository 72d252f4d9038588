import SurveyVocabulary

extension MultinomialRegression {
  /// The coefficients of each level against the baseline with their tests and ratios, then the fit.
  public var report: Report {
    Report(
      context.title("Multinomial regression", "against \(baseline)"),
      method: .init(
        Self.methodID,
        options: [.init("baseline", .text(baseline))]
          + (isWeighted ? [.init("weights", .text("counts of cases"))] : []),
        citation: Citation("Agresti", 2013, "Categorical Data Analysis, 3rd ed., Wiley")),
      rows: rows, grids: ratios, facts: facts(weighted: isWeighted), cases: context.cases, warnings: warnings)
  }

  private var rows: [Report.Row] {
    let rows = equations.flatMap { equation in
      equation.coefficients.map {
        Report.Row(
          "\(equation.level): \($0.name)", $0.estimate, statistic: $0.statistic, pValue: $0.pValue)
      }
    }
    return rows + overall(design.hasIntercept ? "all predictors" : "all coefficients")
  }

  private var ratios: [Report.Grid] {
    let lines = equations.flatMap { equation in
      equation.coefficients.filter { $0.name != Design.interceptName }.map { coefficient in
        let ratio = coefficient.ratio
        return [
          Report.Cell.text("\(equation.level): \(coefficient.name)"),
          ratio.map { .number($0.value) } ?? .empty,
          ratio?.interval.map { .interval($0, .automatic) } ?? .empty,
        ]
      }
    }
    guard !lines.isEmpty else { return [] }
    let columns = ["", "relative-risk ratio", "\(DecimalText.level(confidence)) CI"]
    return [Report.Grid(columns: columns, lines: lines)]
  }
}
