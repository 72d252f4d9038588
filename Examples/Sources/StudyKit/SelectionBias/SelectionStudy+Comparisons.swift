import SurveyStatistics

extension SelectionStudy {
  /// Size, mean and spread of the two groups.
  var groupSection: Report {
    let lines = comparisons.map { comparison -> [Report.Cell] in
      let moments = [comparison.participants, comparison.nonParticipants].map { try? Moments($0) }
      let cells = moments.flatMap { group -> [Report.Cell] in
        [
          .count(group?.count ?? 0), .optional(group?.mean, .decimals(2)),
          .optional(group?.standardDeviation, .decimals(2)),
        ]
      }
      return [.text(comparison.outcome)] + cells + [.optional(ratio(moments), .decimals(2))]
    }
    return Report(
      "The two groups",
      grids: [
        Report.Grid(
          columns: ["", "participants n", "mean", "SD", "non-participants n", "mean", "SD", "SD ratio"],
          lines: lines)
      ],
      notes: ["SD ratio: the standard deviation of non-participants over that of participants."])
  }

  private func ratio(_ groups: [Moments?]) -> Double? {
    guard let first = groups[0]?.standardDeviation, let second = groups[1]?.standardDeviation, first > 0
    else { return nil }
    return second / first
  }

  /// Differences in means, by Welch's test.
  var meanSection: Report {
    let adjusted = adjustedPValues
    let lines = comparisons.map { comparison -> [Report.Cell] in
      let welch = comparison.welch
      return [
        .text(comparison.outcome), .value(welch?.difference, .decimals(2)),
        .limits(welch?.difference, .decimals(2)), .probability(welch?.pValue),
        .probability(adjusted[comparison.outcome]), .value(welch?.effect, .decimals(2)),
        .limits(welch?.effect, .decimals(2)),
      ]
    }
    return Report(
      "Differences in means (Welch's test)",
      grids: [
        Report.Grid(
          columns: ["", "difference", "95% CI", "p", "p (Holm)", "d", "95% CI of d"], lines: lines)
      ],
      notes: [
        "Welch's test comes first because the groups are of unequal size and their spreads may differ. At "
          + "60 against 18, with twice the standard deviation in the small group, a pooled t test rejects a "
          + "true null hypothesis in 16 of 100 samples instead of 5, Welch's in 5 (20,000 simulated samples "
          + "of normal data).",
        "p (Holm): Welch's p adjusted for the family of \(adjusted.count) outcomes; the intervals are not "
          + "adjusted. d: the difference over the root mean of the two variances (average-variance d).",
      ], warnings: comparisons.flatMap(\.warnings))
  }

  /// The same comparisons without taking the scores to be normal.
  var rankSection: Report {
    let lines = comparisons.map { comparison -> [Report.Cell] in
      let superiority = comparison.superiority?.superiority
      return [
        .text(comparison.outcome), .value(superiority, .bounded(2)), .limits(superiority, .bounded(2)),
        .probability(comparison.brunnerMunzel?.pValue), .probability(comparison.permutation?.pValue),
        .probability(comparison.mannWhitney?.pValue),
      ]
    }
    return Report(
      "The same without taking the scores to be normal",
      method: .init(
        PermutationTest.methodID, options: [.init("permutations", .count(Self.permutations))], seed: seed),
      grids: [
        Report.Grid(
          columns: [
            "", "P(superiority)", "95% CI", "Brunner-Munzel p", "permutation p", "Mann-Whitney p",
          ],
          lines: lines)
      ],
      notes: [
        "P(superiority): the probability that a participant scores higher than a non-participant, ties "
          + "counted half. Brunner-Munzel tests that it is one half, whatever the spreads.",
        "Permutation: Welch's t of these data among random divisions of the same people. Its level stays "
          + "near .05 (.06) where the small group has twice the spread; a permutation of raw means has .17 "
          + "and the exact Mann-Whitney test, which takes both groups to have one distribution, .10. Random "
          + "divisions leave a p near .05 uncertain by .004.",
      ])
  }

  /// Holm's adjusted p-values of Welch's tests, by outcome.
  private var adjustedPValues: [String: Double] {
    let tested = comparisons.compactMap { comparison in
      comparison.welch.map { (comparison.outcome, $0.pValue) }
    }
    guard let holm = try? HolmAdjustment(tested.map(\.1)) else { return [:] }
    return Dictionary(uniqueKeysWithValues: zip(tested.map(\.0), holm.adjusted))
  }
}
