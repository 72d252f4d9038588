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

extension ParallelMediation {
  /// The indirect effects of a variable of a sample on another through several mediators, which keep their names.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of predictor: some VariableConvertible<R>, through mediators: [Variable<R>],
    on outcome: some VariableConvertible<R>, given controls: [Variable<R>] = [], in sample: Sample<R>,
    bootstrap: BootstrapPlan = .percentile(resamples: 5_000), standardErrors: StandardErrors = .classical,
    confidence: Double = 0.95
  ) throws(InputError) {
    let complete = try sample.complete([predictor.variable, outcome.variable] + mediators + controls)
    let columns = complete.columns
    self = try ParallelMediation(
      columns[0],
      through: mediators.indices.map { (name: mediators[$0].name, values: columns[2 + $0]) }, on: columns[1],
      given: Array(columns.dropFirst(2 + mediators.count)), bootstrap: bootstrap,
      standardErrors: standardErrors, confidence: confidence)
    context = DataContext(
      parts: [predictor.variable.name, outcome.variable.name] + mediators.map(\.name), cases: complete.cases)
  }
}

extension SerialMediation {
  /// The indirect effects of a variable of a sample on another through two mediators, one after the other.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of predictor: some VariableConvertible<R>, through first: some VariableConvertible<R>,
    then second: some VariableConvertible<R>, on outcome: some VariableConvertible<R>,
    given controls: [Variable<R>] = [], in sample: Sample<R>,
    bootstrap: BootstrapPlan = .percentile(resamples: 5_000), standardErrors: StandardErrors = .classical,
    confidence: Double = 0.95
  ) throws(InputError) {
    let chain = [predictor.variable, first.variable, second.variable, outcome.variable]
    let complete = try sample.complete(chain + controls)
    let columns = complete.columns
    self = try SerialMediation(
      columns[0], through: columns[1], then: columns[2], on: columns[3], given: Array(columns.dropFirst(4)),
      bootstrap: bootstrap, standardErrors: standardErrors, confidence: confidence)
    context = DataContext(parts: chain.map(\.name), cases: complete.cases)
  }
}

extension ModeratedMediation {
  /// The indirect effect of a variable of a sample on another through a third, by a moderator.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of predictor: some VariableConvertible<R>, through mediator: some VariableConvertible<R>,
    on outcome: some VariableConvertible<R>, by moderator: some VariableConvertible<R>,
    moderating stages: Stages, moderatesDirect: Bool = false, given controls: [Variable<R>] = [],
    in sample: Sample<R>, at points: Moderation.Points? = nil,
    interval: MediationInterval = .bootstrap(.percentile(resamples: 5_000)),
    standardErrors: StandardErrors = .classical, confidence: Double = 0.95
  ) throws(InputError) {
    let chain = [predictor.variable, mediator.variable, outcome.variable, moderator.variable]
    let complete = try sample.complete(chain + controls)
    let columns = complete.columns
    self = try ModeratedMediation(
      columns[0], through: columns[1], on: columns[2], by: columns[3], moderating: stages,
      moderatesDirect: moderatesDirect, given: Array(columns.dropFirst(4)), at: points, interval: interval,
      standardErrors: standardErrors, confidence: confidence)
    context = DataContext(parts: chain.map(\.name), cases: complete.cases)
  }
}
