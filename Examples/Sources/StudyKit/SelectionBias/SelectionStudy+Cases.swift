import SurveyStatistics

extension SelectionStudy {
  private static let reasons: [AbsenceReason] = [.notShown, .refused, .skipped]

  /// How many respondents there are at every step.
  var casesSection: Report {
    let lines = zip(Self.outcomes, comparisons).map { scale, comparison -> [Report.Cell] in
      let answers = AnswerCounts(scale, in: sample)
      let scored = (try? scale.scores(in: sample).cases.used) ?? 0
      return [
        .text(scale.name), .count(answers.asked), .count(answers.answered), .count(scored),
        .count(comparison.participants.count), .count(comparison.nonParticipants.count),
        .text(comparison.cases.exclusionText),
      ]
    }
    return Report(
      "Cases at every step",
      grids: [
        Report.Grid(
          columns: ["", "asked", "answered", "scored", "participants", "non-participants", "left out"],
          lines: lines)
      ],
      facts: [
        .init("respondents", .count(sample.count)), .init("participants", .count(sizes[0])),
        .init("non-participants", .count(sizes[1])),
        .init("without status", .count(sample.count - sizes.reduce(0, +))),
      ],
      notes: [
        "Asked: at least one item was shown. Answered: at least one item. Scored: enough items for a score. "
          + "The two groups are those that are compared. Nothing is imputed: whoever lacks a score is left "
          + "out of that comparison and counted."
      ])
  }

  /// Why answers to items are absent.
  var answersSection: Report {
    let lines = Self.outcomes.map { scale -> [Report.Cell] in
      let answers = AnswerCounts(scale, in: sample)
      let needed = scale.missing.needed(of: scale.items.count)
      return [.text(scale.name), .count(scale.items.count), needed.map { .count($0) } ?? .empty]
        + [.count(answers.given)] + Self.reasons.map { .count(answers.absent[$0] ?? 0) }
    }
    return Report(
      "Answers to the items",
      grids: [
        Report.Grid(
          columns: ["", "items", "needed", "answers given"] + Self.reasons.map(\.words), lines: lines)
      ],
      facts: [
        .init("instrument", .text("\(Applicant.instrument.name), version \(Applicant.instrument.version)")),
        .init("fingerprint", .text(String(Applicant.instrument.fingerprint.prefix(16)))),
      ],
      notes: [
        "Needed: the number of items that must be answered for a score. The fingerprint is that of items, "
          + "keys, answers and rules: scores with another one are not the same scores."
      ])
  }

  /// The reliability of every scale.
  var reliabilitySection: Report {
    var warnings: [String] = []
    let lines = Self.outcomes.map { scale -> [Report.Cell] in
      var refusals = Refusals(scale.name)
      let alpha = refusals.attempt("alpha") { () throws(InputError) in
        try CronbachAlpha(of: scale, in: sample)
      }
      warnings += refusals.warnings
      guard let alpha else { return [.text(scale.name), .count(scale.items.count)] }
      warnings += alpha.report.warnings.map { "\(scale.name): \($0)" }
      let rests = zip(scale.items, alpha.items).compactMap { item, analysis in
        analysis.restCorrelation.map { (name: item.name, value: $0) }
      }
      let weakest = rests.min { $0.value < $1.value }
      return [
        .text(scale.name), .count(scale.items.count), .count(alpha.count), .value(alpha.alpha, .bounded(2)),
        .limits(alpha.alpha, .bounded(2)), .optional(alpha.meanInterItemCorrelation, .bounded(2)),
        .optional(weakest?.value, .bounded(2)), .text(weakest?.name ?? ""),
      ]
    }
    return Report(
      "Reliability of the scales",
      grids: [
        Report.Grid(
          columns: ["", "items", "n", "alpha", "95% CI", "mean r", "weakest item r", ""], lines: lines)
      ],
      notes: [
        "Cronbach's alpha over the respondents who answered every item, with Feldt's interval. Mean r: "
          + "between two items. Weakest item: the lowest correlation of an item with the rest of its scale."
      ], warnings: warnings)
  }
}
