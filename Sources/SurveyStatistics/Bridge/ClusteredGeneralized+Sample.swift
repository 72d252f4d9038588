import SurveyInstruments
import SurveyModels
import SurveyVocabulary

// Generalized regressions of clustered respondents of a sample. Respondents without a cluster or a value are in the
// ledger.

extension ClusteredGeneralizedRegression {
  /// A generalized regression of a variable of a sample with standard errors for clusters named by a property, over the
  /// respondents who have every value and a cluster.
  ///
  /// Where `offset` names a variable, its value is a term with the coefficient one; where `frequencies` names one, each
  /// row stands for as many respondents of its cluster.
  ///
  /// - Throws: `InputError` as for a design and for clusters, with the variable named, or with the faults of a scale.
  public init<R, C: ClusterLabel>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, family: ResponseFamily,
    clusters: KeyPath<R, C> & Sendable, offset: Variable<R>? = nil, frequencies: Variable<R>? = nil,
    estimator: ClusteredRegression.Estimator = .cr1, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let data = try ClusteredSample(
      outcome.variable, [offset, frequencies], [ClusterSource(clusters)], sample, predictors())
    self = try Self.found(data, family, estimator, confidence)
  }

  /// A generalized regression of a variable of a sample with standard errors for clusters that are the levels of a
  /// factor; see the other initializer.
  ///
  /// - Throws: `InputError` as for a design and for clusters, with the variable named, or with the faults of a scale.
  public init<R, C: FactorValue>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, family: ResponseFamily,
    clusters: KeyPath<R, C> & Sendable, offset: Variable<R>? = nil, frequencies: Variable<R>? = nil,
    estimator: ClusteredRegression.Estimator = .cr1, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let data = try ClusteredSample(
      outcome.variable, [offset, frequencies], [ClusterSource(factor: clusters)], sample, predictors())
    self = try Self.found(data, family, estimator, confidence)
  }

  /// A generalized regression of a level of a factor with standard errors for clusters named by a property: the event is
  /// that a respondent has the level.
  ///
  /// - Throws: `InputError` as for a design and for clusters.
  public init<R, V: FactorValue, C: ClusterLabel>(
    of factor: KeyPath<R, V> & Sendable, event: V.Level, in sample: Sample<R>,
    family: ResponseFamily = .binomial(), clusters: KeyPath<R, C> & Sendable,
    estimator: ClusteredRegression.Estimator = .cr1, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let data = try ClusteredSample(
      of: factor, event: event, [ClusterSource(clusters)], sample, predictors())
    self = try Self.found(data, family, estimator, confidence)
  }

  /// A generalized regression of a level of a factor with standard errors for clusters that are the levels of another:
  /// the event is that a respondent has the level.
  ///
  /// - Throws: `InputError` as for a design and for clusters.
  public init<R, V: FactorValue, C: FactorValue>(
    of factor: KeyPath<R, V> & Sendable, event: V.Level, in sample: Sample<R>,
    family: ResponseFamily = .binomial(), clusters: KeyPath<R, C> & Sendable,
    estimator: ClusteredRegression.Estimator = .cr1, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let data = try ClusteredSample(
      of: factor, event: event, [ClusterSource(factor: clusters)], sample, predictors())
    self = try Self.found(data, family, estimator, confidence)
  }

  private static func found(
    _ data: ClusteredSample, _ family: ResponseFamily, _ estimator: ClusteredRegression.Estimator,
    _ confidence: Double
  ) throws(InputError) -> Self {
    let problem = data.problem
    let (offset, frequencies) = (problem.further.first ?? nil, problem.further.dropFirst().first ?? nil)
    return try data.find { () throws(InputError) in
      try ClusteredGeneralizedRegression(
        of: GeneralizedRegression(
          problem.outcome, on: problem.design, family: family, offset: offset,
          weights: frequencies.map { .frequencies($0) }),
        clusters: data.clusters[0].labels, estimator: estimator, confidence: confidence)
    }
  }
}

extension ClusteredGeneralizedRegression {
  /// A negative binomial regression of a count of a sample with standard errors for clusters named by a property, for the
  /// θ that is found.
  ///
  /// - Throws: `InputError` as for a design and for clusters, with the variable named, or with the faults of a scale.
  public init<R, C: ClusterLabel>(
    negativeBinomial outcome: some VariableConvertible<R>, in sample: Sample<R>,
    clusters: KeyPath<R, C> & Sendable, offset: Variable<R>? = nil,
    estimator: ClusteredRegression.Estimator = .cr1, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let data = try ClusteredSample(
      outcome.variable, [offset], [ClusterSource(clusters)], sample, predictors())
    self = try Self.found(data, estimator, confidence)
  }

  /// A negative binomial regression of a count of a sample with standard errors for clusters that are the levels of a
  /// factor, for the θ that is found.
  ///
  /// - Throws: `InputError` as for a design and for clusters, with the variable named, or with the faults of a scale.
  public init<R, C: FactorValue>(
    negativeBinomial outcome: some VariableConvertible<R>, in sample: Sample<R>,
    clusters: KeyPath<R, C> & Sendable, offset: Variable<R>? = nil,
    estimator: ClusteredRegression.Estimator = .cr1, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let data = try ClusteredSample(
      outcome.variable, [offset], [ClusterSource(factor: clusters)], sample, predictors())
    self = try Self.found(data, estimator, confidence)
  }

  private static func found(
    _ data: ClusteredSample, _ estimator: ClusteredRegression.Estimator, _ confidence: Double
  ) throws(InputError) -> Self {
    try data.find { () throws(InputError) in
      try ClusteredGeneralizedRegression(
        of: NegativeBinomialRegression(
          data.problem.outcome, on: data.problem.design, offset: data.problem.further[0]),
        clusters: data.clusters[0].labels, estimator: estimator, confidence: confidence)
    }
  }
}
