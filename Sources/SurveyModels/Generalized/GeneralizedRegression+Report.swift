import SurveyVocabulary

extension GeneralizedRegression {
  /// The coefficients with their tests, their exponentials where these have a name, then the fit.
  public var report: Report {
    Report(
      context.title("\(title) regression"),
      method: .init(
        Self.methodID, options: options,
        citation: Citation(
          "McCullagh & Nelder", 1989, "Generalized Linear Models, 2nd ed., Chapman & Hall",
          doi: "10.1007/978-1-4899-3242-6")),
      rows: rows, grids: grids, facts: facts, cases: context.cases, notes: notes, warnings: warnings)
  }

  /// What the family's regression is called.
  var title: String {
    switch family {
    case .binomial(let link):
      switch link {
      case .logit: "Logistic"
      case .probit: "Probit"
      case .complementaryLogLog: "Complementary log-log"
      }
    case .poisson: "Poisson"
    case .quasiBinomial: "Quasi-binomial"
    case .quasiPoisson: "Quasi-Poisson"
    case .gamma: "Gamma"
    }
  }

  private var options: [Report.Fact] {
    var options = [
      Report.Fact("family", .text(family.name)), Report.Fact("link", .text(family.linkName)),
      Report.Fact(
        "standard errors", .text(standardErrors == .classical ? "information" : standardErrors.rawValue)),
    ]
    if hasOffset { options.append(Report.Fact("offset", .text("one per case"))) }
    if let weighting { options.append(Report.Fact("weights", .text(weighting.name))) }
    return options
  }

  private var rows: [Report.Row] {
    guard let overall else { return coefficients.rows }
    return coefficients.rows + [
      Report.Row(overall.term, statistic: overall.statistic, pValue: overall.pValue)
    ]
  }

  private var grids: [Report.Grid] {
    family.ratioName.map { coefficients.ratios($0, confidence: confidence) } ?? []
  }

  private var facts: [Report.Fact] {
    var facts = [
      Report.Fact("n", .number(data.caseCount, .decimals(0))), Report.Fact("deviance", .number(deviance)),
    ]
    if let nullDeviance { facts.append(Report.Fact("null deviance", .number(nullDeviance))) }
    facts.append(Report.Fact("residual df", .number(residualDegreesOfFreedom, .decimals(0))))
    if family.hasDispersion { facts.append(Report.Fact("dispersion", .number(dispersion))) }
    if let logLikelihood { facts.append(Report.Fact("log-likelihood", .number(logLikelihood))) }
    if let aic { facts.append(Report.Fact("AIC", .number(aic, .decimals(1)))) }
    if let bic { facts.append(Report.Fact("BIC", .number(bic, .decimals(1)))) }
    let shares = [
      ("McFadden R²", mcFaddenRSquared), ("Nagelkerke R²", nagelkerkeRSquared), ("Tjur R²", tjurRSquared),
    ]
    for (label, value) in shares {
      if let value { facts.append(Report.Fact(label, .number(value, .bounded(3)))) }
    }
    return facts + [Report.Fact("iterations", .count(iterations))]
  }

  private var notes: [String] {
    guard standardErrors != .classical, overall != nil else { return [] }
    return ["the test of all predictors is by deviances, which robust standard errors do not change"]
  }
}
