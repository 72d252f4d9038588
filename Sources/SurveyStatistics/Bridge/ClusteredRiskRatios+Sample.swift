import SurveyInstruments
import SurveyModels
import SurveyVocabulary

// Risk ratios of clustered respondents of a sample. Respondents without a cluster or a value are in the ledger.

extension RiskRatioRegression {
  /// Risk ratios of a variable of 0 and 1 of a sample with standard errors for clusters named by a property.
  ///
  /// - Throws: `InputError` as for a design and for clusters, with the variable named, or with the faults of a scale.
  public init<R, C: ClusterLabel>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, clusters: KeyPath<R, C> & Sendable,
    estimator: ClusteredRegression.Estimator = .cr0, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    self = try Self.found(
      ClusteredSample(outcome.variable, [], [ClusterSource(clusters)], sample, predictors()), estimator,
      confidence)
  }

  /// Risk ratios of a variable of 0 and 1 of a sample with standard errors for clusters that are the levels of a factor.
  ///
  /// - Throws: `InputError` as for a design and for clusters, with the variable named, or with the faults of a scale.
  public init<R, C: FactorValue>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, clusters: KeyPath<R, C> & Sendable,
    estimator: ClusteredRegression.Estimator = .cr0, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    self = try Self.found(
      ClusteredSample(outcome.variable, [], [ClusterSource(factor: clusters)], sample, predictors()),
      estimator,
      confidence)
  }

  /// Risk ratios of a level of a factor with standard errors for clusters named by a property: the event is that a
  /// respondent has the level.
  ///
  /// - Throws: `InputError` as for a design and for clusters.
  public init<R, V: FactorValue, C: ClusterLabel>(
    of factor: KeyPath<R, V> & Sendable, event: V.Level, in sample: Sample<R>,
    clusters: KeyPath<R, C> & Sendable, estimator: ClusteredRegression.Estimator = .cr0,
    confidence: Double = 0.95, @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    self = try Self.found(
      ClusteredSample(of: factor, event: event, [ClusterSource(clusters)], sample, predictors()), estimator,
      confidence)
  }

  /// Risk ratios of a level of a factor with standard errors for clusters that are the levels of another: the event is
  /// that a respondent has the level.
  ///
  /// - Throws: `InputError` as for a design and for clusters.
  public init<R, V: FactorValue, C: FactorValue>(
    of factor: KeyPath<R, V> & Sendable, event: V.Level, in sample: Sample<R>,
    clusters: KeyPath<R, C> & Sendable, estimator: ClusteredRegression.Estimator = .cr0,
    confidence: Double = 0.95, @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    self = try Self.found(
      ClusteredSample(of: factor, event: event, [ClusterSource(factor: clusters)], sample, predictors()),
      estimator, confidence)
  }

  private static func found(
    _ data: ClusteredSample, _ estimator: ClusteredRegression.Estimator, _ confidence: Double
  ) throws(InputError) -> Self {
    try data.find { () throws(InputError) in
      try RiskRatioRegression(
        data.problem.outcome, on: data.problem.design, clusters: data.clusters[0].labels,
        estimator: estimator, confidence: confidence)
    }
  }
}
