import SurveyVocabulary

extension InstrumentalRegression {
  /// The coefficients with their tests, then what is known of the instruments.
  public var report: Report {
    var options = [Report.Fact("standard errors", .text(standardErrors))]
    if isWeighted { options.append(Report.Fact("weights", .text("one per case"))) }
    return Report(
      context.title("Two-stage least squares"),
      method: .init(
        Self.methodID, options: options,
        citation: Citation(
          "Wooldridge", 2010, "Econometric Analysis of Cross Section and Panel Data, 2nd ed., MIT Press")),
      rows: coefficients.map {
        Report.Row($0.name, $0.estimate, statistic: $0.statistic, pValue: $0.pValue)
      } + tests,
      facts: facts, cases: context.cases, notes: notes)
  }

  private var tests: [Report.Row] {
    func row(_ label: String, _ statistic: TestStatistic?) -> [Report.Row] {
      statistic.map { [Report.Row(label, statistic: $0, pValue: $0.pValue(.greater))] } ?? []
    }
    var rows: [Report.Row] = []
    for stage in firstStages {
      rows += row("instruments of \(stage.predictor)", stage.statistic)
      rows += row("instruments of \(stage.predictor), \(standardErrors)", stage.robust)
      rows += row("instruments of \(stage.predictor), conditional", stage.conditional)
    }
    rows += row("Wu-Hausman", wuHausman)
    rows += row(rule.isClassical ? "Sargan" : "robust score of overidentification", overidentification)
    return rows + row("Anderson-Rubin: \(endogenous.first ?? "") = 0", andersonRubin)
  }

  private var facts: [Report.Fact] {
    var facts = firstStages.map {
      Report.Fact("partial R² of \($0.predictor)", .number($0.partialRSquared, .bounded(3)))
    }
    if let craggDonald { facts.append(.init("Cragg-Donald F", .number(craggDonald))) }
    if let effectiveF { facts.append(.init("effective F", .number(effectiveF))) }
    if let andersonRubinSet {
      facts.append(.init("Anderson-Rubin \(percent) set", .text(andersonRubinSet.text)))
    }
    facts += [
      .init("residual SD", .number(residualStandardDeviation)),
      .init("residual df", .count(residualDegreesOfFreedom)),
      .init("instruments", .text(instruments.isEmpty ? "none" : instruments.joined(separator: ", "))),
    ]
    if let clusterCount { facts.append(.init("clusters", .count(clusterCount))) }
    return facts
  }

  /// The level in percent with as few decimals as it needs, at most three.
  private var percent: String {
    for (places, factor) in [1.0, 10, 100].enumerated() {
      let scaled = confidence * 100 * factor
      if (scaled - scaled.rounded()).magnitude < 1e-9 { return NumberStyle.percent(places).text(confidence) }
    }
    return NumberStyle.percent(3).text(confidence)
  }

  private var notes: [String] {
    guard !endogenous.isEmpty else {
      return ["No predictor is endogenous: these are the coefficients of ordinary least squares."]
    }
    var notes = ["That the instruments act on the outcome through the predictors alone is assumed."]
    if instruments.count == endogenous.count {
      notes.append(
        "There are as many instruments as endogenous predictors, so that none is in excess to be tested.")
    } else if overidentification == nil {
      notes.append(
        "The covariance matrix of the instruments' scores is singular: no overidentification test.")
    }
    if wuHausman == nil { notes.append("The Wu-Hausman test does not exist: too few cases or clusters.") }
    if !rule.isClassical, firstStages.contains(where: { $0.robust == nil }) {
      notes.append("The \(standardErrors) matrix of a first stage is singular: it has no test of that kind.")
    }
    if endogenous.count > 1 {
      notes.append("Effective F and the Anderson-Rubin test are those of a single endogenous predictor.")
    } else if !rule.isClassical {
      notes.append("The Anderson-Rubin set is found with classical standard errors alone.")
    }
    return notes
  }
}
