import SurveyVocabulary

extension BoxScores {
  /// The shares and the net, by groups where there are some, and what they rest on.
  public var report: Report {
    let parts = groups.isEmpty ? [all] : groups + [all]
    var facts = [Report.Fact("n", .count(all.base.count))]
    if isWeighted { facts += all.base.facts("used") }
    var notes: [String] = []
    if parts.contains(where: { $0.net != nil && $0.net?.interval == nil }) {
      notes.append(
        "Where all cases are in one box, a Wald interval of the net does not exist: ask for the score interval."
      )
    }
    if parts.contains(where: { $0.base.count == 0 }) { notes.append("Groups without cases have no shares.") }
    return Report(
      context.title("Box scores", groups.isEmpty ? nil : "by \(factor ?? "group")"),
      method: .init(
        Self.methodID, options: options,
        citation: Citation("Rocks", 2016, "The American Statistician 70, 365-372")),
      rows: parts.indices.flatMap { rows(parts[$0], groups.isEmpty ? nil : label($0)) },
      grids: groups.isEmpty
        ? []
        : [
          PercentageBase.grid(
            "Bases of the shares", parts.enumerated().map { (label($0), $1.base) }, isWeighted: isWeighted)
        ],
      facts: facts, cases: context.cases, notes: notes)
  }

  private var options: [Report.Fact] {
    let words = { (levels: ArraySlice<String>) in
      Report.Cell.text(
        levels.count > 2
          ? "\(levels.first ?? "") to \(levels.last ?? "")" : levels.joined(separator: " and "))
    }
    return [
      Report.Fact("top", words(levels.suffix(boxes.top))),
      Report.Fact("bottom", words(levels.prefix(boxes.bottom))),
      Report.Fact("interval of the net", .text(netInterval.rawValue)),
    ] + (isWeighted ? [Report.Fact("weights", .text("one per case"))] : [])
  }

  private func label(_ place: Int) -> String { place < groups.count ? context.part(place) : all.label }

  private func rows(_ part: Part, _ label: String?) -> [Report.Row] {
    let lines = [
      ("top \(boxes.top)", part.top), ("middle", part.middle), ("bottom \(boxes.bottom)", part.bottom),
      ("net", part.net),
    ]
    return lines.compactMap { name, estimate in
      estimate.map { Report.Row(label.map { "\($0), \(name)" } ?? name, $0, style: .percent(1)) }
    }
  }
}
