import SurveyVocabulary

extension ROCComparison {
  /// The areas, their differences and the test of all.
  public var report: Report {
    var rows = areas.enumerated().map {
      Report.Row("area of \(context.part($0))", $1, style: .bounded(3))
    }
    rows += differences.map {
      Report.Row(
        "\(context.part($0.pair[0])) - \(context.part($0.pair[1]))", $0.difference, style: .bounded(3),
        statistic: $0.statistic, pValue: $0.pValue)
    }
    if areas.count > 2 { rows.append(Report.Row("all areas equal", statistic: statistic, pValue: pValue)) }
    let sizes = isPaired ? Array(self.sizes.prefix(1)) : self.sizes
    return Report(
      context.title("Comparison of ROC curves"),
      method: .init(
        Self.methodID,
        options: [.init("cases", .text(isPaired ? "the same for all scores" : "different"))]
          + directionOptions,
        citation: Citation(
          "DeLong, DeLong & Clarke-Pearson", 1988, "Biometrics 44, 837-845", doi: "10.2307/2531595")),
      rows: rows,
      facts: [
        .init("events", .counts(sizes.map { $0[0] })), .init("others", .counts(sizes.map { $0[1] })),
      ],
      cases: context.cases, notes: notes)
  }

  private var directionOptions: [Report.Fact] {
    if Set(directions).count == 1, let direction = directions.first {
      return [.init("direction", .text(direction.rawValue))]
    }
    return directions.enumerated().map {
      .init("direction of \(context.part($0))", .text($1.rawValue))
    }
  }

  private var notes: [String] {
    var notes: [String] = []
    if areas.count > 2 { notes.append("The tests of pairs are not adjusted for their number.") }
    if areas.contains(where: { $0.standardError == nil }) {
      notes.append("A score that separates the outcome has an area without a variance.")
    }
    return notes
  }
}
