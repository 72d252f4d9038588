import SurveyStatistics

/// The mean change by a mixed model, which also takes those who have a score in one wave alone.
struct MixedChange<R: Respondent> {
  let scales: [RepeatedScale<R>]
  let panel: Panel<R>

  private var waves: [String] { panel.waves.map(\.name) }

  /// The section of the report.
  var report: Report {
    var table = ResultTable(columns: ["", "people", "change", "95% CI", "df", "p", "ICC", "95% CI of pairs"])
    var warnings: [String] = []
    for scale in scales {
      table.add(scale.name) { () throws(InputError) in
        let model = try LinearMixedModel(of: scale.scale, in: panel, degreesOfFreedom: .kenwardRoger)
        warnings += model.warnings.map { "\(scale.name): \($0)." }
        guard let change = model["wave"], let people = model.randomEffects.first else { return [] }
        let paired = try? scale.change.get()
        return [.count(people.groupCount)] + change.estimate.cells() + change.statistic.cells.dropFirst()
          + [
            .pValue(change.pValue), .optional(model.intraclassCorrelation, .bounded(2)),
            .limits(paired?.difference),
          ]
      }
    }
    return Report(
      "Mean change by a mixed model of everybody's scores", grids: [table.grid],
      notes: [
        "Score on wave with a level of its own for each person, \"score ~ wave + (1 | person)\": restricted "
          + "maximum likelihood, degrees of freedom and standard errors of Kenward & Roger (1997). People: "
          + "with a score in \(waves[0]), \(waves[1]) or both. ICC: the share of the variance that lies between "
          + "people.",
        "With pairs alone this is the paired t test. Those with one score add what the level of a person tells "
          + "about a change: right if leaving depends on the scores that were seen, not if it depends on "
          + "what lies behind them. Where the two intervals differ much, who left matters.",
      ], warnings: table.warnings + warnings)
  }
}
