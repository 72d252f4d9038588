import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Findings about variables of one sample. Respondents who lack a value are in the ledger.

extension PearsonCorrelation {
  /// Pearson's correlation of two variables of a sample.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of variable: some VariableConvertible<R>, with other: some VariableConvertible<R>, in sample: Sample<R>,
    method: Method = .studentT, alternative: Alternative = .twoSided,
    twoSided: TwoSidedDefinition = .distance,
    bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    let complete = try sample.complete([variable.variable, other.variable])
    self = try PearsonCorrelation(
      complete.columns[0], with: complete.columns[1], method: method, alternative: alternative,
      twoSided: twoSided, bootstrap: bootstrap, confidence: confidence)
    context = DataContext(parts: complete.names, cases: complete.cases)
  }
}

extension SpearmanCorrelation {
  /// Spearman's correlation of two variables of a sample.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of variable: some VariableConvertible<R>, with other: some VariableConvertible<R>, in sample: Sample<R>,
    method: Method = .tApproximation, alternative: Alternative = .twoSided,
    twoSided: TwoSidedDefinition = .distance, confidence: Double = 0.95
  ) throws(InputError) {
    let complete = try sample.complete([variable.variable, other.variable])
    self = try SpearmanCorrelation(
      complete.columns[0], with: complete.columns[1], method: method, alternative: alternative,
      twoSided: twoSided, confidence: confidence)
    context = DataContext(parts: complete.names, cases: complete.cases)
  }
}
