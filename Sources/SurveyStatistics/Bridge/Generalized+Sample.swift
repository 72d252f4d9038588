import SurveyInstruments
import SurveyModels
import SurveyVocabulary

extension GeneralizedRegression {
  /// A generalized regression of a variable of a sample on terms, over the respondents without a missing value.
  ///
  /// Where `offset` names a variable, its value is a term with the coefficient one; where `frequencies` names
  /// one, each row stands for as many respondents.
  ///
  /// - Throws: `InputError` as for a design, or with the faults of a scale.
  public init<R>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, family: ResponseFamily,
    offset: Variable<R>? = nil, frequencies: Variable<R>? = nil, standardErrors: StandardErrors = .classical,
    confidence: Double = 0.95, @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    self = try SampleProblem(outcome.variable, [offset, frequencies], sample, predictors()).find {
      problem throws(InputError) in
      try GeneralizedRegression(
        problem.outcome, on: problem.design, family: family, offset: problem.further[0],
        weights: problem.further[1].map { .frequencies($0) }, standardErrors: standardErrors,
        confidence: confidence)
    }
  }

  /// A generalized regression of a level of a factor on terms, over the respondents without a missing value:
  /// the event is that a respondent has the level.
  ///
  /// - Throws: `InputError` as for a design, or with the faults of a scale.
  public init<R, V: FactorValue>(
    of factor: KeyPath<R, V> & Sendable, event: V.Level, in sample: Sample<R>,
    family: ResponseFamily = .binomial(), standardErrors: StandardErrors = .classical,
    confidence: Double = 0.95, @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    self = try SampleProblem(of: try sample.groups(by: factor), event.label, sample, predictors()).find {
      problem throws(InputError) in
      try GeneralizedRegression(
        problem.outcome, on: problem.design, family: family, standardErrors: standardErrors,
        confidence: confidence)
    }
  }
}

extension FirthRegression {
  /// Firth's logistic regression of a variable of 0 and 1 of a sample on terms, over the respondents without
  /// a missing value.
  ///
  /// - Throws: `InputError` as for a design, or with the faults of a scale.
  public init<R>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, inference: Inference = .profile,
    confidence: Double = 0.95, @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    self = try SampleProblem(outcome.variable, [], sample, predictors()).find { problem throws(InputError) in
      try FirthRegression(
        problem.outcome, on: problem.design, inference: inference, confidence: confidence)
    }
  }

  /// Firth's logistic regression of a level of a factor on terms, over the respondents without a missing value.
  ///
  /// - Throws: `InputError` as for a design, or with the faults of a scale.
  public init<R, V: FactorValue>(
    of factor: KeyPath<R, V> & Sendable, event: V.Level, in sample: Sample<R>,
    inference: Inference = .profile, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    self = try SampleProblem(of: try sample.groups(by: factor), event.label, sample, predictors()).find {
      problem throws(InputError) in
      try FirthRegression(
        problem.outcome, on: problem.design, inference: inference, confidence: confidence)
    }
  }
}

extension NegativeBinomialRegression {
  /// A negative binomial regression of a count of a sample on terms, over the respondents without a missing
  /// value. Where `offset` names a variable, its value is a term with the coefficient one.
  ///
  /// - Throws: `InputError` as for a design, or with the faults of a scale.
  public init<R>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, offset: Variable<R>? = nil,
    confidence: Double = 0.95, @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    self = try SampleProblem(outcome.variable, [offset], sample, predictors()).find {
      problem throws(InputError) in
      try NegativeBinomialRegression(
        problem.outcome, on: problem.design, offset: problem.further[0], confidence: confidence)
    }
  }
}
