import SurveyStatistics

extension SelectionStudy {
  /// The correlation of motivation with a scale among all respondents with both scores.
  func motivationCorrelation(with scale: Scale<Applicant>) throws(InputError) -> PearsonCorrelation {
    try PearsonCorrelation(of: Applicant.motivation, with: scale, in: sample)
  }

  /// Motivation with each scale of trust and with perceived control.
  var correlationSection: Report {
    let participants = sample.excluding("not a participant") { $0.status != .participant }
    var warnings: [String] = []
    let lines = (Self.trusts + [Applicant.control]).map { scale -> [Report.Cell] in
      var refusals = Refusals("Motivation with \(scale.name.lowercased())")
      let all = refusals.attempt("correlation") { () throws(InputError) in
        try motivationCorrelation(with: scale)
      }
      let within = refusals.attempt("correlation among participants") { () throws(InputError) in
        try PearsonCorrelation(of: Applicant.motivation, with: scale, in: participants)
      }
      warnings += refusals.warnings
      return [
        .text(scale.name), all.map { .count($0.cases.used) } ?? .empty,
        .value(all?.correlation, .bounded(2)), .limits(all?.correlation, .bounded(2)),
        .probability(all?.pValue), within.map { .count($0.cases.used) } ?? .empty,
        .value(within?.correlation, .bounded(2)), .limits(within?.correlation, .bounded(2)),
      ]
    }
    return Report(
      "Motivation with trust and perceived control",
      grids: [
        Report.Grid(
          columns: ["", "everybody n", "r", "95% CI", "p", "participants n", "r", "95% CI"], lines: lines)
      ],
      notes: [
        "Pearson's r with Fisher's interval. Two groups that differ on both scales are correlated by that "
          + "alone: the correlation among participants is free of it."
      ], warnings: warnings)
  }

  /// Trust on motivation, perceived control and group.
  var regressionSection: Report {
    var (lines, clusteredLines) = ([[Report.Cell]](), [[Report.Cell]]())
    var (facts, warnings) = ([Report.Fact](), [String]())
    for scale in Self.trusts {
      var refusals = Refusals(scale.name)
      let fits = refusals.attempt("regression") { () throws(InputError) in
        (try regression(of: scale, .classical), try regression(of: scale, .hc3))
      }
      let clustered =
        fits == nil || !hasCorporations
        ? nil
        : refusals.attempt("standard errors for corporations") { () throws(InputError) in
          try clusteredRegression(of: scale)
        }
      warnings += refusals.warnings
      guard let (classical, robust) = fits else { continue }
      facts.append(.init("\(scale.name): n", .count(classical.cases.used)))
      facts.append(.init("R²", .number(classical.rSquared, .bounded(2))))
      for (index, pair) in zip(classical.coefficients, robust.coefficients).enumerated() {
        lines.append([
          .text(index == 0 ? scale.name : ""), .text(pair.0.name), .value(pair.0.estimate, .decimals(2)),
          .limits(pair.0.estimate, .decimals(2)), .probability(pair.0.pValue),
          .limits(pair.1.estimate, .decimals(2)), .probability(pair.1.pValue),
        ])
      }
      for (index, coefficient) in (clustered?.coefficients.dropFirst() ?? []).enumerated() {
        clusteredLines.append(
          [
            .text(index == 0 ? scale.name : ""), .text(coefficient.name),
            .value(coefficient.estimate, .decimals(2)), .limits(coefficient.estimate, .decimals(2)),
          ] + (coefficient.statistic?.cells ?? [.empty, .empty]) + [.probability(coefficient.pValue)])
      }
    }
    var grids = [
      Report.Grid(
        columns: ["outcome", "term", "b", "classical 95% CI", "p", "HC3 95% CI", "p"], lines: lines)
    ]
    if !clusteredLines.isEmpty {
      grids.append(
        Report.Grid(
          "The same with work corporations as clusters",
          columns: ["outcome", "term", "b", "CR2 95% CI", "t", "df", "p"], lines: clusteredLines))
    }
    return Report(
      "Trust on motivation, perceived control and group", grids: grids,
      facts: facts,
      notes: [
        "Least squares. The classical intervals take the residual variance to be equal in both groups, the "
          + "HC3 intervals (MacKinnon & White 1985) do not. The CR2 intervals (Bell & McCaffrey 2002) also "
          + "let participants of one corporation resemble each other; their degrees of freedom say how many "
          + "clusters a coefficient rests on. The coefficient of the group is the difference between people "
          + "of equal motivation and control; it describes, and adjusts for nothing that was not measured."
      ], warnings: warnings)
  }

  private var hasCorporations: Bool {
    sample.contains { $0.status == .participant && $0.corporation != nil }
  }

  func regression(
    of scale: Scale<Applicant>, _ standardErrors: StandardErrors
  ) throws(InputError) -> LinearRegression {
    try LinearRegression(of: scale, in: sample, standardErrors: standardErrors) {
      Predictor(Applicant.motivation)
      Predictor(Applicant.control)
      Predictor(\.status, baseline: .nonParticipant)
    }
  }
}
