import SurveyVocabulary

extension MarginalProbabilities {
  /// The probabilities, the mean levels and the contrasts as tables for any renderer.
  public var report: Report {
    var options = [
      Report.Fact("averages weighted", .text(weights.rawValue)),
      .init("standard errors", .text("delta method, \(standardErrors)")),
    ]
    if let kind {
      options += [.init("contrasts", .text(kind.name)), .init("adjustment", .text(adjustment.name))]
    }
    var seed: UInt64?
    if error > 0, case .singleStep(let own) = adjustment { seed = own }
    return Report(
      context.title("Marginal probabilities"),
      method: .init(
        Self.methodID, options: options, seed: seed,
        citation: Citation(
          "Searle, Speed & Milliken", 1980, "The American Statistician 34, 216-221",
          doi: "10.1080/00031305.1980.10483031")),
      grids: [table(probabilities, "probability")]
        + (meanLevels.isEmpty ? [] : [table(meanLevels, "mean level")])
        + (contrasts.isEmpty ? [] : [comparisons]),
      facts: held.map { Report.Fact("\($0.name) held at", .number($0.value)) }, cases: context.cases,
      notes: notes)
  }

  private var level: String { "\(DecimalText.level(confidence)) CI" }

  private func table(_ found: [Probability], _ measure: String) -> Report.Grid {
    let hasLevels = found.contains { $0.category != nil }
    let lines = found.map { own -> [Report.Cell] in
      var cells = own.levels.map { Report.Cell.text($0) }
      if let category = own.category { cells.append(.text(category)) }
      cells.append(own.estimate.map { .number($0.value) } ?? .text("no cases"))
      cells.append(own.estimate?.standardError.map { .number($0) } ?? .empty)
      cells.append(own.estimate?.interval.map { .interval($0, .automatic) } ?? .empty)
      return cells
    }
    return Report.Grid(
      columns: variables + groups + (hasLevels ? ["level"] : []) + [measure, "SE", level], lines: lines)
  }

  private var comparisons: Report.Grid {
    let isAdjusted = adjustment.name != "none"
    let lines = contrasts.map { contrast -> [Report.Cell] in
      var cells = contrast.group.map { Report.Cell.text($0) }
      cells += [.text(contrast.category ?? "mean level"), .text(contrast.name)]
      cells.append(contrast.estimate.map { .number($0.value) } ?? .text("no cases"))
      cells.append(contrast.estimate?.standardError.map { .number($0) } ?? .empty)
      cells.append(contrast.estimate?.interval.map { .interval($0, .automatic) } ?? .empty)
      cells.append(contrast.statistic.map { .number($0.value) } ?? .empty)
      cells.append(contrast.pValue.map { .pValue($0) } ?? .empty)
      if isAdjusted { cells.append(contrast.adjustedPValue.map { .pValue($0) } ?? .empty) }
      return cells
    }
    return Report.Grid(
      columns: groups + ["level", "contrast", "difference", "SE", level, "z", "p"]
        + (isAdjusted ? ["adjusted p"] : []), lines: lines)
  }

  private var notes: [String] {
    var notes: [String] = []
    if !contrasts.isEmpty {
      notes += adjustment.notes(error: error, groups: groups)
      if adjustment.name != "none" { notes.append("each level of the outcome is a family of its own") }
    }
    if !averaged.isEmpty {
      notes.append("averaged over \(averaged.joined(separator: ", ")), on the scale of probabilities")
    }
    if !meanLevels.isEmpty {
      notes.append("the mean level counts the levels 1 to \(categories.count), the lowest first")
    }
    return notes
  }
}
