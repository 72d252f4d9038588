import SurveyStatistics

/// The study of selection: who takes part in co-production, and who does not?
///
/// Participants of work corporations are set beside non-participants in motivation, trust and perceived
/// control, from the questionnaire file to a report that one can send to a colleague.
package struct SelectionStudy: Sendable {
  /// The respondents.
  let sample: Sample<Applicant>
  /// The seed of the permutation tests.
  let seed: UInt64
  /// The numbers of participants and of non-participants.
  let sizes: [Int]
  /// One comparison to an outcome, in the order of the instrument.
  let comparisons: [Comparison]

  /// The random divisions of a permutation test.
  static let permutations = 9_999
  /// The outcomes: the instrument's scales.
  static let outcomes = Applicant.instrument.scales
  /// The scales of trust, each of which claim C5 is about.
  static let trusts = [Applicant.generalizedTrust, Applicant.municipalTrust, Applicant.interpersonalTrust]

  /// Analyses the respondents of a questionnaire file.
  ///
  /// - Throws: ``StudyError`` if a group has fewer than two respondents, or nobody has a score.
  package init(_ sample: Sample<Applicant>, seed: UInt64) throws {
    self.sample = sample
    self.seed = seed
    sizes = try sample.groups(by: \.status).sizes
    guard sizes.allSatisfy({ $0 >= 2 }) else {
      throw StudyError(
        "status: the study compares two groups and needs at least 2 respondents in each; found "
          + zip(sizes, ["participant", "non-participant"]).map { $0 == 1 ? "1 \($1)" : "\($0) \($1)s" }
          .joined(separator: " and "))
    }
    comparisons = try Self.outcomes.map { try Comparison($0, in: sample, seed: seed) }
    guard comparisons.contains(where: { !$0.participants.isEmpty || !$0.nonParticipants.isEmpty }) else {
      throw StudyError("no respondent of either group has a score on any scale: the answers are missing")
    }
  }

  /// The whole report.
  package var report: Report {
    let claims = claimTable
    var sections = [
      casesSection, answersSection, reliabilitySection, groupSection, meanSection, rankSection,
      balanceSection, correlationSection, regressionSection, clusterSection, powerSection,
      claimsSection(claims), limitsSection, sourceSection,
    ]
    for index in sections.indices { sections[index].title = "\(index + 1). \(sections[index].title)" }
    return Report(
      "Who takes part in co-production? Participants beside non-participants",
      introduction: [question, inShort(claims), reading],
      warnings: SyntheticData.notices(for: sample.ids), sections: sections)
  }

  private var question: String {
    "Question. Do people who take part in a work corporation differ from those who do not in motivation, "
      + "trust and perceived control? Where they do, a later difference between the groups is not due to "
      + "taking part alone. The report follows Fledderus & Honingh (2016), who compared 60 participants "
      + "with 18 non-participants: it tests what their abstract says on the data at hand (\(sizes[0]) and "
      + "\(sizes[1])) and repeats no number from it."
  }

  private func inShort(_ claims: ClaimTable) -> String {
    let words: [(verdict: Claim.Verdict, one: String, many: String)] = [
      (.supports, "supports its claim", "support their claim"),
      (.contrasts, "contrasts with its claim", "contrast with their claim"),
      (.inconclusive, "is inconclusive", "are inconclusive"),
      (.untestable, "cannot be tested with these data", "cannot be tested with these data"),
    ]
    let parts = words.compactMap { words -> String? in
      let count = claims.lines.count { $0.verdict == words.verdict }
      return count == 0 ? nil : "\(count) \(count == 1 ? words.one : words.many)"
    }
    return "In short. Of \(claims.lines.count) results on the six claims "
      + parts.joined(separator: ", ") + " (section 12)."
  }

  private var reading: String {
    "Reading. Differences are participants minus non-participants; intervals are 95% confidence intervals. "
      + "A score is the mean of the answered items, reversed items turned round: 1 to 5, generalized trust "
      + "0 to 10."
  }

  private var sourceSection: Report {
    let comparison = comparisons.first { $0.welch != nil }
    let methods: [(any Finding)?] = [
      comparison?.welch, comparison?.mannWhitney, comparison?.brunnerMunzel, comparison?.permutation,
      comparison?.superiority, try? CronbachAlpha(of: Applicant.motivation, in: sample),
      try? motivationCorrelation(with: Applicant.control),
      try? regression(of: Applicant.generalizedTrust, .hc3), try? HolmAdjustment([1]),
      try? BalanceTable(by: \.status, in: sample) { Predictor(\.gender) },
      try? clusteredTest(of: Applicant.motivation), try? designEffect(of: Applicant.motivation),
    ]
    return sourcesSection(
      methods.compactMap { $0 }, studies: [Claims.selectionStudy],
      others: [
        Citation("Bonett", 2008, "Psychological Methods 13, 99-109", doi: "10.1037/1082-989X.13.2.99"),
        Citation("Feldt", 1965, "Psychometrika 30, 357-370", doi: "10.1007/BF02289499"),
      ])
  }

  private var limitsSection: Report {
    Report(
      "Limits",
      introduction: [
        "- Selection after application: non-participants are taken to be people who applied and did not "
          + "enter, as the comparison group of the study was planned. Whoever never applied is in neither "
          + "group, so that nothing is said about the step from the population to the applicants.",
        "- Self-selection and selection by the organization cannot be told apart here: motivated people may "
          + "stay, and promising people may be picked.",
        "- One measurement: if participants answered after they had started, a difference may be an effect "
          + "of taking part and not a cause of it.",
        "- The smaller group decides what can be seen. With \(sizes.min() ?? 0) people in it the intervals "
          + "are wide, and an interval that holds zero does not show that there is no difference.",
        "- Who did not answer the questionnaire is unknown; the intervals cover sampling error only.",
      ])
  }
}
