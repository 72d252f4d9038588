import SurveyVocabulary

extension CohensKappa {
  /// The most categories whose table of counts is printed.
  private static let mostPrinted = 12

  /// Kappa with its interval and test, and the table of counts.
  public var report: Report {
    var options = [Report.Fact("weights", .text(weights.name))]
    options.append(Report.Fact("standard errors", .text("Fleiss, Cohen & Everitt")))
    var facts = [
      Report.Fact("units", .count(context.cases.used)),
      Report.Fact("observed agreement", .number(observedAgreement, .bounded(3))),
      Report.Fact("agreement by chance", .number(chanceAgreement, .bounded(3))),
    ]
    if let maximumKappa {
      facts.append(Report.Fact("largest kappa attainable", .number(maximumKappa, .bounded(2))))
    }
    if let error = kappa.standardError { facts.append(Report.Fact("standard error", .number(error))) }
    if let nullStandardError {
      facts.append(Report.Fact("null standard error", .number(nullStandardError)))
    }
    if let prevalenceIndex {
      facts.append(Report.Fact("prevalence index", .number(prevalenceIndex, .bounded(2))))
    }
    if let biasIndex { facts.append(Report.Fact("bias index", .number(biasIndex, .bounded(2)))) }
    let title = context.title("Cohen's kappa", "\(context.part(0)) with \(context.part(1))")
    return Report(
      title,
      method: .init(
        Self.methodID, options: options,
        citation: Citation(
          "Cohen", 1960, "Educational and Psychological Measurement 20, 37-46",
          doi: "10.1177/001316446002000104")),
      rows: [Report.Row("kappa", kappa, style: .bounded(2), statistic: statistic, pValue: pValue)],
      grids: categories.count <= Self.mostPrinted ? [grid] : [], facts: facts, cases: context.cases,
      notes: notes, warnings: warnings)
  }

  private var grid: Report.Grid {
    let lines = zip(categories, table).map { label, row in
      [Report.Cell.text(label)] + row.map { .count($0) }
    }
    return Report.Grid(
      "\(context.part(0)) in rows, \(context.part(1)) in columns", columns: [""] + categories, lines: lines)
  }

  private var notes: [String] {
    var notes: [String] = []
    if context.cases.used == 1 { notes.append("A standard error needs at least two units.") }
    if kappa.standardError == 0 {
      notes.append("The ratings agree on every unit: the interval is a point and says nothing.")
    }
    if maximumKappa == nil {
      notes.append(
        "The largest kappa attainable is not computed for weights under which ratings in sorted order need not agree best."
      )
    }
    return notes
  }

  private var warnings: [String] {
    guard kappa.standardError == nil, context.cases.used > 1 else { return [] }
    return ["A rater put all units into one category: kappa is 0 whatever the other did."]
  }
}
