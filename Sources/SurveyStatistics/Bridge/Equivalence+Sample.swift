import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Tests against bounds and Bayes factors of a variable: between the two levels of a factor in the order of
// their declaration, or between two waves of a panel, later minus earlier.

extension EquivalenceTest {
  /// The test of equivalence of a variable between two groups of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>, within bounds: ClosedRange<Double>,
    unit: GroupBoundUnit = .data, test: GroupShiftMethod = .welch, level: Double = 0.05
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try EquivalenceTest(first, against: second, within: bounds, unit: unit, test: test, level: level)
    }
  }

  /// The test of equivalence of a variable between two waves.
  ///
  /// - Throws: `InputError` as for arrays, or if a wave does not exist.
  public init<R>(
    of variable: some VariableConvertible<R>, in panel: Panel<R>, from first: Int = 0, to second: Int = 1,
    within bounds: ClosedRange<Double>, unit: PairedBoundUnit = .data, test: PairedShiftMethod = .t,
    level: Double = 0.05
  ) throws(InputError) {
    self = try panel.pairs(of: variable, from: first, to: second).find { later, earlier throws(InputError) in
      try EquivalenceTest(later, pairedWith: earlier, within: bounds, unit: unit, test: test, level: level)
    }
  }
}

extension MarginTest {
  /// The test against a margin of a variable between two groups of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>, difference margin: Margin,
    unit: GroupBoundUnit = .data, test: GroupShiftMethod = .welch, level: Double = 0.05
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try MarginTest(first, against: second, difference: margin, unit: unit, test: test, level: level)
    }
  }

  /// The test against a margin of a variable between two waves.
  ///
  /// - Throws: `InputError` as for arrays, or if a wave does not exist.
  public init<R>(
    of variable: some VariableConvertible<R>, in panel: Panel<R>, from first: Int = 0, to second: Int = 1,
    difference margin: Margin, unit: PairedBoundUnit = .data, test: PairedShiftMethod = .t,
    level: Double = 0.05
  ) throws(InputError) {
    self = try panel.pairs(of: variable, from: first, to: second).find { later, earlier throws(InputError) in
      try MarginTest(later, pairedWith: earlier, difference: margin, unit: unit, test: test, level: level)
    }
  }
}

extension MinimalEffectTest {
  /// The test of a minimal effect of a variable between two groups of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>, outside bounds: ClosedRange<Double>,
    unit: GroupBoundUnit = .data, test: GroupShiftMethod = .welch, level: Double = 0.05
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try MinimalEffectTest(first, against: second, outside: bounds, unit: unit, test: test, level: level)
    }
  }

  /// The test of a minimal effect of a variable between two waves.
  ///
  /// - Throws: `InputError` as for arrays, or if a wave does not exist.
  public init<R>(
    of variable: some VariableConvertible<R>, in panel: Panel<R>, from first: Int = 0, to second: Int = 1,
    outside bounds: ClosedRange<Double>, unit: PairedBoundUnit = .data, test: PairedShiftMethod = .t,
    level: Double = 0.05
  ) throws(InputError) {
    self = try panel.pairs(of: variable, from: first, to: second).find { later, earlier throws(InputError) in
      try MinimalEffectTest(later, pairedWith: earlier, outside: bounds, unit: unit, test: test, level: level)
    }
  }
}

extension BayesFactorTTest {
  /// The Bayes factor of a variable between two groups of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>, priorScale: Double = mediumScale,
    alternative: Alternative = .twoSided, scales: [Double] = standardScales, credibility: Double = 0.95
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try BayesFactorTTest(
        first, against: second, priorScale: priorScale, alternative: alternative, scales: scales,
        credibility: credibility)
    }
  }

  /// The Bayes factor of the mean change of a variable between two waves.
  ///
  /// - Throws: `InputError` as for arrays, or if a wave does not exist.
  public init<R>(
    of variable: some VariableConvertible<R>, in panel: Panel<R>, from first: Int = 0, to second: Int = 1,
    priorScale: Double = mediumScale, alternative: Alternative = .twoSided,
    scales: [Double] = standardScales, credibility: Double = 0.95
  ) throws(InputError) {
    self = try panel.pairs(of: variable, from: first, to: second).find { later, earlier throws(InputError) in
      try BayesFactorTTest(
        later, pairedWith: earlier, priorScale: priorScale, alternative: alternative, scales: scales,
        credibility: credibility)
    }
  }
}
