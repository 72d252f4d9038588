import SurveyStatistics

extension Applicant {
  /// The corporation of a participant; anybody else is a cluster of one.
  var cluster: String {
    guard status == .participant, let corporation else { return "person \(id)" }
    return "corporation \(corporation)"
  }
}

extension SelectionStudy {
  private var members: Sample<Applicant> {
    sample.excluding("not in a corporation") { $0.status != .participant || $0.corporation == nil }
  }

  /// The comparisons of means again, with the corporations as clusters.
  var clusterSection: Report {
    let members = members
    let title = "Participants sit in work corporations"
    guard members.count > 0 else {
      return Report(title, warnings: ["No participant has a corporation: clustering cannot be looked at."])
    }
    var (tests, effects, warnings) = ([[Report.Cell]](), [[Report.Cell]](), [String]())
    for (scale, comparison) in zip(Self.outcomes, comparisons) {
      var refusals = Refusals(scale.name)
      let test = refusals.attempt("Welch's test of clustered cases") { () throws(InputError) in
        try clusteredTest(of: scale)
      }
      let design = refusals.attempt("design effect") { () throws(InputError) in
        try designEffect(of: scale)
      }
      warnings += refusals.warnings
      tests.append(
        [
          .text(scale.name), .value(test?.difference, .decimals(2)), .limits(test?.difference, .decimals(2)),
        ] + (test?.statistic.cells ?? [.empty, .empty]) + [
          .probability(test?.pValue), .limits(comparison.welch?.difference, .decimals(2)),
        ])
      effects.append([
        .text(scale.name), design.map { .count($0.moments.count) } ?? .empty,
        design.map { .count($0.clusterCount) } ?? .empty,
        .value(design?.intraclassCorrelation, .bounded(2)),
        .limits(design?.intraclassCorrelation, .bounded(2)), .value(design?.designEffect, .decimals(2)),
        .limits(design?.designEffect, .decimals(2)), .value(design?.effectiveSize, .decimals(0)),
      ])
    }
    return Report(
      title,
      grids: [
        Report.Grid(
          "Differences in means (Welch's test of clustered cases)",
          columns: ["", "difference", "95% CI", "t", "df", "p", "95% CI in 5"], lines: tests),
        Report.Grid(
          "How alike the participants of one corporation are",
          columns: [
            "", "n", "corporations", "ICC", "95% CI", "design effect", "95% CI", "effective n",
          ], lines: effects),
      ],
      facts: [
        .init("participants with a corporation", .count(members.count)),
        .init("without", .count(sizes[0] - members.count)),
      ],
      notes: [
        "The differences are those of section 5, their intervals not: people of one corporation may resemble "
          + "each other in any way (CR2 standard errors, Bell & McCaffrey 2002, with Satterthwaite's degrees "
          + "of freedom). A non-participant is a cluster of one, and so is a participant without a "
          + "corporation.",
        "ICC: the correlation of two participants of one corporation, below zero where they differ more than "
          + "chance would have it. Design effect: how much it multiplies "
          + "the variance of the participants' mean. Effective n: so many independent participants would "
          + "give as precise a mean. With few corporations the data say little about the ICC: see its interval.",
      ], warnings: warnings)
  }

  func clusteredTest(of scale: Scale<Applicant>) throws(InputError) -> ClusteredWelchTest {
    try ClusteredWelchTest(of: scale, by: \.status, in: sample, clusters: \.cluster)
  }

  func designEffect(of scale: Scale<Applicant>) throws(InputError) -> DesignEffect {
    try DesignEffect(of: scale, in: members, clusters: \.corporation)
  }

  /// The regression of a scale of trust with standard errors for corporations as clusters.
  func clusteredRegression(of scale: Scale<Applicant>) throws(InputError) -> ClusteredRegression {
    let complete = try sample.complete(
      [scale.variable, Applicant.motivation.variable, Applicant.control.variable],
      by: [sample.groups(by: \.status)])
    let clusters = Dictionary(sample.map { ($0.id, $0.cluster) }) { first, _ in first }
    return try ClusteredRegression(
      of: regression(of: scale, .classical), clusters: complete.ids.map { clusters[$0] })
  }
}
