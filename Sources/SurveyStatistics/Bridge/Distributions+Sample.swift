import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Comparisons of whole distributions, for two groups of a sample and for the groups of a factor. Respondents
// without a score or a level are in the ledger.

extension CramerVonMisesTwoSampleTest {
  /// The two-sample Cramér-von Mises test of a variable between two groups of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>,
    method: NullDistributionMethod = .exact
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try CramerVonMisesTwoSampleTest(first, against: second, method: method)
    }
  }
}

extension AndersonDarlingKSampleTest {
  /// The k-sample Anderson-Darling test of a variable between the groups of a sample; `levels` chooses and
  /// orders the groups.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, levels: [V.Level]? = nil,
    in sample: Sample<R>, ties: TieRule = .midpoints,
    method: NullDistributionMethod = .monteCarlo(draws: 9_999, seed: 1)
  ) throws(InputError) {
    self = try SeveralGroups(variable, factor, levels, sample).find { groups throws(InputError) in
      try AndersonDarlingKSampleTest(groups, ties: ties, method: method)
    }
  }
}
