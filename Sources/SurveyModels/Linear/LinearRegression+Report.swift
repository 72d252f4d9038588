import SurveyLinearAlgebra
import SurveyVocabulary

extension LinearRegression {
  /// The coefficients with their tests, then the fit.
  public var report: Report {
    Report(
      context.title("Linear regression"),
      method: .init(Self.methodID, options: options, citation: citation),
      rows: rows, facts: facts, cases: context.cases, notes: notes)
  }

  private var options: [Report.Fact] {
    var options = [Report.Fact("standard errors", .text(standardErrors.rawValue))]
    if fit.roots != nil { options.append(Report.Fact("weights", .text("one per case"))) }
    if choice != .automatic {
      options.append(Report.Fact("arithmetic asked for", .text(choice.rawValue)))
    }
    return options
  }

  private var citation: Citation {
    standardErrors == .hc3
      ? Citation(
        "MacKinnon & White", 1985, "Journal of Econometrics 29, 305-325", doi: "10.1016/0304-4076(85)90158-7")
      : Citation(
        "Seber & Lee", 2003, "Linear Regression Analysis, 2nd ed., Wiley", doi: "10.1002/9780471722199")
  }

  private var rows: [Report.Row] {
    let rows = coefficients.map {
      Report.Row($0.name, $0.estimate, statistic: $0.statistic, pValue: $0.pValue)
    }
    guard let overall, let overallPValue else { return rows }
    return rows + [
      Report.Row(
        hasIntercept ? "all predictors" : "all coefficients", statistic: overall, pValue: overallPValue
      )
    ]
  }

  private var facts: [Report.Fact] {
    var facts = [
      Report.Fact("n", .count(fit.caseCount)),
      Report.Fact("residual df", .count(residualDegreesOfFreedom)),
      Report.Fact("residual SD", .number(residualStandardDeviation)),
      Report.Fact("R²", .number(rSquared, .bounded(3))),
      Report.Fact("adjusted R²", .number(adjustedRSquared, .bounded(3))),
    ]
    if let aic, let bic {
      facts += [
        Report.Fact("AIC", .number(aic, .decimals(1))), Report.Fact("BIC", .number(bic, .decimals(1))),
      ]
    }
    return facts + [
      Report.Fact("condition number", .number(conditionNumber, .decimals(1))),
      Report.Fact("arithmetic", .text(arithmetic.rawValue)),
    ]
  }

  private var notes: [String] {
    var notes: [String] = []
    if !aliased.isEmpty {
      notes.append(
        "left out, because the columns before them determine them: \(aliased.joined(separator: ", "))")
    }
    if residualSumOfSquares == 0 {
      notes.append("the outcome is fitted exactly, so that there is nothing to test")
    }
    if fit.roots != nil {
      notes.append("weighted least squares: the residual SD is that of a case with weight 1, R² is weighted")
    }
    if !hasIntercept {
      notes.append("without an intercept R² is the share of the sum of squares around zero")
    }
    return notes
  }
}
