import SurveyInference
import SurveyInstruments
import SurveyModels
import SurveyVocabulary

// Findings about variables of one sample. Respondents who lack a value are in the ledger.

extension KendallCorrelation {
  /// Kendall's correlation of two variables of a sample.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of variable: some VariableConvertible<R>, with other: some VariableConvertible<R>, in sample: Sample<R>,
    method: Method = .normalApproximation(continuityCorrection: false), alternative: Alternative = .twoSided,
    twoSided: TwoSidedDefinition = .distance, confidence: Double = 0.95
  ) throws(InputError) {
    let complete = try sample.complete([variable.variable, other.variable])
    self = try KendallCorrelation(
      complete.columns[0], with: complete.columns[1], method: method, alternative: alternative,
      twoSided: twoSided, confidence: confidence)
    context = DataContext(parts: complete.names, cases: complete.cases)
  }
}

extension PercentageBendCorrelation {
  /// The percentage bend correlation of two variables of a sample.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of variable: some VariableConvertible<R>, with other: some VariableConvertible<R>, in sample: Sample<R>,
    bend: Double = 0.2, alternative: Alternative = .twoSided, bootstrap: BootstrapPlan? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    let complete = try sample.complete([variable.variable, other.variable])
    self = try PercentageBendCorrelation(
      complete.columns[0], with: complete.columns[1], bend: bend, alternative: alternative,
      bootstrap: bootstrap,
      confidence: confidence)
    context = DataContext(parts: complete.names, cases: complete.cases)
  }
}

extension PartialCorrelation {
  /// The partial correlation of two variables of a sample given others.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of variable: some VariableConvertible<R>, with other: some VariableConvertible<R>,
    given controls: [Variable<R>],
    in sample: Sample<R>, kind: Kind = .pearson, alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(InputError) {
    let complete = try sample.complete([variable.variable, other.variable] + controls)
    self = try PartialCorrelation(
      complete.columns[0], with: complete.columns[1], given: Array(complete.columns.dropFirst(2)), kind: kind,
      alternative: alternative, confidence: confidence)
    context = DataContext(parts: complete.names, cases: complete.cases)
  }
}

extension SemipartialCorrelation {
  /// The semipartial correlation of two variables of a sample given others.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of variable: some VariableConvertible<R>, with other: some VariableConvertible<R>,
    given controls: [Variable<R>],
    in sample: Sample<R>, kind: Kind = .pearson, alternative: Alternative = .twoSided
  ) throws(InputError) {
    let complete = try sample.complete([variable.variable, other.variable] + controls)
    self = try SemipartialCorrelation(
      complete.columns[0], with: complete.columns[1], given: Array(complete.columns.dropFirst(2)), kind: kind,
      alternative: alternative)
    context = DataContext(parts: complete.names, cases: complete.cases)
  }
}
