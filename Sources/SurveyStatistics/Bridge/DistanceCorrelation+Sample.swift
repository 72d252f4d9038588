import SurveyInference
import SurveyInstruments
import SurveyVocabulary

extension DistanceCorrelation {
  /// The distance correlation of two variables of a sample, over the respondents who have both.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of variable: some VariableConvertible<R>, with other: some VariableConvertible<R>, in sample: Sample<R>,
    method: Method = .monteCarlo(permutations: 9_999, seed: 1), confidence: Double = 0.95
  ) throws(InputError) {
    let complete = try sample.complete([variable.variable, other.variable])
    self = try DistanceCorrelation(
      complete.columns[0], with: complete.columns[1], method: method, confidence: confidence)
    context = DataContext(parts: complete.names, cases: complete.cases)
  }

  /// The distance correlation of two sets of variables of a sample, over the respondents who have them all.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of variables: [Variable<R>], with others: [Variable<R>], in sample: Sample<R>,
    method: Method = .monteCarlo(permutations: 9_999, seed: 1), confidence: Double = 0.95
  ) throws(InputError) {
    let complete = try sample.complete(variables + others)
    self = try DistanceCorrelation(
      Array(complete.columns.prefix(variables.count)),
      with: Array(complete.columns.dropFirst(variables.count)),
      method: method, confidence: confidence)
    context = DataContext(
      parts: [variables, others].map { $0.map(\.name).joined(separator: ", ") }, cases: complete.cases)
  }
}
