import SurveyStatistics

/// Which mean change a number of pairs can show.
struct WhatPairsShow {
  /// The numbers of pairs with where they come from.
  let pairs: [(label: String, count: Int)]

  /// The section of the report.
  var report: Report {
    var table = ResultTable(
      columns: ["", "pairs", "dz detected with power .80", "smallest dz at .05"])
    for line in pairs {
      table.add(line.label) { () throws(InputError) in
        let finding = try DetectableDifference(pairs: line.count)
        return [
          .count(line.count), .number(finding.detectable, .decimals(2)),
          .number(finding.criticalDifference, .decimals(2)),
        ]
      }
    }
    return Report(
      "What this number of pairs can show", grids: [table.grid],
      notes: [
        "dz: the mean change in standard deviations of the changes. Paired t test, two-sided at .05; below the "
          + "last column it cannot reach that level. A statement about the design, not about the data."
      ], warnings: table.warnings)
  }
}
