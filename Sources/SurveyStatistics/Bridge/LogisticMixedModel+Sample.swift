import SurveyInstruments
import SurveyModels
import SurveyVocabulary

// Logistic mixed models of respondents in groups. Respondents without a group, a level or a value are in the ledger.

extension LogisticMixedModel {
  /// A logistic mixed model of a variable of 0 and 1 of a sample on terms, in groups named by a property.
  ///
  /// - Throws: `InputError` as for a design, or with the faults of a scale.
  public init<R, G: ClusterLabel>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, groups: KeyPath<R, G> & Sendable,
    points: Int = 25, confidence: Double = 0.95, @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let source = ClusterSource(groups)
    let known = source.known(in: sample)
    let problem = try SampleProblem(outcome.variable, [], known, predictors())
    self = try Self.fit(problem, source, known, points, confidence)
  }

  /// A logistic mixed model of a variable of 0 and 1 of a sample on terms, in groups that are the levels of a factor.
  ///
  /// - Throws: `InputError` as for a design, or with the faults of a scale.
  public init<R, G: FactorValue>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, groups: KeyPath<R, G> & Sendable,
    points: Int = 25, confidence: Double = 0.95, @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let source = ClusterSource(factor: groups)
    let known = source.known(in: sample)
    let problem = try SampleProblem(outcome.variable, [], known, predictors())
    self = try Self.fit(problem, source, known, points, confidence)
  }

  /// A logistic mixed model of a level of a factor on terms, in groups named by a property: the event is that a
  /// respondent has the level.
  ///
  /// - Throws: `InputError` as for a design, or with the faults of a scale.
  public init<R, V: FactorValue, G: ClusterLabel>(
    of factor: KeyPath<R, V> & Sendable, event: V.Level, in sample: Sample<R>,
    groups: KeyPath<R, G> & Sendable, points: Int = 25, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let source = ClusterSource(groups)
    let known = source.known(in: sample)
    let problem = try SampleProblem(of: try known.groups(by: factor), event.label, known, predictors())
    self = try Self.fit(problem, source, known, points, confidence)
  }

  /// A logistic mixed model of a level of a factor on terms, in groups that are the levels of another factor.
  ///
  /// - Throws: `InputError` as for a design, or with the faults of a scale.
  public init<R, V: FactorValue, G: FactorValue>(
    of factor: KeyPath<R, V> & Sendable, event: V.Level, in sample: Sample<R>,
    groups: KeyPath<R, G> & Sendable, points: Int = 25, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let source = ClusterSource(factor: groups)
    let known = source.known(in: sample)
    let problem = try SampleProblem(of: try known.groups(by: factor), event.label, known, predictors())
    self = try Self.fit(problem, source, known, points, confidence)
  }

  private static func fit<R>(
    _ problem: SampleProblem, _ source: ClusterSource<R>, _ sample: Sample<R>, _ points: Int,
    _ confidence: Double
  ) throws(InputError) -> LogisticMixedModel {
    let labels = source.labels(of: problem.cases.ids, in: sample)
    return try problem.find { problem throws(InputError) in
      try LogisticMixedModel(
        problem.outcome, on: problem.design, random: RandomTerm(by: labels, named: source.name),
        points: points, confidence: confidence)
    }
  }
}
