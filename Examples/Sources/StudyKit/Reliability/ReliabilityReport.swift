import SurveyStatistics

/// The reliability of one or several scales of a file, with an item analysis of each.
package struct ReliabilityReport {
  /// The scales with what was found, in the order asked for.
  package let scales: [(selection: ItemSelection, alpha: CronbachAlpha)]
  let title: String
  let introduction: [String]
  let notes: [String]

  /// Analyses scales of answers that were read through their codebook.
  ///
  /// - Parameters:
  ///   - title: The title of the report.
  ///   - introduction: What comes before the numbers.
  ///   - selections: The scales.
  ///   - responses: The answers.
  ///   - notes: What comes after the numbers.
  /// - Throws: ``InputError`` if an item is no column, or a scale has too few complete cases or does not
  ///   vary.
  package init(
    _ title: String, introduction: [String], _ selections: [ItemSelection], in responses: Codebook.Responses,
    notes: [String] = []
  ) throws(InputError) {
    var scales: [(ItemSelection, CronbachAlpha)] = []
    for selection in selections {
      let items = try responses.itemMatrix(of: selection.name)
      var alpha = try CronbachAlpha(items.columns, names: items.items)
      alpha.context.subject = selection.name
      alpha.context.cases = items.cases
      // A reversed item is marked, so that its mean is read on the reversed side.
      alpha.context.parts = items.items.map { selection.reversed.contains($0) ? "\($0) reversed" : $0 }
      scales.append((selection, alpha))
    }
    self.scales = scales
    self.title = title
    self.introduction = introduction
    self.notes = notes + responses.notes
  }

  /// The codebook of scales over a file.
  ///
  /// - Parameters:
  ///   - selections: The scales.
  ///   - missing: The cells that mean a missing answer.
  /// - Returns: The codebook; its faults are thrown when a file is read through it.
  package static func codebook(_ selections: [ItemSelection], missing: [String]) -> Codebook {
    Codebook(
      "Items", missing: missing,
      columns: selections.flatMap { selection in
        selection.items.map { ColumnDescription($0, selection.kind) }
      }, scales: selections.map(\.scale))
  }

  /// The report.
  package var report: Report {
    let details = scales.map(\.alpha.report)
    guard scales.count > 1 else {
      guard var only = details.first else { return Report(title) }
      only.introduction = introduction + only.introduction
      only.notes += scales.map(\.selection.keying) + notes
      return only
    }
    let overview = Report.Grid(
      columns: ["scale", "items", "n", "alpha", "95% CI", "standardized"],
      lines: scales.map { scale in
        [.text(scale.selection.name), .count(scale.selection.items.count), .count(scale.alpha.count)]
          + scale.alpha.alpha.cells(.bounded(2))
          + [scale.alpha.standardizedAlpha.map { .number($0, .bounded(2)) } ?? .empty]
      })
    return Report(title, introduction: introduction, grids: [overview], notes: notes, sections: details)
  }
}
