import SurveyStatistics

/// Whether those who left differed at the start, and what they could have done to the mean change.
struct Attrition<R: Respondent> {
  let scales: [RepeatedScale<R>]
  let flow: PanelFlow

  /// Those who left beside those who stayed, at the start.
  var start: Report {
    let left = Set(flow.left)
    var table = ResultTable(
      columns: ["", "left", "mean", "stayed", "mean", "difference", "95% CI", "p", "d"])
    for scale in scales {
      table.add(scale.name) { () throws(InputError) in
        let scores = zip(scale.waves[0].ids, scale.waves[0].values)
        let gone = scores.filter { left.contains($0.0) }.compactMap(\.1)
        let stayed = scores.filter { !left.contains($0.0) }.compactMap(\.1)
        let test = try WelchTest.named(("left", gone), against: ("stayed", stayed))
        return test.groups.flatMap { [.count($0.count), .number($0.mean)] } + test.difference.cells()
          + [.pValue(test.pValue), .number(test.effect.value, .decimals(2))]
      }
    }
    return Report(
      "Those who left, at the start", grids: [table.grid],
      notes: [
        "Left minus stayed in \(flow.waves[0]), Welch's test; d in units of the root mean of the two variances.",
        "A difference whose interval holds zero clears nothing: the interval says how large it may be, and "
          + "leaving may follow what happened later, which no first wave can show.",
      ], warnings: table.warnings)
  }

  /// How low and how high the mean change of all can be.
  var bounds: Report {
    var table = ResultTable(columns: [
      "", "lost", "change of pairs", "worst", "best", "95% CI", "turning mean",
    ])
    for scale in scales {
      table.add(scale.name) { () throws(InputError) in
        let paired = Set(scale.pairs.ids)
        let lost = zip(scale.waves[0].ids, scale.waves[0].values).filter { !paired.contains($0.0) }
        let bounds = try AttritionBounds(
          scale.pairs.second, against: scale.pairs.first, leavers: lost.compactMap(\.1), range: scale.range())
        return [
          .count(bounds.leaversBefore?.count ?? 0), .number(bounds.changeOfStayers.value),
          .number(bounds.worst), .number(bounds.best),
          bounds.interval.map { .interval($0, .automatic) } ?? .empty, .optional(bounds.tippingMean),
        ]
      }
    }
    return Report(
      "Those who left, at their worst and best", grids: [table.grid],
      notes: [
        "Lost: people with a first score and no later one. Worst and best: the mean change of all with a first "
          + "score, had the lost ended at the lowest or the highest score there is. The interval covers "
          + "both. Nothing is assumed about why people were lost (Horowitz & Manski 2000).",
        "Turning mean: the later mean of the lost at which the mean change of all would be zero.",
      ], warnings: table.warnings)
  }
}
