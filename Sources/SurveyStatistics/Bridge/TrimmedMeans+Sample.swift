import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Trimmed means and several methods side by side, for two groups of a sample and two waves of a panel.
// Respondents without a score, a level or a wave are in the ledger.

extension YuenTest {
  /// Yuen's test of a variable between two groups of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>,
    trim: Double = 0.2, unit: WinsorizedUnit = .rootMeanVariance, alternative: Alternative = .twoSided,
    bootstrap: BootstrapPlan? = .percentile(), confidence: Double = 0.95
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try YuenTest(
        first, against: second, trim: trim, unit: unit, alternative: alternative, bootstrap: bootstrap,
        confidence: confidence)
    }
  }
}

extension MethodComparison {
  /// Five tests of a variable between two groups of a sample, side by side.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>,
    trim: Double = 0.2, ranks: MannWhitneyTest.Method = .exact(),
    permutation: PermutationTest.Method = .monteCarlo(permutations: 9_999, seed: 1),
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try MethodComparison(
        first, against: second, trim: trim, ranks: ranks, permutation: permutation, alternative: alternative,
        confidence: confidence)
    }
  }
}

extension PairedYuenTest {
  /// Yuen's test for pairs of a variable between two waves.
  ///
  /// - Throws: `InputError` as for arrays, or if a wave does not exist.
  public init<R>(
    of variable: some VariableConvertible<R>, in panel: Panel<R>, from first: Int = 0, to second: Int = 1,
    trim: Double = 0.2, unit: WinsorizedUnit = .rootMeanVariance, alternative: Alternative = .twoSided,
    bootstrap: BootstrapPlan? = .percentile(), confidence: Double = 0.95
  ) throws(InputError) {
    self = try panel.pairs(of: variable, from: first, to: second).find { later, earlier throws(InputError) in
      try PairedYuenTest(
        later, against: earlier, trim: trim, unit: unit, alternative: alternative, bootstrap: bootstrap,
        confidence: confidence)
    }
  }
}

extension PairedMethodComparison {
  /// Five tests of the change of a variable between two waves, side by side.
  ///
  /// - Throws: `InputError` as for arrays, or if a wave does not exist.
  public init<R>(
    of variable: some VariableConvertible<R>, in panel: Panel<R>, from first: Int = 0, to second: Int = 1,
    trim: Double = 0.2, zeros: SignedRankTest.ZeroRule = .pratt, ranks: SignedRankTest.Method = .exact,
    flips: SignFlipTest.Method = .monteCarlo(permutations: 9_999, seed: 1), tieTolerance: Double = 0,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    self = try panel.pairs(of: variable, from: first, to: second).find { later, earlier throws(InputError) in
      try PairedMethodComparison(
        later, against: earlier, trim: trim, zeros: zeros, ranks: ranks, flips: flips,
        tieTolerance: tieTolerance, alternative: alternative, confidence: confidence)
    }
  }
}
