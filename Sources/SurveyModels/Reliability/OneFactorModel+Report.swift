import SurveyVocabulary

extension OneFactorModel {
  /// The fit, and the loadings and error variances one item to a line.
  public var report: Report {
    let lines = loadings.indices.map { item -> [Report.Cell] in
      [
        .text(name(item)), .number(loadings[item].value), .number(loadings[item].standardError ?? 0),
        .number(standardizedLoadings[item].value, .bounded(2)),
        .number(standardizedLoadings[item].standardError ?? 0, .bounded(2)),
        .number(errorVariances[item].value), .number(errorVariances[item].standardError ?? 0),
      ]
    }
    var notes: [String] = []
    if fit.degreesOfFreedom == 0 {
      notes.append(
        "The model has as many parameters as covariances: it fits exactly, and its fit is no test.")
    }
    var facts = [Report.Fact("n", .count(count)), Report.Fact("items", .count(loadings.count))]
    if let close = fit.closeFitProbability {
      facts.append(Report.Fact("p of RMSEA up to .05", .number(close, .bounded(3))))
    }
    facts.append(Report.Fact("iterations", .count(iterations)))
    return Report(
      context.title("One-factor model"),
      method: .init(
        Self.methodID,
        options: [
          Report.Fact("form", .text(form.rawValue)), Report.Fact("estimator", .text("maximum likelihood")),
          Report.Fact("standard errors", .text("expected information")),
        ],
        citation: Citation("Jöreskog", 1971, "Psychometrika 36, 109-133", doi: "10.1007/BF02291393")),
      rows: fit.rows,
      grids: [
        Report.Grid(
          columns: ["", "loading", "SE", "standardized", "SE", "error variance", "SE"], lines: lines)
      ],
      facts: facts, cases: context.cases, notes: notes, warnings: warnings)
  }

  func name(_ item: Int) -> String {
    context.parts.indices.contains(item) ? context.parts[item] : "item \(item + 1)"
  }

  /// What makes the solution improper, or an item suspect.
  var warnings: [String] {
    heywoodItems.map {
      "The error variance of \(name($0)) is not above zero (a Heywood case): the solution is improper, and "
        + "what follows from it is not to be trusted."
    }
      + opposedItems.map {
        "\(name($0)) loads negatively: is it reverse-keyed?"
      }
  }
}
