import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// What two groups of a sample can show. Only their sizes are used: nothing is computed from the answers.

extension DetectableEffect {
  /// What the two groups of a sample can show in a variable, under a planned test of two groups.
  ///
  /// - Parameters:
  ///   - test: The test that is planned, one of two groups.
  ///   - variable: The variable; respondents without it are left out.
  ///   - factor: The groups.
  ///   - pair: The two levels to compare, where the factor has more.
  ///   - sample: The respondents.
  ///   - power: The wanted probability of finding the effect.
  ///   - level: The level of the test.
  /// - Throws: `InputError` as for sizes, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    _ test: PlannedTest, of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>, power: Double = 0.8,
    level: Double = 0.05
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try DetectableEffect(test, sizes: [first.count, second.count], power: power, level: level)
    }
  }
}

extension DetectableDifference {
  /// What Student's test of the two groups of a sample can show in a variable.
  ///
  /// - Parameters:
  ///   - variable: The variable; respondents without it are left out.
  ///   - factor: The groups.
  ///   - pair: The two levels to compare, where the factor has more.
  ///   - sample: The respondents.
  ///   - power: The wanted probability of finding a difference.
  ///   - level: The level of the test.
  ///   - oneSided: Whether the test looks on one side only, that of the difference.
  /// - Throws: `InputError` as for sizes, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>, power: Double = 0.8,
    level: Double = 0.05, oneSided: Bool = false
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try DetectableDifference(
        first.count, against: second.count, power: power, level: level, oneSided: oneSided)
    }
  }
}
