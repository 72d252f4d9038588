import SurveyVocabulary

extension MultipleResponseTable {
  /// The options one to a line, then those who ticked nothing, then what the shares rest on.
  public var report: Report {
    var facts = [
      Report.Fact("n answering", .count(all.answering.count)), Report.Fact("ticks", .count(all.responses)),
    ]
    if let mean = all.responsesPerCase { facts.append(Report.Fact("ticks per case", .number(mean))) }
    if isWeighted { facts += all.answering.facts("answering") }
    return Report(
      context.title("Multiple responses", groups.isEmpty ? nil : "by \(factor ?? "group")"),
      method: .init(
        Self.methodID, options: isWeighted ? [Report.Fact("weights", .text("one per case"))] : []),
      grids: groups.isEmpty ? [grid] : [groupCounts, groupShares, baseGrid], facts: facts,
      cases: context.cases,
      notes: ["Shares of cases may add up to more than 100%: a case may tick several options."])
  }

  private func percent(_ share: Double?) -> Report.Cell { share.map { .number($0, .percent(1)) } ?? .empty }

  private func number(_ count: Int, _ weight: Double) -> Report.Cell {
    isWeighted ? .number(weight, .decimals(1)) : .count(count)
  }

  /// A table of its own.
  private var grid: Report.Grid {
    let weight = { (value: Double) -> [Report.Cell] in isWeighted ? [.number(value, .decimals(1))] : [] }
    var lines = all.lines.map { line in
      [.text(line.label), .count(line.count)] + weight(line.weight) + [
        percent(line.shareOfResponses), percent(line.shareOfCases), percent(line.shareOfTicking),
      ]
    }
    lines.append(
      [.text("none ticked"), .count(all.none.count)] + weight(all.none.weight) + [
        .empty, percent(share(all.none, of: all)), .empty,
      ])
    lines.append(
      [.text("total"), .count(all.responses)] + weight(all.responseWeight) + [
        percent(all.responses > 0 ? 1 : nil), percent(all.responsesPerCase),
        percent(all.ticking.weight > 0 ? all.responseWeight / all.ticking.weight : nil),
      ])
    return Report.Grid(
      columns: ["", "n"] + (isWeighted ? ["weighted n"] : []) + [
        "of responses", "of cases", "of cases with a tick",
      ], lines: lines)
  }

  private func share(_ base: PercentageBase, of part: Part) -> Double? {
    part.answering.weight > 0 ? base.weight / part.answering.weight : nil
  }

  /// The labels of the groups, and of all cases.
  private var labels: [String] { groups.indices.map { context.part($0) } + [all.label] }

  /// The ticks of the groups side by side, those of all cases last.
  private var groupCounts: Report.Grid {
    let parts = groups + [all]
    var lines = all.lines.indices.map { place -> [Report.Cell] in
      [.text(all.lines[place].label)] + parts.map { number($0.lines[place].count, $0.lines[place].weight) }
    }
    lines.append([.text("none ticked")] + parts.map { number($0.none.count, $0.none.weight) })
    lines.append([.text("ticks")] + parts.map { number($0.responses, $0.responseWeight) })
    return Report.Grid(isWeighted ? "Weighted counts" : "Counts", columns: [""] + labels, lines: lines)
  }

  /// The shares of the cases of the groups side by side.
  private var groupShares: Report.Grid {
    let parts = groups + [all]
    var lines = all.lines.indices.map { place -> [Report.Cell] in
      [.text(all.lines[place].label)] + parts.map { percent($0.lines[place].shareOfCases) }
    }
    lines.append([.text("none ticked")] + parts.map { percent(share($0.none, of: $0)) })
    return Report.Grid("Percent of cases", columns: [""] + labels, lines: lines)
  }

  /// What the shares of each group rest on.
  private var baseGrid: Report.Grid {
    PercentageBase.grid(
      "Cases that answered", Array(zip(labels, (groups + [all]).map(\.answering))), isWeighted: isWeighted)
  }
}
