import SurveyInstruments
import SurveyModels
import SurveyVocabulary

extension RobustRegression {
  /// An M-estimate of a variable of a sample on terms, over the respondents without a missing value.
  ///
  /// - Throws: `InputError` as for a design, or with the faults of a scale.
  public init<R>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, loss: RobustLoss = .huber(),
    maximumIterations: Int = 1_000, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    self = try SampleProblem(outcome.variable, [], sample, predictors()).find {
      problem throws(InputError) in
      try RobustRegression(
        problem.outcome, on: problem.design, loss: loss, maximumIterations: maximumIterations,
        confidence: confidence)
    }
  }
}

extension MMRegression {
  /// An MM-estimate of a variable of a sample on terms, over the respondents without a missing value.
  ///
  /// - Throws: `InputError` as for a design, or with the faults of a scale.
  public init<R>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, subsets: RobustSubsets = .random(),
    maximumIterations: Int = 2_000, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    self = try SampleProblem(outcome.variable, [], sample, predictors()).find {
      problem throws(InputError) in
      try MMRegression(
        problem.outcome, on: problem.design, subsets: subsets, maximumIterations: maximumIterations,
        confidence: confidence)
    }
  }
}

extension QuantileRegression {
  /// A quantile regression of a variable of a sample on terms, over the respondents without a missing value.
  ///
  /// - Throws: `InputError` as for a design, or with the faults of a scale.
  public init<R>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, tau: Double = 0.5,
    standardErrors: QuantileStandardErrors = .sandwich, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    self = try SampleProblem(outcome.variable, [], sample, predictors()).find {
      problem throws(InputError) in
      try QuantileRegression(
        problem.outcome, on: problem.design, tau: tau, standardErrors: standardErrors, confidence: confidence)
    }
  }
}

extension QuantileRankIntervals {
  /// Rank intervals of a quantile regression of a variable of a sample on terms, over the respondents without a missing
  /// value.
  ///
  /// - Throws: `InputError` as for a design, with the variable named, or with the faults of a scale.
  public init<R>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, tau: Double = 0.5,
    limits: Limits = .interpolated, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let problem = try SampleProblem(outcome.variable, [], sample, predictors())
    self = try problem.find(namingErrors: []) { () throws(InputError) in
      try QuantileRankIntervals(
        problem.outcome, on: problem.design, tau: tau, limits: limits, confidence: confidence)
    }
  }
}
