import SurveyVocabulary

extension FactorAnalysis {
  /// The loadings, the variance explained, the correlations of the factors, and the fit.
  public var report: Report {
    var facts = [Report.Fact("items", .count(itemCount)), Report.Fact("factors", .count(factorCount))]
    facts.append(Report.Fact("RMS residual", .number(fit.rootMeanSquareResidual, .bounded(3))))
    if let value = fit.tuckerLewis {
      facts.append(Report.Fact("Tucker-Lewis index", .number(value, .bounded(3))))
    }
    if let value = fit.bayesianInformation { facts.append(Report.Fact("BIC", .number(value, .decimals(1)))) }
    var options = [
      Report.Fact("extraction", .text(extraction.rawValue)), Report.Fact("rotation", .text(rotation.name)),
    ]
    if starts > 1 { options.append(Report.Fact("starts", .count(starts))) }
    var grids = [loadingGrid, varianceGrid]
    if rotation.isOblique, factorCount > 1 { grids.append(correlationGrid) }
    return Report(
      context.title("Factor analysis"),
      method: .init(
        Self.methodID, options: options, seed: starts > 1 ? seed : nil, citation: extraction.citation),
      rows: fitRows, grids: grids, facts: facts, cases: context.knownCases, notes: notes,
      warnings: warnings.map(text))
  }

  private var factorNames: [String] { (1...factorCount).map { "factor \($0)" } }

  private var loadingGrid: Report.Grid {
    let lines = (0..<itemCount).map { item -> [Report.Cell] in
      [.text(context.itemName(item))] + loadings[row: item].map { .number($0, .bounded(2)) }
        + [.number(communalities[item], .bounded(2)), .number(uniquenesses[item], .bounded(2))]
    }
    return Report.Grid(
      rotation.isOblique ? "pattern loadings" : "loadings",
      columns: [""] + factorNames + ["communality", "uniqueness"], lines: lines)
  }

  private var varianceGrid: Report.Grid {
    var (cumulated, lines) = (0.0, [[Report.Cell]]())
    for (index, value) in varianceExplained.enumerated() {
      cumulated += value
      lines.append([
        .text(factorNames[index]), .number(value, .decimals(2)),
        .number(value / Double(itemCount), .percent(1)), .number(cumulated / Double(itemCount), .percent(1)),
      ])
    }
    return Report.Grid(
      "variance explained", columns: ["", "sum of squares", "share", "cumulated"], lines: lines)
  }

  private var correlationGrid: Report.Grid {
    let lines = (0..<factorCount).map { row -> [Report.Cell] in
      [.text(factorNames[row])] + factorCorrelations[row: row].map { .number($0, .bounded(2)) }
    }
    return Report.Grid("factor correlations", columns: [""] + factorNames, lines: lines)
  }

  private var fitRows: [Report.Row] {
    var rows: [Report.Row] = []
    if let statistic = fit.chiSquare, let p = fit.pValue {
      rows.append(Report.Row("fit, Bartlett's correction", statistic: statistic, pValue: p))
    }
    if let statistic = fit.uncorrectedChiSquare, let p = fit.uncorrectedPValue {
      rows.append(Report.Row("fit, uncorrected", statistic: statistic, pValue: p))
    }
    if let rmsea = fit.rmsea { rows.append(Report.Row("RMSEA", rmsea, style: .bounded(3))) }
    return rows
  }

  private var notes: [String] {
    var notes: [String] = []
    if fit.degreesOfFreedom == 0 {
      notes.append("The model has no degrees of freedom: there is no test of fit.")
    } else if correlations.count == nil {
      notes.append("The number of cases is unknown: there is no test of fit.")
    } else if fit.discrepancy == nil, !warnings.contains(.singularCorrelations) {
      notes.append("The model's correlations are not positive definite: there is no test of fit.")
    } else if fit.chiSquare == nil, !warnings.contains(.singularCorrelations) {
      notes.append("There are too few cases for Bartlett's correction.")
    }
    if extraction != .maximumLikelihood, fit.chiSquare != nil {
      notes.append("The chi-square evaluates the likelihood at loadings that do not maximize it.")
    }
    return notes
  }

  private func text(_ warning: Warning) -> String {
    switch warning {
    case .heywood(let item):
      let name = context.itemName(item)
      return extraction == .principalAxis
        ? "Heywood case: \(name) has next to no unique variance, or less than none."
        : "Heywood case: the uniqueness of \(name) is at its bound of .005."
    case .extractionNotConverged: return "The extraction did not converge: more factors than the items have?"
    case .notIdentified:
      return
        "Other loadings fit as well: a factor may have a single item or two, or there are too many factors."
    case .rotationNotConverged:
      return "The rotation did not converge: its criterion has no minimum, or it needs more steps."
    case .localMinima(let count):
      let list = rotationMinima.prefix(5).map { minimum in
        "\(NumberStyle.decimals(5).text(minimum.criterion)) (\(minimum.starts))"
      }
      return
        "The rotation has \(count) local minima, found by so many starts: \(list.joined(separator: ", "))."
    case .emptyFactor(let factor): return "Factor \(factor + 1) explains nothing: ask for fewer."
    case .singularCorrelations:
      return "The correlations have no inverse: items depend on each other, or no complete answers have such"
        + " correlations. There is no test of fit."
    }
  }
}

extension FactorAnalysis.Extraction {
  fileprivate var citation: Citation {
    switch self {
    case .minres: Citation("Harman & Jones", 1966, "Psychometrika 31, 351-368", doi: "10.1007/BF02289468")
    case .maximumLikelihood:
      Citation("Jöreskog", 1967, "Psychometrika 32, 443-482", doi: "10.1007/BF02289658")
    case .principalAxis: Citation("Thurstone", 1947, "Multiple-Factor Analysis, University of Chicago Press")
    }
  }
}
