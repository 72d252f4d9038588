import SurveyStatistics

/// Everything that is said of the reliability of one scale: several coefficients, what the one-factor model says
/// of their assumptions, and the items.
///
/// A coefficient that the data do not allow is left out, with its reason.
package struct ScaleReliability: Sendable {
  /// The scale.
  package let selection: ItemSelection
  /// Cronbach's alpha with its item analysis, which every scale with two items has.
  package let alpha: CronbachAlpha
  /// McDonald's omega; `nil` where its model is refused.
  package let omega: OmegaTotal?
  let lambda2: GuttmanLambda2?
  let lambda6: GuttmanLambda6?
  let greatestLowerBound: GreatestLowerBound?
  let halves: SplitHalfReliability?
  let spearmanBrown: SpearmanBrownReliability?
  let ordinalAlpha: OrdinalAlpha?
  let categoricalOmega: CategoricalOmega?
  let tauEquivalence: TauEquivalenceTest?
  let dimensions: Unidimensionality?
  let items: ItemStatistics?
  private let refusals: Refusals

  /// Analyses one scale of answers that were read through their codebook.
  ///
  /// - Throws: ``InputError`` if an item is no column, or alpha does not exist.
  package init(_ selection: ItemSelection, in responses: Codebook.Responses) throws(InputError) {
    let matrix = try responses.itemMatrix(of: selection.name)
    var alpha = try CronbachAlpha(matrix)
    // A reversed item is marked, so that its mean is read on the reversed side.
    let names = matrix.items.map { selection.reversed.contains($0) ? "\($0) reversed" : $0 }
    alpha.context.parts = names
    self.alpha = alpha
    self.selection = selection
    var refusals = Refusals(selection.name)
    let isPair = selection.items.count == 2
    spearmanBrown =
      isPair
      ? refusals.attempt("the Spearman-Brown reliability") { () throws(InputError) in
        try SpearmanBrownReliability(matrix.columns[0], with: matrix.columns[1])
      } : nil
    lambda2 = refusals.attempt("lambda 2") { () throws(InputError) in try GuttmanLambda2(matrix) }
    lambda6 = refusals.attempt("lambda 6") { () throws(InputError) in try GuttmanLambda6(matrix) }
    greatestLowerBound = refusals.attempt("the greatest lower bound") { () throws(InputError) in
      // Without an interval: each of its resamples would be a programme of its own.
      try GreatestLowerBound(matrix, bootstrap: nil)
    }
    halves =
      isPair
      ? nil
      : refusals.attempt("split halves") { () throws(InputError) in try SplitHalfReliability(matrix) }
    omega = refusals.attempt("omega total") { () throws(InputError) in try OmegaTotal(matrix) }
    tauEquivalence = refusals.attempt("the test of equal loadings") { () throws(InputError) in
      try TauEquivalenceTest(matrix)
    }
    dimensions = refusals.attempt("unidimensionality") { () throws(InputError) in
      try Unidimensionality(matrix)
    }
    ordinalAlpha = refusals.attempt("ordinal alpha") { () throws(InputError) in try OrdinalAlpha(matrix) }
    categoricalOmega = refusals.attempt("categorical omega") { () throws(InputError) in
      try CategoricalOmega(matrix)
    }
    items = refusals.attempt("item statistics") { () throws(InputError) in
      var items = try ItemStatistics(of: selection.name, in: responses)
      items.context.parts = names
      return items
    }
    self.refusals = refusals
  }
}

extension ScaleReliability {
  /// The coefficients, the assumptions behind them, and the items.
  var report: Report {
    let bounded = NumberStyle.bounded(2)
    var rows: [Report.Row] = []
    func add(_ label: String, _ estimate: Estimate?) {
      if let estimate { rows.append(Report.Row(label, estimate, style: bounded)) }
    }
    add("Cronbach's alpha", alpha.alpha)
    add("Spearman-Brown reliability", spearmanBrown?.reliability)
    add("Guttman's lambda 2", lambda2?.lambda)
    add("Guttman's lambda 6", lambda6?.lambda)
    add("greatest lower bound", greatestLowerBound?.bound)
    add("lowest split half", halves?.distribution.map { Estimate($0.minimum) })
    add("mean split half", halves?.distribution.map { Estimate($0.mean) })
    add("highest split half (lambda 4)", halves?.distribution.map { Estimate($0.maximum) })
    add("omega total", omega?.omega)
    add("categorical omega", categoricalOmega?.omega)
    add("ordinal alpha", ordinalAlpha?.alpha)
    if let tauEquivalence {
      rows.append(
        Report.Row(
          "test of equal loadings", statistic: tauEquivalence.statistic, pValue: tauEquivalence.pValue))
    }
    return Report(
      selection.name, rows: rows, facts: facts, cases: alpha.cases, notes: [selection.keying],
      warnings: refusals.warnings, sections: [alpha.report] + (items.map { [$0.report] } ?? []))
  }

  private var facts: [Report.Fact] {
    var facts = [
      Report.Fact("n", .count(alpha.count)), Report.Fact("items", .count(alpha.itemCount)),
    ]
    if let error = alpha.standardErrorOfMeasurement {
      facts.append(Report.Fact("standard error of measurement of the sum", .number(error)))
    }
    if let dimensions {
      facts += [
        Report.Fact("first to second eigenvalue", .number(dimensions.eigenvalueRatio)),
        Report.Fact("SRMR of one factor", .number(dimensions.model.fit.srmr, .bounded(3))),
      ]
    }
    return facts
  }
}
