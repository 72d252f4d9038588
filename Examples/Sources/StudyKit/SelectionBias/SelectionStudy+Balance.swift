import SurveyStatistics

extension SelectionStudy {
  /// What could explain a difference between the groups besides the outcomes.
  var balanceSection: Report {
    var (lines, warnings) = ([[Report.Cell]](), [String]())
    for (name, covariate) in covariates {
      var refusals = Refusals(name)
      // One table to a covariate: each over those who have a value of it.
      let table = refusals.attempt("balance") { () throws(InputError) in
        try BalanceTable(by: \.status, in: sample) { covariate }
      }
      // A level that nobody has says nothing.
      let held = table?.lines.filter { !$0.isShare || $0.groups.contains { $0.mean > 0 } }
      lines += held?.map(cells) ?? []
      warnings += refusals.warnings
    }
    return Report(
      "Balance of the covariates",
      grids: [
        Report.Grid(
          columns: [
            "", "n", "participants", "n", "non-participants", "SMD", "95% CI", "VR",
          ], lines: lines)
      ],
      notes: [
        "Means, and shares in percent. SMD: the difference over the root mean of the two variances, with "
          + "Bonett's interval. VR: the variance of participants over that of non-participants. Each line "
          + "over those who have a value and a status. The comparisons are not adjusted for these covariates."
      ], warnings: warnings)
  }

  private var covariates: [(String, Predictor<Applicant>)] {
    [
      ("Age", Predictor(\.age)), ("Months without work", Predictor(\.monthsUnemployed)),
      ("Gender", Predictor(\.gender)), ("Education", Predictor(\.education)),
    ]
  }

  private func cells(_ line: BalanceTable.Line) -> [Report.Cell] {
    let groups = line.groups.flatMap { group -> [Report.Cell] in
      [.count(group.count), .number(group.mean, line.isShare ? .percent(0) : .decimals(1))]
    }
    return [.text(line.name)] + groups + [
      .value(line.standardizedDifference, .decimals(2)), .limits(line.standardizedDifference, .decimals(2)),
      .optional(line.varianceRatio, .decimals(2)),
    ]
  }
}
