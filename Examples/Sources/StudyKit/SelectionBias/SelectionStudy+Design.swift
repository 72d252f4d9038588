import SurveyStatistics

extension SelectionStudy {
  /// What groups of these sizes can show, whatever the answers were.
  var powerSection: Report {
    let title = "What groups of these sizes can show"
    guard let design = try? DetectableDifference(sizes[0], against: sizes[1]) else {
      return Report(title, warnings: ["The groups are too small to say."])
    }
    let sizesOfEffect = [0.2, 0.5, 0.8, 1.0]
    let lines = sizesOfEffect.map { d -> [Report.Cell] in
      [.number(d, .decimals(1)), .optional(try? design.power(of: d), .bounded(2))]
    }
    return Report(
      title,
      grids: [Report.Grid(columns: ["true d", "power"], lines: lines)],
      facts: [
        .init("participants", .count(sizes[0])), .init("non-participants", .count(sizes[1])),
        .init("detected with power .80: d", .number(design.detectable, .decimals(2))),
        .init("smallest |d| that can reach p = .05", .number(design.criticalDifference, .decimals(2))),
      ],
      notes: [
        "For Student's test at .05, two-sided, equal variances; a statement about the design and not about "
          + "the answers. Differences that are real but smaller will mostly be missed, and those that are "
          + "found will on average look larger than they are."
      ])
  }
}
