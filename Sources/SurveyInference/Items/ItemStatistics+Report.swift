import SurveyVocabulary

extension ItemStatistics {
  /// The items' own statistics, those over complete cases, the shares of the options and the reasons of absence.
  public var report: Report {
    var facts = [
      Report.Fact("items", .count(items.count)), Report.Fact("complete cases", .count(completeCount)),
    ]
    if let totalFloor { facts.append(Report.Fact("sum at its floor", .number(totalFloor, .percent(1)))) }
    if let totalCeiling {
      facts.append(Report.Fact("sum at its ceiling", .number(totalCeiling, .percent(1))))
    }
    return Report(
      context.title("Item statistics"),
      method: .init(
        Self.methodID,
        options: [
          Report.Fact("high and low scorers", .number(extremes, .percent(1))),
          Report.Fact("skewness", .text("type \(shape.rawValue)")),
        ],
        citation: Citation("Kelley", 1939, "Journal of Educational Psychology 30, 17-24")),
      grids: [answerGrid, discriminationGrid] + [optionGrid, absenceGrid].compactMap { $0 }, facts: facts,
      cases: context.cases,
      notes: [
        "A common convention speaks of a floor or ceiling effect where more than 15% are at an end of the "
          + "scale (Terwee et al. 2007); it is a convention about scores, not a test."
      ], warnings: warnings)
  }

  private func name(_ index: Int) -> String { context.part(index) }

  private func cell(_ value: Double?, _ style: NumberStyle) -> Report.Cell {
    value.map { .number($0, style) } ?? .empty
  }

  private var answerGrid: Report.Grid {
    Report.Grid(
      "Each item's own answers",
      columns: [
        "", "n", "missing", "mean", "SD", "median", "skewness", "difficulty", "at floor", "at ceiling",
      ],
      lines: items.enumerated().map { index, item in
        [
          .text(name(index)), .count(item.count), .count(item.missing.reduce(0) { $0 + $1.count }),
          cell(item.moments?.mean, .decimals(2)), cell(item.moments?.standardDeviation, .decimals(2)),
          cell(item.median, .decimals(2)), cell(item.skewness, .decimals(2)),
          cell(item.difficulty, .decimals(2)), cell(item.floor, .percent(1)), cell(item.ceiling, .percent(1)),
        ]
      })
  }

  private var discriminationGrid: Report.Grid {
    Report.Grid(
      "Complete cases", columns: ["", "item-rest r", "discrimination D"],
      lines: items.enumerated().map { index, item in
        [
          .text(name(index)), cell(item.restCorrelation, .bounded(2)), cell(item.discrimination, .bounded(2)),
        ]
      })
  }

  /// Options in columns; an option that an item does not declare has an empty cell there.
  private var optionGrid: Report.Grid? {
    let scores = Set(items.flatMap { ($0.options ?? []).map(\.score) }).sorted()
    guard !scores.isEmpty else { return nil }
    return Report.Grid(
      "Shares of the declared answers", columns: [""] + scores.map(shortText),
      lines: items.enumerated().map { index, item in
        [.text(name(index))]
          + scores.map { score in
            cell((item.options ?? []).first { $0.score == score }?.share, .percent(1))
          }
      })
  }

  private var absenceGrid: Report.Grid? {
    var reasons: [String] = []
    for item in items {
      for exclusion in item.missing where !reasons.contains(exclusion.reason) {
        reasons.append(exclusion.reason)
      }
    }
    guard !reasons.isEmpty else { return nil }
    return Report.Grid(
      "Reasons for no answer", columns: [""] + reasons,
      lines: items.enumerated().map { index, item in
        [.text(name(index))]
          + reasons.map { reason in .count(item.missing.first { $0.reason == reason }?.count ?? 0) }
      })
  }

  private var warnings: [String] {
    items.enumerated().compactMap { index, item in
      guard let moments = item.moments else { return "\(name(index)) has no answers." }
      if moments.count > 1, moments.minimum == moments.maximum {
        return "\(name(index)) is constant: all answers are equal."
      }
      guard let rest = item.restCorrelation, rest < 0 else { return nil }
      return "\(name(index)) correlates negatively with the rest: is it reverse-keyed?"
    }
  }
}
