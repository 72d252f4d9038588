import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Comparisons of the spread and the shape of groups of a sample. Of two groups, the first is that of the factor's
// declaration, or of `comparing:`; of several, `levels` chooses and orders them. Respondents without a value or a
// level are in the ledger.

extension VarianceRatioTest {
  /// The F test of the variances of a variable in two groups of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>, nullRatio: Double = 1,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try VarianceRatioTest(
        first, against: second, nullRatio: nullRatio, alternative: alternative, confidence: confidence)
    }
  }
}

extension AnsariBradleyTest {
  /// Ansari and Bradley's test of a variable in two groups of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>, alternative: Alternative = .twoSided,
    method: Method = .exact(), confidence: Double = 0.95
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try AnsariBradleyTest(
        first, against: second, alternative: alternative, method: method, confidence: confidence)
    }
  }
}

extension KolmogorovSmirnovTest {
  /// Kolmogorov and Smirnov's test of a variable in two groups of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>, side: Side = .twoSided,
    method: Method = .exact, confidence: Double = 0.95
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try KolmogorovSmirnovTest(first, against: second, side: side, method: method, confidence: confidence)
    }
  }
}

extension LeveneTest {
  /// Levene's test of a variable between the groups of a sample; `levels` chooses and orders the groups.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, levels: [V.Level]? = nil,
    in sample: Sample<R>, center: Center = .median, confidence: Double = 0.90
  ) throws(InputError) {
    self = try SeveralGroups(variable, factor, levels, sample).find { groups throws(InputError) in
      try LeveneTest(groups, center: center, confidence: confidence)
    }
  }
}

extension BartlettTest {
  /// Bartlett's test of a variable between the groups of a sample; `levels` chooses and orders the groups.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, levels: [V.Level]? = nil,
    in sample: Sample<R>
  ) throws(InputError) {
    self = try SeveralGroups(variable, factor, levels, sample).find { groups throws(InputError) in
      try BartlettTest(groups)
    }
  }
}

extension FlignerKilleenTest {
  /// Fligner and Killeen's test of a variable between the groups of a sample; `levels` chooses and orders the groups.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, levels: [V.Level]? = nil,
    in sample: Sample<R>, method: NullDistributionMethod = .asymptotic
  ) throws(InputError) {
    self = try SeveralGroups(variable, factor, levels, sample).find { groups throws(InputError) in
      try FlignerKilleenTest(groups, method: method)
    }
  }
}

extension MoodMedianTest {
  /// Mood's median test of a variable between the groups of a sample; `levels` chooses and orders the groups.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, levels: [V.Level]? = nil,
    in sample: Sample<R>, ties: TieRule = .below, method: Method = .exact(),
    interval: RiskDifferenceInterval = .mee, confidence: Double = 0.95
  ) throws(InputError) {
    self = try SeveralGroups(variable, factor, levels, sample).find { groups throws(InputError) in
      try MoodMedianTest(groups, ties: ties, method: method, interval: interval, confidence: confidence)
    }
  }
}
