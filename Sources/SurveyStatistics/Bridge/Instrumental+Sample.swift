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
    let parts = [endogenous(), exogenous(), instruments()]
    var needs = SampleDesign(sample)
    needs.add(outcome.variable)
    if let weights { needs.add(weights) }
    for predictor in parts.joined() { try needs.add(predictor) }
    let cases = try needs.complete(namesCause: true)
    var reader = TermReader(cases, skipping: weights == nil ? 1 : 2)
    let terms = parts.map { reader.terms($0) }
    self = try InstrumentalRegression(
      cases.columns[0], endogenous: terms[0], exogenous: terms[1], instruments: terms[2],
      standardErrors: standardErrors, weights: weights == nil ? nil : cases.columns[1], confidence: confidence
    )
    context.subject = outcome.variable.name
    context.cases = CaseLedger(
      used: context.cases.used, exclusions: cases.cases.exclusions + context.cases.exclusions)
  }
}
