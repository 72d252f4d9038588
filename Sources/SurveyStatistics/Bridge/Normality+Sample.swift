import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Tests of normality of a variable of a sample, of everyone or of one level of a factor at a time: what is compared
// between groups should be normal within each. Respondents without a value or a level are in the ledger.

extension ShapiroWilkTest {
  /// The Shapiro-Wilk test of a variable of a sample.
  ///
  /// - Throws: `InputError` as for an array, with the variable named.
  public init<R>(of variable: some VariableConvertible<R>, in sample: Sample<R>) throws(InputError) {
    self = try OneVariable(variable, sample).find { values throws(InputError) in
      try ShapiroWilkTest(values)
    }
  }

  /// The Shapiro-Wilk test of a variable in one level of a factor of a sample.
  ///
  /// - Throws: `InputError` as for an array, with the variable and the level named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, at level: V.Level,
    in sample: Sample<R>
  ) throws(InputError) {
    self = try OneVariable(variable, factor, level, sample).find { values throws(InputError) in
      try ShapiroWilkTest(values)
    }
  }
}

extension AndersonDarlingTest {
  /// The Anderson-Darling test of a variable of a sample.
  ///
  /// - Throws: `InputError` as for an array, with the variable named.
  public init<R>(of variable: some VariableConvertible<R>, in sample: Sample<R>) throws(InputError) {
    self = try OneVariable(variable, sample).find { values throws(InputError) in
      try AndersonDarlingTest(values)
    }
  }

  /// The Anderson-Darling test of a variable in one level of a factor of a sample.
  ///
  /// - Throws: `InputError` as for an array, with the variable and the level named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, at level: V.Level,
    in sample: Sample<R>
  ) throws(InputError) {
    self = try OneVariable(variable, factor, level, sample).find { values throws(InputError) in
      try AndersonDarlingTest(values)
    }
  }
}

extension CramerVonMisesTest {
  /// The Cramér-von Mises test of a variable of a sample.
  ///
  /// - Throws: `InputError` as for an array, with the variable named.
  public init<R>(of variable: some VariableConvertible<R>, in sample: Sample<R>) throws(InputError) {
    self = try OneVariable(variable, sample).find { values throws(InputError) in
      try CramerVonMisesTest(values)
    }
  }

  /// The Cramér-von Mises test of a variable in one level of a factor of a sample.
  ///
  /// - Throws: `InputError` as for an array, with the variable and the level named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, at level: V.Level,
    in sample: Sample<R>
  ) throws(InputError) {
    self = try OneVariable(variable, factor, level, sample).find { values throws(InputError) in
      try CramerVonMisesTest(values)
    }
  }
}

extension LillieforsTest {
  /// The Lilliefors test of a variable of a sample.
  ///
  /// - Throws: `InputError` as for an array, with the variable named.
  public init<R>(
    of variable: some VariableConvertible<R>, in sample: Sample<R>,
    method: Method = .monteCarlo(samples: 9_999, seed: 1)
  ) throws(InputError) {
    self = try OneVariable(variable, sample).find { values throws(InputError) in
      try LillieforsTest(values, method: method)
    }
  }

  /// The Lilliefors test of a variable in one level of a factor of a sample.
  ///
  /// - Throws: `InputError` as for an array, with the variable and the level named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, at level: V.Level,
    in sample: Sample<R>, method: Method = .monteCarlo(samples: 9_999, seed: 1)
  ) throws(InputError) {
    self = try OneVariable(variable, factor, level, sample).find { values throws(InputError) in
      try LillieforsTest(values, method: method)
    }
  }
}

extension JarqueBeraTest {
  /// The Jarque-Bera test of a variable of a sample.
  ///
  /// - Throws: `InputError` as for an array, with the variable named.
  public init<R>(of variable: some VariableConvertible<R>, in sample: Sample<R>) throws(InputError) {
    self = try OneVariable(variable, sample).find { values throws(InputError) in
      try JarqueBeraTest(values)
    }
  }

  /// The Jarque-Bera test of a variable in one level of a factor of a sample.
  ///
  /// - Throws: `InputError` as for an array, with the variable and the level named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, at level: V.Level,
    in sample: Sample<R>
  ) throws(InputError) {
    self = try OneVariable(variable, factor, level, sample).find { values throws(InputError) in
      try JarqueBeraTest(values)
    }
  }
}

extension DAgostinoTest {
  /// The D'Agostino-Pearson test of a variable of a sample.
  ///
  /// - Throws: `InputError` as for an array, with the variable named.
  public init<R>(of variable: some VariableConvertible<R>, in sample: Sample<R>) throws(InputError) {
    self = try OneVariable(variable, sample).find { values throws(InputError) in
      try DAgostinoTest(values)
    }
  }

  /// The D'Agostino-Pearson test of a variable in one level of a factor of a sample.
  ///
  /// - Throws: `InputError` as for an array, with the variable and the level named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, at level: V.Level,
    in sample: Sample<R>
  ) throws(InputError) {
    self = try OneVariable(variable, factor, level, sample).find { values throws(InputError) in
      try DAgostinoTest(values)
    }
  }
}
