import SurveyVocabulary

extension LogisticMixedModel {
  /// The coefficients with their tests, odds ratios, the differences between groups, then the fit.
  public var report: Report {
    Report(
      context.title("Logistic mixed model"),
      method: .init(
        Self.methodID, options: options,
        citation: Citation(
          "Pinheiro & Bates", 1995, "Journal of Computational and Graphical Statistics 4, 12-35",
          doi: "10.1080/10618600.1995.10474663")),
      rows: coefficients.rows + [Report.Row("SD of \(grouping)", standardDeviation)],
      grids: ratioTable.map { [$0] } ?? [], facts: facts, cases: context.cases,
      warnings: warnings.map(\.description))
  }

  private var options: [Report.Fact] {
    var options = [Report.Fact("quadrature points", .count(points))]
    if hasOffset { options.append(Report.Fact("offset", .text("one per case"))) }
    return options
  }

  private var ratioTable: Report.Grid? {
    let lines: [[Report.Cell]] = zip(coefficients, populationCoefficients).compactMap {
      guard $0.name != Design.interceptName, let ratio = $0.ratio, let interval = ratio.interval else {
        return nil
      }
      return [
        .text($0.name), .number(ratio.value), .interval(interval, .automatic), .number(exponential($1)),
      ]
    }
    guard !lines.isEmpty else { return nil }
    return Report.Grid(
      columns: ["", "odds ratio", "\(NumberStyle.percent(0).text(confidence)) CI", "of the population"],
      lines: lines)
  }

  private var facts: [Report.Fact] {
    let (least, most) = (groupSizes.min() ?? 0, groupSizes.max() ?? 0)
    var facts = [
      Report.Fact("groups of \(grouping)", .count(groupCount)),
      Report.Fact("cases in a group", .text(least == most ? "\(least)" : "\(least) to \(most)")),
      Report.Fact("ICC (latent)", .number(intraclassCorrelation, .bounded(3))),
    ]
    if medianOddsRatio.isFinite {
      facts.append(Report.Fact("median odds ratio", .number(medianOddsRatio)))
    }
    return facts + [
      Report.Fact("marginal R²", .number(marginalRSquared, .bounded(3))),
      Report.Fact("conditional R²", .number(conditionalRSquared, .bounded(3))),
      Report.Fact("likelihood ratio of the SD", .number(varianceRatio)),
      Report.Fact("p (half χ²(1))", .pValue(variancePValue)),
      Report.Fact("-2 log likelihood", .number(-2 * logLikelihood, .decimals(2))),
      Report.Fact("AIC", .number(aic, .decimals(2))), Report.Fact("BIC", .number(bic, .decimals(2))),
    ]
  }
}

extension LogisticMixedModel.Warning: CustomStringConvertible {
  /// The warning in words.
  public var description: String {
    switch self {
    case .zeroVariance(let grouping):
      "the variance between groups of \(grouping) is estimated as zero: they differ no more than chance explains"
    case .coarseQuadrature(let points, let change):
      "more than \(points) points change -2 log likelihood by \(NumberStyle.automatic.text(change)): use more"
    }
  }
}
