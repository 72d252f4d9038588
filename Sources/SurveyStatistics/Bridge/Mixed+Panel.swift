import SurveyInstruments
import SurveyModels
import SurveyVocabulary

/// What the time of a panel is in a model of all its waves.
public enum PanelTime: Hashable, Sendable {
  /// A line over the waves, which are 0, 1, 2 and so on; its column is "wave".
  case waves
  /// A line over times, one for each wave, such as months; its column is "time".
  case times([Double])
  /// A mean of its own for every wave, compared with the first; its columns are those of the factor "wave".
  case factor
}

// Models of all waves of a panel, which also take respondents who have a value in some waves only. The groups or
// clusters are the respondents, by their ids. Predictors have the values of each wave.

extension LinearMixedModel {
  /// A linear mixed model of a variable over all waves of a panel, with a level of its own for each person.
  ///
  /// - Parameters:
  ///   - outcome: The variable.
  ///   - panel: The waves.
  ///   - time: What the time is in the model.
  ///   - slope: Whether the slope in time varies between persons too; for a line only.
  ///   - correlated: Whether level and slope may be correlated.
  ///   - interactions: Whether the predictors change the course of time: their products with it are terms too.
  ///   - estimation: How the variances are estimated.
  ///   - degreesOfFreedom: Which distribution the tests of coefficients use.
  ///   - confidence: The level of the intervals.
  ///   - predictors: Further terms.
  /// - Throws: `InputError` as for a design and its random terms, if there is not one time for each wave, or if a
  ///   slope is to vary that is not there.
  public init<R>(
    of outcome: some VariableConvertible<R>, in panel: Panel<R>, time: PanelTime = .waves,
    slope: Bool = false, correlated: Bool = true, interactions: Bool = false,
    estimation: MixedEstimation = .reml, degreesOfFreedom: MixedDegreesOfFreedom = .satterthwaite,
    confidence: Double = 0.95, @PredictorBuilder<R> on predictors: () -> [Predictor<R>] = { [] }
  ) throws(InputError) {
    guard !slope || time != .factor else {
      throw InputError(
        .definition, "slope", "a factor of waves has no slope that could vary",
        remedy: "use time: .waves or .times")
    }
    let problem = try PanelProblem(outcome.variable, panel, time, predictors(), interactions: interactions)
    self = try LinearMixedModel(
      problem.outcome, on: problem.design,
      random: [
        RandomTerm(slope ? [problem.time] : [], by: problem.persons, named: "person", correlated: correlated)
      ], estimation: estimation, degreesOfFreedom: degreesOfFreedom, confidence: confidence)
    context = DataContext(subject: outcome.variable.name, parts: [], cases: problem.cases)
  }
}

extension EstimatingEquations {
  /// Generalized estimating equations of a variable over all waves of a panel; the clusters are the persons, the
  /// occasions the waves.
  ///
  /// - Parameters:
  ///   - outcome: The variable.
  ///   - panel: The waves.
  ///   - time: What the time is in the model.
  ///   - interactions: Whether the predictors change the course of time: their products with it are terms too.
  ///   - family: The variance and link.
  ///   - correlation: The working correlation.
  ///   - errors: How the standard errors are found.
  ///   - confidence: The level of the intervals.
  ///   - predictors: Further terms.
  /// - Throws: `InputError` as for arrays, or if there is not one time for each wave.
  public init<R>(
    of outcome: some VariableConvertible<R>, in panel: Panel<R>, time: PanelTime = .waves,
    interactions: Bool = false, family: Family, correlation: WorkingCorrelation, errors: Errors = .robust,
    confidence: Double = 0.95, @PredictorBuilder<R> on predictors: () -> [Predictor<R>] = { [] }
  ) throws(InputError) {
    let problem = try PanelProblem(outcome.variable, panel, time, predictors(), interactions: interactions)
    self = try EstimatingEquations(
      problem.outcome, on: problem.design, clusters: problem.persons, occasions: problem.waves,
      family: family, correlation: correlation, errors: errors, confidence: confidence)
    context = DataContext(subject: outcome.variable.name, parts: [], cases: problem.cases)
  }
}

/// All waves of a panel one after the other: one case for each person and wave with a value of everything.
private struct PanelProblem {
  let outcome: [Double]
  let design: Design
  let time: Term
  let persons: [String]
  let waves: [Int]
  let cases: CaseLedger

  init<R>(
    _ outcome: Variable<R>, _ panel: Panel<R>, _ time: PanelTime, _ predictors: [Predictor<R>],
    interactions: Bool
  ) throws(InputError) {
    var parts: [CompleteCases] = []
    var waves: [Int] = []
    for (place, wave) in panel.waves.enumerated() {
      var needs = SampleDesign(wave.sample)
      needs.add(outcome)
      for predictor in predictors { try needs.add(predictor) }
      let complete = try needs.complete(namesCause: !predictors.isEmpty)
      waves += complete.ids.map { _ in place }
      parts.append(complete)
    }
    let all = CompleteCases.joined(parts)
    let term: Term
    switch time {
    case .waves: term = .numeric("wave", waves.map(Double.init))
    case .times(let times):
      try checkEqualLength(times.count, "times", panel.waves.count, "waves")
      term = .numeric("time", waves.map { times[$0] })
    case .factor:
      let names = panel.waves.map(\.name)
      let present = names.indices.filter { waves.contains($0) }.map { names[$0] }
      term = .factor("wave", waves.map { names[$0] }, levels: present)
    }
    var reader = TermReader(all, skipping: 1)
    let terms = reader.terms(predictors)
    design = try Design([term] + terms + (interactions ? terms.map { .product([term, $0]) } : []))
    self.outcome = all.columns.first ?? []
    self.time = term
    persons = all.ids
    self.waves = waves
    cases = all.cases
  }
}
