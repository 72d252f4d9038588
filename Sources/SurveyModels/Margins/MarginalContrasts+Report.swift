import SurveyVocabulary

extension MarginalContrasts {
  /// The contrasts as a table for any renderer.
  public var report: Report {
    var options = [
      Report.Fact("contrasts", .text(kind.name)), .init("adjustment", .text(adjustment.name)),
      .init("averages weighted", .text(means.weights.rawValue)),
    ]
    options += means.scaleOptions
    var seed: UInt64?
    if error > 0, case .singleStep(let own) = adjustment { seed = own }
    return Report(
      context.title("Contrasts of marginal means", means.variables.joined(separator: " × ")),
      method: .init(Self.methodID, options: options, seed: seed, citation: citation), grids: [grid],
      facts: means.heldFacts, cases: context.cases, notes: notes)
  }

  private var citation: Citation {
    if case .singleStep = adjustment {
      return Citation(
        "Hothorn, Bretz & Westfall", 2008, "Biometrical Journal 50, 346-363", doi: "10.1002/bimj.200810425")
    }
    return Citation(
      "Searle, Speed & Milliken", 1980, "The American Statistician 34, 216-221",
      doi: "10.1080/00031305.1980.10483031")
  }

  private var grid: Report.Grid {
    let isRatio = contrasts.contains { $0.ratio != nil }
    let hasFreedom = contrasts.contains { $0.degreesOfFreedom != nil }
    let isAdjusted = adjustment.name != "none"
    let level = "\(DecimalText.level(confidence)) CI"
    let symbol = contrasts.compactMap(\.statistic).first?.symbol ?? "t"
    let columns =
      means.groups + ["contrast", isRatio ? means.link.ratio ?? "ratio" : "difference", "SE", level, symbol]
      + (hasFreedom ? ["df"] : []) + ["p"] + (isAdjusted ? ["adjusted p"] : [])
    let lines = contrasts.map { contrast -> [Report.Cell] in
      var cells = contrast.group.map { Report.Cell.text($0) } + [.text(contrast.name)]
      let shown = isRatio ? contrast.ratio : contrast.estimate
      cells.append(shown.map { .number($0.value) } ?? .text("not estimable"))
      cells.append(shown?.standardError.map { .number($0) } ?? .empty)
      cells.append(shown?.interval.map { .interval($0, .automatic) } ?? .empty)
      cells.append(contrast.statistic.map { .number($0.value) } ?? .empty)
      if hasFreedom {
        cells.append(
          contrast.degreesOfFreedom.map { .number($0, .decimals($0 == $0.rounded() ? 0 : 1)) } ?? .empty)
      }
      cells.append(contrast.pValue.map { .pValue($0) } ?? .empty)
      if isAdjusted { cells.append(contrast.adjustedPValue.map { .pValue($0) } ?? .empty) }
      return cells
    }
    return Report.Grid(columns: columns, lines: lines)
  }

  private var notes: [String] {
    let notes = (means.part.note.map { [$0] } ?? []) + adjustment.notes(error: error, groups: means.groups)
    return means.averaged.isEmpty
      ? notes : notes + ["averaged over \(means.averaged.joined(separator: ", "))"]
  }
}

extension ContrastAdjustment {
  /// What is to be said of adjusted probabilities and intervals.
  func notes(error: Double, groups: [String]) -> [String] {
    var notes: [String] = []
    switch self {
    case .family(.bonferroni), .family(.sidak), .tukey, .scheffe, .singleStep:
      notes.append(
        "the intervals hold together at their level, and p is adjusted, for the contrasts of a table"
          + (groups.isEmpty ? "" : " within a level of \(groups.joined(separator: " and "))"))
    case .none, .family(.none): break
    case .family: notes.append("p is adjusted; the intervals are those of each contrast by itself")
    }
    if error > 0 {
      // One digit of the error, rounded up.
      var power = 1.0
      while power > error, power > 1e-12 { power /= 10 }
      let text = plainNumber((error / power).rounded(.up) * power)
      notes.append("probabilities of the multivariate t are within \(text), by quasi-Monte Carlo")
    }
    return notes
  }
}

extension MarginalContrasts.Contrast {
  /// The degrees of freedom of the test; `nil` for the normal distribution.
  public var degreesOfFreedom: Double? {
    if case .t(let freedom) = statistic?.reference { freedom } else { nil }
  }
}
