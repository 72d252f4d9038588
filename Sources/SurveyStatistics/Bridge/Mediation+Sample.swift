import SurveyInstruments
import SurveyModels
import SurveyVocabulary

// Findings about paths between variables of one sample. Respondents who lack a value are in the ledger.

extension Mediation {
  /// The indirect effect of a variable of a sample on another through a third.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of predictor: some VariableConvertible<R>, through mediator: some VariableConvertible<R>,
    on outcome: some VariableConvertible<R>, given controls: [Variable<R>] = [], in sample: Sample<R>,
    interval: MediationInterval = .bootstrap(.percentile(resamples: 5_000)),
    standardErrors: StandardErrors = .classical, confidence: Double = 0.95
  ) throws(InputError) {
    let complete = try sample.complete(
      [predictor.variable, mediator.variable, outcome.variable] + controls)
    self = try Mediation(
      complete.columns[0], through: complete.columns[1], on: complete.columns[2],
      given: Array(complete.columns.dropFirst(3)), interval: interval, standardErrors: standardErrors,
      confidence: confidence)
    context = DataContext(parts: complete.names, cases: complete.cases)
  }
}

extension Moderation {
  /// The slope of a variable of a sample on another by a moderator.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of predictor: some VariableConvertible<R>, by moderator: some VariableConvertible<R>,
    on outcome: some VariableConvertible<R>, given controls: [Variable<R>] = [], in sample: Sample<R>,
    at points: Points = .meanAndDeviations, standardErrors: StandardErrors = .classical,
    confidence: Double = 0.95
  ) throws(InputError) {
    let complete = try sample.complete(
      [predictor.variable, moderator.variable, outcome.variable] + controls)
    self = try Moderation(
      complete.columns[0], by: complete.columns[1], on: complete.columns[2],
      given: Array(complete.columns.dropFirst(3)), at: points, standardErrors: standardErrors,
      confidence: confidence)
    context = DataContext(parts: complete.names, cases: complete.cases)
  }
}
