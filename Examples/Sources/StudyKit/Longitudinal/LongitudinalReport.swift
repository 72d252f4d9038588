import SurveyStatistics

/// The study over time: the same participants at the start and after half a year, from two questionnaire
/// files to a report.
package struct LongitudinalReport: Sendable {
  let panel: Panel<Participant>
  let interviews: Sample<Interview>?
  let flow: PanelFlow
  let outcomes: Outcomes
  let changes: ChangeAgainstChange
  let corporations: Corporations

  /// The scales of the study by name.
  struct Outcomes: Sendable {
    let provider: RepeatedScale<Participant>
    let government: RepeatedScale<Participant>
    let generalized: RepeatedScale<Participant>
    let fellows: RepeatedScale<Participant>
    let motivation: RepeatedScale<Participant>
    let control: RepeatedScale<Participant>

    init(_ panel: Panel<Participant>) throws(InputError) {
      provider = try RepeatedScale(Participant.providerTrust, in: panel)
      government = try RepeatedScale(Participant.governmentTrust, in: panel)
      generalized = try RepeatedScale(Participant.generalizedTrust, in: panel)
      fellows = try RepeatedScale(Participant.fellowTrust, in: panel)
      motivation = try RepeatedScale(Participant.motivation, in: panel)
      control = try RepeatedScale(Participant.control, in: panel)
    }

    /// The trust of the claims D1 to D3.
    var claimed: [RepeatedScale<Participant>] { [provider, government, generalized] }
    /// All kinds of trust.
    var trust: [RepeatedScale<Participant>] { claimed + [fellows] }
    /// All scales, the family of the tests of change.
    var all: [RepeatedScale<Participant>] { trust + [motivation, control] }
  }

  /// Analyses two waves.
  ///
  /// - Parameters:
  ///   - first: The participants at the start.
  ///   - second: The participants half a year later.
  ///   - interviews: Coded interviews, where there are any.
  /// - Throws: ``StudyError`` if nobody is in both waves; ``InputError`` with the faults of a scale.
  package init(
    _ first: Sample<Participant>, _ second: Sample<Participant>, interviews: Sample<Interview>? = nil
  ) throws {
    panel = try Panel(["wave 0": first, "wave 1": second])
    flow = try panel.flow()
    guard !flow.stayed.isEmpty else {
      throw StudyError(
        "nobody is in both waves: none of the \(second.count) ids of the second file is in the first; both "
          + "files need the same code for the same person")
    }
    outcomes = try Outcomes(panel)
    guard outcomes.all.contains(where: { $0.pairs.cases.used > 0 }) else {
      throw StudyError("nobody has a score in both waves on any scale: the answers are missing")
    }
    corporations = Corporations(panel)
    changes = try ChangeAgainstChange(
      panel, corporations: corporations, first: outcomes.fellows,
      with: [
        (Claims.d4, outcomes.provider), (Claims.d5, outcomes.generalized), (nil, outcomes.government),
      ])
    self.interviews = interviews
  }

  /// The whole report.
  ///
  /// - Throws: ``InputError`` where there are no two waves.
  package func report() throws(InputError) -> Report {
    let claims = try claims()
    var sections = try sections()
    var table = claims.report
    table.title = "The published claims beside these data"
    table.notes.append(
      "D4 and D5 say \"strongly\" and give no coefficient: the sign is tested here, not the strength.")
    table.notes.append(
      "The verdicts are about these data and their 95% intervals, one claim at a time; they neither confirm "
        + "nor refute the published study. Holm's adjustment, the corporations as clusters and the share of "
        + "occasion error, in the sections above, say how firmly each stands.")
    sections += [table, limits]
    for index in sections.indices { sections[index].title = "\(index + 1). \(sections[index].title)" }
    return Report(
      "Trust during co-production: participants at the start and after half a year",
      introduction: [
        question, inShort(claims, section: sections.count - 1), Self.decided, Self.reading,
      ],
      warnings: SyntheticData.notices(for: panel.waves.flatMap(\.sample.ids) + (interviews?.ids ?? [])),
      sections: sections)
  }

  private func sections() throws(InputError) -> [Report] {
    let all = outcomes.all
    let waves = flow.waves
    let change = MeanChange(scales: all, waves: waves)
    let attrition = Attrition(scales: all, flow: flow)
    var sections = [
      try PanelCases(panel, scales: all, showsAnswers: true).report,
      WaveReliability(scales: all, waves: waves).report, change.sizes, change.meanTests, change.rankTests,
      MixedChange(scales: all, panel: panel).report,
      CorporationChange(scales: all, corporations: corporations).report,
    ]
    if !flow.left.isEmpty { sections.append(attrition.start) }
    if all.contains(where: { $0.pairs.cases.used < $0.waves[0].cases.used }) {
      sections.append(attrition.bounds)
    }
    sections += [
      ExpectedFall(scales: all, waves: waves).report, changes.correlations, changes.reliabilities,
      changes.curve,
      LordsParadox(outcomes: outcomes.claimed, predictor: outcomes.motivation, corporations: corporations)
        .report,
      WhatPairsShow(pairs: [("60 pairs", 60), ("40 pairs", 40), ("these data", flow.stayed.count)]).report,
    ]
    if let interviews {
      let display = JointDisplay(interviews: interviews, scales: outcomes.trust)
      sections += [display.agreement, display.display]
    }
    return sections
  }
}
