import SurveyInstruments
import SurveyModels
import SurveyVocabulary

extension PartialProportionalOdds {
  /// Partial proportional odds of a whole number of a sample, such as one rating, over the respondents without a
  /// missing value.
  ///
  /// The levels are the numbers that occur; `weights` as for ``OrdinalRegression``. `varying` names the
  /// predictors, or single columns, whose coefficients vary by threshold.
  ///
  /// - Throws: `InputError` as for a design, if a number is not whole, or with the faults of a scale.
  public init<R>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, varying: [String],
    link: OrdinalLink = .logit, weights: Variable<R>? = nil, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let data = try SampleModel(sample, outcome.variable, weights: weights, predictors())
    self = try PartialProportionalOdds(
      data.wholeNumbers(outcome.variable.name), on: data.design, varying: varying, link: link,
      weights: data.weights, confidence: confidence)
    context.subject = outcome.variable.name
    context.cases = data.ledger(context.cases)
  }

  /// Partial proportional odds of a factor of a sample, whose levels are declared from the lowest to the
  /// highest, over the respondents without a missing value.
  ///
  /// Levels without a respondent are left out. `varying` names the predictors, or single columns, whose
  /// coefficients vary by threshold.
  ///
  /// - Throws: `InputError` as for a design.
  public init<R, V: FactorValue>(
    of outcome: KeyPath<R, V> & Sendable, in sample: Sample<R>, varying: [String],
    link: OrdinalLink = .logit, weights: Variable<R>? = nil, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let factor = try sample.groups(by: outcome)
    let data = try SampleModel(sample, factor, weights: weights, predictors())
    self = try PartialProportionalOdds(
      data.labels, levels: data.levels, on: data.design, varying: varying, link: link,
      weights: data.weights, confidence: confidence)
    context.subject = factor.name
    context.cases = data.ledger(context.cases)
  }
}
