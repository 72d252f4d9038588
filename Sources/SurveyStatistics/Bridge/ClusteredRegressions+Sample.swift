import SurveyInstruments
import SurveyModels
import SurveyVocabulary

// Regressions of clustered respondents of a sample. The clusters are named by a property that is a factor, or that holds
// a name or a number. Respondents without a cluster or a value are in the ledger.
//
// What takes such a regression, such as `WildClusterBootstrap`, `LinearCombination`, `JointTest`, `RegressionTermTests`
// and `ClusteredPrediction`, takes it over with its names and its ledger.

extension ClusteredRegression {
  /// Least squares of a variable of a sample with standard errors for clusters named by a property, over the respondents
  /// who have every value and a cluster.
  ///
  /// Where `weights` names a variable, each respondent counts with its value; those with a weight of zero are in
  /// the ledger.
  ///
  /// - Throws: `InputError` as for a design and for clusters, with the variable named, or with the faults of a scale.
  public init<R, C: ClusterLabel>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, clusters: KeyPath<R, C> & Sendable,
    estimator: Estimator = .cr2, weights: Variable<R>? = nil, aliased: AliasedColumns = .refuse,
    confidence: Double = 0.95, @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let data = try ClusteredSample(
      outcome.variable, [weights], [ClusterSource(clusters)], sample, predictors())
    self = try Self.found(data, estimator, aliased, confidence)
  }

  /// Least squares of a variable of a sample with standard errors for clusters that are the levels of a factor, over the
  /// respondents who have every value and a cluster; see the other initializer.
  ///
  /// - Throws: `InputError` as for a design and for clusters, with the variable named, or with the faults of a scale.
  public init<R, C: FactorValue>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, clusters: KeyPath<R, C> & Sendable,
    estimator: Estimator = .cr2, weights: Variable<R>? = nil, aliased: AliasedColumns = .refuse,
    confidence: Double = 0.95, @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let data = try ClusteredSample(
      outcome.variable, [weights], [ClusterSource(factor: clusters)], sample, predictors())
    self = try Self.found(data, estimator, aliased, confidence)
  }

  private static func found(
    _ data: ClusteredSample, _ estimator: Estimator, _ aliased: AliasedColumns, _ confidence: Double
  ) throws(InputError) -> Self {
    try data.find { () throws(InputError) in
      try ClusteredRegression(
        of: data.leastSquares(aliased), clusters: data.clusters[0].labels, estimator: estimator,
        confidence: confidence)
    }
  }
}

extension MultiwayClusteredRegression {
  /// Least squares of a variable of a sample with standard errors for clusters of several kinds, over the respondents who
  /// have every value and a cluster of every kind; see ``Clustering``.
  ///
  /// Where `weights` names a variable, each respondent counts with its value; those with a weight of zero are in
  /// the ledger.
  ///
  /// - Throws: `InputError` as for a design and for clusters, with the variable named, or with the faults of a scale.
  public init<R>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, clusters: [Clustering<R>],
    estimator: Estimator = .cr1s, factor: Factor = .ofEachTerm, intersection: Intersection = .clusters,
    repair: Repair = .none, weights: Variable<R>? = nil, aliased: AliasedColumns = .refuse,
    confidence: Double = 0.95, @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let data = try ClusteredSample(
      outcome.variable, [weights], clusters.map { $0.source() }, sample, predictors())
    self = try data.find { () throws(InputError) in
      try MultiwayClusteredRegression(
        of: data.leastSquares(aliased), clusters: data.clusters, estimator: estimator, factor: factor,
        intersection: intersection, repair: repair, confidence: confidence)
    }
  }
}

extension ClusteredSample {
  /// The fit; the first of the variables that are no terms holds the weights.
  fileprivate func leastSquares(_ aliased: AliasedColumns) throws(InputError) -> LinearRegression {
    try LinearRegression(problem.outcome, on: problem.design, weights: problem.further[0], aliased: aliased)
  }
}
