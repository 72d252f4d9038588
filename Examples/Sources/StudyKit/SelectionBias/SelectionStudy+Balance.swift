import SurveyStatistics

extension SelectionStudy {
  /// What could explain a difference between the groups besides the outcomes.
  var balanceSection: Report {
    var (lines, warnings) = ([[Report.Cell]](), [String]())
    func add(_ name: String, _ table: (Grouping) throws(InputError) -> BalanceTable) {
      var refusals = Refusals(name)
      let found = refusals.attempt("balance") { () throws(InputError) in
        try table(sample.groups(by: \.status))
      }
      // A level that nobody has says nothing.
      lines += found?.lines.filter { !$0.isShare || $0.groups.contains { $0.mean > 0 } }.map(cells) ?? []
      warnings += refusals.warnings
    }
    add("age") { status throws(InputError) in try balance(of: Variable(\.age), by: status) }
    add("months without work") { status throws(InputError) in
      try balance(of: Variable(\.monthsUnemployed), by: status)
    }
    add("gender") { status throws(InputError) in
      try balance(of: sample.groups(by: \.gender), by: status)
    }
    add("education") { status throws(InputError) in
      try balance(of: sample.groups(by: \.education), by: status)
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

  private func balance(
    of variable: Variable<Applicant>, by status: Grouping
  ) throws(InputError) -> BalanceTable {
    let complete = try sample.complete([variable], by: [status])
    return try balance(of: .numeric(complete.names[0], complete.columns[0]), complete)
  }

  private func balance(of factor: Grouping, by status: Grouping) throws(InputError) -> BalanceTable {
    let complete = try sample.complete([], by: [status, factor])
    let labels = complete.groups[1].map { factor.levels[$0] }
    return try balance(of: .factor(factor.name, labels, levels: factor.levels), complete)
  }

  private func balance(of term: Term, _ cases: CompleteCases) throws(InputError) -> BalanceTable {
    let levels = cases.groupings[0].levels
    return try BalanceTable(
      [term], by: cases.groups[0].map { levels[$0] }, comparing: levels[0], against: levels[1])
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
