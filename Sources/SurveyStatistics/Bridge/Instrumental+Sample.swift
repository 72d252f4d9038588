import SurveyInstruments
import SurveyModels
import SurveyVocabulary

extension InstrumentalRegression {
  /// Two-stage least squares of a variable of a sample, over the respondents without a missing value.
  ///
  /// Where `weights` names a variable, each respondent counts with its value; those with a weight of zero are in
  /// the ledger.
  ///
  /// - Throws: `InputError` as for terms, or with the faults of a scale.
  public init<R>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>,
    standardErrors: StandardErrors = .classical, weights: Variable<R>? = nil, confidence: Double = 0.95,
    @PredictorBuilder<R> endogenous: () -> [Predictor<R>],
    @PredictorBuilder<R> exogenous: () -> [Predictor<R>] = { [] },
    @PredictorBuilder<R> instruments: () -> [Predictor<R>]
  ) throws(InputError) {
    self = try Self.found(
      outcome.variable, in: sample, [endogenous(), exogenous(), instruments()], nil, weights: weights,
      standardErrors: standardErrors, .cr1, confidence: confidence)
  }

  /// Two-stage least squares of a variable of a sample with standard errors for clusters named by a property, over the
  /// respondents who have every value and a cluster.
  ///
  /// - Throws: `InputError` as for terms and clusters, or with the faults of a scale.
  public init<R, C: ClusterLabel>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, clusters: KeyPath<R, C> & Sendable,
    clusterEstimator: ClusteredRegression.Estimator = .cr1, weights: Variable<R>? = nil,
    confidence: Double = 0.95, @PredictorBuilder<R> endogenous: () -> [Predictor<R>],
    @PredictorBuilder<R> exogenous: () -> [Predictor<R>] = { [] },
    @PredictorBuilder<R> instruments: () -> [Predictor<R>]
  ) throws(InputError) {
    self = try Self.found(
      outcome.variable, in: sample, [endogenous(), exogenous(), instruments()], ClusterSource(clusters),
      weights: weights, standardErrors: .classical, clusterEstimator, confidence: confidence)
  }

  /// Two-stage least squares of a variable of a sample with standard errors for clusters that are the levels of a factor;
  /// see the other initializers.
  ///
  /// - Throws: `InputError` as for terms and clusters, or with the faults of a scale.
  public init<R, C: FactorValue>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, clusters: KeyPath<R, C> & Sendable,
    clusterEstimator: ClusteredRegression.Estimator = .cr1, weights: Variable<R>? = nil,
    confidence: Double = 0.95, @PredictorBuilder<R> endogenous: () -> [Predictor<R>],
    @PredictorBuilder<R> exogenous: () -> [Predictor<R>] = { [] },
    @PredictorBuilder<R> instruments: () -> [Predictor<R>]
  ) throws(InputError) {
    self = try Self.found(
      outcome.variable, in: sample, [endogenous(), exogenous(), instruments()],
      ClusterSource(factor: clusters), weights: weights, standardErrors: .classical, clusterEstimator,
      confidence: confidence)
  }

  private static func found<R>(
    _ outcome: Variable<R>, in sample: Sample<R>, _ parts: [[Predictor<R>]], _ source: ClusterSource<R>?,
    weights: Variable<R>?, standardErrors: StandardErrors, _ estimator: ClusteredRegression.Estimator,
    confidence: Double
  ) throws(InputError) -> Self {
    let known = source?.known(in: sample) ?? sample
    var needs = SampleDesign(known)
    needs.add(outcome)
    if let weights { needs.add(weights) }
    for predictor in parts.joined() { try needs.add(predictor) }
    let cases = try needs.complete(namesCause: true)
    var reader = TermReader(cases, skipping: weights == nil ? 1 : 2)
    let terms = parts.map { reader.terms($0) }
    do throws(InputError) {
      var found = try InstrumentalRegression(
        cases.columns[0], endogenous: terms[0], exogenous: terms[1], instruments: terms[2],
        standardErrors: standardErrors, clusters: source?.labels(of: cases.ids, in: known),
        clusterEstimator: estimator, weights: weights == nil ? nil : cases.columns[1], confidence: confidence)
      found.context.subject = outcome.name
      found.context.cases = CaseLedger(
        used: found.context.cases.used, exclusions: cases.cases.exclusions + found.context.cases.exclusions)
      return found
    } catch {
      throw error.naming(source.map { ["outcome": outcome.name, "clusters": $0.name] } ?? [:])
    }
  }
}
