import SurveyVocabulary

extension FrequencyTable {
  /// The answers and the reasons for none, one to a line, and their sum.
  public var report: Report {
    var facts = [Report.Fact("n valid", .count(validCount)), Report.Fact("n", .count(count))]
    if isWeighted { facts += validBase.facts("valid") }
    // Reasons for no answer are lines of the table; only what is in no line needs the ledger.
    let isInTable = context.cases.entered == count
    return Report(
      context.title("Frequencies", groups.isEmpty ? nil : "by \(factor ?? "group")"),
      method: .init(
        Self.methodID, options: isWeighted ? [Report.Fact("weights", .text("one per case"))] : []),
      grids: groups.isEmpty ? [grid] : [groupCounts, groupShares, baseGrid], facts: facts,
      cases: isInTable ? nil : context.cases)
  }

  private func percent(_ share: Double?) -> Report.Cell { share.map { .number($0, .percent(1)) } ?? .empty }

  /// A table of its own.
  private var grid: Report.Grid {
    func cells(_ line: Line, _ label: String) -> [Report.Cell] {
      [.text(label), .count(line.count)] + (isWeighted ? [.number(line.weight, .decimals(1))] : []) + [
        percent(line.shareOfAll), percent(line.shareOfValid), percent(line.cumulative),
      ]
    }
    var lines = valid.map { cells($0, $0.label) } + missing.map { cells($0, "missing: \($0.label)") }
    let weight = isWeighted ? [Report.Cell.number(base.weight, .decimals(1))] : []
    lines.append(
      [.text("total"), .count(count)] + weight + [percent(1), validCount > 0 ? percent(1) : .empty, .empty])
    return Report.Grid(
      columns: ["", "n"] + (isWeighted ? ["weighted n"] : []) + ["of all", "of valid", "cumulative"],
      lines: lines)
  }

  private var whole: Group {
    Group(label: "all", valid: valid, missing: missing, validBase: validBase, base: base)
  }

  /// The labels of the groups, and of all cases.
  private var groupLabels: [String] { groups.indices.map { context.part($0) } + ["all"] }

  /// The counts of the groups side by side, those of all cases last.
  private var groupCounts: Report.Grid {
    let parts = groups + [whole]
    let number = { (count: Int, weight: Double) in
      isWeighted ? Report.Cell.number(weight, .decimals(1)) : .count(count)
    }
    var lines = valid.indices.map { place -> [Report.Cell] in
      [.text(valid[place].label)] + parts.map { number($0.valid[place].count, $0.valid[place].weight) }
    }
    lines += missing.indices.map { place in
      [.text("missing: \(missing[place].label)")]
        + parts.map { number($0.missing[place].count, $0.missing[place].weight) }
    }
    lines.append([.text("total")] + parts.map { number($0.base.count, $0.base.weight) })
    return Report.Grid(isWeighted ? "Weighted counts" : "Counts", columns: [""] + groupLabels, lines: lines)
  }

  /// The shares of the groups side by side.
  private var groupShares: Report.Grid {
    let parts = groups + [whole]
    let lines = valid.indices.map { place -> [Report.Cell] in
      [.text(valid[place].label)] + parts.map { percent($0.valid[place].shareOfValid) }
    }
    let totals = parts.map { percent($0.validBase.count > 0 ? 1 : nil) }
    return Report.Grid(
      "Percent of valid answers", columns: [""] + groupLabels, lines: lines + [[.text("total")] + totals])
  }

  /// What the percentages of each group rest on.
  private var baseGrid: Report.Grid {
    PercentageBase.grid(
      "Bases of the percentages", Array(zip(groupLabels, (groups + [whole]).map(\.validBase))),
      isWeighted: isWeighted)
  }
}

extension PercentageBase {
  /// The sum of the weights and the effective number, as facts.
  func facts(_ name: String) -> [Report.Fact] {
    [
      Report.Fact("weighted n \(name)", .number(weight, .decimals(1))),
      Report.Fact("effective n \(name)", .number(effective, .decimals(1))),
    ]
  }

  /// Bases, one to a line.
  static func grid(
    _ title: String, _ bases: [(label: String, base: PercentageBase)], isWeighted: Bool
  ) -> Report.Grid {
    Report.Grid(
      title, columns: ["", "n"] + (isWeighted ? ["weighted n", "effective n"] : []),
      lines: bases.map { label, base in
        [.text(label), .count(base.count)]
          + (isWeighted ? [.number(base.weight, .decimals(1)), .number(base.effective, .decimals(1))] : [])
      })
  }
}
