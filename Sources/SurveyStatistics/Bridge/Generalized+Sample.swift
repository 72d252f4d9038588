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
    let problem = try SampleProblem(outcome.variable, [offset, frequencies], sample, predictors())
    self = try GeneralizedRegression(
      problem.outcome, on: problem.design, family: family, offset: problem.further[0],
      weights: problem.further[1].map { .frequencies($0) }, standardErrors: standardErrors,
      confidence: confidence)
    context.subject = outcome.variable.name
    context.cases = problem.ledger(context.cases)
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
    let problem = try SampleProblem(of: try sample.groups(by: factor), event.label, sample, predictors())
    self = try GeneralizedRegression(
      problem.outcome, on: problem.design, family: family, standardErrors: standardErrors,
      confidence: confidence)
    context.subject = event.label
    context.cases = problem.ledger(context.cases)
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
    let problem = try SampleProblem(outcome.variable, [], sample, predictors())
    self = try FirthRegression(
      problem.outcome, on: problem.design, inference: inference, confidence: confidence)
    context.subject = outcome.variable.name
    context.cases = problem.ledger(context.cases)
  }

  /// Firth's logistic regression of a level of a factor on terms, over the respondents without a missing value.
  ///
  /// - Throws: `InputError` as for a design, or with the faults of a scale.
  public init<R, V: FactorValue>(
    of factor: KeyPath<R, V> & Sendable, event: V.Level, in sample: Sample<R>,
    inference: Inference = .profile, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let problem = try SampleProblem(of: try sample.groups(by: factor), event.label, sample, predictors())
    self = try FirthRegression(
      problem.outcome, on: problem.design, inference: inference, confidence: confidence)
    context.subject = event.label
    context.cases = problem.ledger(context.cases)
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
    let problem = try SampleProblem(outcome.variable, [offset], sample, predictors())
    self = try NegativeBinomialRegression(
      problem.outcome, on: problem.design, offset: problem.further[0], confidence: confidence)
    context.subject = outcome.variable.name
    context.cases = problem.ledger(context.cases)
  }
}

/// Outcome and design of the complete cases of a sample.
struct SampleProblem {
  let outcome: [Double]
  let design: Design
  /// The values of the variables that are no terms; `nil` where none was named.
  let further: [[Double]?]
  let cases: CompleteCases

  init<R>(
    _ outcome: Variable<R>, _ others: [Variable<R>?], _ sample: Sample<R>, _ predictors: [Predictor<R>]
  ) throws(InputError) {
    var needs = SampleDesign(sample)
    needs.add(outcome)
    for other in others { if let other { needs.add(other) } }
    for predictor in predictors { try needs.add(predictor) }
    let cases = try needs.complete(namesCause: !predictors.isEmpty)
    var place = 1
    var further: [[Double]?] = []
    for other in others {
      further.append(other == nil ? nil : cases.columns[place])
      place += other == nil ? 0 : 1
    }
    var reader = TermReader(cases, skipping: place)
    let terms = reader.terms(predictors)
    self.outcome = cases.columns[0]
    self.further = further
    self.cases = cases
    design = try terms.isEmpty ? Design(interceptFor: cases.columns[0]) : Design(terms)
  }

  init<R>(
    of grouping: Grouping, _ event: String, _ sample: Sample<R>, _ predictors: [Predictor<R>]
  ) throws(InputError) {
    var needs = SampleDesign(sample)
    for predictor in predictors { try needs.add(predictor) }
    // The outcome comes last, so that the terms read their own factors first.
    needs.add(grouping)
    let cases = try needs.complete(namesCause: true)
    var reader = TermReader(cases)
    let terms = reader.terms(predictors)
    let levels = cases.groupings.last?.levels ?? []
    let outcome = (cases.groups.last ?? []).map { levels[$0] == event ? 1.0 : 0 }
    self.outcome = outcome
    further = []
    self.cases = cases
    design = try terms.isEmpty ? Design(interceptFor: outcome) : Design(terms)
  }

  func ledger(_ own: CaseLedger) -> CaseLedger {
    CaseLedger(used: own.used, exclusions: cases.cases.exclusions + own.exclusions)
  }
}
