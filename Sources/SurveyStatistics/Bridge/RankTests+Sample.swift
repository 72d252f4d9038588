import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Permutation forms of the comparisons of two groups of a sample; see Comparison+Sample.swift.

extension BrunnerMunzelTest {
  /// The studentized permutation test of a variable between two groups of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>,
    alternative: Alternative = .twoSided, permutation: Permutation, confidence: Double = 0.95
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try BrunnerMunzelTest(
        first, against: second, alternative: alternative, permutation: permutation, confidence: confidence)
    }
  }
}

extension PermutationTest {
  /// The permutation test of a statistic of one's own between two groups of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>, named name: String,
    alternative: Alternative = .twoSided,
    method: Method = .monteCarlo(permutations: 9_999, seed: 1), twoSided: TwoSidedDefinition = .distance,
    tieTolerance: Double = 1e-12, confidence: Double = 0.95,
    statistic: (_ group: [Double], _ baseline: [Double]) -> Double?
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try PermutationTest(
        first, against: second, named: name, alternative: alternative, method: method, twoSided: twoSided,
        tieTolerance: tieTolerance, confidence: confidence, statistic: statistic)
    }
  }
}
