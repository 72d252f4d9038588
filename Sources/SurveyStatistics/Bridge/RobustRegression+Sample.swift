import SurveyInstruments
import SurveyModels
import SurveyVocabulary

/// The outcome and the design of a sample for a robust or a quantile regression.
private struct RobustSample {
  let outcome: [Double]
  let design: Design
  private let name: String
  private let ledger: CaseLedger

  init<R>(
    _ outcome: Variable<R>, in sample: Sample<R>, _ predictors: [Predictor<R>]
  ) throws(InputError) {
    var needs = SampleDesign(sample)
    needs.add(outcome)
    for predictor in predictors { try needs.add(predictor) }
    let cases = try needs.complete(namesCause: !predictors.isEmpty)
    var reader = TermReader(cases, skipping: 1)
    let terms = reader.terms(predictors)
    design = try terms.isEmpty ? Design(interceptFor: cases.columns[0]) : Design(terms)
    self.outcome = cases.columns[0]
    name = outcome.name
    ledger = cases.cases
  }

  func complete(_ context: inout DataContext) {
    context.subject = name
    context.cases = ledger
  }
}

extension RobustRegression {
  /// An M-estimate of a variable of a sample on terms, over the respondents without a missing value.
  ///
  /// - Throws: `InputError` as for a design, or with the faults of a scale.
  public init<R>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, loss: RobustLoss = .huber(),
    maximumIterations: Int = 1_000, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let read = try RobustSample(outcome.variable, in: sample, predictors())
    self = try RobustRegression(
      read.outcome, on: read.design, loss: loss, maximumIterations: maximumIterations, confidence: confidence)
    read.complete(&context)
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
    let read = try RobustSample(outcome.variable, in: sample, predictors())
    self = try MMRegression(
      read.outcome, on: read.design, subsets: subsets, maximumIterations: maximumIterations,
      confidence: confidence)
    read.complete(&context)
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
    let read = try RobustSample(outcome.variable, in: sample, predictors())
    self = try QuantileRegression(
      read.outcome, on: read.design, tau: tau, standardErrors: standardErrors, confidence: confidence)
    read.complete(&context)
  }
}
