import SurveyStatistics

/// The reliability of one or several scales of a file, with an item analysis of each.
package struct ReliabilityReport {
  /// The scales with what was found, in the order asked for.
  package let scales: [ScaleReliability]
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
    var scales: [ScaleReliability] = []
    for selection in selections { scales.append(try ScaleReliability(selection, in: responses)) }
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
    let details = scales.map(\.report)
    guard scales.count > 1 else {
      guard var only = details.first else { return Report(title) }
      only.introduction = introduction + only.introduction
      only.notes += notes
      return only
    }
    let bounded = NumberStyle.bounded(2)
    let overview = Report.Grid(
      columns: [
        "scale", "items", "n", "alpha", "95% CI", "omega", "95% CI", "lambda 2", "lambda 6", "glb", "ordinal",
      ],
      lines: scales.map { scale in
        let alpha = scale.alpha
        return [.text(scale.selection.name), .count(scale.selection.items.count), .count(alpha.count)]
          + alpha.alpha.cells(bounded) + [
            .value(scale.omega?.omega, bounded), .limits(scale.omega?.omega, bounded),
            .value(scale.lambda2?.lambda, bounded), .value(scale.lambda6?.lambda, bounded),
            .value(scale.greatestLowerBound?.bound, bounded), .value(scale.ordinalAlpha?.alpha, bounded),
          ]
      })
    return Report(
      title, introduction: introduction, grids: [overview],
      notes: ["omega: omega total; glb: greatest lower bound; ordinal: ordinal alpha."] + notes,
      sections: details)
  }
}
