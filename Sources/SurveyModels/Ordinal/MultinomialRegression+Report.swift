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
      rows: rows, grids: ratios, facts: facts, cases: context.cases, warnings: warnings)
  }

  private var rows: [Report.Row] {
    let rows = equations.flatMap { equation in
      equation.coefficients.map {
        Report.Row(
          "\(equation.level): \($0.name)", $0.estimate, statistic: $0.statistic, pValue: $0.pValue)
      }
    }
    guard let likelihoodRatio, let likelihoodRatioPValue else { return rows }
    let label = design.hasIntercept ? "all predictors" : "all coefficients"
    return rows + [.init(label, statistic: likelihoodRatio, pValue: likelihoodRatioPValue)]
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
