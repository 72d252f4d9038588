import SurveyStatistics

/// The mean change by a mixed model, which also takes those who have a score in one wave alone.
struct MixedChange<R: Respondent> {
  let scales: [RepeatedScale<R>]
  let waves: [String]

  /// The section of the report.
  var report: Report {
    var table = ResultTable(columns: ["", "people", "change", "95% CI", "df", "p", "ICC", "95% CI of pairs"])
    var warnings: [String] = []
    for scale in scales {
      table.add(scale.name) { () throws(InputError) in
        let (model, people) = try Self.model(of: scale)
        warnings += model.warnings.map { "\(scale.name): \($0)." }
        guard let change = model["wave"] else { return [] }
        let paired = try? scale.change.get()
        return [.count(people)] + change.estimate.cells() + change.statistic.cells.dropFirst()
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

  /// The model of all scores, and the number of people who have one.
  private static func model(
    of scale: RepeatedScale<R>
  ) throws(InputError) -> (model: LinearMixedModel, people: Int) {
    var (scores, wave, people) = ([Double](), [Double](), [String]())
    for (place, observed) in scale.waves.enumerated() {
      for (id, score) in zip(observed.ids, observed.values) {
        guard let score else { continue }
        scores.append(score)
        wave.append(Double(place))
        people.append(id)
      }
    }
    let model = try LinearMixedModel(
      scores, on: Design(columns: [("wave", wave)]), random: [RandomTerm(by: people, named: "person")],
      degreesOfFreedom: .kenwardRoger)
    return (model, Set(people).count)
  }
}
