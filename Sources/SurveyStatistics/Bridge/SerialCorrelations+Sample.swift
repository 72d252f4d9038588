import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Correlations with what lies behind the answers of one sample, or with the groups of a factor. Respondents who
// lack a value or a level are in the ledger.

extension PointBiserialCorrelation {
  /// The point-biserial correlation of a variable with a factor of a sample: positive where the first level has
  /// the higher mean.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>, interval: Interval = .noncentralT,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try PointBiserialCorrelation(
        first, against: second, interval: interval, alternative: alternative, confidence: confidence)
    }
  }
}

extension BiserialCorrelation {
  /// The biserial correlation of a variable with what divides the levels of a factor of a sample, the first level
  /// above the threshold.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>, method: Method = .moments,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try BiserialCorrelation(
        first, against: second, method: method, alternative: alternative, confidence: confidence)
    }
  }
}

extension PolyserialCorrelation {
  /// The polyserial correlation of a variable with the ordered answers to a question of a sample.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of variable: some VariableConvertible<R>, with answers: some VariableConvertible<R>, in sample: Sample<R>,
    method: Method = .twoStep, confidence: Double = 0.95
  ) throws(InputError) {
    let complete = try sample.complete([variable.variable, answers.variable])
    self = try PolyserialCorrelation(
      complete.columns[0], with: complete.columns[1], method: method, confidence: confidence)
    context = DataContext(parts: complete.names, cases: complete.cases)
  }
}

extension PolychoricCorrelation {
  /// The polychoric correlation of the ordered answers to two questions of a sample.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of variable: some VariableConvertible<R>, with other: some VariableConvertible<R>, in sample: Sample<R>,
    method: Method = .twoStep, addingToEmptyCells added: Double = 0, confidence: Double = 0.95
  ) throws(InputError) {
    let complete = try sample.complete([variable.variable, other.variable])
    self = try PolychoricCorrelation(
      complete.columns[0], with: complete.columns[1], method: method, addingToEmptyCells: added,
      confidence: confidence)
    context = DataContext(parts: complete.names, cases: complete.cases)
  }
}
