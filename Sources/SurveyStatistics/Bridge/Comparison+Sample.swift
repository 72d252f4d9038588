import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Comparisons of two groups of a sample. In each, the groups are the two levels of the factor in the
// order of their declaration, so that the first minus the second has the sign of the declaration; a
// factor with more levels needs `comparing:`. Respondents without a score or a level are in the ledger.

/// A comparison of two groups with no choice but side and level of its interval.
public protocol TwoGroupComparison: Finding {
  /// Compares two groups.
  init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>, alternative: Alternative,
    confidence: Double
  ) throws(InputError)
}

extension WelchTest: TwoGroupComparison {}
extension StudentTest: TwoGroupComparison {}
extension ProbabilityOfSuperiority: TwoGroupComparison {}

extension TwoGroupComparison {
  /// The comparison of a variable between two groups of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try Self(first, against: second, alternative: alternative, confidence: confidence)
    }
  }
}

extension HedgesG {
  /// Hedges' g of a variable between two groups of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>,
    correction: Correction = .exact,
    alternative: Alternative = .twoSided,
    bootstrap: BootstrapPlan? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try HedgesG(
        first, against: second, correction: correction, alternative: alternative, bootstrap: bootstrap,
        confidence: confidence)
    }
  }
}

extension MannWhitneyTest {
  /// The Mann-Whitney test of a variable between two groups of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>,
    alternative: Alternative = .twoSided,
    method: Method = .exact(),
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try MannWhitneyTest(
        first, against: second, alternative: alternative, method: method, confidence: confidence)
    }
  }
}

extension BrunnerMunzelTest {
  /// The Brunner-Munzel test of a variable between two groups of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>,
    alternative: Alternative = .twoSided,
    approximation: Approximation = .t,
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try BrunnerMunzelTest(
        first, against: second, alternative: alternative, approximation: approximation, confidence: confidence
      )
    }
  }
}

extension PermutationTest {
  /// The permutation test of a variable between two groups of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>,
    statistic: Statistic = .welchT,
    alternative: Alternative = .twoSided,
    method: Method = .monteCarlo(permutations: 9_999, seed: 1),
    twoSided: TwoSidedDefinition = .distance, confidence: Double = 0.95
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try PermutationTest(
        first, against: second, statistic: statistic, alternative: alternative, method: method,
        twoSided: twoSided,
        confidence: confidence)
    }
  }
}
