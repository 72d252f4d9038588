import SurveyInference
import SurveyVocabulary

/// What the coefficients of a fitted one-factor model have in common: the way from items to a model, an
/// estimate with its interval, and the print.
struct ModelCoefficient: Sendable {
  let model: OneFactorModel
  let estimate: Estimate
  let interval: ModelInterval
  let bootstrap: BootstrapFinding?

  /// Fits items and finds a coefficient.
  ///
  /// - Parameters:
  ///   - items: The items, one array to an item.
  ///   - names: Their names, for errors.
  ///   - form: What the model takes to be equal.
  ///   - interval: How the interval is found.
  ///   - confidence: Its level.
  ///   - find: The coefficient with its variance.
  /// - Throws: What the model, the coefficient or the bootstrap throws.
  init(
    _ items: [[Double]], names: [String], form: OneFactorForm, interval: ModelInterval, confidence: Double,
    _ find: (OneFactorSolution, OneFactorMoments) throws(InputError) -> DeltaValue
  ) throws(InputError) {
    let model = try OneFactorModel(items, names: names, form: form, confidence: confidence)
    guard case .bootstrap(let plan) = interval else {
      try self.init(model, interval: interval, confidence: confidence, find)
      return
    }
    try plan.checkCovariances(items: items.count, cases: model.count)
    let found = try find(model.solution, model.moments)
    let resampled = ResampledCovariances(items)
    let bootstrap = try Bootstrap(cases: model.count, plan: plan).interval(
      around: found.value, confidence: confidence
    ) { rows in
      guard
        let moments = try? OneFactorMoments(
          resampled.values(rows), order: resampled.order, count: rows.count),
        let solution = try? OneFactorSolution(moments, form: form)
      else { return nil }
      return try? find(solution, moments).value
    }
    self.init(model, bootstrap.estimate(found.value), interval, bootstrap)
  }

  /// Finds a coefficient of a model that was fitted before.
  init(
    _ model: OneFactorModel, interval: ModelInterval, confidence: Double,
    _ find: (OneFactorSolution, OneFactorMoments) throws(InputError) -> DeltaValue
  ) throws(InputError) {
    try checkConfidence(confidence)
    let found = try find(model.solution, model.moments)
    self.init(model, try found.estimate(interval, confidence: confidence), interval, nil)
  }

  private init(
    _ model: OneFactorModel, _ estimate: Estimate, _ interval: ModelInterval, _ bootstrap: BootstrapFinding?
  ) {
    self.model = model
    self.estimate = estimate
    self.interval = interval
    self.bootstrap = bootstrap
  }

  /// The report of a coefficient.
  func report(
    _ title: String, _ label: String, methodID: String, citation: Citation, context: DataContext,
    options: [Report.Fact] = [], grids: [Report.Grid] = [], notes: [String] = []
  ) -> Report {
    var model = model
    model.context = context
    var facts = [Report.Fact("n", .count(model.count)), Report.Fact("items", .count(model.loadings.count))]
    if let statistic = model.fit.statistic, let pValue = model.fit.pValue {
      facts += [
        Report.Fact("χ² of the model", .number(statistic.value)),
        Report.Fact("df", .count(model.fit.degreesOfFreedom)), Report.Fact("p", .pValue(pValue)),
      ]
    }
    if let rmsea = model.fit.rmsea { facts.append(Report.Fact("RMSEA", .number(rmsea.value, .bounded(3)))) }
    var notes = notes
    if estimate.interval == nil {
      notes.append("The logit scale has no interval for a value that does not lie between 0 and 1.")
    }
    return Report(
      context.title(title),
      method: .init(
        methodID,
        options: [Report.Fact("form", .text(model.form.rawValue))] + options + interval.facts
          + (bootstrap?.options ?? []),
        seed: bootstrap?.plan.seed, citation: citation),
      rows: [Report.Row(label, estimate, style: .bounded(2))], grids: grids, facts: facts,
      cases: context.cases, notes: notes, warnings: model.warnings + (bootstrap?.warnings ?? []))
  }
}
