import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Comparisons of several groups of a sample, pair by pair or by contrasts.

extension TukeyKramer {
  /// The Tukey-Kramer comparisons of a variable between the groups of a sample; `levels` chooses and orders the groups.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, levels: [V.Level]? = nil,
    in sample: Sample<R>, confidence: Double = 0.95
  ) throws(InputError) {
    self = try SeveralGroups(variable, factor, levels, sample).find { groups throws(InputError) in
      try TukeyKramer(groups, confidence: confidence)
    }
  }
}

extension GamesHowell {
  /// The Games-Howell comparisons of a variable between the groups of a sample; `levels` chooses and orders the groups.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, levels: [V.Level]? = nil,
    in sample: Sample<R>, confidence: Double = 0.95
  ) throws(InputError) {
    self = try SeveralGroups(variable, factor, levels, sample).find { groups throws(InputError) in
      try GamesHowell(groups, confidence: confidence)
    }
  }
}

extension DunnettTest {
  /// The comparisons with a control of a variable between the groups of a sample; `levels` chooses and orders the groups.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, levels: [V.Level]? = nil,
    in sample: Sample<R>, against control: String? = nil, alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try SeveralGroups(variable, factor, levels, sample).find { groups throws(InputError) in
      try DunnettTest(groups, against: control, alternative: alternative, confidence: confidence)
    }
  }
}

extension DunnTest {
  /// Dunn's comparisons of a variable between the groups of a sample; `levels` chooses and orders the groups.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, levels: [V.Level]? = nil,
    in sample: Sample<R>, method: NullDistributionMethod = .asymptotic, adjustment: PAdjustment = .holm,
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try SeveralGroups(variable, factor, levels, sample).find { groups throws(InputError) in
      try DunnTest(groups, method: method, adjustment: adjustment, confidence: confidence)
    }
  }
}

extension ScheffeTest {
  /// Scheffé's comparisons of a variable between the groups of a sample; `levels` chooses and orders the groups.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, levels: [V.Level]? = nil,
    in sample: Sample<R>, contrasts: [GroupContrast] = [], confidence: Double = 0.95
  ) throws(InputError) {
    self = try SeveralGroups(variable, factor, levels, sample).find { groups throws(InputError) in
      try ScheffeTest(groups, contrasts: contrasts, confidence: confidence)
    }
  }
}

extension PlannedContrasts {
  /// The planned contrasts of a variable between the groups of a sample; `levels` chooses and orders the groups.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, levels: [V.Level]? = nil,
    in sample: Sample<R>, contrasts: [GroupContrast], variances: PairwiseTTests.Variances = .separate,
    adjustment: PAdjustment = .none, confidence: Double = 0.95
  ) throws(InputError) {
    self = try SeveralGroups(variable, factor, levels, sample).find { groups throws(InputError) in
      try PlannedContrasts(
        groups, contrasts: contrasts, variances: variances, adjustment: adjustment, confidence: confidence)
    }
  }
}

extension PairwiseTTests {
  /// The pairwise t tests of a variable between the groups of a sample; `levels` chooses and orders the groups.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, levels: [V.Level]? = nil,
    in sample: Sample<R>, variances: Variances = .separate, adjustment: PAdjustment = .holm,
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try SeveralGroups(variable, factor, levels, sample).find { groups throws(InputError) in
      try PairwiseTTests(groups, variances: variances, adjustment: adjustment, confidence: confidence)
    }
  }
}
