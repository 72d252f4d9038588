import SurveyStatistics

/// The themes of the interviews beside the change scores of those who voiced them and of those who did
/// not.
struct JointDisplay {
  let interviews: Sample<Interview>
  let scales: [RepeatedScale<Participant>]

  /// Those who voiced a theme minus those who did not, by their change on a scale.
  func comparison(_ theme: Theme, _ scale: RepeatedScale<Participant>) throws(InputError) -> WelchTest {
    try WelchTest.named(
      ("voiced", changes(scale, theme, .voiced)), against: ("not voiced", changes(scale, theme, .notVoiced)))
  }

  /// How the two coders agree.
  var agreement: Report {
    let lines = Theme.all.map { theme -> [Report.Cell] in
      let counts = theme.counts(in: interviews)
      return [.text(theme.name), .count(counts.coded)]
        + [counts.both, counts.firstOnly, counts.secondOnly, counts.neither].map { .count($0) }
        + [.optional(counts.agreement, .percent(0))]
    }
    let known = Set(scales.flatMap(\.pairs.ids))
    let strangers = interviews.ids.filter { !known.contains($0) }
    return Report(
      "Interviews: agreement between the coders",
      grids: [
        Report.Grid(
          columns: ["theme", "coded by both", "both", "first only", "second only", "neither", "agreement"],
          lines: lines)
      ],
      facts: [Report.Fact("interviews", .count(interviews.count))],
      notes: [
        "Both: both coders found the theme. Percent agreement is not corrected for chance; the four counts "
          + "allow any other measure."
      ]
        + (strangers.isEmpty
          ? [] : ["Interviewed, but without a pair of scores: \(PanelCases<Participant>.list(strangers))."]))
  }

  /// Each theme beside the changes of those who voiced it and of those who did not.
  var display: Report {
    let tables = Theme.all.map { theme in (theme, table(theme)) }
    return Report(
      "Interviews: joint display",
      introduction: [
        "Mean change of those who voiced a theme (both coders found it) and of those who did not (neither "
          + "did), and the difference by Welch's test."
      ],
      notes: [
        "What this can say: whether those who voiced a theme changed otherwise than those who did not. What it "
          + "cannot: that the theme is a condition for trust. Whoever lacks support may not mention it, "
          + "trust may move what people speak of, and the table rests on \(interviews.count) interviews. A "
          + "condition is a finding of reading them; the table only sets numbers beside it."
      ],
      sections: tables.map { theme, table in
        Report("\(theme.claim.id): \(theme.name)", grids: [table.grid], warnings: table.warnings)
      })
  }

  private func table(_ theme: Theme) -> ResultTable {
    var table = ResultTable(
      columns: ["", "voiced", "change", "not voiced", "change", "difference", "95% CI", "p"])
    for scale in scales {
      table.add(scale.name) { () throws(InputError) in
        let test = try comparison(theme, scale)
        return test.groups.flatMap { [.count($0.count), .number($0.mean)] } + test.difference.cells()
          + [.pValue(test.pValue)]
      }
    }
    return table
  }

  private func changes(
    _ scale: RepeatedScale<Participant>, _ theme: Theme, _ decision: Theme.Decision
  ) -> [Double] {
    let ids = theme.ids(decision, in: interviews)
    guard let changes = scale.pairs.changes.first else { return [] }
    return zip(scale.pairs.ids, changes).filter { ids.contains($0.0) }.map(\.1)
  }
}
