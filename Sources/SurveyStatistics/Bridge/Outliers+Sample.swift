import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Outliers of a variable of a sample, of everyone or of one level of a factor at a time. Places count the respondents
// that the ledger calls used, from 0: `sample.complete([variable]).ids` names them. Respondents without a value or a
// level are in the ledger.

extension GrubbsTest {
  /// Grubbs's test of a variable of a sample.
  ///
  /// - Throws: `InputError` as for an array, with the variable named.
  public init<R>(
    of variable: some VariableConvertible<R>, in sample: Sample<R>, alternative: Alternative = .twoSided
  ) throws(InputError) {
    self = try OneVariable(variable, sample).find { values throws(InputError) in
      try GrubbsTest(values, alternative: alternative)
    }
  }

  /// Grubbs's test of a variable in one level of a factor of a sample.
  ///
  /// - Throws: `InputError` as for an array, with the variable and the level named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, at level: V.Level,
    in sample: Sample<R>, alternative: Alternative = .twoSided
  ) throws(InputError) {
    self = try OneVariable(variable, factor, level, sample).find { values throws(InputError) in
      try GrubbsTest(values, alternative: alternative)
    }
  }
}

extension RosnerTest {
  /// Rosner's test of a variable of a sample.
  ///
  /// - Throws: `InputError` as for an array, with the variable named.
  public init<R>(
    of variable: some VariableConvertible<R>, in sample: Sample<R>, upTo most: Int, level: Double = 0.05
  ) throws(InputError) {
    self = try OneVariable(variable, sample).find { values throws(InputError) in
      try RosnerTest(values, upTo: most, level: level)
    }
  }

  /// Rosner's test of a variable in one level of a factor of a sample.
  ///
  /// - Throws: `InputError` as for an array, with the variable and the level named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, at chosen: V.Level,
    in sample: Sample<R>, upTo most: Int, level: Double = 0.05
  ) throws(InputError) {
    self = try OneVariable(variable, factor, chosen, sample).find { values throws(InputError) in
      try RosnerTest(values, upTo: most, level: level)
    }
  }
}

extension MADOutliers {
  /// The distances from the median of a variable of a sample.
  ///
  /// - Throws: `InputError` as for an array, with the variable named.
  public init<R>(of variable: some VariableConvertible<R>, in sample: Sample<R>, threshold: Double = 2.5)
    throws(InputError)
  {
    self = try OneVariable(variable, sample).find { values throws(InputError) in
      try MADOutliers(values, threshold: threshold)
    }
  }

  /// The distances from the median of a variable in one level of a factor of a sample.
  ///
  /// - Throws: `InputError` as for an array, with the variable and the level named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, at level: V.Level,
    in sample: Sample<R>, threshold: Double = 2.5
  ) throws(InputError) {
    self = try OneVariable(variable, factor, level, sample).find { values throws(InputError) in
      try MADOutliers(values, threshold: threshold)
    }
  }
}
