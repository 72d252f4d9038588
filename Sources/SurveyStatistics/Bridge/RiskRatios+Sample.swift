import SurveyInstruments
import SurveyModels
import SurveyVocabulary

extension RiskRatioRegression {
  /// Risk ratios of a variable of 0 and 1 of a sample on terms, over the respondents without a missing value.
  ///
  /// - Throws: `InputError` as for a design, or with the faults of a scale.
  public init<R>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, standardErrors: StandardErrors = .hc0,
    confidence: Double = 0.95, @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    self = try SampleProblem(outcome.variable, [], sample, predictors()).find { problem throws(InputError) in
      try RiskRatioRegression(
        problem.outcome, on: problem.design, standardErrors: standardErrors, confidence: confidence)
    }
  }

  /// Risk ratios of a level of a factor on terms, over the respondents without a missing value: the event is
  /// that a respondent has the level.
  ///
  /// - Throws: `InputError` as for a design, or with the faults of a scale.
  public init<R, V: FactorValue>(
    of factor: KeyPath<R, V> & Sendable, event: V.Level, in sample: Sample<R>,
    standardErrors: StandardErrors = .hc0, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    self = try SampleProblem(of: try sample.groups(by: factor), event.label, sample, predictors()).find {
      problem throws(InputError) in
      try RiskRatioRegression(
        problem.outcome, on: problem.design, standardErrors: standardErrors, confidence: confidence)
    }
  }
}
