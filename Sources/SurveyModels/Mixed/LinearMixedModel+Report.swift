import SurveyVocabulary

extension LinearMixedModel {
  /// The coefficients with their tests, the variances, then the fit.
  public var report: Report {
    Report(
      context.title("Linear mixed model"),
      method: .init(Self.methodID, options: options, citation: citation),
      rows: coefficients.map {
        Report.Row($0.name, $0.estimate, statistic: $0.statistic, pValue: $0.pValue)
      },
      grids: [varianceTable], facts: facts, cases: context.cases, notes: notes,
      warnings: warnings.map(\.description))
  }

  private var options: [Report.Fact] {
    [
      Report.Fact("estimation", .text(estimation.rawValue)),
      Report.Fact("degrees of freedom", .text(degreesOfFreedom.rawValue)),
    ]
  }

  private var citation: Citation {
    switch degreesOfFreedom {
    case .kenwardRoger:
      Citation("Kenward & Roger", 1997, "Biometrics 53, 983-997", doi: "10.2307/2533558")
    case .satterthwaite, .normal:
      Citation(
        "Bates, Mächler, Bolker & Walker", 2015, "Journal of Statistical Software 67(1), 1-48",
        doi: "10.18637/jss.v067.i01")
    }
  }

  private var varianceTable: Report.Grid {
    var lines: [[Report.Cell]] = []
    for term in randomEffects {
      for (index, effect) in term.effects.enumerated() {
        let correlations = (0..<index).map { other in
          term.correlation(index, other).map { Report.Cell.number($0, .bounded(2)) } ?? .empty
        }
        lines.append([
          .text(term.grouping), .text(effect), .number(term.standardDeviations[index]),
          correlations.isEmpty ? .empty : correlations.count == 1 ? correlations[0] : .list(correlations),
        ])
      }
    }
    lines.append([.text("residual"), .empty, .number(residualStandardDeviation), .empty])
    return Report.Grid(
      "random effects", columns: ["groups", "effect", "SD", "correlation with those above"], lines: lines)
  }

  private var facts: [Report.Fact] {
    var facts = [Report.Fact("n", .count(mixed.caseCount))]
    var named: Set<String> = []
    for term in randomEffects where named.insert(term.grouping).inserted {
      facts.append(Report.Fact("groups of \(term.grouping)", .count(term.groupCount)))
    }
    if let intraclassCorrelation {
      facts.append(Report.Fact("ICC", .number(intraclassCorrelation, .bounded(3))))
    }
    return facts + [
      Report.Fact("marginal R²", .number(marginalRSquared, .bounded(3))),
      Report.Fact("conditional R²", .number(conditionalRSquared, .bounded(3))),
      Report.Fact(
        estimation == .reml ? "-2 log restricted likelihood" : "-2 log likelihood",
        .number(criterion, .decimals(1))),
      Report.Fact("AIC", .number(aic, .decimals(1))), Report.Fact("BIC", .number(bic, .decimals(1))),
    ]
  }

  private var notes: [String] {
    degreesOfFreedom == .normal
      ? ["the normal distribution takes the variances as known: with few groups its intervals are too short"]
      : []
  }
}
