import SurveyStatistics

extension SelectionStudy {
  /// Participants taken as corporations, beside single non-participants.
  var clusterSection: Report {
    let members = sample.count { $0.status == .participant && $0.corporation != nil }
    let title = "Participants sit in work corporations"
    guard members > 0 else {
      return Report(title, warnings: ["No participant has a corporation: clustering cannot be looked at."])
    }
    var warnings: [String] = []
    let lines = zip(Self.outcomes, comparisons).map { scale, comparison -> [Report.Cell] in
      var refusals = Refusals(scale.name)
      let means = corporationMeans(of: scale)
      let welch = refusals.attempt("comparison of corporation means") { () throws(InputError) in
        try WelchTest(means, against: comparison.nonParticipants)
      }
      warnings += refusals.warnings
      return [
        .text(scale.name), .count(means.count), .count(comparison.nonParticipants.count),
        .value(welch?.difference, .decimals(2)), .limits(welch?.difference, .decimals(2)),
        .probability(welch?.pValue), .limits(comparison.welch?.difference, .decimals(2)),
      ]
    }
    return Report(
      title,
      grids: [
        Report.Grid(
          columns: [
            "", "corporations", "non-part.", "difference", "95% CI", "p", "as in 5",
          ],
          lines: lines)
      ],
      facts: [
        .init("participants with a corporation", .count(members)),
        .init("without", .count(sizes[0] - members)),
      ],
      notes: [
        "People of one corporation may resemble each other, and the comparisons above count each as a case "
          + "of its own. Here each corporation counts once, by the mean of its participants (Welch's test of "
          + "corporation means against single non-participants). It answers a slightly different question, "
          + "because small corporations weigh as much as large ones. Where its interval is wider than the "
          + "one in section 5, clustering matters, and the wider one is the safer one."
      ], warnings: warnings)
  }

  /// The mean score of each corporation's participants.
  private func corporationMeans(of scale: Scale<Applicant>) -> [Double] {
    var scores: [String: [Double]] = [:]
    guard let observed = try? scale.scores(in: sample) else { return [] }
    for (person, score) in zip(sample, observed.values) where person.status == .participant {
      guard let corporation = person.corporation, let score else { continue }
      scores[corporation, default: []].append(score)
    }
    return scores.sorted { $0.key < $1.key }.map { $0.value.reduce(0, +) / Double($0.value.count) }
  }

  /// What groups of these sizes can show, whatever the answers were.
  var powerSection: Report {
    let title = "What groups of these sizes can show"
    guard let design = try? DetectableDifference(sizes[0], against: sizes[1]) else {
      return Report(title, warnings: ["The groups are too small to say."])
    }
    let sizesOfEffect = [0.2, 0.5, 0.8, 1.0]
    let lines = sizesOfEffect.map { d -> [Report.Cell] in
      [.number(d, .decimals(1)), .optional(try? design.power(of: d), .bounded(2))]
    }
    return Report(
      title,
      grids: [Report.Grid(columns: ["true d", "power"], lines: lines)],
      facts: [
        .init("participants", .count(sizes[0])), .init("non-participants", .count(sizes[1])),
        .init("detected with power .80: d", .number(design.detectable, .decimals(2))),
        .init("smallest |d| that can reach p = .05", .number(design.criticalDifference, .decimals(2))),
      ],
      notes: [
        "For Student's test at .05, two-sided, equal variances; a statement about the design and not about "
          + "the answers. Differences that are real but smaller will mostly be missed, and those that are "
          + "found will on average look larger than they are."
      ])
  }
}
