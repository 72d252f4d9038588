import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Tests of normality of a variable of a sample, of everyone or of one level of a factor at a time: what is compared
// between groups should be normal within each. Respondents without a value or a level are in the ledger.

/// A test of normality that needs nothing but the values.
public protocol NormalityTest: Finding {
  /// Tests values.
  init(_ values: some Collection<Double>) throws(InputError)
}

extension ShapiroWilkTest: NormalityTest {}
extension AndersonDarlingTest: NormalityTest {}
extension CramerVonMisesTest: NormalityTest {}
extension JarqueBeraTest: NormalityTest {}
extension DAgostinoTest: NormalityTest {}

extension NormalityTest {
  /// The test of a variable of a sample.
  ///
  /// - Throws: `InputError` as for an array, with the variable named.
  public init<R>(of variable: some VariableConvertible<R>, in sample: Sample<R>) throws(InputError) {
    self = try OneVariable(variable, sample).find { values throws(InputError) in try Self(values) }
  }

  /// The test of a variable in one level of a factor of a sample.
  ///
  /// - Throws: `InputError` as for an array, with the variable and the level named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, at level: V.Level,
    in sample: Sample<R>
  ) throws(InputError) {
    self = try OneVariable(variable, factor, level, sample).find { values throws(InputError) in
      try Self(values)
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
