import SurveyStatistics

/// The reliability of every scale in both waves, and how far the waves agree.
struct WaveReliability<R: Respondent> {
  let scales: [RepeatedScale<R>]
  let waves: [String]

  /// The section of the report.
  var report: Report {
    var table = ResultTable(columns: [""] + waves.flatMap { ["n", "alpha, \($0)", "95% CI"] } + ["r"])
    for scale in scales {
      var line: [Report.Cell] = [.text(scale.name)]
      for (wave, alpha) in zip(waves, scale.alphas) {
        line += table.cells("\(scale.name), \(wave)", 3) { () throws(InputError) in
          let finding = try alpha.get()
          return [.count(finding.count)] + finding.alpha.cells(.bounded(2))
        }
      }
      table.add(line + [.optional(try? scale.retest(), .bounded(2))])
    }
    return Report(
      "Reliability in both waves",
      grids: [table.grid],
      notes: [
        "Cronbach's alpha over those who answered every item, with Feldt's interval; r is the correlation "
          + "between the waves of the scores of those who have both.",
        "Alpha counts as true whatever the items of one occasion share, the mood of the day included.",
      ], warnings: table.warnings + itemWarnings)
  }

  /// What the item analyses point out, such as an item that runs against the others.
  private var itemWarnings: [String] {
    scales.flatMap { scale in
      zip(waves, scale.alphas).flatMap { wave, attempt in
        ((try? attempt.get())?.report.warnings ?? []).map { "\(scale.name), \(wave): \($0)" }
      }
    }
  }
}
