import SurveyVocabulary

extension NegativeBinomialRegression {
  /// The coefficient of a column; `nil` where the design has no such column.
  public subscript(name: String) -> GeneralizedRegression.Coefficient? {
    coefficients.first { $0.name == name }
  }

  /// The probability of ``overdispersion``: half that of χ² with one degree of freedom, 1 without θ.
  public var overdispersionPValue: Double {
    theta == nil ? 1 : overdispersion.pValue(.greater) / 2
  }

  /// The probability of ``overall``.
  public var overallPValue: Double? { overall.map { $0.pValue(.greater) } }

  /// Akaike's criterion, θ counted as a parameter.
  public var aic: Double { -2 * logLikelihood + 2 * Double(coefficients.count + 1) }

  /// Schwarz's criterion, θ counted as a parameter.
  public var bic: Double {
    -2 * logLikelihood + naturalLog(data.caseCount) * Double(coefficients.count + 1)
  }

  /// The expected counts, one per row used.
  public var fitted: [Double] { fit.state.means }

  /// The coefficients with their tests, the rate ratios, then the fit.
  public var report: Report {
    Report(
      context.title("Negative binomial regression"),
      method: .init(
        Self.methodID,
        options: options,
        citation: Citation(
          "Lawless", 1987, "Canadian Journal of Statistics 15, 209-225", doi: "10.2307/3314912")),
      rows: rows, grids: coefficients.ratios("rate ratio", confidence: confidence), facts: facts,
      cases: context.cases,
      notes: notes)
  }

  private var options: [Report.Fact] {
    (standardErrors == .classical ? [] : [Report.Fact("standard errors", .text(standardErrors.rawValue))])
      + (weighting.map { [Report.Fact("weights", .text($0.name))] } ?? [])
  }

  private var notes: [String] {
    var notes: [String] = []
    if theta == nil {
      notes.append(
        "the counts vary no more than Poisson's: there is no theta, and the coefficients are Poisson's")
    }
    if standardErrors != .classical, overall != nil {
      notes.append("the test of all predictors is by likelihood, which robust standard errors do not change")
    }
    return notes
  }

  private var rows: [Report.Row] {
    var rows = coefficients.rows
    if let overall {
      rows.append(Report.Row("all predictors", statistic: overall, pValue: overallPValue))
    }
    if theta != nil {
      rows.append(
        Report.Row("overdispersion", statistic: overdispersion, pValue: overdispersionPValue))
    }
    return rows
  }

  private var facts: [Report.Fact] {
    var facts = [Report.Fact("n", .number(data.caseCount, .decimals(0)))]
    if let theta { facts.append(Report.Fact("theta", .number(theta))) }
    if let thetaStandardError { facts.append(Report.Fact("SE of theta", .number(thetaStandardError))) }
    return facts + [
      Report.Fact("deviance", .number(deviance)),
      Report.Fact("residual df", .number(residualDegreesOfFreedom, .decimals(0))),
      Report.Fact("log-likelihood", .number(logLikelihood)), Report.Fact("AIC", .number(aic, .decimals(1))),
      Report.Fact("BIC", .number(bic, .decimals(1))), Report.Fact("iterations", .count(iterations)),
    ]
  }
}
